//! One line of a statement: what was earned against what was paid.

use definitions::{MICROS_PER_UNIT, PayUnit, PaymentState, percent_of};

use crate::{
    ledger::{Ledger, Payment},
    scope::Scope,
};

/// Amounts in micros. `earned + too_much + without_terms = paid + pending + due + owed`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Under the terms.
    pub earned: i64,
    /// Listed beyond what was earned.
    pub too_much: i64,
    /// Listed where nothing says what was earned.
    pub without_terms: i64,
    /// Money that moved.
    pub paid: i64,
    /// On its way.
    pub pending: i64,
    /// Listed as owed.
    pub due: i64,
    /// Earned and in no payment.
    pub owed: i64,
}

impl Amounts {
    /// Adds what another line says.
    pub fn add(&mut self, other: &Self) {
        self.earned += other.earned;
        self.too_much += other.too_much;
        self.without_terms += other.without_terms;
        self.paid += other.paid;
        self.pending += other.pending;
        self.due += other.due;
        self.owed += other.owed;
    }

    /// What is paid, pending or listed as due: the spend.
    pub const fn listed(&self) -> i64 {
        self.paid + self.pending + self.due
    }

    /// Above 0 what was paid too much, below 0 what is owed.
    pub const fn balance(&self) -> i64 {
        self.too_much - self.owed
    }
}

/// What one payee earned and was paid of what its payments name, by one kind of terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The place among the payees.
    pub payee: usize,
    /// What the payments name.
    pub scope: Scope,
    /// What they are paid by.
    pub unit: PayUnit,
    /// Places among the payments, by day and then in the order of the files; those without a day last.
    pub payments: Vec<usize>,
    /// The lowest and the highest rate, in micros; nothing where some payment has none.
    pub rates: Option<(i64, i64)>,
    /// What is tracked for it and for no line that names more.
    pub orders: i64,
    /// Of `orders`, taken back already.
    pub returned: i64,
    /// Micros.
    pub revenue: i64,
    /// Of the payee's posts those that are for it, at most as many as are paid; nothing where none of the payee are known, and
    /// for what is not paid by the post.
    pub posts: Option<i64>,
    /// Whether the terms say what was earned. Where they do not, all that is listed is `without_terms`.
    pub has_terms: bool,
    /// What it comes to.
    pub amounts: Amounts,
}

/// The most posts that one payment is for: more are no count.
const MAX_POSTS: i64 = 1000;
/// Payments are rounded to whole units now and then.
pub(crate) const TOLERANCE: i64 = MICROS_PER_UNIT;

/// A rate of nothing is none.
pub(crate) fn rate(payment: &Payment) -> Option<i64> {
    payment.rate.filter(|rate| *rate > 0)
}

impl Payment {
    /// How many orders or posts it pays: as its row says, else as often as its rate goes into its amount. Nothing where that is
    /// no whole number of posts.
    pub(crate) fn units(&self) -> Option<i64> {
        let rate = rate(self)?;
        let times = self.amount.max(0) / rate;
        match self.unit {
            PayUnit::Order => Some(self.orders.map_or(times, |orders| orders.max(0))),
            PayUnit::Post => {
                let is_whole = times * rate == self.amount && (1..=MAX_POSTS).contains(&times);
                self.posts.filter(|posts| *posts > 0).or_else(|| is_whole.then_some(times))
            }
            PayUnit::Percentage | PayUnit::Other => None,
        }
    }
}

impl Line {
    /// Nothing where the terms do not say, or say more than an amount can be.
    pub(crate) fn earned(&self, ledger: &Ledger) -> Option<i64> {
        let (lowest, highest) = self.rates?;
        match self.unit {
            PayUnit::Order | PayUnit::Post => self.earned_by_unit(ledger),
            PayUnit::Percentage if lowest == highest => Some(percent_of(self.revenue.max(0), lowest)),
            PayUnit::Percentage | PayUnit::Other => None,
        }
    }

    /// The first payments are for what was done first; orders beyond all of them are earned at the last rate.
    fn earned_by_unit(&self, ledger: &Ledger) -> Option<i64> {
        let units = self.units(ledger)?;
        let done = self.done().unwrap_or_else(|| units.iter().sum());
        let mut left = done;
        let mut earned = 0_i64;
        let mut last_rate = 0;
        for (at, units) in self.payments.iter().zip(units) {
            last_rate = rate(&ledger.payments[*at])?;
            let covered = units.min(left);
            left -= covered;
            earned = earned.checked_add(last_rate.checked_mul(covered)?)?;
        }
        let beyond = if self.unit == PayUnit::Order { left } else { 0 };
        earned.checked_add(last_rate.checked_mul(beyond)?)
    }

    /// How many orders or posts each payment is for.
    pub(crate) fn units(&self, ledger: &Ledger) -> Option<Vec<i64>> {
        self.payments.iter().map(|at| ledger.payments[*at].units()).collect()
    }

    /// What is known to be done, in the units it is paid by.
    pub(crate) fn done(&self) -> Option<i64> {
        match self.unit {
            PayUnit::Order => Some(self.orders.max(0)),
            PayUnit::Post => self.posts,
            PayUnit::Percentage | PayUnit::Other => None,
        }
    }

    /// Whether a rate "per order" is really a percentage: nothing fits the orders and the whole fits the revenue.
    pub(crate) fn is_share_in_disguise(&self, ledger: &Ledger) -> bool {
        let Some((rate, highest)) = self.rates.filter(|_| self.unit == PayUnit::Order) else { return false };
        let payments = || self.payments.iter().map(|at| &ledger.payments[*at]);
        let fits = |payment: &Payment| {
            let expected = payment.orders.and_then(|orders| rate.checked_mul(orders));
            expected.is_none_or(|expected| expected.abs_diff(payment.amount) <= TOLERANCE.unsigned_abs())
        };
        let share = percent_of(self.revenue, rate);
        let listed: i64 = payments().map(|payment| payment.amount).sum();
        let is_near = share > 0 && share.abs_diff(listed) <= (share / 200).unsigned_abs();
        rate == highest && rate <= 100 * MICROS_PER_UNIT && is_near && !payments().any(fits)
    }

    /// Sets what it comes to.
    pub(crate) fn settle(&mut self, ledger: &Ledger, earned: Option<i64>) {
        let mut amounts = Amounts::default();
        for payment in self.payments.iter().map(|at| &ledger.payments[*at]) {
            match payment.state {
                PaymentState::Paid | PaymentState::Unknown => amounts.paid += payment.amount,
                PaymentState::Pending => amounts.pending += payment.amount,
                PaymentState::Due => amounts.due += payment.amount,
            }
        }
        let listed = amounts.listed();
        self.has_terms = earned.is_some();
        match earned {
            Some(earned) => {
                amounts.earned = earned;
                amounts.too_much = (listed.saturating_sub(earned)).max(0);
                amounts.owed = (earned.saturating_sub(listed)).max(0);
            }
            None => amounts.without_terms = listed,
        }
        self.amounts = amounts;
    }
}
