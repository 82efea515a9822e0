//! What the influencers are paid: per post as negotiated, or per order as it turned out; when, and under which reference.

use std::collections::BTreeMap;

use super::audit::{self, Case};
use super::calendar::{DAYS, Day};
use super::campaigns::{Basis, Campaign, Seller};
use super::cells::Origin;
use super::dice::{Dice, Stream};
use super::ledger::{Payment, Purpose, State, Work};
use super::roster;
use super::share::Share;
use super::world::World;

/// Orders and paise credited, by campaign and person.
type Credited = BTreeMap<(usize, usize), (i64, i64)>;

/// A month of the affiliates, which is paid for at its end.
const MONTH_DAYS: Day = 30;
const AFFILIATE_RATE_PAISE: i64 = 18_000;

/// All rows of `payouts.csv` in their order, and the cases an auditor should find among them.
pub(super) fn due(world: &World) -> (Vec<Payment>, Vec<Case>) {
    let mut dice = Dice::new(world.size.seed, Stream::Payments);
    let credited = credited(world);
    let mut payments: Vec<Payment> = (world.campaigns.iter().enumerate())
        .flat_map(|(index, campaign)| campaign_payments(index, campaign, world, &credited, &mut dice))
        .chain(affiliate_payments(world))
        .collect();
    let cases = audit::plant(world, &mut payments);
    (payments, cases)
}

fn credited(world: &World) -> Credited {
    let mut credited = Credited::new();
    for cell in &world.cells {
        if let Origin::Credited { campaign, person } = cell.origin {
            let sums = credited.entry((campaign, person)).or_default();
            sums.0 += cell.orders;
            sums.1 += cell.paise;
        }
    }
    credited
}

fn campaign_payments(
    index: usize,
    campaign: &Campaign,
    world: &World,
    credited: &Credited,
    dice: &mut Dice,
) -> Vec<Payment> {
    let brought: i64 = credited.range((index, 0)..(index + 1, 0)).map(|(_, sums)| sums.1).sum();
    let standing = campaign.sellers.iter().map(|seller| seller.standing).sum();
    let mut fees = Share::new(brought / campaign.fortune.roas * 1000, standing);
    let mut payments = Vec::new();
    for seller in &campaign.sellers {
        let fee = fees.next(seller.standing);
        let orders = credited.get(&(index, seller.person)).map_or(0, |sums| sums.0);
        let named = named(campaign, seller, world, dice);
        let rows = match seller.basis {
            Basis::Post => per_post(seller, fee, dice),
            Basis::Order => per_order(campaign, orders, dice),
        };
        let rows = rows.into_iter().filter(|payment| payment.paise > 0 && !seller.unpaid);
        let work = Work::Campaign(index);
        payments.extend(rows.map(|payment| Payment { work, person: seller.person, named, ..payment }));
    }
    payments
}

/// Some weeks after the last post, or in two instalments.
fn per_post(seller: &Seller, fee: i64, dice: &mut Dice) -> Vec<Payment> {
    let posts = seller.posts.len() as i64;
    let rate_paise = rounded_rate(fee / posts);
    let first = if dice.chance(250) { posts / 2 } else { posts };
    let mut payment = |posts: i64, after: Option<usize>| {
        let day = after.map_or(0, |post| seller.posts[post].day) + dice.between(9, 33) as Day;
        payment(Basis::Post, (rate_paise, 0, rate_paise * posts), day, dice)
    };
    [payment(first, (first as usize).checked_sub(1)), payment(posts - first, seller.posts.len().checked_sub(1))].into()
}

/// Rates are agreed in round numbers: hundreds of rupees, and five hundreds above ten thousand.
fn rounded_rate(paise: i64) -> i64 {
    let step = if paise < 1_000_000 { 10_000 } else { 50_000 };
    ((paise + step / 2) / step * step).max(30_000)
}

fn per_order(campaign: &Campaign, orders: i64, dice: &mut Dice) -> Vec<Payment> {
    let rate_paise = dice.between(26, 66) * 1_000;
    let day = campaign.end + dice.between(5, 24) as Day;
    vec![payment(Basis::Order, (rate_paise, orders, rate_paise * orders), day, dice)]
}

/// What falls after the last day of the data has not been paid yet.
fn payment(basis: Basis, (rate_paise, orders, paise): (i64, i64, i64), day: Day, dice: &mut Dice) -> Payment {
    let state = match day {
        0..DAYS => State::Paid(day),
        _ if dice.chance(500) => State::Pending,
        _ => State::Due,
    };
    let (work, named, reference) = (Work::Affiliate, Purpose::Nothing, None);
    Payment { work, person: 0, basis, rate_paise, orders, paise, named, state, reference }
}

/// A purpose is left out only where the person's other work cannot be meant.
fn named(campaign: &Campaign, seller: &Seller, world: &World, dice: &mut Dice) -> Purpose {
    let takes_part = |other: &&Campaign| other.sellers.iter().any(|one| one.person == seller.person);
    let campaigns = || world.campaigns.iter().filter(takes_part);
    let of_brand = campaigns().filter(|other| other.brand == campaign.brand).count();
    let is_affiliate = roster::affiliates(&world.roster).contains(&seller.person);
    match dice.below(100) {
        0..70 if campaigns().count() == 1 && !is_affiliate => Purpose::Nothing,
        0..60 if of_brand == 1 && !is_affiliate => Purpose::Brand,
        _ => Purpose::BrandAndCampaign,
    }
}

fn affiliate_payments(world: &World) -> Vec<Payment> {
    let mut orders: BTreeMap<(Day, usize), i64> = BTreeMap::new();
    for cell in &world.cells {
        if let Origin::Affiliate { person } = cell.origin {
            *orders.entry((cell.day / MONTH_DAYS, person)).or_default() += cell.orders;
        }
    }
    let paid = |((month, person), orders): ((Day, usize), i64)| {
        let day = (month + 1) * MONTH_DAYS + 6;
        Payment {
            work: Work::Affiliate,
            person,
            basis: Basis::Order,
            rate_paise: AFFILIATE_RATE_PAISE,
            orders,
            paise: AFFILIATE_RATE_PAISE * orders,
            named: Purpose::BrandAndCampaign,
            state: if day < DAYS { State::Paid(day) } else { State::Due },
            reference: None,
        }
    };
    orders.into_iter().map(paid).collect()
}
