//! What there is to choose from, what every number means, and whether the program is well.

use axum::{Json, extract::State, http::HeaderMap, response::Response};
use definitions::Question;
use serde_json::{Value, json};

use super::{
    App, blocking, cached,
    dashboard::json as json_answer,
    error::ApiError,
    parameters::{NoParameters, Pairs},
};
use crate::wire;

pub(super) async fn facets(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let [dataset] = pairs.only(["dataset"])?;
    let question = Question { dataset, ..Question::default() };
    let make = |app: &App, question: &Question| {
        let dataset = app.insights.warehouse.dataset(question.dataset.as_deref())?;
        json_answer(&wire::facets(&dataset.facets()))
    };
    cached::answer(app, question, "facets", request, make).await
}

pub(super) async fn definitions(_: NoParameters) -> Json<Value> {
    Json(wire::definitions())
}

pub(super) async fn healthy() -> Json<Value> {
    Json(json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")}))
}

/// Ready when there is data to answer from.
pub(super) async fn ready(State(app): State<App>) -> Result<Json<Value>, ApiError> {
    blocking(move || {
        let dataset = app.insights.warehouse.dataset(None)?;
        Ok(Json(json!({"status": "ready", "dataset": dataset.manifest().id})))
    })
    .await
}
