//! How untreated units and times before the start are weighed, by method.

use super::{
    active_set::optimum,
    block::{Block, mean},
    method::Method,
    simplex::{Intercept, LeastSquares, Steps},
};

/// Steps before small weights are dropped, and after.
const MAX_STEPS: [usize; 2] = [100, 10_000];
/// Weights up to this part of the largest are dropped in between.
const DROPPED_PART: f64 = 0.25;
/// Ridge of time weights and of the early stop, and the least decrease of a step, as parts of the noise.
const ALMOST_NO_RIDGE: f64 = 1e-6;
const DECREASE_PART: f64 = 1e-5;

/// The weights of one estimate.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// Of each untreated unit.
    pub(super) units: Vec<f64>,
    /// Of each time before the start; all zero where levels after it are compared.
    pub(super) times: Vec<f64>,
}

impl Weights {
    /// All alike.
    pub(super) fn even(block: &Block<'_>) -> Weights {
        Weights { units: even(block.untreated.len()), times: even(block.before) }
    }
}

fn even(count: usize) -> Vec<f64> {
    vec![1.0 / count as f64; count]
}

/// What is decided once for an estimate and all its placebos.
pub(super) struct Tuning {
    pub(super) method: Method,
    unit_ridge: f64,
    time_ridge: f64,
    min_decrease: f64,
}

impl Tuning {
    pub(super) fn for_block(block: &Block<'_>, method: Method) -> Tuning {
        let noise = block.noise();
        let treated_cells = (block.treated.len() * block.times_after()) as f64;
        let unit_part = if method == Method::Sdid { treated_cells.powf(0.25) } else { ALMOST_NO_RIDGE };
        Tuning {
            method,
            unit_ridge: (unit_part * noise).powi(2),
            time_ridge: (ALMOST_NO_RIDGE * noise).powi(2),
            min_decrease: (DECREASE_PART * noise).powi(2),
        }
    }

    /// The weights of a block; steps begin at `start`.
    pub(super) fn weights(&self, block: &Block<'_>, start: &Weights) -> Weights {
        let before: Vec<usize> = (0..block.before).collect();
        let times = match self.method {
            Method::Did | Method::ScIntercept => even(block.before),
            Method::Sc | Method::ScSynthdid => vec![0.0; block.before],
            Method::Sdid => self.fit(&times_of_untreated(block), self.time_ridge, &start.times),
        };
        Weights { units: self.unit_weights(block, &before, &start.units), times }
    }

    /// The weights of untreated units that follow the mean of the treated ones at these times.
    pub(super) fn unit_weights(&self, block: &Block<'_>, times: &[usize], start: &[f64]) -> Vec<f64> {
        let squares = || units_at(block, times, self.method.intercept());
        match self.method {
            Method::Did => even(block.untreated.len()),
            Method::Sc | Method::ScIntercept => optimum(&squares()),
            Method::ScSynthdid | Method::Sdid => self.fit(&squares(), self.unit_ridge, start),
        }
    }

    /// Fitted, freed of small weights, and fitted again from there.
    fn fit(&self, squares: &LeastSquares, ridge: f64, start: &[f64]) -> Vec<f64> {
        let steps = |max_steps| Steps { ridge, max_steps, min_decrease: self.min_decrease };
        let rough = squares.fit(start.to_vec(), steps(MAX_STEPS[0]));
        squares.fit(without_small(rough), steps(MAX_STEPS[1]))
    }
}

impl Method {
    /// Whether treated and weighted untreated units may differ by a constant.
    pub(super) const fn intercept(self) -> Intercept {
        match self {
            Method::Did | Method::ScIntercept | Method::Sdid => Intercept::With,
            Method::Sc | Method::ScSynthdid => Intercept::Without,
        }
    }
}

/// Untreated units against the mean of the treated ones, over some times.
fn units_at(block: &Block<'_>, times: &[usize], intercept: Intercept) -> LeastSquares {
    let columns = block.untreated.iter().map(|row| times.iter().map(|time| row[*time]).collect()).collect();
    let target = times.iter().map(|time| block.treated_at(*time)).collect();
    LeastSquares::new(columns, target, intercept)
}

/// Times before the start against the mean of the times after it, over the untreated units.
fn times_of_untreated(block: &Block<'_>) -> LeastSquares {
    let columns = (0..block.before).map(|time| block.untreated.iter().map(|row| row[time]).collect()).collect();
    let target = block.untreated.iter().map(|row| mean(&row[block.before..])).collect();
    LeastSquares::new(columns, target, Intercept::With)
}

fn without_small(mut weights: Vec<f64>) -> Vec<f64> {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    weights.iter_mut().filter(|weight| **weight <= DROPPED_PART * largest).for_each(|weight| *weight = 0.0);
    summing_to_one(weights)
}

/// The weights over their sum; all alike where there is nothing to share out.
pub(super) fn summing_to_one(weights: Vec<f64>) -> Vec<f64> {
    let sum: f64 = weights.iter().sum();
    if sum > 0.0 { weights.into_iter().map(|weight| weight / sum).collect() } else { even(weights.len()) }
}
