//! The input, and why an influencer may have no estimate.

/// More orders than this are no count of orders.
const MAX_ORDERS: f64 = 1e15;

/// What is known of one influencer. Negative sums (returned goods, money paid back) are taken and have no estimate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influencer {
    /// Orders credited to the influencer.
    pub orders: f64,
    /// The revenue of these orders, in any unit of money.
    pub revenue: f64,
    /// What was paid, in the same unit.
    pub spend: f64,
    /// The weeks in which the orders came, as [`super::BurstSpread::add`] counted them; 0 without an order.
    pub weeks: u32,
    /// Paid for each order: what is spent follows from the orders, so only the order value is left to chance.
    pub is_paid_per_order: bool,
}

/// The part of revenue that is earned: above 0 and at most 1. A ROAS of 1 / margin breaks even.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Margin(f64);

impl Margin {
    /// Each unit of revenue counts whole.
    pub const WHOLE: Self = Self(1.0);

    /// # Errors
    /// [`RoasError::BadMargin`] for a part that no revenue can have.
    pub fn new(part: f64) -> Result<Self, RoasError> {
        if part > 0.0 && part <= 1.0 { Ok(Self(part)) } else { Err(RoasError::BadMargin(part)) }
    }

    /// The part.
    #[must_use]
    pub const fn part(self) -> f64 {
        self.0
    }

    /// The ROAS at which the margin is just what was spent.
    #[must_use]
    pub fn break_even(self) -> f64 {
        1.0 / self.0
    }
}

/// Why an influencer has no estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoEstimate {
    /// Nothing was paid, or more was paid back.
    #[error("nothing was paid, so there is no return on it")]
    NoSpend,
    /// Paid for each order without an order, or revenue without one.
    #[error("there is no order to estimate a rate or a value from")]
    NoOrders,
    /// Orders without revenue, or sums below 0.
    #[error("orders or revenue are not above 0: the sales were returned or given away")]
    NoRevenue,
    /// No influencer of the group has an order, so there is nothing to learn a rate from.
    #[error("no influencer has an order, so there is no rate to estimate")]
    NobodySold,
    /// More than a number holds, or than can be a count.
    #[error("the numbers are too large or too small to be divided")]
    OutOfRange,
}

/// Why no influencer has an estimate.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum RoasError {
    /// A number that is none.
    #[error("influencer {at} (counted from 0): {what} is {value}, expected a finite number. Leave the influencer out.")]
    NotFinite {
        /// The position in the input.
        at: usize,
        /// Which number.
        what: &'static str,
        /// What was found.
        value: f64,
    },
    /// The spread of orders is below chance, or a spread is not a number.
    #[error(
        "the spread is {orders} for orders of a day, {bursts} for those of a week and {order_value} for their value, expected at least 1, 0 and 0. Take what `OrderSpread`, `BurstSpread` and `ValueSpread` found."
    )]
    BadSpread {
        /// The φ found.
        orders: f64,
        /// The ψ found.
        bursts: f64,
        /// The coefficient of variation found.
        order_value: f64,
    },
    /// A margin that no sale can have.
    #[error(
        "the margin is {0}, expected a number above 0 and up to 1. Give the part of revenue that is earned, such as 0.4."
    )]
    BadMargin(f64),
}

impl Influencer {
    /// Refuses values that are not finite.
    pub(super) fn check(&self, at: usize) -> Result<(), RoasError> {
        let numbers = [("orders", self.orders), ("revenue", self.revenue), ("spend", self.spend)];
        match numbers.into_iter().find(|(_, value)| !value.is_finite()) {
            Some((what, value)) => Err(RoasError::NotFinite { at, what, value }),
            None => Ok(()),
        }
    }

    /// Why this influencer can have no estimate, whatever the group is like.
    pub(super) fn obstacle(&self) -> Option<NoEstimate> {
        if self.spend <= 0.0 {
            return Some(NoEstimate::NoSpend);
        }
        if self.orders > MAX_ORDERS {
            return Some(NoEstimate::OutOfRange);
        }
        if self.orders == 0.0 && (self.revenue > 0.0 || self.is_paid_per_order) {
            return Some(NoEstimate::NoOrders);
        }
        let is_unsold = self.orders == 0.0 && self.revenue == 0.0;
        (!is_unsold && (self.orders <= 0.0 || self.revenue <= 0.0)).then_some(NoEstimate::NoRevenue)
    }
}
