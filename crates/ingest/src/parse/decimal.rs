//! Exact decimals: digits to whole micros, rounded half to even once.
//!
//! Every amount of the program is read by [`micros`], whatever marks, grouping and units stood around its digits.

use std::borrow::Cow;

/// The number before an exponent such as `e+5`, and the exponent; `None` when what follows the `e` is not one up to 40.
pub(crate) fn exponent(number: &str) -> Option<(&str, i64)> {
    match number.split_once(['e', 'E']) {
        Some((mantissa, power)) => Some((mantissa, power.parse().ok().filter(|power: &i64| power.abs() <= 40)?)),
        None => Some((number, 0)),
    }
}

/// Micros of `whole.fraction` × 10^`exponent`, both parts only digits.
///
/// More than six decimals are rounded half to even. `None` when there is no digit, something else than digits, or it does not fit.
pub(crate) fn micros(whole: &str, fraction: &str, exponent: i64) -> Option<i64> {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() && fraction.is_empty() || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let kept = i64::try_from(whole.len()).ok()? + exponent + 6;
    rounded([whole, fraction].concat().as_bytes(), kept)
}

/// The first `kept` digits as a number, the rest rounded half to even; more than there are digits means zeros are to be added.
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

/// Digits without the separators that group them.
///
/// Groups have three digits; with commas also two, as in the Indian `12,34,567`. `None` when the separators group nothing, as
/// in `12,50` or `0,500`.
pub(crate) fn ungrouped(whole: &str, separator: char) -> Option<Cow<'_, str>> {
    if !whole.contains(separator) {
        return Some(Cow::Borrowed(whole));
    }
    let groups: Vec<&str> = whole.split(separator).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let min_middle = if separator == ',' { 2 } else { 3 };
    let is_well_grouped = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && last.len() == 3
        && middle.iter().all(|group| (min_middle..=3).contains(&group.len()));
    is_well_grouped.then(|| Cow::Owned(groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_have_three_digits_or_indian_ones() {
        for (whole, separator, digits) in [
            ("1234", ',', Some("1234")),
            ("1,234,567", ',', Some("1234567")),
            ("12,34,567", ',', Some("1234567")),
            ("12.34.567", '.', None),
            ("1.234.567", '.', Some("1234567")),
            ("12,50", ',', None),
            ("0,500", ',', None),
            ("1234,567", ',', None),
        ] {
            assert_eq!(ungrouped(whole, separator).as_deref(), digits, "{whole}");
        }
    }

    #[test]
    fn a_unit_is_applied_before_the_rounding() {
        assert_eq!(micros("0", "205005", 5), Some(20_500_500_000));
        assert_eq!(micros("0", "000000000125", 5), Some(12));
        assert_eq!(micros("9223372036855", "", 0), None);
    }
}
