//! Answers with an `ETag`: a client that has the answer gets 304, an answer that was computed before comes from the cache. The
//! version of the data and the canonical question identify an answer.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    Extension,
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use definitions::Question;
use headers::{ETag, Header, HeaderMapExt, IfNoneMatch};
use store::Manifest;

use super::{App, blocking, error::ApiError, in_place, metrics::Source, response_cache::CachedAnswer};

/// Bytes of an answer and their media type.
pub(super) struct Answer {
    pub(super) bytes: Vec<u8>,
    pub(super) headers: HeaderMap,
}

/// Answers the question with the result of `make`, unless the client or the cache has that answer already.
///
/// `make` runs with the question bound to the version that the tag names.
pub(super) fn answer(
    app: &App,
    mut question: Question,
    kind: &str,
    request: &HeaderMap,
    make: impl FnOnce(&App, &Question) -> Result<Answer, ApiError>,
) -> Result<Response, ApiError> {
    in_place(|| {
        let AnswerName { name, tag } = bound(app, &mut question, kind)?;
        if is_known(request, &tag) {
            return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
        }
        if let Some(CachedAnswer { headers, bytes, tag }) = app.response_cache.get(&name) {
            return Ok((Extension(Source::Cached), [(header::ETAG, tag)], headers, bytes).into_response());
        }
        let Answer { bytes, headers } = make(app, &question)?;
        let answer = CachedAnswer { tag: tag.clone(), headers: headers.clone(), bytes: bytes.into() };
        app.response_cache.insert(name, answer.clone());
        Ok((Extension(Source::Computed), [(header::ETAG, tag)], headers, answer.bytes).into_response())
    })
}

/// Answers with a stream that `make` opens, unless the client has that answer already; it is not cached.
pub(super) async fn streamed(
    app: App,
    mut question: Question,
    kind: &str,
    request: HeaderMap,
    make: impl FnOnce(&App, &Question) -> Result<(HeaderMap, Body), ApiError> + Send + 'static,
) -> Result<Response, ApiError> {
    let kind = kind.to_owned();
    blocking(move || {
        let AnswerName { tag, .. } = bound(&app, &mut question, &kind)?;
        if is_known(&request, &tag) {
            return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
        }
        Ok((Extension(Source::Computed), [(header::ETAG, tag)], make(&app, &question)?).into_response())
    })
    .await
}

/// An answer's name in the cache, and its `ETag`.
struct AnswerName {
    name: String,
    tag: HeaderValue,
}

/// Binds the question to the version it is about and to the margins that are set, and names its answer.
fn bound(app: &App, question: &mut Question, kind: &str) -> Result<AnswerName, ApiError> {
    let data_folder = &app.use_cases.data_folder;
    let dataset = data_folder.dataset(question.dataset.as_deref())?;
    *question = app.use_cases.with_margins(std::mem::take(question), &dataset);
    let name = name(data_folder.workspace(), dataset.manifest(), kind, question);
    let tag = tag(&dataset.manifest().id, &name);
    question.dataset = Some(dataset.manifest().id.clone());
    Ok(AnswerName { name, tag })
}

/// Includes the version's display name, which may change, and the program's version, which decides the shape of answers.
fn name(workspace: &str, manifest: &Manifest, kind: &str, question: &Question) -> String {
    let version = env!("CARGO_PKG_VERSION");
    format!("{version} {workspace} {} {:?} {kind} {:?}", manifest.id, manifest.name, question.to_pairs())
}

fn tag(dataset: &str, name: &str) -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    let tag = format!("\"{dataset}-{:016x}\"", hasher.finish());
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
}

/// Compression makes a tag weak on its way; the answer is the same, and so is the comparison.
fn is_known(request: &HeaderMap, tag: &HeaderValue) -> bool {
    let known = request.typed_get::<IfNoneMatch>();
    let tag = ETag::decode(&mut std::iter::once(tag));
    known.zip(tag.ok()).is_some_and(|(known, tag)| !known.precondition_passes(&tag))
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
