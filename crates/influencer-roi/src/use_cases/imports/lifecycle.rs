//! Imports as jobs: files are read in the background; then the import is committed or cancelled.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    time::Instant,
};

use ingest::{MappingChanges, ReadingSettings, Report, Staged, Upload};
use store::{DataFolder, Dataset, Manifest, StoreError};

use super::{
    job::{Job, Ready, State},
    policy::{CommitOptions, ImportError},
    reading::{self, Candidate},
};
use crate::use_cases::{WriteReport, lock};

/// Imports running or waiting for a decision at one time.
const MAX_OPEN: usize = 8;
/// Imports remembered after they ended.
const MAX_ENDED: usize = 32;

/// Every import since the start, the newest last.
#[derive(Debug)]
pub(crate) struct Imports {
    data_folder: Arc<DataFolder>,
    write_report: WriteReport,
    /// What files are read with where the folder says nothing else.
    program: ReadingSettings,
    jobs: Mutex<Vec<Arc<Job>>>,
    /// Uploads that are being received.
    receiving: Arc<AtomicUsize>,
    bytes_imported: AtomicU64,
}

/// Room for one upload that is being received, and the folder its files go to.
#[derive(Debug)]
pub(crate) struct UploadSlot {
    folder: tempfile::TempDir,
    receiving: Arc<AtomicUsize>,
}

impl UploadSlot {
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for UploadSlot {
    fn drop(&mut self) {
        self.receiving.fetch_sub(1, Relaxed);
    }
}

/// Cancels an import when its request ends without [`Self::keep`].
#[derive(Debug)]
pub(crate) struct CancelledWhenDropped {
    imports: Option<Arc<Imports>>,
    id: String,
}

impl CancelledWhenDropped {
    /// The import stays: its client knows the id.
    pub(crate) fn keep(mut self) {
        self.imports = None;
    }
}

impl Drop for CancelledWhenDropped {
    fn drop(&mut self) {
        // An import that was committed meanwhile cannot be cancelled, which is right.
        drop(self.imports.take().map(|imports| imports.cancel(&self.id)));
    }
}

impl Imports {
    pub(crate) fn new(data_folder: Arc<DataFolder>, write_report: WriteReport, program: ReadingSettings) -> Self {
        Self {
            data_folder,
            write_report,
            program,
            jobs: Mutex::default(),
            receiving: Arc::default(),
            bytes_imported: AtomicU64::new(0),
        }
    }

    /// A slot for one more upload. Where all are taken, the import that has waited longest for a decision is cancelled, as a closed
    /// tab never decides; never the one that files are added to.
    pub(crate) fn reserve_slot(&self, added_to: Option<&str>) -> Result<UploadSlot, ImportError> {
        // Counted and taken under one lock, so that concurrent uploads keep the limit.
        let jobs = lock(&self.jobs);
        let open = jobs.iter().filter(|job| job.state().is_open()).count();
        if open + self.receiving.load(Relaxed) >= MAX_OPEN {
            let waits = |job: &&Arc<Job>| matches!(job.state(), State::Ready(_)) && Some(job.id.as_str()) != added_to;
            jobs.iter().find(waits).ok_or(ImportError::TooMany)?.cancel()?;
        }
        let staging = self.data_folder.staging();
        let made = tempfile::Builder::new().prefix(store::IMPORT_PREFIX).tempdir_in(&staging);
        let folder = made.map_err(|cause| StoreError::Unwritable { path: staging, cause })?;
        self.receiving.fetch_add(1, Relaxed);
        drop(jobs);
        Ok(UploadSlot { folder, receiving: self.receiving.clone() })
    }

    /// Begins to read the files. They belong to the job from now on.
    pub(crate) fn start(
        self: &Arc<Self>,
        uploads: Vec<Upload>,
        mut slot: UploadSlot,
        base: Option<Manifest>,
    ) -> Arc<Job> {
        slot.folder.disable_cleanup(true);
        let folder = slot.folder.path().to_owned();
        // The folder's name is chosen at random: an id from before a restart names nothing.
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let id = name.trim_start_matches(store::IMPORT_PREFIX).to_owned();
        let job = Arc::new(Job::new(id, folder, base));
        let mut jobs = lock(&self.jobs);
        jobs.push(job.clone());
        forget_oldest(&mut jobs);
        drop(jobs);
        self.read_in_background(&job, uploads, None);
        job
    }

    /// Adds files to an import that waits, and reads everything again.
    pub(crate) fn add_files(
        self: &Arc<Self>,
        id: &str,
        uploads: Vec<Upload>,
        slot: &UploadSlot,
    ) -> Result<Arc<Job>, ImportError> {
        let job = self.find(id)?;
        let ready = job.take_ready(State::Running)?;
        match moved(uploads, slot.path(), &job) {
            Ok(uploads) => {
                self.read_in_background(&job, uploads, Some(ready));
                Ok(job)
            }
            Err(cause) => {
                job.finish(State::Ready(Box::new(ready)));
                Err(StoreError::Unwritable { path: job.folder.clone(), cause }.into())
            }
        }
    }

    /// Reads added files together with earlier ones; where that fails, the earlier reading stays.
    fn read_in_background(self: &Arc<Self>, job: &Arc<Job>, added: Vec<Upload>, before: Option<Ready>) {
        let (imports, job) = (self.clone(), job.clone());
        std::thread::spawn(move || {
            let (count, began) = (added.len(), Instant::now());
            tracing::info!(import = job.id, files = count, "import begins");
            let changes = before.as_ref().map(|ready| ready.changes.clone()).unwrap_or_default();
            let reading = AssertUnwindSafe(|| imports.read_added(&job, added, &changes));
            let read = catch_unwind(reading).unwrap_or_else(|_| Err(ImportError::Failed)).map_err(Arc::new);
            job.finish(match (read, before) {
                (Ok(ready), _) => State::Ready(Box::new(ready)),
                (Err(error), None) => State::Failed(error),
                (Err(error), Some(before)) => {
                    job.forget_uploads(count);
                    State::Ready(Box::new(Ready { refused: Some(error), ..before }))
                }
            });
            let (bytes, rows, issues) = job.progress.so_far();
            let (state, ms) = (job.state().id(), began.elapsed().as_millis() as u64);
            tracing::info!(import = job.id, state, bytes, rows, issues, ms, "import read");
        });
    }

    fn read_added(&self, job: &Job, added: Vec<Upload>, changes: &MappingChanges) -> Result<Ready, ImportError> {
        if let Some(base) = job.base.as_ref().filter(|_| job.files() == 0) {
            job.add_uploads(self.data_folder.unpack_originals(base, &job.folder)?);
        }
        job.add_uploads(added);
        self.read(job, changes)
    }

    /// Reads all files of an import with changes to the proposed mapping.
    fn read(&self, job: &Job, changes: &MappingChanges) -> Result<Ready, ImportError> {
        let base = job.base.as_ref();
        let for_reading = reading::all_changes(base, None, changes);
        let rows = job.next_rows();
        let known = reading::Known::of_upload(&self.data_folder, base, Vec::new(), self.program.clone());
        let staged = reading::read(&self.data_folder, job.uploads(), for_reading, known, &rows, &job.progress)?;
        Self::ready(base, Arc::new(staged), rows, changes)
    }

    fn ready(
        base: Option<&Manifest>,
        staged: Arc<Staged>,
        rows: PathBuf,
        changes: &MappingChanges,
    ) -> Result<Ready, ImportError> {
        let all = reading::all_changes(base, Some(&staged), changes);
        let mapping = staged.mapping_with(&all).map_err(StoreError::from)?;
        let report = Arc::new(reading::report(&staged, &mapping, &all, base));
        Ok(Ready { report, staged, rows, changes: changes.clone(), refused: None })
    }

    /// The report of a waiting import under other answers. Files are read again where these change how they are read.
    pub(crate) fn preview(&self, id: &str, changes: &MappingChanges) -> Result<Arc<Job>, ImportError> {
        let job = self.find(id)?;
        let before = job.take_ready(State::Running)?;
        let looking = AssertUnwindSafe(|| self.under(&job, &before, changes));
        let looked = catch_unwind(looking).unwrap_or(Err(ImportError::Failed));
        let (end, answer) = match looked {
            Ok(ready) => {
                if ready.rows != before.rows {
                    // A folder that cannot be removed now is removed with the import.
                    drop(fs::remove_dir_all(&before.rows));
                }
                (State::Ready(Box::new(ready)), Ok(job.clone()))
            }
            // Where reading fails, the earlier reading stays.
            Err(error) => (State::Ready(Box::new(before)), Err(error)),
        };
        job.finish(end);
        answer
    }

    fn under(&self, job: &Job, before: &Ready, changes: &MappingChanges) -> Result<Ready, ImportError> {
        let base = job.base.as_ref();
        // Checked against the known files before anything is read again.
        let all = reading::all_changes(base, Some(&before.staged), changes);
        before.staged.check_reading(&all).map_err(StoreError::from)?;
        if before.staged.reads_like(&all) {
            return Self::ready(base, before.staged.clone(), before.rows.clone(), changes);
        }
        self.read(job, changes)
    }

    /// How many of the imports that are remembered are in each state.
    pub(crate) fn states(&self) -> [(&'static str, u64); State::IDS.len()] {
        let jobs = lock(&self.jobs);
        State::IDS.map(|id| (id, jobs.iter().filter(|job| job.state().id() == id).count() as u64))
    }

    /// Bytes of all files that became versions since the start.
    pub(crate) fn bytes_imported(&self) -> u64 {
        self.bytes_imported.load(Relaxed)
    }

    pub(crate) fn find(&self, id: &str) -> Result<Arc<Job>, ImportError> {
        let job = lock(&self.jobs).iter().find(|job| job.id == id).cloned();
        job.ok_or_else(|| ImportError::NoSuchImport(id.to_owned()))
    }

    /// Stops a running import and drops a waiting one.
    pub(crate) fn cancel(&self, id: &str) -> Result<(), ImportError> {
        self.find(id)?.cancel()
    }

    /// Cancels the import unless it is kept or committed before the guard goes.
    pub(crate) fn cancelled_when_dropped(self: &Arc<Self>, job: &Job) -> CancelledWhenDropped {
        CancelledWhenDropped { imports: Some(self.clone()), id: job.id.clone() }
    }

    /// Makes a dataset of a waiting import.
    pub(crate) fn commit(&self, id: &str, options: &CommitOptions) -> Result<(Arc<Dataset>, Report), ImportError> {
        let job = self.find(id)?;
        let before = job.take_ready(State::Committing)?;
        let committing = AssertUnwindSafe(|| self.commit_read(&job, &before, options));
        let committed = catch_unwind(committing).unwrap_or_else(|_| Err(ImportError::Failed));
        let mut state = lock(&job.state);
        match &committed {
            Ok((dataset, report)) => {
                let dataset = &dataset.manifest().id;
                tracing::info!(import = job.id, dataset, bytes = job.bytes_total(), "import committed");
                self.bytes_imported.fetch_add(job.bytes_total(), Relaxed);
                *state = State::Committed(Arc::new(report.clone()), dataset.clone());
                job.drop_files();
            }
            Err(error) => {
                tracing::info!(import = job.id, %error, "import not committed");
                *state = State::Ready(Box::new(before));
            }
        }
        committed
    }

    fn commit_read(
        &self,
        job: &Job,
        before: &Ready,
        options: &CommitOptions,
    ) -> Result<(Arc<Dataset>, Report), ImportError> {
        let ready = self.under(job, before, &options.changes)?;
        let candidate = Candidate {
            staged: &ready.staged,
            uploads: &job.uploads(),
            folder: &ready.rows,
            base: job.base.as_ref(),
            write_report: self.write_report,
        };
        candidate.commit(&self.data_folder, options)
    }
}

/// Moves uploaded files into an import's own folder.
fn moved(mut uploads: Vec<Upload>, from: &Path, job: &Job) -> std::io::Result<Vec<Upload>> {
    // The folder's own name makes the file names of each addition unique.
    let unique = from.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for (at, upload) in uploads.iter_mut().enumerate() {
        let path = job.folder.join(format!("added-{unique}-{at}"));
        fs::rename(&upload.path, &path)?;
        upload.path = path;
    }
    Ok(uploads)
}

fn forget_oldest(jobs: &mut Vec<Arc<Job>>) {
    let ended = jobs.iter().filter(|job| !job.state().is_open()).count();
    for _ in MAX_ENDED..ended {
        if let Some(oldest) = jobs.iter().position(|job| !job.state().is_open()) {
            jobs.remove(oldest);
        }
    }
}
