//! Worlds in which the model is true: everything is drawn from what mode calibrated believes beforehand.
//!
//! In such worlds the truth must fall anywhere among the posterior's draws equally often (Talts et al. 2018,
//! simulation-based calibration). Scales are fixed and intervals are not widened; what is tested is the sampler.

use rand_pcg::Pcg64;

use super::chance::{normal, normal_between};
use super::cycle::{BELIEFS, PERSISTENCE};
use super::fit::{Kind, Plan, Prepared};
use super::model::{Chain, Sweeps};
use super::regression::from_prior;
use super::series::Refusal;
use crate::random::Seed;

/// How large the worlds are.
#[derive(Debug, Clone, Copy)]
pub struct World {
    /// Rows before.
    pub before: usize,
    /// Rows that are forecast.
    pub horizon: usize,
    /// Controls, each a slow series of its own.
    pub controls: usize,
}

/// Where the truth of one world fell among the posterior's draws, each as a share from 0 to 1.
#[derive(Debug, Clone, Copy)]
pub struct Ranks {
    /// Of the sum that came, noise included.
    pub sum: f64,
    /// Of the sum that was to be expected at the end of the days before.
    pub expectation: f64,
}

/// Draws world number `replicate`, fits it, and ranks its truth among `kept` thinned draws.
///
/// # Errors
/// As [`super::impact`].
pub fn ranks(world: World, replicate: u64, kept: usize) -> Result<Ranks, Refusal> {
    const THINNING: usize = 16;
    const CHAINS: usize = 4;
    let seed = Seed::of("belief").with(replicate);
    let sweeps = Sweeps { chains: CHAINS, warmup: 500, kept: (kept * THINNING).div_ceil(CHAINS) };
    let plan = Plan { kind: Kind::Calibrated, sweeps, season: 7, seed: seed.with(1) };
    let mut rng = seed.stream(0);
    let controls = (0..world.controls).map(|_| wandering(world.before + world.horizon, &mut rng)).collect();
    let seen = vec![true; world.before];
    let mut prepared = Prepared::unscaled(seen, controls, world.horizon, plan);
    let truth = Truth::draw(&prepared, &mut rng).ok_or(Refusal::OutOfScale)?;
    prepared.see(&truth.outcome);
    let chains = prepared.chains(plan, &|| true)?;
    let thinned = |of: &dyn Fn(&Chain) -> Vec<f64>| -> Vec<f64> {
        chains.iter().flat_map(|chain| of(chain).into_iter().step_by(THINNING)).take(kept).collect()
    };
    let sums = thinned(&|chain| chain.paths.chunks_exact(world.horizon).map(|path| path.iter().sum()).collect());
    let expectations = thinned(&|chain| chain.expectations.clone());
    Ok(Ranks { sum: rank(truth.sum, &sums), expectation: rank(truth.expectation, &expectations) })
}

/// The share of the draws below the truth, in the middle of its place.
fn rank(truth: f64, draws: &[f64]) -> f64 {
    let below = draws.iter().filter(|draw| **draw < truth).count() as f64;
    (below + 0.5) / (draws.len() as f64 + 1.0)
}

struct Truth {
    outcome: Vec<f64>,
    sum: f64,
    expectation: f64,
}

impl Truth {
    fn draw(prepared: &Prepared, rng: &mut Pcg64) -> Option<Self> {
        let design = prepared.design();
        let (coefficients, noise) = from_prior(design, rng)?;
        let (swing_step, walk_step) = (BELIEFS.swing.draw(rng).sqrt(), BELIEFS.walk.draw(rng).sqrt());
        let (mean, deviation) = BELIEFS.persistence;
        let keep = normal_between(mean, deviation, PERSISTENCE.0, PERSISTENCE.1, rng);
        let drift = BELIEFS.drift * normal(rng);
        let (before, horizon) = prepared.shape();
        let fitted = |row: usize| -> f64 {
            design.columns.iter().zip(&coefficients).map(|(column, coefficient)| column[row] * coefficient).sum()
        };
        let (mut swing, mut walk) = (swing_step / (1.0 - keep * keep).sqrt() * normal(rng), 0.0);
        let mut outcome = Vec::with_capacity(before);
        let (mut sum, mut expectation) = (0.0, 0.0);
        for row in 0..before + horizon {
            if row > 0 {
                swing = keep * swing + swing_step * normal(rng);
                walk += drift + walk_step * normal(rng);
            }
            let value = fitted(row) + swing + walk + noise.sqrt() * normal(rng);
            if row < before {
                outcome.push(value);
            } else {
                sum += value;
            }
            if row + 1 == before {
                let left: f64 = (1..=horizon).map(|ahead| keep.powi(ahead as i32)).sum();
                expectation = swing * left
                    + walk * horizon as f64
                    + drift * 0.5 * (horizon * (horizon + 1)) as f64
                    + (before..before + horizon).map(fitted).sum::<f64>();
            }
        }
        Some(Self { outcome, sum, expectation })
    }
}

/// An AR(1) of its own, of variance about 1.
fn wandering(rows: usize, rng: &mut Pcg64) -> Vec<f64> {
    const KEEP: f64 = 0.7;
    let mut value = normal(rng);
    let step = (1.0 - KEEP * KEEP).sqrt();
    (0..rows)
        .map(|_| {
            value = KEEP * value + step * normal(rng);
            value
        })
        .collect()
}
