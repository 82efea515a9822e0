//! Payouts against their own rates, against the orders that were tracked, and against the roster.

use std::collections::{HashMap, HashSet};

use crate::{
    IssueKind,
    checks::across_rows::{Note, Notes},
    mapping::accepted::Accepted,
    read::dictionary::{BLANK_CODE, TextColumn},
    read::records::{Payment, SourceLine},
    report::issues::Affected,
};
use definitions::{Class, is_per_order};

/// What was paid to one influencer.
struct Paid {
    first: SourceLine,
    spend: i64,
    /// Nothing when some payment names none.
    orders: Option<i64>,
}

/// More posts than this are no post count.
const MAX_POSTS: i64 = 1000;
/// Payouts are rounded to whole units now and then.
const TOLERANCE: i64 = definitions::MICROS_PER_UNIT;

impl Accepted<'_> {
    pub(crate) fn check_payouts(&self, notes: &mut Notes<'_>) {
        let revenue = self.revenue_by_id();
        for payment in self.payments() {
            let sold = revenue.get(&payment.influencer).copied().unwrap_or(0);
            if let Some(note) = mismatch(payment, sold) {
                notes(note);
            }
        }
        let paid = self.paid_by_id();
        self.check_orders(&paid, notes);
        self.check_paid(&paid, &revenue, notes);
    }

    fn paid_by_id(&self) -> HashMap<u32, Paid> {
        let mut paid = HashMap::<u32, Paid>::new();
        for payment in self.payments().filter(|payment| payment.influencer != BLANK_CODE) {
            let first = Paid { first: payment.place, spend: 0, orders: Some(0) };
            let sum = paid.entry(payment.influencer).or_insert(first);
            sum.spend = sum.spend.saturating_add(payment.amount);
            sum.orders = sum.orders.zip(paid_orders(payment)).map(|(sum, orders)| sum.saturating_add(orders));
        }
        paid
    }

    fn check_orders(&self, paid: &HashMap<u32, Paid>, notes: &mut Notes<'_>) {
        let mut tracked = HashMap::<u32, i64>::new();
        for sale in self.sales().filter(|sale| sale.class == Class::Influencer) {
            let sum = tracked.entry(sale.cell.key.influencer).or_default();
            *sum = sum.saturating_add(sale.cell.sums.orders);
        }
        for (id, paid) in in_order(paid) {
            let tracked = tracked.get(id).copied().unwrap_or(0);
            if let Some(orders) = paid.orders.filter(|orders| *orders != tracked) {
                notes(Note {
                    kind: IssueKind::PaidOrdersDiffer,
                    place: paid.first,
                    affected: Affected::spend(paid.spend),
                    column: "orders",
                    found: format!("{orders} for {}", self.texts(TextColumn::Id)[*id as usize]),
                    expected: format!("{tracked}, as tracked"),
                    fix: "Nothing needs to be done; the tracked orders count.",
                });
            }
        }
    }

    /// Influencers without a payment, or with one of 0. No issue while there are no payouts at all.
    fn check_paid(&self, paid: &HashMap<u32, Paid>, revenue: &HashMap<u32, i64>, notes: &mut Notes<'_>) {
        if paid.is_empty() {
            return;
        }
        let mut seen = HashSet::new();
        for person in self.people().filter(|person| seen.insert(person.id)) {
            let id = &self.texts(TextColumn::Id)[person.id as usize];
            let note = |kind, place, revenue, found, expected: &str, fix| Note {
                kind,
                place,
                affected: Affected::revenue(1, revenue),
                column: "",
                found,
                expected: expected.to_owned(),
                fix,
            };
            let payments = paid.get(&person.id);
            if payments.is_none() {
                let fix = "Nothing needs to be done if nothing was paid.";
                notes(note(IssueKind::NoPayout, person.place, 0, id.clone(), "a row in the payouts", fix));
            }
            let sold = revenue.get(&person.id).copied().filter(|revenue| *revenue > 0);
            if let Some(sold) = sold.filter(|_| payments.is_none_or(|paid| paid.spend == 0)) {
                let found = format!("sales of {} for {}", id, definitions::decimal(sold));
                let place = payments.map_or(person.place, |paid| paid.first);
                let fix = "Add the payout if there was one; without it no return can be calculated.";
                notes(note(IssueKind::SoldUnpaid, place, sold, found, "a payout", fix));
            }
        }
    }
}

/// The orders a payment names. Payments per post often have a 0 there that means nothing.
fn paid_orders(payment: &Payment) -> Option<i64> {
    payment.orders.filter(|orders| *orders != 0 || is_per_order(&payment.basis))
}

/// In the order of their first rows, so that the same files always give the same report.
fn in_order(paid: &HashMap<u32, Paid>) -> Vec<(&u32, &Paid)> {
    let mut paid: Vec<_> = paid.iter().collect();
    paid.sort_by_key(|(_, paid)| (paid.first.file, paid.first.line));
    paid
}

/// A payment whose total differs from its rate, with a guess at the reason.
fn mismatch(payment: &Payment, sold: i64) -> Option<Note> {
    let rate = payment.rate.filter(|rate| *rate > 0)?;
    let amount = payment.amount;
    let times = amount.checked_div(rate).filter(|times| amount % rate == 0 && (1..=MAX_POSTS).contains(times));
    let per_order = is_per_order(&payment.basis);
    let expected = if per_order {
        let expected = rate.checked_mul(payment.orders?)?;
        if expected.abs_diff(amount) <= TOLERANCE.unsigned_abs() {
            return None;
        }
        format!("{} ({} × {} orders)", money(expected), money(rate), payment.orders?)
    } else if times.is_some() {
        return None;
    } else {
        format!("{} or a whole number of times that", money(rate))
    };
    Some(Note {
        kind: IssueKind::PayoutMismatch,
        place: payment.place,
        affected: Affected::spend(amount),
        column: "total_payout",
        found: money(amount),
        expected,
        fix: guess(rate, amount, times.filter(|_| per_order), sold),
    })
}

/// Why the total may be another.
fn guess(rate: i64, amount: i64, times: Option<i64>, sold: i64) -> &'static str {
    // The rate as a percentage: rate/100 of the revenue.
    let of_revenue = i128::from(sold) * i128::from(rate) / i128::from(100 * definitions::MICROS_PER_UNIT);
    let is_share = sold > 0 && of_revenue > 0 && (of_revenue - i128::from(amount)).abs() * 200 <= of_revenue;
    match times {
        _ if is_share => "It is the rate as a percentage of the revenue: perhaps a commission. The total counts.",
        Some(1) => "It is the rate once: perhaps paid per post. The total counts.",
        Some(_) => "It is the rate a whole number of times: perhaps paid per post. The total counts.",
        None => "Correct the rate or the total; the total counts.",
    }
}

fn money(micros: i64) -> String {
    definitions::decimal(micros)
}
