//! Versions of the data: list, load in one step, activate, delete.

use axum::{
    Json,
    extract::{Path, RawQuery, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    App,
    dashboard::{blocking, form_pairs},
    error::ApiError,
    imports,
};
use crate::{
    insights::imports::{Policy, Wishes},
    wire,
};

pub(super) async fn list(State(app): State<App>) -> Result<Response, ApiError> {
    let versions = blocking(move || Ok(app.insights.warehouse.datasets()?)).await?;
    Ok(Json(wire::datasets(&versions)).into_response())
}

pub(super) async fn activate(State(app): State<App>, Path(id): Path<String>) -> Result<Response, ApiError> {
    let manifest = blocking(move || Ok(app.insights.warehouse.activate(&id)?)).await?;
    Ok(Json(wire::listed(&manifest, true)).into_response())
}

pub(super) async fn delete(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    blocking(move || Ok(app.insights.warehouse.delete(&id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All at once with the proposed answers, for scripts.
pub(super) async fn create(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, ApiError> {
    let wishes = wishes(query.as_deref())?;
    let job = imports::receive(&app, request).await?;
    let id = job.id.clone();
    imports::finished(job).await;
    let committed = blocking(move || {
        let committed = app.insights.imports.commit(&id, &wishes);
        // A script that was refused uploads again: nobody will come back for this one.
        committed.or_else(|error| app.insights.imports.cancel(&id).and(Err(error))).map_err(ApiError::from)
    });
    let (dataset, report) = committed.await?;
    Ok((StatusCode::CREATED, Json(wire::committed(dataset.manifest(), &report))).into_response())
}

fn wishes(query: Option<&str>) -> Result<Wishes, ApiError> {
    let mut wishes = Wishes { takes_proposals: true, ..Wishes::default() };
    for (name, value) in form_pairs(query) {
        match name.as_str() {
            "policy" => {
                wishes.policy =
                    Policy::from_id(&value).ok_or_else(|| ApiError::bad_value("policy", &value, Policy::EXPECTED))?;
            }
            "name" => wishes.name = Some(value),
            _ => {
                let message = format!("parameter \"{name}\" is not known. Known are policy and name.");
                return Err(ApiError::new(StatusCode::BAD_REQUEST, "unknown_parameter", message));
            }
        }
    }
    Ok(wishes)
}
