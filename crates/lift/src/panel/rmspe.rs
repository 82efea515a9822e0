//! How well the weighted untreated units follow the treated one before the start, and how badly after it.
//!
//! An effect is only remarkable against how well the method does where nothing happens: each unit's error after the start is
//! divided by its error before, and the treated unit is ranked among the untreated ones by that ratio.

use super::block::mean;

/// Placebos whose error before the start is more than so many times the treated unit's are left out of the second rank.
pub const MAX_TIMES_WORSE: f64 = 5.0;

/// Errors below this part of the largest outcome are zero but for rounding.
const ZERO: f64 = 1e-12;
/// Ratios nearer to each other than this part of themselves are the same but for rounding.
const SAME: f64 = 1e-9;

/// Root mean squared prediction errors of one unit, in the outcome's unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rmspe {
    /// Over the times before the start.
    pub before: f64,
    /// Over the times after it.
    pub after: f64,
    /// After over before; infinite where the fit before is perfect, zero where nothing is off at any time.
    pub ratio: f64,
}

impl Rmspe {
    /// Of gaps on a scale near one.
    pub(super) fn of(before: &[f64], after: &[f64]) -> Rmspe {
        let root = |gaps: &[f64]| mean(&gaps.iter().map(|gap| gap * gap).collect::<Vec<f64>>()).sqrt();
        let (before, after) = (root(before), root(after));
        let ratio = match (before <= ZERO, after <= ZERO) {
            (_, true) => 0.0,
            (true, false) => f64::INFINITY,
            (false, false) => after / before,
        };
        Rmspe { before, after, ratio }
    }

    /// The same with errors in another unit.
    pub(super) fn in_unit(self, unit: impl Fn(f64) -> f64) -> Rmspe {
        Rmspe { before: unit(self.before), after: unit(self.after), ..self }
    }
}

/// A place among units, 1 for the largest ratio; those with the same ratio come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The treated unit's place.
    pub rank: usize,
    /// The units that were ranked, the treated one among them.
    pub of: usize,
}

impl Rank {
    /// The share of units whose ratio is at least as large.
    #[must_use]
    pub fn p(self) -> f64 {
        self.rank as f64 / self.of as f64
    }
}

/// The treated unit among the untreated ones by the ratio of its errors.
///
/// - Source: Abadie, Diamond and Hainmueller (2010), who also leave out placebos that were not followed well before.
#[derive(Clone, Debug, PartialEq)]
pub struct RmspeRanks {
    /// Among all placebos.
    pub all: Rank,
    /// Among those whose error before is at most [`MAX_TIMES_WORSE`] times the treated unit's.
    pub well_followed: Rank,
    /// The untreated units, by place, that the second rank leaves out.
    pub left_out: Vec<usize>,
}

impl RmspeRanks {
    /// The ranks of a unit among placebos, each with the place of its unit.
    pub(super) fn among(placebos: &[(usize, Rmspe)], treated: Rmspe) -> RmspeRanks {
        let is_worse = |placebo: &Rmspe| placebo.before > MAX_TIMES_WORSE * treated.before.max(ZERO);
        let rank = |kept: &[Rmspe]| {
            let as_large = kept.iter().filter(|placebo| placebo.ratio >= treated.ratio * (1.0 - SAME)).count();
            Rank { rank: as_large + 1, of: kept.len() + 1 }
        };
        let all: Vec<Rmspe> = placebos.iter().map(|(_, rmspe)| *rmspe).collect();
        let well_followed: Vec<Rmspe> = all.iter().filter(|placebo| !is_worse(placebo)).copied().collect();
        let left_out = placebos.iter().filter(|(_, rmspe)| is_worse(rmspe)).map(|(unit, _)| *unit).collect();
        RmspeRanks { all: rank(&all), well_followed: rank(&well_followed), left_out }
    }
}
