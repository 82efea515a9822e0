//! Schemas of what can be asked about a campaign, and of what came of it.

use serde_json::{Value as Json, json};

use super::shape::{
    NamedSchema, about, count, day, flag, list_of, number, object, or_null, reference, text, whole, word,
};
use crate::use_cases::incrementality::{CheckState, Phase, State};

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![
        ("Incrementality", offer()),
        ("Period", object(period())),
        ("Estimate", estimate()),
        ("EstimateSettings", settings()),
        ("EstimateCheck", check()),
        ("EstimateReport", report()),
        ("EstimateDay", one_day()),
        ("EstimatePlacebo", placebo()),
        ("Interval", object(interval())),
    ]
}

pub(super) fn period() -> [NamedSchema; 2] {
    [("from", day()), ("to", day())]
}

fn interval() -> [NamedSchema; 3] {
    [("mean", number()), ("lower", number()), ("upper", number())]
}

fn offer() -> Json {
    let campaign = [
        ("brand", text()),
        ("campaign", text()),
        (
            "measured_to",
            about(
                or_null(day()),
                "Its last measured day: an earlier one where the quiet days before are few. Proposed.",
            ),
        ),
        (
            "usual_campaigns",
            about(or_null(list_of(text())), "Campaigns of the brand that count with organic sales. Proposed."),
        ),
        ("controls", about(or_null(list_of(text())), "Proposed; null beyond the largest campaigns.")),
        ("masked", about(or_null(list_of(reference("Period"))), "Proposed; null beyond the largest campaigns.")),
        ("revenue", reference("Figure")),
        ("orders", reference("Figure")),
        ("spend", reference("Figure")),
    ];
    let event = [("name", text()), ("why", text())];
    object([
        ("dataset", reference("Dataset")),
        ("level", about(level(), "How likely an interval is to hold the truth where nothing else is asked.")),
        ("days", about(or_null(reference("Period")), "The first and the last day of the data.")),
        ("brands", about(list_of(text()), "With organic sales, the largest first.")),
        ("campaigns", about(list_of(object(period().into_iter().chain(campaign))), "The largest spend first.")),
        ("events", about(list_of(object(period().into_iter().chain(event))), "Days unlike the others on the brands.")),
    ])
}

pub(super) fn level() -> Json {
    json!({"type": "number", "minimum": 0.5, "maximum": 0.99, "default": 0.9})
}

/// A question; what is left out is proposed from the data.
pub(super) fn request() -> Json {
    let tail = json!({"type": "integer", "minimum": 0, "maximum": 60, "default": 7});
    object([
        ("dataset?", about(text(), "A dataset's id; the current one when absent.")),
        ("brand", text()),
        ("campaign", text()),
        ("from?", about(day(), "The campaign's first day.")),
        ("to?", about(day(), "The campaign's last day.")),
        ("tail_days?", about(tail, "Days after it that still count.")),
        ("controls?", about(list_of(text()), "Brands that the campaign did not touch.")),
        ("masked?", about(list_of(reference("Period")), "Days that count neither before nor after.")),
        (
            "usual_campaigns?",
            about(
                list_of(text()),
                "Other campaigns of the brand that count with organic sales; (none) is the blank one.",
            ),
        ),
        ("level?", about(level(), "How likely the intervals are to hold the truth.")),
    ])
}

fn estimate() -> Json {
    let progress = object([("done", count()), ("total", count()), ("doing", text())]);
    let error = object([("code", word(["no_estimate"])), ("message", text())]);
    let asked = object([("number", count()), ("total", count()), ("words", text())]);
    object([
        ("id", about(text(), "The same question of the same data has the same id.")),
        ("dataset", reference("Dataset")),
        ("state", word(State::IDS)),
        ("error", about(or_null(error), "Why it failed.")),
        ("progress", progress),
        ("settings", reference("EstimateSettings")),
        ("checks", about(list_of(reference("EstimateCheck")), "Whether the data can carry the question.")),
        (
            "asked",
            about(or_null(asked), "Its place among all questions asked of the same data; null where it is refused."),
        ),
        (
            "report",
            about(or_null(reference("EstimateReport")), "A first look while it runs; null where there is none."),
        ),
    ])
}

fn settings() -> Json {
    let own = [
        ("dataset", text()),
        ("brand", text()),
        ("campaign", text()),
        ("effect_to", about(day(), "The last day whose effect counts.")),
        ("tail_days", count()),
        ("controls", list_of(text())),
        ("controls_possible", list_of(text())),
        ("masked", list_of(reference("Period"))),
        ("usual_campaigns", about(list_of(text()), "Campaigns of the brand that count with organic sales.")),
        ("campaign_days", about(reference("Period"), "All days of the campaign; from and to are the measured ones.")),
        ("pre_from", day()),
        ("pre_to", day()),
        ("level?", level()),
        ("margin?", about(json!({"type": "number"}), "The part of the brand's revenue that is earned.")),
    ];
    object(period().into_iter().chain(own))
}

fn check() -> Json {
    object([
        ("id", text()),
        ("state", about(word(CheckState::ALL.map(CheckState::id)), "One that is refused is enough for no estimate.")),
        ("title", text()),
        ("found", text()),
        ("fix", or_null(text())),
        ("propose", proposal()),
    ])
}

pub(super) fn proposal() -> Json {
    let masked = object([("masked", list_of(reference("Period")))]);
    let controls = object([("controls", list_of(text()))]);
    let proposal = json!({"anyOf": [masked, controls, {"type": "null"}]});
    about(proposal, "Fields of a question under which the item would stand better.")
}

fn report() -> Json {
    let share = || json!({"anyOf": [reference("Interval"), reference("Figure")]});
    let share_or_null = json!({"anyOf": [reference("Interval"), reference("Figure"), {"type": "null"}]});
    let published = ["revenue", "spend", "baseline", "incremental_revenue", "incremental_roas", "roas"];
    let tipping_point = object([
        ("relative", about(number(), "All of the effect.")),
        ("relative_to_doubt", about(or_null(number()), "So much that it would be open; null where it is.")),
    ]);
    let detectable = object([("amount", number()), ("relative", number())]);
    object([
        ("preliminary", about(flag(), "Windows before are still being tried: intervals may become wider.")),
        ("level", level()),
        ("days", list_of(reference("EstimateDay"))),
        ("actual_revenue", about(number(), "All revenue of the brand on the days that count.")),
        ("expected_revenue", about(reference("Interval"), "What would have been sold without the campaign.")),
        ("incremental_revenue", about(reference("Interval"), "Actual less expected.")),
        ("relative", about(reference("Interval"), "Incremental per expected revenue, a part of one.")),
        ("probability_positive", number()),
        ("causal_incremental_roas", about(share(), "Incremental revenue per unit paid.")),
        ("incrementality_factor", about(share(), "Incremental revenue per unit credited.")),
        (
            "organic_change",
            about(or_null(reference("Interval")), "Of organic revenue alone; null where it is not known."),
        ),
        ("cannibalisation", about(share_or_null, "What organic sales lost per unit credited.")),
        (
            "spend",
            about(
                number(),
                "Every payment that names the campaign, and its share of those that name less; of the measured days.",
            ),
        ),
        (
            "unallocated_spend",
            about(
                number(),
                "Paid to people who sold nothing of what the payment names, without saying whether for this campaign.",
            ),
        ),
        ("causal_incremental_roas_if_all", about(share(), "Per unit paid if all of it belonged to the campaign.")),
        (
            "tipping_point",
            about(tipping_point, "Another cause that would explain the effect, as a share of what was expected."),
        ),
        ("attributed_revenue", number()),
        (
            "published",
            about(object(published.map(|id| (id, reference("Figure")))), "A definition, not a causal estimate."),
        ),
        ("placebos", about(list_of(reference("EstimatePlacebo")), "Windows before, in which nothing happened.")),
        ("kappa", about(number(), "By how much the intervals are widened.")),
        (
            "detectable",
            about(detectable, "The smallest effect that would be distinguished from zero in 8 of 10 cases."),
        ),
        ("diagnostics", diagnostics()),
        ("words", about(list_of(text()), "The answer in sentences.")),
    ])
}

fn diagnostics() -> Json {
    let control = object([("name", text()), ("inclusion", number())]);
    object([
        ("rhat", number()),
        ("ess", number()),
        ("converged", flag()),
        ("draws", whole()),
        ("chains", whole()),
        ("scale", word(["log", "linear"])),
        ("controls", about(list_of(control), "How often each took part.")),
    ])
}

fn one_day() -> Json {
    let unknown_before =
        ["effect", "effect_lower", "effect_upper", "cumulative", "cumulative_lower", "cumulative_upper"];
    let own = [
        ("date", day()),
        ("part", word(Phase::ALL.map(Phase::id))),
        ("masked", flag()),
        ("actual", or_null(number())),
        ("expected", number()),
        ("lower", number()),
        ("upper", number()),
    ];
    object(own.into_iter().chain(unknown_before.map(|id| (id, or_null(number())))))
}

fn placebo() -> Json {
    let own = [("effect", number()), ("lower", number()), ("upper", number())];
    let distance = about(number(), "The effect in standard deviations.");
    object(period().into_iter().chain(own).chain([("z", distance)]))
}
