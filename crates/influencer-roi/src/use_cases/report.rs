//! What a printed report says: the answers that the views give, about one selection of one version.
//!
//! Nothing is computed here. No day of today, no name of a machine: the same version and question have the same report, as far as the
//! campaigns are measured and the payouts decided.

use definitions::{Include, Question, Sort, SortKey, metric};
use store::StoreError;

use super::{
    UseCases,
    dashboard::answer::{Dashboard, Line},
    incrementality::campaigns::{MeasuredCampaigns, Run},
    payouts::PayoutsPage,
};

/// Influencers of the table that are listed by name.
const LISTED: usize = 200;
/// Influencers of each of the two rankings.
const RANKED: usize = 5;

/// Everything a report is written from.
pub(crate) struct SelectionReport {
    /// The totals, and the first lines of the table in the order of the question.
    pub(crate) dashboard: Dashboard,
    /// Those with the most left after spend.
    pub(crate) best: Vec<Line>,
    /// Those with the least.
    pub(crate) worst: Vec<Line>,
    /// Nothing of a version that kept no rows.
    pub(crate) payouts: Option<PayoutsPage>,
    /// Those that are measured at this moment.
    pub(crate) campaigns: MeasuredCampaigns,
}

impl UseCases {
    /// The report of a selection, whose margins are set; `run` measures the campaigns of its version.
    pub(crate) fn report(&self, question: &Question, run: &Run) -> Result<SelectionReport, StoreError> {
        let include = Include { intervals: true, ..Include::default() };
        let mut question = Question { include, ..question.clone() };
        (question.table.limit, question.table.offset) = (LISTED, 0);
        let payouts = match self.payouts(&question) {
            Ok(page) => Some(page),
            Err(StoreError::NoRows { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok(SelectionReport {
            best: self.by_profit(&question, true)?,
            worst: self.by_profit(&question, false)?,
            campaigns: self.measured_campaigns(run, &question),
            dashboard: self.dashboard(&question)?,
            payouts,
        })
    }

    fn by_profit(&self, question: &Question, descending: bool) -> Result<Vec<Line>, StoreError> {
        let mut ranked = question.clone();
        ranked.table.verdicts.clear();
        ranked.table.limit = RANKED;
        ranked.table.sort =
            metric("profit").map(|profit| Sort { key: SortKey::Metric(profit), descending }).into_iter().collect();
        Ok(self.dashboard(&ranked)?.influencers)
    }
}
