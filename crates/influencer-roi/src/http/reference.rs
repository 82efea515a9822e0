//! What there is to choose from, what every number means, and whether the program is well.

use axum::{
    Json,
    extract::{RawQuery, State},
};
use serde_json::{Value, json};

use super::{
    App,
    dashboard::{blocking, question},
    error::ApiError,
};
use crate::wire;

pub(super) async fn facets(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<Value>, ApiError> {
    let question = question(query.as_deref())?;
    blocking(move || {
        let dataset = app.insights.warehouse.dataset(question.dataset.as_deref())?;
        Ok(Json(wire::facets(&dataset.facets())))
    })
    .await
}

pub(super) async fn definitions() -> Json<Value> {
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
