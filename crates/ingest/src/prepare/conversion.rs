//! Amounts in another currency than the dataset's.

/// What becomes of amounts in a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    Keep,
    LeaveOut,
    /// Micros of the dataset's currency for one unit.
    Rate(i64),
}
