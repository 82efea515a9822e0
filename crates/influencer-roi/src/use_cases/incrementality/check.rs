//! One item of the check list: its state, what was found, what to do, and settings that would do it.

use super::data::Period;

/// The outcome of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckState {
    Good,
    /// Something to know that speaks neither for nor against the estimate.
    Information,
    /// There was nothing to check, or too little of it.
    NotChecked,
    /// The estimate is made, with this caveat.
    Warning,
    /// There is no estimate until this is resolved.
    Refused,
}

impl CheckState {
    pub(crate) const ALL: [Self; 5] = [Self::Good, Self::Information, Self::NotChecked, Self::Warning, Self::Refused];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Information => "information",
            Self::NotChecked => "not_checked",
            Self::Warning => "warning",
            Self::Refused => "refused",
        }
    }
}

/// One item of the list.
#[derive(Clone, Debug)]
pub(crate) struct Check {
    pub(crate) id: &'static str,
    pub(crate) state: CheckState,
    pub(crate) title: &'static str,
    pub(crate) found: String,
    pub(crate) fix: Option<String>,
    pub(crate) proposal: Option<Proposal>,
}

/// Settings that would resolve the item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Proposal {
    Masked(Vec<Period>),
    Controls(Vec<String>),
}

pub(super) fn good(id: &'static str, title: &'static str, found: String) -> Check {
    Check { id, state: CheckState::Good, title, found, fix: None, proposal: None }
}

/// There was nothing to check, or too little, as `found` says.
pub(super) fn not_checked(id: &'static str, title: &'static str, found: &str) -> Check {
    Check { state: CheckState::NotChecked, ..good(id, title, found.to_owned()) }
}

impl Check {
    /// The same item in another state, with what to do.
    pub(super) fn but(self, state: CheckState, fix: &str) -> Self {
        Self { state, fix: Some(fix.to_owned()), ..self }
    }

    pub(super) fn proposing(self, proposal: Proposal) -> Self {
        Self { proposal: Some(proposal), ..self }
    }
}

pub(super) fn in_words(periods: &[Period]) -> String {
    let words = |days: &Period| {
        if days.from == days.to { days.from.to_string() } else { format!("{} to {}", days.from, days.to) }
    };
    periods.iter().map(words).collect::<Vec<String>>().join(", ")
}

pub(super) fn percent(share: f64) -> String {
    format!("{:+.0} %", 100.0 * share)
}
