//! Imports: files are read in the background, looked at, then committed or dropped.

pub(crate) mod job;
pub(crate) mod lifecycle;
mod mending;
pub(crate) mod own_shapes;
pub(crate) mod policy;
mod read_again;
pub(crate) mod reading;
mod repair;
pub(crate) mod sample_data;
