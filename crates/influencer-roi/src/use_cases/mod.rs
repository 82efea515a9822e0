//! The use cases: what a user or another program can do with the product, independent of HTTP and the command line.

mod background_pool;
pub(crate) mod dashboard;
pub(crate) mod estimates;
pub(crate) mod imports;
pub(crate) mod incrementality;
pub(crate) mod insights;
pub(crate) mod payouts;
pub(crate) mod plan;
pub(crate) mod posts;
pub(crate) mod report;
pub(crate) mod rows;
mod settings;
pub(crate) mod statistics;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ingest::Report;
use store::{DataFolder, Dataset, RowCache};

use estimates::EstimateCache;
use imports::{
    lifecycle::Imports,
    policy::{CommitOptions, ImportError},
};

use crate::settings::Settings;

/// Everything the use cases work on.
#[derive(Clone, Debug)]
pub(crate) struct UseCases {
    pub(crate) data_folder: Arc<DataFolder>,
    pub(crate) imports: Arc<Imports>,
    pub(crate) estimate_jobs: Arc<incrementality::Jobs>,
    campaign_runs: Arc<incrementality::campaigns::Runs>,
    /// The files of one version at a time are read again, as this takes as much as an import.
    reading_again: Arc<Mutex<()>>,
    pub(crate) settings: Arc<Settings>,
    estimate_cache: Arc<EstimateCache>,
    /// What was found lately about rows behind numbers.
    row_cache: Arc<RowCache>,
    /// The payouts of the versions that were asked about last.
    books: Arc<payouts::BookCache>,
    /// The posts of the versions that were asked about last.
    posted: Arc<posts::PostedCache>,
}

/// Serialises a report for storage: the format is decided above this module.
pub(crate) type WriteReport = fn(&Report) -> Vec<u8>;

impl UseCases {
    pub(crate) fn new(data_folder: Arc<DataFolder>, write_report: WriteReport, settings: Settings) -> Self {
        let imports = Arc::new(Imports::new(data_folder.clone(), write_report, settings.reading()));
        let (estimate_jobs, campaign_runs, reading_again, estimate_cache, row_cache, books, posted) =
            Default::default();
        Self {
            imports,
            data_folder,
            estimate_jobs,
            campaign_runs,
            reading_again,
            settings: Arc::new(settings),
            estimate_cache,
            row_cache,
            books,
            posted,
        }
    }
}

impl UseCases {
    /// Makes a dataset of a waiting import; its campaigns are measured in the background from then on.
    pub(crate) fn commit(&self, id: &str, options: &CommitOptions) -> Result<(Arc<Dataset>, Report), ImportError> {
        let committed = self.imports.commit(id, options)?;
        self.measure_campaigns_early(&committed.0.manifest().id);
        Ok(committed)
    }
}

/// Locks, also after a panic of another holder: each holder changes one value, so nothing is left half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
