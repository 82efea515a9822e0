//! Schemas of the numbers: the dashboard, what there is to choose from, what everything means.

use definitions::{
    AgainstDataset, Attribute, BLANK, BaselineDays, Dimension, ESTIMATES, METRICS, Measure, Method, ONLY_IN_TOTALS,
    Reason, TIERS, Unit, Verdict, estimate,
};
use serde_json::{Value as Json, json};

use crate::{api::answer::RANKED, use_cases::estimates::PART_ESTIMATES};

use super::shape::{
    NamedSchema, about, count, day, flag, list_of, map_of, number, object, or_null, reference, text, whole, word,
};

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![
        ("Figure", figure()),
        ("Influencer", influencer()),
        ("Intervals", intervals()),
        (
            "Platform",
            object(
                [("platform", text()), against(), spend_share()]
                    .into_iter()
                    .chain(part_numbers())
                    .chain(estimated_part()),
            ),
        ),
        ("Margins", object(margins())),
        ("AnsweredMargins", object(margins().into_iter().chain([break_even()]))),
        (
            "TopInfluencer",
            object(
                [("id", text()), ("name", text()), ("platform", text()), ("verdict?", verdict())]
                    .into_iter()
                    .chain(RANKED.map(|id| (id, reference("Figure")))),
            ),
        ),
        ("PartNumbers", object(part_numbers())),
        ("Insight", insight()),
        ("OfVerdict", of_verdict()),
        ("Day", object(day_fields())),
        ("Totals", object(total_numbers())),
        ("Selection", selection()),
        ("Warning", object([("code", text()), ("message", text())])),
        ("Comparison", comparison()),
        ("Panels", object(panel_fields())),
        ("Dashboard", dashboard()),
        ("Facets", facets()),
        ("Definitions", meanings()),
    ]
}

fn figure() -> Json {
    let reasons = word(Reason::ALL.map(Reason::id));
    let value = object([("value", number())]);
    let missing = object([("value", json!({"type": "null"})), ("reason", about(reasons, "Why there is no value."))]);
    let sentence = "A number, or the reason why there is none. Money is in currency units, exact to six decimals.";
    about(json!({"anyOf": [value, missing]}), sentence)
}

fn measure_field(measure: Measure) -> NamedSchema {
    (measure.id(), about(reference("Figure"), measure.meaning()))
}

fn metrics() -> impl Iterator<Item = NamedSchema> {
    METRICS.iter().map(|metric| (metric.id, about(reference("Figure"), metric.meaning)))
}

/// The numbers of one influencer or platform.
fn part_numbers() -> impl Iterator<Item = NamedSchema> {
    let measures = Measure::OF_INFLUENCERS.into_iter();
    measures.map(measure_field).chain(metrics())
}

fn total_numbers() -> impl Iterator<Item = NamedSchema> {
    let only_here = ONLY_IN_TOTALS.iter().map(|figure| (figure.id, about(reference("Figure"), figure.meaning)));
    Measure::ALL.into_iter().map(measure_field).chain(metrics()).chain(only_here)
}

fn tier() -> Json {
    word(TIERS.iter().map(|tier| tier.id).chain([BLANK]))
}

fn influencer() -> Json {
    let names = [("id", text()), ("name", text())];
    let attributes = Attribute::ALL.map(|attribute| (attribute.id(), text()));
    let profile = [("followers", or_null(whole())), ("tier", tier()), ("in_roster", flag()), against()];
    let estimates =
        ESTIMATES.iter().map(|estimate| (format!("{}?", estimate.id), about(reference("Figure"), estimate.meaning)));
    let of_interval = [
        ("verdict?", verdict()),
        ("mostly_group?", about(flag(), "Fewer than 5 orders: mostly the group's average. With include=intervals.")),
    ];
    let always = names.into_iter().chain(attributes).chain(profile).chain(part_numbers()).chain(of_interval);
    let fields: Vec<(String, Json)> = always.map(|(id, schema)| (id.to_owned(), schema)).chain(estimates).collect();
    object(fields.iter().map(|(id, schema)| (id.as_str(), schema.clone())))
}

fn verdict() -> Json {
    about(word(Verdict::ALL.map(Verdict::id)), "What the 90 % interval says of it. With include=intervals.")
}

fn against() -> NamedSchema {
    let words = or_null(word(AgainstDataset::ALL.map(AgainstDataset::id)));
    ("against_dataset", about(words, "Where its ROAS stands against dataset_roas; null where neither is the case."))
}

fn spend_share() -> NamedSchema {
    ("spend_share", about(reference("Figure"), "Its part of the spend of all these platforms."))
}

/// A finding with its amount and the filter that shows it.
fn insight() -> Json {
    let side = || object([("platform", text()), ("roas", reference("Figure")), spend_share()]);
    let filter = object([("parameter", word(["verdict", "platform"])), ("value", text())]);
    object([
        ("id", word(["losing_influencers", "losing_platform", "paid_without_sales"])),
        ("amount", about(reference("Figure"), "Spend beyond contribution; of those who sold nothing, spend.")),
        ("influencers?", count()),
        ("below?", about(side(), "A platform whose verdict is that it loses.")),
        ("above?", about(side(), "One that earns.")),
        ("filter", about(filter, "The parameter of a question that shows what it is about.")),
    ])
}

fn of_verdict() -> Json {
    object([
        ("verdict", verdict()),
        ("influencers", count()),
        ("spend", reference("Figure")),
        ("profit", about(reference("Figure"), "Those of all verdicts add up to the profit of the totals.")),
    ])
}

/// What is estimated of a platform, campaign or product.
pub(super) fn estimated_part() -> impl Iterator<Item = NamedSchema> {
    const NAMES: [&str; PART_ESTIMATES.len()] = ["roas_estimate?", "roas_lower?", "roas_upper?", "p_earns_cost?"];
    let meaning = |id| estimate(id).map_or("", |estimate| estimate.meaning);
    let estimates = NAMES.into_iter().zip(PART_ESTIMATES);
    estimates.map(move |(name, id)| (name, about(reference("Figure"), meaning(id)))).chain([("verdict?", verdict())])
}

/// The ROAS at which brands without their own margin break even.
fn break_even() -> NamedSchema {
    ("break_even", about(number(), "Of brands without their own: 1 ÷ margin."))
}

/// The margins that numbers are computed with.
fn margins() -> [NamedSchema; 2] {
    let margin = || json!({"type": "number", "exclusiveMinimum": 0, "maximum": 1});
    [
        (
            "default",
            about(or_null(margin()), "Of brands without their own; null where none is set, and all revenue counts."),
        ),
        ("brands", about(map_of(margin()), "By brand.")),
    ]
}

/// By what rules the estimates of an answer were made.
fn intervals() -> Json {
    object([
        ("level", about(number(), "The part of the draws that lies within an interval.")),
        ("margin", about(or_null(number()), "The part of revenue that is earned; null where it differs by brand.")),
        (
            "break_even",
            about(or_null(number()), "The ROAS that breaks even: 1 ÷ margin; null where it differs by brand."),
        ),
        ("influencers", about(count(), "The group: how many influencers have an estimate.")),
        (
            "order_dispersion",
            about(number(), "The variance of daily orders for each unit of their mean; 1 is chance alone."),
        ),
        (
            "weekly_variation",
            about(
                number(),
                "How much weekly orders vary beyond what days vary by (a squared coefficient of variation); 0 is not at all.",
            ),
        ),
        (
            "orders_in_bursts",
            about(
                flag(),
                "Orders came in bursts (weekly_variation above 0.15): a few posts decided the total, so intervals are wide.",
            ),
        ),
        ("order_value_variation", about(number(), "The coefficient of variation of the value of one order.")),
    ])
}

fn day_fields() -> [NamedSchema; 4] {
    [
        ("date", day()),
        ("revenue", reference("Figure")),
        ("orders", reference("Figure")),
        ("organic_revenue", reference("Figure")),
    ]
}

fn panel_fields() -> [NamedSchema; 5] {
    [
        ("platforms", list_of(reference("Platform"))),
        ("platforms_total", about(reference("PartNumbers"), "What these platforms add up to.")),
        ("top_influencers", about(list_of(reference("TopInfluencer")), "The five with most revenue.")),
        (
            "bottom_influencers",
            about(
                list_of(reference("TopInfluencer")),
                "The five with the largest loss: paid, and contribution below spend.",
            ),
        ),
        ("daily", list_of(reference("Day"))),
    ]
}

/// The filter as it was understood.
fn selection() -> Json {
    let dimensions = Dimension::ALL.map(|dimension| (dimension.id(), list_of(text())));
    object(dimensions.into_iter().chain([("q", text()), ("from", or_null(day())), ("to", or_null(day()))]))
}

fn comparison() -> Json {
    let beside = object(day_fields().into_iter().chain([("compared_date", day())]));
    object([
        ("from", day()),
        ("to", day()),
        ("shift_days", about(whole(), "A shown day stands beside the day so many days before it: whole weeks.")),
        ("totals", reference("Totals")),
        ("change", about(reference("Totals"), "(now − before) ÷ |before|, a part of one: 0.123 is 12.3 % more.")),
        ("daily", list_of(beside)),
    ])
}

fn dashboard() -> Json {
    let numbers = [
        ("dataset", reference("Dataset")),
        ("selection", reference("Selection")),
        ("method", word(Method::ALL.map(Method::id))),
        ("baseline", word(BaselineDays::ALL.map(BaselineDays::id))),
        ("margins", reference("AnsweredMargins")),
        ("dataset_roas", about(reference("Figure"), "The ROAS of the whole dataset, whatever is chosen.")),
        ("warnings", list_of(reference("Warning"))),
        ("totals", reference("Totals")),
        ("comparison?", reference("Comparison")),
        ("influencers", list_of(reference("Influencer"))),
        ("influencers_total", about(count(), "Lines of the whole table, narrowed by verdict.")),
        ("intervals?", about(reference("Intervals"), "With include=intervals, or where an estimate orders the table.")),
        (
            "insights?",
            about(list_of(reference("Insight")), "At most three, the largest amount first. With include=intervals."),
        ),
        (
            "verdicts?",
            about(
                list_of(reference("OfVerdict")),
                "Of all lines, whatever verdicts the table is narrowed to. With include=intervals.",
            ),
        ),
        ("panels?", about(reference("Panels"), "Each chart without its own clause; with include=panels.")),
        ("facets?", about(reference("Facets"), "With include=facets.")),
    ];
    let [platforms, total, top, bottom, (_, days)] = panel_fields();
    let daily =
        ("daily?", about(days, "With include=panels,days_once left out: these days are among those of the panels."));
    object(numbers.into_iter().chain([platforms, total, top, bottom, daily]))
}

fn facets() -> Json {
    let value = object([("value", text()), ("label?", text()), ("count", count())]);
    let total = about(by_dimension(&count()), "How many values there are before the limit.");
    object([("dimensions", by_dimension(&list_of(value))), ("total?", total)])
}

fn by_dimension(values: &Json) -> Json {
    let names = Dimension::ALL.map(|dimension| format!("{}?", dimension.id()));
    object(names.iter().map(|name| (name.as_str(), values.clone())))
}

fn meanings() -> Json {
    let units = || word([Unit::Money, Unit::Count, Unit::Times, Unit::Share, Unit::MoneyPer].map(Unit::id));
    let named = || [("id", text()), ("label", text())];
    let measured = || named().into_iter().chain([("unit", units()), ("meaning", text())]);
    let reason = word(Reason::ALL.map(Reason::id));
    let estimate = measured().chain([("formula", text()), ("no_value", list_of(reason.clone()))]);
    let metric = measured().chain([("formula", text()), ("inputs", list_of(text())), ("no_value", list_of(reason))]);
    let one_of = |ids: Json| [("id", ids), ("label", text()), ("meaning", text())];
    let method = [("id", word(Method::ALL.map(Method::id))), ("label", text())].into_iter().chain([
        ("meaning", text()),
        ("spend", text()),
        ("baseline", text()),
    ]);
    object([
        ("measures", list_of(object(measured()))),
        ("metrics", list_of(object(metric))),
        ("estimates", list_of(object(estimate))),
        ("reasons", map_of(text())),
        ("methods", list_of(object(method))),
        ("tiers", list_of(object(named().into_iter().chain([("from", count()), ("below", or_null(count()))])))),
        ("verdicts", list_of(object(one_of(word(Verdict::ALL.map(Verdict::id)))))),
        (
            "enough_orders",
            about(count(), "From so many orders on an interval that crosses break-even is close, not short of orders."),
        ),
        ("dimensions", list_of(dimension())),
    ])
}

fn dimension() -> Json {
    object([
        ("id", text()),
        ("parameter", about(text(), "Its name in a query.")),
        ("label", text()),
        ("plural", text()),
        ("blank", about(text(), "What people read instead of the value (none).")),
        ("side", about(word(["sales", "influencer"]), "Whether sales or the roster carry it.")),
        ("counts", about(word(["row", "influencer"]), "What the counts of its facet count.")),
    ])
}
