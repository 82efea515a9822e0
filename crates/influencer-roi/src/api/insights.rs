//! The list of findings as JSON, and decisions about them.

use definitions::Value;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use store::InsightDecision;

use super::{
    answer::{selection, warning},
    numbers::{Number, money},
    versions::DatasetShape,
};
use crate::use_cases::insights::{DecidedInsight, InsightsPage, ListedInsight};

/// Which part of the list is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct InsightsPart {
    pub(crate) limit: usize,
    pub(crate) offset: usize,
}

/// The findings of a selection.
pub(crate) fn insights(page: &InsightsPage, part: InsightsPart) -> Json {
    let counts = page.counts();
    let count = |decision: Option<InsightDecision>| counts.get(&decision).copied().unwrap_or_default();
    let shown = page.insights.iter().skip(part.offset).take(part.limit);
    json!({
        "dataset": DatasetShape::new(&page.manifest),
        "selection": selection(&page.question.selection),
        "warnings": page.warnings.iter().map(warning).collect::<Vec<Json>>(),
        "campaigns": {"measured": page.measured.0, "total": page.measured.1},
        "open": count(None),
        "not_now": count(Some(InsightDecision::NotNow)),
        "done": count(Some(InsightDecision::Done)),
        "insights": shown.map(insight).collect::<Vec<Json>>(),
        "offset": part.offset,
    })
}

fn insight(insight: &ListedInsight) -> Json {
    let filters = insight.filters.iter().map(|(parameter, value)| json!({"parameter": parameter, "value": value}));
    let interval = insight
        .interval
        .map(|(lower, upper)| json!({"lower": Number(Value::Money(lower)), "upper": Number(Value::Money(upper))}));
    json!({
        "key": insight.key,
        "id": insight.kind.id(),
        "title": insight.title,
        "detail": insight.detail,
        "amount": money(insight.amount),
        "interval": interval,
        "view": insight.view,
        "filters": filters.collect::<Vec<Json>>(),
        "decision": insight.decision.map(InsightDecision::id),
    })
}

/// What was decided, and what stood there before.
pub(crate) fn decided_insight(decided: &DecidedInsight) -> Json {
    json!({
        "insight": decided.key,
        "decision": decided.decision.map(InsightDecision::id),
        "before": decided.before.map(InsightDecision::id),
    })
}

/// A decision as a client writes it; null takes it back.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct InsightDecisionBody {
    insight: String,
    decision: Option<String>,
}

/// A decision that cannot be.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadInsightDecision {
    #[error("insight: found \"{0}\", expected the key of a finding of /api/v1/insights")]
    Key(String),
    #[error("decision: found \"{0}\", expected done, not_now, or null to take it back")]
    Word(String),
}

/// The longest key, in bytes: ids and names of one subject.
const MAX_KEY_BYTES: usize = 2000;

impl InsightDecisionBody {
    /// The finding and what is decided about it.
    ///
    /// # Errors
    /// [`BadInsightDecision`] where no finding is named, and for a word that is no decision.
    pub(crate) fn decision(self) -> Result<(String, Option<InsightDecision>), BadInsightDecision> {
        let known = |word: String| {
            let decision = InsightDecision::ALL.into_iter().find(|decision| decision.id() == word);
            decision.ok_or(BadInsightDecision::Word(word))
        };
        Ok((known_key(&self.insight)?, self.decision.map(known).transpose()?))
    }
}

/// A key that may be one: what is no kind with a subject is not kept.
///
/// # Errors
/// [`BadInsightDecision::Key`] for any other text.
pub(crate) fn known_key(key: &str) -> Result<String, BadInsightDecision> {
    use crate::use_cases::insights::InsightKind;
    let of_kind = |(kind, subject): (&str, &str)| {
        !subject.is_empty() && InsightKind::ALL.into_iter().any(|known| known.id() == kind)
    };
    let is_key = key.len() <= MAX_KEY_BYTES && key.split_once('/').is_some_and(of_kind);
    if is_key { Ok(key.to_owned()) } else { Err(BadInsightDecision::Key(key.chars().take(100).collect())) }
}
