//! Files into sums: blocks in parallel, rows summed by what they have in common, rows handed to a sink.

pub(crate) mod batch;
pub(crate) mod collect;
pub(crate) mod dictionary;
pub(crate) mod file;
pub(crate) mod pipeline;
pub(crate) mod records;
pub(crate) mod row_sink;
pub(crate) mod sums;
