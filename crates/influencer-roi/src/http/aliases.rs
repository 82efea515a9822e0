//! Whose the codes, handles and names of a version are, to look at and to change.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    App, blocking,
    error::ApiError,
    imports::parsed,
    parameters::{Id, NoParameters, SmallBody},
};
use crate::api::{self, AliasesBody};

pub(super) async fn show(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<Response, ApiError> {
    blocking(move || {
        let data_folder = &app.use_cases.data_folder;
        let version = data_folder.listed(Some(&id))?;
        let report = data_folder.report(&version.id)?;
        Ok(Json(api::aliases(&version, report.as_deref())).into_response())
    })
    .await
}

/// The kept files are read again under these aliases and become a new version, which is in use then.
pub(super) async fn change(
    State(app): State<App>,
    Id(id): Id,
    _: NoParameters,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let refused = |error: api::BadAliases| ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", error.to_string());
    let aliases = parsed::<AliasesBody>(&body)?.aliases().map_err(refused)?;
    blocking(move || {
        let (dataset, report) = app.use_cases.correct_aliases(&id, aliases, api::report_bytes)?;
        Ok((StatusCode::CREATED, Json(api::committed(dataset.manifest(), &report))).into_response())
    })
    .await
}
