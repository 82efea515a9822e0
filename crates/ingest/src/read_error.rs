//! Why reading ends before the end.

use std::{io, str::Utf8Error};

use crate::limits::OverLimit;

/// Why a file was not read to its end.
#[derive(Debug)]
pub(crate) enum ReadError {
    Read(io::Error),
    Store(io::Error),
    Over(OverLimit),
    /// The file has another encoding than was thought.
    NotUtf8,
}

impl ReadError {
    /// Why reading failed: readers report limits by the error they return.
    pub(crate) fn reading(error: io::Error) -> Self {
        match error.downcast::<OverLimit>() {
            Ok(over) => Self::Over(over),
            Err(error) => Self::Read(error),
        }
    }
}

impl From<Utf8Error> for ReadError {
    fn from(_: Utf8Error) -> Self {
        Self::NotUtf8
    }
}
