//! The page, as it was built into the program.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{error::ApiError, parameters::Id};

/// One file of the page.
struct Asset {
    name: &'static str,
    bytes: &'static [u8],
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// File names carry a hash of the content, so a fetched file never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

pub(super) async fn index(headers: HeaderMap) -> Response {
    page("index.html", &headers)
}

/// The reference of the API for people.
pub(super) async fn reference(headers: HeaderMap) -> Response {
    page("reference.html", &headers)
}

/// The source of an embedded page, for a handler that fills it.
pub(super) fn source(name: &str) -> Option<&'static str> {
    let found = ASSETS.iter().find(|asset| asset.name == name)?;
    std::str::from_utf8(found.bytes).ok()
}

fn page(name: &str, headers: &HeaderMap) -> Response {
    let found = ASSETS.iter().find(|asset| asset.name == name);
    found.map_or_else(|| missing().into_response(), |asset| answer(asset, headers, "no-cache"))
}

pub(super) async fn asset(Id(name): Id, headers: HeaderMap) -> Response {
    let found = ASSETS.iter().find(|asset| asset.name.strip_prefix("assets/") == Some(name.as_str()));
    found.map_or_else(|| missing().into_response(), |asset| answer(asset, &headers, FOR_EVER))
}

pub(super) fn missing() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "not_found", "The page has no such file. Reload the page.")
}

fn answer(asset: &Asset, headers: &HeaderMap, cache: &'static str) -> Response {
    let accepts = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.contains("gzip"));
    let zipped = headers.get(header::ACCEPT_ENCODING).is_some_and(accepts);
    let mut response = if zipped { asset.gzip.into_response() } else { asset.bytes.into_response() };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(asset.name)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if zipped {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
