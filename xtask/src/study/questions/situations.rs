//! What is special about a world: what ordinary data have in them, and what else may happen with a campaign.

/// What happens in a world beside its campaigns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Situation {
    /// As the table names it, and a folder's name.
    pub(super) name: &'static str,
    /// One order with the code, weeks before the campaign.
    pub(super) has_test_order: bool,
    /// A thin code of the brand that always sells.
    pub(super) has_steady_code: bool,
    /// Coded orders that name no campaign.
    pub(super) has_no_campaign: bool,
    /// The codes sell on to the end of the data, to people who would have bought anyway.
    pub(super) leaks: bool,
    /// The part of its sales that the brand loses for days before the start.
    pub(super) dip: f64,
    /// The part by which prices are cut during the campaign.
    pub(super) price_cut: f64,
    /// How much more is sold by ads during the campaign, as a share of what they sell.
    pub(super) more_ads: f64,
    /// How much more the brand sells on the days of a festival within the campaign.
    pub(super) festival: f64,
}

const CLEAN: Situation = Situation {
    name: "clean",
    has_test_order: false,
    has_steady_code: false,
    has_no_campaign: false,
    leaks: false,
    dip: 0.0,
    price_cut: 0.0,
    more_ads: 0.0,
    festival: 0.0,
};

pub(super) const SITUATIONS: [Situation; 10] = [
    CLEAN,
    Situation { name: "test order before", has_test_order: true, ..CLEAN },
    Situation { name: "thin code that always sells", has_steady_code: true, ..CLEAN },
    Situation { name: "coded orders without a campaign", has_no_campaign: true, ..CLEAN },
    Situation { name: "codes leak", leaks: true, ..CLEAN },
    Situation {
        name: "all four at once",
        has_test_order: true,
        has_steady_code: true,
        has_no_campaign: true,
        leaks: true,
        ..CLEAN
    },
    Situation { name: "dip before the start", dip: 0.45, ..CLEAN },
    Situation { name: "price cut of 15 %", price_cut: 0.15, ..CLEAN },
    Situation { name: "ads doubled", more_ads: 1.0, ..CLEAN },
    Situation { name: "festival inside", festival: 0.8, ..CLEAN },
];
