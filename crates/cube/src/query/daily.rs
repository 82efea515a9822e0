//! Sums by calendar day, read from the smallest table that has them.

use definitions::{Day, DaySums};

use super::filter::Filter;
use crate::{Calendar, Cube, DailySeries, Period};
use definitions::Class;

/// The days of the selection's brands, products, campaigns and people, each with its sums.
pub(super) struct DailySums {
    sales: Calendar,
    organic: Calendar,
}

impl DailySums {
    /// Every calendar day of the period, as far as the data reaches.
    pub(super) fn new(cube: &Cube, filter: &Filter, period: Period) -> Self {
        let (first, last) = match cube.days {
            Some((first, last)) => (period.from.max(first.number()), period.to.min(last.number())),
            None => (0, -1),
        };
        let count = (last - first + 1).max(0) as usize;
        let mut days = Self { sales: Calendar::new(first, count), organic: Calendar::new(first, count) };
        if count > 0 {
            add_sales(cube, filter, &mut days.sales);
            add_organic(cube, filter, &mut days.organic);
        }
        days
    }

    pub(super) fn finish(&self) -> Vec<DaySums> {
        self.within(Period::ALWAYS)
    }

    /// The days of a part of the period.
    pub(super) fn within(&self, period: Period) -> Vec<DaySums> {
        let Calendar { first, orders, revenue } = &self.sales;
        let sums = |at: usize| DaySums {
            day: Day::from_number(first + at as i32),
            revenue: revenue[at],
            orders: orders[at],
            organic_revenue: self.organic.revenue[at],
        };
        let has = |at: &usize| (period.from..=period.to).contains(&(first + *at as i32));
        (0..orders.len()).filter(has).map(sums).collect()
    }
}

/// From the level that has the fewest days to read.
fn add_sales(cube: &Cube, filter: &Filter, calendar: &mut Calendar) {
    let passes = |profile: u32| filter.people[profile as usize].passes();
    if !filter.filters_people {
        add_combinations(cube, filter, calendar);
    } else if !filter.filters_combinations {
        let people = (0_u32..).zip(&cube.run_of_profile);
        let runs = people.filter_map(|(profile, run)| Some(((*run)? as usize, passes(profile))));
        add_passing(&cube.by_profile, runs, calendar, |calendar| add_combinations(cube, filter, calendar));
    } else if filter.filters_products {
        let series = cube.series.iter().enumerate();
        let runs = series.filter(|(_, series)| filter.combinations[series.combination as usize].passes());
        let runs = runs.map(|(run, series)| (run, passes(series.profile)));
        add_passing(&cube.by_series, runs, calendar, |calendar| add_combinations(cube, filter, calendar));
    } else {
        let (sellers, brands) = (&cube.sellers, cube.sellers.brands());
        let of_brands = brands.filter(|(brand, _)| filter.has_brand(*brand)).flat_map(|(_, sellers)| sellers);
        let runs = of_brands.filter(|seller| filter.has_campaign(sellers.keys[*seller].campaign));
        let runs = runs.map(|seller| (seller, passes(sellers.profiles[seller])));
        add_passing(&sellers.by_day, runs, calendar, |calendar| add_combinations(cube, filter, calendar));
    }
}

/// What passes of each brand, over all influencers.
fn add_combinations(cube: &Cube, filter: &Filter, calendar: &mut Calendar) {
    let mut next = 0;
    for (brand, own) in cube.combinations.chunk_by(|left, right| left.brand == right.brand).enumerate() {
        let runs = (next..next + own.len()).map(|run| (run, filter.combinations[run].passes()));
        add_passing(&cube.by_combination, runs, calendar, |calendar| cube.by_brand.add(brand, calendar));
        next += own.len();
    }
}

/// Adds the runs that pass, or the whole without those that do not: whichever is less to read.
fn add_passing(
    level: &DailySeries,
    runs: impl Iterator<Item = (usize, bool)>,
    calendar: &mut Calendar,
    add_whole: impl FnOnce(&mut Calendar),
) {
    let (passing, others): (Vec<_>, Vec<_>) = runs.partition(|(_, passes)| *passes);
    let days = |runs: &[(usize, bool)]| runs.iter().map(|(run, _)| level.cells(*run)).sum::<usize>();
    if days(&others) < days(&passing) {
        add_whole(calendar);
        others.iter().for_each(|(run, _)| level.take_away(*run, calendar));
    } else {
        passing.iter().for_each(|(run, _)| level.add(*run, calendar));
    }
}

/// Organic sales answer to brand, product and dates only.
fn add_organic(cube: &Cube, filter: &Filter, calendar: &mut Calendar) {
    let organic = cube.unattributed_keys.iter().zip(&filter.unattributed).enumerate();
    let organic = organic.filter(|(_, (key, fails))| key.class == Class::Organic && fails.passes());
    organic.for_each(|(run, _)| cube.by_unattributed.add(run, calendar));
}
