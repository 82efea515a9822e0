//! How much of a campaign's money would not have come without it: questions, what the data can carry, and estimates as jobs.
//!
//! Architecture invariant: the statistics are the lift room's. Here sales become series, doubts become a check list, and
//! numbers become sentences.

mod checks;
mod data;
mod estimating;
mod festivals;
mod job;
mod proposal;
mod report;
mod settings;
mod words;

pub(crate) use checks::{Check, CheckState, Proposal};
pub(crate) use data::Period;
pub(crate) use festivals::within as festivals_within;
pub(crate) use job::{EstimateError, Job, Jobs, Snapshot, State};
pub(crate) use proposal::{Event, Offer};
pub(crate) use report::{DayLine, Part, Report, Share, Tried};
pub(crate) use settings::{Settings, SettingsError, Wish};

/// How likely an interval on the screen is to hold the truth.
pub(crate) const LEVEL: f64 = 0.9;
