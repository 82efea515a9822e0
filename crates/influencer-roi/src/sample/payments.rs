//! What the influencers are paid: per post as negotiated, or per order as it turned out.

use std::collections::BTreeMap;

use super::campaigns::{Basis, Campaign, Seller};
use super::cells::Origin;
use super::dice::{Dice, Stream};
use super::share::Share;
use super::world::World;

/// One row of `payouts.csv`. What it is for is known here even where the file does not say.
#[derive(Debug, Clone)]
pub(super) struct Payment {
    pub(super) campaign: usize,
    pub(super) person: usize,
    pub(super) basis: Basis,
    pub(super) rate_paise: i64,
    /// Of a payment per order; 0 of one per post.
    pub(super) orders: i64,
    pub(super) paise: i64,
    pub(super) named: Purpose,
}

/// What the row says of its purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    BrandAndCampaign,
    Brand,
    Nothing,
}

/// Orders and paise credited, by campaign and person.
type Credited = BTreeMap<(usize, usize), (i64, i64)>;

pub(super) fn due(world: &World) -> Vec<Payment> {
    let mut dice = Dice::new(world.size.seed, Stream::Payments);
    let credited = credited(world);
    (world.campaigns.iter().enumerate())
        .flat_map(|(index, campaign)| campaign_payments(index, campaign, world, &credited, &mut dice))
        .collect()
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
        let named = named(campaign, seller, &world.campaigns, dice);
        let unnamed = match seller.basis {
            Basis::Post => per_post(seller, fee, dice),
            Basis::Order => per_order(orders, dice),
        };
        let rows = unnamed.into_iter().filter(|payment| payment.paise > 0 && !seller.unpaid);
        payments.extend(rows.map(|payment| Payment { campaign: index, person: seller.person, named, ..payment }));
    }
    payments
}

/// Once after the last post, or in two instalments.
fn per_post(seller: &Seller, fee: i64, dice: &mut Dice) -> Vec<Payment> {
    let posts = seller.posts.len() as i64;
    let rate_paise = rounded_rate(fee / posts);
    let first = if dice.chance(250) { posts / 2 } else { posts };
    [first, posts - first].map(|posts| payment(Basis::Post, rate_paise, 0, rate_paise * posts)).into()
}

/// Rates are agreed in round numbers: hundreds of rupees, and five hundreds above ten thousand.
fn rounded_rate(paise: i64) -> i64 {
    let step = if paise < 1_000_000 { 10_000 } else { 50_000 };
    ((paise + step / 2) / step * step).max(30_000)
}

fn per_order(orders: i64, dice: &mut Dice) -> Vec<Payment> {
    let rate_paise = dice.between(14, 46) * 1_000;
    vec![payment(Basis::Order, rate_paise, orders, rate_paise * orders)]
}

fn payment(basis: Basis, rate_paise: i64, orders: i64, paise: i64) -> Payment {
    Payment { campaign: 0, person: 0, basis, rate_paise, orders, paise, named: Purpose::Nothing }
}

/// A purpose is left out only where the person's other work cannot be meant.
fn named(campaign: &Campaign, seller: &Seller, campaigns: &[Campaign], dice: &mut Dice) -> Purpose {
    let takes_part = |other: &&Campaign| other.sellers.iter().any(|one| one.person == seller.person);
    let campaigns_of = campaigns.iter().filter(takes_part).count();
    let of_brand = campaigns.iter().filter(takes_part).filter(|other| other.brand == campaign.brand).count();
    match dice.below(100) {
        0..70 if campaigns_of == 1 => Purpose::Nothing,
        0..60 if of_brand == 1 => Purpose::Brand,
        _ => Purpose::BrandAndCampaign,
    }
}
