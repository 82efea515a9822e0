//! The same money shared better among the influencers of a selection, and how sure that is.

mod amounts;
mod answer;
mod payees;
mod rules;

pub(crate) use answer::{PlanLine, PlanPage, PlanState, Totals, money};
pub(crate) use payees::Obstacle;
pub(crate) use rules::{BadRule, PlanError, PlanRules};
