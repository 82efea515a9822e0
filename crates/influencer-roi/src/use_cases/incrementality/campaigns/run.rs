//! All campaigns of a version, one after the other, in the background.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering::Relaxed},
};
use std::thread;

use rayon::{ThreadPool, prelude::*};
use store::{DataFolder, Dataset};

use super::super::estimating::{Estimated, Progress};
use super::line::CampaignLine;
use super::measuring::{EstimateStore, Name, measured, names};
use super::portfolio::Pooled;
use super::stored::{StoredEstimate, StoredEstimates};
use crate::use_cases::{background_pool::background_pool, lock};

/// The state of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RunState {
    Running,
    Ready,
    Cancelled,
    Failed,
}

impl RunState {
    pub(crate) const ALL: [Self; 4] = [Self::Running, Self::Ready, Self::Cancelled, Self::Failed];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }
}

/// The campaigns of one version being measured.
pub(crate) struct Run {
    pub(super) dataset: Arc<Dataset>,
    data_folder: Arc<DataFolder>,
    names: Vec<Name>,
    is_cancelled: AtomicBool,
    stored: Mutex<StoredEstimates>,
    now: Mutex<Now>,
}

struct Now {
    state: RunState,
    doing: String,
    /// By the campaign's place; nothing until it is measured.
    lines: Vec<Option<Arc<CampaignLine>>>,
    pooled: Option<Arc<Pooled>>,
}

/// A run at one moment.
pub(super) struct RunSnapshot {
    pub(super) state: RunState,
    pub(super) total: usize,
    pub(super) doing: String,
    /// Those that are measured, the largest spend first.
    pub(super) lines: Vec<Arc<CampaignLine>>,
    pub(super) pooled: Option<Arc<Pooled>>,
}

/// The runs of the versions asked about last, and the threads they work on.
pub(crate) struct Runs {
    runs: Mutex<Vec<Arc<Run>>>,
    /// Beside the pool of single questions, which never wait for a run; it leaves one core for answers.
    threads: Option<ThreadPool>,
}

const MAX_RUNS: usize = 4;

impl Default for Runs {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { runs: Mutex::default(), threads: background_pool("campaigns", (cores - 1).max(1)) }
    }
}

impl Runs {
    /// The run of a version: the one there is, unless it was cancelled or failed; otherwise a new one, which begins.
    pub(super) fn begun(&self, data_folder: &Arc<DataFolder>, dataset: Arc<Dataset>) -> Arc<Run> {
        let mut runs = lock(&self.runs);
        let id = &dataset.manifest().id;
        if let Some(known) = runs.iter().find(|run| run.id() == id && run.is_of_use()) {
            return known.clone();
        }
        runs.retain(|run| run.id() != id);
        if runs.len() >= MAX_RUNS {
            // Estimates that are done are on the disk.
            runs.remove(0).cancel();
        }
        let run = Arc::new(Run::new(data_folder.clone(), dataset));
        runs.push(run.clone());
        drop(runs);
        let working = run.clone();
        match &self.threads {
            Some(threads) => threads.spawn(move || working.work()),
            None => working.work(),
        }
        run
    }

    /// The run of a version, if there is one; starts nothing.
    pub(super) fn found(&self, id: &str) -> Option<Arc<Run>> {
        lock(&self.runs).iter().find(|run| run.id() == id).cloned()
    }

    /// Stops every run but that of this version: what was just loaded does not wait for what it has replaced.
    pub(super) fn cancel_others(&self, id: &str) {
        lock(&self.runs).iter().filter(|run| run.id() != id).for_each(|run| run.cancel());
    }

    /// Stops the run of a version, if there is one; what is measured stays.
    pub(super) fn cancel(&self, id: &str) {
        lock(&self.runs).iter().filter(|run| run.id() == id).for_each(|run| run.cancel());
    }
}

impl Run {
    fn new(data_folder: Arc<DataFolder>, dataset: Arc<Dataset>) -> Self {
        let names = names(&dataset);
        let stored = StoredEstimates::read(data_folder.stored_estimates(&dataset.manifest().id));
        let now = Now {
            state: RunState::Running,
            doing: "the list of campaigns".to_owned(),
            lines: vec![None; names.len()],
            pooled: None,
        };
        let (is_cancelled, stored, now) = (AtomicBool::new(false), Mutex::new(stored), Mutex::new(now));
        Self { dataset, data_folder, names, is_cancelled, stored, now }
    }

    fn id(&self) -> &str {
        &self.dataset.manifest().id
    }

    pub(crate) fn state(&self) -> RunState {
        lock(&self.now).state
    }

    /// How many campaigns are worked out, and how many there are.
    pub(crate) fn progress(&self) -> (usize, usize) {
        (lock(&self.now).lines.iter().flatten().count(), self.names.len())
    }

    fn is_of_use(&self) -> bool {
        matches!(self.state(), RunState::Running | RunState::Ready)
    }

    fn cancel(&self) {
        self.is_cancelled.store(true, Relaxed);
        let mut now = lock(&self.now);
        if now.state == RunState::Running {
            now.state = RunState::Cancelled;
        }
    }

    pub(super) fn now(&self) -> RunSnapshot {
        let now = lock(&self.now);
        let lines = now.lines.iter().flatten().cloned().collect();
        let Now { state, doing, pooled, .. } = &*now;
        RunSnapshot { state: *state, total: self.names.len(), doing: doing.clone(), lines, pooled: pooled.clone() }
    }

    fn work(&self) {
        let measuring = std::panic::AssertUnwindSafe(|| {
            // One at a time and the largest first: each estimate has work for several threads.
            self.names.par_iter().enumerate().with_max_len(1).for_each(|(at, name)| self.measure(at, name));
        });
        let end = match std::panic::catch_unwind(measuring) {
            Ok(()) => RunState::Ready,
            Err(_) => {
                tracing::error!("measuring the campaigns of version {} panicked", self.id());
                RunState::Failed
            }
        };
        let lines = self.now().lines;
        let lines: Vec<&CampaignLine> = lines.iter().map(|line| &**line).collect();
        let pooled = Pooled::new(&lines).map(Arc::new);
        let mut now = lock(&self.now);
        if now.state == RunState::Running {
            (now.state, now.pooled) = (end, pooled);
        }
    }

    fn measure(&self, at: usize, name: &Name) {
        if !self.goes_on() {
            return;
        }
        lock(&self.now).doing = format!("{}, {}", name.1, name.0);
        if let Some(line) = measured(&self.dataset, name, self) {
            lock(&self.now).lines[at] = Some(Arc::new(line));
        }
    }
}

impl Progress for Run {
    fn at(&self, _done: usize, _total: usize, _doing: String) {}

    fn first_look(&self, _estimated: Estimated) {}

    fn goes_on(&self) -> bool {
        !self.is_cancelled.load(Relaxed)
    }
}

impl EstimateStore for Run {
    fn find(&self, question: &str) -> Option<StoredEstimate> {
        lock(&self.stored).find(question).cloned()
    }

    /// A disk that does not take it is no reason to have no answer: it is estimated again after the next start.
    fn store(&self, question: String, estimate: &StoredEstimate) {
        let mut stored = lock(&self.stored);
        stored.add(question, estimate.clone());
        let Ok(text) = stored.text() else { return };
        if let Err(error) = self.data_folder.store_estimates(self.id(), &text) {
            tracing::warn!("what was estimated of version {} is not stored: {error}", self.id());
        }
    }
}

impl std::fmt::Debug for Runs {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Runs").field("runs", &lock(&self.runs).len()).finish_non_exhaustive()
    }
}
