//! What is suspicious in rows that can be read: across rows, across tables, across files.

pub(crate) mod across_rows;
pub(crate) mod outliers;
pub(crate) mod payouts;
pub(crate) mod repeated_files;
pub(crate) mod repeated_rows;
