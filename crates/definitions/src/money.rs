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

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn money_is_written_exactly_and_without_padding() {
        assert_eq!(decimal(0), "0");
        assert_eq!(decimal(-1), "-0.000001");
        assert_eq!(decimal(1_250_500_000), "1250.5");
        assert_eq!(decimal(i64::MIN), "-9223372036854.775808");
    }
}
