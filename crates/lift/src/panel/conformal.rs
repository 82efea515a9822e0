//! P-values from the treated units' own times: is the gap after the start unusual among those before?
//!
//! If the treatment did nothing, a fit that includes a time after the start leaves it a residual like any other. So the weights are
//! fitted again with that time among those before, and its residual is ranked among all of them.

use rand::seq::index::sample;
use rayon::prelude::*;

use super::{
    block::{Block, mean},
    method::Method,
    refusal::Withheld,
    simplex::Intercept,
    weights::{Tuning, Weights},
};
use crate::random::Seed;

/// Orders of the residuals that are drawn for the joint p-value.
pub const ORDERS: usize = 10_000;

/// Residuals nearer to each other than this part of the largest outcome are the same but for rounding.
const SAME: f64 = 1e-12;

/// P-values of no effect at all.
///
/// - Assumes: without an effect the residuals of all times could have come in any order.
/// - Source: Chernozhukov, Wüthrich and Zhu (2021), as R's augsynth applies it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conformal {
    /// For each time from the start on: the share of the times before and itself whose residual is at least as large.
    pub by_time: Vec<f64>,
    /// No effect at any time: the share of orders in which the times after the start have residuals that are together at least as large.
    pub joint: f64,
}

impl Conformal {
    /// The p-values of a block; steps of a fit begin at `start`.
    pub(super) fn of_block(block: &Block<'_>, tuning: &Tuning, start: &Weights) -> Result<Conformal, Withheld> {
        if tuning.method == Method::Sdid {
            return Err(Withheld::TimesAreWeighed);
        }
        let (before, times) = (block.before, block.before + block.times_after());
        let alone = |time: usize| {
            let with_it: Vec<usize> = (0..before).chain([time]).collect();
            share_as_large(&residuals(block, tuning, start, &with_it))
        };
        let by_time: Vec<f64> = (before..times).into_par_iter().map(alone).collect();
        let joint = match by_time.as_slice() {
            [only] => *only,
            _ => share_of_orders(&residuals(block, tuning, start, &(0..times).collect::<Vec<usize>>()), before),
        };
        Ok(Conformal { by_time, joint })
    }
}

/// What the treated units have at these times beyond the untreated ones, which are weighed to follow them at all of these, in size.
fn residuals(block: &Block<'_>, tuning: &Tuning, start: &Weights, times: &[usize]) -> Vec<f64> {
    let units = tuning.unit_weights(block, times, &start.units);
    let gap = |time: &usize| {
        let synthetic: f64 = block.untreated.iter().zip(&units).map(|(row, weight)| weight * row[*time]).sum();
        block.treated_at(*time) - synthetic
    };
    let gaps: Vec<f64> = times.iter().map(gap).collect();
    let level = if tuning.method.intercept() == Intercept::With { mean(&gaps) } else { 0.0 };
    gaps.into_iter().map(|gap| (gap - level).abs()).collect()
}

/// The share of residuals that are at least as large as the last one, itself among them.
fn share_as_large(residuals: &[f64]) -> f64 {
    let own = residuals.last().copied().unwrap_or_default();
    residuals.iter().filter(|residual| **residual >= own - SAME).count() as f64 / residuals.len() as f64
}

/// The share of drawn orders, the real one among them, whose residuals after the start sum to at least as much.
fn share_of_orders(residuals: &[f64], before: usize) -> f64 {
    let after = residuals.len() - before;
    let own: f64 = residuals[before..].iter().sum();
    let seed = Seed::named("panel orders").with(before as u64).with(after as u64);
    let as_large = |draw: &usize| {
        let drawn = sample(&mut seed.stream(*draw as u64), residuals.len(), after);
        drawn.iter().map(|time| residuals[time]).sum::<f64>() >= own - SAME
    };
    ((0..ORDERS).filter(as_large).count() + 1) as f64 / (ORDERS + 1) as f64
}
