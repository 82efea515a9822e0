//! The API described in OpenAPI 3.1, made of the same lists that the code answers from.
//!
//! Answers are written by hand, with keys that depend on the definitions; so are their schemas. Tests hold the routes, and
//! real answers, against this document.

mod campaigns;
mod data;
mod incrementality;
mod insights;
mod numbers;
mod operation;
mod parameters;
mod payouts;
mod plan;
mod posts;
mod report;
mod routes;
mod rows;
mod shape;

use serde_json::{Map, Value as Json, json};

use operation::Operation;

/// The version of the standard.
const STANDARD: &str = "3.1.0";

/// Everything other programs can ask, as one document.
pub(crate) fn document() -> Json {
    let operations = routes::all();
    json!({
        "openapi": STANDARD,
        "info": {
            "title": "Influencer ROI",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Which influencer spend truly makes money.",
            "description": "Every number is `{\"value\": 1.5}` or `{\"value\": null, \"reason\": \"no_spend\"}`. Money is in units of the dataset's currency, exact to six decimals. A parameter without a value is as if it were absent.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": routes::TAGS.map(|(name, about)| json!({"name": name, "description": about})),
        "paths": paths(&operations),
        "components": {
            "schemas": schemas(),
            "parameters": parameters::components(),
            "responses": operation::errors(),
            "headers": operation::headers(),
        },
    })
}

fn paths(operations: &[Operation]) -> Map<String, Json> {
    let mut paths = Map::new();
    for operation in operations {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = operation.shape();
    }
    paths
}

fn schemas() -> Map<String, Json> {
    let of_numbers = numbers::schemas()
        .into_iter()
        .chain(rows::schemas())
        .chain(payouts::schemas())
        .chain(posts::schemas())
        .chain(insights::schemas())
        .chain(plan::schemas())
        .chain(incrementality::schemas())
        .chain(campaigns::schemas());
    let all = of_numbers.chain(data::schemas()).chain(report::schemas());
    all.map(|(name, schema)| (name.to_owned(), schema)).collect()
}
