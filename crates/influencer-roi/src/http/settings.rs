//! What is set for all versions of the data folder.

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
    parameters::{NoParameters, SmallBody},
};
use crate::{
    api::{self, BadSettings, SettingsBody},
    use_cases::UseCases,
};

pub(super) async fn show(State(app): State<App>, _: NoParameters) -> Response {
    answer(&app.use_cases)
}

pub(super) async fn change(
    State(app): State<App>,
    _: NoParameters,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let change = parsed::<SettingsBody>(&body)?.change().map_err(refused)?;
    blocking(move || {
        app.use_cases.data_folder.change_settings(|kept| change.apply(kept))?;
        Ok(answer(&app.use_cases))
    })
    .await
}

fn answer(use_cases: &UseCases) -> Response {
    Json(api::settings(&use_cases.data_folder.settings(), &use_cases.reading_settings())).into_response()
}

fn refused(error: BadSettings) -> ApiError {
    ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", error.to_string())
}
