//! What the influencers sell, and what that takes from the organic sales of the same days.

use super::calendar::Day;
use super::campaigns::{Campaign, Seller};
use super::catalogue::BRANDS;
use super::cells::{Origin, SalesCell};
use super::dice::Dice;
use super::share::Share;

/// Sales so many days after a post, in permille of its first day.
const AFTERGLOW_PERMILLE: [i64; 14] = [1000, 760, 560, 420, 320, 250, 200, 160, 130, 100, 80, 60, 45, 30];
const DAY_LUCK_PERMILLE: i64 = 700;
/// Buyers with a code pay less, and their baskets vary.
const CODE_PRICE_PERMILLE: i64 = 920;
const BASKET_LUCK_PERMILLE: i64 = 90;
/// No campaign takes more than this of a day's organic sales.
const MAX_CANNIBALISED_PERMILLE: i64 = 600;

/// The credited cells of campaign number `index`. `organic` are all organic cells.
pub(super) fn credited(index: usize, campaign: &Campaign, organic: &[SalesCell], dice: &mut Dice) -> Vec<SalesCell> {
    let usual: i64 = (organic.iter())
        .filter(|cell| cell.brand == campaign.brand)
        .filter(|cell| (campaign.start..=campaign.end).contains(&cell.day))
        .map(|cell| cell.orders)
        .sum();
    let pull = |seller: &Seller| seller.standing * seller.appeal;
    let all_pull = campaign.sellers.iter().map(pull).sum();
    let mut orders = Share::new(usual * campaign.fortune.reach / 1000, all_pull);
    (campaign.sellers.iter())
        .flat_map(|seller| seller_cells(index, campaign, seller, orders.next(pull(seller)), dice))
        .collect()
}

fn seller_cells(index: usize, campaign: &Campaign, seller: &Seller, orders: i64, dice: &mut Dice) -> Vec<SalesCell> {
    let mut places = Vec::new();
    for day in campaign.start..=campaign.last_sale() {
        for &product in &seller.products {
            places.push((day, product, interest(seller, day) * dice.factor(DAY_LUCK_PERMILLE)));
        }
    }
    let mut parts = Share::new(orders, places.iter().map(|place| place.2).sum());
    (places.into_iter())
        .map(|(day, product, weight)| (day, product, parts.next(weight)))
        .filter(|&(_, _, orders)| orders > 0)
        .map(|(day, product, orders)| SalesCell {
            day,
            brand: campaign.brand,
            product,
            origin: Origin::Credited { campaign: index, person: seller.person },
            orders,
            paise: orders * paise_each(campaign.brand, product, dice),
            paise_without_campaign: 0,
        })
        .collect()
}

fn interest(seller: &Seller, day: Day) -> i64 {
    (seller.posts.iter())
        .filter(|&&post| post <= day)
        .filter_map(|&post| AFTERGLOW_PERMILLE.get(usize::from(day - post)))
        .sum()
}

fn paise_each(brand: usize, product: usize, dice: &mut Dice) -> i64 {
    let permille = CODE_PRICE_PERMILLE * dice.factor(BASKET_LUCK_PERMILLE) / 1000;
    BRANDS[brand].products[product].rupees * permille / 10
}

/// Takes from each organic day of the campaign what its credited sales displaced and adds the halo.
pub(super) fn displace(campaign: &Campaign, credited: &[SalesCell], organic: &mut [SalesCell]) {
    for day in campaign.start..=campaign.last_sale() {
        let brought = credited.iter().filter(|cell| cell.day == day).map(|cell| cell.paise).sum();
        let shelf = |cell: &&mut SalesCell| cell.day == day && cell.brand == campaign.brand;
        displace_day(campaign, brought, organic.iter_mut().filter(shelf).collect());
    }
}

fn displace_day(campaign: &Campaign, brought: i64, shelf: Vec<&mut SalesCell>) {
    let usual: i64 = shelf.iter().map(|cell| cell.paise).sum();
    let taken = (brought * campaign.fortune.cannibalised / 1000).min(usual * MAX_CANNIBALISED_PERMILLE / 1000);
    let added = brought * campaign.fortune.halo / 1000;
    let mut losses = Share::new(taken - added, usual);
    for cell in shelf {
        cell.paise -= losses.next(cell.paise_without_campaign);
        cell.orders = orders_left(cell);
    }
}

/// Orders fall with the money, to the nearest whole one and never to none.
fn orders_left(cell: &SalesCell) -> i64 {
    let (usual, left) = (i128::from(cell.paise_without_campaign), i128::from(cell.paise));
    let exact_twice = 2 * i128::from(cell.orders) * left + usual;
    ((exact_twice / (2 * usual)) as i64).max(1)
}
