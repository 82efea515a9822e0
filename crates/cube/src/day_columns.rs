//! Sums by day that are being made, one run after the other.

use std::{ops::Range, sync::Arc};

use crate::{
    prefix_sums::{DailySeries, PrefixSums},
    spans::Spans,
};

/// `N` sums a day of each run.
#[derive(Debug)]
pub(crate) struct DayColumns<const N: usize> {
    /// How many days each run has.
    lengths: Vec<u32>,
    days: Vec<i32>,
    sums: [Vec<i64>; N],
}

impl<const N: usize> DayColumns<N> {
    pub(crate) fn new() -> Self {
        Self { lengths: Vec::new(), days: Vec::new(), sums: std::array::from_fn(|_| Vec::new()) }
    }

    /// A run that stands in other columns as it is; it has at least a day.
    pub(crate) fn push_copy(&mut self, days: &[i32], sums: [&[i64]; N]) {
        self.lengths.push(days.len() as u32);
        self.days.extend_from_slice(days);
        self.sums.iter_mut().zip(sums).for_each(|(all, own)| all.extend_from_slice(own));
    }

    /// A run of what was added up, which is forgotten.
    pub(crate) fn push(&mut self, run: &mut SumsByDay<N>) {
        run.touched.sort_unstable();
        self.lengths.push(run.touched.len() as u32);
        for day in run.touched.drain(..) {
            let at = (day - run.first) as usize;
            run.has[at] = false;
            self.days.push(day);
            let sums = std::mem::replace(&mut run.sums[at], [0; N]);
            self.sums.iter_mut().zip(sums).for_each(|(all, sum)| all.push(sum));
        }
    }

    pub(crate) fn prefix_sums(self) -> (PrefixSums<N>, Arc<Spans>, [Vec<i64>; N]) {
        let spans = Arc::new(Spans::new(self.lengths, self.days));
        let columns = std::array::from_fn(|at| self.sums[at].as_slice());
        (PrefixSums::new(spans.clone(), columns), spans, self.sums)
    }
}

impl DayColumns<2> {
    /// Of orders and revenue.
    pub(crate) fn daily(self) -> DailySeries {
        let [orders, revenue] = self.sums;
        DailySeries::new(Arc::new(Spans::new(self.lengths, self.days)), orders, revenue)
    }
}

/// Sums by day that come in no order, of one run after the other.
pub(crate) struct SumsByDay<const N: usize> {
    first: i32,
    sums: Vec<[i64; N]>,
    /// Days that have a sale, though its sums may be 0.
    has: Vec<bool>,
    /// The days that were added to.
    touched: Vec<i32>,
}

impl<const N: usize> SumsByDay<N> {
    /// Of days from the first to the last.
    pub(crate) fn new(days: Range<i32>) -> Self {
        let count = (i64::from(days.end) - i64::from(days.start)).max(0) as usize;
        Self { first: days.start, sums: vec![[0; N]; count], has: vec![false; count], touched: Vec::new() }
    }

    pub(crate) fn add(&mut self, day: i32, sums: [i64; N]) {
        let at = (day - self.first) as usize;
        if !self.has[at] {
            self.has[at] = true;
            self.touched.push(day);
        }
        self.sums[at].iter_mut().zip(sums).for_each(|(all, sum)| *all += sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spans::Period;

    #[test]
    fn days_come_once_in_order_with_their_sums_and_are_forgotten() {
        let (mut sums, mut columns) = (SumsByDay::new(-3..5), DayColumns::new());
        [(4, [1, 10]), (-3, [2, 20]), (4, [-1, -10])].into_iter().for_each(|(at, added)| sums.add(at, added));
        columns.push(&mut sums);
        sums.add(4, [5, 5]);
        columns.push(&mut sums);
        columns.push_copy(&[1, 2], [&[7, 8], &[70, 80]]);
        let daily = columns.daily();
        let days = |run| {
            let mut days = Vec::new();
            daily.each_day(run, Period::ALWAYS, |day, orders, revenue| days.push((day, orders, revenue)));
            days
        };
        assert_eq!(
            [days(0), days(1), days(2)],
            [vec![(-3, 2, 20), (4, 0, 0)], vec![(4, 5, 5)], vec![(1, 7, 70), (2, 8, 80)]]
        );
    }
}
