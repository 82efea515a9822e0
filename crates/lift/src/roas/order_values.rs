//! What the group's order values are like: the Normal(m, τ²) that the logarithm of each influencer's own is drawn from.
//!
//! τ² is DerSimonian and Laird's: it makes Q, the weighted squares around m, what it is expected to be. How far it is
//! known is said by the same Q: around the true τ² it is χ² with one degree of freedom less than there are influencers,
//! so a draw of χ² gives a draw of τ² (Viechtbauer 2007, "Q-profile"). Given τ², m is normal around the weighted mean.

use rand_distr::{ChiSquared, Distribution as _, StandardNormal};
use rand_pcg::Pcg64;
use rayon::prelude::*;

/// Squares of how much the order value differs among influencers, as a factor: from nothing to sevenfold.
const MIN_BETWEEN: f64 = 1e-6;
const MAX_BETWEEN: f64 = 4.0;
/// The same where one influencer alone has orders: 1.6-fold, which order values of one shop seldom exceed.
const BETWEEN_UNKNOWN: f64 = 0.25;
/// Points of the profile.
const POINTS: usize = 65;
/// Orders of the very same value would have no variance, and nothing can be divided by zero.
const MIN_VARIANCE: f64 = 1e-12;

/// The logarithm of an influencer's order value, and how far chance may have moved it.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogValue {
    pub(super) value: f64,
    pub(super) variance: f64,
}

impl LogValue {
    /// From sums above 0 and the coefficient of variation of one order.
    ///
    /// A mean of few skewed values lies below its expectation more often than above: as for a lognormal mean, the variance is
    /// ln(1 + cv²/orders), which is cv²/orders but for the fewest, and half of it is added.
    pub(super) fn new(orders: f64, revenue: f64, variation: f64) -> Self {
        let variance = (variation * variation / orders).ln_1p().max(MIN_VARIANCE);
        Self { value: revenue.ln() - orders.ln() + variance / 2.0, variance }
    }
}

/// m and its error for one τ², with the Q that belongs to it.
#[derive(Clone, Copy, Debug)]
struct Profiled {
    between: f64,
    squares: f64,
    mean: f64,
    error: f64,
}

/// What the data leave open about (m, τ²).
#[derive(Clone, Debug)]
pub(super) struct ValueGroup {
    /// By growing τ², so by falling Q.
    profile: Vec<Profiled>,
    /// Where there are influencers to compare.
    chi_squared: Option<ChiSquared<f64>>,
}

impl ValueGroup {
    /// None when there is no order at all.
    pub(super) fn new(values: &[LogValue]) -> Option<Self> {
        if values.is_empty() {
            return None;
        }
        let chi_squared = ChiSquared::new((values.len() - 1) as f64).ok();
        let profile = if chi_squared.is_none() {
            vec![profiled(values, BETWEEN_UNKNOWN)]
        } else {
            let ratio = (MAX_BETWEEN / MIN_BETWEEN).ln() / (POINTS - 2) as f64;
            let between =
                |point: usize| if point == 0 { 0.0 } else { MIN_BETWEEN * (ratio * (point - 1) as f64).exp() };
            (0..POINTS).into_par_iter().map(|point| profiled(values, between(point))).collect()
        };
        Some(Self { profile, chi_squared })
    }

    /// A draw of (m, τ²).
    pub(super) fn draw(&self, random: &mut Pcg64) -> (f64, f64) {
        let found = match &self.chi_squared {
            Some(chi_squared) => self.at(chi_squared.sample(random)),
            None => self.profile[0],
        };
        let normal: f64 = StandardNormal.sample(random);
        (found.mean + found.error * normal, found.between)
    }

    /// What has this Q; the ends where none has.
    fn at(&self, squares: f64) -> Profiled {
        let above = self.profile.partition_point(|point| point.squares > squares);
        if above == 0 || above == self.profile.len() {
            return self.profile[above.min(self.profile.len() - 1)];
        }
        let (left, right) = (self.profile[above - 1], self.profile[above]);
        let part = (left.squares - squares) / (left.squares - right.squares);
        let mix = |left: f64, right: f64| left + (right - left) * part;
        Profiled {
            between: mix(left.between, right.between),
            squares,
            mean: mix(left.mean, right.mean),
            error: mix(left.error, right.error),
        }
    }
}

fn profiled(values: &[LogValue], between: f64) -> Profiled {
    let weight = |value: &LogValue| 1.0 / (value.variance + between);
    let (mut weights, mut sum) = (0.0, 0.0);
    for value in values {
        weights += weight(value);
        sum += weight(value) * value.value;
    }
    let mean = sum / weights;
    let squares = values.iter().map(|value| weight(value) * (value.value - mean).powi(2)).sum();
    Profiled { between, squares, mean, error: 1.0 / weights.sqrt() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Seed;

    fn values(logs: &[f64], variance: f64) -> Vec<LogValue> {
        logs.iter().map(|&value| LogValue { value, variance }).collect()
    }

    #[test]
    fn the_squares_are_what_they_are_expected_to_be_at_dersimonian_and_lairds_estimate() {
        let values = values(&[6.1, 6.9, 7.4, 6.5, 7.8], 0.02);
        let group = ValueGroup::new(&values).unwrap();
        // With equal weights the estimate is (Q − (k − 1)) / (Σw − Σw²/Σw).
        let raw = profiled(&values, 0.0).squares;
        let estimate = (raw - 4.0) / (250.0 - 50.0);
        assert!((group.at(4.0).between / estimate - 1.0).abs() < 0.01, "{} {estimate}", group.at(4.0).between);
    }

    #[test]
    fn order_values_that_differ_by_chance_alone_are_mostly_taken_as_one() {
        let group = ValueGroup::new(&values(&[6.90, 6.95, 6.92, 6.88, 6.91, 6.93], 0.09)).unwrap();
        let mut random = Seed::named("values").stream(0);
        let draws: Vec<(f64, f64)> = (0..1_000).map(|_| group.draw(&mut random)).collect();
        let small = draws.iter().filter(|(_, between)| *between < 0.01).count();
        assert!(small > 900, "{small}");
        let mean = draws.iter().map(|(mean, _)| mean).sum::<f64>() / 1_000.0;
        assert!((mean - 6.915).abs() < 0.02, "{mean}");
    }

    #[test]
    fn one_influencer_has_a_value_of_his_own() {
        let group = ValueGroup::new(&values(&[7.0], 0.1)).unwrap();
        let (_, between) = group.draw(&mut Seed::named("values").stream(0));
        assert_eq!(between, BETWEEN_UNKNOWN);
        assert!(ValueGroup::new(&[]).is_none());
    }
}
