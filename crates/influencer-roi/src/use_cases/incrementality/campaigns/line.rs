//! One campaign's line: its numbers, whether its lift could be measured, and what came of it.

use definitions::{Day, Margins, Value};
use lift::impact::IntervalEstimate;

use super::super::check::Proposal;
use super::super::data::Period;
use super::super::report::PerUnit;
use crate::use_cases::dashboard::answer::Numbers;

/// One campaign.
pub(crate) struct CampaignLine {
    pub(crate) brand: String,
    pub(crate) campaign: String,
    pub(crate) days: Period,
    /// The last day whose effect counts.
    pub(crate) effect_to: Day,
    /// Days that count neither before nor after.
    pub(crate) masked: Vec<Period>,
    /// Revenue, orders, spend and ROAS of the whole campaign, as the dashboard has them, with the next.
    pub(crate) numbers: Numbers,
    /// Paid for it by payments that name the campaign, which no other brand has, but not its brand; in micros.
    pub(super) spend_without_brand: i64,
    /// The published formula on the days that count.
    pub(crate) published: Numbers,
    pub(crate) state: LineState,
    /// Why there is no estimate, or the first warning about it.
    pub(crate) reason: Option<Finding>,
    pub(crate) warnings: usize,
    pub(crate) lift: Option<Lift>,
}

impl CampaignLine {
    /// Revenue times the margin of the brand, in micros.
    pub(super) fn contribution(&self, margins: &Margins) -> i64 {
        margins.of_brand(&self.brand).of(whole(&self.numbers, "revenue"))
    }
}

/// An exact number by its API name, in micros or pieces; 0 where there is none.
pub(super) fn whole(numbers: &Numbers, id: &str) -> i64 {
    match numbers.iter().find(|(name, _)| *name == id) {
        Some((_, Value::Money(whole) | Value::Count(whole))) => *whole,
        Some((_, Value::Quotient(_) | Value::Missing(_))) | None => 0,
    }
}

/// Whether the lift of a campaign could be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineState {
    Estimated,
    EstimatedWithWarnings,
    NotEstimable,
}

impl LineState {
    pub(crate) const ALL: [Self; 3] = [Self::Estimated, Self::EstimatedWithWarnings, Self::NotEstimable];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Estimated => "estimated",
            Self::EstimatedWithWarnings => "estimated_with_warnings",
            Self::NotEstimable => "not_estimable",
        }
    }
}

/// An item of the check list that is not good.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) found: String,
    /// The remedy.
    pub(crate) fix: Option<String>,
    /// Settings that are the remedy.
    pub(crate) proposal: Option<Proposal>,
}

/// What the campaign brought that would not have come without it; money in currency units.
#[derive(Clone)]
pub(crate) struct Lift {
    pub(crate) incremental: IntervalEstimate,
    /// Per unit paid.
    pub(crate) incremental_roas: PerUnit,
    /// Per unit credited.
    pub(crate) factor: PerUnit,
    /// What was paid for the measured days, in currency units.
    pub(crate) measured_spend: f64,
    pub(super) expected: f64,
    pub(super) attributed: f64,
    /// The days that count, oldest first.
    pub(super) days: Vec<CountedDay>,
}

/// A day whose effect counts.
#[derive(Clone, Copy)]
pub(super) struct CountedDay {
    pub(super) day: Day,
    pub(super) effect: f64,
    pub(super) credited: f64,
}
