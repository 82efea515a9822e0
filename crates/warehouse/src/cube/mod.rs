//! The cube: sales summed at the grain class × influencer × brand × product × campaign × day, with spend spread over it.
//!
//! The sales of one influencer with one brand, product and campaign are a run of days with running totals, so that a question
//! about a period subtracts two of them. What is asked most is summed once more: by combination and day over all influencers,
//! and by influencer and day over all combinations. Spend is spread over the cells once, here; the baseline is shared out for
//! each question, in `gather`.

mod facets;
mod parts;
mod people;
mod runs;
mod spread;
mod texts;

use definitions::Day;

pub(crate) use facets::{COUNTED, Places};
pub use facets::{Facet, FacetValue};
pub(crate) use parts::{Parts, PaymentRow, PostCell, SalesCell, SalesKey, summed, summed_posts};
pub(crate) use people::{ATTRIBUTES, People};
pub(crate) use runs::{Calendar, Dailies, Period, Runs};
pub(crate) use texts::{BLANK_CODE, Dictionaries, Texts};

use crate::intake::Class;
use spread::spread;

/// Brand, product and campaign of a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Combination {
    pub(crate) brand: u32,
    pub(crate) product: u32,
    pub(crate) campaign: u32,
}

impl Combination {
    pub(crate) const fn codes(self) -> [u32; 3] {
        [self.brand, self.product, self.campaign]
    }
}

/// Whose sales a run of the cube holds, and of what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Series {
    pub(crate) profile: u32,
    pub(crate) combination: u32,
}

/// One (brand, influencer, campaign) that carries a share of the brand's organic sales. Ordered by brand, then by key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    pub(crate) brand: u32,
    pub(crate) influencer: u32,
    pub(crate) campaign: u32,
}

/// Sales of one brand and product that no influencer made. Ordered by exactly that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stock {
    pub(crate) class: Class,
    pub(crate) brand: u32,
    pub(crate) product: u32,
}

/// Everything a question is answered from.
#[derive(Debug)]
pub(crate) struct Cube {
    pub(crate) dictionaries: Dictionaries,
    pub(crate) people: People,
    /// Sorted; each one that has sales.
    pub(crate) combinations: Vec<Combination>,
    /// By influencer's code, then combination.
    pub(crate) series: Vec<Series>,
    /// Rows, orders, revenue and spend of each series.
    pub(crate) sales: Runs<4>,
    /// Orders and revenue of each series by day.
    pub(crate) by_series: Dailies,
    /// Orders and revenue of each combination, over all influencers.
    pub(crate) by_combination: Dailies,
    /// Orders and revenue of each influencer who has sales, over all combinations, by profile.
    pub(crate) by_profile: Dailies,
    /// The run of `by_profile` of each profile.
    pub(crate) run_of_profile: Vec<Option<u32>>,
    pub(crate) slots: Vec<Slot>,
    /// Revenue of each slot, which weighs when organic sales are shared out.
    pub(crate) weights: Runs<1>,
    /// Brands and products of organic and other sales; rows, orders and revenue of each.
    pub(crate) stocks: Vec<Stock>,
    pub(crate) unattributed: Runs<3>,
    /// By profile: everything paid, and what of it lies on no sale.
    pub(crate) paid: Vec<i64>,
    pub(crate) unallocated: Vec<i64>,
    /// By profile: at least half of it was paid per order.
    pub(crate) is_paid_per_order: Vec<bool>,
    /// The profile of each run of posts, reach, likes and comments.
    pub(crate) posters: Vec<u32>,
    pub(crate) posts: Runs<4>,
    pub(crate) has_organic: bool,
    pub(crate) days: Option<(Day, Day)>,
    /// As [`COUNTED`] lists them.
    pub(crate) facets: Vec<Facet>,
    /// Where the values of brand, product and campaign stand in their facets.
    pub(crate) places: [Places; 3],
}

impl Cube {
    pub(crate) fn new(parts: &Parts) -> Self {
        let Parts { dictionaries, roster, sales, payments, posts } = parts;
        let days = sales.iter().map(|cell| cell.key.day);
        let days = days.clone().min().zip(days.max());
        let attributed = sales.partition_point(|cell| cell.key.class == Class::Influencer);
        let (attributed, unattributed) = sales.split_at(attributed);
        let (spend, unallocated) = spread(payments, attributed, dictionaries.ids.len());
        let mentioned = attributed.iter().map(|cell| cell.key.influencer);
        let mentioned = mentioned.chain(payments.iter().map(|payment| payment.influencer));
        let mentioned = mentioned.chain(posts.iter().map(|post| post.influencer));
        let people = People::new(roster.clone(), &dictionaries.ids, mentioned);
        let (paid, per_order) = paid(payments, dictionaries.ids.len());
        let by_profile = |by_code: Vec<i64>| {
            let mut by_profile = vec![0; people.profiles.len()];
            let amounts = people.profile_of.iter().zip(by_code);
            amounts.for_each(|(profile, amount)| profile.iter().for_each(|&at| by_profile[at as usize] = amount));
            by_profile
        };
        let (paid, per_order, unallocated) = (by_profile(paid), by_profile(per_order), by_profile(unallocated));
        let is_paid_per_order =
            paid.iter().zip(per_order).map(|(paid, part)| part > 0 && part >= paid - part).collect();
        let combinations = combinations(attributed);
        let slots = slots_of(attributed);
        let order = in_series(attributed, &combinations);
        let (series, sales) = series_of(attributed, &spend, &order, &people);
        let weights = weights_of(attributed, &slots);
        let by_series = by_series(&sales);
        let by_combination = by_combination(attributed, &order, combinations.len());
        let (run_of_profile, by_profile) = summed_by_profile(attributed, &people);
        let (stocks, unattributed) = stocks_of(unattributed);
        let (posters, posts) = posts_of(posts, &people);
        let mut cube = Self {
            has_organic: stocks.iter().any(|stock| stock.class == Class::Organic),
            dictionaries: dictionaries.clone(),
            facets: Vec::new(),
            places: [const { Places(Vec::new()) }; 3],
            people,
            combinations,
            series,
            sales,
            by_series,
            by_combination,
            by_profile,
            run_of_profile,
            slots,
            weights,
            stocks,
            unattributed,
            paid,
            unallocated,
            is_paid_per_order,
            posters,
            posts,
            days,
        };
        cube.offered();
        cube
    }

    /// About how many bytes of memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        let runs = self.sales.bytes()
            + self.weights.bytes()
            + self.by_series.bytes()
            + self.by_combination.bytes()
            + self.by_profile.bytes()
            + self.unattributed.bytes();
        let keys = size_of_val(&*self.series) + size_of_val(&*self.slots) + size_of_val(&*self.combinations);
        runs + keys + self.posts.bytes() + self.people.bytes() + self.dictionaries.bytes()
    }

    /// How many sums of one class, influencer, brand, product, campaign and day there are.
    pub(crate) fn cells(&self) -> usize {
        let attributed: usize = (0..self.sales.len()).map(|run| self.sales.cells(run)).sum();
        attributed + (0..self.unattributed.len()).map(|run| self.unattributed.cells(run)).sum::<usize>()
    }
}

/// By id's code: everything paid, and what of it was paid per order.
fn paid(payments: &[PaymentRow], ids: usize) -> (Vec<i64>, Vec<i64>) {
    let (mut paid, mut per_order) = (vec![0; ids], vec![0; ids]);
    for payment in payments {
        paid[payment.influencer as usize] += payment.amount;
        if crate::intake::is_per_order(&payment.basis) {
            per_order[payment.influencer as usize] += payment.amount;
        }
    }
    (paid, per_order)
}

const fn combination_of(key: &SalesKey) -> Combination {
    Combination { brand: key.brand, product: key.product, campaign: key.campaign }
}

fn slot_of(key: &SalesKey) -> Slot {
    Slot { brand: key.brand, influencer: key.influencer, campaign: key.campaign }
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.dedup();
    values.sort_unstable();
    values.dedup();
    values
}

fn combinations(cells: &[SalesCell]) -> Vec<Combination> {
    distinct(cells.iter().map(|cell| combination_of(&cell.key)))
}

fn slots_of(cells: &[SalesCell]) -> Vec<Slot> {
    distinct(cells.iter().map(|cell| slot_of(&cell.key)))
}

/// A cell's place in the order of the series, with where it stands among the parts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    influencer: u32,
    combination: u32,
    day: Day,
    cell: u32,
}

/// The cells by influencer, combination and day.
fn in_series(cells: &[SalesCell], combinations: &[Combination]) -> Vec<Place> {
    let place = |(at, cell): (usize, &SalesCell)| {
        let combination = combinations.binary_search(&combination_of(&cell.key)).unwrap_or_default() as u32;
        Place { influencer: cell.key.influencer, combination, day: cell.key.day, cell: at as u32 }
    };
    let mut order: Vec<Place> = cells.iter().enumerate().map(place).collect();
    order.sort_unstable();
    order
}

fn series_of(cells: &[SalesCell], spend: &[i64], order: &[Place], people: &People) -> (Vec<Series>, Runs<4>) {
    let mut series: Vec<Series> = Vec::new();
    let mut last = None;
    let runs = Runs::new(order.iter().map(|place| {
        let cell = &cells[place.cell as usize];
        if last != Some((place.influencer, place.combination)) {
            last = Some((place.influencer, place.combination));
            let profile = people.profile_of[place.influencer as usize].unwrap_or_default();
            series.push(Series { profile, combination: place.combination });
        }
        (series.len() - 1, place.day, [cell.rows, cell.orders, cell.revenue, spend[place.cell as usize]])
    }));
    (series, runs)
}

fn by_series(sales: &Runs<4>) -> Dailies {
    let mut cells = Vec::new();
    for run in 0..sales.len() {
        sales.each_day(run, Period::ALWAYS, |day, [_, orders, revenue, _]| {
            cells.push((run, Day::from_number(day), [orders, revenue]));
        });
    }
    Dailies::new(cells)
}

fn weights_of(cells: &[SalesCell], slots: &[Slot]) -> Runs<1> {
    let place = |cell: &SalesCell| slots.binary_search(&slot_of(&cell.key)).unwrap_or_default();
    let mut order: Vec<(usize, Day, i64)> =
        cells.iter().map(|cell| (place(cell), cell.key.day, cell.revenue)).collect();
    order.sort_unstable();
    Runs::new(order.into_iter().map(|(slot, day, revenue)| (slot, day, [revenue])))
}

fn by_combination(cells: &[SalesCell], order: &[Place], combinations: usize) -> Dailies {
    let mut order: Vec<(u32, Day, u32)> =
        order.iter().map(|place| (place.combination, place.day, place.cell)).collect();
    order.sort_unstable();
    let sums = |&(combination, day, cell): &(u32, Day, u32)| {
        let cell = &cells[cell as usize];
        (combination as usize, day, [cell.orders, cell.revenue])
    };
    let runs = Dailies::new(order.iter().map(sums));
    debug_assert_eq!(runs.len(), combinations, "every combination has sales");
    runs
}

/// The cells come sorted by influencer and day.
fn summed_by_profile(cells: &[SalesCell], people: &People) -> (Vec<Option<u32>>, Dailies) {
    let mut run_of_profile = vec![None; people.profiles.len()];
    let (mut next, mut last) = (0, None);
    let runs = Dailies::new(cells.iter().map(|cell| {
        if last != Some(cell.key.influencer) {
            last = Some(cell.key.influencer);
            if let Some(profile) = people.profile_of[cell.key.influencer as usize] {
                run_of_profile[profile as usize] = Some(next);
            }
            next += 1;
        }
        (next as usize - 1, cell.key.day, [cell.orders, cell.revenue])
    }));
    (run_of_profile, runs)
}

fn stocks_of(cells: &[SalesCell]) -> (Vec<Stock>, Runs<3>) {
    let stock = |cell: &SalesCell| Stock { class: cell.key.class, brand: cell.key.brand, product: cell.key.product };
    let stocks = distinct(cells.iter().map(stock));
    let place = |cell: &SalesCell| stocks.binary_search(&stock(cell)).unwrap_or_default();
    let mut order: Vec<(usize, Day, &SalesCell)> = cells.iter().map(|cell| (place(cell), cell.key.day, cell)).collect();
    order.sort_unstable_by_key(|(place, day, _)| (*place, *day));
    let sums = |(place, day, cell): (usize, Day, &SalesCell)| (place, day, [cell.rows, cell.orders, cell.revenue]);
    let runs = Runs::new(order.into_iter().map(sums));
    (stocks, runs)
}

/// The cells come sorted by influencer and day.
fn posts_of(cells: &[PostCell], people: &People) -> (Vec<u32>, Runs<4>) {
    let mut posters: Vec<u32> = Vec::new();
    let mut last = None;
    let runs = Runs::new(cells.iter().map(|cell| {
        if last != Some(cell.influencer) {
            last = Some(cell.influencer);
            posters.push(people.profile_of[cell.influencer as usize].unwrap_or_default());
        }
        (posters.len() - 1, cell.day, [cell.posts, cell.reach, cell.likes, cell.comments])
    }));
    (posters, runs)
}
