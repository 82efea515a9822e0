//! From the unit of the data to the unit of the models, and back.

/// A series is centred and divided by its spread before the campaign, after taking logarithms where the model wants them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// Largest value before the campaign, so that squares of huge and tiny values stay within doubles.
    unit: f64,
    centre: f64,
    spread: f64,
    pub(super) is_log: bool,
}

impl Scale {
    /// Leaves everything as it is.
    pub(super) const NONE: Self = Self { unit: 1.0, centre: 0.0, spread: 1.0, is_log: false };

    /// The scale of the values seen before the campaign; nothing when they do not vary.
    pub(super) fn fitted_to(values: &[f64], is_log: bool) -> Option<Self> {
        let unit = if is_log { 1.0 } else { values.iter().fold(0.0, |most: f64, value| most.max(value.abs())) };
        if !(unit.is_normal() && values.len() > 1) {
            return None;
        }
        let taken: Vec<f64> = values.iter().map(|value| if is_log { value.ln() } else { value / unit }).collect();
        let count = taken.len() as f64;
        let centre = taken.iter().sum::<f64>() / count;
        let squares: f64 = taken.iter().map(|value| (value - centre).powi(2)).sum();
        let spread = (squares / (count - 1.0)).sqrt();
        // What is left of a constant series after rounding is no variation.
        let is_varied = spread > 1e-12 * centre.abs().max(1e-3) && spread.is_normal();
        is_varied.then_some(Self { unit, centre, spread, is_log })
    }

    pub(super) fn standardised(&self, value: f64) -> f64 {
        let taken = if self.is_log { value.ln() } else { value / self.unit };
        (taken - self.centre) / self.spread
    }

    /// A difference, back in the unit of what was centred.
    pub(super) fn widened(&self, difference: f64) -> f64 {
        self.spread * difference
    }

    /// Back to the data's own unit.
    pub(super) fn restored(&self, value: f64) -> f64 {
        let taken = self.centre + self.spread * value;
        if self.is_log { taken.exp() } else { taken * self.unit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was() {
        for (values, is_log) in
            [([1.0, 2.0, 4.0], true), ([-1e300, 0.0, 1e300], false), ([1e-300, 3e-300, 2e-300], false)]
        {
            let scale = Scale::fitted_to(&values, is_log).unwrap();
            for value in values {
                let back = scale.restored(scale.standardised(value));
                assert!((back - value).abs() <= 1e-12 * value.abs(), "{back} is not {value}");
            }
        }
    }

    #[test]
    fn what_does_not_vary_has_no_scale() {
        assert!(Scale::fitted_to(&[3.3; 9], false).is_none());
        assert!(Scale::fitted_to(&[0.1 + 0.2, 0.3, 0.3], false).is_none());
        assert!(Scale::fitted_to(&[0.0; 4], false).is_none());
        assert!(Scale::fitted_to(&[5.0], false).is_none());
    }
}
