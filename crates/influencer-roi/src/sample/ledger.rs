//! One row of `payouts.csv`.

use super::calendar::Day;
use super::campaigns::Basis;

/// One payment. What it is for is known here even where the file does not say.
#[derive(Debug, Clone)]
pub(super) struct Payment {
    pub(super) work: Work,
    pub(super) person: usize,
    pub(super) basis: Basis,
    pub(super) rate_paise: i64,
    /// Of a payment per order; 0 of one per post.
    pub(super) orders: i64,
    pub(super) paise: i64,
    pub(super) named: Purpose,
    pub(super) state: State,
    /// Of what was paid: the number of the transfer.
    pub(super) reference: Option<u32>,
}

/// What a payment is for: a campaign by its place, or codes that sell on all days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Work {
    Campaign(usize),
    Affiliate,
}

/// What the row says of its purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    BrandAndCampaign,
    Brand,
    Nothing,
}

/// What became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Paid(Day),
    /// Ordered, not yet with the payee.
    Pending,
    Due,
    /// Called back: no money moved.
    Cancelled,
}

impl Payment {
    /// Whether it counts as spend: everything but what was called back.
    pub(super) fn counts(&self) -> bool {
        match self.state {
            State::Paid(_) | State::Pending | State::Due => true,
            State::Cancelled => false,
        }
    }
}
