//! Imports as jobs: files are staged in the background, looked at, then committed or dropped.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
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
    #[error("this import is {0} and cannot be committed.")]
    NotReady(&'static str),
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

/// The issue groups that stopped it.
impl ImportError {
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
    Ready(Arc<Staged>),
    Committing,
    Failed(String),
    Cancelled,
    Committed(Box<Report>),
}

impl State {
    /// Takes room until it ends.
    const fn is_open(&self) -> bool {
        matches!(self, Self::Running | Self::Ready(_) | Self::Committing)
    }

    pub(crate) const fn id(&self) -> &'static str {
        match self {
            Self::Running | Self::Committing => "running",
            Self::Ready(_) => "ready",
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

    /// The report under the proposals, once there is one.
    pub(crate) fn report(&self) -> Option<Report> {
        match self.state() {
            State::Ready(staged) => Some(staged.report(staged.proposal())),
            State::Committed(report) => Some(*report),
            _ => None,
        }
    }

    /// The staged files for a commit; nobody else gets them until it ends, so two commits of one import make one dataset.
    fn take_ready(&self) -> Result<Arc<Staged>, ImportError> {
        let mut state = held(&self.state);
        let State::Ready(staged) = &*state else {
            return Err(ImportError::NotReady(state.id()));
        };
        let staged = staged.clone();
        *state = State::Committing;
        Ok(staged)
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

/// Every import since the start.
#[derive(Debug)]
pub(crate) struct Imports {
    warehouse: Arc<Warehouse>,
    jobs: Mutex<BTreeMap<u64, Arc<Job>>>,
}

impl Imports {
    pub(crate) fn new(warehouse: Arc<Warehouse>) -> Self {
        Self { warehouse, jobs: Mutex::default() }
    }

    /// A new folder for the files of one upload.
    pub(crate) fn new_folder(&self) -> Result<tempfile::TempDir, StoreError> {
        let made = tempfile::Builder::new().prefix("import-").tempdir_in(self.warehouse.staging());
        made.map_err(|source| StoreError::Unwritable { path: self.warehouse.staging(), source })
    }

    /// Begins to read the files. They belong to the job from now on.
    pub(crate) fn start(&self, uploads: Vec<Upload>, folder: tempfile::TempDir) -> Result<Arc<Job>, ImportError> {
        let mut jobs = held(&self.jobs);
        let is_open = |job: &&Arc<Job>| job.state().is_open();
        if jobs.values().filter(is_open).count() >= OPEN_MOST {
            return Err(ImportError::TooMany);
        }
        let number = jobs.last_key_value().map_or(1, |(number, _)| number + 1);
        let job = Arc::new(Job {
            id: number.to_string(),
            progress: Arc::default(),
            bytes_total: uploads.iter().map(|upload| upload.bytes).sum(),
            folder: folder.keep(),
            state: Mutex::new(State::Running),
        });
        jobs.insert(number, job.clone());
        forget_oldest(&mut jobs);
        let running = job.clone();
        std::thread::spawn(move || run(&running, uploads));
        Ok(job)
    }

    pub(crate) fn find(&self, id: &str) -> Result<Arc<Job>, ImportError> {
        let number = id.parse::<u64>().ok();
        let job = number.and_then(|number| held(&self.jobs).get(&number).cloned());
        job.ok_or_else(|| ImportError::NoSuchImport(id.to_owned()))
    }

    /// Stops a running import and drops a waiting one.
    pub(crate) fn cancel(&self, id: &str) -> Result<(), ImportError> {
        let job = self.find(id)?;
        job.progress.cancel();
        let mut state = held(&job.state);
        if matches!(*state, State::Running | State::Ready(_)) {
            *state = State::Cancelled;
            job.drop_files();
        }
        Ok(())
    }

    /// Makes a dataset of a waiting import.
    pub(crate) fn commit(&self, id: &str, wishes: &Wishes) -> Result<(Arc<Dataset>, Report), ImportError> {
        let job = self.find(id)?;
        let staged = job.take_ready()?;
        let committed = commit(&self.warehouse, &staged, wishes);
        let mut state = held(&job.state);
        match committed {
            Ok((dataset, report)) => {
                *state = State::Committed(Box::new(report.clone()));
                job.drop_files();
                Ok((dataset, report))
            }
            Err(error) => {
                *state = State::Ready(staged);
                Err(error)
            }
        }
    }
}

/// Makes a dataset of staged files, if the policy and the open questions let it.
pub(crate) fn commit(
    warehouse: &Warehouse,
    staged: &Staged,
    wishes: &Wishes,
) -> Result<(Arc<Dataset>, Report), ImportError> {
    let mapping = staged.proposal().with(&wishes.changes).map_err(StoreError::from)?;
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
    let staged = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| stage(uploads, &job.progress)));
    match staged {
        Ok(staged) => job.finish(State::Ready(Arc::new(staged))),
        Err(_) => job.finish(State::Failed(
            "The files could not be read: an unexpected error. The data is unchanged.".to_owned(),
        )),
    }
    if !matches!(job.state(), State::Ready(_)) {
        job.drop_files();
    }
}

fn forget_oldest(jobs: &mut BTreeMap<u64, Arc<Job>>) {
    let is_ended = |job: &Arc<Job>| !job.state().is_open();
    while jobs.values().filter(|job| is_ended(job)).count() > ENDED_MOST {
        let oldest = jobs.iter().find(|(_, job)| is_ended(job)).map(|(number, _)| *number);
        oldest.map(|number| jobs.remove(&number));
    }
}

/// A panic while holding the lock leaves nothing half done: each holder changes one value.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
