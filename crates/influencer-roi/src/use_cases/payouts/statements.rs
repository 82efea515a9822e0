//! One statement per influencer: what was agreed, tracked, earned and paid.

use std::{cmp::Reverse, collections::BTreeMap};

use definitions::{Dimension, Selection};
use payouts::{Amounts, CaseKind, Line};

use super::{book::Book, findings::Finding};

/// What one influencer earned and was paid.
#[derive(Clone, Debug)]
pub(crate) struct Statement<'b> {
    pub(crate) profile: usize,
    pub(crate) lines: Vec<&'b Line>,
    /// Tracked in the selection.
    pub(crate) orders: i64,
    /// Micros.
    pub(crate) revenue: i64,
    /// Published, on any day and for any brand; nothing where the version has no posts.
    pub(crate) posts: Option<i64>,
    pub(crate) amounts: Amounts,
    /// In the order of their money.
    pub(crate) found: Vec<CaseKind>,
}

/// What statements come to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct StatementTotals {
    pub(crate) influencers: usize,
    pub(crate) payments: usize,
    pub(crate) orders: i64,
    pub(crate) revenue: i64,
    pub(crate) posts: i64,
    pub(crate) amounts: Amounts,
    /// How many of them were paid too much, are owed something, and wait for money.
    pub(crate) overpaid: usize,
    pub(crate) owed: usize,
    pub(crate) waiting: usize,
    /// How many payments are pending, and how many are listed as due.
    pub(crate) pending_payments: usize,
    pub(crate) due_payments: usize,
    pub(crate) paid_payments: usize,
}

impl Statement<'_> {
    /// Whether anything says what was earned.
    pub(crate) fn has_terms(&self) -> bool {
        self.lines.iter().any(|line| line.has_terms)
    }
}

/// The statements of those who are chosen, the largest balance first. An influencer without payments and sales has none.
pub(super) fn statements<'b>(
    book: &'b Book,
    selection: &Selection,
    people: &[bool],
    lines: &[&'b Line],
    findings: &[Finding<'_>],
) -> Vec<Statement<'b>> {
    let mut by_payee = BTreeMap::<usize, Vec<&'b Line>>::new();
    lines.iter().for_each(|line| by_payee.entry(line.payee).or_default().push(line));
    let mut found = BTreeMap::<usize, Vec<CaseKind>>::new();
    for case in findings.iter().flat_map(|finding| &finding.cases).map(|case| &case.keyed.case) {
        let kinds = found.entry(case.payee).or_default();
        if !kinds.contains(&case.kind) {
            kinds.push(case.kind);
        }
    }
    let statement = |profile: usize| {
        let lines = by_payee.remove(&profile).unwrap_or_default();
        let (orders, revenue) = tracked(book, selection, profile);
        let mut amounts = Amounts::default();
        lines.iter().for_each(|line| amounts.add(&line.amounts));
        let posts = book.ledger.has_posts.then(|| posts(book, profile));
        let found = found.remove(&profile).unwrap_or_default();
        let is_empty = lines.is_empty() && orders == 0 && revenue == 0;
        (!is_empty).then_some(Statement { profile, lines, orders, revenue, posts, amounts, found })
    };
    let mut statements: Vec<Statement<'b>> =
        (0..people.len()).filter(|profile| people[*profile]).filter_map(statement).collect();
    statements.sort_by_key(|statement| {
        let amounts = &statement.amounts;
        (Reverse(amounts.balance().unsigned_abs()), Reverse(amounts.listed()), statement.profile)
    });
    statements
}

fn tracked(book: &Book, selection: &Selection, profile: usize) -> (i64, i64) {
    let takes = |sold: &&payouts::Sold| {
        selection.takes(Dimension::Brand, &sold.brand) && selection.takes(Dimension::Campaign, &sold.campaign)
    };
    let sold = book.ledger.payees[profile].sold.iter().filter(takes);
    sold.fold((0, 0), |sums, sold| (sums.0 + sold.orders, sums.1 + sold.revenue))
}

fn posts(book: &Book, profile: usize) -> i64 {
    book.ledger.payees[profile].posts.iter().map(|(_, posts)| posts).sum()
}

impl StatementTotals {
    pub(super) fn of(book: &Book, statements: &[Statement<'_>]) -> Self {
        use definitions::PaymentState::{Due, Paid, Pending, Unknown};
        let mut totals = Self { influencers: statements.len(), ..Self::default() };
        for Statement { lines, orders, revenue, posts, amounts, .. } in statements {
            totals.orders += orders;
            totals.revenue += revenue;
            totals.posts += posts.unwrap_or(0);
            totals.amounts.add(amounts);
            totals.overpaid += usize::from(amounts.too_much > 0);
            totals.owed += usize::from(amounts.owed > 0);
            totals.waiting += usize::from(amounts.pending > 0);
            for payment in lines.iter().flat_map(|line| &line.payments).map(|at| &book.ledger.payments[*at]) {
                totals.payments += 1;
                match payment.state {
                    Paid | Unknown => totals.paid_payments += 1,
                    Pending => totals.pending_payments += 1,
                    Due => totals.due_payments += 1,
                }
            }
        }
        totals
    }
}
