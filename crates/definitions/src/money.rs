//! Money as a whole number of micros, and how it is written.

/// Micros in one unit of the currency.
pub const MICROS_PER_UNIT: i64 = 1_000_000;

/// The exact decimal text of an amount.
///
/// - Unit: micros in, currency units out (`1_250_500_000` → `1250.5`).
/// - No trailing zeros, no exponent, no grouping: a JSON number and a CSV cell as it stands.
pub fn decimal(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let size = micros.unsigned_abs();
    let unit = MICROS_PER_UNIT.unsigned_abs();
    let (whole, fraction) = (size / unit, size % unit);
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    let digits = format!("{fraction:06}");
    format!("{sign}{whole}.{}", digits.trim_end_matches('0'))
}

/// An amount as Indian readers write it in a sentence, to the hundredth: `39,000` or `1,23,456.50`.
pub fn grouped(micros: i64) -> String {
    let exact = i128::from(micros.unsigned_abs());
    let hundredths = (exact + 5_000) / 10_000;
    let (whole, fraction) = ((hundredths / 100).to_string(), hundredths % 100);
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        let after = whole.len() - at;
        if at > 0 && (after == 3 || after > 3 && after % 2 == 1) {
            text.push(',');
        }
        text.push(digit);
    }
    if fraction > 0 {
        text.push_str(&format!(".{fraction:02}"));
    }
    if micros < 0 { format!("-{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::{decimal, grouped};

    #[test]
    fn money_in_a_sentence_is_grouped_as_indians_group_it() {
        assert_eq!(grouped(39_000_000_000), "39,000");
        assert_eq!(grouped(123_456_500_000), "1,23,456.50");
        assert_eq!(grouped(-12_345_678_000_000), "-1,23,45,678");
        assert_eq!(grouped(999_995_000), "1,000");
        assert_eq!(grouped(0), "0");
    }

    #[test]
    fn money_is_written_exactly_and_without_padding() {
        assert_eq!(decimal(0), "0");
        assert_eq!(decimal(-1), "-0.000001");
        assert_eq!(decimal(1_250_500_000), "1250.5");
        assert_eq!(decimal(i64::MIN), "-9223372036854.775808");
    }
}
