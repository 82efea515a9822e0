//! One cell's text to a day.
//!
//! Whatever is not certainly a day is refused, never guessed; the order of day and month may have to be decided by the
//! whole column.

use definitions::Day;

use super::text::trimmed;
use crate::prepare::month;

/// A day as a cell wrote it: the order of day and month may be decided only by the whole column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WrittenDay {
    /// Only one day can be meant.
    Certain(Day),
    /// `03-04-2026`: day and month in an order still to be decided.
    #[expect(missing_docs, reason = "the names say it")]
    Numeric { first: u8, second: u8, year: u16 },
}

impl WrittenDay {
    /// One number for it, for storing: the day's own, or one far below every day's.
    pub fn packed(self) -> i32 {
        match self {
            Self::Certain(day) => day.number(),
            Self::Numeric { first, second, year } => {
                i32::MIN + (i32::from(year) << 16 | i32::from(first) << 8 | i32::from(second))
            }
        }
    }

    /// The day that was stored as this number.
    pub fn unpacked(packed: i32) -> Self {
        const DAYS_FROM: i32 = i32::MIN / 2;
        if packed >= DAYS_FROM {
            return Self::Certain(Day::from_number(packed));
        }
        let [year, first, second] = [packed.wrapping_sub(i32::MIN) >> 16, packed >> 8, packed];
        Self::Numeric { first: first as u8, second: second as u8, year: year as u16 }
    }

    /// Whether it can still mean two days.
    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Numeric { first, second, .. } if first != second && first <= 12 && second <= 12)
    }
}

/// A day such as `2024-06-01`, `2024-06-01T10:00:00`, `01/06/2024` or `5 Jan 2024`.
pub(crate) fn day(cell: &str) -> Option<WrittenDay> {
    let cell = trimmed(cell);
    if let Ok(day) = Day::parse(cell) {
        return Some(WrittenDay::Certain(day));
    }
    if let Some(day) = serial_day(cell) {
        return Some(WrittenDay::Certain(day));
    }
    let date = without_time(cell);
    let parts: Vec<&str> = date.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts.try_into().ok()?;
    numeric_day(one, two, three).or_else(|| named_day(one, two, three))
}

/// A spreadsheet's own number of a day, such as `45444` or `45444.4375`: days since 1899-12-30.
fn serial_day(cell: &str) -> Option<Day> {
    serial(cell).map(|number| Day::from_number(number - SERIAL_EPOCH))
}

/// The spreadsheet number of 1970-01-01.
pub(crate) const SERIAL_EPOCH: i32 = 25_569;

/// The whole days of a spreadsheet's number of a day, with or without a time.
pub(crate) fn serial(cell: &str) -> Option<i32> {
    /// 1954 to 2119: numbers that mean a day, not something else.
    const SERIALS: std::ops::Range<i32> = 20_000..80_000;
    let (whole, time) = cell.split_once('.').unwrap_or((cell, ""));
    let is_number = whole.len() == 5 && whole.bytes().chain(time.bytes()).all(|byte| byte.is_ascii_digit());
    whole.parse().ok().filter(|number| is_number && SERIALS.contains(number))
}

/// The text before a time of day: after the last `T` or blank that digits and a colon follow.
fn without_time(cell: &str) -> &str {
    let begins_time = |rest: &str| {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        (1..=2).contains(&digits) && rest[digits..].starts_with(':')
    };
    let time_at = cell.char_indices().find(|&(at, letter)| matches!(letter, 'T' | ' ') && begins_time(&cell[at + 1..]));
    time_at.map_or(cell, |(at, _)| cell[..at].trim_end())
}

fn numeric_day(one: &str, two: &str, three: &str) -> Option<WrittenDay> {
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.len() <= 4 && !part.starts_with('+'));
    let (a, b, c) = (number(one)?, number(two)?, number(three)?);
    if one.len() == 4 {
        return Day::from_fields(a.into(), b.into(), c.into()).map(WrittenDay::Certain);
    }
    let year = full_year(c, three.len())?;
    let fits = |month: u16, day: u16| Day::from_fields(year.into(), month.into(), day.into()).is_some();
    if !fits(a, b) && !fits(b, a) {
        return None;
    }
    Some(WrittenDay::Numeric { first: a.try_into().ok()?, second: b.try_into().ok()?, year })
}

fn named_day(one: &str, two: &str, three: &str) -> Option<WrittenDay> {
    let (month, day) = match (month(one), month(two)) {
        (Some(month), None) => (month, two),
        (None, Some(month)) => (month, one),
        _ => return None,
    };
    let year = full_year(three.parse().ok()?, three.len())?;
    let day = day.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    Day::from_fields(year.into(), month.into(), day.parse().ok()?).map(WrittenDay::Certain)
}

/// The year that two or four digits mean.
pub(crate) fn full_year(year: u16, digits: usize) -> Option<u16> {
    match digits {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let certain = |text: &str| Some(WrittenDay::Certain(Day::parse(text).unwrap()));
        for cell in [
            "2024-06-01",
            "2024-06-01 10:00:00",
            "2024-06-01T10:00:00.123456Z",
            "2024/6/1",
            "1 Jun 2024",
            "June 1, 2024",
            "1-Jun-24",
            "1st June 2024",
            "1 Jun 2024 10:00",
            "45444",
            "45444.4375",
        ] {
            assert_eq!(day(cell), certain("2024-06-01"), "{cell}");
        }
        assert_eq!(day("03-04-2026"), Some(WrittenDay::Numeric { first: 3, second: 4, year: 2026 }));
        assert_eq!(day("17/6/2025 09:30"), Some(WrittenDay::Numeric { first: 17, second: 6, year: 2025 }));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for cell in
            ["", "orders", "30", "99999", "45444.x", "2024-02-30", "32-01-2024", "13-13-2024", "2024-06", "yesterday"]
        {
            assert_eq!(day(cell), None, "{cell}");
        }
    }
}
