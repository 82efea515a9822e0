//! Sums by day of many things, one run of days after the other, so that a question reads only the runs and days it is about.

use std::ops::Range;

use definitions::Day;

/// Days from the first to the last, inclusive; empty when the last is before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) from: i32,
    pub(crate) to: i32,
}

impl Period {
    pub(crate) const ALWAYS: Self = Self { from: i32::MIN, to: i32::MAX };

    fn has(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    fn misses(self, other: Self) -> bool {
        other.to < self.from || self.to < other.from
    }
}

/// `N` sums a day for each run. What lies between two days of a run is one subtraction: sums are kept as running totals.
#[derive(Debug)]
pub(crate) struct Runs<const N: usize> {
    /// Where each run's days begin, and where the last ones end.
    starts: Vec<u32>,
    /// The days of each run, ascending.
    days: Vec<i32>,
    /// Running totals over all runs: those before each day, and at last all.
    upto: Vec<[i64; N]>,
    /// The first and the last day of each run, and its sums over all days.
    wholes: Vec<(Period, [i64; N])>,
}

impl<const N: usize> Runs<N> {
    /// Sums of cells that come sorted by run and day; several of one run and day are added up. Every run has at least a cell.
    pub(crate) fn new(cells: impl IntoIterator<Item = (usize, Day, [i64; N])>) -> Self {
        let mut runs = Self { starts: Vec::new(), days: Vec::new(), upto: Vec::new(), wholes: Vec::new() };
        let mut total = [0; N];
        for (run, day, sums) in cells {
            let day = day.number();
            let is_new = run == runs.wholes.len();
            if is_new {
                runs.starts.push(runs.days.len() as u32);
                runs.wholes.push((Period { from: day, to: day }, [0; N]));
            }
            if is_new || runs.days.last() != Some(&day) {
                runs.days.push(day);
                runs.upto.push(total);
            }
            if let Some((span, whole)) = runs.wholes.last_mut() {
                span.to = day;
                *whole = added(*whole, sums);
            }
            total = added(total, sums);
        }
        runs.starts.push(runs.days.len() as u32);
        runs.upto.push(total);
        runs
    }

    pub(crate) fn len(&self) -> usize {
        self.wholes.len()
    }

    /// How many days a run has.
    pub(crate) fn cells(&self, run: usize) -> usize {
        (self.starts[run + 1] - self.starts[run]) as usize
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.starts) + size_of_val(&*self.days) + size_of_val(&*self.upto) + size_of_val(&*self.wholes)
    }

    /// Sums over all days of a run.
    pub(crate) fn whole(&self, run: usize) -> [i64; N] {
        self.wholes[run].1
    }

    /// Sums of a run over the days of the period; nothing when it has none of them.
    pub(crate) fn sums(&self, run: usize, period: Period) -> Option<[i64; N]> {
        let (span, whole) = self.wholes[run];
        if period.has(span) {
            return Some(whole);
        }
        let cells = self.within(run, span, period);
        let (before, until) = (self.upto[cells.start], self.upto[cells.end]);
        (!cells.is_empty()).then(|| std::array::from_fn(|at| until[at] - before[at]))
    }

    /// Gives each day of a run within the period with its sums.
    pub(crate) fn each_day(&self, run: usize, period: Period, mut give: impl FnMut(i32, [i64; N])) {
        let cells = self.within(run, self.wholes[run].0, period);
        let mut before = self.upto[cells.start];
        for (day, &until) in self.days[cells.clone()].iter().zip(&self.upto[cells.start + 1..]) {
            give(*day, std::array::from_fn(|at| until[at] - before[at]));
            before = until;
        }
    }

    fn within(&self, run: usize, span: Period, period: Period) -> Range<usize> {
        let (start, end) = (self.starts[run] as usize, self.starts[run + 1] as usize);
        if period.has(span) {
            return start..end;
        }
        if period.misses(span) {
            return start..start;
        }
        if (span.to - span.from) as usize + 1 == end - start {
            // Every day is there, so that a day's place is its distance from the first.
            let (from, to) = (period.from.max(span.from), period.to.min(span.to));
            return start + (from - span.from) as usize..start + (to.max(from - 1) - span.from + 1) as usize;
        }
        let days = &self.days[start..end];
        let from = days.partition_point(|&day| day < period.from);
        start + from..start + from + days[from..].partition_point(|&day| day <= period.to)
    }
}

fn added<const N: usize>(left: [i64; N], right: [i64; N]) -> [i64; N] {
    std::array::from_fn(|at| left[at] + right[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs() -> Runs<1> {
        let cells = [(0, 3, 1), (0, 5, 2), (0, 5, 4), (0, 9, 8), (1, 4, 16), (2, 1, 32), (2, 2, -64)];
        Runs::new(cells.map(|(run, day, sum)| (run, Day::from_number(day), [sum])))
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
