//! Files on their way in: read by ingest, their rows kept by the store.

use std::{path::Path, sync::Arc};

use crate::RowFiles;
use ingest::{IngestError, Plan, Progress, Staged, Upload};

/// Reads the files, in their order. Several files of one table are read together; the same file twice is read once.
///
/// `folder` takes the rows and the sheets of workbooks; it belongs to the caller, and a commit needs it unchanged.
///
/// # Errors
/// [`IngestError`], when there is nothing to report on.
pub fn read_files(
    uploads: Vec<Upload>,
    plan: &Plan,
    folder: &Path,
    progress: &Arc<Progress>,
) -> Result<Staged, IngestError> {
    let rows = RowFiles::new(folder.to_owned()).map_err(IngestError::Store)?;
    ingest::read_files(uploads, plan, folder, &rows, progress)
}
