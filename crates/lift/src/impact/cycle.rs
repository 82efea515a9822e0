//! The model of mode calibrated: a regression with the days of the week, slow swings that come back, a walk that does
//! not, and noise.
//!
//! Sales wander for weeks and return; a random walk alone takes such swings for ever and a regression alone for nothing,
//! which is why both together cover the truth where either fails. The walk may drift: brands grow, and without a drift
//! their growth would be taken for an effect.

use rand_pcg::Pcg64;

use super::chance::{Variance, accepted, normal, normal_between};
use super::model::{Model, Rest};
use super::regression::{Design, Regression};

/// The priors of the states, in units of the outcome's spread.
#[derive(Debug, Clone, Copy)]
pub(super) struct Priors {
    /// Mean and standard deviation of how much of a swing is left after a day.
    pub(super) persistence: (f64, f64),
    pub(super) swing: Variance,
    pub(super) walk: Variance,
    /// Standard deviation of how far the walk drifts a day; its mean is nothing.
    pub(super) drift: f64,
}

/// How much of a swing is left after a day lies between these.
pub(super) const PERSISTENCE: (f64, f64) = (0.0, 0.999_5);

pub(super) const PRIORS: Priors = Priors {
    persistence: (0.9, 0.2),
    swing: Variance::new(2.0, 2.0 * 0.15 * 0.15),
    walk: Variance::new(4.0, 4.0 * 0.03 * 0.03),
    drift: 0.007,
};

/// `y = Xβ + swing + walk + ε`: an AR(1) with its stationary start, and a random walk with a drift that starts at
/// nothing.
pub(super) struct Cycle<'d> {
    outcome: &'d [f64],
    seen: &'d [bool],
    regression: Regression<'d>,
    persistence: f64,
    swing_variance: f64,
    walk_variance: f64,
    drift: f64,
    states: Vec<[f64; 2]>,
    filtered: Vec<Filtered>,
    rest: Vec<f64>,
    fitted: Vec<f64>,
    signal: Vec<f64>,
    /// The outcome less regression and walk.
    coming_back: Vec<f64>,
}

/// Mean and covariance of both states, given the rows up to one.
///
/// Without a drift at first; means are linear in the drift, so that it can be drawn once all rows are seen and put in
/// afterwards (de Jong's 1991 augmented filter).
#[derive(Debug, Clone, Copy, Default)]
struct Filtered {
    swing: f64,
    walk: f64,
    /// By how much both means rise for each unit of drift.
    swing_by_drift: f64,
    walk_by_drift: f64,
    swing_variance: f64,
    covariance: f64,
    walk_variance: f64,
}

impl<'d> Cycle<'d> {
    pub(super) fn new(
        outcome: &'d [f64],
        seen: &'d [bool],
        design: &'d Design,
        horizon: usize,
        rng: &mut Pcg64,
    ) -> Self {
        let rows = outcome.len();
        // Chains start far apart, so that their agreement is evidence of convergence.
        let spread = |rng: &mut Pcg64| (0.7 * normal(rng)).exp();
        Self {
            outcome,
            seen,
            regression: Regression::new(design, 0.3 * spread(rng), rows..rows + horizon),
            persistence: normal_between(0.7, 0.2, 0.2, 0.98, rng),
            swing_variance: 0.03 * spread(rng),
            walk_variance: 0.001 * spread(rng),
            drift: 0.0,
            states: vec![[0.0; 2]; rows],
            filtered: vec![Filtered::default(); rows],
            rest: vec![0.0; rows],
            fitted: vec![0.0; rows],
            signal: vec![0.0; rows],
            coming_back: vec![0.0; rows],
        }
    }

    fn draw_states(&mut self, rng: &mut Pcg64) {
        let (mean, deviation) = self.filter();
        self.drift = mean + deviation * normal(rng);
        let drift = self.drift;
        self.filtered.iter_mut().for_each(|filtered| filtered.put_in(drift));
        let Some((last, earlier)) = self.filtered.split_last() else {
            return;
        };
        let mut next = last.draw(rng);
        self.states[earlier.len()] = next;
        for (row, filtered) in earlier.iter().enumerate().rev() {
            next = self.smoothed(*filtered, next).draw(rng);
            self.states[row] = next;
        }
    }

    /// Mean and standard deviation of the drift, given all rows.
    fn filter(&mut self) -> (f64, f64) {
        let (keep, noise) = (self.persistence, self.regression.noise);
        let mut now = Filtered { swing_variance: self.swing_variance / (1.0 - keep * keep), ..Filtered::default() };
        let (mut precision, mut products) = (PRIORS.drift.powi(-2), 0.0);
        for row in 0..self.outcome.len() {
            if self.seen[row] {
                let value = self.outcome[row] - self.fitted[row];
                let (slope, surprise, scale) = now.surprise(value, noise);
                precision += slope * slope * scale;
                products += slope * surprise * scale;
                now = now.having_seen(value, noise);
            }
            self.filtered[row] = now;
            now = Filtered {
                swing: keep * now.swing,
                walk: now.walk,
                swing_by_drift: keep * now.swing_by_drift,
                walk_by_drift: now.walk_by_drift + 1.0,
                swing_variance: keep * keep * now.swing_variance + self.swing_variance,
                covariance: keep * now.covariance,
                walk_variance: now.walk_variance + self.walk_variance,
            };
        }
        (products / precision, precision.sqrt().recip())
    }

    /// What is known of a day's states once those of the next day are.
    fn smoothed(&self, now: Filtered, next: [f64; 2]) -> Filtered {
        let keep = self.persistence;
        // The covariance of today's states with tomorrow's, and the variance of tomorrow's.
        let (to_swing, to_walk) = (keep * now.swing_variance, now.covariance);
        let (from_swing, from_walk) = (keep * now.covariance, now.walk_variance);
        let swing = keep * to_swing + self.swing_variance;
        let (both, walk) = (keep * now.covariance, now.walk_variance + self.walk_variance);
        let scale = 1.0 / (swing * walk - both * both);
        let gain = |one: f64, other: f64| [(one * walk - other * both) * scale, (other * swing - one * both) * scale];
        let (of_swing, of_walk) = (gain(to_swing, to_walk), gain(from_swing, from_walk));
        let surprise = [next[0] - keep * now.swing, next[1] - now.walk - self.drift];
        Filtered {
            swing: now.swing + of_swing[0] * surprise[0] + of_swing[1] * surprise[1],
            walk: now.walk + of_walk[0] * surprise[0] + of_walk[1] * surprise[1],
            swing_variance: now.swing_variance - of_swing[0] * to_swing - of_swing[1] * to_walk,
            covariance: now.covariance - of_swing[0] * from_swing - of_swing[1] * from_walk,
            walk_variance: now.walk_variance - of_walk[0] * from_swing - of_walk[1] * from_walk,
            ..now
        }
    }

    fn draw_variances(&mut self, rng: &mut Pcg64) {
        let (keep, drift) = (self.persistence, self.drift);
        let start = (1.0 - keep * keep) * self.states[0][0].powi(2);
        let (mut swings, mut walks) = (start, 0.0);
        for pair in self.states.windows(2) {
            swings += (pair[1][0] - keep * pair[0][0]).powi(2);
            walks += (pair[1][1] - pair[0][1] - drift).powi(2);
        }
        let rows = self.states.len();
        self.swing_variance = PRIORS.swing.after(rows, swings).draw(rng);
        self.walk_variance = PRIORS.walk.after(rows - 1, walks).draw(rng);
    }

    /// Proposed from the days after the first, taken by the stationary start.
    fn draw_persistence(&mut self, rng: &mut Pcg64) {
        let (mut products, mut squares) = (0.0, 0.0);
        for pair in self.states.windows(2) {
            products += pair[0][0] * pair[1][0];
            squares += pair[0][0].powi(2);
        }
        let (mean, deviation) = PRIORS.persistence;
        let precision = squares / self.swing_variance + 1.0 / (deviation * deviation);
        let centre = (products / self.swing_variance + mean / (deviation * deviation)) / precision;
        let proposal = normal_between(centre, precision.sqrt().recip(), PERSISTENCE.0, PERSISTENCE.1, rng);
        let first = self.states[0][0].powi(2) / self.swing_variance;
        let of_start = |keep: f64| 0.5 * (-keep * keep).ln_1p() - 0.5 * first * (1.0 - keep * keep);
        if accepted(of_start(proposal) - of_start(self.persistence), rng) {
            self.persistence = proposal;
        }
    }
}

impl Filtered {
    /// By how much a unit of drift would have raised the value, how far it lies from what was expected without one, and
    /// the precision of that.
    fn surprise(&self, value: f64, noise: f64) -> (f64, f64, f64) {
        let variance = self.swing_variance + 2.0 * self.covariance + self.walk_variance + noise;
        (self.swing_by_drift + self.walk_by_drift, value - self.swing - self.walk, variance.recip())
    }

    fn put_in(&mut self, drift: f64) {
        self.swing += drift * self.swing_by_drift;
        self.walk += drift * self.walk_by_drift;
    }

    fn having_seen(self, value: f64, noise: f64) -> Self {
        let swing_share = self.swing_variance + self.covariance;
        let walk_share = self.covariance + self.walk_variance;
        let (slope, surprise, scale) = self.surprise(value, noise);
        let (slope, surprise) = (slope * scale, surprise * scale);
        Self {
            swing: self.swing + swing_share * surprise,
            walk: self.walk + walk_share * surprise,
            swing_by_drift: self.swing_by_drift - swing_share * slope,
            walk_by_drift: self.walk_by_drift - walk_share * slope,
            swing_variance: self.swing_variance - swing_share * swing_share * scale,
            covariance: self.covariance - swing_share * walk_share * scale,
            walk_variance: self.walk_variance - walk_share * walk_share * scale,
        }
    }

    /// Rounding may leave a variance a hair below nothing.
    fn draw(self, rng: &mut Pcg64) -> [f64; 2] {
        let deviation = self.swing_variance.max(0.0).sqrt();
        let one = normal(rng);
        let (slope, left) = if deviation > 0.0 {
            let slope = self.covariance / deviation;
            (slope, (self.walk_variance - slope * slope).max(0.0).sqrt())
        } else {
            (0.0, self.walk_variance.max(0.0).sqrt())
        };
        [self.swing + deviation * one, self.walk + slope * one + left * normal(rng)]
    }
}

impl Model for Cycle<'_> {
    fn sweep(&mut self, rng: &mut Pcg64) {
        self.draw_states(rng);
        self.draw_variances(rng);
        self.draw_persistence(rng);
        for row in 0..self.outcome.len() {
            let state = self.states[row][0] + self.states[row][1];
            self.rest[row] = if self.seen[row] { self.outcome[row] - state } else { 0.0 };
        }
        self.regression.step(&self.rest, rng);
        self.fitted.fill(0.0);
        self.regression.add_fitted(0..self.outcome.len(), &mut self.fitted);
        for row in 0..self.outcome.len() {
            let [swing, walk] = self.states[row];
            self.signal[row] = self.fitted[row] + swing + walk;
            self.coming_back[row] = self.outcome[row] - self.fitted[row] - walk;
        }
    }

    fn signal(&self) -> &[f64] {
        &self.signal
    }

    fn forecast(&self, path: &mut [f64], rng: &mut Pcg64) {
        let (swing_deviation, walk_deviation) = (self.swing_variance.sqrt(), self.walk_variance.sqrt());
        let [mut swing, mut walk] = self.states.last().copied().unwrap_or_default();
        for value in &mut *path {
            swing = self.persistence * swing + swing_deviation * normal(rng);
            walk += self.drift + walk_deviation * normal(rng);
            *value = swing + walk;
        }
        let rows = self.outcome.len();
        self.regression.add_fitted(rows..rows + path.len(), path);
    }

    fn rest(&self) -> Rest<'_> {
        Rest { values: &self.coming_back, seen: self.seen }
    }

    fn noise(&self) -> f64 {
        self.regression.noise
    }

    fn included(&self) -> &[bool] {
        &self.regression.included
    }

    fn expectation(&self, horizon: usize) -> f64 {
        let [swing, walk] = self.states.last().copied().unwrap_or_default();
        let keep = self.persistence;
        let left = keep * (1.0 - keep.powi(horizon as i32)) / (1.0 - keep);
        let rows = horizon as f64;
        swing * left + walk * rows + self.drift * 0.5 * rows * (rows + 1.0) + self.regression.sum_of_fitted()
    }
}
