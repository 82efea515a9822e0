//! The plan: the same money shared better.

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use definitions::Question;

use super::{
    App, conditional,
    dashboard::json,
    error::ApiError,
    parameters::{Pairs, whole_number},
};
use crate::{
    api::{self, PlanPart},
    use_cases::plan::{BadRule, PlanError, PlanRules},
};

const LIMIT_DEFAULT: usize = 200;
const MAX_LIMIT: usize = 100_000;

/// Campaigns that are still being measured are not waited for: until they are, the plan is on credited sales.
pub(super) async fn show(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let (amounts, rest): (Vec<_>, Vec<_>) =
        pairs.0.into_iter().partition(|(name, _)| name.starts_with(PlanRules::AMOUNT_PREFIX));
    let (question, [max_raise, max_cut, limit, offset]) =
        Pairs(rest).selection_and(["max_raise", "max_cut", "limit", "offset"])?;
    let id = |name: String| name[PlanRules::AMOUNT_PREFIX.len()..].to_owned();
    let amounts: Vec<(String, String)> =
        amounts.into_iter().filter(|(_, amount)| !amount.is_empty()).map(|(name, amount)| (id(name), amount)).collect();
    let rules = PlanRules::read(max_raise.as_deref(), max_cut.as_deref(), &amounts)?;
    let part = PlanPart {
        limit: whole_number("limit", limit, LIMIT_DEFAULT, MAX_LIMIT)?,
        offset: whole_number("offset", offset, 0, usize::MAX)?,
    };
    let dataset = app.use_cases.data_folder.dataset(question.dataset.as_deref())?.manifest().id.clone();
    let new_sales = app.use_cases.new_share(&dataset);
    let question = Question { dataset: Some(dataset), ..question };
    let kind = format!("plan {part:?} {rules:?} {new_sales:?}");
    let make =
        |app: &App, question: &Question| json(&api::plan(&app.use_cases.plan(question, &rules, new_sales)?, part));
    conditional::answer(&app, question, &kind, &request, make)
}

impl From<BadRule> for ApiError {
    fn from(error: BadRule) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_parameter", error.to_string())
    }
}

impl From<PlanError> for ApiError {
    fn from(error: PlanError) -> Self {
        match error {
            PlanError::NotInPlan(_) => Self::new(StatusCode::BAD_REQUEST, "not_in_plan", error.to_string()),
            PlanError::Contradiction(_) => Self::new(StatusCode::BAD_REQUEST, "rules_contradict", error.to_string()),
            PlanError::Store(error) => error.into(),
        }
    }
}
