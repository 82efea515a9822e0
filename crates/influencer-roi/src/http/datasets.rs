//! Versions of the data: list, load in one step, activate, delete.

use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    App, blocking,
    error::ApiError,
    imports,
    parameters::{Id, NoParameters, Pairs},
};
use crate::{
    insights::imports::{Policy, Wishes},
    wire,
};

pub(super) async fn list(State(app): State<App>, _: NoParameters) -> Result<Response, ApiError> {
    let versions = blocking(move || Ok(app.insights.warehouse.datasets()?)).await?;
    Ok(Json(wire::datasets(&versions)).into_response())
}

pub(super) async fn activate(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<Response, ApiError> {
    let manifest = blocking(move || Ok(app.insights.warehouse.activate(&id)?)).await?;
    Ok(Json(wire::listed(&manifest, true)).into_response())
}

pub(super) async fn delete(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<StatusCode, ApiError> {
    blocking(move || Ok(app.insights.warehouse.delete(&id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// All at once with the proposed answers, for scripts.
pub(super) async fn create(State(app): State<App>, pairs: Pairs, request: Request) -> Result<Response, ApiError> {
    let wishes = wishes(pairs)?;
    let job = imports::receive(&app, request).await?;
    // A script that was refused or hung up uploads again: nobody will come back for this one.
    let _dropped = app.insights.imports.cancelled_when_dropped(&job);
    imports::finished(&job).await;
    let id = job.id.clone();
    let imports = app.insights.imports.clone();
    blocking(move || {
        let (dataset, report) = imports.commit(&id, &wishes)?;
        Ok((StatusCode::CREATED, Json(wire::committed(dataset.manifest(), &report))).into_response())
    })
    .await
}

fn wishes(pairs: Pairs) -> Result<Wishes, ApiError> {
    let [policy, name] = pairs.only(["policy", "name"])?;
    let policy = Policy::read(policy.as_deref())?;
    Ok(Wishes { policy, name, takes_proposals: true, ..Wishes::default() })
}

impl Policy {
    /// The policy of this API name; the default when none is given.
    pub(super) fn read(id: Option<&str>) -> Result<Self, ApiError> {
        let Some(id) = id else { return Ok(Self::default()) };
        Self::from_id(id).ok_or_else(|| ApiError::bad_value("policy", id, Self::EXPECTED))
    }
}
