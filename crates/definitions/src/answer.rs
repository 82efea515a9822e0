//! The sums that answer a question, before any metric is computed from them.

use crate::{
    baseline_days::BaselineDays,
    day::Day,
    dimension::{Attribute, BLANK, Dimension, ReadFrom, shown},
    measure::{Measure, Sums},
    method::Method,
    metric::{Baseline, Scope, metric},
    question::Question,
    tier::tier_of,
    value::{Reason, Unit, Value},
};

/// What the roster says about an influencer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// As text: `7`, `007` and `INF_001` differ.
    pub id: String,
    /// The id again when the name is unknown.
    pub name: String,
    /// The roster's texts in the order of [`Attribute::ALL`]; blank where unknown.
    pub attributes: [String; Attribute::ALL.len()],
    /// Unknown when the cell was blank or no number.
    pub followers: Option<i64>,
    /// False for an id that only sales, payouts or posts name.
    pub in_roster: bool,
}

impl Profile {
    /// A text of the roster; blank when unknown.
    pub fn attribute(&self, attribute: Attribute) -> &str {
        &self.attributes[attribute as usize]
    }

    /// The value of a dimension of the influencer side as answers write it; nothing for one of the sales side.
    pub fn value(&self, dimension: Dimension) -> Option<&str> {
        match dimension.read_from() {
            ReadFrom::Sales => None,
            ReadFrom::Roster(attribute) => Some(shown(self.attribute(attribute))),
            ReadFrom::Followers => Some(self.tier()),
            ReadFrom::Id => Some(&self.id),
        }
    }

    /// The size class, blank when the number of followers is unknown.
    pub fn tier(&self) -> &'static str {
        tier_of(self.followers).map_or(BLANK, |tier| tier.id)
    }
}

/// The sums of one influencer who passes the influencer side.
#[derive(Clone, Copy, Debug)]
pub struct InfluencerLine {
    /// Position among the dataset's profiles: the roster in its order, then ids not in the roster.
    pub profile: usize,
    /// Sums over the influencer's rows.
    pub sums: Sums,
    /// The influencer's share of the baseline, in micros; 0 under the literal method, which knows none.
    pub baseline: i64,
    /// What is earned on the revenue, in micros: rounded once for each brand.
    pub contribution: i64,
}

/// What the metrics of an influencer or platform are computed from; lines add up.
#[derive(Clone, Copy, Debug, Default)]
pub struct PartSums {
    /// Sums over the rows.
    pub sums: Sums,
    /// Micros.
    pub baseline: i64,
    /// Micros.
    pub contribution: i64,
}

impl PartSums {
    /// Adds one influencer's.
    pub fn add(&mut self, line: &InfluencerLine) {
        self.sums.add(&line.sums);
        self.baseline += line.baseline;
        self.contribution += line.contribution;
    }
}

impl From<&InfluencerLine> for PartSums {
    fn from(line: &InfluencerLine) -> Self {
        Self { sums: line.sums, baseline: line.baseline, contribution: line.contribution }
    }
}

/// The sums of one calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DaySums {
    /// Which day.
    pub day: Day,
    /// Influencer revenue, micros.
    pub revenue: i64,
    /// Influencer orders.
    pub orders: i64,
    /// Organic revenue, micros.
    pub organic_revenue: i64,
}

/// The sums of the whole selection.
#[derive(Clone, Copy, Debug, Default)]
pub struct Totals {
    /// Over every row of the selection.
    pub sums: Sums,
    /// Organic revenue that belongs to the selection, micros: by the reading of the question.
    pub baseline: i64,
    /// The same by each reading, in the order of [`BaselineDays::ALL`].
    pub baselines: [i64; BaselineDays::ALL.len()],
    /// Organic revenue of the chosen brands, products and days on which no campaign ran, micros.
    pub organic_outside_campaigns: i64,
    /// What is earned on the influencers' revenue, micros: the sum of the lines.
    pub contribution: i64,
    /// Payouts of the selected influencers that lie on no sale, micros: all of them, counted in spend, while no brand, product,
    /// campaign or date is chosen; else those that are not counted only because they do not name what is chosen.
    pub unallocated_spend: i64,
    /// Organic revenue of the selection that no influencer carries, micros. Counted in the baseline only while no influencer-side
    /// or campaign filter is on.
    pub unassigned_baseline: i64,
}

/// A number that totals have and lines have not.
#[derive(Debug)]
pub struct TotalsFigure {
    /// The name in the API.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// The sentence people read.
    pub meaning: &'static str,
}

/// What only totals have, in the order answers list it: amounts that no filter could place, and both readings of the baseline.
pub const ONLY_IN_TOTALS: [TotalsFigure; 5] = [
    TotalsFigure {
        id: "unallocated_spend",
        label: "Unallocated Spend",
        unit: Unit::Money,
        meaning: "Payouts of the selected influencers that lie on no sale. They are spend while no brand, product, campaign or date is chosen. Where one is, a payout counts under the brand and campaign it names, and this is what does not count only because it does not name what is chosen.",
    },
    TotalsFigure {
        id: "unassigned_baseline",
        label: "Unassigned Baseline",
        unit: Unit::Money,
        meaning: "Organic sales of brands that no influencer sold in the chosen days. They count as baseline while no influencer and no campaign is chosen; under such a choice they belong to no influencer.",
    },
    TotalsFigure {
        id: "organic_outside_campaigns",
        label: "Organic Revenue Outside Campaigns",
        unit: Unit::Money,
        meaning: "Organic sales of the chosen brands, products and days on which no campaign of the brand ran. The reading of campaign days leaves them out of the baseline.",
    },
    of_reading(BaselineDays::AllDays),
    of_reading(BaselineDays::CampaignDays),
];

const fn of_reading(days: BaselineDays) -> TotalsFigure {
    TotalsFigure { id: days.incremental_roas(), label: days.label(), unit: Unit::Times, meaning: days.meaning() }
}

/// The charts' sums, each without the clause that the chart itself filters by.
#[derive(Clone, Debug)]
pub struct Panels {
    /// Every influencer who passes the influencer side, except perhaps the platform.
    pub platforms: Vec<InfluencerLine>,
    /// Every influencer who passes the influencer side, except perhaps the choice of influencers.
    pub influencers: Vec<InfluencerLine>,
    /// Every calendar day of the data, oldest first, no gaps.
    pub daily: Vec<DaySums>,
}

/// How much each value of one dimension would choose under the other clauses.
///
/// Of the sales side: tracking rows; organic and other rows have no influencer and no campaign, so they count only while
/// neither is chosen, and never for the campaign. Of the influencer side: influencers, sales or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which one.
    pub dimension: Dimension,
    /// One for each value of the dataset, in the dataset's order.
    pub counts: Vec<i64>,
}

/// Everything a question's answer is computed from.
#[derive(Clone, Debug)]
pub struct Aggregates {
    /// The whole selection.
    pub totals: Totals,
    /// Every influencer who passes the influencer side, sales or not, in roster order.
    pub lines: Vec<InfluencerLine>,
    /// Every calendar day of the period, oldest first, no gaps.
    pub daily: Vec<DaySums>,
    /// The dataset has at least one organic row.
    pub has_organic: bool,
    /// The selection has at least one organic row.
    pub has_organic_in_scope: bool,
    /// When they were asked for.
    pub panels: Option<Panels>,
    /// When they were asked for.
    pub facets: Option<Vec<FacetCounts>>,
}

impl Aggregates {
    /// The scope that the metrics of the totals are computed from.
    pub fn totals_scope(&self, question: &Question) -> Scope {
        let Totals { sums, contribution, .. } = self.totals;
        let baseline = if self.has_organic { Baseline::Amount(self.totals.baseline) } else { Baseline::NoOrganic };
        scope(question, sums, contribution, baseline, sums[Measure::Revenue])
    }

    /// The Incremental ROAS of the whole selection in one reading of the baseline; the literal method knows only all days.
    pub fn incremental_roas(&self, question: &Question, days: BaselineDays) -> Value {
        let Totals { sums, contribution, baselines, .. } = self.totals;
        let baseline = match (self.has_organic, question.method, days) {
            (false, _, _) => Baseline::NoOrganic,
            (true, Method::Literal, BaselineDays::CampaignDays) => Baseline::NotDefinedLiteral,
            (true, Method::Literal | Method::Allocated, _) => Baseline::Amount(baselines[days as usize]),
        };
        let scope = scope(question, sums, contribution, baseline, sums[Measure::Revenue]);
        metric("incremental_roas").map_or(Value::Missing(Reason::NoBaseline), |metric| scope.metric(metric))
    }

    /// The scope that the metrics of one influencer or platform are computed from, `whole` being the revenue that its share
    /// is taken of.
    pub fn part_scope(&self, question: &Question, part: impl Into<PartSums>, whole: i64) -> Scope {
        let PartSums { sums, baseline, contribution } = part.into();
        let baseline = match (question.method, self.has_organic) {
            (Method::Literal, _) => Baseline::NotDefinedLiteral,
            (Method::Allocated, false) => Baseline::NoOrganic,
            (Method::Allocated, true) => Baseline::Amount(baseline),
        };
        scope(question, sums, contribution, baseline, whole)
    }
}

fn scope(question: &Question, sums: Sums, contribution: i64, baseline: Baseline, revenue_of_totals: i64) -> Scope {
    let posts_not_filtered = question.selection.filters_sales_values();
    Scope { sums, baseline, contribution, revenue_of_totals, posts_not_filtered }
}
