//! What the group's rates of orders are like: the Gamma(a, b) that each influencer's own rate is drawn from.
//!
//! Orders given a rate are Poisson in units of φ, so a payee's orders given (a, b) are negative binomial; their product is
//! the marginal likelihood of (a, b). It is looked at on a grid of ln a, wherever it is not negligible, and for each a
//! by Laplace's approximation in ln b, in which the logarithm of the likelihood is concave. A flat likelihood (one
//! influencer, or rates that do not differ) has no maximum in a: the prior keeps it in bounds.
//!
//! Prior: flat in ln (a / b), the group's mean; logistic in ln a around 0, that is a / (1 + a) uniform (Christiansen and
//! Morris 1997). Half of it says that rates among influencers vary by more than their mean, half by less.

use std::f64::consts::PI;

use rand_distr::{Distribution as _, StandardNormal};
use rand_pcg::Pcg64;
use rayon::prelude::*;

use super::gamma::log_gamma;

/// Ends of the grid of ln a: rates that vary by seven times their mean, and by a hundredth of it.
const LOG_SHAPE: (f64, f64) = (-4.0, 9.0);
/// Points of a grid.
const POINTS: usize = 27;
/// What is less likely than the likeliest by this factor (as a logarithm) is left out.
const NEGLIGIBLE: f64 = 10.0;
/// A grid is fine enough when this many points are not negligible.
const POINTS_ENOUGH: usize = 9;
/// A grid is made finer at most so often: it then resolves a shape to a part in a million.
const REFINEMENTS: usize = 6;
/// ln b stays so near to ln a: the group's mean, in which spend is measured, cannot be off by more.
const LOG_RATE_REACH: f64 = 60.0;
const NEWTON_STEPS: usize = 60;

/// A payee's orders and the orders that this spend brings at the group's raw ratio, both divided by φ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counts {
    pub(super) orders: f64,
    pub(super) expected: f64,
}

/// A shape a that the group may have, with what is left open about b.
#[derive(Clone, Copy, Debug)]
pub(super) struct RatePoint {
    pub(super) shape: f64,
    /// Its part of the posterior.
    pub(super) weight: f64,
    log_rate: f64,
    log_rate_error: f64,
}

impl RatePoint {
    /// A draw of b.
    pub(super) fn rate(&self, random: &mut Pcg64) -> f64 {
        let normal: f64 = StandardNormal.sample(random);
        (self.log_rate + self.log_rate_error * normal).exp()
    }
}

/// What the data leave open about (a, b), by growing a; empty when nobody has an order.
pub(super) fn group(counts: &[Counts]) -> Vec<RatePoint> {
    if counts.iter().all(|payee| payee.orders <= 0.0 || payee.expected <= 0.0) {
        return Vec::new();
    }
    let (mut lower, mut upper) = LOG_SHAPE;
    let mut grid = evaluated(counts, lower, upper);
    for _ in 0..REFINEMENTS {
        let (first, last) = likely(&grid);
        if last - first + 1 >= POINTS_ENOUGH {
            break;
        }
        let step = (upper - lower) / (POINTS - 1) as f64;
        let at = |point: usize| lower + step * point as f64;
        (lower, upper) = (at(first.saturating_sub(1)), at((last + 1).min(POINTS - 1)));
        grid = evaluated(counts, lower, upper);
    }
    weighted(&grid)
}

/// A point of the grid with the logarithm of its posterior density.
type Evaluated = (RatePoint, f64);

fn evaluated(counts: &[Counts], lower: f64, upper: f64) -> Vec<Evaluated> {
    let step = (upper - lower) / (POINTS - 1) as f64;
    (0..POINTS).into_par_iter().map(|point| evaluate(counts, lower + step * point as f64)).collect()
}

/// The first and the last point that is not negligible.
fn likely(grid: &[Evaluated]) -> (usize, usize) {
    let most = grid.iter().map(|(_, density)| *density).fold(f64::NEG_INFINITY, f64::max);
    let is_likely = |(_, density): &Evaluated| *density >= most - NEGLIGIBLE;
    let first = grid.iter().position(is_likely).unwrap_or(0);
    (first, grid.iter().rposition(is_likely).unwrap_or(first))
}

fn weighted(grid: &[Evaluated]) -> Vec<RatePoint> {
    let (first, last) = likely(grid);
    let most = grid.iter().map(|(_, density)| *density).fold(f64::NEG_INFINITY, f64::max);
    let weight = |density: f64| (density - most).exp();
    let whole: f64 = grid[first..=last].iter().map(|(_, density)| weight(*density)).sum();
    let point = |(point, density): &Evaluated| RatePoint { weight: weight(*density) / whole, ..*point };
    grid[first..=last].iter().map(point).collect()
}

/// The posterior density of ln a, with b integrated out around its likeliest value.
fn evaluate(counts: &[Counts], log_shape: f64) -> Evaluated {
    let shape = log_shape.exp();
    let (log_rate, curvature) = likeliest_rate(counts, shape);
    let log_rate_error = 1.0 / curvature.sqrt();
    let prior = log_shape - 2.0 * shape.ln_1p();
    let density = log_likelihood(counts, shape, log_rate) + (log_rate_error * (2.0 * PI).sqrt()).ln() + prior;
    (RatePoint { shape, weight: 0.0, log_rate, log_rate_error }, density)
}

/// The likeliest ln b given a, and minus the second derivative there.
///
/// The first derivative falls from a for each payee to minus all orders, so it has one root: Newton's steps, halved
/// into the bounds where they leave them.
fn likeliest_rate(counts: &[Counts], shape: f64) -> (f64, f64) {
    let middle = shape.ln();
    let (mut lower, mut upper) = (middle - LOG_RATE_REACH, middle + LOG_RATE_REACH);
    let mut log_rate = middle;
    let mut curvature = 1.0;
    for _ in 0..NEWTON_STEPS {
        let slope;
        (slope, curvature) = derivatives(counts, shape, log_rate.exp());
        *if slope > 0.0 { &mut lower } else { &mut upper } = log_rate;
        let step = slope / curvature;
        let next = log_rate + step;
        if step.abs() < 1e-7 {
            break;
        }
        log_rate = if next > lower && next < upper { next } else { f64::midpoint(lower, upper) };
    }
    (log_rate, curvature)
}

/// The first and minus the second derivative of the log likelihood by ln b.
fn derivatives(counts: &[Counts], shape: f64, rate: f64) -> (f64, f64) {
    let (mut slope, mut curvature) = (0.0, f64::MIN_POSITIVE);
    for payee in counts {
        let part = rate / (rate + payee.expected);
        let whole = (shape + payee.orders) * part;
        slope += shape - whole;
        curvature += whole * (1.0 - part);
    }
    (slope, curvature)
}

/// The negative-binomial marginal likelihood, but for what does not depend on a and b.
fn log_likelihood(counts: &[Counts], shape: f64, log_rate: f64) -> f64 {
    let rate = log_rate.exp();
    let none = log_gamma(shape);
    let payee = |payee: &Counts| {
        let gammas = if payee.orders > 0.0 { log_gamma(shape + payee.orders) - none } else { 0.0 };
        gammas + shape * log_rate - (shape + payee.orders) * (rate + payee.expected).ln()
    };
    counts.iter().map(payee).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(orders: &[f64], expected: f64) -> Vec<Counts> {
        orders.iter().map(|&orders| Counts { orders, expected }).collect()
    }

    fn mean_shape(points: &[RatePoint]) -> f64 {
        points.iter().map(|point| point.weight * point.shape.ln()).sum::<f64>().exp()
    }

    #[test]
    fn the_likeliest_rate_given_a_shape_is_where_the_likelihood_is_highest() {
        let counts = counts(&[0.0, 3.0, 9.0, 30.0], 10.0);
        let (log_rate, curvature) = likeliest_rate(&counts, 1.5);
        let at = |log_rate: f64| log_likelihood(&counts, 1.5, log_rate);
        assert!(at(log_rate) > at(log_rate - 1e-3) && at(log_rate) > at(log_rate + 1e-3));
        let numeric = -(at(log_rate + 1e-3) - 2.0 * at(log_rate) + at(log_rate - 1e-3)) / 1e-6;
        assert!((numeric / curvature - 1.0).abs() < 1e-3, "{numeric}, not {curvature}");
    }

    #[test]
    fn influencers_who_differ_are_found_to_differ() {
        let alike = group(&counts(&[98.0, 100.0, 102.0, 97.0, 103.0, 100.0, 99.0, 101.0], 100.0));
        let unlike = group(&counts(&[5.0, 300.0, 20.0, 100.0, 250.0, 60.0, 15.0, 50.0], 100.0));
        assert!(mean_shape(&alike) > 100.0, "{}", mean_shape(&alike));
        assert!((0.5..3.0).contains(&mean_shape(&unlike)), "{}", mean_shape(&unlike));
    }

    #[test]
    fn the_parts_of_the_posterior_are_one_whole_however_many_influencers_there_are() {
        for size in [1, 2, 30, 3_000] {
            let orders: Vec<f64> = (0..size).map(|at| f64::from(at * 7 % 23)).map(|orders| orders + 1.0).collect();
            let points = group(&counts(&orders, 12.0));
            let whole: f64 = points.iter().map(|point| point.weight).sum();
            assert!((whole - 1.0).abs() < 1e-9 && points.len() >= POINTS_ENOUGH, "{size}: {whole}, {}", points.len());
        }
    }

    #[test]
    fn a_group_without_an_order_is_like_nothing() {
        assert!(group(&counts(&[0.0, 0.0], 5.0)).is_empty());
        assert!(group(&[]).is_empty());
    }
}
