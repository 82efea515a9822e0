//! What is set for all versions of the data folder.

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
    parameters::{NoParameters, SmallBody},
};
use crate::api::{self, BadMargins, MarginsBody};

/// What can be set; what is left out stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SettingsBody {
    margins: Option<MarginsBody>,
}

pub(super) async fn show(State(app): State<App>, _: NoParameters) -> Response {
    Json(api::settings(&app.use_cases.data_folder.margins())).into_response()
}

pub(super) async fn change(
    State(app): State<App>,
    _: NoParameters,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let SettingsBody { margins } = parsed(&body)?;
    let margins = margins.map(|margins| margins.margins()).transpose().map_err(refused)?;
    blocking(move || {
        let data_folder = &app.use_cases.data_folder;
        if let Some(margins) = margins {
            data_folder.set_margins(&margins)?;
        }
        Ok(Json(api::settings(&data_folder.margins())).into_response())
    })
    .await
}

fn refused(error: BadMargins) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", error.to_string())
}
