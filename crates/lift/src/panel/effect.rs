//! The effect of the treatment on a block under given weights.

use super::{
    block::{Block, mean},
    rmspe::Rmspe,
    weights::Weights,
};

impl Block<'_> {
    /// What the treated units have beyond the weighted untreated ones at each time, less what they had before.
    pub(super) fn gaps(&self, weights: &Weights) -> Gaps {
        let gap = |time: usize| {
            let counterfactual: f64 =
                self.untreated.iter().zip(&weights.units).map(|(row, weight)| weight * row[time]).sum();
            self.treated_at(time) - counterfactual
        };
        let gaps: Vec<f64> = (0..self.before + self.times_after()).map(gap).collect();
        let intercept: f64 = weights.times.iter().zip(&gaps).map(|(weight, gap)| weight * gap).sum();
        Gaps { by_time: gaps.into_iter().map(|gap| gap - intercept).collect(), intercept, before: self.before }
    }
}

/// How far the treated units are from what they are compared with.
pub(super) struct Gaps {
    /// At each time, before the start too, less the intercept.
    by_time: Vec<f64>,
    /// The weighted gap before the start; zero where levels are compared.
    pub(super) intercept: f64,
    before: usize,
}

impl Gaps {
    /// The mean effect after the start.
    pub(super) fn effect(&self) -> f64 {
        mean(self.after())
    }

    /// The effect at each time after the start.
    pub(super) fn after(&self) -> &[f64] {
        &self.by_time[self.before..]
    }

    /// How large the gaps are before the start and after it.
    pub(super) fn rmspe(&self) -> Rmspe {
        Rmspe::of(&self.by_time[..self.before], self.after())
    }
}
