//! The measured lift of every campaign: ask for it, which begins the work where it has not begun, and stop the work.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    App, blocking,
    error::ApiError,
    imports::parsed,
    incrementality::{POLL_INTERVAL, is_yes},
    parameters::{Pairs, SmallBody},
};
use crate::{api, use_cases::incrementality::campaigns::RunState};

/// One value of a filter, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Values {
    One(String),
    Several(Vec<String>),
}

/// The selection stands in the query, as everywhere, or in the body, or in both.
pub(super) async fn ask(
    State(app): State<App>,
    mut pairs: Pairs,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let filters: BTreeMap<String, Values> = parsed(&body)?;
    for (name, values) in filters {
        let values = match values {
            Values::One(value) => vec![value],
            Values::Several(values) => values,
        };
        pairs.0.extend(values.into_iter().map(|value| (name.clone(), value)));
    }
    let (question, [wait, calendar]) = pairs.selection_and(["wait", "calendar"])?;
    let waits = is_yes("wait", wait.as_deref())?;
    let has_calendar = is_yes("calendar", calendar.as_deref())?;
    let use_cases = app.use_cases.clone();
    let dataset = question.dataset.clone();
    let run = blocking(move || Ok(use_cases.measure_campaigns(dataset.as_deref())?)).await?;
    while waits && run.state() == RunState::Running {
        tokio::time::sleep(POLL_INTERVAL).await;
    }
    blocking(move || {
        let answer = app.use_cases.measured_campaigns(&run, &question);
        let answer = if has_calendar { answer.with_calendar(&run) } else { answer };
        let status = if answer.state == RunState::Running { StatusCode::ACCEPTED } else { StatusCode::OK };
        Ok((status, Json(api::campaigns(&answer))).into_response())
    })
    .await
}

pub(super) async fn cancel(State(app): State<App>, pairs: Pairs) -> Result<StatusCode, ApiError> {
    let [dataset] = pairs.only(["dataset"])?;
    blocking(move || Ok(app.use_cases.cancel_campaigns(dataset.as_deref())?)).await?;
    Ok(StatusCode::NO_CONTENT)
}
