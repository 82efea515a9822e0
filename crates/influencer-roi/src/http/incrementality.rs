//! Estimates of a campaign's effect: list the campaigns, start an estimate, read its progress, cancel it.

use std::{sync::Arc, time::Duration};

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use super::{
    App, blocking,
    error::ApiError,
    imports::parsed,
    parameters::{Id, NoParameters, Pairs, SmallBody},
};
use crate::{
    api,
    use_cases::incrementality::{EstimateError, EstimateRequest, Job, SettingsError, State as JobState},
};

/// How often a waiting request checks whether its estimate is ready.
pub(super) const POLL_INTERVAL: Duration = Duration::from_millis(10);

pub(super) async fn offer(State(app): State<App>, pairs: Pairs) -> Result<Response, ApiError> {
    let [dataset] = pairs.only(["dataset"])?;
    blocking(move || Ok(Json(api::offer(&app.use_cases.incrementality(dataset.as_deref())?)).into_response())).await
}

pub(super) async fn ask(
    State(app): State<App>,
    pairs: Pairs,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let [wait] = pairs.only(["wait"])?;
    let waits = is_yes("wait", wait.as_deref())?;
    let request: EstimateRequest = parsed(&body)?;
    let use_cases = app.use_cases.clone();
    let job = blocking(move || Ok(use_cases.estimate(&request)?)).await?;
    while waits && job.state() == JobState::Running {
        tokio::time::sleep(POLL_INTERVAL).await;
    }
    let status = if job.state() == JobState::Running { StatusCode::ACCEPTED } else { StatusCode::OK };
    Ok((status, shape(app, job).await?).into_response())
}

/// A parameter that is true or false, false where it is absent.
pub(super) fn is_yes(name: &str, text: Option<&str>) -> Result<bool, ApiError> {
    match text {
        Some("true") => Ok(true),
        None | Some("false") => Ok(false),
        Some(found) => Err(ApiError::bad_value(name, found, "true or false")),
    }
}

pub(super) async fn show(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<Response, ApiError> {
    let job = found(&app, &id)?;
    Ok(shape(app, job).await?.into_response())
}

async fn shape(app: App, job: Arc<Job>) -> Result<Json<Value>, ApiError> {
    blocking(move || Ok(Json(api::job(&job, app.use_cases.place_of_question(&job).as_ref())))).await
}

pub(super) async fn cancel(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<StatusCode, ApiError> {
    found(&app, &id)?.cancel();
    Ok(StatusCode::NO_CONTENT)
}

fn found(app: &App, id: &str) -> Result<Arc<Job>, ApiError> {
    let unknown = || {
        let message = format!("there is no estimate \"{id}\". It may have made room for newer ones: ask again.");
        ApiError::new(StatusCode::NOT_FOUND, "no_such_estimate", message)
    };
    app.use_cases.estimate_jobs.find(id).ok_or_else(unknown)
}

impl From<EstimateError> for ApiError {
    fn from(error: EstimateError) -> Self {
        let (status, code) = match &error {
            EstimateError::Store(error) => return error.into(),
            EstimateError::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too_many_estimates"),
            EstimateError::Settings(SettingsError::NoDays) => (StatusCode::UNPROCESSABLE_ENTITY, "no_days"),
            EstimateError::Settings(SettingsError::NoSuchCampaign { .. }) => {
                (StatusCode::NOT_FOUND, "no_such_campaign")
            }
            EstimateError::Settings(SettingsError::BadValue { .. }) => (StatusCode::BAD_REQUEST, "bad_parameter"),
        };
        Self::new(status, code, error.to_string())
    }
}
