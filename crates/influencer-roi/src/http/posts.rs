//! Posts of a selection.

use axum::{extract::State, http::HeaderMap, response::Response};
use definitions::Question;

use super::{
    App, conditional,
    dashboard::json,
    error::ApiError,
    parameters::{Pairs, whole_number},
};
use crate::{
    api::{self, PostsPart},
    use_cases::posts::PostOrder,
};

const LIMIT_DEFAULT: usize = 50;
const MAX_LIMIT: usize = 100_000;

pub(super) async fn show(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let (question, [caption, order, limit, offset]) = pairs.selection_and(["caption", "order", "limit", "offset"])?;
    let part = PostsPart {
        caption: caption.unwrap_or_default(),
        order: post_order(order)?,
        limit: whole_number("limit", limit, LIMIT_DEFAULT, MAX_LIMIT)?,
        offset: whole_number("offset", offset, 0, usize::MAX)?,
    };
    let kind = format!("posts {part:?}");
    let make = |app: &App, question: &Question| json(&api::posts(&app.use_cases.posts(question)?, &part));
    conditional::answer(&app, question, &kind, &request, make)
}

fn post_order(id: Option<String>) -> Result<PostOrder, ApiError> {
    let id = id.unwrap_or_else(|| PostOrder::Revenue.id().to_owned());
    let found = PostOrder::ALL.into_iter().find(|order| order.id() == id);
    found.ok_or_else(|| ApiError::bad_value("order", &id, &PostOrder::ALL.map(PostOrder::id).join(", ")))
}
