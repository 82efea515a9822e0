//! One cell as a day whose order of fields, epoch and time zone may still be open.

use definitions::Day;

use crate::parse::days::{full_year, serial};

use super::{
    signs::plain_signs,
    time_of_day::{Moment, split_time},
    words::{month, weekday},
};

/// A day as a cell wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum WrittenDay {
    /// Year, month and day, as spreadsheets also write the dates they have recognised.
    YearFirst(Day),
    /// A day by other means: `20240601`, `1. Juni 2024`, a weekday that fits one order only.
    Fixed(Day),
    /// Days since a spreadsheet's epoch.
    Serial(i32),
    /// Three numbers without a year in front: `03/04/2026`, `24-06-01`.
    Fields {
        first: u8,
        second: u8,
        last: u16,
        /// Every number has two digits, so that the first may be the year.
        is_short: bool,
        /// Of a time in UTC, the quarter of an hour, 0 to 95: no zone is closer to UTC than that.
        utc_quarter: Option<u8>,
    },
    /// So many seconds after 1970-01-01 in UTC.
    Instant(i64),
    /// A month or a year without a day.
    MonthOnly,
    /// A day without a year.
    NoYear,
}

use WrittenDay::{Fields, Fixed, Instant, MonthOnly, NoYear, Serial, YearFirst};

/// Longer texts are no days.
const MAX_BYTES: usize = 120;

impl WrittenDay {
    /// Reads a cell; `None` when it is no day.
    pub(super) fn parse(cell: &str) -> Option<Self> {
        let cell = crate::parse::text::trimmed(cell);
        if let Some(day) = plain_day(cell) {
            return Some(YearFirst(day));
        }
        if cell.len() > MAX_BYTES {
            return None;
        }
        let text = plain_signs(cell).to_lowercase();
        let text = text.trim().trim_start_matches('\'');
        compact(text).or_else(|| with_time(text))
    }
}

/// `2024-06-01`, and with a time that names no zone: what nearly every cell is.
fn plain_day(cell: &str) -> Option<Day> {
    let (day, time) = cell.split_at_checked(10)?;
    let is_time = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    let fits = time.is_empty() || time.strip_prefix([' ', 'T']).is_some_and(is_time);
    Day::parse(day).ok().filter(|_| fits)
}

/// A day or moment of digits only: `20240601`, `2024060123`, `20240601T201500Z`, `240601`, `45444.4375`, `1717272000`.
fn compact(text: &str) -> Option<WrittenDay> {
    if let Some(number) = serial(&text.replace(',', ".")) {
        return Some(Serial(number));
    }
    let (digits, is_utc) = match text.split_once('t') {
        Some((day, time)) if day.len() == 8 => ([day, time.trim_end_matches('z')].concat(), time.ends_with('z')),
        _ => (text.to_owned(), false),
    };
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i32>().ok());
    let year_first = || Day::from_fields(part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let second = || Some(part(8, 10)? * 3600 + part(10, 12).unwrap_or(0) * 60 + part(12, 14).unwrap_or(0));
    match digits.len() {
        6 => six_digits(&digits),
        8 => year_first().map(Fixed).or_else(|| fields(part(0, 2)?, part(2, 4)?, part(4, 8)?, false)),
        // Unix time from 2001 to 2033.
        10 if ("1000000000".."2000000000").contains(&digits.as_str()) => Some(Instant(digits.parse().ok()?)),
        13 if ("1000000000000".."2000000000000").contains(&digits.as_str()) => {
            Some(Instant(digits.parse::<i64>().ok()? / 1000))
        }
        10 | 12 | 14 if is_utc => Some(Instant(i64::from(year_first()?.number()) * 86_400 + i64::from(second()?))),
        10 | 12 | 14 => year_first().filter(|_| second().is_some_and(|second| second < 86_400)).map(Fixed),
        _ => None,
    }
}

/// `240601`; `202406` is a month.
fn six_digits(digits: &str) -> Option<WrittenDay> {
    let part = |from: usize, to: usize| digits.get(from..to).and_then(|part| part.parse::<i32>().ok());
    if (1990..2100).contains(&part(0, 4)?) && (1..=12).contains(&part(4, 6)?) {
        return Some(MonthOnly);
    }
    fields(part(0, 2)?, part(2, 4)?, part(4, 6)?, true)
}

/// A date with or without a time of day before or after it.
fn with_time(text: &str) -> Option<WrittenDay> {
    let Moment { date, second, is_utc } = split_time(text)?;
    let written = date_of_words(&date)?;
    match written {
        Fields { first, second: month, last, is_short, .. } if is_utc => {
            Some(Fields { first, second: month, last, is_short, utc_quarter: (second / 900).try_into().ok() })
        }
        YearFirst(day) | Fixed(day) if is_utc => Some(Instant(i64::from(day.number()) * 86_400 + i64::from(second))),
        _ => Some(written),
    }
}

/// The numbers of a date with their number of digits, its month and its day of the week.
#[derive(Default)]
struct Parts {
    numbers: Vec<(i32, usize)>,
    month: Option<u8>,
    /// The name of the month stands before every number.
    month_leads: bool,
    weekday: Option<u8>,
}

fn date_of_words(date: &str) -> Option<WrittenDay> {
    let parts = parts_of(date)?;
    match parts.month {
        Some(month) => named(&parts, month),
        None => numeric(&parts),
    }
}

fn parts_of(date: &str) -> Option<Parts> {
    let (mut parts, mut words) = (Parts::default(), Vec::new());
    let mut rest = date;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let is_separator = |letter: char| letter == ' ' || "-/.,'ºª°".contains(letter);
        let belongs = |letter: char| letter.is_ascii_digit() == is_digit && !is_separator(letter);
        let length = rest.find(|letter| !belongs(letter)).unwrap_or(rest.len());
        let (token, after) = rest.split_at(if length == 0 { first.len_utf8() } else { length });
        rest = after;
        if is_digit {
            parts.numbers.push((token.parse().ok()?, token.len()));
        } else if length > 0 && !is_connector(token) {
            words.push((token, parts.numbers.is_empty()));
        }
    }
    parts.take_words(&words)?;
    Some(parts)
}

/// Words of a date that say nothing: `1 de junio de 2024`, `June 1st`, `1º`.
fn is_connector(word: &str) -> bool {
    matches!(word, "de" | "of" | "the" | "le" | "den" | "der" | "del" | "el" | "st" | "nd" | "rd" | "th" | "er" | "º")
}

impl Parts {
    /// Takes the words: one month, one weekday. `mar` is both, so it is the weekday only where another month stands.
    fn take_words(&mut self, words: &[(&str, bool)]) -> Option<()> {
        let months = words.iter().filter(|(word, _)| month(word).is_some()).count();
        for (word, leads) in words {
            match (month(word), weekday(word)) {
                (Some(_), Some(day)) if months > 1 => once(&mut self.weekday, day)?,
                (Some(month), _) => {
                    once(&mut self.month, month)?;
                    self.month_leads = *leads;
                }
                (None, Some(day)) => once(&mut self.weekday, day)?,
                (None, None) => return None,
            }
        }
        Some(())
    }
}

fn once(slot: &mut Option<u8>, value: u8) -> Option<()> {
    slot.replace(value).is_none().then_some(())
}

/// A date with the name of its month.
fn named(parts: &Parts, month: u8) -> Option<WrittenDay> {
    let day = |year: (i32, usize), day: (i32, usize)| {
        let year = full_year(year.0.try_into().ok()?, year.1)?;
        Day::from_fields(year.into(), month.into(), day.0).filter(|_| day.1 <= 2).map(Fixed)
    };
    match parts.numbers.as_slice() {
        [year, on] if year.1 == 4 => day(*year, *on),
        [on, year] => day(*year, *on),
        [(_, 4)] | [] => Some(MonthOnly),
        [(_, 1 | 2)] if parts.month_leads => Some(MonthOnly),
        [(_, 1 | 2)] => Some(NoYear),
        _ => None,
    }
}

/// A date of numbers only.
fn numeric(parts: &Parts) -> Option<WrittenDay> {
    match *parts.numbers.as_slice() {
        [(year, 4), (month, 1 | 2), (day, 1 | 2)] => Day::from_fields(year, month, day).map(YearFirst),
        [(first, digits @ (1 | 2)), (second, 1 | 2), (last, length @ (2 | 4))] => {
            let is_short = digits == 2 && length == 2;
            let year = full_year(last.try_into().ok()?, length)?;
            let written = fields(first, second, if is_short { last } else { year.into() }, is_short)?;
            Some(parts.weekday.and_then(|weekday| written.on(weekday)).unwrap_or(written))
        }
        [(_, 4), (1..=12, 1 | 2)] | [(1..=12, 1 | 2), (_, 4)] => Some(MonthOnly),
        [(1900..2200, 4)] => Some(MonthOnly),
        [(1..=31, 1 | 2), (1..=31, 1 | 2)] => Some(NoYear),
        _ => None,
    }
}

/// Three numbers, when some order makes a day of them.
fn fields(first: i32, second: i32, last: i32, is_short: bool) -> Option<WrittenDay> {
    let written = Fields {
        first: first.try_into().ok()?,
        second: second.try_into().ok()?,
        last: last.try_into().ok()?,
        is_short,
        utc_quarter: None,
    };
    let orders = [written.day_first(), written.month_first(), written.short_year_first()];
    orders.iter().any(Option::is_some).then_some(written)
}

impl WrittenDay {
    /// Three numbers as day, month, year.
    pub(super) fn day_first(self) -> Option<Day> {
        let Fields { first, second, .. } = self else { return None };
        Day::from_fields(self.last_year()?, second.into(), first.into())
    }

    /// Three numbers as month, day, year.
    pub(super) fn month_first(self) -> Option<Day> {
        let Fields { first, second, .. } = self else { return None };
        Day::from_fields(self.last_year()?, first.into(), second.into())
    }

    /// Three numbers of two digits as year, month, day.
    pub(super) fn short_year_first(self) -> Option<Day> {
        let Fields { first, second, last, is_short: true, .. } = self else { return None };
        Day::from_fields(2000 + i32::from(first), second.into(), last.into())
    }

    fn last_year(self) -> Option<i32> {
        let Fields { last, is_short, .. } = self else { return None };
        Some(i32::from(last) + if is_short { 2000 } else { 0 })
    }

    /// The one order of three numbers that gives this day of the week.
    fn on(self, weekday: u8) -> Option<Self> {
        let is_on = |day: &Day| (day.number() + 3).rem_euclid(7) + 1 == i32::from(weekday);
        let orders = [self.day_first(), self.month_first(), self.short_year_first()];
        let mut days: Vec<Day> = orders.into_iter().flatten().filter(is_on).collect();
        days.dedup();
        match days.as_slice() {
            [day] => Some(Fixed(*day)),
            _ => None,
        }
    }
}
