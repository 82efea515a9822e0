//! The same amount for the same work, twice.

use std::collections::BTreeMap;

use definitions::{PayUnit, PaymentState};

use super::{Case, CaseKind, Certainty, Open};
use crate::{
    ledger::Payment,
    line::Line,
    repeats::{Likeness, repeats},
};

pub(super) fn paid_twice(open: &Open<'_>) -> Vec<Case> {
    let references = References::of(&open.ledger.payments);
    open.lines.iter().flat_map(|line| of_line(open, line, &references)).collect()
}

/// Each payment that repeats an earlier one stands beside the one that it repeats.
fn of_line(open: &Open<'_>, line: &Line, references: &References<'_>) -> Vec<Case> {
    let mut evidence = Evidence { unit: line.unit, undone: undone(open, line), references };
    let repeated = repeats(open.ledger, &line.payments, |first, second, likeness| {
        let certainty = evidence.of(first, second, likeness)?;
        evidence.note_reported(second);
        Some(certainty)
    });
    let mut firsts = BTreeMap::<usize, Vec<(usize, Certainty)>>::new();
    for (second, repeated) in line.payments.iter().zip(&repeated) {
        if let Some((first, certainty)) = repeated {
            firsts.entry(*first).or_default().push((*second, *certainty));
        }
    }
    firsts.into_iter().map(|(first, more)| case(open, line, line.payments[first], &more)).collect()
}

/// No surer than the least sure of them.
fn case(open: &Open<'_>, line: &Line, first: usize, more: &[(usize, Certainty)]) -> Case {
    let certainty = more.iter().map(|(_, certainty)| *certainty).min().unwrap_or(Certainty::ToCheck);
    let repeated: Vec<usize> = more.iter().map(|(at, _)| *at).collect();
    let at_risk = open.amount(&repeated);
    let payments = std::iter::once(first).chain(repeated).collect();
    let stated = line.units(open.ledger).map(|units| units.into_iter().fold(0, i64::saturating_add));
    let case = open.case(line, CaseKind::PaidTwice, certainty, payments, at_risk);
    Case { stated, known: line.done(), ..case }
}

/// What is paid beyond what was done, in the units of the line; of a percentage, in micros. Nothing where that is not known.
fn undone(open: &Open<'_>, line: &Line) -> Option<i64> {
    match line.unit {
        PayUnit::Order | PayUnit::Post => {
            let units = line.units(open.ledger)?.into_iter().fold(0, i64::saturating_add);
            Some(units.saturating_sub(line.done()?))
        }
        PayUnit::Percentage => line.has_terms.then_some(line.amounts.too_much),
        PayUnit::Other => None,
    }
}

struct Evidence<'a> {
    unit: PayUnit,
    undone: Option<i64>,
    references: &'a References<'a>,
}

impl Evidence<'_> {
    /// Whether some of a payment is for work that was done; nothing where that is not known.
    fn is_covered(&self, payment: &Payment) -> Option<bool> {
        self.undone.map(|undone| undone < self.needed(payment))
    }

    fn needed(&self, payment: &Payment) -> i64 {
        let needed = if self.unit == PayUnit::Percentage { payment.amount } else { payment.units().unwrap_or(0) };
        needed.max(1)
    }

    /// What is not done is reported once: of four payments for two posts two are repeats.
    fn note_reported(&mut self, payment: &Payment) {
        self.undone = self.undone.map(|undone| (undone - self.needed(payment)).max(0));
    }

    /// How sure it is that the second repeats the first; nothing where it does not.
    fn of(&self, first: &Payment, second: &Payment, likeness: Likeness) -> Option<Certainty> {
        match likeness {
            Likeness::Reference { is_other_day } => self.of_one_reference(first, second, is_other_day),
            Likeness::Days => match self.is_covered(second) {
                Some(false) => Some(Certainty::Likely),
                None => Some(Certainty::ToCheck),
                Some(true) => None,
            },
            Likeness::Figures => (self.is_covered(second) == Some(false)).then_some(Certainty::ToCheck),
        }
    }

    /// One transfer may be listed by its parts: only what was done distinguishes these from a second payment.
    fn of_one_reference(&self, first: &Payment, second: &Payment, is_other_day: bool) -> Option<Certainty> {
        let are_made = [first, second].into_iter().all(|payment| payment.state == PaymentState::Paid);
        let is_of_several = self.references.is_of_several(&first.reference);
        match self.is_covered(second) {
            Some(true) => is_other_day.then_some(Certainty::ToCheck),
            Some(false) if are_made && !is_of_several => Some(Certainty::Certain),
            Some(false) => Some(Certainty::Likely),
            None if is_other_day && !is_of_several => Some(Certainty::Likely),
            None => Some(Certainty::ToCheck),
        }
    }
}

/// What each reference is used for.
struct References<'a>(BTreeMap<&'a str, Option<&'a Payment>>);

impl<'a> References<'a> {
    fn of(payments: &'a [Payment]) -> Self {
        let mut known = BTreeMap::<&str, Option<&Payment>>::new();
        let is_like = |first: &Payment, other: &Payment| {
            let what = |payment: &Payment| (payment.payee, payment.unit, payment.amount);
            what(first) == what(other) && first.scope == other.scope
        };
        for payment in payments.iter().filter(|payment| !payment.reference.is_empty()) {
            let first = known.entry(&payment.reference).or_insert(Some(payment));
            *first = first.filter(|first| is_like(first, payment));
        }
        Self(known)
    }

    /// Whether payments of different payees, work or amounts carry it: a batch.
    fn is_of_several(&self, reference: &str) -> bool {
        self.0.get(reference).is_some_and(Option::is_none)
    }
}
