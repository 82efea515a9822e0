//! A mixture of normal distributions: what is known of one number when the spread is not known for certain.

use statrs::distribution::{ContinuousCDF as _, Normal};

use crate::impact::IntervalEstimate;

/// One part of a mixture; the weights of all parts add up to 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) weight: f64,
    pub(super) mean: f64,
    pub(super) variance: f64,
}

/// Mean, standard deviation and the interval between the tails.
pub(super) fn interval(parts: &[Part], level: f64) -> IntervalEstimate {
    let mean: f64 = parts.iter().map(|part| part.weight * part.mean).sum();
    let variance: f64 = parts.iter().map(|part| part.weight * (part.variance + (part.mean - mean).powi(2))).sum();
    let tail = 0.5 * (1.0 - level);
    IntervalEstimate {
        mean,
        lower: quantile(parts, tail),
        upper: quantile(parts, 1.0 - tail),
        sd: variance.max(0.0).sqrt(),
    }
}

/// The value below which this share of the mixture lies, by bisection.
pub(super) fn quantile(parts: &[Part], share: f64) -> f64 {
    const HALVINGS: usize = 48;
    const REACH: f64 = 9.0;
    let normal = Normal::standard();
    let below = |value: f64| -> f64 {
        let below = |part: &Part| part.weight * normal.cdf((value - part.mean) / deviation(part));
        parts.iter().map(below).sum()
    };
    let end = |sign: f64| parts.iter().map(move |part| part.mean + sign * REACH * deviation(part));
    let mut lower = end(-1.0).fold(f64::INFINITY, f64::min);
    let mut upper = end(1.0).fold(f64::NEG_INFINITY, f64::max);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (lower + upper);
        if below(middle) < share { lower = middle } else { upper = middle }
    }
    0.5 * (lower + upper)
}

fn deviation(part: &Part) -> f64 {
    part.variance.max(f64::MIN_POSITIVE).sqrt()
}
