//! Random draws that the samplers need and no library offers in this form.

use rand::Rng;
use rand_distr::{Distribution, Exp1, Gamma, Open01, StandardNormal};

pub(super) fn normal(rng: &mut impl Rng) -> f64 {
    StandardNormal.sample(rng)
}

/// Even over the open unit interval.
pub(super) fn uniform(rng: &mut impl Rng) -> f64 {
    Open01.sample(rng)
}

/// Whether an event with these log odds happens.
pub(super) fn happens(log_odds: f64, rng: &mut impl Rng) -> bool {
    uniform(rng) * (1.0 + (-log_odds).exp()) < 1.0
}

/// Whether a proposal of this log ratio is taken.
pub(super) fn accepted(log_ratio: f64, rng: &mut impl Rng) -> bool {
    let threshold: f64 = Exp1.sample(rng);
    -threshold < log_ratio
}

/// The prior of a variance: its inverse is Gamma(`shape`, `rate`), and it lies below `most`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Variance {
    pub(super) shape: f64,
    pub(super) rate: f64,
    pub(super) most: f64,
}

impl Variance {
    pub(super) const fn new(shape: f64, rate: f64) -> Self {
        Self { shape, rate, most: f64::INFINITY }
    }

    /// After `count` values with this sum of squares.
    pub(super) fn after(self, count: usize, squares: f64) -> Self {
        Self { shape: self.shape + 0.5 * count as f64, rate: self.rate + 0.5 * squares, most: self.most }
    }

    /// Draws the variance. Where the bound leaves almost nothing, gives the bound: a series that was standardised does
    /// not get there.
    pub(super) fn draw(self, rng: &mut impl Rng) -> f64 {
        const TRIES: usize = 200;
        let Ok(gamma) = Gamma::new(self.shape, 1.0) else {
            return self.most;
        };
        (0..TRIES)
            .map(|_| self.rate / gamma.sample(rng))
            .find(|variance| *variance < self.most && *variance > 0.0)
            .unwrap_or(if self.most.is_finite() { self.most } else { self.rate / self.shape })
    }
}

/// Normal with this mean and standard deviation, between two bounds.
pub(super) fn normal_between(mean: f64, deviation: f64, low: f64, high: f64, rng: &mut impl Rng) -> f64 {
    const DIRECT_TRIES: usize = 16;
    for _ in 0..DIRECT_TRIES {
        let value = mean + deviation * normal(rng);
        if value > low && value < high {
            return value;
        }
    }
    // Far from the mean the density is nearly flat or nearly exponential over the interval: propose evenly within the
    // part that matters, accept by the density.
    let peak = mean.clamp(low, high);
    let reach = 40.0 * deviation * (deviation / (peak - mean).abs().max(deviation)).min(1.0);
    let (from, to) = ((peak - reach).max(low), (peak + reach).min(high));
    let height = ((peak - mean) / deviation).powi(2);
    loop {
        let value = from + (to - from) * uniform(rng);
        let below = 0.5 * (((value - mean) / deviation).powi(2) - height);
        if accepted(-below, rng) {
            return value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;

    fn mean_of(mean: f64, deviation: f64) -> f64 {
        let mut rng = Seed::named("between").stream(0);
        (0..20_000).map(|_| normal_between(mean, deviation, 0.0, 0.9995, &mut rng)).sum::<f64>() / 20_000.0
    }

    #[test]
    fn a_normal_between_bounds_has_the_mean_of_the_truncated_one() {
        // Means of truncated normals by their closed form.
        assert!((mean_of(0.5, 0.1) - 0.5).abs() < 0.003);
        assert!((mean_of(0.9, 0.2) - 0.797_9).abs() < 0.004, "{}", mean_of(0.9, 0.2));
        // Six deviations out: 0.05 (h(6) - 6), h the normal hazard.
        assert!((mean_of(-0.3, 0.05) - 0.007_92).abs() < 0.000_3, "{}", mean_of(-0.3, 0.05));
    }

    #[test]
    fn a_bounded_variance_stays_below_its_bound() {
        let prior = Variance { most: 0.5, ..Variance::new(2.0, 1.0) };
        let mut rng = Seed::named("variance").stream(0);
        assert!((0..2_000).map(|_| prior.draw(&mut rng)).all(|value| value > 0.0 && value <= 0.5));
    }

    #[test]
    fn an_event_of_log_odds_zero_happens_half_of_the_time() {
        let mut rng = Seed::named("happens").stream(0);
        let count = (0..10_000).filter(|_| happens(0.0, &mut rng)).count();
        assert!((4_800..5_200).contains(&count), "{count}");
        assert!(!happens(-800.0, &mut rng) && happens(800.0, &mut rng));
    }
}
