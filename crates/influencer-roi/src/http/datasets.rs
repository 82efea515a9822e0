//! Versions of the data: list, load in one step, activate, rename, delete and bring back.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    App, blocking,
    error::ApiError,
    imports::{self, parsed},
    parameters::{Id, NoParameters, Pairs, SmallBody},
};
use crate::{
    api,
    use_cases::imports::{
        policy::{CommitOptions, Policy},
        reading::Mode,
    },
};

pub(super) async fn list(State(app): State<App>, _: NoParameters) -> Result<Response, ApiError> {
    let listing = blocking(move || Ok(app.use_cases.data_folder.listing()?)).await?;
    Ok(Json(api::datasets(&listing)).into_response())
}

pub(super) async fn activate(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<Response, ApiError> {
    let manifest = blocking(move || Ok(app.use_cases.data_folder.activate(&id)?)).await?;
    Ok(Json(api::listed(&manifest, true)).into_response())
}

/// Into the bin; with `forever=true` out of it.
pub(super) async fn delete(State(app): State<App>, Id(id): Id, pairs: Pairs) -> Result<StatusCode, ApiError> {
    let [forever] = pairs.only(["forever"])?;
    let is_forever = match forever.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => return Err(ApiError::bad_value("forever", other, "true or false")),
    };
    blocking(move || {
        let data_folder = &app.use_cases.data_folder;
        let deleted = if is_forever { data_folder.delete_forever(&id) } else { data_folder.delete(&id) };
        Ok(deleted?)
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Out of the bin, as it was.
pub(super) async fn restore(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<Response, ApiError> {
    let manifest = blocking(move || Ok(app.use_cases.data_folder.restore(&id)?)).await?;
    Ok(Json(api::listed(&manifest, false)).into_response())
}

/// What can be changed about a version.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ChangeBody {
    name: String,
}

pub(super) async fn rename(
    State(app): State<App>,
    Id(id): Id,
    _: NoParameters,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let ChangeBody { name } = parsed(&body)?;
    if name.trim().is_empty() {
        return Err(ApiError::bad_value("name", &name, "a name that is not blank"));
    }
    let listed = blocking(move || {
        let data_folder = &app.use_cases.data_folder;
        let manifest = data_folder.rename(&id, name.trim())?;
        let current = data_folder.is_current(&manifest.id);
        Ok(Json(api::listed(&manifest, current)).into_response())
    });
    listed.await
}

/// How many versions are kept.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct KeepBody {
    last: usize,
}

pub(super) async fn keep(
    State(app): State<App>,
    _: NoParameters,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let KeepBody { last } = parsed(&body)?;
    if last == 0 {
        return Err(ApiError::bad_value("last", "0", "how many versions to keep, from 1"));
    }
    let deleted = blocking(move || Ok(app.use_cases.data_folder.keep_last(last)?)).await?;
    Ok(Json(json!({"deleted": deleted})).into_response())
}

/// The report a version was made with.
pub(super) async fn report(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<Response, ApiError> {
    let report = blocking(move || Ok(app.use_cases.data_folder.report(&id)?)).await?;
    let message = "This version was made without a report, or by an earlier program.";
    let report = report.ok_or_else(|| ApiError::new(StatusCode::NOT_FOUND, "no_report", message))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], report).into_response())
}

/// The rows with issues of one of the files a version was made from: the kept files are read again.
pub(super) async fn issues_csv(State(app): State<App>, Id(id): Id, pairs: Pairs) -> Result<Response, ApiError> {
    let [file] = pairs.only(["file"])?;
    blocking(move || {
        let (staged, mapping, folder) = app.use_cases.read_again(&id)?;
        imports::issues_of(Arc::new(staged), mapping, file, folder)
    })
    .await
}

/// All at once, for scripts: an open question is answered as proposed only where the script says so.
pub(super) async fn create(State(app): State<App>, pairs: Pairs, request: Request) -> Result<Response, ApiError> {
    let [policy, name, mode, proposals] = pairs.only(["policy", "name", "mode", "accept_proposals"])?;
    let (policy, mode) = (Policy::read(policy.as_deref())?, Mode::read(mode.as_deref())?);
    let takes_proposals = match proposals.as_deref() {
        None | Some("false") => false,
        Some("true") => true,
        Some(other) => return Err(ApiError::bad_value("accept_proposals", other, "true or false")),
    };
    let options = CommitOptions { policy, name, takes_proposals, ..CommitOptions::default() };
    let job = imports::receive(&app, mode, request).await?;
    // A script that was refused or hung up uploads again: this one will not be asked for again.
    let _dropped = app.use_cases.imports.cancelled_when_dropped(&job);
    imports::finished(&job).await;
    let id = job.id.clone();
    blocking(move || {
        let (dataset, report) = app.use_cases.commit(&id, &options)?;
        Ok((StatusCode::CREATED, Json(api::committed(dataset.manifest(), &report))).into_response())
    })
    .await
}

impl Policy {
    /// The policy of this API name; the default when none is given.
    pub(super) fn read(id: Option<&str>) -> Result<Self, ApiError> {
        let Some(id) = id else { return Ok(Self::default()) };
        Self::from_id(id).ok_or_else(|| ApiError::bad_value("policy", id, Self::EXPECTED))
    }
}

impl Mode {
    /// The mode of this API name; the default when none is given.
    pub(super) fn read(id: Option<&str>) -> Result<Self, ApiError> {
        let Some(id) = id else { return Ok(Self::default()) };
        Self::from_id(id).ok_or_else(|| ApiError::bad_value("mode", id, Self::EXPECTED))
    }
}
