//! What estimates add up to.

use super::covariance::{Covariance, Measured, SharedError};
use super::refusal::PoolError;
use crate::impact::{IntervalEstimate, deviations_around};

/// The sum of the true values: the estimates themselves added, with errors that are partly shared.
///
/// A single estimate shares its error with no other: its sum is itself.
///
/// - Unit: that of the estimates.
/// - Assumes: the sum's error is normal, which the sum of several is nearly whatever each of them is.
///
/// # Errors
/// [`PoolError`]: no estimate, values or settings out of range.
pub fn sum(measured: &[Measured], shared: SharedError, level: f64) -> Result<IntervalEstimate, PoolError> {
    let covariance = Covariance::new(measured, shared)?;
    let mean: f64 = measured.iter().map(|one| one.value).sum();
    let sd = match measured {
        [only] => only.sd,
        _ => covariance.of_sum().sqrt(),
    };
    let reach = deviations_around(level) * sd;
    let sum = IntervalEstimate { mean, lower: mean - reach, upper: mean + reach, sd };
    if mean.is_finite() && reach.is_finite() { Ok(sum) } else { Err(PoolError::OutOfScale) }
}
