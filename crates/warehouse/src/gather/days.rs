//! Sums by calendar day, read from the smallest table that has them.

use definitions::{Day, DaySums};

use super::filter::Filter;
use crate::{
    cube::{Calendar, Cube, Period},
    intake::Class,
};

/// The days of the selection's brands, products, campaigns and people, each with its sums.
pub(super) struct Days {
    calendar: Calendar,
    organic_revenue: Vec<i64>,
}

/// Which series pass, and which fail by their influencer alone, where both sides are filtered.
#[derive(Default)]
struct Passing {
    series: Vec<u32>,
    cells: usize,
    others: Vec<u32>,
    other_cells: usize,
}

impl Passing {
    fn new(cube: &Cube, filter: &Filter) -> Self {
        let mut passing = Self::default();
        // Where people or combinations alone decide, the days are read from a table of theirs.
        if !(filter.filters_people && filter.filters_combinations) {
            return passing;
        }
        for (run, series) in cube.series.iter().enumerate() {
            if filter.combinations[series.combination as usize] == 0 {
                passing.add(run, filter.people[series.profile as usize] == 0, cube.by_series.cells(run));
            }
        }
        passing
    }

    fn add(&mut self, run: usize, passes: bool, cells: usize) {
        let (series, count) =
            if passes { (&mut self.series, &mut self.cells) } else { (&mut self.others, &mut self.other_cells) };
        series.push(run as u32);
        *count += cells;
    }
}

impl Days {
    /// Every calendar day of the period, as far as the data reaches.
    pub(super) fn new(cube: &Cube, filter: &Filter, period: Period) -> Self {
        let (first, last) = match cube.days {
            Some((first, last)) => (period.from.max(first.number()), period.to.min(last.number())),
            None => (0, -1),
        };
        let count = (last - first + 1).max(0) as usize;
        let mut days = Self { calendar: Calendar::new(first, count), organic_revenue: vec![0; count] };
        if count > 0 {
            days.add_sales(cube, filter);
            days.add_organic(cube, filter, Period { from: first, to: last });
        }
        days
    }

    pub(super) fn finish(&self) -> Vec<DaySums> {
        self.within(Period::ALWAYS)
    }

    /// The days of a part of the period.
    pub(super) fn within(&self, period: Period) -> Vec<DaySums> {
        let Calendar { first, orders, revenue } = &self.calendar;
        let sums = |at: usize| DaySums {
            day: Day::from_number(first + at as i32),
            revenue: revenue[at],
            orders: orders[at],
            organic_revenue: self.organic_revenue[at],
        };
        let has = |at: &usize| (period.from..=period.to).contains(&(first + *at as i32));
        (0..orders.len()).filter(has).map(sums).collect()
    }

    fn add_sales(&mut self, cube: &Cube, filter: &Filter) {
        if filter.filters_people && !filter.filters_combinations {
            return self.add_people(cube, filter);
        }
        // What passes is added, or all of it without what does not: whichever is less to read.
        let passing = Passing::new(cube, filter);
        let by_difference = !filter.filters_people || passing.other_cells < passing.cells;
        if by_difference {
            self.add_combinations(cube, filter);
        }
        let (series, sign) = if by_difference { (&passing.others, -1) } else { (&passing.series, 1) };
        series.iter().for_each(|&run| cube.by_series.add(run as usize, sign, &mut self.calendar));
    }

    fn add_people(&mut self, cube: &Cube, filter: &Filter) {
        for (run, _) in cube.run_of_profile.iter().zip(&filter.people).filter(|(_, fails)| **fails == 0) {
            run.iter().for_each(|&run| cube.by_profile.add(run as usize, 1, &mut self.calendar));
        }
    }

    fn add_combinations(&mut self, cube: &Cube, filter: &Filter) {
        for (run, _) in filter.combinations.iter().enumerate().filter(|(_, fails)| **fails == 0) {
            cube.by_combination.add(run, 1, &mut self.calendar);
        }
    }

    /// Organic sales answer to brand, product and dates only.
    fn add_organic(&mut self, cube: &Cube, filter: &Filter, period: Period) {
        let organic = cube.stocks.iter().zip(&filter.stocks).enumerate();
        for (run, _) in organic.filter(|(_, (stock, fails))| stock.class == Class::Organic && **fails == 0) {
            cube.unattributed.each_day(run, period, |day, [_, _, revenue]| {
                self.organic_revenue[(day - self.calendar.first) as usize] += revenue;
            });
        }
    }
}
