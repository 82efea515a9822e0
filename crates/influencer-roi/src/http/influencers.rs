//! One influencer, for the drawer beside the table.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use definitions::Question;

use super::{
    App, conditional,
    dashboard::json_text,
    error::ApiError,
    parameters::{Id, Pairs},
};

pub(super) async fn show(
    State(app): State<App>,
    Id(id): Id,
    pairs: Pairs,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let (mut question, [include]) = pairs.selection_and(["include"])?;
    match include.as_deref() {
        None => {}
        Some("intervals") => question.include.intervals = true,
        Some(other) => return Err(ApiError::bad_value("include", other, "intervals")),
    }
    let kind = format!("influencer {id}");
    let make = |app: &App, question: &Question| {
        let influencer = app.use_cases.influencer(question, &id)?;
        Ok(json_text(influencer.ok_or_else(|| unknown(&id))?.json()))
    };
    conditional::answer(&app, question, &kind, &request, make)
}

fn unknown(id: &str) -> ApiError {
    let message = format!("there is no influencer \"{id}\" in this data.");
    ApiError::new(StatusCode::NOT_FOUND, "no_such_influencer", message)
}
