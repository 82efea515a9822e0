//! Payments that nothing stands against, and sales that no payment stands against.

use std::collections::{BTreeMap, BTreeSet};

use definitions::{PayUnit, PaymentState};

use super::{Case, CaseKind, Certainty, Open};
use crate::{
    ledger::{Payment, is_sale},
    line::{Line, rate},
    scope::Scope,
};

/// One case per payee.
pub(super) fn outside_roster(open: &Open<'_>) -> Vec<Case> {
    let mut lines = BTreeMap::<usize, Vec<&Line>>::new();
    let is_outside = |line: &&Line| !open.ledger.payees[line.payee].in_roster;
    open.lines.iter().filter(is_outside).for_each(|line| lines.entry(line.payee).or_default().push(line));
    let of_payee = |lines: Vec<&Line>| {
        let payments: Vec<usize> = lines.iter().flat_map(|line| open.of_line(line)).collect();
        let scope = if lines.len() == 1 { lines[0].scope.clone() } else { Scope::default() };
        let amount = open.amount(&payments);
        let case = || open.case(lines[0], CaseKind::OutsideRoster, Certainty::ToCheck, payments.clone(), amount);
        (!payments.is_empty()).then(|| Case { scope, ..case() })
    };
    lines.into_values().filter_map(of_payee).collect()
}

/// One case per line whose payee sold nothing of what it names.
pub(super) fn paid_without_sales(open: &Open<'_>) -> Vec<Case> {
    let of_line = |line: &Line| {
        let sold = &open.ledger.payees[line.payee].sold;
        if sold.iter().any(|sold| sold.is_of(&line.scope) && is_sale(sold)) {
            return None;
        }
        let is_paid = |at: &usize| open.ledger.payments[*at].amount > 0;
        let payments: Vec<usize> = open.of_line(line).into_iter().filter(is_paid).collect();
        let states_orders = |at: &usize| open.ledger.payments[*at].orders.is_some_and(|orders| orders > 0);
        let is_likely = line.unit == PayUnit::Order && payments.iter().any(states_orders);
        let certainty = if is_likely { Certainty::Likely } else { Certainty::ToCheck };
        let amount = open.amount(&payments);
        (!payments.is_empty()).then(|| open.case(line, CaseKind::PaidWithoutSales, certainty, payments, amount))
    };
    open.lines.iter().filter_map(of_line).collect()
}

/// One case per payment. Before the data begin nothing is known of the work.
pub(super) fn paid_before_work(open: &Open<'_>) -> Vec<Case> {
    let first_day = open.ledger.first_day();
    let of_line = |line: &Line| {
        let payee = &open.ledger.payees[line.payee];
        let sold = payee.sold.iter().filter(|sold| sold.is_of(&line.scope)).map(|sold| sold.first);
        let posts = open.days.posts(payee, &line.scope).map(|(day, _)| day);
        let begun = sold.chain(posts).min();
        let found = |at: usize| {
            let payment = &open.ledger.payments[at];
            let is_before = moved(payment).zip(begun).is_some_and(|(day, begun)| day < begun);
            let is_known = payment.day >= first_day && line.unit != PayUnit::Post;
            let certainty = if is_known { Certainty::Likely } else { Certainty::ToCheck };
            let case = || open.case(line, CaseKind::PaidBeforeWork, certainty, vec![at], payment.amount);
            (is_before && payment.amount > 0).then(case)
        };
        open.of_line(line).into_iter().filter_map(found).collect::<Vec<Case>>()
    };
    open.lines.iter().flat_map(of_line).collect()
}

/// When money moved.
fn moved(payment: &Payment) -> Option<definitions::Day> {
    match payment.state {
        PaymentState::Paid | PaymentState::Unknown => payment.day,
        PaymentState::Pending | PaymentState::Due => None,
    }
}

/// One case per influencer with sales and in no payment, at the median rate of all that is paid per order.
pub(super) fn sold_unpaid(open: &Open<'_>) -> Vec<Case> {
    let paid: BTreeSet<usize> = open.ledger.payments.iter().map(|payment| payment.payee).collect();
    let payees = open.ledger.payees.iter().enumerate();
    let is_unpaid = |(at, payee): &(usize, &crate::Payee)| payee.in_roster && payee.sells() && !paid.contains(at);
    let usual = usual_rate(open);
    let case = |(payee, known): (usize, &crate::Payee)| {
        let orders = known.sold.iter().map(|sold| sold.orders).sum::<i64>().max(0);
        Case {
            kind: CaseKind::SoldUnpaid,
            certainty: Certainty::ToCheck,
            payee,
            scope: Scope::default(),
            unit: None,
            payments: Vec::new(),
            at_risk: 0,
            owed: 0,
            owed_at_most: usual.saturating_mul(orders),
            stated: Some(0),
            known: Some(orders),
        }
    };
    // Without any payment there is no list of them to be missing in.
    let any = !open.ledger.payments.is_empty();
    payees.filter(|payee| any && is_unpaid(payee)).map(case).collect()
}

/// The lower median of what is paid per order; 0 where there is none.
fn usual_rate(open: &Open<'_>) -> i64 {
    let by_order = open.lines.iter().filter(|line| line.unit == PayUnit::Order);
    let payments = by_order.flat_map(|line| &line.payments).map(|at| &open.ledger.payments[*at]);
    let mut rates: Vec<i64> = payments.filter_map(rate).collect();
    rates.sort_unstable();
    rates.get(rates.len().saturating_sub(1) / 2).copied().unwrap_or(0)
}
