//! The report of an estimate in money: by day, in total, per rupee paid and credited, beside the published formula.

use definitions::{Day, Reason};
use lift::impact::{Diagnostics, IntervalEstimate, Row};

use super::data::Period;
use crate::use_cases::dashboard::answer::Numbers;

/// The whole answer. Money in currency units.
#[derive(Clone)]
pub(crate) struct Report {
    /// Placebos are still being tried: intervals may become wider.
    pub(crate) is_preliminary: bool,
    pub(crate) level: f64,
    pub(crate) days: Vec<DayLine>,
    pub(crate) actual: f64,
    pub(crate) expected: IntervalEstimate,
    pub(crate) incremental: IntervalEstimate,
    pub(crate) relative: IntervalEstimate,
    pub(crate) probability_positive: f64,
    /// Per unit paid.
    pub(crate) causal_incremental_roas: PerUnit,
    /// Per unit credited.
    pub(crate) incrementality_factor: PerUnit,
    pub(crate) organic_change: Option<IntervalEstimate>,
    /// What organic sales lost, per unit credited.
    pub(crate) cannibalisation: PerUnit,
    /// The published formula on the campaign's own days, beside it.
    pub(crate) published: Numbers,
    pub(crate) spend: f64,
    /// Paid for the brand, or for nothing named, to people who sold nothing of it.
    pub(crate) unallocated_spend: f64,
    /// Per unit paid if all of the unallocated spend belonged to the campaign.
    pub(crate) roas_if_all: PerUnit,
    pub(crate) tipping_point: TippingPoint,
    /// Days of the campaign that are measured, and all of them.
    pub(crate) measured_days: usize,
    pub(crate) campaign_days: usize,
    pub(crate) attributed: f64,
    pub(crate) placebos: Vec<PlaceboWindow>,
    pub(crate) widening: f64,
    pub(crate) detectable: f64,
    pub(crate) detectable_share: f64,
    pub(crate) diagnostics: Diagnostics,
    pub(crate) is_log: bool,
    pub(crate) inclusion: Vec<(String, f64)>,
    pub(crate) sentences: Vec<String>,
}

/// How large another cause would have to be, as a share of what would have been sold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TippingPoint {
    /// To explain all of the effect.
    pub(crate) all: f64,
    /// To leave it open whether there was any; nothing where it is open already.
    pub(crate) doubt: Option<f64>,
}

/// An estimate per unit of something, or why there is none.
#[derive(Clone, Copy, Debug)]
pub(crate) enum PerUnit {
    Of(IntervalEstimate),
    None(Reason),
    /// Still being worked out, or organic sales alone cannot carry the question.
    Unknown,
}

/// The phase that a day belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phase {
    Before,
    During,
    Tail,
}

impl Phase {
    pub(crate) const ALL: [Self; 3] = [Self::Before, Self::During, Self::Tail];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::During => "during",
            Self::Tail => "tail",
        }
    }
}

/// One day.
#[derive(Clone, Copy)]
pub(crate) struct DayLine {
    pub(crate) day: Day,
    pub(crate) part: Phase,
    pub(crate) is_masked: bool,
    pub(crate) row: Row,
}

/// One placebo window: days before the campaign on which nothing happened.
#[derive(Clone, Copy)]
pub(crate) struct PlaceboWindow {
    pub(crate) days: Period,
    pub(crate) effect: IntervalEstimate,
    pub(crate) z: f64,
}
