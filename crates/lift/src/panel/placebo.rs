//! What the estimator finds where nothing happened: the treatment is given to untreated units.
//!
//! Where one unit is treated, each untreated unit is taken for it in turn: all there is to find, so nothing is left to draw
//! unless they are very many. Where several are treated, groups of as many are drawn.

use rand::seq::index::sample;
use rayon::prelude::*;

use super::{
    MIN_UNTREATED,
    block::{Block, mean},
    effect::Gaps,
    refusal::Withheld,
    rmspe::{Rmspe, RmspeRanks},
    weights::{Tuning, Weights, summing_to_one},
};
use crate::random::Seed;

/// Groups of placebos that are drawn where several units are treated.
pub const REPLICATIONS: usize = 200;

/// Untreated units that are taken for the treated one; of more, so many are drawn.
pub const MAX_PLACEBOS: usize = 500;

/// Effects nearer to each other than this part of the largest outcome are the same but for rounding.
const SAME: f64 = 1e-12;

/// An untreated unit that was taken for the treated one.
pub(super) struct Placebo {
    /// Its place among the untreated units.
    pub(super) unit: usize,
    pub(super) effect: f64,
    pub(super) rmspe: Rmspe,
}

/// The effects that were found where nothing happened.
pub(super) struct Placebos {
    /// Of each untreated unit, where one unit is treated.
    pub(super) in_space: Vec<Placebo>,
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
        let found = |group: &[usize]| gaps(block, tuning, weights, group);
        if treated == 1 {
            let mut units = sample(&mut seed.stream(0), untreated, untreated.min(MAX_PLACEBOS)).into_vec();
            units.sort_unstable();
            placebos.in_space = units.into_par_iter().map(|unit| Placebo::of_gaps(unit, &found(&[unit]))).collect();
        } else {
            let group =
                |replication: usize| sample(&mut seed.stream(replication as u64), untreated, treated).into_vec();
            let effect = |replication: usize| found(&group(replication)).effect();
            placebos.drawn = (0..REPLICATIONS).into_par_iter().map(effect).collect();
        }
        placebos
    }

    /// The standard deviation of the placebos' effects.
    pub(super) fn standard_error(&self, block: &Block<'_>) -> Result<f64, Withheld> {
        let effects: Vec<f64> =
            self.in_space.iter().map(|placebo| placebo.effect).chain(self.drawn.iter().copied()).collect();
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
        refuse_too_few_to_rank(block)?;
        let as_large = self.in_space.iter().filter(|placebo| placebo.effect.abs() >= effect.abs() - SAME).count();
        Ok((as_large + 1) as f64 / (self.in_space.len() + 1) as f64)
    }

    /// The rank of a unit among the placebos by how much worse it is followed after the start than before.
    pub(super) fn ranks(&self, block: &Block<'_>, treated: Rmspe) -> Result<RmspeRanks, Withheld> {
        refuse_too_few_to_rank(block)?;
        let placebos: Vec<(usize, Rmspe)> = self.in_space.iter().map(|placebo| (placebo.unit, placebo.rmspe)).collect();
        Ok(RmspeRanks::among(&placebos, treated))
    }
}

impl Placebo {
    fn of_gaps(unit: usize, gaps: &Gaps) -> Placebo {
        Placebo { unit, effect: gaps.effect(), rmspe: gaps.rmspe() }
    }
}

fn refuse_too_few_to_rank(block: &Block<'_>) -> Result<(), Withheld> {
    let (untreated, treated) = (block.untreated.len(), block.treated.len());
    if treated > 1 {
        return Err(Withheld::SeveralTreated { treated });
    }
    if untreated < MIN_UNTREATED {
        return Err(Withheld::TooFewToRank { units: untreated + 1 });
    }
    Ok(())
}

/// The gaps of untreated units that are taken for treated.
fn gaps(block: &Block<'_>, tuning: &Tuning, weights: &Weights, treated: &[usize]) -> Gaps {
    let placebo = block.placebo(treated);
    let others = weights.units.iter().enumerate().filter(|(unit, _)| !treated.contains(unit));
    let start =
        Weights { units: summing_to_one(others.map(|(_, weight)| *weight).collect()), times: weights.times.clone() };
    placebo.gaps(&tuning.weights(&placebo, &start))
}
