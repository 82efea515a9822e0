//! What influencers earned and were paid, and decisions about what is worth a question.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::{
    Json,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use definitions::Question;

use super::{
    App, blocking, conditional,
    dashboard::{csv_headers, json},
    error::ApiError,
    export::workbook,
    imports::parsed,
    parameters::{Pairs, SmallBody, whole_number},
    stream,
};
use crate::{
    api::{self, DecisionBody, PayoutsPart},
    export::{self, PayoutTable},
    use_cases::payouts::DecideError,
};

const CASES_DEFAULT: usize = 10;
const LIMIT_DEFAULT: usize = 200;
const MAX_LIMIT: usize = 100_000;

pub(super) async fn show(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let (question, [cases, limit, offset]) = pairs.selection_and(["cases", "limit", "offset"])?;
    let part = PayoutsPart {
        cases: whole_number("cases", cases, CASES_DEFAULT, MAX_LIMIT)?,
        limit: whole_number("limit", limit, LIMIT_DEFAULT, MAX_LIMIT)?,
        offset: whole_number("offset", offset, 0, usize::MAX)?,
    };
    let kind = format!("payouts {part:?} {:x}", decided(&app));
    let make = |app: &App, question: &Question| json(&api::payouts(&app.use_cases.payouts(question)?, part));
    conditional::answer(&app, question, &kind, &request, make)
}

/// Changes with every decision, so that no answer from before is taken for one after.
pub(super) fn decided(app: &App) -> u64 {
    let mut hasher = DefaultHasher::new();
    app.use_cases.data_folder.payout_decisions().hash(&mut hasher);
    hasher.finish()
}

pub(super) async fn export_csv(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let (question, [table]) = pairs.selection_and(["table"])?;
    let table = payout_table(table)?;
    let make = move |app: &App, question: &Question| {
        let page = app.use_cases.payouts(question)?;
        let written = stream::written(move |out| export::write_payouts_csv(&page, table, out));
        let name = match table {
            PayoutTable::Statements => "statements.csv",
            PayoutTable::Findings => "findings.csv",
        };
        Ok((csv_headers(name), Body::from_stream(written)))
    };
    let kind = format!("payouts.csv {} {:x}", table.id(), decided(&app));
    conditional::streamed(app, question, &kind, request, make).await
}

pub(super) async fn export_xlsx(
    State(app): State<App>,
    pairs: Pairs,
    request: HeaderMap,
) -> Result<Response, ApiError> {
    let (question, []) = pairs.selection_and([])?;
    let make = |app: &App, question: &Question| {
        let page = app.use_cases.payouts(question)?;
        workbook(app, "payouts.xlsx", |folder, file| export::write_payouts_workbook(&page, folder, file))
    };
    let kind = format!("payouts.xlsx {:x}", decided(&app));
    conditional::streamed(app, question, &kind, request, make).await
}

fn payout_table(id: Option<String>) -> Result<PayoutTable, ApiError> {
    let id = id.unwrap_or_else(|| PayoutTable::Statements.id().to_owned());
    let found = PayoutTable::ALL.into_iter().find(|table| table.id() == id);
    found.ok_or_else(|| ApiError::bad_value("table", &id, "statements or findings"))
}

pub(super) async fn decide(
    State(app): State<App>,
    pairs: Pairs,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let [dataset] = pairs.only(["dataset"])?;
    let refused = |error: api::BadDecision| ApiError::new(StatusCode::BAD_REQUEST, "bad_parameter", error.to_string());
    let (case, decision) = parsed::<DecisionBody>(&body)?.decision().map_err(refused)?;
    blocking(move || {
        let decided = app.use_cases.decide_payout(dataset.as_deref(), &case, decision)?;
        Ok(Json(api::decided(&decided)).into_response())
    })
    .await
}

impl From<DecideError> for ApiError {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::NoSuchCase(_) => Self::new(StatusCode::NOT_FOUND, "no_such_case", error.to_string()),
            DecideError::Store(error) => error.into(),
        }
    }
}
