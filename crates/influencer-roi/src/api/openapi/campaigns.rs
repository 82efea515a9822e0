//! Schemas of the measured lift of every campaign.

use serde_json::{Value as Json, json};

use super::{
    incrementality::{level, period, proposal},
    shape::{NamedSchema, about, count, day, flag, list_of, number, object, or_null, reference, text, word},
};
use crate::use_cases::incrementality::campaigns::{LineState, RunState};

const MEASURED_SPEND: &str =
    "What was paid for the measured days: what is left out, such as festivals, counts on neither side.";

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![
        ("MeasuredCampaigns", answer()),
        ("MeasuredCampaign", line()),
        ("Portfolio", portfolio()),
        ("PublishedOfCampaign", object(PUBLISHED.map(|id| (id, reference("Figure"))))),
    ]
}

const PUBLISHED: [&str; 6] = ["revenue", "spend", "baseline", "incremental_revenue", "incremental_roas", "roas"];

/// Filters that choose campaigns; the same may stand in the query.
pub(super) fn request() -> Json {
    let one_or_several = || json!({"anyOf": [text(), list_of(text())]});
    object([
        ("dataset?", about(text(), "A dataset's id; the current one when absent.")),
        ("brand?", one_or_several()),
        ("campaign?", one_or_several()),
        ("from?", about(day(), "Campaigns with a day from here on.")),
        ("to?", about(day(), "Campaigns with a day until here.")),
    ])
}

fn answer() -> Json {
    let progress = object([("done", count()), ("total", count()), ("doing", text())]);
    let error = object([("code", word(["no_estimate"])), ("message", text())]);
    let pooled = object([
        ("campaigns", count()),
        ("factor", about(reference("Interval"), "Incremental revenue per unit credited that the campaigns share.")),
        ("spread", about(number(), "How much their own factors differ: a standard deviation.")),
    ]);
    let others = object([
        ("campaigns", count()),
        ("revenue", about(number(), "Credited to them.")),
        ("incremental_revenue", about(reference("Interval"), "At the shared factor: assumed, not measured.")),
        ("is_assumption", flag()),
    ]);
    let sold = [("brand", text()), ("revenue", about(list_of(number()), "All that it sold, one amount a day."))];
    let rest = object(["revenue", "orders", "spend"].map(|id| (id, reference("Figure"))));
    object([
        ("dataset", reference("Dataset")),
        ("state", word(RunState::ALL.map(RunState::id))),
        ("error", about(or_null(error), "Why it failed.")),
        ("progress", progress),
        ("level", level()),
        ("margin", about(or_null(number()), "The part of revenue that is earned; null where margins differ by brand.")),
        ("selection", reference("Selection")),
        ("warnings", list_of(reference("Warning"))),
        (
            "campaigns",
            about(
                list_of(reference("MeasuredCampaign")),
                "Of the selection, as far as worked out; the largest spend first.",
            ),
        ),
        (
            "portfolio",
            about(or_null(reference("Portfolio")), "Null while it is worked out and where none is estimated."),
        ),
        ("pooled", about(or_null(pooled), "Over all campaigns of the version, from two on.")),
        ("others", about(or_null(others), "Campaigns of the selection that cannot be estimated.")),
        (
            "rest",
            about(or_null(rest), "What belongs to none of the campaigns; null under a choice of campaigns or days."),
        ),
        ("words", about(list_of(text()), "The answer in sentences.")),
        ("questions_asked", about(count(), "Questions about single campaigns asked of the same data.")),
        ("calendar", about(list_of(object(period().into_iter().chain(sold))), "With calendar=true; else empty.")),
    ])
}

fn share_or_null() -> Json {
    json!({"anyOf": [reference("Interval"), reference("Figure"), {"type": "null"}]})
}

fn line() -> Json {
    let reason = object([
        ("id", text()),
        ("title", text()),
        ("found", text()),
        ("fix", or_null(text())),
        ("propose", proposal()),
    ]);
    let own = [
        ("brand", text()),
        ("campaign", text()),
        ("effect_to", about(day(), "The last day whose effect counts.")),
        ("masked", about(list_of(reference("Period")), "Days that count neither before nor after.")),
        ("revenue", reference("Figure")),
        ("orders", reference("Figure")),
        ("spend", reference("Figure")),
        ("contribution", about(reference("Figure"), "Revenue times the margin of the brand.")),
        ("roas", reference("Figure")),
        ("state", word(LineState::ALL.map(LineState::id))),
        ("warnings", about(count(), "How many checks warn.")),
        ("reason", about(or_null(reason), "Why there is no estimate, or the first warning; with its remedy.")),
        ("measured_spend", about(or_null(number()), MEASURED_SPEND)),
        ("incremental_revenue", or_null(reference("Interval"))),
        ("incremental_roas", about(share_or_null(), "Incremental revenue per unit paid.")),
        ("incrementality_factor", about(share_or_null(), "Incremental revenue per unit credited.")),
        ("pooled_factor", about(or_null(reference("Interval")), "The factor in the light of the other campaigns.")),
        ("published", about(reference("PublishedOfCampaign"), "The published formula on the days that count.")),
    ];
    object(period().into_iter().chain(own))
}

fn portfolio() -> Json {
    let figures = ["revenue", "orders", "spend", "contribution", "roas"].map(|id| (id, reference("Figure")));
    let published = ["incremental_revenue", "incremental_roas"].map(|id| (id, reference("Figure")));
    let own = [
        ("campaigns", about(count(), "How many are estimated.")),
        ("measured_spend", about(number(), MEASURED_SPEND)),
        (
            "incremental_revenue",
            about(reference("Interval"), "Their own estimates added; a brand's share a part of their error."),
        ),
        ("incremental_roas", share_or_null()),
        ("incrementality_factor", share_or_null()),
        ("days_counted_once", about(count(), "Days on which campaigns of one brand overlap.")),
        ("published", object(published)),
    ];
    object(own.into_iter().chain(figures))
}
