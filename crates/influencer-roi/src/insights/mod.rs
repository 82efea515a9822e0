//! The use cases: what a user or another program can ask of the product, whoever asks and however the answer travels.

pub(crate) mod dashboard;
pub(crate) mod estimates;
pub(crate) mod facets;
pub(crate) mod impact;
pub(crate) mod imports;
pub(crate) mod incrementality;
pub(crate) mod influencer;
pub(crate) mod job;
pub(crate) mod panel;
pub(crate) mod policy;
mod quiet;
pub(crate) mod reading;
pub(crate) mod rows;
pub(crate) mod sample_data;
mod table;
pub(crate) mod whole_table;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ingest::{Mapping, Plan, Report, SavedMappings, Staged, inspect_files};
use lift::roas::Margin;
use store::{DataFolder, RowCache, StoreError};
use tempfile::TempDir;

use estimates::Recent;
use imports::Imports;
use policy::ImportError;

/// Everything the use cases work on.
#[derive(Clone, Debug)]
pub(crate) struct Insights {
    pub(crate) data_folder: Arc<DataFolder>,
    pub(crate) imports: Arc<Imports>,
    pub(crate) estimates: Arc<incrementality::Jobs>,
    /// Kept files are read again one version at a time: it takes what an import takes.
    reading_again: Arc<Mutex<()>>,
    /// The part of revenue that is earned, which estimates are held against.
    pub(crate) margin: Margin,
    recent: Arc<Recent>,
    /// What was found lately about rows behind numbers.
    row_cache: Arc<RowCache>,
}

/// Writes a report as it is shown again later: how it travels is decided above this room.
pub(crate) type WriteReport = fn(&Report) -> Vec<u8>;

impl Insights {
    pub(crate) fn new(data_folder: Arc<DataFolder>, write_report: WriteReport, margin: Margin) -> Self {
        let imports = Arc::new(Imports::new(data_folder.clone(), write_report));
        let (estimates, reading_again, recent, row_cache) = Default::default();
        Self { imports, data_folder, estimates, reading_again, margin, recent, row_cache }
    }
}

impl Insights {
    /// The kept files of a version, read as they were for it; the folder is theirs as long as they are looked at.
    pub(crate) fn read_again(&self, id: &str) -> Result<(Staged, Mapping, TempDir), ImportError> {
        let _alone = held(&self.reading_again);
        let manifest = self.data_folder.listed(Some(id))?;
        let staging = self.data_folder.staging();
        let made = tempfile::Builder::new().prefix(store::IMPORT_PREFIX).tempdir_in(&staging);
        let folder = made.map_err(|cause| StoreError::Unwritable { path: staging, cause })?;
        let uploads = self.data_folder.unpack_originals(&manifest, folder.path())?;
        let plan = Plan { changes: manifest.changes.clone(), saved_mappings: SavedMappings::new() };
        let staged = inspect_files(uploads, &plan, &folder.path().join("rows"), &Arc::default())?;
        let mapping = staged.mapping_with(&manifest.changes).map_err(StoreError::from)?;
        Ok((staged, mapping, folder))
    }
}

/// A panic while holding the lock leaves nothing half done: each holder changes one value.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
