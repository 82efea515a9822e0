//! What the estimator finds where nothing happened: the treatment is given to untreated units.
//!
//! Where one unit is treated, each untreated unit is taken for it in turn: all there is to find, so nothing is left to draw
//! unless they are very many. Where several are treated, groups of as many are drawn.

use rand::seq::index::sample;
use rayon::prelude::*;

use super::{
    MIN_UNTREATED, Withheld,
    block::{Block, mean},
    weights::{Tuning, Weights, summing_to_one},
};
use crate::random::Seed;

/// Groups of placebos that are drawn where several units are treated.
pub const REPLICATIONS: usize = 200;

/// Untreated units that are taken for the treated one; of more, so many are drawn.
pub const MAX_PLACEBOS: usize = 500;

/// Effects nearer to each other than this part of the largest outcome are the same but for rounding.
const SAME: f64 = 1e-12;

/// The effects that were found where nothing happened.
pub(super) struct Placebos {
    /// Of each untreated unit by its place, where one unit is treated.
    pub(super) in_space: Vec<(usize, f64)>,
    /// Of groups that were drawn, where several are.
    drawn: Vec<f64>,
}

impl Placebos {
    /// Estimates every placebo as the treated units were, its steps beginning at their weights.
    pub(super) fn run(block: &Block<'_>, tuning: &Tuning, weights: &Weights) -> Placebos {
        let (untreated, treated) = (block.untreated.len(), block.treated.len());
        let mut placebos = Placebos { in_space: Vec::new(), drawn: Vec::new() };
        if untreated <= treated || untreated < 2 {
            return placebos;
        }
        // By shape, not by outcome: the same panel in other units draws the same groups.
        let seed = [untreated, treated, block.before, block.times_after()]
            .iter()
            .fold(Seed::named("panel placebos"), |seed, count| seed.with(*count as u64));
        let found = |group: &[usize]| effect(block, tuning, weights, group);
        if treated == 1 {
            let mut units = sample(&mut seed.stream(0), untreated, untreated.min(MAX_PLACEBOS)).into_vec();
            units.sort_unstable();
            placebos.in_space = units.into_par_iter().map(|unit| (unit, found(&[unit]))).collect();
        } else {
            let group =
                |replication: usize| sample(&mut seed.stream(replication as u64), untreated, treated).into_vec();
            placebos.drawn = (0..REPLICATIONS).into_par_iter().map(|replication| found(&group(replication))).collect();
        }
        placebos
    }

    /// The standard deviation of the placebos' effects.
    pub(super) fn standard_error(&self, block: &Block<'_>) -> Result<f64, Withheld> {
        let effects: Vec<f64> =
            self.in_space.iter().map(|(_, effect)| *effect).chain(self.drawn.iter().copied()).collect();
        if effects.is_empty() {
            return Err(Withheld::NoPlacebos { untreated: block.untreated.len(), treated: block.treated.len() });
        }
        let middle = mean(&effects);
        let squares: Vec<f64> = effects.iter().map(|effect| (effect - middle).powi(2)).collect();
        Ok(mean(&squares).sqrt())
    }

    /// The smallest p-value there can be.
    pub(super) fn smallest_p(&self, block: &Block<'_>) -> Option<f64> {
        let placebos = block.untreated.len().min(MAX_PLACEBOS);
        (block.treated.len() == 1).then(|| 1.0 / (placebos + 1) as f64)
    }

    /// The rank of an effect among the placebos', the larger the rarer, as a share of them and itself.
    pub(super) fn p(&self, block: &Block<'_>, effect: f64) -> Result<f64, Withheld> {
        let (untreated, treated) = (block.untreated.len(), block.treated.len());
        if treated > 1 {
            return Err(Withheld::SeveralTreated { treated });
        }
        if untreated < MIN_UNTREATED {
            return Err(Withheld::TooFewToRank { units: untreated + 1 });
        }
        let as_large = self.in_space.iter().filter(|(_, placebo)| placebo.abs() >= effect.abs() - SAME).count();
        Ok((as_large + 1) as f64 / (self.in_space.len() + 1) as f64)
    }
}

/// The effect on untreated units that are taken for treated.
fn effect(block: &Block<'_>, tuning: &Tuning, weights: &Weights, treated: &[usize]) -> f64 {
    let placebo = block.placebo(treated);
    let others = weights.units.iter().enumerate().filter(|(unit, _)| !treated.contains(unit));
    let start =
        Weights { units: summing_to_one(others.map(|(_, weight)| *weight).collect()), times: weights.times.clone() };
    placebo.effect(&tuning.weights(&placebo, &start))
}
