//! The model of mode classic: a random walk, a regression, noise (R CausalImpact's default).

use rand_pcg::Pcg64;

use super::chance::{Variance, normal};
use super::model::{Model, Rest};
use super::regression::{Design, Regression};

/// `y = level + Xβ + ε`, the level a random walk.
pub(super) struct Level<'d> {
    outcome: &'d [f64],
    seen: &'d [bool],
    regression: Regression<'d>,
    /// Where the walk begins, and how uncertain that is.
    begin: (f64, f64),
    step_prior: Variance,
    step: f64,
    level: Vec<f64>,
    /// Filtered means and variances of one sweep.
    filtered: Vec<(f64, f64)>,
    rest: Vec<f64>,
    fitted: Vec<f64>,
    signal: Vec<f64>,
}

impl<'d> Level<'d> {
    pub(super) fn new(
        outcome: &'d [f64],
        seen: &'d [bool],
        design: &'d Design,
        step_prior: Variance,
        horizon: usize,
    ) -> Self {
        let rows = outcome.len();
        let first = seen.iter().position(|seen| *seen).map_or(0.0, |row| outcome[row]);
        Self {
            outcome,
            seen,
            regression: Regression::new(design, 0.5, rows..rows + horizon),
            begin: (first, 1.0),
            step_prior,
            step: step_prior.rate / step_prior.shape,
            level: vec![0.0; rows],
            filtered: vec![(0.0, 0.0); rows],
            rest: vec![0.0; rows],
            fitted: vec![0.0; rows],
            signal: vec![0.0; rows],
        }
    }

    fn draw_level(&mut self, rng: &mut Pcg64) {
        let (mut mean, mut variance) = self.begin;
        for row in 0..self.outcome.len() {
            if self.seen[row] {
                let gain = variance / (variance + self.regression.noise);
                mean += gain * (self.outcome[row] - self.fitted[row] - mean);
                variance *= 1.0 - gain;
            }
            self.filtered[row] = (mean, variance);
            variance += self.step;
        }
        let mut next: Option<f64> = None;
        for row in (0..self.outcome.len()).rev() {
            let (mean, variance) = self.filtered[row];
            let (mean, variance) = match next {
                None => (mean, variance),
                Some(next) => {
                    let gain = variance / (variance + self.step);
                    (mean + gain * (next - mean), variance * (1.0 - gain))
                }
            };
            let drawn = mean + variance.sqrt() * normal(rng);
            self.level[row] = drawn;
            next = Some(drawn);
        }
    }
}

impl Model for Level<'_> {
    fn sweep(&mut self, rng: &mut Pcg64) {
        self.draw_level(rng);
        let squares: f64 = self.level.windows(2).map(|pair| (pair[1] - pair[0]).powi(2)).sum();
        self.step = self.step_prior.after(self.level.len() - 1, squares).draw(rng);
        for row in 0..self.outcome.len() {
            self.rest[row] = if self.seen[row] { self.outcome[row] - self.level[row] } else { 0.0 };
        }
        self.regression.step(&self.rest, rng);
        self.fitted.fill(0.0);
        self.regression.add_fitted(0..self.outcome.len(), &mut self.fitted);
        for row in 0..self.outcome.len() {
            self.signal[row] = self.level[row] + self.fitted[row];
        }
    }

    fn signal(&self) -> &[f64] {
        &self.signal
    }

    fn forecast(&self, path: &mut [f64], rng: &mut Pcg64) {
        let deviation = self.step.sqrt();
        let mut level = self.level.last().copied().unwrap_or(0.0);
        for value in &mut *path {
            level += deviation * normal(rng);
            *value = level;
        }
        let rows = self.outcome.len();
        self.regression.add_fitted(rows..rows + path.len(), path);
    }

    fn rest(&self) -> Rest<'_> {
        Rest { values: &self.rest, seen: self.seen }
    }

    fn noise(&self) -> f64 {
        self.regression.noise
    }

    fn included(&self) -> &[bool] {
        &self.regression.included
    }

    fn expectation(&self, horizon: usize) -> f64 {
        let level = self.level.last().copied().unwrap_or(0.0);
        level * horizon as f64 + self.regression.sum_of_fitted()
    }
}
