//! What a file is.

pub(crate) mod files;
