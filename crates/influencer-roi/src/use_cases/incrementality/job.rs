//! Estimates as jobs: one for each combination of data and settings, computed in the background.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
    thread,
};

use definitions::Margins;
use lift::impact::Refusal;
use lift::random::Seed;
use rayon::ThreadPool;
use store::{Dataset, StoreError};

use super::checks::{Check, CheckState, checks};
use super::data::Sales;
use super::estimating::{Estimated, Evidence, Progress, estimate};
use super::offer::Offer;
use super::report::Report;
use super::reporting;
use super::settings::{EstimateRequest, EstimateSettings, SettingsError};
use crate::use_cases::{UseCases, background_pool::background_pool, lock};

/// The state of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Running,
    Ready,
    /// The data cannot carry the question: the check list says why.
    Refused,
    Cancelled,
    Failed,
}

impl State {
    /// Every id there is.
    pub(crate) const IDS: [&str; 5] = ["running", "ready", "refused", "cancelled", "failed"];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

/// A job at one moment.
#[derive(Clone)]
pub(crate) struct Snapshot {
    pub(crate) state: State,
    pub(crate) done: usize,
    pub(crate) total: usize,
    pub(crate) doing: String,
    pub(crate) failure: Option<String>,
    pub(crate) report: Option<Arc<Report>>,
}

/// One question being answered.
pub(crate) struct Job {
    pub(crate) id: String,
    /// The same for questions that differ in no interval.
    pub(super) question: String,
    pub(crate) settings: EstimateSettings,
    pub(crate) checks: Vec<Check>,
    dataset: Arc<Dataset>,
    evidence: Evidence,
    is_cancelled: AtomicBool,
    now: Mutex<Snapshot>,
}

/// Why a question is not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EstimateError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error("{MAX_RUNNING} estimates are running. Wait for one of them, or cancel one.")]
    TooMany,
}

/// The message where the program itself failed.
const BROKEN: &str = "Something went wrong here, and it is not your fault. The log names the estimate.";

const MAX_RUNNING: usize = 8;
const MAX_KEPT: usize = 64;

/// All jobs, and the threads that compute them.
#[derive(Debug)]
pub(crate) struct Jobs {
    jobs: Mutex<VecDeque<Arc<Job>>>,
    /// A pool of its own, which leaves one core for answers.
    threads: Option<ThreadPool>,
}

impl Default for Jobs {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { jobs: Mutex::default(), threads: background_pool("estimate", (cores - 1).max(1)) }
    }
}

impl Jobs {
    pub(crate) fn find(&self, id: &str) -> Option<Arc<Job>> {
        lock(&self.jobs).iter().find(|job| job.id == id).cloned()
    }

    /// The existing job of the same question, unless it was cancelled or failed; otherwise starts `job`.
    fn begun(&self, job: Job) -> Result<Arc<Job>, EstimateError> {
        let mut jobs = lock(&self.jobs);
        if let Some(known) = jobs.iter().find(|known| known.id == job.id && known.is_of_use()) {
            return Ok(known.clone());
        }
        if jobs.iter().filter(|job| job.state() == State::Running).count() >= MAX_RUNNING {
            return Err(EstimateError::TooMany);
        }
        jobs.retain(|known| known.id != job.id);
        while jobs.len() >= MAX_KEPT {
            let Some(oldest) = jobs.iter().position(|job| job.state() != State::Running) else { break };
            jobs.remove(oldest);
        }
        let job = Arc::new(job);
        jobs.push_back(job.clone());
        drop(jobs);
        if job.state() == State::Running {
            let working = job.clone();
            match &self.threads {
                Some(threads) => threads.spawn(move || working.work()),
                None => working.work(),
            }
        }
        Ok(job)
    }
}

impl UseCases {
    /// What can be asked about.
    pub(crate) fn incrementality(&self, dataset: Option<&str>) -> Result<Offer, StoreError> {
        Ok(Offer::from_dataset(&*self.data_folder.dataset(dataset)?))
    }

    /// Begins to answer a question, or finds the answer that is there.
    pub(crate) fn estimate(&self, request: &EstimateRequest) -> Result<Arc<Job>, EstimateError> {
        let dataset = self.data_folder.dataset(request.dataset.as_deref())?;
        let job = Job::new(dataset, request, &self.margins())?;
        let job = self.estimate_jobs.begun(job)?;
        self.count_question(&job);
        Ok(job)
    }
}

impl Job {
    fn new(dataset: Arc<Dataset>, request: &EstimateRequest, margins: &Margins) -> Result<Self, SettingsError> {
        let sales = Sales::from_dataset(&dataset).ok_or(SettingsError::NoDays)?;
        let settings = EstimateSettings::complete(request, &sales)?;
        let content_hash = &dataset.manifest().content_hash;
        let question = id(&settings, content_hash);
        let settings = settings.with_margins(margins);
        let evidence = Evidence::collect(&sales, &settings);
        let checks = checks(&sales, &settings, &evidence);
        let is_refused = checks.iter().any(|check| check.state == CheckState::Refused);
        let state = if is_refused { State::Refused } else { State::Running };
        let now =
            Snapshot { state, done: 0, total: 1, doing: "the check list".to_owned(), failure: None, report: None };
        Ok(Self {
            id: id(&settings, content_hash),
            question,
            settings,
            checks,
            evidence,
            is_cancelled: AtomicBool::new(false),
            now: Mutex::new(now),
            dataset,
        })
    }

    pub(crate) fn now(&self) -> Snapshot {
        lock(&self.now).clone()
    }

    pub(crate) fn state(&self) -> State {
        lock(&self.now).state
    }

    /// The version it asks about.
    pub(crate) fn manifest(&self) -> &store::Manifest {
        self.dataset.manifest()
    }

    /// Stops the work; what is ready stays.
    pub(crate) fn cancel(&self) {
        self.is_cancelled.store(true, Relaxed);
        let mut now = lock(&self.now);
        if now.state == State::Running {
            now.state = State::Cancelled;
        }
    }

    fn is_of_use(&self) -> bool {
        !matches!(self.state(), State::Cancelled | State::Failed)
    }

    fn work(&self) {
        let estimated = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            estimate(&self.evidence, self.settings.level, self)
        }));
        let end = match estimated {
            Ok(Ok(estimated)) => Ok(self.report(&estimated)),
            Ok(Err(Refusal::Cancelled)) => Err(None),
            Ok(Err(refusal)) => Err(Some(refusal.to_string())),
            Err(_) => {
                tracing::error!("the estimate {} panicked", self.id);
                Err(Some(BROKEN.to_owned()))
            }
        };
        let mut now = lock(&self.now);
        match end {
            Err(None) => now.state = State::Cancelled,
            Err(failure) => (now.state, now.failure) = (State::Failed, failure),
            Ok(report) if now.state == State::Running => {
                (now.state, now.report, now.done) = (State::Ready, report, now.total);
            }
            Ok(_) => {}
        }
    }

    fn report(&self, estimated: &Estimated) -> Option<Arc<Report>> {
        let sales = Sales::from_dataset(&self.dataset)?;
        Some(Arc::new(reporting::report(&sales, &self.settings, &self.evidence, estimated)))
    }
}

impl Progress for Job {
    fn at(&self, done: usize, total: usize, doing: String) {
        let mut now = lock(&self.now);
        // Windows end in any order.
        if done >= now.done {
            (now.done, now.total, now.doing) = (done, total, doing);
        }
    }

    fn first_look(&self, estimated: Estimated) {
        let report = self.report(&estimated);
        lock(&self.now).report = report;
    }

    fn goes_on(&self) -> bool {
        !self.is_cancelled.load(Relaxed)
    }
}

impl std::fmt::Debug for Job {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Job").field("id", &self.id).field("state", &self.state().id()).finish_non_exhaustive()
    }
}

/// A hash of data and settings: the same question has the same id.
pub(super) fn id(settings: &EstimateSettings, content_hash: &str) -> String {
    let text = format!("{content_hash} {}", settings.canonical());
    let absorb = |seed: Seed| text.bytes().fold(seed, |seed, byte| seed.with(u64::from(byte)));
    ["one half", "the other"].map(|half| format!("{:016x}", absorb(Seed::named(half)).number())).concat()
}
