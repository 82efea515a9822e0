//! The logarithm of the gamma function, which the standard library does not offer yet.

use std::f64::consts::PI;

/// From here on three terms of Stirling's series are exact to 1e-11.
const LARGE: f64 = 10.0;

/// ln Γ(x) for x > 0.
///
/// Source: Stirling's series, reached from below by Γ(x) = Γ(x + 1) / x.
pub(super) fn log_gamma(x: f64) -> f64 {
    let (mut shifted, mut product) = (x, 1.0);
    while shifted < LARGE {
        product *= shifted;
        shifted += 1.0;
    }
    let inverse = 1.0 / shifted;
    let square = inverse * inverse;
    let series = inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0)));
    (shifted - 0.5) * shifted.ln() - shifted + 0.5 * (2.0 * PI).ln() + series - product.ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gamma_function_of_whole_numbers_is_the_factorial() {
        let mut factorial: f64 = 1.0;
        for number in 1..=20_u32 {
            let (found, expected) = (log_gamma(f64::from(number)), factorial.ln());
            assert!((found - expected).abs() < 1e-10 * expected.max(1.0), "{number}: {found}, not {expected}");
            factorial *= f64::from(number);
        }
    }

    #[test]
    fn the_gamma_function_of_a_half_is_the_root_of_pi() {
        assert!((log_gamma(0.5) - 0.5 * PI.ln()).abs() < 1e-10);
        assert!((log_gamma(1e-6) - 1e6_f64.ln()).abs() < 1e-5);
    }
}
