//! Codes of no campaign: they sell a little on all days, whatever the brand does otherwise.

use super::calendar::Day;
use super::catalogue::BRANDS;
use super::cells::{Origin, SalesCell, paise_of};
use super::dice::Dice;
use super::roster::{self, Person};

/// Orders with each of the codes, of the brand's organic orders of the day.
const REACH_PERMILLE: [i64; 2] = [85, 55];
/// The brand that has them.
pub(super) const BRAND: usize = 0;

/// One cell a day and code that sold. `organic` as it was drawn, in order of day.
pub(super) fn draw(roster: &[Person], organic: &[SalesCell], dice: &mut Dice) -> Vec<SalesCell> {
    let days = organic.chunk_by(|one, next| one.day == next.day);
    days.flat_map(|day| {
        let orders: i64 = day.iter().filter(|cell| cell.brand == BRAND).map(|cell| cell.orders).sum();
        day_cells(day[0].day, orders, roster::affiliates(roster), dice)
    })
    .collect()
}

fn day_cells(day: Day, organic_orders: i64, people: [usize; 2], dice: &mut Dice) -> Vec<SalesCell> {
    let mut cells = Vec::new();
    for (person, reach) in people.into_iter().zip(REACH_PERMILLE) {
        let orders = dice.count(organic_orders * reach);
        let product = dice.below(BRANDS[BRAND].products.len() as u64) as usize;
        let paise = paise_of(orders, BRANDS[BRAND].products[product].rupees * 95, dice);
        let origin = Origin::Affiliate { person };
        let cell = SalesCell { day, brand: BRAND, product, origin, orders, paise, paise_without_campaign: paise };
        cells.extend((orders > 0).then_some(cell));
    }
    cells
}
