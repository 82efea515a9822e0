//! The rows behind a number: a page of them, or all of them as a file.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use definitions::{Measure, Question};

use super::{
    App, conditional,
    dashboard::{csv_headers, json},
    error::ApiError,
    parameters::{Pairs, whole_number},
    stream,
};
use crate::export;

const LIMIT_DEFAULT: usize = 100;
const MAX_LIMIT: usize = 1_000;

pub(super) async fn show(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let (mut question, [of, limit, offset]) = pairs.selection_and(["of", "limit", "offset"])?;
    let of = measure(of)?;
    question.table.limit = whole_number("limit", limit, LIMIT_DEFAULT, MAX_LIMIT)?;
    question.table.offset = whole_number("offset", offset, 0, usize::MAX)?;
    let make = |app: &App, question: &Question| json(&app.use_cases.rows(question, of)?);
    conditional::answer(&app, question, &format!("rows {}", of.id()), &request, make)
}

pub(super) async fn export_csv(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let (question, [of]) = pairs.selection_and(["of"])?;
    let of = measure(of)?;
    let make = move |app: &App, question: &Question| {
        let rows = app.use_cases.all_rows(question, of)?;
        // What cannot be read or is damaged is said before the file begins.
        rows.check()?;
        let written = stream::written(move |out| export::write_rows(&rows, out));
        Ok((csv_headers("rows.csv"), Body::from_stream(written)))
    };
    conditional::streamed(app, question, &format!("rows.csv {}", of.id()), request, make).await
}

fn measure(id: Option<String>) -> Result<Measure, ApiError> {
    let known = || Measure::ALL.map(Measure::id).join(", ");
    let Some(id) = id else {
        let message = format!("parameter of: it is missing, expected one of {}.", known());
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", message));
    };
    let found = Measure::ALL.into_iter().find(|measure| measure.id() == id);
    found.ok_or_else(|| ApiError::bad_value("of", &id, &format!("one of {}", known())))
}
