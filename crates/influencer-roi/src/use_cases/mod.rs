//! The use cases: what a user or another program can do with the product, independent of HTTP and the command line.

mod background_pool;
pub(crate) mod dashboard;
pub(crate) mod estimates;
pub(crate) mod imports;
pub(crate) mod incrementality;
pub(crate) mod rows;
pub(crate) mod statistics;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tempfile::TempDir;
use warehouse::{Mapping, Memories, Plan, Report, Staged, StoreError, Warehouse, look};

use estimates::EstimateCache;
use imports::{lifecycle::Imports, policy::ImportError};

use crate::settings::Settings;

/// Everything the use cases work on.
#[derive(Clone, Debug)]
pub(crate) struct UseCases {
    pub(crate) warehouse: Arc<Warehouse>,
    pub(crate) imports: Arc<Imports>,
    pub(crate) estimates: Arc<incrementality::Jobs>,
    /// The files of one version at a time are read again, as this takes as much as an import.
    reading_again: Arc<Mutex<()>>,
    pub(crate) settings: Arc<Settings>,
    estimate_cache: Arc<EstimateCache>,
}

/// Serialises a report for storage: the format is decided above this module.
pub(crate) type WriteReport = fn(&Report) -> Vec<u8>;

impl UseCases {
    pub(crate) fn new(warehouse: Arc<Warehouse>, write_report: WriteReport, settings: Settings) -> Self {
        let imports = Arc::new(Imports::new(warehouse.clone(), write_report));
        let (estimates, reading_again, estimate_cache) = Default::default();
        Self { imports, warehouse, estimates, reading_again, settings: Arc::new(settings), estimate_cache }
    }
}

impl UseCases {
    /// The original files of a version, read as they were for it, with the temporary folder they need.
    pub(crate) fn read_again(&self, id: &str) -> Result<(Staged, Mapping, TempDir), ImportError> {
        let _alone = lock(&self.reading_again);
        let manifest = self.warehouse.listed(Some(id))?;
        let staging = self.warehouse.staging();
        let made = tempfile::Builder::new().prefix(warehouse::IMPORT_PREFIX).tempdir_in(&staging);
        let folder = made.map_err(|cause| StoreError::Unwritable { path: staging, cause })?;
        let uploads = self.warehouse.unpack_originals(&manifest, folder.path())?;
        let plan = Plan { changes: manifest.changes.clone(), memories: Memories::new() };
        let staged = look(uploads, &plan, &folder.path().join("rows"), &Arc::default())?;
        let mapping = staged.mapping_with(&manifest.changes).map_err(StoreError::from)?;
        Ok((staged, mapping, folder))
    }
}

/// Locks, also after a panic of another holder: each holder changes one value, so nothing is left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
