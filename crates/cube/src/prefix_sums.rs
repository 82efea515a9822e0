//! Sums by day of many things, one run of days after the other, so that a question reads only the runs and days it is about.

use std::{borrow::Cow, ops::Range, sync::Arc};

use crate::spans::{Period, Run, Spans};

/// `N` sums that lie in one line of the processor's cache, as those of a day are looked for anywhere.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct CacheAligned<const N: usize>([i64; N]);

/// `N` sums a day for each run. What lies between two days of a run is one subtraction: sums are kept as running totals.
///
/// A question with dates looks at every run, most of which lie wholly inside or outside: what it reads of each is kept close
/// together.
#[derive(Debug)]
pub(crate) struct PrefixSums<const N: usize> {
    spans: Arc<Spans>,
    /// Running totals of each run: up to and with each of its days.
    so_far: Vec<CacheAligned<N>>,
    /// The sums of each run over all its days.
    wholes: Vec<[i64; N]>,
}

impl<const N: usize> PrefixSums<N> {
    /// Each column has one sum for every day of the spans, in their order.
    pub(crate) fn new(spans: Arc<Spans>, columns: [&[i64]; N]) -> Self {
        let mut so_far = Vec::with_capacity(spans.days.len());
        let mut wholes = Vec::with_capacity(spans.runs.len());
        for place in spans.places() {
            let own = columns.map(|column| &column[place.clone()]);
            let mut whole = [0; N];
            so_far.extend((0..place.len()).map(|at| {
                whole = std::array::from_fn(|sum| whole[sum] + own[sum][at]);
                CacheAligned(whole)
            }));
            wholes.push(whole);
        }
        Self { spans, so_far, wholes }
    }

    pub(crate) fn len(&self) -> usize {
        self.wholes.len()
    }

    /// How many days a run has.
    pub(crate) fn cells(&self, run: usize) -> usize {
        (self.spans.runs[run].end - self.spans.runs[run].start) as usize
    }

    pub(crate) fn bytes(&self) -> usize {
        self.spans.bytes() + size_of_val(&*self.so_far) + size_of_val(&*self.wholes)
    }

    /// By run: the sums over the days of the period, of those in the ranges at least; zeros where a run has none of the days.
    pub(crate) fn of_ranges(&self, ranges: impl Iterator<Item = Range<usize>>, period: Period) -> Cow<'_, [[i64; N]]> {
        if period == Period::ALWAYS {
            return Cow::Borrowed(&self.wholes);
        }
        let mut sums = vec![[0; N]; self.len()];
        let mut cut = Vec::new();
        for range in ranges {
            let runs = self.spans.runs[range.clone()].iter().zip(&self.wholes[range.clone()]);
            for ((at, (run, whole)), sums) in range.clone().zip(runs).zip(&mut sums[range]) {
                let is_whole = period.has(run.span);
                // Which runs a period covers is unpredictable: no branch depends on it.
                *sums = whole.map(|sum| if is_whole { sum } else { 0 });
                if !(is_whole | period.misses(run.span)) {
                    cut.push(at);
                }
            }
        }
        // In a loop of their own, so that the processor fetches many of them from memory at the same time.
        for run in cut {
            sums[run] = self.part(run, period).unwrap_or([0; N]);
        }
        Cow::Owned(sums)
    }

    /// Sums over all days of a run.
    pub(crate) fn whole(&self, run: usize) -> [i64; N] {
        self.wholes[run]
    }

    /// Sums of a run over the days of the period; nothing when it has none of them.
    pub(crate) fn sums(&self, run: usize, period: Period) -> Option<[i64; N]> {
        if period.has(self.spans.runs[run].span) {
            return Some(self.wholes[run]);
        }
        self.part(run, period)
    }

    fn part(&self, run: usize, period: Period) -> Option<[i64; N]> {
        let cells = self.spans.within(run, period);
        if cells.is_empty() {
            return None;
        }
        let Run { start, end, .. } = self.spans.runs[run];
        // What lies at either end of a run needs one look only.
        let until = if cells.end == end as usize { self.wholes[run] } else { self.so_far[cells.end - 1].0 };
        let before = if cells.start == start as usize { [0; N] } else { self.so_far[cells.start - 1].0 };
        Some(std::array::from_fn(|at| until[at] - before[at]))
    }

    /// Gives each day of a run within the period with its sums.
    pub(crate) fn each_day(&self, run: usize, period: Period, mut give: impl FnMut(i32, [i64; N])) {
        let cells = self.spans.within(run, period);
        let is_first = cells.start == self.spans.runs[run].start as usize;
        let mut before = if is_first { [0; N] } else { self.so_far[cells.start - 1].0 };
        for (day, &CacheAligned(until)) in self.spans.days[cells.clone()].iter().zip(&self.so_far[cells]) {
            give(*day, std::array::from_fn(|at| until[at] - before[at]));
            before = until;
        }
    }
}

/// Orders and revenue a day for each run, for adding up whole runs day by day.
#[derive(Debug, Default)]
pub(crate) struct DailySeries {
    spans: Arc<Spans>,
    orders: Vec<i64>,
    revenue: Vec<i64>,
}

/// Orders and revenue of each calendar day from the first on.
#[derive(Debug)]
pub(crate) struct Calendar {
    pub(crate) first: i32,
    pub(crate) orders: Vec<i64>,
    pub(crate) revenue: Vec<i64>,
}

impl Calendar {
    /// Days without sales.
    pub(crate) fn new(first: i32, days: usize) -> Self {
        Self { first, orders: vec![0; days], revenue: vec![0; days] }
    }

    fn period(&self) -> Period {
        Period { from: self.first, to: self.first + self.orders.len() as i32 - 1 }
    }
}

impl DailySeries {
    /// Both have one sum for every day of the spans, in their order.
    pub(crate) fn new(spans: Arc<Spans>, orders: Vec<i64>, revenue: Vec<i64>) -> Self {
        Self { spans, orders, revenue }
    }

    pub(crate) fn len(&self) -> usize {
        self.spans.runs.len()
    }

    /// How many days a run has.
    pub(crate) fn cells(&self, run: usize) -> usize {
        (self.spans.runs[run].end - self.spans.runs[run].start) as usize
    }

    pub(crate) fn bytes(&self) -> usize {
        self.spans.bytes() + size_of_val(&*self.orders) + size_of_val(&*self.revenue)
    }

    /// Gives away the days of a run within the period, with orders and revenue of each.
    pub(crate) fn each_day(&self, run: usize, period: Period, mut give: impl FnMut(i32, i64, i64)) {
        for cell in self.spans.within(run, period) {
            give(self.spans.days[cell], self.orders[cell], self.revenue[cell]);
        }
    }

    /// Adds the days of a run, as far as the calendar reaches.
    pub(crate) fn add(&self, run: usize, calendar: &mut Calendar) {
        self.each_sum(run, calendar, |into, of| *into += of);
    }

    /// Takes away what [`Self::add`] adds.
    pub(crate) fn take_away(&self, run: usize, calendar: &mut Calendar) {
        self.each_sum(run, calendar, |into, of| *into -= of);
    }

    fn each_sum(&self, run: usize, calendar: &mut Calendar, put: impl Fn(&mut i64, i64)) {
        let cells = self.spans.within(run, calendar.period());
        let days = &self.spans.days[cells.clone()];
        let Some((&from, &to)) = days.first().zip(days.last()) else {
            return;
        };
        let columns = [(&mut calendar.orders, &self.orders), (&mut calendar.revenue, &self.revenue)];
        let place = |day: i32| (day - calendar.first) as usize;
        for (into, of) in columns {
            let of = &of[cells.clone()];
            if place(to) - place(from) + 1 == of.len() {
                let into = &mut into[place(from)..=place(to)];
                into.iter_mut().zip(of).for_each(|(into, of)| put(into, *of));
            } else {
                days.iter().zip(of).for_each(|(&day, of)| put(&mut into[place(day)], *of));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs() -> PrefixSums<1> {
        let spans = Spans::new([3, 1, 2], vec![3, 5, 9, 4, 1, 2]);
        PrefixSums::new(Arc::new(spans), [&[1, 6, 8, 16, 32, -64]])
    }

    #[test]
    fn sums_of_a_period_are_those_of_its_days() {
        let runs = runs();
        let sums = |run, from, to| runs.sums(run, Period { from, to }).map(|[sum]| sum);
        assert_eq!(
            (sums(0, 3, 9), sums(0, 4, 9), sums(0, 3, 5), sums(0, 5, 5)),
            (Some(15), Some(14), Some(7), Some(6))
        );
        assert_eq!((sums(0, 6, 8), sums(0, 10, 20), sums(0, 9, 3), sums(0, 0, 2)), (None, None, None, None));
        assert_eq!((sums(2, 1, 1), sums(2, 2, 1), sums(2, 0, 1)), (Some(32), None, Some(32)));
        assert_eq!((sums(1, 4, 4), sums(2, 2, 7), runs.whole(2)), (Some(16), Some(-64), [-32]));
        assert_eq!((runs.len(), runs.cells(0), runs.cells(1), runs.cells(2)), (3, 3, 1, 2));
    }

    #[test]
    fn days_are_added_where_the_calendar_has_them() {
        let spans = Spans::new([3, 2], vec![3, 5, 9, 4, 5]);
        let daily = DailySeries::new(Arc::new(spans), vec![1, 6, 8, 1, 2], vec![10, 60, 80, 1, 2]);
        let mut calendar = Calendar::new(4, 3);
        daily.add(0, &mut calendar);
        assert_eq!((calendar.orders, calendar.revenue), (vec![0, 6, 0], vec![0, 60, 0]));
        let mut calendar = Calendar::new(1, 9);
        daily.add(0, &mut calendar);
        daily.take_away(1, &mut calendar);
        assert_eq!(calendar.orders, [0, 0, 1, -1, 4, 0, 0, 0, 8]);
        assert_eq!(calendar.revenue, [0, 0, 10, -1, 58, 0, 0, 0, 80]);
        let mut days = Vec::new();
        daily.each_day(0, Period { from: 5, to: 9 }, |day, orders, revenue| days.push((day, orders, revenue)));
        assert_eq!(days, [(5, 6, 60), (9, 8, 80)]);
        let mut beyond = Calendar::new(10, 2);
        daily.add(0, &mut beyond);
        assert_eq!((beyond.orders, daily.len(), daily.cells(0)), (vec![0, 0], 2, 3));
    }

    #[test]
    fn each_day_comes_once_with_its_sum() {
        let runs = runs();
        let days = |run, period| {
            let mut days = Vec::new();
            runs.each_day(run, period, |day, [sum]| days.push((day, sum)));
            days
        };
        assert_eq!(days(0, Period::ALWAYS), [(3, 1), (5, 6), (9, 8)]);
        assert_eq!(days(0, Period { from: 4, to: 8 }), [(5, 6)]);
        assert_eq!(days(2, Period { from: 2, to: 2 }), [(2, -64)]);
        assert_eq!(days(1, Period { from: 5, to: 2 }), []);
    }
}
