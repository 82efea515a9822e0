//! Imports as jobs: files are staged in the background, looked at, then committed or dropped.

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use warehouse::{
    Dataset, IssueGroup, MappingChanges, Progress, Question, Report, Staged, StoreError, Upload, Version, Warehouse,
    stage,
};

/// What happens to rows with errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Policy {
    /// One error stops the commit.
    #[default]
    Reject,
    /// Rows with errors are left out.
    AcceptValid,
}

impl Policy {
    pub(crate) const EXPECTED: &str = "reject or accept_valid";

    pub(crate) fn from_id(id: &str) -> Option<Self> {
        match id {
            "reject" => Some(Self::Reject),
            "accept_valid" => Some(Self::AcceptValid),
            _ => None,
        }
    }
}

/// How a commit is wanted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wishes {
    pub(crate) policy: Policy,
    pub(crate) changes: MappingChanges,
    pub(crate) name: Option<String>,
    /// Questions nobody answered are taken as proposed.
    pub(crate) takes_proposals: bool,
}

/// Why an import did not become a dataset.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportError {
    #[error("there is no import \"{0}\". It may have been committed, cancelled or swept at a restart.")]
    NoSuchImport(String),
    #[error("this import is {0}: it cannot be committed or cancelled any more.")]
    NotReady(&'static str),
    #[error("the import failed unexpectedly. The data is unchanged.")]
    Failed,
    #[error("{}", refused(.0))]
    Refused(Box<Report>),
    #[error("{0}")]
    OpenQuestion(String, Box<Report>),
    #[error("too many imports are open. Commit or discard one and try again.")]
    TooMany,
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn refused(report: &Report) -> String {
    let files: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
    let fix = "Mend them and upload again, or use the valid rows (accept_valid).";
    let missing = report.issues.iter().find(|group| group.kind.code() == "missing_table");
    match missing.and_then(|group| group.first.first()) {
        Some(example) => {
            format!("A table is missing: found {}, expected {}. {}", example.found, example.expected, example.fix)
        }
        None => format!("{} errors in {}. {fix}", report.errors, files.join(", ")),
    }
}

impl ImportError {
    /// The issue groups that stopped it.
    pub(crate) fn issues(&self) -> &[IssueGroup] {
        match self {
            Self::Refused(report) | Self::OpenQuestion(_, report) => &report.issues,
            _ => &[],
        }
    }
}

/// Where an import stands.
#[derive(Clone)]
pub(crate) enum State {
    Running,
    /// With the report under the proposals.
    Ready(Arc<Staged>, Arc<Report>),
    Committing,
    Failed(String),
    Cancelled,
    Committed(Arc<Report>),
}

impl State {
    /// Takes room until it ends.
    const fn is_open(&self) -> bool {
        matches!(self, Self::Running | Self::Ready(..) | Self::Committing)
    }

    /// The report, once there is one.
    pub(crate) fn report(&self) -> Option<&Report> {
        match self {
            Self::Ready(_, report) | Self::Committed(report) => Some(report),
            _ => None,
        }
    }

    pub(crate) const fn id(&self) -> &'static str {
        match self {
            Self::Running | Self::Committing => "running",
            Self::Ready(..) => "ready",
            Self::Failed(_) => "failed",
            Self::Cancelled => "cancelled",
            Self::Committed(_) => "committed",
        }
    }
}

/// One import.
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) progress: Arc<Progress>,
    pub(crate) bytes_total: u64,
    folder: PathBuf,
    state: Mutex<State>,
}

impl Job {
    pub(crate) fn state(&self) -> State {
        held(&self.state).clone()
    }

    /// The staged files for a commit; nobody else gets them until it ends, so two commits of one import make one dataset.
    fn take_ready(&self) -> Result<(Arc<Staged>, Arc<Report>), ImportError> {
        let mut state = held(&self.state);
        let State::Ready(staged, report) = &*state else {
            return Err(ImportError::NotReady(state.id()));
        };
        let ready = (staged.clone(), report.clone());
        *state = State::Committing;
        Ok(ready)
    }

    fn cancel(&self) -> Result<(), ImportError> {
        let mut state = held(&self.state);
        match &*state {
            State::Committing | State::Committed(_) => Err(ImportError::NotReady("committed")),
            State::Running | State::Ready(..) => {
                self.progress.cancel();
                *state = State::Cancelled;
                self.drop_files();
                Ok(())
            }
            State::Failed(_) | State::Cancelled => Ok(()),
        }
    }

    fn finish(&self, state: State) {
        let mut current = held(&self.state);
        if matches!(*current, State::Running) {
            *current = state;
        }
    }

    fn drop_files(&self) {
        // What cannot be removed now is swept at the next start.
        drop(fs::remove_dir_all(&self.folder));
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Job").field("id", &self.id).field("state", &self.state().id()).finish_non_exhaustive()
    }
}

/// Imports running or waiting for a decision at one time.
const OPEN_MOST: usize = 8;
/// Imports remembered after they ended.
const ENDED_MOST: usize = 32;

/// Every import since the start, the newest last.
#[derive(Debug)]
pub(crate) struct Imports {
    warehouse: Arc<Warehouse>,
    jobs: Mutex<Vec<Arc<Job>>>,
    /// Uploads that are being received.
    receiving: Arc<AtomicUsize>,
}

/// Room for one upload that is being received, and the folder its files go to.
#[derive(Debug)]
pub(crate) struct Place {
    folder: tempfile::TempDir,
    receiving: Arc<AtomicUsize>,
}

impl Place {
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.receiving.fetch_sub(1, Relaxed);
    }
}

/// Cancels an import that nobody waits for any more.
#[derive(Debug)]
pub(crate) struct CancelledWhenDropped {
    imports: Option<Arc<Imports>>,
    id: String,
}

impl CancelledWhenDropped {
    /// Somebody will come back for it.
    pub(crate) fn keep(mut self) {
        self.imports = None;
    }
}

impl Drop for CancelledWhenDropped {
    fn drop(&mut self) {
        // What was committed by now is no import any more, which is as good.
        drop(self.imports.take().map(|imports| imports.cancel(&self.id)));
    }
}

impl Imports {
    pub(crate) fn new(warehouse: Arc<Warehouse>) -> Self {
        Self { warehouse, jobs: Mutex::default(), receiving: Arc::default() }
    }

    /// Room for one more upload. An import that waits for a decision gives way, the oldest first: a tab that was closed never decides.
    pub(crate) fn new_place(&self) -> Result<Place, ImportError> {
        let open = |jobs: &[Arc<Job>]| jobs.iter().filter(|job| job.state().is_open()).count();
        let jobs = held(&self.jobs).clone();
        if open(&jobs) + self.receiving.load(Relaxed) >= OPEN_MOST {
            let waiting = jobs.iter().find(|job| matches!(job.state(), State::Ready(..)));
            waiting.ok_or(ImportError::TooMany)?.cancel()?;
        }
        let staging = self.warehouse.staging();
        let made = tempfile::Builder::new().prefix(warehouse::IMPORT_PREFIX).tempdir_in(&staging);
        let folder = made.map_err(|cause| StoreError::Unwritable { path: staging, cause })?;
        self.receiving.fetch_add(1, Relaxed);
        Ok(Place { folder, receiving: self.receiving.clone() })
    }

    /// Begins to read the files. They belong to the job from now on.
    pub(crate) fn start(&self, uploads: Vec<Upload>, mut place: Place) -> Arc<Job> {
        place.folder.disable_cleanup(true);
        let folder = place.folder.path().to_owned();
        // The folder's name is chosen at random: an id from before a restart names nothing.
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let job = Arc::new(Job {
            id: name.trim_start_matches(warehouse::IMPORT_PREFIX).to_owned(),
            progress: Arc::default(),
            bytes_total: uploads.iter().map(|upload| upload.bytes).sum(),
            folder,
            state: Mutex::new(State::Running),
        });
        let mut jobs = held(&self.jobs);
        jobs.push(job.clone());
        forget_oldest(&mut jobs);
        let running = job.clone();
        std::thread::spawn(move || run(&running, uploads));
        job
    }

    pub(crate) fn find(&self, id: &str) -> Result<Arc<Job>, ImportError> {
        let job = held(&self.jobs).iter().find(|job| job.id == id).cloned();
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
    pub(crate) fn commit(&self, id: &str, wishes: &Wishes) -> Result<(Arc<Dataset>, Report), ImportError> {
        let job = self.find(id)?;
        let (staged, report) = job.take_ready()?;
        let committing = AssertUnwindSafe(|| commit(&self.warehouse, &staged, wishes));
        let committed = catch_unwind(committing).unwrap_or_else(|_| Err(ImportError::Failed));
        let mut state = held(&job.state);
        match &committed {
            Ok((_, report)) => {
                *state = State::Committed(Arc::new(report.clone()));
                job.drop_files();
            }
            Err(_) => *state = State::Ready(staged, report),
        }
        committed
    }
}

/// Makes a dataset of staged files, if the policy and the open questions let it.
pub(crate) fn commit(
    warehouse: &Warehouse,
    staged: &Staged,
    wishes: &Wishes,
) -> Result<(Arc<Dataset>, Report), ImportError> {
    let mapping = staged.mapping_with(&wishes.changes).map_err(StoreError::from)?;
    let report = staged.report(&mapping);
    if !report.complete || wishes.policy == Policy::Reject && report.errors > 0 {
        return Err(ImportError::Refused(Box::new(report)));
    }
    let is_open = |question: &&Question| !wishes.takes_proposals && !question.is_answered_by(&wishes.changes);
    if let Some(question) = staged.questions().iter().find(is_open) {
        return Err(ImportError::OpenQuestion(open_question(question), Box::new(report)));
    }
    let name = wishes.name.clone().filter(|name| !name.trim().is_empty());
    let version = Version { name, sample: false };
    Ok(warehouse.commit(staged, &mapping, &version)?)
}

fn open_question(question: &Question) -> String {
    let asked = match question {
        Question::DateOrder(of) => format!("{}: nothing in the dates tells day from month.", of.file),
        Question::Files(of) => format!("{} are all {}: do they belong together?", of.files.join(", "), of.role),
    };
    format!("{asked} Answer with mapping.{}.", question.id())
}

fn run(job: &Job, uploads: Vec<Upload>) {
    let staging = AssertUnwindSafe(|| {
        let staged = stage(uploads, &job.progress);
        let report = staged.report(staged.proposal());
        State::Ready(Arc::new(staged), Arc::new(report))
    });
    let failed =
        |_| State::Failed("The files could not be read: an unexpected error. The data is unchanged.".to_owned());
    job.finish(catch_unwind(staging).unwrap_or_else(failed));
    if !matches!(job.state(), State::Ready(..)) {
        job.drop_files();
    }
}

fn forget_oldest(jobs: &mut Vec<Arc<Job>>) {
    let ended = jobs.iter().filter(|job| !job.state().is_open()).count();
    for _ in ENDED_MOST..ended {
        if let Some(oldest) = jobs.iter().position(|job| !job.state().is_open()) {
            jobs.remove(oldest);
        }
    }
}

/// A panic while holding the lock leaves nothing half done: each holder changes one value.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
