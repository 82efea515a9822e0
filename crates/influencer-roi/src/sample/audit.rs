//! What an auditor of the payments should find: planted, and listed in `truth.json`.

use super::calendar::{DAYS, Day};
use super::campaigns::Basis;
use super::cells::Origin;
use super::ledger::{Payment, Purpose, State, Work};
use super::posts;
use super::world::World;

/// One finding, with the payments it rests on by their places in the file.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) kind: Kind,
    pub(super) person: usize,
    /// Nothing where it is about all of a person's work.
    pub(super) work: Option<Work>,
    /// What was paid too much, or for nothing; of sales never paid, their revenue.
    pub(super) paise: i64,
    pub(super) payments: Vec<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Kind {
    /// The same amount to the same person under the same reference, days apart.
    PaidTwice,
    /// The total is not what rate and orders say.
    NotTheAgreedRate,
    /// Paid for more orders than were credited.
    MoreOrdersThanCredited,
    /// Paid for a post that was never published.
    PostMissing,
    PaidWithoutSales,
    SoldAndNotPaid,
    /// Paid, and credited to the owner of the code that was used.
    SharedCode,
    /// Called back and paid again: counts once.
    Cancelled,
}

/// How long after the first the second payment of the same work is made.
const TWICE_AFTER_DAYS: Day = 4;
/// Paid orders that were never credited, of those that were.
const MORE_ORDERS_PERCENT: i64 = 20;

/// Adds the cases that are rows of their own, changes rows that others rest on, and gives what was paid its reference.
pub(super) fn plant(world: &World, payments: &mut Vec<Payment>) -> Vec<Case> {
    let mut cases: Vec<Case> =
        [other_rate(payments), more_orders(payments), missing_post(world, payments)].into_iter().flatten().collect();
    cases.extend(called_back(payments));
    number(payments);
    cases.extend(paid_twice(payments));
    cases.extend(without_sales(world, payments));
    cases.extend(not_paid(world));
    cases.extend(shared_codes(world, payments));
    cases
}

/// The places of payments of one kind that were made, leave room for another before the data end, and name their purpose.
fn made(payments: &[Payment], basis: Basis) -> Vec<usize> {
    let is_made = |payment: &Payment| match payment.state {
        State::Paid(day) => day + TWICE_AFTER_DAYS < DAYS,
        State::Pending | State::Due | State::Cancelled => false,
    };
    (payments.iter().enumerate())
        .filter(|(_, payment)| payment.basis == basis && is_made(payment) && payment.work != Work::Affiliate)
        .filter(|(_, payment)| payment.named == Purpose::BrandAndCampaign)
        .map(|(place, _)| place)
        .collect()
}

fn case(kind: Kind, payments: &[Payment], places: Vec<usize>, paise: i64) -> Option<Case> {
    let Payment { person, work, .. } = *payments.get(*places.first()?)?;
    Some(Case { kind, person, work: Some(work), paise, payments: places })
}

fn largest_orders(payments: &[Payment]) -> Vec<usize> {
    let mut per_order = made(payments, Basis::Order);
    per_order.sort_by_key(|&place| (-payments[place].orders, place));
    per_order
}

/// A tenth more than agreed.
fn other_rate(payments: &mut [Payment]) -> Option<Case> {
    let place = *largest_orders(payments).first()?;
    let more = payments[place].paise / 10;
    payments[place].paise += more;
    case(Kind::NotTheAgreedRate, payments, vec![place], more)
}

fn more_orders(payments: &mut [Payment]) -> Option<Case> {
    let place = *largest_orders(payments).get(1)?;
    let more_orders = payments[place].orders * MORE_ORDERS_PERCENT / 100 + 1;
    let more = more_orders * payments[place].rate_paise;
    payments[place].orders += more_orders;
    payments[place].paise += more;
    case(Kind::MoreOrdersThanCredited, payments, vec![place], more)
}

fn missing_post(world: &World, payments: &[Payment]) -> Option<Case> {
    let (campaign, person) = posts::never_published(world)?;
    let of_work = |payment: &Payment| payment.work == Work::Campaign(campaign) && payment.person == person;
    let places: Vec<usize> = (0..payments.len()).filter(|&place| of_work(&payments[place])).collect();
    let rate = payments[*places.first()?].rate_paise;
    case(Kind::PostMissing, payments, places, rate)
}

/// Two transfers went to a wrong account: called back, and made again.
fn called_back(payments: &mut Vec<Payment>) -> Vec<Case> {
    let per_post = by_size(payments);
    let mut cases = Vec::new();
    for place in [per_post.len() / 2, per_post.len() * 2 / 3].into_iter().filter_map(|at| per_post.get(at).copied()) {
        payments.push(Payment { state: State::Cancelled, ..payments[place].clone() });
        cases.extend(case(Kind::Cancelled, payments, vec![payments.len() - 1, place], payments[place].paise));
    }
    cases
}

/// In order of the file.
fn number(payments: &mut [Payment]) {
    for (number, payment) in (1..).zip(payments) {
        payment.reference = match payment.state {
            State::Paid(_) | State::Cancelled => Some(number),
            State::Pending | State::Due => None,
        };
    }
}

/// Payments for posts from the smallest to the largest.
fn by_size(payments: &[Payment]) -> Vec<usize> {
    let mut per_post = made(payments, Basis::Post);
    per_post.sort_by_key(|&place| (payments[place].paise, place));
    per_post
}

/// One that is larger than most.
fn paid_twice(payments: &mut Vec<Payment>) -> Option<Case> {
    let per_post = by_size(payments);
    let place = *per_post.get(per_post.len() * 4 / 5)?;
    let State::Paid(day) = payments[place].state else { return None };
    payments.push(Payment { state: State::Paid(day + TWICE_AFTER_DAYS), ..payments[place].clone() });
    case(Kind::PaidTwice, payments, vec![place, payments.len() - 1], payments[place].paise)
}

/// By person: what is credited to each.
fn revenue(world: &World) -> Vec<i64> {
    let mut revenue = vec![0; world.roster.len()];
    for cell in &world.cells {
        match cell.origin {
            Origin::Credited { person, .. } | Origin::Refund { person, .. } | Origin::Affiliate { person } => {
                revenue[person] += cell.paise;
            }
            Origin::Organic | Origin::Stranger { .. } => {}
        }
    }
    revenue
}

fn counted(payments: &[Payment], person: usize) -> Vec<usize> {
    let counts = |payment: &Payment| payment.person == person && payment.counts();
    (0..payments.len()).filter(|&place| counts(&payments[place])).collect()
}

fn without_sales(world: &World, payments: &[Payment]) -> Vec<Case> {
    let silent = revenue(world).into_iter().enumerate().filter(|(_, revenue)| *revenue == 0);
    let paid = silent.map(|(person, _)| (person, counted(payments, person))).filter(|(_, places)| !places.is_empty());
    paid.map(|(person, places)| {
        let paise = places.iter().map(|&place| payments[place].paise).sum();
        Case { kind: Kind::PaidWithoutSales, person, work: None, paise, payments: places }
    })
    .collect()
}

fn not_paid(world: &World) -> Vec<Case> {
    let unpaid = |person: usize| {
        world.campaigns.iter().flat_map(|campaign| &campaign.sellers).any(|one| one.person == person && one.unpaid)
    };
    (revenue(world).into_iter().enumerate())
        .filter(|(person, revenue)| *revenue > 0 && unpaid(*person))
        .map(|(person, paise)| Case { kind: Kind::SoldAndNotPaid, person, work: None, paise, payments: Vec::new() })
        .collect()
}

fn shared_codes(world: &World, payments: &[Payment]) -> Vec<Case> {
    let shared = |(index, campaign): (usize, &super::campaigns::Campaign)| {
        let (_, user) = campaign.shared_code?;
        let (person, work) = (campaign.sellers[user].person, Work::Campaign(index));
        let places: Vec<usize> =
            counted(payments, person).into_iter().filter(|&place| payments[place].work == work).collect();
        let paise = places.iter().map(|&place| payments[place].paise).sum();
        Some(Case { kind: Kind::SharedCode, person, work: Some(work), paise, payments: places })
    };
    world.campaigns.iter().enumerate().filter_map(shared).collect()
}
