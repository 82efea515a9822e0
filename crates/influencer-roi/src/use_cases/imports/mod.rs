//! Imports: files are read in the background, looked at, then committed or dropped.

mod correcting;
pub(crate) mod job;
pub(crate) mod lifecycle;
pub(crate) mod own_shapes;
pub(crate) mod policy;
mod read_again;
pub(crate) mod reading;
pub(crate) mod sample_data;
