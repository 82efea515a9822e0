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
fn likeness(first: &Payment, second: &Payment) -> Option<Likeness> {
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

/// By place in a line: the place of the payment that each repeats, with what `judge` says of it; nothing where `judge` says
/// nothing. One reference says more than days that are close, so it is asked about first; a payment that is repeated repeats
/// none.
pub(crate) fn repeats<T>(
    ledger: &Ledger,
    payments: &[usize],
    mut judge: impl FnMut(&Payment, &Payment, Likeness) -> Option<T>,
) -> Vec<Option<(usize, T)>> {
    let payment = |place: usize| &ledger.payments[payments[place]];
    let mut repeated: Vec<Option<(usize, T)>> = payments.iter().map(|_| None).collect();
    let mut has_repeats = vec![false; payments.len()];
    for by_reference in [true, false] {
        for second in 0..payments.len() {
            if repeated[second].is_some() || has_repeats[second] {
                continue;
            }
            let mut judged = |first: usize| {
                let likeness = likeness(payment(first), payment(second))?;
                let is_asked = matches!(likeness, Likeness::Reference { .. }) == by_reference;
                is_asked.then(|| judge(payment(first), payment(second), likeness))?.map(|said| (first, said))
            };
            let found = (0..second).filter(|first| repeated[*first].is_none()).find_map(&mut judged);
            if let Some((first, _)) = &found {
                has_repeats[*first] = true;
            }
            repeated[second] = found;
        }
    }
    repeated
}
