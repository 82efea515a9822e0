//! What the estimator finds where nothing happened: the treatment is given to untreated units.
//!
//! Where one unit is treated, each untreated unit is taken for it in turn: all there is to find, so nothing is left to draw.
//! Where several are, groups of as many are drawn.

use rand::seq::index::sample;
use rayon::prelude::*;

use super::{
    UNTREATED_LEAST, Withheld,
    block::{Block, mean},
    weights::{Tuning, Weights, summing_to_one},
};
use crate::random::Seed;

/// Groups of placebos that are drawn where several units are treated.
pub const REPLICATIONS: usize = 200;

/// Effects nearer to each other than this part of the largest outcome are the same but for rounding.
const SAME: f64 = 1e-12;

/// The effects that were found where nothing happened.
pub(super) struct Placebos {
    /// Of each untreated unit, where one unit is treated.
    pub(super) in_space: Vec<f64>,
    /// Of groups that were drawn, where several are.
    drawn: Vec<f64>,
}

impl Placebos {
    /// Estimates every placebo as the treated units were, its steps beginning at their weights.
    pub(super) fn of(block: &Block<'_>, tuning: &Tuning, weights: &Weights) -> Placebos {
        let (untreated, treated) = (block.untreated.len(), block.treated.len());
        let mut placebos = Placebos { in_space: Vec::new(), drawn: Vec::new() };
        if untreated <= treated || untreated < 2 {
            return placebos;
        }
        if treated == 1 {
            placebos.in_space =
                (0..untreated).into_par_iter().map(|unit| effect(block, tuning, weights, &[unit])).collect();
            return placebos;
        }
        // By shape, not by outcome: the same panel in other units draws the same groups.
        let seed = [untreated, treated, block.before, block.times_after()]
            .iter()
            .fold(Seed::of("panel placebos"), |seed, count| seed.with(*count as u64));
        let drawn = |replication: usize| {
            let group = sample(&mut seed.stream(replication as u64), untreated, treated).into_vec();
            effect(block, tuning, weights, &group)
        };
        placebos.drawn = (0..REPLICATIONS).into_par_iter().map(drawn).collect();
        placebos
    }

    /// The standard deviation of the placebos' effects.
    pub(super) fn standard_error(&self, block: &Block<'_>) -> Result<f64, Withheld> {
        let effects = if self.drawn.is_empty() { &self.in_space } else { &self.drawn };
        if effects.is_empty() {
            return Err(Withheld::NoPlacebos { untreated: block.untreated.len(), treated: block.treated.len() });
        }
        let middle = mean(effects);
        let squares: Vec<f64> = effects.iter().map(|effect| (effect - middle).powi(2)).collect();
        Ok(mean(&squares).sqrt())
    }

    /// The rank of an effect among the placebos', the larger the rarer, as a share of all units.
    pub(super) fn p(&self, block: &Block<'_>, effect: f64) -> Result<f64, Withheld> {
        let (untreated, treated) = (block.untreated.len(), block.treated.len());
        if treated > 1 {
            return Err(Withheld::SeveralTreated { treated });
        }
        if untreated < UNTREATED_LEAST {
            return Err(Withheld::TooFewToRank { units: untreated + 1 });
        }
        let as_large = self.in_space.iter().filter(|placebo| placebo.abs() >= effect.abs() - SAME).count();
        Ok((as_large + 1) as f64 / (untreated + 1) as f64)
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
