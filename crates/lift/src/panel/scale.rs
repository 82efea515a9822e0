//! Outcomes brought near one, so that neither tiny nor huge ones leave what a double can hold.

/// A power of two: dividing by it and multiplying again changes no digit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    exponent: i32,
}

impl Scale {
    /// The scale that brings the largest of these between one and two; all zero stays as it is.
    pub(super) fn fitted_to(values: &[f64]) -> Scale {
        let largest = values.iter().fold(0.0_f64, |largest, value| largest.max(value.abs()));
        Scale { exponent: if largest > 0.0 { largest.log2().floor() as i32 } else { 0 } }
    }

    /// The value on this scale.
    pub(super) fn near_one(self, value: f64) -> f64 {
        times_two_to(value, -self.exponent)
    }

    /// The value in its own unit again; infinite when it does not fit.
    pub(super) fn back(self, value: f64) -> f64 {
        times_two_to(value, self.exponent)
    }
}

/// In two steps: the power of two itself may be beyond a double.
fn times_two_to(value: f64, exponent: i32) -> f64 {
    let half = exponent / 2;
    value * 2.0_f64.powi(half) * 2.0_f64.powi(exponent - half)
}
