//! Campaigns that never were: the same question about windows before the campaign, where the true effect is nothing.
//!
//! How far their answers lie from nothing, in units of what the model said it knew, is how much its intervals are widened.

use rayon::prelude::*;

use super::estimate::{IntervalEstimate, deviations_around};
use super::fit::{GoesOn, Plan, Prepared};
use super::refusal::Refusal;
use super::series::{PostPeriod, Series};

/// One window before the campaign and the effect that was found in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placebo {
    /// The rows that posed as a campaign.
    pub window: PostPeriod,
    /// What was found, over the rows that count.
    pub effect: f64,
    /// The standard deviation the model gave it.
    pub sd: f64,
    /// What would have been, over the same rows.
    pub expected: f64,
}

impl Placebo {
    /// The effect with the interval that the model alone gave it.
    #[must_use]
    pub fn estimate(&self, level: f64) -> IntervalEstimate {
        let reach = deviations_around(level) * self.sd;
        IntervalEstimate { mean: self.effect, lower: self.effect - reach, upper: self.effect + reach, sd: self.sd }
    }

    /// The effect in standard deviations.
    #[must_use]
    pub fn z(&self) -> f64 {
        self.effect / self.sd
    }
}

/// The most windows that are tried, the latest first.
pub(super) const MAX_WINDOWS: usize = 8;
/// The number of windows from which they decide how much intervals are widened.
const WINDOWS_THAT_DECIDE: usize = 4;
/// By so much where there are fewer.
const WIDENING_WITHOUT: f64 = 1.25;
/// Rows before a window, at least.
const MIN_TRAINING: usize = 28;

/// By how much intervals are widened: a posterior of κ² that begins with 12 windows that said 1.1.
///
/// Source: `κ² = max(1, (6·1.1 + ½Σz²) / (6 + ½K))`.
#[must_use]
pub fn widening(placebos: &[Placebo]) -> f64 {
    if placebos.len() < WINDOWS_THAT_DECIDE {
        return WIDENING_WITHOUT;
    }
    let squares: f64 = placebos.iter().map(|placebo| placebo.z().powi(2)).sum();
    let variance = (6.0 * 1.1 + 0.5 * squares) / (6.0 + 0.5 * placebos.len() as f64);
    variance.max(1.0).sqrt()
}

/// Windows of the campaign's length before it, oldest first, each with enough rows before it: side by side, or half upon
/// one another where there would be too few to decide anything.
///
/// A window that is half masked is left out.
pub(super) fn windows(series: &Series<'_>) -> Vec<PostPeriod> {
    let length = series.post.len();
    let side_by_side = windows_every(series, length);
    if side_by_side.len() >= WINDOWS_THAT_DECIDE { side_by_side } else { windows_every(series, length.div_ceil(2)) }
}

fn windows_every(series: &Series<'_>, step: usize) -> Vec<PostPeriod> {
    let length = series.post.len();
    let least = MIN_TRAINING.max(length);
    let latest = series.post.start.checked_sub(length);
    let mut windows: Vec<PostPeriod> = (0..)
        .map_while(|back: usize| latest?.checked_sub(back.checked_mul(step)?))
        .take_while(|start| *start >= least)
        .map(|start| PostPeriod { start, end: start + length })
        .filter(|window| 2 * window.rows().filter(|row| series.is_seen(*row)).count() > length)
        .filter(|window| (0..window.start).filter(|row| series.is_seen(*row)).count() >= MIN_TRAINING)
        .take(MAX_WINDOWS)
        .collect();
    windows.reverse();
    windows
}

/// Fits every window. `done` is called after each one.
///
/// A window whose past does not vary is left out.
pub(super) fn placebos(
    series: &Series<'_>,
    plan: Plan,
    goes_on: GoesOn<'_>,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Placebo>, Refusal> {
    let found: Result<Vec<Option<Placebo>>, Refusal> = windows(series)
        .into_par_iter()
        .map(|window| {
            let placebo = placebo(series, window, plan, goes_on);
            done();
            match placebo {
                Err(Refusal::Constant | Refusal::OutOfScale) => Ok(None),
                other => other.map(|placebo| Some(placebo).filter(|placebo| placebo.z().is_finite())),
            }
        })
        .collect();
    Ok(found?.into_iter().flatten().collect())
}

fn placebo(series: &Series<'_>, window: PostPeriod, plan: Plan, goes_on: GoesOn<'_>) -> Result<Placebo, Refusal> {
    let series = Series { post: window, ..*series };
    let plan = Plan { seed: plan.seed.with(window.start as u64), ..plan };
    let counts: Vec<bool> = window.rows().map(|row| series.is_seen(row)).collect();
    let fit = Prepared::new(&series, plan)?.fit(plan, &counts, goes_on)?;
    let (effect, sd) = fit.forecast.plain(&series.outcome[window.rows()], &counts);
    let actual: f64 = window.rows().filter(|row| series.is_seen(*row)).map(|row| series.outcome[row]).sum();
    Ok(Placebo { window, effect, sd, expected: actual - effect })
}
