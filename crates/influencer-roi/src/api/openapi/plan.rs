//! Schemas of the plan.

use definitions::Verdict;
use serde_json::{Value as Json, json};

use super::shape::{NamedSchema, about, count, flag, list_of, number, object, or_null, reference, text, word};
use crate::use_cases::plan::{Obstacle, PlanState};

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![("Plan", plan()), ("PlannedInfluencer", influencer()), ("LeftOutOfPlan", left_out())]
}

fn figure() -> Json {
    reference("Figure")
}

fn part() -> Json {
    json!({"type": "number", "minimum": 0, "maximum": 1})
}

fn gain(p_better: &str) -> [(&'static str, Json); 4] {
    [
        (
            "gain",
            about(
                figure(),
                "Contribution beyond today's: of new sales where their share is measured, else of credited ones.",
            ),
        ),
        ("gain_lower", about(figure(), "5 % of the draws are below.")),
        ("gain_upper", about(figure(), "5 % of the draws are above.")),
        ("p_better", about(or_null(part()), p_better)),
    ]
}

fn plan() -> Json {
    let set = object([("id", text()), ("amount", figure())]);
    let rules = object([("max_raise", number()), ("max_cut", number()), ("amounts", list_of(set))]);
    let new_sales = object([("factor", reference("Interval")), ("campaigns", count())]);
    let assumed = object([
        ("more_spend", about(number(), "As a part of today's.")),
        ("more_sales", about(reference("Interval"), "As a part of today's.")),
        ("text", text()),
    ]);
    object([
        ("dataset", reference("Dataset")),
        ("selection", reference("Selection")),
        ("warnings", list_of(reference("Warning"))),
        ("rules", about(rules, "How far amounts may move, as parts of today's, and what was set by hand.")),
        ("state", about(word(PlanState::ALL.map(PlanState::id)), "Whether these amounts are a proposal.")),
        ("margin", about(or_null(number()), "The part of revenue that is earned; null where margins differ by brand.")),
        (
            "new_sales",
            about(or_null(new_sales), "The part of credited sales that is new; null until campaigns are measured."),
        ),
        ("assumed", about(assumed, "What more spend brings: assumed, not measured.")),
        ("method", text()),
        ("p_of_best", about(or_null(part()), "Where nothing is surely better: how sure the best other plan is.")),
        ("p_alike", about(or_null(part()), "How likely it is that influencers do not differ in ROAS at all.")),
        ("totals", totals()),
        (
            "influencers",
            about(list_of(reference("PlannedInfluencer")), "Those set by hand, then the largest change first."),
        ),
        ("influencers_total", count()),
        ("offset", count()),
        ("left_out", about(list_of(reference("LeftOutOfPlan")), "They get what they get today.")),
    ])
}

fn totals() -> Json {
    let own = [
        ("influencers", count()),
        ("today", about(figure(), "Paid to everybody in the selection.")),
        ("in_plan", about(figure(), "Paid to those in the plan; the proposed amounts add up to it.")),
        ("moved", about(figure(), "What goes to somebody else.")),
        ("raised", count()),
        ("cut", count()),
    ];
    object(own.into_iter().chain(gain("The part of the draws in which the plan is better than today's.")))
}

fn influencer() -> Json {
    let own = [
        ("id", text()),
        ("name", text()),
        ("platform", text()),
        ("verdict", word(Verdict::ALL.map(Verdict::id))),
        ("roas", or_null(reference("Interval"))),
        ("today", figure()),
        ("least", about(figure(), "By the rules.")),
        ("most", about(figure(), "By the rules.")),
        ("proposed", figure()),
        ("change", figure()),
        ("is_set", about(flag(), "Set by hand.")),
        ("is_never_raised", about(flag(), "It loses, or sold nothing.")),
    ];
    let better =
        "The part of the draws in which the money does more where the plan puts it; null where the amount stays.";
    object(own.into_iter().chain(gain(better)))
}

fn left_out() -> Json {
    object([
        ("reason", word(Obstacle::ALL.map(Obstacle::id))),
        ("meaning", text()),
        ("influencers", count()),
        ("spend", figure()),
    ])
}
