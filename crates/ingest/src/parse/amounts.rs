//! One cell's text to a number: amounts of money and whole numbers.
//!
//! Spreadsheets write the same number in many ways; whatever is not certainly a number is refused, never guessed.

use super::{decimal, text::trimmed};

/// Micros of an amount such as `1250.5`, `₹ 1,23,456.50`, `(100)` or `1.2e5`.
///
/// More than six decimals are rounded half to even, once, here. `None` when it is no such amount or does not fit.
pub(crate) fn money(cell: &str) -> Option<i64> {
    if let Some(micros) = plain_micros(cell) {
        return Some(micros);
    }
    let (negative, number) = strip_sign(strip_currency(trimmed(cell)))?;
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
    let (negative, number) = strip_sign(trimmed(cell))?;
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
    let (mantissa, exponent) = decimal::exponent(number)?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    decimal::micros(&decimal::ungrouped(whole, ',')?, fraction, exponent)
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
}
