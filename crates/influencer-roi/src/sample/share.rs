//! Splitting a whole number so that the parts sum to it.

/// Hands out a total in proportion to weights, by running totals: no remainder is ever left to place.
#[derive(Debug)]
pub(super) struct Share {
    total: i128,
    weight: i128,
    passed: i128,
    given: i128,
}

impl Share {
    /// `weight` is the sum of the weights [`Share::next`] will be called with; where it is 0 every part is 0.
    pub(super) fn new(total: i64, weight: i64) -> Share {
        Share { total: i128::from(total), weight: i128::from(weight.max(1)), passed: 0, given: 0 }
    }

    pub(super) fn next(&mut self, weight: i64) -> i64 {
        self.passed += i128::from(weight);
        let due = self.total * self.passed / self.weight;
        let part = due - self.given;
        self.given = due;
        part as i64
    }
}
