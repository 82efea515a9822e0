//! The dashboard, and what is asked about single parts of it: the whole table, one influencer, the values of the filters.

pub(crate) mod answer;
pub(crate) mod facets;
pub(crate) mod influencer;
pub(crate) mod platforms;
mod standing;
mod table;
pub(crate) mod whole_table;
