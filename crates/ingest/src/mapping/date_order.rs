//! The order of day and month: what a column's days show, and what only the user can decide.

use definitions::Day;

use crate::parse::days::WrittenDay;

/// The order of a column that writes days as `03-04-2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The 3rd of April.
    DayMonth,
    /// The 4th of March.
    MonthDay,
}

impl DateOrder {
    /// Both.
    pub const ALL: [Self; 2] = [Self::DayMonth, Self::MonthDay];

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::DayMonth => "day_month",
            Self::MonthDay => "month_day",
        }
    }

    /// The order of this API name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.id() == id)
    }

    /// The day, when the calendar has it in this order.
    pub fn day(self, first: u8, second: u8, year: u16) -> Option<Day> {
        let (day, month) = match self {
            Self::DayMonth => (first, second),
            Self::MonthDay => (second, first),
        };
        Day::from_fields(year.into(), month.into(), day.into())
    }

    /// The day that a cell wrote, when the calendar has it in this order.
    pub fn resolve(self, written: WrittenDay) -> Option<Day> {
        match written {
            WrittenDay::Certain(day) => Some(day),
            WrittenDay::Numeric { first, second, year } => self.day(first, second, year),
        }
    }

    /// The other order, where it is the likelier one for days that show none: in this one they lie far from the days of the
    /// table's other files, or are scattered where the other one has them close together.
    pub(crate) fn unlikely(self, days: &[WrittenDay], beside: &[Day]) -> Option<Self> {
        let other = if self == Self::DayMonth { Self::MonthDay } else { Self::DayMonth };
        let in_order = |order: Self| span(days.iter().filter_map(|day| order.resolve(*day)));
        let ((from, to), (other_from, other_to)) = in_order(self).zip(in_order(other))?;
        let (first, last) = span(beside.iter().copied())?;
        let is_far = from < first - DAYS_BESIDE || to > last + DAYS_BESIDE;
        let is_scattered = (other_to - other_from) * TIMES_CLOSER < to - from;
        (is_far || is_scattered).then_some(other)
    }
}

/// Months that follow each other leave no wider gap.
const DAYS_BESIDE: i32 = 62;
/// An order that has the days so many times closer together is likelier.
const TIMES_CLOSER: i32 = 3;

fn span(days: impl Iterator<Item = Day>) -> Option<(i32, i32)> {
    let days: Vec<i32> = days.map(Day::number).collect();
    Some((*days.iter().min()?, *days.iter().max()?))
}

/// What a column of days says about its order.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DateEvidence {
    day_first: u64,
    month_first: u64,
    open: Option<(u8, u8, u16)>,
    numeric: bool,
}

impl DateEvidence {
    /// Of days, each with the number of rows that have it.
    pub(crate) fn new(days: impl Iterator<Item = (WrittenDay, u32)>) -> Self {
        let mut evidence = Self::default();
        for (day, rows) in days {
            let WrittenDay::Numeric { first, second, year } = day else {
                continue;
            };
            evidence.numeric = true;
            evidence.day_first += u64::from(rows) * u64::from(first > 12);
            evidence.month_first += u64::from(rows) * u64::from(second > 12);
            if day.is_open() && evidence.open.is_none() {
                evidence.open = Some((first, second, year));
            }
        }
        evidence
    }

    /// The order that most of the column's days show; nothing when none does.
    pub(crate) fn decided(&self) -> Option<DateOrder> {
        let shows = self.day_first + self.month_first > 0;
        shows.then_some(if self.month_first > self.day_first { DateOrder::MonthDay } else { DateOrder::DayMonth })
    }

    /// Some day of the column needs an order to be read.
    pub(crate) fn needs_order(&self) -> bool {
        self.numeric
    }

    /// A day that nothing in the column decides.
    pub(crate) fn question(&self) -> Option<(u8, u8, u16)> {
        self.open.filter(|_| self.day_first == 0 && self.month_first == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_day_and_month_is_decided_by_the_whole_column() {
        let written = |first, second| WrittenDay::Numeric { first, second, year: 2026 };
        let evidence = |days: &[WrittenDay]| DateEvidence::new(days.iter().map(|day| (*day, 1)));
        assert_eq!(evidence(&[written(3, 4), written(17, 4)]).decided(), Some(DateOrder::DayMonth));
        assert_eq!(evidence(&[written(3, 4), written(4, 17)]).decided(), Some(DateOrder::MonthDay));
        assert!(evidence(&[written(3, 4), written(4, 17)]).question().is_none());
        assert_eq!(evidence(&[written(5, 5), written(3, 4)]).question(), Some((3, 4, 2026)));
        assert!(evidence(&[written(5, 5)]).question().is_none());
        assert_eq!(evidence(&[]).decided(), None);
    }
}
