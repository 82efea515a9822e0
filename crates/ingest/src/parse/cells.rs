//! One cell's text to one typed value.
//!
//! Spreadsheets write the same number in many ways; whatever is not certainly a number or a day is refused, never guessed.

use definitions::{BLANK, Day};

/// A day as a cell wrote it: some orders of day and month only the whole column can tell.
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

/// Text without surrounding white space; the written form of a blank is a blank.
pub(crate) fn text(cell: &str) -> &str {
    let is_tight = |letter: Option<&u8>| letter.is_some_and(u8::is_ascii_alphanumeric);
    if is_tight(cell.as_bytes().first()) && is_tight(cell.as_bytes().last()) {
        return cell;
    }
    let cell = cell.trim();
    if cell == BLANK { "" } else { cell }
}

/// The cell as it was before it was made inert for spreadsheets: a quote before a formula is ours.
pub(crate) fn live(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}

/// An influencer's id: `7.0` is how a spreadsheet writes `7`; `007` stays as it is.
pub(crate) fn id(cell: &str) -> &str {
    let cell = text(cell);
    let Some((whole, fraction)) = cell.split_once('.') else {
        return cell;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if digits(whole) && digits(fraction) && fraction.bytes().all(|byte| byte == b'0') { whole } else { cell }
}

/// Micros of an amount such as `1250.5`, `₹ 1,23,456.50`, `(100)` or `1.2e5`.
///
/// More than six decimals are rounded half to even, once, here. `None` when it is no such amount or does not fit.
pub(crate) fn money(cell: &str) -> Option<i64> {
    if let Some(micros) = plain_micros(cell) {
        return Some(micros);
    }
    let (negative, number) = strip_sign(strip_currency(text(cell)))?;
    let micros = scaled(strip_currency(number))?;
    Some(if negative { -micros } else { micros })
}

/// A whole number of the form nearly every one has: up to eighteen digits.
pub(crate) fn plain_whole(cell: &str) -> Option<i64> {
    let is_plain = (1..=18).contains(&cell.len()) && cell.bytes().all(|byte| byte.is_ascii_digit());
    is_plain.then(|| cell.bytes().fold(0, |number, byte| number * 10 + i64::from(byte - b'0')))
}

/// Micros of the form nearly every amount has: up to twelve digits, and up to six after a point.
pub(crate) fn plain_micros(cell: &str) -> Option<i64> {
    let (mut number, mut decimals) = (0_i64, None);
    for byte in cell.bytes() {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte - b'0');
                decimals = decimals.map(|count| count + 1);
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
        // Longer ones take the way that checks for overflow.
        if number >= 1_000_000_000_000 {
            return None;
        }
    }
    let scale = 6_u32.checked_sub(decimals.unwrap_or(0))?;
    (cell.len() > 1 || number > 0).then_some(number * 10_i64.pow(scale)).filter(|_| cell != ".")
}

/// A whole number such as `17`, `17.0` or `1,200`.
pub(crate) fn whole(cell: &str) -> Option<i64> {
    if let Some(number) = plain_whole(cell) {
        return Some(number);
    }
    let (negative, number) = strip_sign(text(cell))?;
    let micros = scaled(number)?;
    let one = definitions::MICROS_PER_UNIT;
    (micros % one == 0).then_some(if negative { -(micros / one) } else { micros / one })
}

fn strip_currency(number: &str) -> &str {
    const MARKS: [&str; 4] = ["₹", "inr", "rs.", "rs"];
    let mut rest = number;
    for mark in MARKS {
        let front = rest.get(..mark.len()).filter(|front| front.eq_ignore_ascii_case(mark));
        if front.is_some() {
            rest = rest[mark.len()..].trim();
        }
        let start = rest.len().saturating_sub(mark.len());
        let back = rest.get(start..).filter(|back| back.eq_ignore_ascii_case(mark));
        if back.is_some() {
            rest = rest[..start].trim();
        }
    }
    rest
}

/// Whether the number is below 0, and the number without its sign or brackets.
fn strip_sign(number: &str) -> Option<(bool, &str)> {
    if let Some(inner) = number.strip_prefix('(') {
        return Some((true, inner.strip_suffix(')')?.trim()));
    }
    let minus = number.strip_prefix('-').or_else(|| number.strip_prefix('−'));
    match minus {
        Some(rest) => Some((true, rest.trim())),
        None => Some((false, number.strip_prefix('+').unwrap_or(number).trim())),
    }
}

/// Micros of an unsigned number with optional grouping, decimals and exponent.
fn scaled(number: &str) -> Option<i64> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok().filter(|power| power.abs() <= 40)?),
        None => (number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let whole = ungrouped(whole)?;
    if whole.is_empty() && fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = whole + fraction;
    let kept = whole_len(&digits, fraction.len(), exponent)?;
    rounded(digits.as_bytes(), kept)
}

/// How many leading digits are whole micros; more than there are digits means zeros are to be added.
fn whole_len(digits: &str, fraction_len: usize, exponent: i64) -> Option<i64> {
    let length = i64::try_from(digits.len()).ok()?;
    Some(length - i64::try_from(fraction_len).ok()? + exponent + 6)
}

/// The first `kept` digits as a number, the rest rounded half to even.
fn rounded(digits: &[u8], kept: i64) -> Option<i64> {
    let digit =
        |place: i64| usize::try_from(place).ok().and_then(|place| digits.get(place)).map_or(0, |byte| byte - b'0');
    let mut number: i64 = 0;
    let significant = digits.iter().position(|&byte| byte != b'0').map_or(kept, |place| place as i64);
    for place in significant..kept {
        number = number.checked_mul(10)?.checked_add(digit(place).into())?;
    }
    let half = digit(kept);
    let beyond = digits.iter().skip(usize::try_from(kept + 1).unwrap_or(0)).any(|&byte| byte != b'0');
    let up = kept >= 0 && (half > 5 || half == 5 && (beyond || number % 2 == 1));
    number.checked_add(up.into())
}

/// Digits without their grouping commas, western (`1,234,567`) or Indian (`12,34,567`); `None` when the commas group nothing.
fn ungrouped(whole: &str) -> Option<String> {
    let groups: Vec<&str> = whole.split(',').collect();
    if !groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    if let [first, middle @ .., last] = groups.as_slice() {
        let well_grouped = (1..=3).contains(&first.len())
            && last.len() == 3
            && middle.iter().all(|group| (2..=3).contains(&group.len()));
        if !well_grouped && groups.len() > 1 {
            return None;
        }
    }
    Some(groups.concat())
}

/// A day such as `2024-06-01`, `2024-06-01T10:00:00`, `01/06/2024` or `5 Jan 2024`.
pub(crate) fn day(cell: &str) -> Option<WrittenDay> {
    let cell = text(cell);
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
    const EPOCH: i32 = 25_569; // 1970-01-01
    /// 1954 to 2119: numbers that mean a day, not something else.
    const SERIALS: std::ops::Range<i32> = 20_000..80_000;
    let (whole, time) = cell.split_once('.').unwrap_or((cell, ""));
    let is_number = whole.len() == 5 && whole.bytes().chain(time.bytes()).all(|byte| byte.is_ascii_digit());
    let number = whole.parse().ok().filter(|number| is_number && SERIALS.contains(number))?;
    Some(Day::from_number(number - EPOCH))
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
    Day::from_fields(year.into(), month, day.parse().ok()?).map(WrittenDay::Certain)
}

fn full_year(year: u16, digits: usize) -> Option<u16> {
    match digits {
        2 => Some(2000 + year),
        4 => Some(year),
        _ => None,
    }
}

fn month(name: &str) -> Option<i32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = name.to_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| name.len() >= 3 && (month.starts_with(&name) || name == "sept" && *month == "september"));
    at.map(|at| at as i32 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (cell, micros) in [
            ("1250.50", 1_250_500_000),
            (" 1,23,456.50 ", 123_456_500_000),
            ("₹ 1,200", 1_200_000_000),
            ("Rs. 500", 500_000_000),
            ("500 INR", 500_000_000),
            ("(100)", -100_000_000),
            ("(₹100)", -100_000_000),
            ("-₹100", -100_000_000),
            ("1.2e5", 120_000_000_000),
            ("17.0", 17_000_000),
            (".5", 500_000),
            ("1,234,567", 1_234_567_000_000),
            ("−3", -3_000_000),
            ("0", 0),
            ("0.0000001", 0),
            ("9223372036854.775807", i64::MAX),
            ("00000000000000000000001", 1_000_000),
        ] {
            assert_eq!(money(cell), Some(micros), "{cell}");
        }
    }

    #[test]
    fn decimals_beyond_micros_are_rounded_half_to_even_once() {
        for (cell, micros) in [
            ("0.0000005", 0),
            ("0.0000015", 2),
            ("0.0000025", 2),
            ("0.00000250000000001", 3),
            ("849.8986252455585", 849_898_625),
            ("61192.701017680214", 61_192_701_018),
            ("5e-7", 0),
            ("15e-7", 2),
        ] {
            assert_eq!(money(cell), Some(micros), "{cell}");
        }
    }

    #[test]
    fn what_is_not_certainly_an_amount_is_refused() {
        for cell in [
            "",
            "12,50",
            "1,2,3",
            "abc",
            "12.3% commission",
            "$5",
            "1.2.3",
            "NaN",
            "inf",
            "1e99",
            "(5",
            "--5",
            "99999999999999",
            "1 200",
        ] {
            assert_eq!(money(cell), None, "{cell}");
        }
    }

    #[test]
    fn orders_are_whole() {
        assert_eq!(whole("17.0"), Some(17));
        assert_eq!(whole("1,200"), Some(1200));
        assert_eq!(whole("-3"), Some(-3));
        assert_eq!(whole("2.5"), None);
        assert_eq!(whole(""), None);
    }

    #[test]
    fn ids_are_text_but_for_a_spreadsheets_decimals() {
        assert_eq!(id("7.0"), "7");
        assert_eq!(id("7.00"), "7");
        assert_eq!(id("007"), "007");
        assert_eq!(id("7.5"), "7.5");
        assert_eq!(id(" INF_001 "), "INF_001");
        assert_eq!(id("(none)"), "");
    }

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
