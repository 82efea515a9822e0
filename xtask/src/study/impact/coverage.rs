//! One kind of sales, one length, many replicates.

use lift::impact::{ImpactSettings, Mode, PostPeriod, Series, Unwatched, impact};
use rayon::prelude::*;

use super::processes::{Process, World};

/// What was found in one kind of sales of one length.
#[derive(Debug)]
pub(super) struct StudyCell {
    pub(super) process: &'static str,
    pub(super) before: usize,
    pub(super) after: usize,
    pub(super) tally: Tally,
}

/// Counts over replicates.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Tally {
    pub(super) tried: u64,
    /// Not refused.
    pub(super) answered: u64,
    pub(super) covered: u64,
    /// Sum of estimate - truth, and of what was sold: a mean of their ratios would be off where sales themselves vary.
    pub(super) error: f64,
    pub(super) sold: f64,
    /// How often an effect of 0, 10 and 25 % was significant at 5 %.
    pub(super) found: [u64; 3],
}

/// Shares of the baseline that campaigns add.
const EFFECTS: [f64; 3] = [0.0, 0.10, 0.25];

impl Tally {
    /// How far estimates are off on average, as a share of what was sold.
    pub(super) fn bias(&self) -> f64 {
        self.error / self.sold.max(f64::MIN_POSITIVE)
    }

    pub(super) fn pooled<'t>(tallies: impl Iterator<Item = &'t Tally>) -> Tally {
        tallies.fold(Tally::default(), |sum, one| Tally {
            tried: sum.tried + one.tried,
            answered: sum.answered + one.answered,
            covered: sum.covered + one.covered,
            error: sum.error + one.error,
            sold: sum.sold + one.sold,
            found: std::array::from_fn(|at| sum.found[at] + one.found[at]),
        })
    }
}

pub(super) fn cell(process: &Process, before: usize, after: usize, replicates: u64) -> StudyCell {
    let tallies: Vec<Tally> = (0..replicates)
        .into_par_iter()
        .map(|replicate| tally(&process.draw(before, after, replicate), before))
        .collect();
    StudyCell { process: process.name, before, after, tally: Tally::pooled(tallies.iter()) }
}

/// The world has no effect; one that is added to every day moves the estimate by itself and nothing else.
fn tally(world: &World, before: usize) -> Tally {
    let rows = world.outcome.len();
    let controls: Vec<&[f64]> = world.controls.iter().map(Vec::as_slice).collect();
    let masked = vec![false; rows];
    let post = PostPeriod { start: before, end: rows };
    let series = Series { outcome: &world.outcome, controls: &controls, masked: &masked, post };
    let settings = ImpactSettings { draws: 2_000, ..ImpactSettings::defaults(Mode::Calibrated) };
    let Ok(found) = impact(&series, &settings, &Unwatched) else {
        return Tally { tried: 1, ..Tally::default() };
    };
    let effect = found.effect.cumulative;
    let baseline: f64 = world.outcome[before..].iter().sum();
    let is_found = |share: f64| effect.lower + share * baseline > 0.0 || effect.upper + share * baseline < 0.0;
    Tally {
        tried: 1,
        answered: 1,
        covered: u64::from(effect.lower <= 0.0 && effect.upper >= 0.0),
        error: effect.mean,
        sold: baseline,
        found: EFFECTS.map(|share| u64::from(is_found(share))),
    }
}
