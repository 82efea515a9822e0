//! What is paid by the piece against what was done.

use definitions::PayUnit;

use super::{Case, CaseKind, Certainty, Open};
use crate::line::{Line, rate};

/// Paid orders against tracked ones.
pub(super) fn orders(open: &Open<'_>) -> Vec<Case> {
    let by_order = open.lines.iter().filter(|line| line.unit == PayUnit::Order);
    let of_line = |line: &Line| {
        let covered = covered(open, line, line.orders.max(0))?;
        too_many(open, line, &covered, line.orders.max(0)).or_else(|| too_few(open, line, &covered))
    };
    by_order.filter_map(of_line).collect()
}

/// Paid posts against published ones. An influencer without any post may be missing in the list of posts: that is asked, though the
/// statement deducts nothing for it.
pub(super) fn posts(open: &Open<'_>) -> Vec<Case> {
    let by_post = open.lines.iter().filter(|line| open.ledger.has_posts && line.unit == PayUnit::Post);
    let of_line = |line: &Line| {
        let published = line.posts.unwrap_or(0);
        too_many(open, line, &covered(open, line, published)?, published)
    };
    by_post.filter_map(of_line).collect()
}

/// What a payment is for, and how much of it was done.
struct Covered {
    at: usize,
    rate: i64,
    units: i64,
    done: i64,
}

impl Covered {
    fn is_missing(&self) -> bool {
        self.units > self.done
    }
}

/// What was done goes to the payments by their order, but to no repeat. Nothing where a payment does not say what it is for.
fn covered(open: &Open<'_>, line: &Line, done: i64) -> Option<Vec<Covered>> {
    let mut left = done;
    let cover = |at: usize| {
        let payment = &open.ledger.payments[at];
        let (rate, units) = (rate(payment)?, payment.units()?);
        let done = units.min(left);
        left -= done;
        Some(Covered { at, rate, units, done })
    };
    line.payments.iter().copied().filter(|at| !open.is_repeat[*at]).map(cover).collect()
}

fn too_many(open: &Open<'_>, line: &Line, covered: &[Covered], known: i64) -> Option<Case> {
    let missing: Vec<&Covered> = covered.iter().filter(|one| !open.is_taken[one.at] && one.is_missing()).collect();
    if missing.is_empty() {
        return None;
    }
    let more: i64 = missing.iter().map(|one| one.units - one.done).fold(0, i64::saturating_add);
    let cost = |one: &&Covered| one.rate.saturating_mul(one.units - one.done);
    let at_risk = missing.iter().map(cost).fold(0, i64::saturating_add);
    let kind = match line.unit {
        PayUnit::Post => CaseKind::PostsMissing,
        _ if more <= line.returned => CaseKind::ReturnedOrdersPaid,
        _ => CaseKind::OrdersDiffer,
    };
    // Only where the work is named, and some of it was done, is nothing else likely; and where posts of other work cannot be
    // meant.
    let is_named = !line.scope.campaign.is_empty() && known > 0;
    let is_alone = line.unit == PayUnit::Order || open.posts_around(line) <= known;
    let certainty = if is_named && is_alone { Certainty::Likely } else { Certainty::ToCheck };
    let payments = missing.iter().map(|one| one.at).collect();
    let stated = covered.iter().map(|one| one.units).fold(0, i64::saturating_add);
    Some(Case { stated: Some(stated), known: Some(known), ..open.case(line, kind, certainty, payments, at_risk) })
}

/// The last payment stands for what is tracked and in none.
fn too_few(open: &Open<'_>, line: &Line, covered: &[Covered]) -> Option<Case> {
    let stated = covered.iter().map(|one| one.units).fold(0, i64::saturating_add);
    let last = covered.last().filter(|last| !open.is_taken[last.at] && stated < line.orders)?;
    let owed = last.rate.saturating_mul(line.orders - stated);
    let case = open.case(line, CaseKind::OrdersDiffer, Certainty::ToCheck, vec![last.at], 0);
    Some(Case { owed, stated: Some(stated), known: Some(line.orders), ..case })
}
