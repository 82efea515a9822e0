//! Ids that a spreadsheet took for numbers: `007` became `7`, and 17 digits became `1.78414E+16`.

use std::ops::Range;

/// The numbers that an id can have been before a spreadsheet dropped its last digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LostDigits(pub(super) Range<u128>);

/// Spreadsheets keep so many digits of a number.
const DIGITS_KEPT: usize = 15;
/// Longer numbers are no ids.
const MAX_DIGITS: usize = 36;

impl LostDigits {
    /// Reads `1.78414E+16`, and numbers of more than 15 digits whose others are all zeros.
    pub(super) fn read(text: &str) -> Option<Self> {
        Self::scientific(text.trim()).or_else(|| Self::zeroed(text.trim()))
    }

    /// The last digit that is left is rounded.
    fn scientific(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E'])?;
        let (whole, fraction) = mantissa.split_once(['.', ',']).unwrap_or((mantissa, ""));
        // `12E4` may be a code; a spreadsheet writes the sign, or decimals.
        let is_written = exponent.starts_with('+') || !fraction.is_empty();
        let exponent: usize =
            exponent.trim_start_matches('+').parse().ok().filter(|exponent| *exponent < MAX_DIGITS)?;
        let is_number = whole.len() == 1 && whole != "0" && fraction.len() < exponent;
        let digits = number(&format!("{whole}{fraction}")).filter(|_| is_written && is_number)?;
        let unit = power_of_ten(exponent - fraction.len());
        Some(Self(digits * unit - unit / 2..digits * unit + unit / 2))
    }

    fn zeroed(text: &str) -> Option<Self> {
        let (kept, dropped) = text.split_at_checked(DIGITS_KEPT)?;
        let is_cut = !dropped.is_empty() && text.len() <= MAX_DIGITS && dropped.bytes().all(|digit| digit == b'0');
        let (digits, unit) = (number(kept).filter(|_| is_cut)?, power_of_ten(dropped.len()));
        Some(Self(digits * unit..(digits + 1) * unit))
    }
}

fn power_of_ten(zeros: usize) -> u128 {
    (0..zeros).fold(1, |power, _| power * 10)
}

/// The number an id is; nothing for one with letters or too many digits.
pub(super) fn number(id: &str) -> Option<u128> {
    if is_digits(id) && id.len() <= MAX_DIGITS { id.parse().ok() } else { None }
}

/// A number without its leading zeros; nothing for an id that is no number.
pub(super) fn without_zeros(id: &str) -> Option<&str> {
    is_digits(id).then(|| match id.trim_start_matches('0') {
        "" => "0",
        number => number,
    })
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_in_spreadsheet_notation_fits_the_ids_it_can_have_been() {
        let fits = |text: &str, id: &str| {
            LostDigits::read(text).is_some_and(|lost| number(id).is_some_and(|id| lost.0.contains(&id)))
        };
        for (text, id) in [
            ("1.78414E+16", "17841400000000001"),
            ("1.78414e+16", "17841353333333333"),
            ("1,78414E+16", "17841400000000001"),
            ("1.78E+16", "17841400000000001"),
            ("1E+16", "9999999999999999"),
            ("17841400008460100", "17841400008460123"),
        ] {
            assert!(fits(text, id), "{text} {id}");
        }
        for (text, id) in [
            ("1.78414E+16", "17841500000000001"),
            ("1.78414E+16", "1784140000000000"),
            ("17841400008460100", "17841400008461123"),
        ] {
            assert!(!fits(text, id), "{text} {id}");
        }
    }

    #[test]
    fn a_code_with_an_e_has_lost_nothing() {
        for text in [
            "12E4",
            "1E5",
            "E10",
            "ASHA1E+5",
            "1.5",
            "INF01",
            "178414000000000",
            "0.5E+3",
            "1.5E+99",
            "₹178414000000000",
            "",
        ] {
            assert_eq!(LostDigits::read(text), None, "{text}");
        }
    }

    #[test]
    fn only_numbers_lose_zeros() {
        assert_eq!((without_zeros("007"), without_zeros("000"), without_zeros("INF007")), (Some("7"), Some("0"), None));
    }
}
