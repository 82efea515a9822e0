//! How a column writes its days.

use definitions::Day;
use rustc_hash::FxHashMap;

use crate::{DateOrder, parse::days::SERIAL_EPOCH};

use super::{
    Example,
    order_evidence::{Counted, OrderEvidence, count},
    written_day::WrittenDay,
    zone::Zone,
};

/// How a column writes its days.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DayStyle {
    /// The order of `03/04/2026`; a cell that only the other order makes a day is read in that one.
    pub(crate) order: DateOrder,
    /// `24-06-01` begins with the year.
    pub(crate) short_year_first: bool,
    /// Day and month of `2026-04-03` have changed places: a spreadsheet took the 3rd of April for the 4th of March.
    pub(crate) swaps_year_first: bool,
    /// Numbers of days count from 1904.
    pub(crate) is_1904: bool,
    /// Where the shop is.
    pub(crate) zone: Zone,
}

impl DayStyle {
    /// Days as most write them: year first, or the day before the month.
    pub(crate) fn in_zone(zone: Zone) -> Self {
        Self { order: DateOrder::DayMonth, short_year_first: false, swaps_year_first: false, is_1904: false, zone }
    }

    /// The day of a cell; `None` when it is none, or a month or a day without a year.
    pub(crate) fn read(&self, cell: &str) -> Option<Day> {
        self.day(WrittenDay::parse(cell)?)
    }

    pub(super) fn day(&self, written: WrittenDay) -> Option<Day> {
        /// From 1900 to 1904 with the leap day that spreadsheets invented.
        const EPOCHS_APART: i32 = 1462;
        match written {
            WrittenDay::YearFirst(day) if self.swaps_year_first => Some(swapped(day).unwrap_or(day)),
            WrittenDay::YearFirst(day) | WrittenDay::Fixed(day) => Some(day),
            WrittenDay::Serial(number) => {
                Some(Day::from_number(number - SERIAL_EPOCH + if self.is_1904 { EPOCHS_APART } else { 0 }))
            }
            WrittenDay::Fields { .. } => self.day_of_fields(written),
            WrittenDay::Instant(second) => self.zone.day_at(second),
            WrittenDay::MonthOnly | WrittenDay::NoYear => None,
        }
    }

    fn day_of_fields(&self, written: WrittenDay) -> Option<Day> {
        let short = written.short_year_first().filter(|_| self.short_year_first);
        let day = short.or_else(|| match self.order {
            DateOrder::DayMonth => written.day_first().or_else(|| written.month_first()),
            DateOrder::MonthDay => written.month_first().or_else(|| written.day_first()),
        })?;
        match written {
            WrittenDay::Fields { utc_quarter: Some(quarter), .. } => self.zone.day_at(utc_second(day, quarter)),
            _ => Some(day),
        }
    }
}

fn utc_second(day: Day, quarter: u8) -> i64 {
    i64::from(day.number()) * 86_400 + i64::from(quarter) * 900
}

/// The day whose month is this one's day; nothing when the calendar has none.
pub(super) fn swapped(day: Day) -> Option<Day> {
    let (year, month, date) = day.fields();
    Day::from_fields(year, date, month)
}

/// What is known about a column of days before its cells are read.
#[derive(Clone, Debug)]
pub(crate) struct DayHint {
    /// The day of the upload, which is kept with the version.
    pub(crate) today: Day,
    /// Where the shop is.
    pub(crate) zone: Zone,
    /// What the workbook says about its epoch; nothing where there is none.
    pub(crate) is_1904: Option<bool>,
}

/// How a column can be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum DayReading {
    /// In one way.
    Certain(DayStyle),
    /// In several that differ in days, the proposed one first.
    Doubtful { options: Vec<DayStyle>, example: Example, why: DayUncertainty },
    /// Most cells are months or years: a column with the day of each row is needed.
    MonthOnly { rows: u64, example: Example },
    /// Most cells are days without a year.
    NoYear { rows: u64, example: Example },
}

/// Why a column of days is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DayUncertainty {
    /// Nothing shows the order of day and month.
    Order,
    /// Some cells have the day first, others the month: rows and first cell of each.
    BothOrders { day_first: (u64, Example), month_first: (u64, Example) },
    /// Real dates with days up to 12 stand beside text dates with later ones: a spreadsheet has swapped the former.
    HalfConverted { text: Example },
    /// Two digits in front may be the year or the day.
    ShortYear,
    /// Numbers of days fit the other days of the column only when counted from 1904.
    Epoch,
}

/// Days that are hardly meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OddDays {
    /// How many rows have one.
    pub(crate) rows: u64,
    /// The first of them by day, at most [`OddDays::MAX_SHOWN`].
    pub(crate) days: Vec<OddDay>,
}

impl OddDays {
    /// The most that are listed.
    pub(crate) const MAX_SHOWN: usize = 20;
}

/// A day after the upload, or more than five years from the median day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OddDay {
    /// The day.
    pub(crate) day: Day,
    /// The first line that has it.
    pub(crate) line: u64,
    /// How many rows have it.
    pub(crate) rows: u64,
    /// It is after the day of the upload.
    pub(crate) is_future: bool,
}

/// The cells of a column of days.
///
/// Memory: one entry for each distinct day as it is written, at most [`DayEvidence::MAX_DISTINCT`].
#[derive(Clone, Debug)]
pub(crate) struct DayEvidence {
    pub(super) hint: DayHint,
    /// Rows and first line.
    pub(super) seen: FxHashMap<WrittenDay, (u64, u64)>,
    /// Rows with days that are not among them.
    beyond: u64,
    /// Cells with three numbers; of these, those of two digits each apart.
    pub(super) long_orders: OrderEvidence,
    pub(super) short_orders: OrderEvidence,
    pub(super) short: Counted,
    pub(super) serial: Counted,
    pub(super) month_only: Counted,
    pub(super) no_year: Counted,
    unread: Counted,
    /// Times in UTC, and how many of them are another day where the shop is.
    instants: u64,
    moved: u64,
}

impl DayEvidence {
    /// The most distinct days that are kept; a calendar of three centuries has fewer.
    pub(crate) const MAX_DISTINCT: usize = 200_000;

    /// Nothing seen yet.
    pub(crate) fn new(hint: DayHint) -> Self {
        let none = || None;
        Self {
            hint,
            seen: FxHashMap::default(),
            beyond: 0,
            long_orders: OrderEvidence::default(),
            short_orders: OrderEvidence::default(),
            short: none(),
            serial: none(),
            month_only: none(),
            no_year: none(),
            unread: none(),
            instants: 0,
            moved: 0,
        }
    }

    /// Takes one cell; blank ones say nothing.
    pub(crate) fn add(&mut self, line: u64, cell: &str) {
        match WrittenDay::parse(cell) {
            Some(WrittenDay::Instant(second)) => self.add_instant(line, second),
            Some(written) => {
                self.count(line, cell, written);
                self.count_moved(written);
                self.keep(line, written);
            }
            None if cell.trim().is_empty() => {}
            None => count(&mut self.unread, line, cell),
        }
    }

    /// Moments are too many to be kept; their days are not.
    fn add_instant(&mut self, line: u64, second: i64) {
        let utc = Day::from_number(second.div_euclid(86_400) as i32);
        let day = self.hint.zone.day_at(second).unwrap_or(utc);
        self.instants += 1;
        self.moved += u64::from(day != utc);
        self.keep(line, WrittenDay::Fixed(day));
    }

    /// Whether a time in UTC is another day in the shop does not depend on the order of its day and month.
    fn count_moved(&mut self, written: WrittenDay) {
        let day = written.day_first().or_else(|| written.month_first());
        if let (WrittenDay::Fields { utc_quarter: Some(quarter), .. }, Some(day)) = (written, day) {
            self.instants += 1;
            self.moved += u64::from(self.hint.zone.day_at(utc_second(day, quarter)) != Some(day));
        }
    }

    fn count(&mut self, line: u64, cell: &str, written: WrittenDay) {
        match written {
            WrittenDay::YearFirst(_) | WrittenDay::Fixed(_) | WrittenDay::Instant(_) => {}
            WrittenDay::Serial(_) => count(&mut self.serial, line, cell),
            WrittenDay::MonthOnly => count(&mut self.month_only, line, cell),
            WrittenDay::NoYear => count(&mut self.no_year, line, cell),
            WrittenDay::Fields { is_short: false, .. } => self.long_orders.add(line, cell, written),
            WrittenDay::Fields { is_short: true, .. } => {
                count(&mut self.short, line, cell);
                self.short_orders.add(line, cell, written);
            }
        }
    }

    fn keep(&mut self, line: u64, written: WrittenDay) {
        let is_full = self.seen.len() >= Self::MAX_DISTINCT;
        match self.seen.get_mut(&written) {
            Some((rows, _)) => *rows += 1,
            None if is_full => self.beyond += 1,
            None => {
                self.seen.insert(written, (1, line));
            }
        }
    }

    /// How many cells are times in UTC, and how many of them are another day where the shop is.
    pub(crate) fn moved(&self) -> (u64, u64) {
        (self.instants, self.moved)
    }

    /// Days after the upload, and days more than five years from the median day, under a style.
    pub(crate) fn odd_days(&self, style: &DayStyle) -> OddDays {
        const FIVE_YEARS: i32 = 1826;
        let mut days: Vec<(Day, u64, u64)> =
            self.seen.iter().filter_map(|(written, (rows, line))| Some((style.day(*written)?, *rows, *line))).collect();
        days.sort_unstable();
        let Some(median) = median(&days) else {
            return OddDays::default();
        };
        let is_odd = |day: Day| day > self.hint.today || (day.number() - median.number()).abs() > FIVE_YEARS;
        let mut odd = OddDays::default();
        for (day, rows, line) in days.into_iter().filter(|(day, ..)| is_odd(*day)) {
            odd.rows += rows;
            if odd.days.len() < OddDays::MAX_SHOWN {
                odd.days.push(OddDay { day, line, rows, is_future: day > self.hint.today });
            }
        }
        odd
    }
}

/// The day in the middle of all rows, of days in their order.
fn median(days: &[(Day, u64, u64)]) -> Option<Day> {
    let all: u64 = days.iter().map(|(_, rows, _)| rows).sum();
    let mut before = 0;
    days.iter().find_map(|(day, rows, _)| {
        before += rows;
        (before * 2 >= all).then_some(*day)
    })
}

#[cfg(test)]
#[path = "day_tests.rs"]
mod tests;
