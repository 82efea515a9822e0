//! A series prepared for a model, and the model's forecast of the counterfactual.

use rayon::prelude::*;

use super::Mode;
use super::chance::Variance;
use super::cycle::Cycle;
use super::estimate::{Centre, Forecast, IntervalEstimate, Row, deviations_around};
use super::level::Level;
use super::model::{Chain, Restoring, Run, Sweeps};
use super::refusal::Refusal;
use super::regression::Design;
use super::scale::Scale;
use super::series::Series;
use crate::random::Seed;

/// Asked now and then whether to go on.
pub type GoesOn<'a> = &'a (dyn Fn() -> bool + Sync);

/// How a model is fitted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plan {
    pub(super) mode: Mode,
    pub(super) sweeps: Sweeps,
    /// Rows of a season, such as the 7 days of a week; below 2 there is none.
    pub(super) season: usize,
    pub(super) seed: Seed,
}

/// A series in the scale of its model.
pub(super) struct Prepared {
    scale: Scale,
    /// Zero where there is none.
    outcome: Vec<f64>,
    seen: Vec<bool>,
    design: Design,
    /// The column of each control; none for those that do not vary before.
    columns: Vec<Option<usize>>,
    horizon: usize,
}

/// A fitted model.
pub(super) struct Fit {
    pub(super) forecast: Forecast,
    /// Mean and standard deviation of each row before, in the model's scale.
    pub(super) before: Vec<(f64, f64)>,
    /// How often each control took part.
    pub(super) inclusion: Vec<f64>,
    pub(super) scale: Scale,
}

impl Prepared {
    pub(super) fn new(series: &Series<'_>, plan: Plan) -> Result<Self, Refusal> {
        let (start, end) = (series.post.start, series.post.end);
        let seen: Vec<bool> = (0..start).map(|row| series.is_seen(row)).collect();
        let of_seen = |values: &[f64]| -> Vec<f64> {
            values[..start].iter().zip(&seen).filter(|(_, seen)| **seen).map(|(value, _)| *value).collect()
        };
        let values = of_seen(series.outcome);
        let is_log = plan.mode == Mode::Calibrated && values.iter().all(|value| *value > 0.0);
        let scale = Scale::fitted_to(&values, is_log).ok_or(Refusal::Constant)?;
        let shown = |row: usize| if seen[row] { scale.standardised(series.outcome[row]) } else { 0.0 };
        let outcome: Vec<f64> = (0..start).map(shown).collect();
        let mut controls = Vec::new();
        let mut columns = Vec::new();
        for control in series.controls {
            let is_log = is_log && control[..end].iter().all(|value| *value > 0.0);
            let column = Scale::fitted_to(&of_seen(control), is_log)
                .map(|scale| control[..end].iter().map(|value| scale.standardised(*value)).collect::<Vec<f64>>());
            columns.push(column.as_ref().map(|_| controls.len()));
            controls.extend(column);
        }
        if controls.iter().flatten().any(|value| !value.is_finite()) {
            return Err(Refusal::OutOfScale);
        }
        let design = design(&seen, controls, end, plan);
        let first_control = design.columns.len() - columns.iter().flatten().count();
        columns.iter_mut().flatten().for_each(|column| *column += first_control);
        Ok(Self { scale, outcome, seen, design, columns, horizon: end - start })
    }

    /// A series whose scale is known to be 1 and whose outcome is still to be seen.
    pub(super) fn unscaled(seen: Vec<bool>, controls: Vec<Vec<f64>>, horizon: usize, plan: Plan) -> Self {
        let rows = seen.len() + horizon;
        let design = design(&seen, controls, rows, plan);
        Self { scale: Scale::NONE, outcome: vec![0.0; seen.len()], seen, design, columns: Vec::new(), horizon }
    }

    /// Gives an unscaled series its outcome.
    pub(super) fn see(&mut self, outcome: &[f64]) {
        self.outcome.copy_from_slice(outcome);
    }

    pub(super) fn design(&self) -> &Design {
        &self.design
    }

    /// Rows before, rows of the forecast.
    pub(super) fn shape(&self) -> (usize, usize) {
        (self.outcome.len(), self.horizon)
    }

    pub(super) fn chains(&self, plan: Plan, goes_on: GoesOn<'_>) -> Result<Vec<Chain>, Refusal> {
        let run = Run { sweeps: plan.sweeps, horizon: self.horizon, seed: plan.seed };
        let chains: Option<Vec<Chain>> =
            (0..plan.sweeps.chains).into_par_iter().map(|at| self.chain(at, run, plan, goes_on)).collect();
        chains.ok_or(Refusal::Cancelled)
    }

    /// Runs the chains; `counts` says which rows of the post period count.
    pub(super) fn fit(&self, plan: Plan, counts: &[bool], goes_on: GoesOn<'_>) -> Result<Fit, Refusal> {
        let chains = self.chains(plan, goes_on)?;
        let centre = if plan.mode == Mode::Classic { Centre::State } else { Centre::Draws };
        let forecast = Forecast::new(&chains, counts, centre, |value| self.scale.restored(value));
        let count = chains.len() as f64;
        let over_chains = |of: &dyn Fn(&Chain) -> f64| chains.iter().map(of).sum::<f64>() / count;
        let before = (0..self.outcome.len())
            .map(|row| {
                let mean = over_chains(&|chain| chain.before[row].0);
                let spread = over_chains(&|chain| chain.before[row].1 + (chain.before[row].0 - mean).powi(2));
                (mean, spread.sqrt())
            })
            .collect();
        let inclusion = self
            .columns
            .iter()
            .map(|column| column.map_or(0.0, |column| over_chains(&|chain| chain.inclusion[column])));
        Ok(Fit { forecast, before, inclusion: inclusion.collect(), scale: self.scale })
    }

    fn chain(&self, at: usize, run: Run, plan: Plan, goes_on: GoesOn<'_>) -> Option<Chain> {
        let restoring = Restoring { scale: self.scale, by_shape: plan.mode == Mode::Calibrated };
        match plan.mode {
            Mode::Classic => {
                let model = Level::new(&self.outcome, &self.seen, &self.design, LEVEL_STEP, self.horizon);
                run.chain(at, model, goes_on, restoring)
            }
            Mode::Calibrated => {
                let mut rng = plan.seed.with(1).stream(at as u64);
                let model = Cycle::new(&self.outcome, &self.seen, &self.design, self.horizon, &mut rng);
                run.chain(at, model, goes_on, restoring)
            }
        }
    }
}

impl Fit {
    /// The rows before the post period: what the model makes of them, with the band it gives a day.
    pub(super) fn rows_before(&self, series: &Series<'_>, level: f64) -> Vec<Row> {
        let reach = deviations_around(level);
        let row = |(at, (mean, deviation)): (usize, &(f64, f64))| {
            let to = |deviations: f64| self.scale.restored(mean + deviations * deviation);
            let (lower, upper) = (to(-reach), to(reach));
            let actual = Some(series.outcome[at]).filter(|value| value.is_finite());
            let expected = IntervalEstimate { mean: to(0.0), lower, upper, sd: (upper - lower) / (2.0 * reach) };
            Row { actual, counts: series.is_seen(at), expected, effect: None, cumulative: None }
        };
        self.before.iter().enumerate().map(row).collect()
    }
}

/// `σ_μ`: 32 prior rows that say 0.01 of the outcome's spread, never above that spread.
const LEVEL_STEP: Variance = Variance { shape: 16.0, rate: 16.0 * 0.01 * 0.01, most: 1.0 };

/// Of the noise beside a regression in mode classic: 50 prior rows that say an R² of 0.8.
const NOISE_BESIDE_CONTROLS: Variance = Variance { shape: 25.0, rate: 25.0 * (1.0 - 0.8), most: 1.44 };

/// Of the noise without controls in mode classic: a hundredth of a row.
const NOISE_ALONE: Variance = Variance { shape: 0.005, rate: 0.005, most: 1.44 };

/// Of the noise in mode calibrated: 5 prior rows that say an R² of 0.5.
pub(super) const NOISE_CALIBRATED: Variance = Variance::new(2.5, 2.5 * (1.0 - 0.5));

/// The prior number of columns that take part.
const COLUMNS_EXPECTED: f64 = 3.0;

/// Intercept, days of the season and controls, in this order.
fn design(seen: &[bool], controls: Vec<Vec<f64>>, rows: usize, plan: Plan) -> Design {
    let has_intercept = plan.mode == Mode::Calibrated || !controls.is_empty();
    let mut columns: Vec<Vec<f64>> = has_intercept.then(|| vec![1.0; rows]).into_iter().collect();
    let chance = |columns: usize| (COLUMNS_EXPECTED / columns as f64).min(1.0);
    let of_control = chance(controls.len() + 1);
    let of_intercept = if plan.mode == Mode::Classic { of_control } else { 1.0 };
    let mut inclusion = vec![of_intercept; columns.len()];
    let season = season_columns(plan.season, rows);
    inclusion.extend(season.iter().map(|_| 1.0));
    inclusion.extend(controls.iter().map(|_| of_control));
    let noise = match (plan.mode, controls.is_empty()) {
        (Mode::Calibrated, _) => NOISE_CALIBRATED,
        (Mode::Classic, false) => NOISE_BESIDE_CONTROLS,
        (Mode::Classic, true) => NOISE_ALONE,
    };
    // Fit on the days before only; R takes all rows for the slab.
    let prior_rows = if plan.mode == Mode::Classic { rows } else { seen.len() };
    columns.extend(season);
    columns.extend(controls);
    Design::new(columns, inclusion, seen, prior_rows, noise)
}

/// Days of the season against its last day, so that together they add up to nothing.
fn season_columns(season: usize, rows: usize) -> Vec<Vec<f64>> {
    let value = |row: usize, day: usize| match row % season {
        at if at == day => 1.0,
        at if at == season - 1 => -1.0,
        _ => 0.0,
    };
    (0..season.max(1) - 1).map(|day| (0..rows).map(|row| value(row, day)).collect()).collect()
}
