//! The dashboard's numbers.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use definitions::Question;

use super::{
    App,
    conditional::{self, Answer},
    error::ApiError,
    parameters::Pairs,
};

pub(super) async fn show(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let make = |app: &App, question: &Question| Ok(json_text(app.use_cases.dashboard(question)?.json()));
    conditional::answer(&app, question(&pairs)?, "dashboard", &request, make)
}

/// An answer as JSON.
pub(super) fn json(value: &impl serde::Serialize) -> Result<Answer, ApiError> {
    serde_json::to_vec(value).map(json_text).map_err(|error| ApiError::internal(&error))
}

/// An answer that is JSON already.
pub(super) fn json_text(bytes: Vec<u8>) -> Answer {
    let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
    Answer { bytes, headers }
}

/// A CSV file to be saved under this name.
pub(super) fn csv_headers(name: &'static str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8; header=present"));
    if let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers
}

fn question(pairs: &Pairs) -> Result<Question, ApiError> {
    Ok(Question::from_pairs(pairs.0.iter().map(|(name, value)| (name.as_str(), value.as_str())))?)
}
