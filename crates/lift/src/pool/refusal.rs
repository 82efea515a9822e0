//! Why estimates cannot be pooled or added.

/// Why estimates cannot be pooled or added.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PoolError {
    /// There is nothing to work on.
    #[error("there is no estimate. Give one at least.")]
    Nothing,
    /// With a flat prior of the spread, two estimates leave it without bounds.
    #[error(
        "{found} estimates say nothing about their spread under a uniform prior. Give 3 at least, or a half-normal prior."
    )]
    TooFew {
        /// How many there are.
        found: usize,
    },
    /// A value that is not finite, a standard deviation that is not positive, or an expectation below zero.
    #[error("estimate {at}: {what} is {found}, expected {expected}.")]
    BadValue {
        /// The estimate's place, from 0.
        at: usize,
        /// Which of its values.
        what: &'static str,
        /// What it is.
        found: f64,
        /// What is accepted.
        expected: &'static str,
    },
    /// A setting out of its range.
    #[error("{what}: found {found}, expected {expected}.")]
    Setting {
        /// Which setting.
        what: &'static str,
        /// What it is.
        found: f64,
        /// What is accepted.
        expected: &'static str,
    },
    /// The numbers are too large or too small to be worked with.
    #[error("the estimates are too large or too small to be pooled. Give them in another unit.")]
    OutOfScale,
}
