//! Estimates of many like things: what they add up to, what they share, and each in the light of the others.
//!
//! Each estimate `y_i` comes with a standard deviation `s_i`. Errors are not independent: a model that misjudges a group
//! misjudges all of it, and all expectations may be off together. So `y ~ N(θ, S)` with
//! `S = diag(s²) + c·s_i·s_j` between members of one group `+ e²·g_i·g_j` between all, where `g_i` is what was expected
//! without the effect, in the unit of `y_i`.
//!
//! - [`Pool`]: `θ_i ~ N(μ, τ²)`, `μ` flat, `τ` with a floor and a half-normal prior. Given `τ` everything is normal, so
//!   answers are mixtures of normal distributions over a grid of `τ`: exact, and the same for everybody without a draw.
//! - [`sum`]: the estimates themselves added with `S`. Sums of pooled estimates hold the truth in only 74 to 80 of 100
//!   worlds at 90 %, so there are none here.
//!
//! Source: Gelman et al., Bayesian Data Analysis, 3rd edition, section 5.4; its eight schools are a test.

mod covariance;
mod hierarchy;
mod mixture;
mod refusal;
mod total;

pub use covariance::{Measured, SharedError};
pub use hierarchy::{Pool, SpreadPrior};
pub use refusal::PoolError;
pub use total::sum;

#[cfg(test)]
mod tests;
