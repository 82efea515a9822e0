//! A calendar day, as every table and every filter counts it.

use std::fmt;

use jiff::civil::Date;

/// A day of the proleptic Gregorian calendar, as the number of days since 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// The text was no day of the form `2026-08-28`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("found \"{found}\", expected a day such as 2026-08-28")]
pub struct NotADay {
    /// What stood there.
    pub found: String,
}

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl Day {
    /// The last day that is read at all: 2199-12-31.
    pub const LAST: Self = Self(84_005);

    /// The day with this number, counted from 1970-01-01.
    pub const fn from_number(number: i32) -> Self {
        Self(number)
    }

    /// Days since 1970-01-01.
    pub const fn number(self) -> i32 {
        self.0
    }

    /// The day of these calendar fields, when the calendar has it and the year is 1900 to 2199.
    ///
    /// Years outside that range are typing errors in campaign data, never sales.
    pub fn from_fields(year: i32, month: i32, day: i32) -> Option<Self> {
        if !(1900..2200).contains(&year) {
            return None;
        }
        let date = Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
        Some(Self(days_since_epoch(date)))
    }

    /// Reads `YYYY-MM-DD`.
    ///
    /// # Errors
    /// [`NotADay`] for any other form and for days the calendar does not have.
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        let mut fields = text.splitn(3, '-');
        let mut field = |width: usize| {
            let part = fields.next().filter(|part| part.len() == width)?;
            part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i32>().ok())?
        };
        let day = (|| Self::from_fields(field(4)?, field(2)?, field(2)?))();
        day.ok_or_else(|| NotADay { found: text.to_owned() })
    }

    /// The day this many days later (earlier when negative).
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The same calendar day a year before; the 29th of February becomes the 28th.
    pub fn a_year_before(self) -> Self {
        let year_before = self.date().checked_sub(jiff::Span::new().years(1));
        year_before.map_or(self, |date| Self(days_since_epoch(date)))
    }

    /// Year, month and day of the month.
    pub fn fields(self) -> (i32, i32, i32) {
        let date = self.date();
        (date.year().into(), date.month().into(), date.day().into())
    }

    fn date(self) -> Date {
        EPOCH.checked_add(jiff::Span::new().days(self.0)).unwrap_or(EPOCH)
    }
}

fn days_since_epoch(date: Date) -> i32 {
    EPOCH.until(date).map_or(0, |span| span.get_days())
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.date())
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn a_day_reads_back_as_it_was_written() {
        for text in ["1970-01-01", "2024-02-29", "2026-08-28", "1900-01-01", "2199-12-31"] {
            assert_eq!(Day::parse(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_day() {
        for text in
            ["", "2023-02-29", "2024-6-1", "2024-13-01", "01-06-2024", "2024-06-01T00:00", "0001-01-01", "+024-01-01"]
        {
            assert!(Day::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_before_a_leap_day_is_the_28th() {
        assert_eq!(Day::parse("2024-02-29").unwrap().a_year_before().to_string(), "2023-02-28");
    }
}
