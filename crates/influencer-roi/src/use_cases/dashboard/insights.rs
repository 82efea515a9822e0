//! What the numbers say first: at most three findings, each with an amount and the filter that shows it.
//!
//! Fixed rules over numbers that the answer has anyway. A finding needs verdicts, which respect the intervals; where nothing is certain
//! there is none. The page has the words.

use definitions::{BLANK, Method, Question, Value, Verdict};

use super::{by_verdict::OfVerdict, platforms::PlatformLine, standing::roas};

/// One finding. Amounts are above 0, in micros.
#[derive(Debug, PartialEq)]
pub(crate) enum Insight {
    /// Influencers whose verdict is that they lose: what they cost beyond what is earned on their sales.
    Losing { influencers: usize, amount: i64 },
    /// A platform that loses, beside one that earns: what the first cost beyond what is earned on its sales.
    Platforms { below: PlatformSide, above: PlatformSide, amount: i64 },
    /// Influencers who are paid and sold nothing: what they are paid.
    NotSold { influencers: usize, amount: i64 },
}

/// What is said of one of two platforms.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct PlatformSide {
    pub(crate) platform: String,
    pub(crate) roas: Value,
    /// Its part of the spend of all platforms of the selection.
    pub(crate) spend_share: Value,
}

impl Insight {
    /// The findings of an answer, the largest amount first; a tie stays in the order of the rules.
    ///
    /// Under the literal method with a brand, product, campaign or day chosen there are none: spend is then that of the whole company,
    /// and sales are not.
    pub(super) fn all(question: &Question, verdicts: &[OfVerdict], platforms: &[PlatformLine]) -> Vec<Self> {
        if question.method == Method::Literal && question.selection.filters_sales() {
            return Vec::new();
        }
        let rules = [losing(verdicts), money_against_earning(platforms), not_sold(verdicts)];
        let mut found: Vec<Self> = rules.into_iter().flatten().collect();
        found.sort_by_key(|insight| std::cmp::Reverse(insight.amount()));
        found
    }

    /// The name in the API.
    pub(crate) const fn id(&self) -> &'static str {
        match self {
            Self::Losing { .. } => "losing_influencers",
            Self::Platforms { .. } => "losing_platform",
            Self::NotSold { .. } => "paid_without_sales",
        }
    }

    /// What it is about, in micros.
    pub(crate) const fn amount(&self) -> i64 {
        match self {
            Self::Losing { amount, .. } | Self::Platforms { amount, .. } | Self::NotSold { amount, .. } => *amount,
        }
    }

    /// How many influencers it is about; none where it is about platforms.
    pub(crate) const fn influencers(&self) -> Option<usize> {
        match self {
            Self::Losing { influencers, .. } | Self::NotSold { influencers, .. } => Some(*influencers),
            Self::Platforms { .. } => None,
        }
    }

    /// The parameter of the address, with its value, that shows what it is about.
    pub(crate) fn filter(&self) -> (&'static str, &str) {
        match self {
            Self::Losing { .. } => ("verdict", Verdict::Loses.id()),
            Self::Platforms { below, .. } => ("platform", &below.platform),
            Self::NotSold { .. } => ("verdict", Verdict::NotSold.id()),
        }
    }
}

impl Insight {
    /// It in one sentence; `money` writes an amount in micros.
    pub(crate) fn sentence(&self, money: impl Fn(i64) -> String) -> String {
        let people = |influencers: usize| match influencers {
            1 => "1 influencer".to_owned(),
            more => format!("{more} influencers"),
        };
        match self {
            Self::Losing { influencers, amount } => {
                let whose = if *influencers == 1 { "its" } else { "their" };
                format!("{} cost {} more than {whose} sales earned.", people(*influencers), money(*amount))
            }
            Self::NotSold { influencers, amount } => {
                format!("{} was paid to {} with nothing sold yet.", money(*amount), people(*influencers))
            }
            Self::Platforms { below, above, amount } => {
                let times = |side: &PlatformSide| match side.roas {
                    Value::Quotient(roas) => format!("{roas:.2}×"),
                    Value::Money(_) | Value::Count(_) | Value::Missing(_) => "no ROAS".to_owned(),
                };
                let share = match below.spend_share {
                    Value::Quotient(share) => format!("{:.0} % of the spend", 100.0 * share),
                    Value::Money(_) | Value::Count(_) | Value::Missing(_) => "its spend".to_owned(),
                };
                format!(
                    "{} lost {} on {share} ({}); {} returns {}.",
                    below.platform,
                    money(*amount),
                    times(below),
                    above.platform,
                    times(above)
                )
            }
        }
    }
}

fn of(verdicts: &[OfVerdict], verdict: Verdict) -> Option<&OfVerdict> {
    verdicts.iter().find(|of| of.verdict == verdict)
}

fn losing(verdicts: &[OfVerdict]) -> Option<Insight> {
    let losing = of(verdicts, Verdict::Loses)?;
    let amount = positive(-losing.profit)?;
    Some(Insight::Losing { influencers: losing.influencers, amount })
}

fn not_sold(verdicts: &[OfVerdict]) -> Option<Insight> {
    let not_sold = of(verdicts, Verdict::NotSold)?;
    let amount = positive(not_sold.spend.into())?;
    Some(Insight::NotSold { influencers: not_sold.influencers, amount })
}

/// The platform with the largest loss beside the one that returns most; both verdicts are certain, and the sums agree with them.
fn money_against_earning(platforms: &[PlatformLine]) -> Option<Insight> {
    let with = |verdict: Verdict| {
        let has = move |line: &&PlatformLine| line.estimate.is_some_and(|estimate| estimate.verdict == verdict);
        platforms.iter().filter(has).filter(|line| line.platform != BLANK)
    };
    let (_, below) = with(Verdict::Loses).map(|line| (profit(line), line)).min_by_key(|(profit, _)| *profit)?;
    let returned = |line: &&PlatformLine| match roas(&line.scope) {
        Value::Quotient(roas) => roas,
        Value::Money(_) | Value::Count(_) | Value::Missing(_) => f64::NEG_INFINITY,
    };
    let earning = with(Verdict::Earns).filter(|line| profit(line) > 0);
    let above = earning.max_by(|left, right| returned(left).total_cmp(&returned(right)))?;
    let amount = positive(-profit(below))?;
    Some(Insight::Platforms { below: side(below), above: side(above), amount })
}

fn profit(line: &PlatformLine) -> i128 {
    let spend = line.scope.sums[definitions::Measure::Spend];
    i128::from(line.scope.contribution) - i128::from(spend)
}

fn side(line: &PlatformLine) -> PlatformSide {
    PlatformSide { platform: line.platform.clone(), roas: roas(&line.scope), spend_share: line.spend_share }
}

/// An amount above 0 that fits.
fn positive(amount: i128) -> Option<i64> {
    i64::try_from(amount).ok().filter(|amount| *amount > 0)
}

#[cfg(test)]
mod tests {
    use definitions::{Baseline, Day, Dimension, Measure, Reason, Scope, Sums};

    use super::*;
    use crate::use_cases::estimates::Estimated;

    fn verdicts(losing: (usize, i128), not_sold: (usize, i64)) -> Vec<OfVerdict> {
        vec![
            OfVerdict { verdict: Verdict::Loses, influencers: losing.0, spend: 0, profit: losing.1 },
            OfVerdict {
                verdict: Verdict::NotSold,
                influencers: not_sold.0,
                spend: not_sold.1,
                profit: -i128::from(not_sold.1),
            },
        ]
    }

    fn platform(name: &str, revenue: i64, spend: i64, verdict: Verdict) -> PlatformLine {
        let mut sums = Sums::default();
        (sums[Measure::Revenue], sums[Measure::Spend]) = (revenue, spend);
        let (baseline, contribution) = (Baseline::NoOrganic, revenue / 2);
        PlatformLine {
            platform: name.to_owned(),
            scope: Scope { sums, baseline, contribution, revenue_of_totals: 1, posts_not_filtered: false },
            spend_share: Value::share(spend, 100, Reason::NoSpend),
            against: None,
            estimate: Some(Estimated::of_verdict(verdict)),
        }
    }

    fn found(platforms: &[PlatformLine]) -> Vec<Insight> {
        Insight::all(&Question::default(), &verdicts((0, 0), (0, 0)), platforms)
    }

    #[test]
    fn findings_come_by_their_money() {
        let found = Insight::all(&Question::default(), &verdicts((22, -300), (7, 900)), &[]);
        let losing = Insight::Losing { influencers: 22, amount: 300 };
        assert_eq!(found, [Insight::NotSold { influencers: 7, amount: 900 }, losing]);
        assert_eq!(
            found.iter().map(Insight::filter).collect::<Vec<_>>(),
            [("verdict", "not_sold"), ("verdict", "loses")]
        );
    }

    #[test]
    fn where_nothing_is_lost_nothing_is_said() {
        assert_eq!(Insight::all(&Question::default(), &verdicts((0, 0), (0, 0)), &[]), []);
        // Estimates are drawn towards the group, so a sum may be above 0 all the same: then it is no loss.
        assert_eq!(Insight::all(&Question::default(), &verdicts((1, 5), (0, 0)), &[]), []);
    }

    #[test]
    fn two_platforms_are_compared_only_where_both_verdicts_are_certain() {
        let lines = |loses, earns| {
            [
                platform("Instagram", 80, 60, loses),
                platform("YouTube", 90, 20, Verdict::Earns),
                platform("Twitter", 100, 20, earns),
            ]
        };
        let both = found(&lines(Verdict::Loses, Verdict::Earns));
        let [Insight::Platforms { below, above, amount: 20 }] = &both[..] else { panic!("{both:?}") };
        assert_eq!((below.platform.as_str(), above.platform.as_str()), ("Instagram", "Twitter"));
        assert_eq!(below.spend_share, Value::Quotient(0.6));
        assert_eq!(found(&lines(Verdict::TooClose, Verdict::Earns)), []);
        let one = found(&lines(Verdict::Loses, Verdict::TooClose));
        assert!(matches!(&one[..], [Insight::Platforms { above, .. }] if above.platform == "YouTube"), "{one:?}");
        let [below, _, above] = lines(Verdict::Loses, Verdict::Earns);
        assert_eq!(
            found(&[PlatformLine { platform: BLANK.to_owned(), ..below }, above]),
            [],
            "no platform is none to move money from"
        );
    }

    #[test]
    fn spend_of_the_whole_company_says_nothing_of_one_brand() {
        let mut question = Question { method: Method::Literal, ..Question::default() };
        let verdicts = verdicts((2, -300), (0, 0));
        assert_eq!(Insight::all(&question, &verdicts, &[]).len(), 1);
        question.selection.choose(Dimension::Brand, "Gritzo");
        assert_eq!(Insight::all(&question, &verdicts, &[]), []);
        let mut days = Question { method: Method::Literal, ..Question::default() };
        days.selection.from = Day::parse("2026-01-01").ok();
        assert_eq!(Insight::all(&days, &verdicts, &[]), []);
        question.method = Method::Allocated;
        assert_eq!(Insight::all(&question, &verdicts, &[]).len(), 1);
    }
}
