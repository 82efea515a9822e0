//! Sums by calendar day, read from the smallest table that has them.

use definitions::{Day, DaySums};

use super::filter::Filter;
use crate::{
    cube::{Cube, Period},
    intake::Class,
};

/// The days of the selection's brands, products, campaigns and people, each with its sums.
pub(super) struct Days {
    first: i32,
    days: Vec<DaySums>,
}

/// Which series pass, and which fail by their influencer alone, where both sides are filtered.
#[derive(Default)]
pub(super) struct Passing {
    series: Vec<u32>,
    cells: usize,
    others: Vec<u32>,
    other_cells: usize,
}

impl Passing {
    pub(super) fn add(&mut self, run: usize, passes: bool, cells: usize) {
        let (series, count) =
            if passes { (&mut self.series, &mut self.cells) } else { (&mut self.others, &mut self.other_cells) };
        series.push(run as u32);
        *count += cells;
    }
}

impl Days {
    /// Every calendar day of the period, as far as the data reaches.
    pub(super) fn new(cube: &Cube, filter: &Filter, passing: &Passing, period: Period) -> Self {
        let (first, last) = match cube.days {
            Some((first, last)) => (period.from.max(first.number()), period.to.min(last.number())),
            None => (0, -1),
        };
        let day = |number| DaySums { day: Day::from_number(number), revenue: 0, orders: 0, organic_revenue: 0 };
        let mut days = Self { first, days: (first..=last).map(day).collect() };
        if !days.days.is_empty() {
            days.add_sales(cube, filter, passing, Period { from: first, to: last });
            days.add_organic(cube, filter, Period { from: first, to: last });
        }
        days
    }

    pub(super) fn finish(self) -> Vec<DaySums> {
        self.days
    }

    /// The days of a part of the period.
    pub(super) fn within(&self, period: Period) -> Vec<DaySums> {
        let has = |day: &&DaySums| (period.from..=period.to).contains(&day.day.number());
        self.days.iter().filter(has).copied().collect()
    }

    fn add(&mut self, day: i32, [orders, revenue]: [i64; 2]) {
        let sums = &mut self.days[(day - self.first) as usize];
        sums.orders += orders;
        sums.revenue += revenue;
    }

    fn add_sales(&mut self, cube: &Cube, filter: &Filter, passing: &Passing, period: Period) {
        if filter.filters_people && !filter.filters_combinations {
            return self.add_people(cube, filter, period);
        }
        // What passes is added, or all of it without what does not: whichever is less to read.
        let by_difference = !filter.filters_people || passing.other_cells < passing.cells;
        if by_difference {
            self.add_combinations(cube, filter, period);
        }
        let series = if by_difference { &passing.others } else { &passing.series };
        let sign = if by_difference { -1 } else { 1 };
        for &run in series {
            cube.sales.each_day(run as usize, period, |day, [_, orders, revenue, _]| {
                self.add(day, [sign * orders, sign * revenue]);
            });
        }
    }

    fn add_people(&mut self, cube: &Cube, filter: &Filter, period: Period) {
        for (run, _) in cube.run_of_profile.iter().zip(&filter.people).filter(|(_, fails)| **fails == 0) {
            if let Some(run) = run {
                cube.by_profile.each_day(*run as usize, period, |day, sums| self.add(day, sums));
            }
        }
    }

    fn add_combinations(&mut self, cube: &Cube, filter: &Filter, period: Period) {
        for (run, _) in filter.combinations.iter().enumerate().filter(|(_, fails)| **fails == 0) {
            cube.by_combination.each_day(run, period, |day, sums| self.add(day, sums));
        }
    }

    /// Organic sales answer to brand, product and dates only.
    fn add_organic(&mut self, cube: &Cube, filter: &Filter, period: Period) {
        let organic = cube.stocks.iter().zip(&filter.stocks).enumerate();
        for (run, _) in organic.filter(|(_, (stock, fails))| stock.class == Class::Organic && **fails == 0) {
            cube.unattributed.each_day(run, period, |day, [_, _, revenue]| {
                self.days[(day - self.first) as usize].organic_revenue += revenue;
            });
        }
    }
}
