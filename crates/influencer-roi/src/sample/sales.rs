//! What the influencers sell, and what that takes from the organic sales of the same days.

use super::calendar::Day;
use super::campaigns::{Campaign, Seller};
use super::catalogue::BRANDS;
use super::cells::{Origin, SalesCell, paise_of};
use super::dice::Dice;
use super::share::Share;

/// Sales so many days after a post, in permille of its first day.
const AFTERGLOW_PERMILLE: [i64; 14] = [1000, 760, 560, 420, 320, 250, 200, 160, 130, 100, 80, 60, 45, 30];
const DAY_LUCK_PERMILLE: i64 = 700;
/// In paise of a rupee: buyers with a code pay less.
const CODE_PRICE: i64 = 92;
/// No campaign takes more than this of a day's organic sales.
const MAX_CANNIBALISED_PERMILLE: i64 = 700;
/// Orders that find their day one by one; more follow the weights.
const MAX_ONE_BY_ONE: i64 = 4_096;

/// The credited cells of campaign number `index`. `organic` are all organic cells.
pub(super) fn credited(index: usize, campaign: &Campaign, organic: &[SalesCell], dice: &mut Dice) -> Vec<SalesCell> {
    let usual: i64 = (organic.iter())
        .filter(|cell| cell.brand == campaign.brand)
        .filter(|cell| (campaign.start..=campaign.end).contains(&cell.day))
        .map(|cell| cell.orders)
        .sum();
    let pull = |seller: &Seller| seller.standing * seller.appeal;
    let all_pull = campaign.sellers.iter().map(pull).sum();
    let mut permille = Share::new(usual * campaign.fortune.reach, all_pull);
    (campaign.sellers.iter())
        .flat_map(|seller| {
            let orders = dice.count(permille.next(pull(seller)));
            seller_cells(index, campaign, seller, orders, dice)
        })
        .collect()
}

fn seller_cells(index: usize, campaign: &Campaign, seller: &Seller, orders: i64, dice: &mut Dice) -> Vec<SalesCell> {
    let mut places = Vec::new();
    for day in campaign.start..=campaign.last_sale() {
        for &product in &seller.products {
            places.push((day, product, interest(seller, day) * dice.factor(DAY_LUCK_PERMILLE)));
        }
    }
    let weights: Vec<i64> = places.iter().map(|place| place.2).collect();
    (places.into_iter().zip(allotted(orders, &weights, dice)))
        .filter(|&(_, orders)| orders > 0)
        .map(|((day, product, _), orders)| SalesCell {
            day,
            brand: campaign.brand,
            product,
            origin: Origin::Credited { campaign: index, person: seller.person },
            orders,
            paise: paise_of(orders, BRANDS[campaign.brand].products[product].rupees * CODE_PRICE, dice),
            paise_without_campaign: 0,
        })
        .collect()
}

fn interest(seller: &Seller, day: Day) -> i64 {
    (seller.posts.iter())
        .filter(|post| post.day <= day)
        .filter_map(|post| Some(AFTERGLOW_PERMILLE.get(usize::from(day - post.day))? * post.spread / 1000))
        .sum()
}

/// The orders of each place: every buyer comes by himself, more often where the weight is large.
fn allotted(orders: i64, weights: &[i64], dice: &mut Dice) -> Vec<i64> {
    let all: i64 = weights.iter().sum();
    if orders > MAX_ONE_BY_ONE || all == 0 {
        let mut parts = Share::new(orders, all);
        return weights.iter().map(|&weight| parts.next(weight)).collect();
    }
    let passed: Vec<i64> = weights
        .iter()
        .scan(0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect();
    let mut parts = vec![0; weights.len()];
    for _ in 0..orders {
        let at = dice.below(all as u64) as i64;
        parts[passed.partition_point(|&upto| upto <= at)] += 1;
    }
    parts
}

/// Takes from each organic day of the campaign the buyers who used its codes instead. What organic sales lost by it, in
/// paise.
pub(super) fn displace(campaign: &Campaign, credited: &[SalesCell], organic: &mut [SalesCell], dice: &mut Dice) -> i64 {
    (campaign.start..=campaign.last_sale())
        .map(|day| {
            let brought = credited.iter().filter(|cell| cell.day == day).map(|cell| cell.paise).sum();
            let store = |cell: &&mut SalesCell| cell.day == day && cell.brand == campaign.brand;
            displace_day(campaign, brought, organic.iter_mut().filter(store).collect(), dice)
        })
        .sum()
}

fn displace_day(campaign: &Campaign, brought: i64, store: Vec<&mut SalesCell>, dice: &mut Dice) -> i64 {
    let usual: i64 = store.iter().map(|cell| cell.paise).sum();
    let taken = i128::from(brought) * i128::from(campaign.fortune.cannibalised) / i128::from(usual.max(1));
    let permille = (taken as i64).min(MAX_CANNIBALISED_PERMILLE);
    store.into_iter().map(|cell| lose(cell, permille, dice)).sum()
}

/// Whole orders, each worth what the cell's are on average; the first product of a brand keeps one.
fn lose(cell: &mut SalesCell, permille: i64, dice: &mut Dice) -> i64 {
    let lost = dice.count(cell.orders * permille).min(cell.orders - i64::from(cell.product == 0)).max(0);
    let paise = (i128::from(cell.paise) * i128::from(lost) / i128::from(cell.orders.max(1))) as i64;
    cell.orders -= lost;
    cell.paise -= paise;
    paise
}
