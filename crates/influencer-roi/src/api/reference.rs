//! Values of the filters and definitions of the numbers, as JSON.

use cube::FacetValue;
use definitions::{
    Dimension, ENOUGH_ORDERS, ESTIMATES, Estimate, METRICS, Measure, Method, Metric, ONLY_IN_TOTALS, Reason, TIERS,
    Verdict,
};
use serde_json::{Value as Json, json};

use crate::use_cases::dashboard::facets::Choices;

/// The requested dimensions with their values, and how many there are of each.
pub(crate) fn facets(choices: &[Choices]) -> Json {
    let dimension = |choices: &Choices| (choices.dimension.id().to_owned(), values(&choices.values));
    let total = |choices: &Choices| (choices.dimension.id().to_owned(), json!(choices.total));
    json!({
        "dimensions": choices.iter().map(dimension).collect::<serde_json::Map<String, Json>>(),
        "total": choices.iter().map(total).collect::<serde_json::Map<String, Json>>(),
    })
}

/// The values of one dimension.
pub(super) fn values(values: &[FacetValue]) -> Json {
    let value = |value: &FacetValue| match &value.label {
        Some(label) => json!({"value": value.value, "label": label, "count": value.count}),
        None => json!({"value": value.value, "count": value.count}),
    };
    values.iter().map(value).collect()
}

/// Every definition there is.
pub(crate) fn definitions() -> Json {
    let reasons: serde_json::Map<String, Json> =
        Reason::ALL.into_iter().map(|reason| (reason.id().to_owned(), json!(reason.sentence()))).collect();
    json!({
        "measures": Measure::ALL.into_iter().map(measure_definition).chain(totals_definitions()).collect::<Vec<_>>(),
        "metrics": METRICS.iter().map(metric_definition).collect::<Vec<_>>(),
        "estimates": ESTIMATES.iter().map(estimate_definition).collect::<Vec<_>>(),
        "reasons": reasons,
        "methods": Method::ALL.map(method_definition),
        "tiers": tier_definitions(),
        "verdicts": Verdict::ALL.map(|verdict| json!({"id": verdict.id(), "label": verdict.label(), "meaning": verdict.meaning()})),
        "enough_orders": ENOUGH_ORDERS,
        "dimensions": Dimension::ALL.map(dimension_definition),
    })
}

fn dimension_definition(dimension: Dimension) -> Json {
    json!({
        "id": dimension.id(),
        "parameter": dimension.id(),
        "label": dimension.label(),
        "plural": dimension.plural(),
        "blank": dimension.blank(),
        "side": dimension.side().id(),
        "counts": if dimension.counts_rows() { "row" } else { "influencer" },
    })
}

fn measure_definition(measure: Measure) -> Json {
    json!({"id": measure.id(), "label": measure.label(), "unit": measure.unit().id(), "meaning": measure.meaning()})
}

fn totals_definitions() -> [Json; ONLY_IN_TOTALS.len()] {
    ONLY_IN_TOTALS.map(
        |figure| json!({"id": figure.id, "label": figure.label, "unit": figure.unit.id(), "meaning": figure.meaning}),
    )
}

fn metric_definition(metric: &Metric) -> Json {
    json!({
        "id": metric.id,
        "label": metric.label,
        "unit": metric.unit.id(),
        "formula": metric.formula_text(),
        "meaning": metric.meaning,
        "inputs": metric.inputs(),
        "no_value": metric.no_value.iter().map(|reason| reason.id()).collect::<Vec<_>>(),
    })
}

fn estimate_definition(estimate: &Estimate) -> Json {
    json!({
        "id": estimate.id,
        "label": estimate.label,
        "unit": estimate.unit.id(),
        "formula": estimate.formula,
        "meaning": estimate.meaning,
        "no_value": estimate.no_value.iter().map(|reason| reason.id()).collect::<Vec<_>>(),
    })
}

fn method_definition(method: Method) -> Json {
    json!({
        "id": method.id(),
        "label": method.label(),
        "meaning": method.meaning(),
        "spend": method.spend(),
        "baseline": method.baseline(),
    })
}

fn tier_definitions() -> Vec<Json> {
    let below = TIERS.iter().skip(1).map(|tier| Some(tier.from)).chain([None]);
    TIERS
        .iter()
        .zip(below)
        .map(|(tier, below)| json!({"id": tier.id, "label": tier.label, "from": tier.from, "below": below}))
        .collect()
}
