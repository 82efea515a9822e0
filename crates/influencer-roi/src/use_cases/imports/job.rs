//! One import: its files, its progress and its state.

use std::{
    fs,
    path::PathBuf,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use ingest::{MappingChanges, Progress, Report, Staged, Upload};
use store::Manifest;

use super::policy::ImportError;
use crate::use_cases::lock;

/// Files that were read, under the mapping that was asked for last.
#[derive(Clone)]
pub(crate) struct Ready {
    pub(crate) staged: Arc<Staged>,
    /// Where the reading left its rows.
    pub(super) rows: PathBuf,
    pub(crate) report: Arc<Report>,
    pub(super) changes: MappingChanges,
    /// Why files that were added last are not among these.
    pub(crate) refused: Option<Arc<ImportError>>,
}

/// Where an import stands.
#[derive(Clone)]
pub(crate) enum State {
    Running,
    Ready(Box<Ready>),
    Committing,
    Failed(Arc<ImportError>),
    Cancelled,
    /// With the id of the version it became.
    Committed(Arc<Report>, String),
}

impl State {
    /// Every id there is.
    pub(crate) const IDS: [&str; 5] = ["running", "ready", "failed", "cancelled", "committed"];

    /// Takes room until it ends.
    pub(super) const fn is_open(&self) -> bool {
        matches!(self, Self::Running | Self::Ready(_) | Self::Committing)
    }

    /// The report, once there is one.
    pub(crate) fn report(&self) -> Option<&Report> {
        match self {
            Self::Ready(ready) => Some(&ready.report),
            Self::Committed(report, _) => Some(report),
            _ => None,
        }
    }

    pub(crate) const fn id(&self) -> &'static str {
        match self {
            Self::Running | Self::Committing => "running",
            Self::Ready(_) => "ready",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
            Self::Committed(..) => "committed",
        }
    }
}

/// One import.
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) progress: Arc<Progress>,
    bytes_total: AtomicU64,
    pub(super) folder: PathBuf,
    /// The version whose files are read with the new ones.
    pub(crate) base: Option<Manifest>,
    /// The files as they came, those of the base first.
    uploads: Mutex<Vec<Upload>>,
    readings: AtomicU64,
    pub(super) state: Mutex<State>,
}

impl Job {
    pub(super) fn new(id: String, folder: PathBuf, base: Option<Manifest>) -> Self {
        let state = Mutex::new(State::Running);
        let (progress, uploads) = Default::default();
        let (bytes_total, readings) = (AtomicU64::new(0), AtomicU64::new(0));
        Self { id, progress, bytes_total, folder, base, uploads, readings, state }
    }

    pub(crate) fn state(&self) -> State {
        lock(&self.state).clone()
    }

    pub(crate) fn bytes_total(&self) -> u64 {
        self.bytes_total.load(Relaxed)
    }

    pub(super) fn uploads(&self) -> Vec<Upload> {
        lock(&self.uploads).clone()
    }

    /// Takes back the files that were added last.
    pub(super) fn forget_uploads(&self, count: usize) {
        let mut uploads = lock(&self.uploads);
        let kept = uploads.len().saturating_sub(count);
        let bytes: u64 = uploads.drain(kept..).map(|upload| upload.bytes).sum();
        self.bytes_total.fetch_sub(bytes, Relaxed);
    }

    /// How many files it has.
    pub(crate) fn files(&self) -> usize {
        lock(&self.uploads).len()
    }

    /// A folder of its own for each reading: an earlier one stays whole while files are read again.
    pub(super) fn next_rows(&self) -> PathBuf {
        self.folder.join(format!("rows-{}", self.readings.fetch_add(1, Relaxed)))
    }

    pub(super) fn add_uploads(&self, uploads: Vec<Upload>) {
        self.bytes_total.fetch_add(uploads.iter().map(|upload| upload.bytes).sum(), Relaxed);
        lock(&self.uploads).extend(uploads);
    }

    /// Takes the read files; no other request gets them until the state is set again, so two commits of one
    /// import make one dataset.
    pub(super) fn take_ready(&self, meanwhile: State) -> Result<Ready, ImportError> {
        let mut state = lock(&self.state);
        match &*state {
            State::Ready(ready) => {
                let ready = Ready::clone(ready);
                *state = meanwhile;
                Ok(ready)
            }
            State::Failed(error) => Err(ImportError::Ended(error.clone())),
            other => Err(ImportError::NotReady(other.id())),
        }
    }

    pub(super) fn cancel(&self) -> Result<(), ImportError> {
        let mut state = lock(&self.state);
        match &*state {
            State::Committing | State::Committed(..) => Err(ImportError::NotReady("committed")),
            State::Running | State::Ready(_) => {
                self.progress.cancel();
                *state = State::Cancelled;
                self.drop_files();
                Ok(())
            }
            State::Failed(_) | State::Cancelled => Ok(()),
        }
    }

    /// Ends a reading, unless the import was cancelled meanwhile.
    pub(super) fn finish(&self, end: State) {
        let mut state = lock(&self.state);
        if matches!(*state, State::Running) {
            *state = end;
        }
        if !state.is_open() {
            self.drop_files();
        }
    }

    pub(super) fn drop_files(&self) {
        // What cannot be removed now is swept at the next start.
        drop(fs::remove_dir_all(&self.folder));
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Job").field("id", &self.id).field("state", &self.state().id()).finish_non_exhaustive()
    }
}
