//! Every metric: its name, its formula and the sentence people read.
//!
//! The only place where a metric is defined. The formula is data: the number, the text of the formula and the list of numbers
//! put into it are all read off the same tree.

use std::fmt;

use crate::{
    measure::{Measure, Sums},
    money::MICROS_PER_UNIT,
    ratio::nearest_double,
    value::{Reason, Unit, Value},
};

/// How a metric is made from sums.
#[derive(Debug)]
enum Formula {
    Sum(Measure),
    Baseline,
    Contribution,
    RevenueOfTotals,
    Plus(&'static Formula, &'static Formula),
    Minus(&'static Formula, &'static Formula),
    Times(i64, &'static Formula),
    Ratio(&'static Formula, &'static Formula),
}

use Formula::{Baseline as BaselineOf, Contribution, Minus, Plus, Ratio, RevenueOfTotals, Sum, Times};

/// One metric, computed after the sums: a ratio is a ratio of sums, never a mean of ratios.
#[derive(Debug)]
pub struct Metric {
    /// The name in the API.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// What it counts.
    pub unit: Unit,
    /// The sentence people read.
    pub meaning: &'static str,
    /// Why it may have no value, in the order in which they are checked.
    pub no_value: &'static [Reason],
    formula: Formula,
}

const REVENUE: Formula = Sum(Measure::Revenue);
const SPEND: Formula = Sum(Measure::Spend);
const ORDERS: Formula = Sum(Measure::Orders);
const REACH: Formula = Sum(Measure::Reach);
const ENGAGEMENT: Formula = Plus(&Sum(Measure::Likes), &Sum(Measure::Comments));
const ABOVE_BASELINE: Formula = Minus(&REVENUE, &BaselineOf);

/// Every metric, in the order answers list them.
pub static METRICS: [Metric; 15] = [
    Metric {
        id: "roas",
        label: "Overall ROAS",
        unit: Unit::Times,
        formula: Ratio(&REVENUE, &SPEND),
        meaning: "Return on advertising spend: influencer revenue for each rupee paid.",
        no_value: &[Reason::NoSpend],
    },
    Metric {
        id: "baseline",
        label: "Baseline",
        unit: Unit::Money,
        formula: BaselineOf,
        meaning: "Organic revenue that belongs to the selection: what the published formula takes as sales without influencers.",
        no_value: &[Reason::NotDefinedLiteral, Reason::NoBaseline],
    },
    Metric {
        id: "incremental_revenue",
        label: "Incremental Revenue",
        unit: Unit::Money,
        formula: ABOVE_BASELINE,
        meaning: "Influencer revenue above the organic baseline. A definition, not a causal estimate.",
        no_value: &[Reason::NotDefinedLiteral, Reason::NoBaseline],
    },
    Metric {
        id: "incremental_roas",
        label: "Incremental ROAS",
        unit: Unit::Times,
        formula: Ratio(&ABOVE_BASELINE, &SPEND),
        meaning: "Influencer revenue above the organic baseline, for each rupee paid. All organic sales of the chosen days are set against it, so a campaign is judged best on its own days. A definition, not a causal estimate.",
        no_value: &[Reason::NotDefinedLiteral, Reason::NoBaseline, Reason::NoSpend],
    },
    Metric {
        id: "roi",
        label: "ROI",
        unit: Unit::Share,
        formula: Ratio(&Minus(&REVENUE, &SPEND), &SPEND),
        meaning: "Return on investment: what came back beyond the spend, as a part of the spend.",
        no_value: &[Reason::NoSpend],
    },
    Metric {
        id: "contribution",
        label: "Contribution",
        unit: Unit::Money,
        formula: Contribution,
        meaning: "The part of influencer revenue that is earned: revenue times the margin of its brand. Without a margin all revenue counts.",
        no_value: &[],
    },
    Metric {
        id: "profit",
        label: "Profit",
        unit: Unit::Money,
        formula: Minus(&Contribution, &SPEND),
        meaning: "What is left of the contribution when the influencers are paid. Credited sales, not caused ones.",
        no_value: &[Reason::OutOfRange],
    },
    Metric {
        id: "return_on_spend",
        label: "Return on Spend",
        unit: Unit::Times,
        formula: Ratio(&Contribution, &SPEND),
        meaning: "Contribution for each rupee paid: 1 breaks even.",
        no_value: &[Reason::NoSpend],
    },
    Metric {
        id: "break_even_roas",
        label: "Break-even ROAS",
        unit: Unit::Times,
        formula: Ratio(&REVENUE, &Contribution),
        meaning: "The ROAS at which the contribution is just what was paid: 1 ÷ the margin of what was sold.",
        no_value: &[Reason::NoContribution],
    },
    Metric {
        id: "aov",
        label: "Average Order Value",
        unit: Unit::MoneyPer,
        formula: Ratio(&REVENUE, &ORDERS),
        meaning: "Influencer revenue for each order.",
        no_value: &[Reason::NoOrders],
    },
    Metric {
        id: "cost_per_order",
        label: "Cost per Order",
        unit: Unit::MoneyPer,
        formula: Ratio(&SPEND, &ORDERS),
        meaning: "Spend for each order.",
        no_value: &[Reason::NoOrders],
    },
    Metric {
        id: "revenue_share",
        label: "Revenue Share",
        unit: Unit::Share,
        formula: Ratio(&REVENUE, &RevenueOfTotals),
        meaning: "The part of the whole selection's influencer revenue.",
        no_value: &[Reason::NoRevenue],
    },
    Metric {
        id: "engagement_rate",
        label: "Engagement Rate",
        unit: Unit::Share,
        formula: Ratio(&ENGAGEMENT, &REACH),
        meaning: "Likes and comments for each person reached.",
        no_value: &[Reason::NoPosts, Reason::NoReach],
    },
    Metric {
        id: "cpm",
        label: "CPM",
        unit: Unit::MoneyPer,
        formula: Ratio(&Times(1_000, &SPEND), &REACH),
        meaning: "Spend for each thousand people reached.",
        no_value: &[Reason::NoPosts, Reason::PostsNotFiltered, Reason::NoReach],
    },
    Metric {
        id: "cpe",
        label: "Cost per Engagement",
        unit: Unit::MoneyPer,
        formula: Ratio(&SPEND, &ENGAGEMENT),
        meaning: "Spend for each like or comment.",
        no_value: &[Reason::NoPosts, Reason::PostsNotFiltered, Reason::NoEngagement],
    },
];

/// The metric of this API name.
pub fn metric(id: &str) -> Option<&'static Metric> {
    METRICS.iter().find(|metric| metric.id == id)
}

/// The organic revenue that belongs to a scope, or why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baseline {
    /// Micros.
    Amount(i64),
    /// The literal method has none for a single influencer or platform.
    NotDefinedLiteral,
    /// The dataset has no organic row.
    NoOrganic,
}

/// What keeps metrics of one scope from having a value, a bit for each reason.
#[derive(Clone, Copy)]
struct Lacking(u32);

impl Lacking {
    fn of<const N: usize>(reasons: [(Reason, bool); N]) -> Self {
        Self(reasons.into_iter().fold(0, |bits, (reason, applies)| bits | u32::from(applies) << reason as u32))
    }

    const fn has(self, reason: Reason) -> bool {
        self.0 >> reason as u32 & 1 != 0
    }
}

/// What a metric is computed from: the sums of one total, platform or influencer.
#[derive(Clone, Copy, Debug)]
pub struct Scope {
    /// The sums over the scope's rows.
    pub sums: Sums,
    /// The scope's baseline.
    pub baseline: Baseline,
    /// What is earned on the scope's influencer revenue, in micros.
    pub contribution: i64,
    /// Influencer revenue of the totals of the same selection, in micros.
    pub revenue_of_totals: i64,
    /// A brand, product or campaign filter is on, which posts cannot answer to.
    pub posts_not_filtered: bool,
}

impl Scope {
    /// The value of a measure here.
    pub fn measure(&self, measure: Measure) -> Value {
        match measure.unit() {
            Unit::Money => Value::Money(self.sums[measure]),
            _ => Value::Count(self.sums[measure]),
        }
    }

    /// The value of a metric here.
    pub fn metric(&self, metric: &Metric) -> Value {
        self.value(metric, self.lacking())
    }

    /// Every metric with its value here, in the order answers list them.
    pub fn metrics(&self) -> impl Iterator<Item = (&'static Metric, Value)> {
        let lacking = self.lacking();
        METRICS.iter().map(move |metric| (metric, self.value(metric, lacking)))
    }

    fn value(&self, metric: &Metric, lacking: Lacking) -> Value {
        if let Some(&reason) = metric.no_value.iter().find(|&&reason| lacking.has(reason)) {
            return Value::Missing(reason);
        }
        match &metric.formula {
            Ratio(numerator, denominator) => self.quotient(numerator, denominator),
            // A sum or difference of sums of one table fits: the import bounds the table's absolute total. Profit is of two.
            formula => i64::try_from(self.exact(formula)).map_or(Value::Missing(Reason::OutOfRange), Value::Money),
        }
    }

    /// Of the reasons that a metric may have; only a change between two periods or an estimate has others.
    fn lacking(&self) -> Lacking {
        let nothing = |measure: Measure| self.sums[measure] == 0;
        Lacking::of([
            (Reason::NoSpend, nothing(Measure::Spend)),
            (Reason::NoBaseline, self.baseline == Baseline::NoOrganic),
            (Reason::NotDefinedLiteral, self.baseline == Baseline::NotDefinedLiteral),
            (Reason::NoOrders, nothing(Measure::Orders)),
            (Reason::NoRevenue, self.revenue_of_totals == 0),
            (Reason::NoContribution, self.contribution == 0),
            (Reason::NoPosts, nothing(Measure::Posts)),
            (Reason::NoReach, nothing(Measure::Reach)),
            (Reason::NoEngagement, self.exact(&ENGAGEMENT) == 0),
            (Reason::PostsNotFiltered, self.posts_not_filtered),
        ])
    }

    fn quotient(&self, numerator: &Formula, denominator: &Formula) -> Value {
        let unit = i128::from(MICROS_PER_UNIT);
        let (mut above, mut below) = (self.exact(numerator), self.exact(denominator));
        match (numerator.is_money(), denominator.is_money()) {
            (true, false) => below *= unit,
            (false, true) => above *= unit,
            _ => {}
        }
        Value::Quotient(nearest_double(above, below))
    }

    /// Micros or pieces, exact.
    fn exact(&self, formula: &Formula) -> i128 {
        match formula {
            Sum(measure) => self.sums[*measure].into(),
            BaselineOf => match self.baseline {
                Baseline::Amount(micros) => micros.into(),
                Baseline::NotDefinedLiteral | Baseline::NoOrganic => 0,
            },
            Contribution => self.contribution.into(),
            RevenueOfTotals => self.revenue_of_totals.into(),
            Plus(left, right) => self.exact(left) + self.exact(right),
            Minus(left, right) => self.exact(left) - self.exact(right),
            Times(factor, inner) => i128::from(*factor) * self.exact(inner),
            Ratio(..) => unreachable!("no formula divides twice"),
        }
    }
}

impl Metric {
    /// The formula in words, such as `(Total Revenue − Baseline) ÷ Total Spend`.
    pub fn formula_text(&self) -> String {
        match &self.formula {
            BaselineOf => "organic revenue that belongs to the selection, by the method".to_owned(),
            Contribution => "sum over brands of Total Revenue × margin of the brand".to_owned(),
            formula => formula.to_string(),
        }
    }

    /// API names of the numbers put into the formula.
    pub fn inputs(&self) -> Vec<&'static str> {
        let mut inputs = Vec::new();
        self.formula.collect_inputs(&mut inputs);
        inputs
    }
}

impl Formula {
    fn is_money(&self) -> bool {
        match self {
            Sum(measure) => measure.unit() == Unit::Money,
            BaselineOf | Contribution | RevenueOfTotals => true,
            Plus(left, _) | Minus(left, _) | Times(_, left) | Ratio(left, _) => left.is_money(),
        }
    }

    fn collect_inputs(&self, inputs: &mut Vec<&'static str>) {
        let mut input = |id| {
            if !inputs.contains(&id) {
                inputs.push(id);
            }
        };
        match self {
            Sum(measure) => input(measure.id()),
            BaselineOf => input("baseline"),
            Contribution => input("contribution"),
            RevenueOfTotals => input(Measure::Revenue.id()),
            Times(_, inner) => inner.collect_inputs(inputs),
            Plus(left, right) | Minus(left, right) | Ratio(left, right) => {
                left.collect_inputs(inputs);
                right.collect_inputs(inputs);
            }
        }
    }

    /// The text, in brackets where it stands inside a division.
    fn grouped(&self) -> String {
        match self {
            Plus(..) | Minus(..) => format!("({self})"),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Formula {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Sum(measure) => formatter.write_str(measure.label()),
            BaselineOf => formatter.write_str("Baseline"),
            Contribution => formatter.write_str("Contribution"),
            RevenueOfTotals => formatter.write_str("Total Revenue of the whole selection"),
            Plus(left, right) => write!(formatter, "{left} + {right}"),
            Minus(left, right) => write!(formatter, "{left} − {right}"),
            Times(factor, inner) => write!(formatter, "{factor} × {inner}"),
            Ratio(above, below) => write!(formatter, "{} ÷ {}", above.grouped(), below.grouped()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::margin::Margin;

    fn scope(revenue: i64, spend: i64, baseline: Baseline) -> Scope {
        let mut sums = Sums::default();
        sums[Measure::Revenue] = revenue * MICROS_PER_UNIT;
        sums[Measure::Spend] = spend * MICROS_PER_UNIT;
        let contribution = Margin::new(0.4).unwrap().of(revenue * MICROS_PER_UNIT);
        let revenue_of_totals = revenue * MICROS_PER_UNIT;
        Scope { sums, baseline, contribution, revenue_of_totals, posts_not_filtered: false }
    }

    fn check(id: &str, scope: Scope, expected: Value) {
        assert_eq!(scope.metric(metric(id).unwrap()), expected, "{id}");
    }

    #[test]
    fn an_unpaid_influencer_has_no_roas() {
        check("roas", scope(900, 0, Baseline::NoOrganic), Value::Missing(Reason::NoSpend));
    }

    #[test]
    fn without_organic_rows_the_missing_baseline_is_reported_before_the_missing_spend() {
        check("incremental_roas", scope(900, 0, Baseline::NoOrganic), Value::Missing(Reason::NoBaseline));
        check("incremental_roas", scope(900, 0, Baseline::Amount(0)), Value::Missing(Reason::NoSpend));
    }

    #[test]
    fn incremental_roas_is_what_the_published_formula_says() {
        let whole = scope(341_000, 396_600, Baseline::Amount(300_000 * MICROS_PER_UNIT));
        check("incremental_roas", whole, Value::Quotient(0.103_378_719_112_455_87));
        check("incremental_revenue", whole, Value::Money(41_000 * MICROS_PER_UNIT));
    }

    #[test]
    fn money_per_piece_is_in_currency_units() {
        let mut scope = scope(1_000, 300, Baseline::NoOrganic);
        scope.sums[Measure::Orders] = 8;
        scope.sums[Measure::Posts] = 1;
        scope.sums[Measure::Reach] = 600;
        check("aov", scope, Value::Quotient(125.0));
        check("cpm", scope, Value::Quotient(500.0));
        check("cpe", scope, Value::Missing(Reason::NoEngagement));
        scope.posts_not_filtered = true;
        check("cpm", scope, Value::Missing(Reason::PostsNotFiltered));
    }

    #[test]
    fn break_even_is_where_contribution_pays_for_the_spend() {
        let at_margin = scope(1_000, 400, Baseline::NoOrganic);
        check("contribution", at_margin, Value::Money(400 * MICROS_PER_UNIT));
        check("profit", at_margin, Value::Money(0));
        check("return_on_spend", at_margin, Value::Quotient(1.0));
        check("break_even_roas", at_margin, Value::Quotient(2.5));
        check("return_on_spend", scope(1_000, 0, Baseline::NoOrganic), Value::Missing(Reason::NoSpend));
        check("break_even_roas", scope(0, 400, Baseline::NoOrganic), Value::Missing(Reason::NoContribution));
    }

    #[test]
    fn a_profit_of_two_tables_that_no_number_holds_has_a_reason() {
        let mut scope = scope(0, 0, Baseline::NoOrganic);
        (scope.contribution, scope.sums[Measure::Spend]) = (i64::MIN, i64::MAX);
        check("profit", scope, Value::Missing(Reason::OutOfRange));
    }

    #[test]
    fn every_formula_reads_as_a_sentence_and_names_its_numbers() {
        let incremental = metric("incremental_roas").unwrap();
        assert_eq!(incremental.formula_text(), "(Total Revenue − Baseline) ÷ Total Spend");
        assert_eq!(incremental.inputs(), ["revenue", "baseline", "spend"]);
        assert_eq!(metric("cpm").unwrap().formula_text(), "1000 × Total Spend ÷ Reach");
    }
}
