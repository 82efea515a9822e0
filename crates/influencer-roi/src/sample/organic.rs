//! What the brands sell by themselves: the counterfactual, drawn before any campaign.

use super::calendar::{self, DAYS, Day};
use super::catalogue::{BRANDS, Brand};
use super::cells::{Origin, SalesCell};
use super::dice::Dice;

/// Largest step of the mood all brands share, and how much of it lasts to the next day.
const MOOD_STEP_PERMILLE: i64 = 45;
const MOOD_LASTS_PERMILLE: i64 = 850;
const BRAND_LUCK_PERMILLE: i64 = 80;
const PRODUCT_LUCK_PERMILLE: i64 = 160;
const BASKET_LUCK_PERMILLE: i64 = 50;

/// Factors of one brand's day, in permille.
struct Demand {
    usual: i64,
    mood: i64,
    luck: i64,
}

/// One cell a day and product, in order of day, brand, product. `volume` in permille of a usual shop.
pub(super) fn draw(brands: usize, volume: i64, dice: &mut Dice) -> Vec<SalesCell> {
    let mut cells = Vec::new();
    let mut mood = 0;
    for day in 0..DAYS {
        mood = mood * MOOD_LASTS_PERMILLE / 1000 + dice.factor(MOOD_STEP_PERMILLE) - 1000;
        for (brand, shelf) in BRANDS.iter().enumerate().take(brands) {
            let demand = Demand {
                usual: calendar::demand_permille(day),
                mood: 1000 + mood,
                luck: dice.factor(BRAND_LUCK_PERMILLE),
            };
            for product in 0..shelf.products.len() {
                cells.push(cell(day, (brand, product), volume, &demand, dice));
            }
        }
    }
    cells
}

fn cell(day: Day, (brand, product): (usize, usize), volume: i64, demand: &Demand, dice: &mut Dice) -> SalesCell {
    let orders = orders(&BRANDS[brand], product, volume, demand, dice);
    let paise_each = BRANDS[brand].products[product].rupees * dice.factor(BASKET_LUCK_PERMILLE) / 10;
    SalesCell {
        day,
        brand,
        product,
        origin: Origin::Organic,
        orders,
        paise: orders * paise_each,
        paise_without_campaign: orders * paise_each,
    }
}

/// At least one, so that every product has a row on every day.
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
    let exact: i128 = factors.into_iter().map(i128::from).product();
    dice.rounded(exact, 1_000_i128.pow(6)).max(1)
}
