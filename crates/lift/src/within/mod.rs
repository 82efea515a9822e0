//! What a kind of observation brings against the other observations of the same unit: posts of one format against the same
//! influencer's other posts.
//!
//! Each observation is divided by its unit's mean, so that a large unit says no more than a small one. Of each unit only how its
//! total is divided among its observations counts (the conditional, or fixed-effects, Poisson estimator), which needs no
//! distribution beyond the mean and takes zeros as they are; errors are clustered by unit.
//!
//! Sources: Hausman, Hall and Griliches (1984); Wooldridge (1999), distribution-free estimation; Benjamini and Hochberg (1995).

mod contrast;
#[cfg(test)]
mod tests;

pub use contrast::{Contrast, Estimate, MIN_OBSERVATIONS, MIN_UNITS, contrasts};

/// One observation of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observation {
    /// Whose it is.
    pub unit: usize,
    /// Of which kind it is.
    pub kind: usize,
    /// What it brought, at least 0, in any unit of measure.
    pub value: f64,
}

/// Marks the estimates that stay when chance is allowed `rate` of the marked ones (Benjamini and Hochberg).
///
/// - Shape: one flag for each p-value, in their order.
pub fn discoveries(p_values: &[f64], rate: f64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let allowed = |rank: usize| rate * (rank + 1) as f64 / p_values.len() as f64;
    let marked =
        (0..order.len()).rev().find(|rank| p_values[order[*rank]] <= allowed(*rank)).map_or(0, |rank| rank + 1);
    let mut flags = vec![false; p_values.len()];
    order[..marked].iter().for_each(|at| flags[*at] = true);
    flags
}
