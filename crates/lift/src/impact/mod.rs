//! What would have been without the campaign: Bayesian structural time series, in two modes.
//!
//! [`Mode::Classic`] reproduces R CausalImpact's defaults, for trust and for tests. [`Mode::Calibrated`] is what people are shown:
//! it refuses what the data cannot carry, knows swings that come back, and widens its intervals by what it got wrong about
//! windows in which nothing happened.

pub mod alarms;
mod chance;
mod cholesky;
mod cycle;
pub mod data_checks;
mod data_problem;
mod diagnostics;
mod estimate;
mod fit;
mod level;
mod model;
mod placebo;
pub mod prior;
mod refusal;
mod regression;
mod scale;
mod series;

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

pub use data_checks::data_problems;
pub use data_problem::DataProblem;
pub use diagnostics::Diagnostics;
pub use estimate::{Effect, IntervalEstimate, Row, deviations_around};
pub use placebo::{Placebo, widening};
pub use refusal::Refusal;
pub use series::{PostPeriod, Series};

use crate::random::Seed;
use estimate::Reading;
pub use fit::GoesOn;
use fit::{Fit, Plan, Prepared};
use model::Sweeps;

/// Which model answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// R CausalImpact 1.4.1's default model, without refusals.
    Classic,
    /// The default: refuses unsuitable data; its intervals are calibrated by placebo windows.
    Calibrated,
}

/// How the question is to be answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImpactSettings {
    /// Which model.
    pub mode: Mode,
    /// Draws that are kept, over all chains.
    pub draws: usize,
    /// Rows of a season; below 2 there is none.
    pub season: usize,
    /// How likely an interval is to hold the truth.
    pub level: f64,
    /// Whether windows before the campaign decide how far intervals are widened.
    pub placebos: bool,
}

impl ImpactSettings {
    /// The defaults of a mode: 10,000 draws, 95 % intervals; days of the week and placebos in mode calibrated.
    #[must_use]
    pub const fn defaults(mode: Mode) -> Self {
        let is_calibrated = matches!(mode, Mode::Calibrated);
        let season = if is_calibrated { 7 } else { 1 };
        Self { mode, draws: 10_000, season, level: 0.95, placebos: is_calibrated }
    }
}

/// Receives progress and decides whether the work goes on.
pub trait Watch: Sync {
    /// `done` of `total` fits are done.
    fn fitted(&self, done: usize, total: usize);
    /// Whether the answer is still wanted.
    fn goes_on(&self) -> bool;
}

/// Ignores progress and never cancels.
#[derive(Debug, Clone, Copy)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn fitted(&self, _done: usize, _total: usize) {}

    fn goes_on(&self) -> bool {
        true
    }
}

/// The answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Impact {
    /// Over the rows of the post period that count.
    pub effect: Effect,
    /// Every row up to the end of the post period.
    pub rows: Vec<Row>,
    /// How far intervals were widened; 1 when they were not.
    pub widening: f64,
    /// The windows that decided it, oldest first.
    pub placebos: Vec<Placebo>,
    /// How well the chains have mixed.
    pub diagnostics: Diagnostics,
    /// How often each control took part.
    pub inclusion: Vec<f64>,
    /// Whether the model worked with logarithms.
    pub is_log: bool,
    /// What speaks against the question; in mode calibrated there is no answer then.
    pub problems: Vec<DataProblem>,
}

impl Impact {
    /// The smallest true effect that would be detected in 8 of 10 such campaigns at a significance of 5 %, in the
    /// outcome's unit over the whole post period.
    #[must_use]
    pub fn smallest_detectable(&self) -> f64 {
        const TWO_SIDED_5_PERCENT: f64 = 1.959_963_984_540_054;
        const POWER_80_PERCENT: f64 = 0.841_621_233_572_914_3;
        // The effect's deviation is already widened.
        (TWO_SIDED_5_PERCENT + POWER_80_PERCENT) * self.effect.cumulative.sd
    }
}

/// The effect of whatever began with the post period, on the rows of it that count.
///
/// - Source: Brodersen et al. (2015) for mode classic; for mode calibrated the same idea with an AR(1) beside the walk, and
///   intervals widened by placebo windows.
/// - Assumes: the controls were not touched, and nothing else began with the post period.
///
/// # Errors
/// [`Refusal`], each with what to do.
pub fn impact(series: &Series<'_>, settings: &ImpactSettings, watch: &dyn Watch) -> Result<Impact, Refusal> {
    let counter = FitsWatched::new(watch, 1 + if settings.placebos { placebo::windows(series).len() } else { 0 });
    let fitted = Fitted::new(*series, *settings, &|| watch.goes_on())?;
    counter.one_more();
    if !settings.placebos {
        return fitted.answer(Vec::new(), 1.0);
    }
    let placebos = fitted.placebos(&|| watch.goes_on(), &|| counter.one_more())?;
    let widening = widening(&placebos);
    fitted.answer(placebos, widening)
}

/// A fitted model, for a first answer before every placebo is tried.
pub struct Fitted<'s> {
    series: Series<'s>,
    settings: ImpactSettings,
    fit: Fit,
    problems: Vec<DataProblem>,
}

impl<'s> Fitted<'s> {
    /// Fits the model; `goes_on` is called regularly.
    ///
    /// # Errors
    /// As [`impact`].
    pub fn new(series: Series<'s>, settings: ImpactSettings, goes_on: GoesOn<'_>) -> Result<Self, Refusal> {
        let problems = examined(&series, &settings)?;
        let plan = plan(&series, &settings);
        let fit = Prepared::new(&series, plan)?.fit(plan, &counts(&series), goes_on)?;
        Ok(Self { series, settings, fit, problems })
    }

    /// How many windows before the campaign can be tried.
    #[must_use]
    pub fn windows(&self) -> usize {
        placebo::windows(&self.series).len()
    }

    /// Tries every window before the campaign; `done` is called after each.
    ///
    /// # Errors
    /// As [`impact`].
    pub fn placebos(&self, goes_on: GoesOn<'_>, done: &(dyn Fn() + Sync)) -> Result<Vec<Placebo>, Refusal> {
        placebo::placebos(&self.series, plan(&self.series, &self.settings), goes_on, done)
    }

    /// The answer, with intervals widened by this factor.
    ///
    /// # Errors
    /// [`Refusal::OutOfScale`] when a number is not finite.
    pub fn answer(&self, placebos: Vec<Placebo>, widening: f64) -> Result<Impact, Refusal> {
        answer(&self.series, &self.settings, &self.fit, placebos, widening, self.problems.clone())
    }
}

impl std::fmt::Debug for Fitted<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Fitted").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// Refuses invalid questions; in mode calibrated also unsuitable data.
fn examined(series: &Series<'_>, settings: &ImpactSettings) -> Result<Vec<DataProblem>, Refusal> {
    const MIN_ROWS: usize = 8;
    series.check(MIN_ROWS)?;
    check_settings(settings)?;
    let problems = data_problems(series);
    if settings.mode == Mode::Calibrated && !problems.is_empty() {
        return Err(Refusal::UnsuitableData { problems });
    }
    Ok(problems)
}

fn check_settings(settings: &ImpactSettings) -> Result<(), Refusal> {
    let refusal = |what, found: String, expected| Err(Refusal::Setting { what, found, expected });
    if !(100..=1_000_000).contains(&settings.draws) {
        return refusal("the number of draws", settings.draws.to_string(), "100 to 1000000");
    }
    if settings.season > 31 {
        return refusal("the season", settings.season.to_string(), "1 (none) to 31 rows");
    }
    if !(settings.level > 0.0 && settings.level < 1.0) {
        return refusal("the level of intervals", settings.level.to_string(), "a share between 0 and 1, such as 0.95");
    }
    Ok(())
}

fn plan(series: &Series<'_>, settings: &ImpactSettings) -> Plan {
    const CHAINS: usize = 4;
    let warmup = match settings.mode {
        Mode::Classic => (settings.draws / 40).max(25),
        Mode::Calibrated => 500,
    };
    let kept = settings.draws.div_ceil(CHAINS);
    let sweeps = Sweeps { chains: CHAINS, warmup, kept };
    Plan { mode: settings.mode, sweeps, season: settings.season, seed: seed(series, settings) }
}

fn seed(series: &Series<'_>, settings: &ImpactSettings) -> Seed {
    let end = series.post.end;
    let masked: Vec<f64> = series.masked[..end].iter().map(|masked| f64::from(u8::from(*masked))).collect();
    let seed =
        Seed::named("impact").with_values(&series.outcome[..end]).with_values(&masked).with(series.post.start as u64);
    let seed = series.controls.iter().fold(seed, |seed, control| seed.with_values(&control[..end]));
    seed.with(settings.mode as u64).with(settings.draws as u64).with(settings.season as u64)
}

/// Which rows of the post period count.
fn counts(series: &Series<'_>) -> Vec<bool> {
    series.post.rows().map(|row| series.is_seen(row)).collect()
}

fn answer(
    series: &Series<'_>,
    settings: &ImpactSettings,
    fit: &Fit,
    placebos: Vec<Placebo>,
    widening: f64,
    problems: Vec<DataProblem>,
) -> Result<Impact, Refusal> {
    let reading = Reading { level: settings.level, widening };
    let (actual, counts) = (&series.outcome[series.post.rows()], counts(series));
    let effect = fit.forecast.effect(actual, &counts, reading).ok_or(Refusal::OutOfScale)?;
    let mut rows = fit.rows_before(series, settings.level);
    rows.extend(fit.forecast.rows(actual, &counts, reading));
    Ok(Impact {
        effect,
        rows,
        widening,
        placebos,
        diagnostics: fit.forecast.diagnostics,
        inclusion: fit.inclusion.clone(),
        is_log: fit.scale.is_log,
        problems,
    })
}

/// Counts fits and reports them.
struct FitsWatched<'w> {
    watch: &'w dyn Watch,
    done: AtomicUsize,
    total: usize,
}

impl<'w> FitsWatched<'w> {
    fn new(watch: &'w dyn Watch, total: usize) -> Self {
        watch.fitted(0, total);
        Self { watch, done: AtomicUsize::new(0), total }
    }

    fn one_more(&self) {
        self.watch.fitted(self.done.fetch_add(1, Relaxed) + 1, self.total);
    }
}
