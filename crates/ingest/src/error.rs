//! Why files cannot be read at all.

use std::io;

use crate::{OverLimit, Upload};

/// Why files could not be staged at all.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// Somebody asked to stop.
    #[error("the import was cancelled.")]
    Cancelled,
    /// Something in a file is more than may be.
    #[error("{file}: {over}. Nothing was read; split the file or leave out what is not needed.")]
    OverLimit {
        /// The file's name.
        file: String,
        /// What there is too much of.
        over: OverLimit,
    },
    /// The rows could not be stored.
    #[error(
        "the rows cannot be stored while they are read: {0}. Make room on the disk or make it writable, and try again."
    )]
    Store(io::Error),
}

impl IngestError {
    pub(crate) fn over(upload: &Upload, over: OverLimit) -> Self {
        Self::OverLimit { file: upload.name.clone(), over }
    }
}
