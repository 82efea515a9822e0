//! What a file is, and what the rows of a source count as.

pub(crate) mod files;
pub(crate) mod sources;
