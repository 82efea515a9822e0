//! Values of the filters, definitions of the numbers, the OpenAPI document, health.

use std::sync::LazyLock;

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use definitions::{Dimension, Question};
use serde_json::{Value, json};

use super::{
    App, blocking, conditional,
    dashboard::json as json_answer,
    error::ApiError,
    parameters::{NoParameters, Pairs},
};
use crate::{api, use_cases::dashboard::facets::FacetsRequest};

pub(super) async fn facets(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let (question, wanted) = facets_request(&pairs)?;
    let kind = format!("facets {wanted:?}");
    let make = |app: &App, question: &Question| json_answer(&api::facets(&app.use_cases.facets(question, &wanted)?));
    conditional::answer(&app, question, &kind, &request, make)
}

/// The selection, and which values are wanted.
fn facets_request(pairs: &Pairs) -> Result<(Question, FacetsRequest), ApiError> {
    let mut wanted = FacetsRequest::default();
    let mut selection = Vec::new();
    for (name, value) in &pairs.0 {
        match name.as_str() {
            _ if value.is_empty() => {}
            "dimension" => wanted.dimensions.push(dimension(value)?),
            "find" => wanted.find = value.trim().to_lowercase(),
            "limit" => wanted.limit = Some(whole_number(name, value)?),
            "sort" | "offset" | "compare" | "include" | "verdict" => return Err(unknown_parameter(name)),
            _ => selection.push((name.as_str(), value.as_str())),
        }
    }
    Ok((Question::from_pairs(selection)?, wanted))
}

fn unknown_parameter(name: &str) -> ApiError {
    let message = format!(
        "parameter \"{name}\" is not known here. Known: the selection, method, dataset, dimension, find and limit."
    );
    ApiError::new(StatusCode::BAD_REQUEST, "unknown_parameter", message)
}

fn dimension(value: &str) -> Result<Dimension, ApiError> {
    Dimension::from_id(value).ok_or_else(|| {
        let known: Vec<&str> = Dimension::ALL.into_iter().map(Dimension::id).collect();
        let message = format!("parameter dimension: found \"{value}\", expected one of {}.", known.join(", "));
        ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", message)
    })
}

fn whole_number(name: &str, value: &str) -> Result<usize, ApiError> {
    value.parse().map_err(|_| {
        let message = format!("parameter {name}: found \"{value}\", expected a whole number.");
        ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", message)
    })
}

pub(super) async fn definitions(_: NoParameters) -> Json<Value> {
    Json(api::definitions())
}

/// The API described for other programs.
pub(super) async fn openapi(_: NoParameters) -> Response {
    static DOCUMENT: LazyLock<Vec<u8>> = LazyLock::new(|| serde_json::to_vec(&api::openapi()).unwrap_or_default());
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT.as_slice()).into_response()
}

pub(super) async fn healthy() -> Json<Value> {
    Json(json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")}))
}

/// Ready when there is data to answer from.
pub(super) async fn ready(State(app): State<App>) -> Result<Json<Value>, ApiError> {
    blocking(move || {
        let dataset = app.use_cases.data_folder.dataset(None)?;
        Ok(Json(json!({"status": "ready", "dataset": dataset.manifest().id})))
    })
    .await
}
