//! Incrementality: how much revenue a campaign caused. Requests, checks of the data, and estimates as jobs.
//!
//! Architecture invariant: the statistics belong to the `lift` crate. Here sales become series, data problems become a check
//! list, and numbers become sentences.

mod alarms;
mod asked;
pub(crate) mod campaigns;
mod check;
mod checks;
mod data;
mod estimating;
mod festivals;
mod job;
mod offer;
mod proposal;
mod report;
mod reporting;
mod sentences;
mod settings;
mod span;
mod spend;

pub(crate) use asked::Asked;
pub(crate) use checks::{Check, CheckState, Proposal};
pub(crate) use data::Period;
pub(crate) use festivals::within as festivals_within;
pub(crate) use job::{EstimateError, Job, Jobs, Snapshot, State};
pub(crate) use offer::Offer;
pub(crate) use proposal::Event;
pub(crate) use report::{DayLine, PerUnit, Phase, PlaceboWindow, Report};
pub(crate) use settings::{EstimateRequest, EstimateSettings, SettingsError};

/// How likely an interval on the screen is to hold the truth.
pub(crate) const LEVEL: f64 = 0.9;
