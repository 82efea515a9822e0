//! The ROAS of the whole dataset, which lines are compared with: no filter changes it.

use definitions::{Baseline, Measure, Scope, Sums, Value, metric};
use store::Dataset;

/// Influencer revenue for each rupee paid.
pub(super) fn roas(scope: &Scope) -> Value {
    metric("roas").map_or(Value::Missing(definitions::Reason::NoSpend), |roas| scope.metric(roas))
}

/// The ROAS of a dataset without any filter.
pub(super) fn dataset_roas(dataset: &Dataset) -> Value {
    let mut sums = Sums::default();
    (sums[Measure::Revenue], sums[Measure::Spend]) = dataset.revenue_and_paid();
    let (baseline, revenue_of_totals) = (Baseline::NoOrganic, sums[Measure::Revenue]);
    roas(&Scope { sums, baseline, contribution: 0, revenue_of_totals, posts_not_filtered: false })
}
