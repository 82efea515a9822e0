//! Which days each of many runs has.

use std::ops::Range;

/// Days from the first to the last, inclusive; empty when the last is before the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Period {
    pub(crate) from: i32,
    pub(crate) to: i32,
}

impl Period {
    pub(crate) const ALWAYS: Self = Self { from: i32::MIN, to: i32::MAX };

    pub(crate) fn has(self, other: Self) -> bool {
        (self.from <= other.from) & (other.to <= self.to)
    }

    pub(crate) fn misses(self, other: Self) -> bool {
        (other.to < self.from) | (self.to < other.from)
    }
}

/// The days of many things, one run after the other.
#[derive(Debug, Default)]
pub(crate) struct Spans {
    pub(crate) runs: Vec<Run>,
    /// The days of each run, ascending.
    pub(crate) days: Vec<i32>,
}

/// The first and the last day of a run, and where its days begin and end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    pub(crate) span: Period,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Run {
    /// No day is missing, so that a day's place is its distance from the first.
    fn has_every_day(self) -> bool {
        (self.span.to - self.span.from) as u32 + 1 == self.end - self.start
    }
}

impl Spans {
    /// Runs of so many days each, at least one.
    pub(crate) fn new(lengths: impl IntoIterator<Item = u32>, days: Vec<i32>) -> Self {
        let mut start = 0;
        let run = |length| {
            let end = start + length;
            let span = Period { from: days[start as usize], to: days[end as usize - 1] };
            Run { span, start: std::mem::replace(&mut start, end), end }
        };
        Self { runs: lengths.into_iter().map(run).collect(), days }
    }

    /// Where the days of each run are.
    pub(crate) fn places(&self) -> impl Iterator<Item = Range<usize>> {
        self.runs.iter().map(|run| run.start as usize..run.end as usize)
    }

    pub(crate) fn bytes(&self) -> usize {
        size_of_val(&*self.runs) + size_of_val(&*self.days)
    }

    /// Where the days of a run within the period are.
    pub(crate) fn within(&self, run: usize, period: Period) -> Range<usize> {
        let run = self.runs[run];
        let (span, start, end) = (run.span, run.start as usize, run.end as usize);
        if period.has(span) {
            return start..end;
        }
        if period.misses(span) {
            return start..start;
        }
        if run.has_every_day() {
            let (from, to) = (period.from.max(span.from), period.to.min(span.to));
            return start + (from - span.from) as usize..start + (to.max(from - 1) - span.from + 1) as usize;
        }
        let days = &self.days[start..end];
        let from = days.partition_point(|&day| day < period.from);
        start + from..start + from + days[from..].partition_point(|&day| day <= period.to)
    }
}
