//! One kind against the others of the same units.

use statrs::distribution::{ContinuousCDF, StudentsT};

use super::Observation;

/// A kind with fewer observations is counted and not estimated.
pub const MIN_OBSERVATIONS: usize = 10;
/// Units with observations of the kind and of others; fewer say too little about how units differ.
pub const MIN_UNITS: usize = 5;
/// A ratio beyond e to this is no estimate: all or nothing lies on one side.
const MAX_LOG_RATIO: f64 = 12.0;
/// Halvings of an interval of 24: down to 1e-11.
const HALVINGS: usize = 41;

/// What is known of one kind.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Contrast {
    /// Observations of the kind.
    pub observations: usize,
    /// Units that have observations of the kind and of others.
    pub units: usize,
    /// None where the kind has too few observations or units, or where all or nothing lies on it.
    pub estimate: Option<Estimate>,
}

/// How many times as much an observation of the kind brings as another one of the same unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// 1 where it makes no difference.
    pub ratio: f64,
    /// The lower end of the interval.
    pub lower: f64,
    /// The upper end of the interval.
    pub upper: f64,
    /// Two-sided, of no difference.
    pub p_value: f64,
}

/// The total of one unit with observations on both sides, in parts of its mean.
struct Split {
    on_kind: f64,
    kind: f64,
    others: f64,
}

/// Each kind against the other observations of the same units.
///
/// - Shape: one contrast for each of `kinds`.
/// - Unit: ratios; `level` such as 0.9.
/// - Assumes: units are independent of each other; observations of a unit need not be.
pub fn contrasts(observations: &[Observation], kinds: usize, level: f64) -> Vec<Contrast> {
    let units = observations.iter().map(|observation| observation.unit + 1).max().unwrap_or(0);
    let (mut totals, mut counts) = (vec![0.0; units], vec![0.0; units]);
    for Observation { unit, value, .. } in observations {
        totals[*unit] += value;
        counts[*unit] += 1.0;
    }
    let contrast = |kind: usize| {
        let (mut on_kind, mut of_kind) = (vec![0.0; units], vec![0.0; units]);
        for own in observations.iter().filter(|observation| observation.kind == kind) {
            on_kind[own.unit] += own.value;
            of_kind[own.unit] += 1.0;
        }
        let is_split = |unit: &usize| totals[*unit] > 0.0 && of_kind[*unit] > 0.0 && of_kind[*unit] < counts[*unit];
        let split = |unit: usize| Split {
            on_kind: on_kind[unit] * counts[unit] / totals[unit],
            kind: of_kind[unit],
            others: counts[unit] - of_kind[unit],
        };
        let splits: Vec<Split> = (0..units).filter(is_split).map(split).collect();
        let observed = of_kind.iter().sum::<f64>() as usize;
        let is_enough = observed >= MIN_OBSERVATIONS && splits.len() >= MIN_UNITS;
        Contrast {
            observations: observed,
            units: splits.len(),
            estimate: is_enough.then(|| estimate(&splits, level)).flatten(),
        }
    };
    (0..kinds).map(contrast).collect()
}

impl Split {
    /// Of the unit's total, whose size is its number of observations, the part that lies on the kind at a log ratio.
    fn expected(&self, log_ratio: f64) -> f64 {
        let weight = self.kind * log_ratio.exp();
        (self.kind + self.others) * weight / (weight + self.others)
    }

    /// How fast that part grows.
    fn information(&self, log_ratio: f64) -> f64 {
        let expected = self.expected(log_ratio);
        expected * (1.0 - expected / (self.kind + self.others))
    }
}

fn estimate(splits: &[Split], level: f64) -> Option<Estimate> {
    let excess = |log_ratio: f64| splits.iter().map(|split| split.on_kind - split.expected(log_ratio)).sum::<f64>();
    let (mut low, mut high) = (-MAX_LOG_RATIO, MAX_LOG_RATIO);
    if excess(low) <= 0.0 || excess(high) >= 0.0 {
        return None;
    }
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if excess(middle) > 0.0 { low = middle } else { high = middle }
    }
    let log_ratio = (low + high) / 2.0;
    let units = splits.len() as f64;
    let information = splits.iter().map(|split| split.information(log_ratio)).sum::<f64>();
    // By leaving each unit out: with few units, or one that says most, the usual clustered error is too small (MacKinnon, Nielsen and Webb 2023).
    let without = |split: &Split| {
        let missing = information - split.information(log_ratio);
        ((split.on_kind - split.expected(log_ratio)) / missing).powi(2)
    };
    let error = ((units - 1.0) / units * splits.iter().map(without).sum::<f64>()).sqrt();
    let student = StudentsT::new(0.0, 1.0, units - 1.0).ok()?;
    let reach = student.inverse_cdf(0.5 + level / 2.0) * error;
    let is_known = error.is_finite() && error > 0.0;
    is_known.then(|| Estimate {
        ratio: log_ratio.exp(),
        lower: (log_ratio - reach).exp(),
        upper: (log_ratio + reach).exp(),
        p_value: 2.0 * student.cdf(-(log_ratio / error).abs()),
    })
}
