//! How many influencers have each verdict, and what is left of their sales after they are paid.

use definitions::{Aggregates, Measure, Value, Verdict};

use crate::use_cases::estimates::Estimates;

/// The influencers with one verdict.
#[derive(Debug, PartialEq)]
pub(crate) struct OfVerdict {
    pub(crate) verdict: Verdict,
    pub(crate) influencers: usize,
    /// Micros.
    pub(crate) spend: i64,
    /// Contribution less spend, micros: those of all verdicts add up to what is left of all lines.
    pub(crate) profit: i128,
}

impl OfVerdict {
    const fn none(verdict: Verdict) -> Self {
        Self { verdict, influencers: 0, spend: 0, profit: 0 }
    }

    /// One for each verdict in its order, whether an influencer has it or not.
    pub(super) fn all(aggregates: &Aggregates, estimates: &Estimates) -> Vec<Self> {
        let mut all = Verdict::ALL.map(Self::none);
        for line in &aggregates.lines {
            let verdict = estimates.for_profile(line.profile).map(|estimated| estimated.verdict);
            let Some(of) = all.iter_mut().find(|of| Some(of.verdict) == verdict) else { continue };
            of.influencers += 1;
            of.spend += line.sums[Measure::Spend];
            of.profit += i128::from(line.contribution) - i128::from(line.sums[Measure::Spend]);
        }
        all.into()
    }

    /// Left after spend.
    pub(crate) fn left(&self) -> Value {
        i64::try_from(self.profit).map_or(Value::Missing(definitions::Reason::OutOfRange), Value::Money)
    }
}
