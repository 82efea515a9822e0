//! Payments that look like an earlier one. What was done decides elsewhere whether they repeat it.

use crate::ledger::{Ledger, Payment};

/// Payments further apart are instalments or months.
const CLOSE_DAYS: u32 = 7;

/// In what two payments are alike, beside payee, work and amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    /// Their transfers have one reference.
    Reference {
        /// And they moved on different days.
        is_other_day: bool,
    },
    /// Days of each other.
    Days,
    /// All figures, and nothing else is said of either.
    Figures,
}

/// In what a later payment of the same line is like an earlier one; nothing where it is not.
pub(crate) fn likeness(first: &Payment, second: &Payment) -> Option<Likeness> {
    if first.amount != second.amount || first.amount <= 0 {
        return None;
    }
    let days = first.day.zip(second.day).map(|(first, second)| first.number().abs_diff(second.number()));
    if !first.reference.is_empty() && first.reference == second.reference {
        return Some(Likeness::Reference { is_other_day: days.is_some_and(|days| days > 0) });
    }
    if days.is_some_and(|days| days <= CLOSE_DAYS) {
        return Some(Likeness::Days);
    }
    let says_nothing = |payment: &Payment| payment.day.is_none() && payment.reference.is_empty();
    let figures = |payment: &Payment| (payment.rate, payment.orders, payment.posts);
    let is_bare = says_nothing(first) && says_nothing(second) && figures(first) == figures(second);
    is_bare.then_some(Likeness::Figures)
}

/// Which payments of a line are like an earlier one that is like none itself: by their places in the line.
pub(crate) fn repeats(ledger: &Ledger, payments: &[usize]) -> Vec<bool> {
    let mut firsts: Vec<&Payment> = Vec::new();
    let is_repeat = |at: &usize| {
        let payment = &ledger.payments[*at];
        let repeats = firsts.iter().any(|first| likeness(first, payment).is_some());
        if !repeats {
            firsts.push(payment);
        }
        repeats
    };
    payments.iter().map(is_repeat).collect()
}
