//! What both modes have in common: a model of the days before, swept many times, that is then simulated forward.

use rand_pcg::Pcg64;

use super::chance::normal;
use super::scale::Scale;
use crate::random::Seed;

/// A model in the middle of its sweeps. Everything is in the model's own scale.
pub(super) trait Model {
    /// One sweep: draws each unknown once, given the others.
    fn sweep(&mut self, rng: &mut Pcg64);
    /// What is expected of each row before the campaign, its noise left out.
    fn signal(&self) -> &[f64];
    /// Simulates the state forward, its noise left out: one value for each row of `path`.
    fn forecast(&self, path: &mut [f64], rng: &mut Pcg64);
    /// The variance of the noise.
    fn noise(&self) -> f64;
    /// What is left of each row before, seen or not, once all that does not come back is taken out: swings and noise.
    fn rest(&self) -> Rest<'_>;
    /// Which columns take part now.
    fn included(&self) -> &[bool];
    /// The sum of the forecast that is expected from here: what the mixing is judged by, since the forecast's own luck
    /// would hide how slowly a chain moves.
    fn expectation(&self, horizon: usize) -> f64;
}

/// What is left of the rows before, and which of them were seen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rest<'m> {
    pub(super) values: &'m [f64],
    pub(super) seen: &'m [bool],
}

/// How a drawn value goes back to the data's unit: on the log scale the mean of what comes back depends on the shape of
/// what is left, which is not always normal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Restoring {
    pub(super) scale: Scale,
    pub(super) by_shape: bool,
}

impl Restoring {
    /// By how much the mean of the exponentials exceeds that of normal values with the same mean and variance.
    ///
    /// Source: Duan's (1983) smearing, set against its lognormal form.
    fn factor(self, rest: Rest<'_>) -> f64 {
        if !(self.by_shape && self.scale.is_log) {
            return 1.0;
        }
        let shown = || {
            rest.values.iter().zip(rest.seen).filter(|(_, seen)| **seen).map(|(value, _)| self.scale.widened(*value))
        };
        let count = shown().count() as f64;
        let mean = shown().sum::<f64>() / count;
        let (mut squares, mut exponentials): (f64, f64) = (0.0, 0.0);
        for value in shown() {
            squares += (value - mean).powi(2);
            exponentials += (value - mean).exp();
        }
        exponentials / count / (0.5 * squares / count).exp()
    }
}

/// How often to draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sweeps {
    pub(super) chains: usize,
    /// Swept and forgotten at the start of each chain.
    pub(super) warmup: usize,
    /// Kept of each chain.
    pub(super) kept: usize,
}

/// Everything one chain has seen.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// One row per draw, one column per row of the forecast: state and noise.
    pub(super) paths: Vec<f64>,
    /// The mean of the state in each row of the forecast.
    pub(super) forecast: Vec<f64>,
    /// The mean and the variance of state and noise in each row before.
    pub(super) before: Vec<(f64, f64)>,
    pub(super) inclusion: Vec<f64>,
    /// The expected sum of the forecast, draw by draw, in the model's scale.
    pub(super) expectations: Vec<f64>,
}

/// How one chain is run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) sweeps: Sweeps,
    /// Rows of the forecast.
    pub(super) horizon: usize,
    pub(super) seed: Seed,
}

impl Run {
    /// Runs one chain to its end; none when `goes_on` says to stop.
    pub(super) fn chain(
        self,
        at: usize,
        mut model: impl Model,
        goes_on: &(dyn Fn() -> bool + Sync),
        restoring: Restoring,
    ) -> Option<Chain> {
        const LOOK_EVERY: usize = 128;
        let mut rng = self.seed.stream(at as u64);
        let mut record = Record::new(self, &model);
        for sweep in 0..self.sweeps.warmup + self.sweeps.kept {
            if sweep % LOOK_EVERY == 0 && !goes_on() {
                return None;
            }
            model.sweep(&mut rng);
            if sweep >= self.sweeps.warmup {
                record.add(&model, &mut rng, restoring);
            }
        }
        Some(record.finish())
    }
}

/// A chain's sums while it grows.
struct Record {
    kept: f64,
    horizon: usize,
    chain: Chain,
    noise: f64,
    path: Vec<f64>,
}

impl Record {
    fn new(run: Run, model: &impl Model) -> Self {
        let chain = Chain {
            paths: Vec::with_capacity(run.sweeps.kept * run.horizon),
            forecast: vec![0.0; run.horizon],
            before: vec![(0.0, 0.0); model.signal().len()],
            inclusion: vec![0.0; model.included().len()],
            expectations: Vec::with_capacity(run.sweeps.kept),
        };
        Self { kept: run.sweeps.kept as f64, horizon: run.horizon, chain, noise: 0.0, path: vec![0.0; run.horizon] }
    }

    fn add(&mut self, model: &impl Model, rng: &mut Pcg64, restoring: Restoring) {
        let chain = &mut self.chain;
        model.forecast(&mut self.path, rng);
        let deviation = model.noise().sqrt();
        let factor = restoring.factor(model.rest());
        for (sum, state) in chain.forecast.iter_mut().zip(&self.path) {
            *sum += state;
            chain.paths.push(factor * restoring.scale.restored(state + deviation * normal(rng)));
        }
        for ((sum, squares), signal) in chain.before.iter_mut().zip(model.signal()) {
            *sum += signal;
            *squares += signal * signal;
        }
        for (count, included) in chain.inclusion.iter_mut().zip(model.included()) {
            *count += f64::from(u8::from(*included));
        }
        chain.expectations.push(model.expectation(self.horizon));
        self.noise += model.noise();
    }

    fn finish(mut self) -> Chain {
        let kept = self.kept;
        debug_assert_eq!(self.chain.paths.len(), self.chain.expectations.len() * self.horizon);
        let noise = self.noise / kept;
        self.chain.forecast.iter_mut().for_each(|sum| *sum /= kept);
        self.chain.inclusion.iter_mut().for_each(|count| *count /= kept);
        for (mean, variance) in &mut self.chain.before {
            *mean /= kept;
            *variance = (*variance / kept - *mean * *mean).max(0.0) + noise;
        }
        self.chain
    }
}
