//! Schemas of the rows behind a number, and of one influencer.

use definitions::{Measure, Method};
use ingest::Role;
use serde_json::{Value as Json, json};

use crate::use_cases::dashboard::influencer::PART_METRICS;

use super::numbers;
use super::shape::{NamedSchema, about, count, day, list_of, object, or_null, reference, text, word};

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![("RowsPage", rows_page()), ("InfluencerPage", influencer_page())]
}

/// What every answer about a selection begins with.
fn scope() -> [NamedSchema; 4] {
    [
        ("dataset", reference("Dataset")),
        ("selection", reference("Selection")),
        ("method", word(Method::ALL.map(Method::id))),
        ("warnings", list_of(reference("Warning"))),
    ]
}

fn rows_page() -> Json {
    let unit = word(["text", "day", "money", "count"]);
    let column = object([("id", text()), ("label", text()), ("unit", unit)]);
    let cell = json!({"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}]});
    let sums: Vec<String> = Measure::ALL.map(|measure| format!("{}?", measure.id())).to_vec();
    let sums = object(sums.iter().map(|name| (name.as_str(), reference("Figure"))));
    let own = [
        ("of", word(Measure::ALL.map(Measure::id))),
        ("table", word([Role::Tracking, Role::Payouts, Role::Posts].map(Role::id))),
        ("total", count()),
        ("offset", count()),
        ("sums", about(sums, "Over all rows, not only those of this page.")),
        ("counted", about(reference("Figure"), "What the dashboard counts.")),
        ("note", about(text(), "Why the two differ; blank where they do not.")),
        ("columns", list_of(column)),
        ("rows", about(list_of(list_of(cell)), "One cell for each column; null where the file does not say.")),
    ];
    object(scope().into_iter().chain(own))
}

/// The numbers of a part of one influencer's sales.
fn part_numbers() -> impl Iterator<Item = NamedSchema> {
    let measures = [Measure::Revenue, Measure::Orders, Measure::Spend].map(Measure::id);
    let figures = measures.into_iter().chain(PART_METRICS).map(|id| (id, reference("Figure")));
    figures.chain(numbers::estimated_part())
}

fn influencer_page() -> Json {
    let sold = |what: &str| about(or_null(day()), &format!("{what}; null where it was paid for and nothing was sold."));
    let campaign = [
        ("campaign", text()),
        ("first_day", sold("The first day with sales")),
        ("last_day", sold("The last day with sales")),
    ];
    let product = [("brand", text()), ("product", text())];
    let own = [
        ("margins", reference("AnsweredMargins")),
        ("influencer", reference("Influencer")),
        ("intervals?", about(reference("Intervals"), "With include=intervals.")),
        ("daily", list_of(reference("Day"))),
        ("campaigns", list_of(object(campaign.into_iter().chain(part_numbers())))),
        ("products", list_of(object(product.into_iter().chain(part_numbers())))),
        ("posts_total", count()),
        ("payouts_total", count()),
    ];
    object(scope().into_iter().chain(own))
}
