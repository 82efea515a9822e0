//! What is estimated of one influencer: its name, how it is made and the sentence people read.
//!
//! Estimates are no measures: they say what lies behind the sums and how far few orders can show it. They are worked out in
//! the room of statistics; what they are called and mean is said here, beside the metrics.

use crate::value::{Reason, Unit};

/// One number that is estimated.
#[derive(Debug)]
pub struct Estimate {
    /// The name in the API.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// How it is made, in words.
    pub formula: &'static str,
    /// The sentence people read.
    pub meaning: &'static str,
    /// Why it may have no value.
    pub no_value: &'static [Reason],
}

/// Why an influencer has no estimate.
const NO_ESTIMATE: &[Reason] =
    &[Reason::NoSpend, Reason::NoOrders, Reason::NoNetSales, Reason::NobodySold, Reason::OutOfRange];
/// Why an influencer has no place.
const NO_PLACE: &[Reason] = &[
    Reason::NoSpend,
    Reason::NoOrders,
    Reason::NoNetSales,
    Reason::NobodySold,
    Reason::OutOfRange,
    Reason::TooManyToRank,
];

/// Every estimate, in the order answers list them.
pub static ESTIMATES: [Estimate; 7] = [
    Estimate {
        id: "roas_estimate",
        label: "Estimated ROAS",
        unit: Unit::Times,
        formula: "mean over draws of (orders for each rupee × value of an order), each drawn towards the group's",
        meaning: "What a rupee paid to this influencer is expected to bring: the own ratio, drawn towards the group's average as far as few orders ask for it. Credited sales, not caused ones.",
        no_value: NO_ESTIMATE,
    },
    Estimate {
        id: "roas_lower",
        label: "ROAS at Least",
        unit: Unit::Times,
        formula: "5th percentile of the draws of ROAS",
        meaning: "The lower end of the 90 % interval: with 95 % probability the ROAS is higher. Sorted by it, safe bets come first.",
        no_value: NO_ESTIMATE,
    },
    Estimate {
        id: "roas_upper",
        label: "ROAS at Most",
        unit: Unit::Times,
        formula: "95th percentile of the draws of ROAS",
        meaning: "The upper end of the 90 % interval: with 95 % probability the ROAS is lower.",
        no_value: NO_ESTIMATE,
    },
    Estimate {
        id: "p_earns_cost",
        label: "P(Earns its Cost)",
        unit: Unit::Share,
        formula: "part of the draws with ROAS × Contribution ÷ Total Revenue > 1",
        meaning: "How likely it is that the margin on the credited revenue is more than was paid.",
        no_value: NO_ESTIMATE,
    },
    Estimate {
        id: "rank_lower",
        label: "Best Rank",
        unit: Unit::Count,
        formula: "5th percentile of the rank by ROAS, 1 being the highest",
        meaning: "The best rank that is likely among the influencers of the group, whichever of them are shown.",
        no_value: NO_PLACE,
    },
    Estimate {
        id: "rank_upper",
        label: "Worst Rank",
        unit: Unit::Count,
        formula: "95th percentile of the rank by ROAS, 1 being the highest",
        meaning: "The worst rank that is likely among the influencers of the group, whichever of them are shown.",
        no_value: NO_PLACE,
    },
    Estimate {
        id: "p_top_five",
        label: "P(Top Five)",
        unit: Unit::Share,
        formula: "part of the draws with a rank from 1 to 5",
        meaning: "How likely it is that this is one of the five influencers of the group with the highest ROAS.",
        no_value: NO_PLACE,
    },
];

/// The estimate of this API name.
pub fn estimate(id: &str) -> Option<&'static Estimate> {
    ESTIMATES.iter().find(|estimate| estimate.id == id)
}
