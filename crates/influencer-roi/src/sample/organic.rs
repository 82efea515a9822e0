//! What the brands sell by themselves: the counterfactual, drawn before any campaign.

use super::calendar::{self, DAYS, Day};
use super::catalogue::{BRANDS, Brand};
use super::cells::{Origin, SalesCell, paise_of};
use super::dice::Dice;

/// A mood that comes and goes: the largest step of a day, and how much of it lasts to the next.
struct Mood {
    step_permille: i64,
    lasts_permille: i64,
}

/// Of all brands: days.
const SHARED_MOOD: Mood = Mood { step_permille: 100, lasts_permille: 850 };
/// Of one brand: quiet and busy weeks.
const BRAND_MOOD: Mood = Mood { step_permille: 130, lasts_permille: 930 };
const BRAND_LUCK_PERMILLE: i64 = 120;
const PRODUCT_LUCK_PERMILLE: i64 = 160;

/// Factors of one brand's day, in permille.
struct Demand {
    usual: i64,
    mood: i64,
    luck: i64,
}

/// One cell a day and product that sold, in order of day, brand, product; the first product of a brand sells every day.
/// `volume` in permille of a usual shop.
pub(super) fn draw(brands: usize, volume: i64, dice: &mut Dice) -> Vec<SalesCell> {
    let mut cells = Vec::new();
    let (mut shared, mut moods) = (0, [0; BRANDS.len()]);
    for day in 0..DAYS {
        shared = SHARED_MOOD.next(shared, dice);
        for (brand, store) in BRANDS.iter().enumerate().take(brands) {
            moods[brand] = BRAND_MOOD.next(moods[brand], dice);
            let demand = Demand {
                usual: calendar::demand_permille(brand, day),
                mood: (1000 + shared) * (1000 + moods[brand]) / 1000,
                luck: dice.factor(BRAND_LUCK_PERMILLE),
            };
            let sold = (0..store.products.len()).map(|product| cell(day, (brand, product), volume, &demand, dice));
            cells.extend(sold.flatten());
        }
    }
    cells
}

/// Without the cells whose buyers all went elsewhere: what those would have brought is reported with the brand's first product,
/// which sells every day.
pub(super) fn sold(cells: Vec<SalesCell>) -> Vec<SalesCell> {
    let mut sold: Vec<SalesCell> = Vec::with_capacity(cells.len());
    for cell in cells {
        if cell.orders > 0 {
            sold.push(cell);
            continue;
        }
        let same_store = |other: &&mut SalesCell| (other.day, other.brand) == (cell.day, cell.brand);
        let first = sold.iter_mut().rev().take(cell.product).take_while(same_store).last();
        if let Some(first) = first {
            first.paise_without_campaign += cell.paise_without_campaign;
        }
    }
    sold
}

impl Mood {
    fn next(&self, mood: i64, dice: &mut Dice) -> i64 {
        mood * self.lasts_permille / 1000 + dice.factor(self.step_permille) - 1000
    }
}

fn cell(
    day: Day,
    (brand, product): (usize, usize),
    volume: i64,
    demand: &Demand,
    dice: &mut Dice,
) -> Option<SalesCell> {
    let orders = orders(&BRANDS[brand], product, volume, demand, dice);
    let paise = paise_of(orders, BRANDS[brand].products[product].rupees * 100, dice);
    let sold = SalesCell { day, brand, product, origin: Origin::Organic, orders, paise, paise_without_campaign: paise };
    (orders > 0).then_some(sold)
}

fn orders(brand: &Brand, product: usize, volume: i64, demand: &Demand, dice: &mut Dice) -> i64 {
    let factors = [
        brand.daily_orders,
        brand.products[product].popularity,
        volume,
        demand.usual,
        demand.mood,
        demand.luck,
        dice.factor(PRODUCT_LUCK_PERMILLE),
    ];
    let permille = factors.into_iter().map(i128::from).product::<i128>() / 1_000_i128.pow(5);
    dice.count(permille as i64).max(i64::from(product == 0))
}
