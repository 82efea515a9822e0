//! The list of findings, and decisions about them.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use definitions::Question;

use super::{
    App, blocking, conditional,
    dashboard::json,
    error::ApiError,
    imports::parsed,
    parameters::{Pairs, SmallBody, whole_number},
    payouts::decided,
};
use crate::api::{self, InsightDecisionBody, InsightsPart};

const LIMIT_DEFAULT: usize = 200;
const MAX_LIMIT: usize = 100_000;

/// Campaigns that are still being measured are missing: a list does not wait for them.
pub(super) async fn show(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let (mut question, [limit, offset]) = pairs.selection_and(["limit", "offset"])?;
    let part = InsightsPart {
        limit: whole_number("limit", limit, LIMIT_DEFAULT, MAX_LIMIT)?,
        offset: whole_number("offset", offset, 0, usize::MAX)?,
    };
    let use_cases = app.use_cases.clone();
    let (question, run) = blocking(move || {
        let dataset = use_cases.data_folder.dataset(question.dataset.as_deref())?.manifest().id.clone();
        let run = use_cases.measure_campaigns(Some(&dataset))?;
        question.dataset = Some(dataset);
        Ok((question, run))
    })
    .await?;
    let mut hasher = DefaultHasher::new();
    app.use_cases.data_folder.insight_decisions().hash(&mut hasher);
    let kind = format!("insights {part:?} {:?} {:x} {:x}", run.progress(), decided(&app), hasher.finish());
    let make = |app: &App, question: &Question| json(&api::insights(&app.use_cases.insights(question, &run)?, part));
    conditional::answer(&app, question, &kind, &request, make)
}

pub(super) async fn decide(
    State(app): State<App>,
    pairs: Pairs,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let [] = pairs.only([])?;
    let decision = parsed::<InsightDecisionBody>(&body)?.decision();
    let (insight, decision) =
        decision.map_err(|error| ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", error.to_string()))?;
    blocking(move || {
        let decided = app.use_cases.decide_insight(&insight, decision)?;
        Ok(Json(api::decided_insight(&decided)).into_response())
    })
    .await
}
