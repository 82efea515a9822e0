//! From draws of the counterfactual to the effect, its interval and its probability.

use statrs::distribution::{ContinuousCDF as _, Normal};

use super::diagnostics::{Diagnostics, diagnose};
use super::model::Chain;

/// A number with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntervalEstimate {
    /// The mean of the draws.
    pub mean: f64,
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
    /// The standard deviation of the draws.
    pub sd: f64,
}

impl IntervalEstimate {
    /// In another unit: everything divided by a positive number.
    #[must_use]
    pub fn per(self, amount: f64) -> Self {
        Self { mean: self.mean / amount, lower: self.lower / amount, upper: self.upper / amount, sd: self.sd / amount }
    }

    /// With the other sign; the ends change places.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { mean: -self.mean, lower: -self.upper, upper: -self.lower, sd: self.sd }
    }

    fn is_finite(&self) -> bool {
        [self.mean, self.lower, self.upper, self.sd].iter().all(|value| value.is_finite())
    }
}

/// One row of the series, before or after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The actual value; none where the outcome is missing.
    pub actual: Option<f64>,
    /// Whether the row counts.
    pub counts: bool,
    /// What would have been.
    pub expected: IntervalEstimate,
    /// Actual less expected, where the row counts.
    pub effect: Option<IntervalEstimate>,
    /// The effects so far, from the first row of the post period on.
    pub cumulative: Option<IntervalEstimate>,
}

/// How the draws become an interval.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// How likely the interval is to hold the truth.
    pub(super) level: f64,
    /// The interval's half-widths are multiplied by it.
    pub(super) widening: f64,
}

/// The effect over the post period.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The actual sum over the rows that count.
    pub actual: f64,
    /// The counterfactual sum.
    pub expected: IntervalEstimate,
    /// Their difference.
    pub cumulative: IntervalEstimate,
    /// The difference per row.
    pub average: IntervalEstimate,
    /// The difference as a share of the counterfactual: the mean of the draws' shares.
    pub relative: IntervalEstimate,
    /// The smaller tail: how often the draws alone give a sum as far out as the actual one, which is counted too.
    pub p: f64,
    /// How likely the effect is above nothing.
    pub probability_positive: f64,
    /// Rows that count.
    pub rows: usize,
}

/// Draws of the counterfactual in the post period.
#[derive(Debug, Clone)]
pub(super) struct Forecast {
    pub(super) horizon: usize,
    /// One row per draw.
    paths: Vec<f64>,
    /// What is taken as the mean of each row.
    centres: Vec<f64>,
    pub(super) diagnostics: Diagnostics,
}

/// What is taken as the mean of a forecast row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Centre {
    /// The mean of the state, as R CausalImpact reports it.
    State,
    /// The mean of the draws; on the log scale the noise raises it.
    Draws,
}

impl Forecast {
    /// `counts` says which rows of the post period count; the diagnostics are those of their sum.
    pub(super) fn new(chains: &[Chain], counts: &[bool], centre: Centre, restored: impl Fn(f64) -> f64) -> Self {
        let horizon = counts.len();
        let paths: Vec<f64> = chains.iter().flat_map(|chain| chain.paths.iter().copied()).collect();
        let draws = (paths.len() / horizon) as f64;
        let mut centres = vec![0.0; horizon];
        match centre {
            Centre::State => {
                let states = chains.iter().flat_map(|chain| chain.forecast.iter().enumerate());
                states.for_each(|(row, state)| centres[row] += state / chains.len() as f64);
                centres.iter_mut().for_each(|centre| *centre = restored(*centre));
            }
            Centre::Draws => {
                for path in paths.chunks_exact(horizon) {
                    centres.iter_mut().zip(path).for_each(|(sum, value)| *sum += value / draws);
                }
            }
        }
        let diagnostics = diagnostics_of(chains, counts);
        Self { horizon, paths, centres, diagnostics }
    }

    /// The draws of the sum over the rows that count.
    fn sums(&self, counts: &[bool]) -> Vec<f64> {
        self.paths.chunks_exact(self.horizon).map(|path| counted(path, counts)).collect()
    }

    /// The effect over the rows that count; nothing when a number is not finite.
    pub(super) fn effect(&self, actual: &[f64], counts: &[bool], reading: Reading) -> Option<Effect> {
        let rows = counts.iter().filter(|counts| **counts).count();
        let actual = counted(actual, counts);
        let centre = counted(&self.centres, counts);
        let mut sums = self.sums(counts);
        let draws = sums.len() as f64;
        sums.iter_mut().for_each(|sum| *sum = centre + reading.widening * (*sum - centre));
        let tail = |side: fn(&f64, &f64) -> bool| sums.iter().filter(|sum| side(sum, &actual)).count() as f64;
        let (above, below) = (tail(|sum, actual| sum >= actual), tail(|sum, actual| sum <= actual));
        let effects: Vec<f64> = sums.iter().map(|sum| actual - sum).collect();
        let cumulative = read(effects, actual - centre, reading.level);
        // A share of something that may be zero has no meaning: the mean is the denominator then.
        let is_far_from_nothing = centre.abs() > 3.0 * cumulative.sd;
        let relative = if is_far_from_nothing {
            let shares: Vec<f64> = sums.iter().map(|sum| actual / sum - 1.0).collect();
            let mean = shares.iter().sum::<f64>() / draws;
            read(shares, mean, reading.level)
        } else {
            cumulative.per(centre.abs().max(f64::MIN_POSITIVE))
        };
        let effect = Effect {
            actual,
            expected: read(sums, centre, reading.level),
            cumulative,
            average: cumulative.per(rows as f64),
            relative,
            p: (above.min(below) + 1.0) / (draws + 1.0),
            probability_positive: (below + 1.0) / (draws + 2.0),
            rows,
        };
        let numbers = [effect.expected, effect.cumulative, effect.average, effect.relative];
        numbers.iter().all(IntervalEstimate::is_finite).then_some(effect)
    }

    /// By row, and cumulatively up to each row.
    pub(super) fn rows(&self, actual: &[f64], counts: &[bool], reading: Reading) -> Vec<Row> {
        let widened = |value: f64, centre: f64| centre + reading.widening * (value - centre);
        let mut so_far = vec![0.0; self.paths.len() / self.horizon];
        let mut centre_so_far = 0.0;
        (0..self.horizon)
            .map(|row| {
                let centre = self.centres[row];
                let draws = || self.paths.iter().skip(row).step_by(self.horizon).map(|value| widened(*value, centre));
                let expected = read(draws().collect(), centre, reading.level);
                if !counts[row] {
                    let actual = Some(actual[row]).filter(|value| value.is_finite());
                    return Row { actual, counts: false, expected, effect: None, cumulative: None };
                }
                let effects: Vec<f64> = draws().map(|value| actual[row] - value).collect();
                so_far
                    .iter_mut()
                    .zip(self.paths.iter().skip(row).step_by(self.horizon))
                    .for_each(|(sum, value)| *sum += actual[row] - value);
                centre_so_far += actual[row] - centre;
                let together = so_far.iter().map(|value| widened(*value, centre_so_far)).collect();
                Row {
                    actual: Some(actual[row]),
                    counts: true,
                    expected,
                    effect: Some(read(effects, actual[row] - centre, reading.level)),
                    cumulative: Some(read(together, centre_so_far, reading.level)),
                }
            })
            .collect()
    }

    /// The effect and its standard deviation before widening, for placebos.
    pub(super) fn plain(&self, actual: &[f64], counts: &[bool]) -> (f64, f64) {
        let sums = self.sums(counts);
        let centre = counted(&self.centres, counts);
        (counted(actual, counts) - centre, deviation(&sums))
    }
}

/// How many standard deviations on either side hold this share of a normal distribution.
#[must_use]
pub fn deviations_around(level: f64) -> f64 {
    Normal::standard().inverse_cdf(0.5 + 0.5 * level)
}

fn counted(values: &[f64], counts: &[bool]) -> f64 {
    values.iter().zip(counts).filter(|(_, counts)| **counts).map(|(value, _)| value).sum()
}

/// Of the sum that was asked for, and of what each draw expected it to be.
fn diagnostics_of(chains: &[Chain], counts: &[bool]) -> Diagnostics {
    let horizon = counts.len();
    let sum = |chain: &Chain| chain.paths.chunks_exact(horizon).map(|path| counted(path, counts)).collect();
    let sums: Vec<Vec<f64>> = chains.iter().map(sum).collect();
    let expectations: Vec<Vec<f64>> = chains.iter().map(|chain| chain.expectations.clone()).collect();
    diagnose(&sums).worse(diagnose(&expectations))
}

/// The interval between the tails, and the mean that is reported with it.
fn read(mut draws: Vec<f64>, mean: f64, level: f64) -> IntervalEstimate {
    let sd = deviation(&draws);
    let tail = 0.5 * (1.0 - level);
    let (lower, upper) = (quantile(&mut draws, tail), quantile(&mut draws, 1.0 - tail));
    IntervalEstimate { mean, lower, upper, sd }
}

fn deviation(values: &[f64]) -> f64 {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    (values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0).max(1.0)).sqrt()
}

/// R's type 7: between the two nearest draws. Reorders the values.
pub(super) fn quantile(values: &mut [f64], share: f64) -> f64 {
    let place = share.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    let low = place.floor() as usize;
    let (_, &mut below, above) = values.select_nth_unstable_by(low, f64::total_cmp);
    let next = above.iter().copied().fold(f64::INFINITY, f64::min);
    if above.is_empty() { below } else { below + (place - low as f64) * (next - below) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_lies_between_its_neighbours() {
        let mut values = [4.0, 1.0, 3.0, 2.0];
        assert_eq!(quantile(&mut values, 0.5), 2.5);
        assert_eq!(quantile(&mut values, 0.0), 1.0);
        assert_eq!(quantile(&mut values, 1.0), 4.0);
        assert!((quantile(&mut values, 0.1) - 1.3).abs() < 1e-12);
    }
}
