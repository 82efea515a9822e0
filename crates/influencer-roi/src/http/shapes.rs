//! Exports that are read without a mapping: those that the program knows, and the user's own.

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    App, blocking,
    error::ApiError,
    imports::parsed,
    parameters::{Id, NoParameters, SmallBody},
};
use crate::{
    api::{self, NewShape, ShapeBody},
    use_cases::imports::own_shapes::ShapeRefused,
};

pub(super) async fn list(State(app): State<App>, _: NoParameters) -> Response {
    Json(api::shapes(&app.use_cases.data_folder.own_shapes())).into_response()
}

/// The shape as a file, to look at, to send to a colleague and to give to `load --shape`.
pub(super) async fn download(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<Response, ApiError> {
    let shape = app.use_cases.shape(&id)?;
    // The letters of an id are harmless in a header.
    let name = format!("attachment; filename=\"{}.toml\"", shape.id());
    let name = HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"));
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static("application/toml")), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, shape.text().to_owned()).into_response())
}

/// Keeps how a file of an import is understood, or a shape that was sent.
pub(super) async fn keep(
    State(app): State<App>,
    _: NoParameters,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let refused = |error| ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", format!("{error}"));
    let new = parsed::<ShapeBody>(&body)?.shape().map_err(refused)?;
    blocking(move || {
        let shape = match new {
            NewShape::Mapping { import, file, name } => app.use_cases.save_mapping(&import, &file, &name),
            NewShape::Text(text) => app.use_cases.save_shape(&text),
        };
        Ok((StatusCode::CREATED, Json(api::shape(&shape?, true))).into_response())
    })
    .await
}

pub(super) async fn remove(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<StatusCode, ApiError> {
    blocking(move || {
        app.use_cases.data_folder.remove_shape(&id)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

impl From<ShapeRefused> for ApiError {
    fn from(error: ShapeRefused) -> Self {
        match error {
            ShapeRefused::Import(error) => error.into(),
            ShapeRefused::Store(error) => error.into(),
            ShapeRefused::Name(_) => Self::new(StatusCode::BAD_REQUEST, "bad_parameter", error.to_string()),
            ShapeRefused::Text(_) | ShapeRefused::File(_) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "bad_shape", error.to_string())
            }
        }
    }
}
