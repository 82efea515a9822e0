//! The effect of the treatment on a block under given weights.

use super::{
    block::{Block, mean},
    weights::Weights,
};

impl Block<'_> {
    /// What the treated units have beyond the weighted untreated ones after the start, less what they had before.
    pub(super) fn effect(&self, weights: &Weights) -> f64 {
        mean(&self.effect_by_time(weights))
    }

    /// The same for each time after the start alone.
    pub(super) fn effect_by_time(&self, weights: &Weights) -> Vec<f64> {
        let gap = |time: usize| {
            let counterfactual: f64 =
                self.untreated.iter().zip(&weights.units).map(|(row, weight)| weight * row[time]).sum();
            self.treated_at(time) - counterfactual
        };
        let gap_before: f64 = weights.times.iter().enumerate().map(|(time, weight)| weight * gap(time)).sum();
        (self.before..self.before + self.times_after()).map(|time| gap(time) - gap_before).collect()
    }
}
