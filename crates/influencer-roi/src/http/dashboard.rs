//! Numbers: the dashboard and its table as a file.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    Json,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use definitions::Question;

use super::{App, error::ApiError};
use crate::{export, wire};

pub(super) async fn show(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let question = question(query.as_deref())?;
    let dashboard = blocking(move || Ok(app.insights.dashboard(&question)?)).await?;
    let tag = entity_tag(&dashboard.manifest.id, &dashboard.question);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| *known == tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    Ok(([(header::ETAG, tag)], Json(dashboard)).into_response())
}

pub(super) async fn export_csv(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, ApiError> {
    let question = question(query.as_deref())?;
    let bytes = blocking(move || {
        let (_, lines) = app.insights.whole_table(&question)?;
        let mut bytes = Vec::new();
        export::write_csv(&lines, &mut bytes).map_err(|error| ApiError::internal(&error))?;
        Ok(bytes)
    });
    Ok((csv_headers("influencers.csv"), bytes.await?).into_response())
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

/// Reads the query as a question. A query that is no UTF-8 cannot name anything.
pub(super) fn question(query: Option<&str>) -> Result<Question, ApiError> {
    let pairs: Vec<(String, String)> = form_pairs(query);
    Ok(Question::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?)
}

/// The query's decoded pairs, in order.
pub(super) fn form_pairs(query: Option<&str>) -> Vec<(String, String)> {
    form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect()
}

/// Version of the data, the question, and the program whose shapes the answer has.
fn entity_tag(dataset: &str, question: &Question) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    (env!("CARGO_PKG_VERSION"), wire::canonical(question)).hash(&mut hasher);
    let tag = format!("\"{dataset}-{:016x}\"", hasher.finish());
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Work that reads files or takes longer than a connection should wait for its turn.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ApiError::internal(&error))?
}
