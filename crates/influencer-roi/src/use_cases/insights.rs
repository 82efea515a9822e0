//! Everything worth doing about a selection, one finding a subject, the most money first, and what became of each.
//!
//! The rules are those of the other views: the verdicts of the table, the comparison of platforms that the first screen shows, the measured
//! lift of campaigns, and the payments worth a question. Findings may be about the same money, so they are never added up.

use std::{cmp::Reverse, collections::BTreeMap, convert::Infallible};

use definitions::{Include, Method, Question, Value, Verdict};
use lift::impact::IntervalEstimate;
use store::{InsightDecision, InsightDecisions, Manifest, StoreError};

use super::{
    UseCases,
    dashboard::{
        answer::{Dashboard, Line, Warning},
        insights::{Insight, PlatformSide},
    },
    incrementality::{
        PerUnit,
        campaigns::{MeasuredLine, Run},
    },
    payouts::{Finding, PayoutsPage},
};

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum InsightKind {
    /// An influencer whose verdict is that it loses.
    LosingInfluencer,
    /// An influencer who is paid and sold nothing.
    PaidWithoutSales,
    /// A platform that loses beside one that earns.
    LosingPlatform,
    /// A campaign whose measured lift earns less than was paid, the whole interval of it.
    LosingCampaign,
    /// Payments worth a question.
    Payouts,
}

impl InsightKind {
    pub(crate) const ALL: [Self; 5] =
        [Self::LosingInfluencer, Self::PaidWithoutSales, Self::LosingPlatform, Self::LosingCampaign, Self::Payouts];

    /// The name in the API.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::LosingInfluencer => "losing_influencer",
            Self::PaidWithoutSales => "paid_without_sales",
            Self::LosingPlatform => "losing_platform",
            Self::LosingCampaign => "losing_campaign",
            Self::Payouts => "payouts",
        }
    }
}

/// One finding. Amounts are in micros.
#[derive(Clone, Debug)]
pub(crate) struct ListedInsight {
    /// The same in every version: the kind and what it is about.
    pub(crate) key: String,
    pub(crate) kind: InsightKind,
    /// What was found, without its money.
    pub(crate) title: String,
    /// What holds it.
    pub(crate) detail: String,
    /// A sum, above 0; of a campaign an estimate.
    pub(crate) amount: i64,
    /// Where the amount lies with 90 % probability, where it is estimated.
    pub(crate) interval: Option<(i64, i64)>,
    /// The view that shows its rows.
    pub(crate) view: &'static str,
    /// The filters of that view, beside those of the selection.
    pub(crate) filters: Vec<(&'static str, String)>,
    pub(crate) decision: Option<InsightDecision>,
}

/// The findings of a selection.
pub(crate) struct InsightsPage {
    pub(crate) manifest: Manifest,
    pub(crate) question: Question,
    pub(crate) warnings: Vec<Warning>,
    /// Those that nothing was decided about first, the most money first.
    pub(crate) insights: Vec<ListedInsight>,
    /// How many campaigns are measured, and how many there are.
    pub(crate) measured: (usize, usize),
}

/// A decision with what stood there before, for those who want it back.
#[derive(Debug)]
pub(crate) struct DecidedInsight {
    pub(crate) key: String,
    pub(crate) decision: Option<InsightDecision>,
    pub(crate) before: Option<InsightDecision>,
}

impl UseCases {
    /// The findings of a selection, whose margins are set; `run` measures the campaigns of its version.
    pub(crate) fn insights(&self, question: &Question, run: &Run) -> Result<InsightsPage, StoreError> {
        let include = Include { intervals: true, ..Include::default() };
        let mut question = Question { include, ..question.clone() };
        question.table.verdicts.clear();
        (question.table.limit, question.table.offset) = (0, 0);
        let dashboard = self.dashboard(&question)?;
        let mut insights = self.of_sales(&question, &dashboard)?;
        let measured = self.measured_campaigns(run, &question);
        insights.extend(measured.lines.iter().filter_map(|line| of_campaign(line, &question)));
        match self.payouts(&question) {
            Ok(page) => insights.extend(of_payouts(&page)),
            // The payments of a version that kept no rows are not known one by one.
            Err(StoreError::NoRows { .. }) => {}
            Err(error) => return Err(error),
        }
        Ok(InsightsPage {
            manifest: dashboard.manifest,
            warnings: dashboard.warnings,
            insights: ranked(insights, &self.data_folder.insight_decisions()),
            measured: (measured.done, measured.total),
            question,
        })
    }

    /// Decides about a finding, or takes back what was decided: for every version that has it.
    pub(crate) fn decide_insight(
        &self,
        key: &str,
        decision: Option<InsightDecision>,
    ) -> Result<DecidedInsight, StoreError> {
        let before = self.data_folder.insight_decisions().get(key).copied();
        self.data_folder.decide_insight(key, decision)?;
        Ok(DecidedInsight { key: key.to_owned(), decision, before })
    }

    fn of_sales(&self, question: &Question, dashboard: &Dashboard) -> Result<Vec<ListedInsight>, StoreError> {
        // Spend is then that of the whole company, and sales are not.
        if question.method == Method::Literal && question.selection.filters_sales() {
            return Ok(Vec::new());
        }
        let of_platforms = dashboard.findings.iter().flat_map(|findings| &findings.insights).filter_map(of_platforms);
        let mut found: Vec<ListedInsight> = of_platforms.collect();
        let take = |line: &Line| -> Result<(), Infallible> {
            found.extend(of_influencer(line));
            Ok(())
        };
        match self.whole_table(question, true)?.each_line(take) {
            Ok(()) => Ok(found),
        }
    }
}

/// Undecided ones, then what can wait, then what is done; each by its money, ties by key.
fn ranked(mut insights: Vec<ListedInsight>, decisions: &InsightDecisions) -> Vec<ListedInsight> {
    for insight in &mut insights {
        insight.decision = decisions.get(&insight.key).copied();
    }
    let place = |decision: Option<InsightDecision>| match decision {
        None => 0,
        Some(InsightDecision::NotNow) => 1,
        Some(InsightDecision::Done) => 2,
    };
    insights.sort_by(|left, right| {
        let key = |of: &ListedInsight| (place(of.decision), Reverse(of.amount), of.kind);
        key(left).cmp(&key(right)).then_with(|| left.key.cmp(&right.key))
    });
    insights
}

/// A finding that nothing was decided about; none where there is no money in it.
fn found(kind: InsightKind, subject: &str, amount: i64) -> Option<ListedInsight> {
    (amount > 0).then(|| ListedInsight {
        key: format!("{}/{subject}", kind.id()),
        kind,
        title: String::new(),
        detail: String::new(),
        amount,
        interval: None,
        view: "overview",
        filters: Vec::new(),
        decision: None,
    })
}

fn money(line: &Line, id: &str) -> i64 {
    match line.number(id) {
        Some(Value::Money(micros)) => micros,
        Some(Value::Count(_) | Value::Quotient(_) | Value::Missing(_)) | None => 0,
    }
}

fn of_influencer(line: &Line) -> Option<ListedInsight> {
    let name = &line.profile.name;
    let (kind, amount, title) = match line.estimate?.verdict {
        Verdict::Loses => (
            InsightKind::LosingInfluencer,
            money(line, "profit").saturating_neg(),
            format!("{name} cost more than its sales earned"),
        ),
        Verdict::NotSold => {
            (InsightKind::PaidWithoutSales, money(line, "spend"), format!("{name} is paid and sold nothing yet"))
        }
        Verdict::TooClose | Verdict::FewOrders | Verdict::Earns | Verdict::NotPaid => return None,
    };
    let detail = if kind == InsightKind::LosingInfluencer { interval_in_words(line) } else { String::new() };
    let filters = vec![("influencer", line.profile.id.clone())];
    Some(ListedInsight { title, detail, filters, ..found(kind, &line.profile.id, amount)? })
}

fn interval_in_words(line: &Line) -> String {
    let of = |id: &str| match line.number(id) {
        Some(Value::Quotient(quotient)) => format!("{quotient:.2}×"),
        Some(Value::Money(_) | Value::Count(_) | Value::Missing(_)) | None => "–".to_owned(),
    };
    format!(
        "ROAS {}, {} to {} with 90 % probability if booked again; {} breaks even.",
        of("roas"),
        of("roas_lower"),
        of("roas_upper"),
        of("break_even_roas")
    )
}

/// What the first screen says of platforms; what it says of influencers is listed here one by one.
fn of_platforms(insight: &Insight) -> Option<ListedInsight> {
    let Insight::Platforms { below, above, amount } = insight else { return None };
    let times = |side: &PlatformSide| match side.roas {
        Value::Quotient(roas) => format!("{roas:.2}×"),
        Value::Money(_) | Value::Count(_) | Value::Missing(_) => "–".to_owned(),
    };
    let share = match below.spend_share {
        Value::Quotient(share) => format!("{:.0} % of the spend", 100.0 * share),
        Value::Money(_) | Value::Count(_) | Value::Missing(_) => "its spend".to_owned(),
    };
    Some(ListedInsight {
        title: format!("{} loses while {} earns", below.platform, above.platform),
        detail: format!(
            "{} returns {} on {share}, {} returns {}; both verdicts hold with 90 % probability.",
            below.platform,
            times(below),
            above.platform,
            times(above)
        ),
        filters: vec![("platform", below.platform.clone())],
        ..found(InsightKind::LosingPlatform, &below.platform, *amount)?
    })
}

/// Paid more than the lift earned, with 90 % probability.
fn of_campaign(MeasuredLine { line, .. }: &MeasuredLine, question: &Question) -> Option<ListedInsight> {
    let lift = line.lift.as_ref()?;
    let PerUnit::Of(per_paid) = lift.incremental_roas else { return None };
    let margin = question.margins.of_brand(&line.brand).part();
    let lost = |units: f64| ((lift.measured_spend - margin * units) * 1e6).round() as i64;
    let IntervalEstimate { mean, lower, upper, .. } = lift.incremental;
    let interval = (lost(upper), lost(lower));
    if interval.0 <= 0 {
        return None;
    }
    let subject = format!("{}/{}", line.brand, line.campaign);
    Some(ListedInsight {
        title: format!("{} brought less than it cost", line.campaign),
        detail: format!(
            "New for each 1 paid: {:.2}, {:.2} to {:.2} with 90 % probability, if nothing else changed on those days; {:.2} breaks even.",
            per_paid.mean,
            per_paid.lower,
            per_paid.upper,
            1.0 / margin
        ),
        interval: Some(interval),
        view: "campaigns",
        filters: vec![("brand", line.brand.clone()), ("campaign", line.campaign.clone())],
        ..found(InsightKind::LosingCampaign, &subject, lost(mean))?
    })
}

/// One for each finding of the audit, as far as no user has asked for the money.
fn of_payouts(page: &PayoutsPage) -> Vec<ListedInsight> {
    let of = |finding: &Finding<'_>| {
        let sums = &finding.sums;
        let amount = (sums.at_risk - sums.asked_back).max(sums.owed).max(sums.owed_at_most);
        let open = sums.cases - sums.asked_back_cases - sums.fine_cases;
        Some(ListedInsight {
            title: format!("{}: {} to look at", finding.kind.title(), counted(open, "case")),
            detail: finding.kind.meaning().to_owned(),
            view: "payouts",
            ..found(InsightKind::Payouts, finding.kind.id(), amount)?
        })
    };
    page.findings().iter().filter_map(of).collect()
}

fn counted(count: i64, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

impl InsightsPage {
    /// How many there are by what was decided about them.
    pub(crate) fn counts(&self) -> BTreeMap<Option<InsightDecision>, usize> {
        let mut counts = BTreeMap::new();
        for insight in &self.insights {
            *counts.entry(insight.decision).or_default() += 1;
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_comes_first_and_the_most_money_above() {
        let of = |subject: &str, amount| found(InsightKind::LosingInfluencer, subject, amount).unwrap();
        let decisions = InsightDecisions::from([
            ("losing_influencer/b".to_owned(), InsightDecision::Done),
            ("losing_influencer/c".to_owned(), InsightDecision::NotNow),
            ("losing_influencer/gone".to_owned(), InsightDecision::Done),
        ]);
        let listed = ranked(vec![of("b", 9), of("a", 1), of("d", 5), of("c", 7), of("e", 5)], &decisions);
        let order: Vec<&str> = listed.iter().map(|insight| &insight.key["losing_influencer/".len()..]).collect();
        assert_eq!(order, ["d", "e", "a", "c", "b"]);
    }

    #[test]
    fn where_there_is_no_money_nothing_is_said() {
        assert!(found(InsightKind::Payouts, "paid_twice", 0).is_none());
        assert!(found(InsightKind::Payouts, "paid_twice", -1).is_none());
    }
}
