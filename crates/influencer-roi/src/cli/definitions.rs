//! `definitions`: what every number means.

use definitions::{ESTIMATES, METRICS, Measure, ONLY_IN_TOTALS};

use super::{print, print_json};
use crate::api;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The definitions as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    if arguments.json {
        return print_json(&api::definitions());
    }
    for measure in Measure::ALL {
        print(&format!("{} ({})\n    {}", measure.id(), measure.label(), measure.meaning()))?;
    }
    for figure in &ONLY_IN_TOTALS {
        print(&format!("{} ({})\n    {}", figure.id, figure.label, figure.meaning))?;
    }
    for metric in &METRICS {
        print(&format!("{} ({}) = {}\n    {}", metric.id, metric.label, metric.formula_text(), metric.meaning))?;
    }
    for estimate in &ESTIMATES {
        print(&format!("{} ({}) = {}\n    {}", estimate.id, estimate.label, estimate.formula, estimate.meaning))?;
    }
    Ok(())
}
