//! What people decided about payments and findings, kept for all versions of a data folder.

use std::sync::Arc;

use super::data_folder::{DataFolder, held};
use crate::{InsightDecision, InsightDecisions, PayoutDecision, PayoutDecisions, StoreError};

impl DataFolder {
    /// What was decided about payments, by their subjects.
    pub fn payout_decisions(&self) -> Arc<PayoutDecisions> {
        held(&self.catalogue).decisions().clone()
    }

    /// Sets or takes back what was decided about these subjects, all at once.
    ///
    /// # Errors
    /// When the catalogue cannot be written: then what was decided before stays.
    pub fn decide_payouts(&self, subjects: &[String], decision: Option<PayoutDecision>) -> Result<(), StoreError> {
        held(&self.catalogue).decide(subjects, decision)
    }

    /// What was decided about findings, by their keys.
    pub fn insight_decisions(&self) -> Arc<InsightDecisions> {
        held(&self.catalogue).insight_decisions().clone()
    }

    /// Sets or takes back what was decided about a finding.
    ///
    /// # Errors
    /// When the catalogue cannot be written: then what was decided before stays.
    pub fn decide_insight(&self, insight: &str, decision: Option<InsightDecision>) -> Result<(), StoreError> {
        held(&self.catalogue).decide_insight(insight, decision)
    }
}
