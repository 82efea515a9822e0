//! The measured lift of every campaign of a version, what the campaigns add up to, and what they share.
//!
//! Each campaign is the question that its own report answers, with what the data propose: the same settings, checks and
//! estimate. All of them are worked on in the background after a commit, and kept, so that asking is looking up.

mod answer;
mod calendar;
mod line;
mod measuring;
mod portfolio;
mod run;
mod stored;

pub(crate) use answer::{MeasuredCampaigns, MeasuredLine};
pub(crate) use calendar::BrandDays;
pub(crate) use line::{CampaignLine, Finding, LineState};
pub(crate) use portfolio::Portfolio;
pub(crate) use run::{Run, RunState, Runs};
