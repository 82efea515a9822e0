//! The hierarchical normal: what the estimates share, and each in the light of the others.

use super::covariance::{Covariance, Measured, SharedError, dot};
use super::mixture::{self, Part};
use super::refusal::PoolError;
use crate::impact::IntervalEstimate;

/// What is known beforehand of `τ`, how much the true values differ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpreadPrior {
    /// It is at least this, zero or more: few estimates that happen to agree do not prove that all are alike.
    pub floor: f64,
    /// The scale of its half-normal prior; uniform when none is given, which takes 3 estimates.
    pub half_normal: Option<f64>,
}

impl SpreadPrior {
    /// For shares of one: at least 0.25, half-normal with scale 0.5.
    pub const OF_SHARES: Self = Self { floor: 0.25, half_normal: Some(0.5) };
    /// Uniform from zero on.
    pub const UNIFORM: Self = Self { floor: 0.0, half_normal: None };
}

/// Estimates pooled.
#[derive(Debug, Clone)]
pub struct Pool {
    nodes: Vec<Node>,
}

/// Everything given one `τ`.
#[derive(Debug, Clone)]
struct Node {
    weight: f64,
    tau: f64,
    /// Of `μ`: mean and variance.
    shared: (f64, f64),
    /// Of each `θ`: mean and variance.
    each: Vec<(f64, f64)>,
}

/// Values of `τ` that are tried.
const NODES: usize = 500;
/// Values of `τ` with less weight than this part of the largest are left out.
const NEGLIGIBLE: f64 = 1e-6;

impl Pool {
    /// Pools estimates.
    ///
    /// - Unit: that of the estimates, throughout; the prior of `τ` too.
    /// - Assumes: the true values are exchangeable before the data are seen.
    /// - Source: Bayesian Data Analysis, 3rd edition, section 5.4, with a full covariance.
    ///
    /// # Errors
    /// [`PoolError`]: no estimate, values or settings out of range, a uniform prior with fewer than 3 estimates.
    pub fn new(measured: &[Measured], shared: SharedError, prior: SpreadPrior) -> Result<Self, PoolError> {
        let covariance = Covariance::new(measured, shared)?;
        check(measured.len(), prior)?;
        let values: Vec<f64> = measured.iter().map(|one| one.value).collect();
        let most = most(measured, prior);
        let mut nodes: Vec<Node> = (0..NODES).map(|at| node(&covariance, &values, prior, grid(at, most))).collect();
        let largest = nodes.iter().map(|node| node.weight).fold(f64::NEG_INFINITY, f64::max);
        nodes.iter_mut().for_each(|node| node.weight = (node.weight - largest).exp());
        nodes.retain(|node| node.weight > NEGLIGIBLE);
        let total: f64 = nodes.iter().map(|node| node.weight).sum();
        nodes.iter_mut().for_each(|node| node.weight /= total);
        let is_finite = |node: &Node| node.weight.is_finite() && node.shared.0.is_finite() && node.shared.1.is_finite();
        let is_known = !nodes.is_empty() && nodes.iter().all(is_finite);
        if is_known { Ok(Self { nodes }) } else { Err(PoolError::OutOfScale) }
    }

    /// What the estimates share: `μ`.
    #[must_use]
    pub fn shared(&self, level: f64) -> IntervalEstimate {
        mixture::interval(&self.parts(|node| node.shared), level)
    }

    /// Each true value in the light of the others: `θ_i`, in the order of the estimates.
    #[must_use]
    pub fn each(&self, level: f64) -> Vec<IntervalEstimate> {
        let count = self.nodes[0].each.len();
        (0..count).map(|at| mixture::interval(&self.parts(|node| node.each[at]), level)).collect()
    }

    /// How much true values differ: the mean of `τ`.
    #[must_use]
    pub fn spread(&self) -> f64 {
        self.nodes.iter().map(|node| node.weight * node.tau).sum()
    }

    /// What others of the same kind, of these sizes, would come to together: `Σ size·θ` of values that were not measured.
    #[must_use]
    pub fn predicted(&self, sizes: &[f64], level: f64) -> IntervalEstimate {
        let (total, squares) = (sizes.iter().sum::<f64>(), dot(sizes, sizes));
        let of_sizes = |node: &Node| {
            let (mean, variance) = node.shared;
            (total * mean, total.powi(2) * variance + squares * node.tau.powi(2))
        };
        mixture::interval(&self.parts(of_sizes), level)
    }

    fn parts(&self, of: impl Fn(&Node) -> (f64, f64)) -> Vec<Part> {
        let part = |node: &Node| {
            let (mean, variance) = of(node);
            Part { weight: node.weight, mean, variance }
        };
        self.nodes.iter().map(part).collect()
    }

    #[cfg(test)]
    pub(super) fn median_of_each(&self) -> Vec<f64> {
        let count = self.nodes[0].each.len();
        (0..count).map(|at| mixture::quantile(&self.parts(|node| node.each[at]), 0.5)).collect()
    }

    #[cfg(test)]
    pub(super) fn median_spread(&self) -> f64 {
        let mut so_far = 0.0;
        let is_half = |node: &&Node| {
            so_far += node.weight;
            so_far >= 0.5
        };
        self.nodes.iter().find(is_half).unwrap().tau
    }
}

/// How far above the floor `τ` is looked for.
fn most(measured: &[Measured], prior: SpreadPrior) -> f64 {
    const OF_PRIOR: f64 = 6.0;
    const OF_VALUES: f64 = 3.0;
    const OF_VALUES_UNIFORM: f64 = 60.0;
    let least = measured.iter().map(|one| one.value).fold(f64::INFINITY, f64::min);
    let largest = measured.iter().map(|one| one.value).fold(f64::NEG_INFINITY, f64::max);
    let sd = measured.iter().map(|one| one.sd).fold(0.0, f64::max);
    match prior.half_normal {
        Some(scale) => (OF_PRIOR * scale).max(OF_VALUES * (largest - least)),
        None => OF_VALUES_UNIFORM * (largest - least).max(sd),
    }
}

/// One `τ` above the floor and the logarithm of the width it stands for: closer together near the floor.
fn grid(at: usize, most: f64) -> (f64, f64) {
    let place = (at as f64 + 0.5) / NODES as f64;
    (most * place.powi(2), place.ln())
}

/// Everything given one `τ`; its weight as a logarithm.
fn node(covariance: &Covariance, values: &[f64], prior: SpreadPrior, (above, log_width): (f64, f64)) -> Node {
    let tau = prior.floor + above;
    let inverse = covariance.inverse(tau);
    let ones = inverse.times(&vec![1.0; values.len()]);
    let variance = ones.iter().sum::<f64>().recip();
    let mean = variance * dot(&ones, values);
    let rest: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let pulled = inverse.times(&rest);
    let log_prior = prior.half_normal.map_or(0.0, |scale| -0.5 * (tau / scale).powi(2));
    let log_likelihood = 0.5 * (variance.ln() - inverse.log_determinant() - dot(&rest, &pulled));
    let squared = tau.powi(2);
    let one = |(at, diagonal): (usize, f64)| {
        let given = squared - squared.powi(2) * diagonal;
        let through_mean = (1.0 - squared * ones[at]).powi(2) * variance;
        (mean + squared * pulled[at], given.max(0.0) + through_mean)
    };
    let each = inverse.diagonal().into_iter().enumerate().map(one).collect();
    Node { weight: log_prior + log_likelihood + log_width, tau, shared: (mean, variance), each }
}

fn check(count: usize, prior: SpreadPrior) -> Result<(), PoolError> {
    let setting = |what, found, expected| Err(PoolError::Setting { what, found, expected });
    if !(prior.floor.is_finite() && prior.floor >= 0.0) {
        return setting("the floor of the spread", prior.floor, "a finite number, 0 or more");
    }
    match prior.half_normal {
        Some(scale) if !(scale.is_finite() && scale > 0.0) => {
            setting("the scale of the spread's prior", scale, "a finite number above 0")
        }
        None if count < 3 => Err(PoolError::TooFew { found: count }),
        Some(_) | None => Ok(()),
    }
}
