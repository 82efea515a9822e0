//! Schemas of the list of findings and of decisions about them.

use serde_json::{Value as Json, json};
use store::InsightDecision;

use super::shape::{NamedSchema, about, count, list_of, object, or_null, reference, text, word};
use crate::use_cases::insights::InsightKind;

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![("Insights", answer()), ("ListedInsight", insight()), ("InsightDecision", decided())]
}

fn answer() -> Json {
    object([
        ("dataset", reference("Dataset")),
        ("selection", reference("Selection")),
        ("warnings", list_of(reference("Warning"))),
        (
            "campaigns",
            about(
                object([("measured", count()), ("total", count())]),
                "Those that are not measured yet are missing here.",
            ),
        ),
        ("open", about(count(), "Findings that nothing was decided about.")),
        ("not_now", count()),
        ("done", count()),
        (
            "insights",
            about(
                list_of(reference("ListedInsight")),
                "Open ones first, the most money first. Findings may be about the same money: they do not add up.",
            ),
        ),
        ("offset", count()),
    ])
}

fn insight() -> Json {
    let figure = || reference("Figure");
    let filter = object([("parameter", text()), ("value", text())]);
    object([
        ("key", about(text(), "The same in every version: its kind and what it is about.")),
        ("id", word(InsightKind::ALL.map(InsightKind::id))),
        ("title", about(text(), "What was found, without its money.")),
        ("detail", about(text(), "What holds it; may be empty.")),
        ("amount", about(figure(), "A sum above 0; of a campaign an estimate.")),
        (
            "interval",
            or_null(about(
                object([("lower", figure()), ("upper", figure())]),
                "Where an estimated amount lies with 90 % probability.",
            )),
        ),
        ("view", about(word(["overview", "campaigns", "payouts"]), "The view of the page that shows its rows.")),
        ("filters", about(list_of(filter), "Its filters, beside those of the selection.")),
        ("decision", decision()),
    ])
}

fn decision() -> Json {
    or_null(word(InsightDecision::ALL.map(InsightDecision::id)))
}

fn decided() -> Json {
    object([("insight", text()), ("decision", decision()), ("before", about(decision(), "What stood there before."))])
}

/// A decision about a finding.
pub(super) fn request() -> Json {
    object([
        ("insight", about(json!({"type": "string", "maxLength": 2000}), "The key of a finding.")),
        ("decision", about(decision(), "Null takes back what was decided.")),
    ])
}
