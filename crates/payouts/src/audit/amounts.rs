//! Amounts against the rate and count of their own rows, and against the percentage of what was sold.

use definitions::{PayUnit, percent_of};

use super::{Case, CaseKind, Certainty, Open};
use crate::{
    ledger::Payment,
    line::{Line, TOLERANCE, rate},
};

/// The most pieces of which an amount may be a multiple of its rate.
const MAX_PIECES: i64 = 1000;
/// Where fewer amounts than these can be compared, no habit is read from them.
const MIN_COMPARED: usize = 4;

pub(super) fn amounts(open: &Open<'_>) -> Vec<Case> {
    let is_habit = is_habit(open);
    let of_line = |line: &Line| match line.unit {
        PayUnit::Percentage => share(open, line).into_iter().collect(),
        PayUnit::Order | PayUnit::Post => pieces(open, line, is_habit),
        PayUnit::Other => Vec::new(),
    };
    open.lines.iter().flat_map(of_line).collect()
}

/// What the row of a payment says that it comes to; nothing where it does not say how much it is for.
fn expected(payment: &Payment, unit: PayUnit) -> Option<i64> {
    let pieces = match unit {
        PayUnit::Order => payment.orders?,
        PayUnit::Post => payment.posts.filter(|posts| *posts > 0)?,
        PayUnit::Percentage | PayUnit::Other => return None,
    };
    rate(payment)?.checked_mul(pieces.max(0))
}

fn differs(amount: i64, expected: i64) -> bool {
    amount.abs_diff(expected) > TOLERANCE.unsigned_abs()
}

/// Where most amounts are something else, the rates mean something else: taxes, parts, another unit.
fn is_habit(open: &Open<'_>) -> bool {
    let of_line = |line: &Line| {
        let payments = line.payments.iter().map(|at| &open.ledger.payments[*at]);
        let compared: Vec<bool> =
            payments.filter_map(|payment| Some(differs(payment.amount, expected(payment, line.unit)?))).collect();
        (compared.iter().filter(|differs| **differs).count(), compared.len())
    };
    let sums = open.lines.iter().map(of_line).fold((0, 0), |sums, line| (sums.0 + line.0, sums.1 + line.1));
    sums.1 >= MIN_COMPARED && sums.0 * 2 > sums.1
}

fn pieces(open: &Open<'_>, line: &Line, is_habit: bool) -> Vec<Case> {
    let found = |at: usize| {
        let payment = &open.ledger.payments[at];
        let (expected, certainty) = match expected(payment, line.unit) {
            Some(expected) if is_habit || is_multiple(payment) => (expected, Certainty::ToCheck),
            Some(expected) => (expected, Certainty::Likely),
            // Without a count of posts an amount is for as many as its rate goes into it.
            None if line.unit == PayUnit::Post => (whole_posts(payment)?, Certainty::ToCheck),
            None => return None,
        };
        differs(payment.amount, expected).then(|| case(open, line, certainty, vec![at], payment.amount, expected))
    };
    open.of_line(line).into_iter().filter_map(found).collect()
}

/// Perhaps paid by another piece than its row says.
fn is_multiple(payment: &Payment) -> bool {
    rate(payment).is_some_and(|rate| payment.amount % rate == 0 && (1..=MAX_PIECES).contains(&(payment.amount / rate)))
}

fn whole_posts(payment: &Payment) -> Option<i64> {
    let rate = rate(payment)?;
    rate.checked_mul((payment.amount / rate).max(1))
}

/// All payments of a percentage together, as nothing says what each of them is for.
fn share(open: &Open<'_>, line: &Line) -> Option<Case> {
    let payments = open.of_line(line);
    let (rate, highest) = line.rates?;
    if rate != highest || payments.len() != line.payments.len() {
        return None;
    }
    let (amount, expected) = (open.amount(&payments), percent_of(line.revenue.max(0), rate));
    let tolerance = TOLERANCE.unsigned_abs().saturating_mul(payments.len() as u64);
    let certainty = if line.scope.campaign.is_empty() { Certainty::ToCheck } else { Certainty::Likely };
    (amount.abs_diff(expected) > tolerance.max(expected.unsigned_abs() / 200))
        .then(|| case(open, line, certainty, payments, amount, expected))
}

fn case(open: &Open<'_>, line: &Line, certainty: Certainty, payments: Vec<usize>, amount: i64, expected: i64) -> Case {
    let more = amount.saturating_sub(expected);
    let case = open.case(line, CaseKind::AmountDiffers, certainty, payments, more);
    Case { owed: more.saturating_neg().max(0), stated: Some(amount), known: Some(expected), ..case }
}
