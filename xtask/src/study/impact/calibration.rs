//! Simulation-based calibration: in worlds drawn from what the model believes, the truth falls anywhere equally often.

use anyhow::Context;
use lift::impact::prior::{Ranks, World, ranks};
use rayon::prelude::*;
use statrs::distribution::{ChiSquared, ContinuousCDF};

const BINS: usize = 20;
const KEPT: usize = 399;

/// The probability of ranks at least as uneven, for the sum that came and the sum that was to be expected.
pub(super) fn study(worlds: u64) -> anyhow::Result<[f64; 2]> {
    let world = World { before: 90, horizon: 14, controls: 2 };
    let found: Result<Vec<Ranks>, _> = (0..worlds).into_par_iter().map(|at| ranks(world, at, KEPT)).collect();
    let found = found?;
    let p = |of: fn(&Ranks) -> f64| evenness(&found.iter().map(of).collect::<Vec<f64>>());
    Ok([p(|ranks| ranks.sum)?, p(|ranks| ranks.expectation)?])
}

/// χ² over equal bins.
fn evenness(shares: &[f64]) -> anyhow::Result<f64> {
    let mut counts = [0_u32; BINS];
    shares.iter().for_each(|share| counts[((share * BINS as f64) as usize).min(BINS - 1)] += 1);
    let expected = shares.len() as f64 / BINS as f64;
    let statistic: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    eprintln!("{counts:?}");
    Ok(ChiSquared::new((BINS - 1) as f64).context("degrees of freedom")?.sf(statistic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_truth_falls_anywhere_among_the_draws() {
        assert!(study(60).unwrap().iter().all(|p| *p > 0.001));
    }

    #[test]
    fn ranks_that_pile_up_are_reported() {
        let piled: Vec<f64> = (0..300).map(|at| f64::from(at) / 450.0).collect();
        assert!(evenness(&piled).unwrap() < 1e-6);
    }
}
