//! Answers that a client may still have: the version of the data and the canonical question are the answer's tag.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use definitions::Question;

use super::{App, blocking, error::ApiError};

/// Bytes of an answer and their media type.
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    pub(super) headers: HeaderMap,
}

/// Answers the question with what `make` makes of it, unless the client has that answer already.
///
/// `make` runs where it may take its time, with the question bound to the version that the tag names.
pub(super) async fn answer(
    app: App,
    mut question: Question,
    kind: &str,
    request: HeaderMap,
    make: impl FnOnce(&App, &Question) -> Result<Answer, ApiError> + Send + 'static,
) -> Result<Response, ApiError> {
    let kind = kind.to_owned();
    blocking(move || {
        let dataset = app.insights.warehouse.dataset(question.dataset.as_deref())?;
        let (id, name) = (&dataset.manifest().id, &dataset.manifest().name);
        let tag = tag(id, name, &kind, &question);
        if is_known(&request, &tag) {
            return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
        }
        question.dataset = Some(id.clone());
        let Answer { bytes, headers } = make(&app, &question)?;
        Ok(([(header::ETAG, tag)], headers, bytes).into_response())
    })
    .await
}

/// Also of the version's name, which may change, and of the program whose shapes the answer has.
fn tag(dataset: &str, name: &str, kind: &str, question: &Question) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    (env!("CARGO_PKG_VERSION"), name, kind, question.to_pairs()).hash(&mut hasher);
    let tag = format!("\"{dataset}-{:016x}\"", hasher.finish());
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Compression makes a tag weak on its way; the answer is the same.
fn is_known(request: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|known| known.to_str().ok());
    let mut tags = known.flat_map(|known| known.split(',')).map(|known| known.trim().trim_start_matches("W/"));
    tags.any(|known| known == "*" || known.as_bytes() == tag.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_tag_is_found_in_any_form_a_client_may_send_it() {
        let tag = HeaderValue::from_static("\"a-1\"");
        let asked = |known: &'static str| {
            is_known(&HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static(known))]), &tag)
        };
        assert!(asked("\"a-1\"") && asked("W/\"a-1\"") && asked("\"b\", W/\"a-1\"") && asked("*"));
        assert!(!asked("\"b\"") && !asked("") && !asked("a-1"));
    }
}
