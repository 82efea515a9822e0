//! Decisions about cases: "ask it back", "it is fine", and neither again.

use store::{PayoutDecision, PayoutDecisions, StoreError};

use super::book::KeyedCase;
use crate::use_cases::UseCases;

/// A decision that was taken, with what stood there before, for those who want it back.
#[derive(Debug)]
pub(crate) struct Decided {
    pub(crate) case: String,
    pub(crate) decision: Option<PayoutDecision>,
    pub(crate) before: Option<PayoutDecision>,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DecideError {
    #[error(
        "found no case \"{0}\" in this version. Ask for the payouts again: their cases have the keys that are known."
    )]
    NoSuchCase(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UseCases {
    /// Decides about a case of a version, or takes back what was decided: kept for its payments, whatever version they are in.
    pub(crate) fn decide_payout(
        &self,
        dataset: Option<&str>,
        key: &str,
        decision: Option<PayoutDecision>,
    ) -> Result<Decided, DecideError> {
        let dataset = self.data_folder.dataset(dataset)?;
        let book = self.books.book(&dataset)?;
        let found = book.cases.iter().find(|keyed| keyed.key == key);
        let keyed = found.ok_or_else(|| DecideError::NoSuchCase(key.to_owned()))?;
        let before = keyed.decision(&self.data_folder.payout_decisions());
        self.data_folder.decide_payouts(&keyed.subjects, decision)?;
        Ok(Decided { case: key.to_owned(), decision, before })
    }
}

impl KeyedCase {
    /// What was decided; nothing where a payment without a decision came to it.
    pub(super) fn decision(&self, decisions: &PayoutDecisions) -> Option<PayoutDecision> {
        let mut of_subjects = self.subjects.iter().map(|subject| decisions.get(subject).copied());
        let first = of_subjects.next()??;
        of_subjects.all(|decision| decision == Some(first)).then_some(first)
    }
}
