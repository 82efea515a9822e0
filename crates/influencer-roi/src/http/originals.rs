//! The files a version was made from, byte for byte.

use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{App, blocking, error::ApiError, parameters::NoParameters, stream};

pub(super) async fn download(
    State(app): State<App>,
    path: Result<Path<(String, usize)>, axum::extract::rejection::PathRejection>,
    _: NoParameters,
) -> Result<Response, ApiError> {
    let missing = || ApiError::new(StatusCode::NOT_FOUND, "not_found", "This version has no such file.");
    let Path((id, at)) = path.map_err(|_| missing())?;
    let found = blocking(move || Ok(app.use_cases.data_folder.original(&id, at)?)).await?;
    let (original, mut bytes) = found.ok_or_else(missing)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_LENGTH, HeaderValue::from(original.bytes)),
        (header::CONTENT_DISPOSITION, attachment(&original.name)),
    ];
    Ok((headers, Body::from_stream(stream::written(move |out| std::io::copy(&mut bytes, out).map(|_| ()))))
        .into_response())
}

/// A download under the uploaded file's own name, which is not trusted: a harmless form, and the whole name encoded.
fn attachment(name: &str) -> HeaderValue {
    let is_harmless = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let plain: String = name.chars().map(|letter| if is_harmless(letter) { letter } else { '_' }).collect();
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("attachment"))
}
