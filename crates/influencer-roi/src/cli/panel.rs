//! `panel PANEL.csv`: the effect of a treatment on some of many units.

use std::{
    fmt::{self, Write},
    path::PathBuf,
};

use lift::panel::Method;

use super::{print, print_json, strip_control};
use crate::{
    api,
    use_cases::statistics::panel::{PanelAnswer, PanelColumns, panel},
};

/// How many weights are printed.
const WEIGHTS_SHOWN: usize = 12;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A CSV file (also .gz) with one row for each unit and time
    file: PathBuf,
    /// The column of the unit's name, such as brand
    #[arg(long, value_name = "COLUMN")]
    unit: String,
    /// The column of the time: numbers, or days such as 2026-08-28
    #[arg(long, value_name = "COLUMN")]
    time: String,
    /// The column of what is measured, such as revenue
    #[arg(long, value_name = "COLUMN")]
    outcome: String,
    /// The column that is 1 where the unit is under treatment at that time, 0 elsewhere
    #[arg(long, value_name = "COLUMN")]
    treated: String,
    /// Synthetic difference in differences, synthetic control, or difference in differences
    #[arg(long, value_enum, default_value = "sdid")]
    method: MethodFlag,
    /// The estimate as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum MethodFlag {
    Sdid,
    Sc,
    Did,
}

impl From<MethodFlag> for Method {
    fn from(flag: MethodFlag) -> Self {
        match flag {
            MethodFlag::Sdid => Self::Sdid,
            MethodFlag::Sc => Self::Sc,
            MethodFlag::Did => Self::Did,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let Arguments { file, unit, time, outcome, treated, method, json } = arguments;
    let answer = panel(file, PanelColumns { unit, time, outcome, treated }, (*method).into())?;
    if *json { print_json(&api::panel(&answer)) } else { print(&strip_control(&in_words(&answer, outcome)?)) }
}

/// The answer as a person reads it.
fn in_words(answer: &PanelAnswer, outcome: &str) -> Result<String, fmt::Error> {
    let PanelAnswer { panel, method, estimate, notes } = answer;
    let mut text = String::new();
    let (treated, start) = (panel.treated().join(", "), panel.times_after().first().map_or("", String::as_str));
    writeln!(text, "{}: {outcome} of {treated} from {start} on", method.label())?;
    writeln!(text, "effect: {}", figure(estimate.effect))?;
    match estimate.standard_error {
        Ok(error) => writeln!(text, "standard error: {}", figure(error))?,
        Err(withheld) => writeln!(text, "standard error: none. {withheld}")?,
    }
    if let Some([low, high]) = estimate.interval_95() {
        writeln!(text, "95 % interval: {} to {}", figure(low), figure(high))?;
    }
    match (estimate.p, estimate.smallest_p) {
        (Ok(p), Some(smallest)) => writeln!(text, "p-value: {p:.3} (smallest possible {smallest:.3})")?,
        (Ok(p), None) => writeln!(text, "p-value: {p:.3}")?,
        (Err(withheld), _) => writeln!(text, "p-value: none. {withheld}")?,
    }
    write_weights(&mut text, "untreated units", panel.untreated(), &estimate.unit_weights)?;
    write_weights(&mut text, "times before", panel.times_before(), &estimate.time_weights)?;
    notes.iter().try_for_each(|note| writeln!(text, "note: {note}"))?;
    text.truncate(text.trim_end().len());
    Ok(text)
}

/// The largest weights first.
fn write_weights(text: &mut String, of: &str, names: &[String], weights: &[f64]) -> fmt::Result {
    let mut largest: Vec<(&String, &f64)> = names.iter().zip(weights).filter(|(_, weight)| **weight > 0.0).collect();
    largest.sort_by(|left, right| right.1.total_cmp(left.1));
    if largest.is_empty() {
        return Ok(());
    }
    let shown: Vec<String> =
        largest.iter().take(WEIGHTS_SHOWN).map(|(name, weight)| format!("{name} {weight:.3}")).collect();
    let more = largest.len() - shown.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    writeln!(text, "weights of {of}: {}{more}", shown.join(", "))
}

/// Six digits or so; very large and very small numbers by their power of ten.
fn figure(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 || (1e-3..1e12).contains(&size) { format!("{number:.4}") } else { format!("{number:.5e}") }
}
