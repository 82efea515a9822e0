//! The dashboard, and what is asked about single parts of it: the whole table, one influencer, the values of the filters.

pub(crate) mod answer;
pub(crate) mod by_verdict;
pub(crate) mod facets;
pub(crate) mod influencer;
pub(crate) mod insights;
pub(crate) mod platforms;
mod ranked;
mod standing;
mod table;
pub(crate) mod whole_table;
