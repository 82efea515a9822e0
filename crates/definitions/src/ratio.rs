//! Exact quotients, rounded once: to the nearest double or the nearest whole number.

/// Every whole number up to here is a double.
const MAX_EXACT: u128 = 1 << 53;

/// `numerator / denominator`, rounded once to the nearest double (ties to even).
///
/// Dividing two doubles would round three times; money does not fit a double exactly.
/// The denominator must not be 0.
pub(crate) fn nearest_double(numerator: i128, denominator: i128) -> f64 {
    let negative = (numerator < 0) != (denominator < 0);
    let (dividend, divisor) = (numerator.unsigned_abs(), denominator.unsigned_abs());
    if dividend <= MAX_EXACT && divisor <= MAX_EXACT {
        // Both are doubles, so dividing them rounds once. From 64 bits on the processor makes them itself.
        let size = dividend as u64 as f64 / divisor as u64 as f64;
        return if negative && dividend > 0 { -size } else { size };
    }
    let mut quotient = dividend / divisor;
    let mut rest = dividend % divisor;
    let mut scale: i32 = 0;
    if quotient == 0 && rest == 0 {
        return 0.0;
    }
    // 56 bits are three more than a double holds: enough for the integer conversion below to round as the exact value would.
    while quotient >> 55 == 0 {
        rest <<= 1;
        quotient = (quotient << 1) | u128::from(rest >= divisor);
        if rest >= divisor {
            rest -= divisor;
        }
        scale -= 1;
    }
    let sticky = quotient | u128::from(rest != 0);
    let size = sticky as f64 * 2f64.powi(scale);
    if negative { -size } else { size }
}

/// `numerator / denominator` as the nearest whole number, ties to the even one. The denominator must be above 0.
pub(crate) const fn half_even(numerator: i128, denominator: i128) -> i128 {
    let (below, rest) = (numerator.div_euclid(denominator), numerator.rem_euclid(denominator));
    let is_above_half = 2 * rest > denominator || 2 * rest == denominator && below % 2 != 0;
    if is_above_half { below + 1 } else { below }
}

#[cfg(test)]
mod tests {
    use super::nearest_double;

    #[test]
    fn a_quotient_is_the_double_that_its_decimal_text_reads_as() {
        assert_eq!(nearest_double(341_000, 396_600), 0.859_808_371_154_815_9);
        assert_eq!(nearest_double(-1, 3), -1.0 / 3.0);
        assert_eq!(nearest_double(0, -7), 0.0);
        assert_eq!(nearest_double(i128::from(i64::MAX), 1), i64::MAX as f64);
        assert_eq!(nearest_double(1, i128::from(i64::MAX)), 1.0 / i64::MAX as f64);
    }

    #[test]
    fn small_whole_numbers_divide_as_doubles_do() {
        for numerator in 0..200_i32 {
            for denominator in 1..200_i32 {
                let exact = f64::from(numerator) / f64::from(denominator);
                assert_eq!(nearest_double(numerator.into(), denominator.into()), exact);
                // The same quotient of numbers that are no doubles.
                let large = (1_i128 << 60) + 1;
                assert_eq!(nearest_double(i128::from(numerator) * large, i128::from(denominator) * large), exact);
            }
        }
    }
}
