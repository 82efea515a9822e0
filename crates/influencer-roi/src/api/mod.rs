//! Answers as JSON: the one shape of numbers, reports and versions, for HTTP and the command line, with its OpenAPI document.

mod aliases;
mod answer;
mod campaigns;
mod impact;
mod incrementality;
mod influencer;
mod insights;
mod margins;
mod numbers;
mod openapi;
mod panel;
mod payouts;
mod plan;
mod reference;
mod report;
mod rows;
mod settings;
mod shapes;
mod staggered;
mod text;
mod versions;

pub(crate) use aliases::{AliasesBody, BadAliases, aliases};
pub(crate) use campaigns::campaigns;
pub(crate) use impact::impact;
pub(crate) use incrementality::{job, offer};
pub(crate) use insights::{InsightDecisionBody, InsightsPart, decided_insight, insights, known_key};
pub(crate) use openapi::document as openapi;
pub(crate) use panel::panel;
pub(crate) use payouts::{BadDecision, DecisionBody, PayoutsPart, decided, payouts};
pub(crate) use plan::{PlanPart, plan, plan_assumption, plan_method};
pub(crate) use reference::{definitions, facets};
pub(crate) use report::{issues, questions, report, report_bytes};
pub(crate) use settings::{BadSettings, SettingsBody, settings};
pub(crate) use shapes::{NewShape, ShapeBody, shape, shapes};
pub(crate) use staggered::staggered;
pub(crate) use versions::{committed, datasets, listed};
