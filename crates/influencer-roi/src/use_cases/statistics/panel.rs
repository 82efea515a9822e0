//! The effect of a treatment on some units of a panel, from a file of units over times.

use std::path::Path;

use ingest::{PlainTable, PlainTableError, Times};
use lift::panel::{
    MIN_UNTREATED, Method, Observation, Panel, PanelError, PanelEstimate, REPLICATIONS, UNTREATED_FOR_FIVE_PERCENT,
    estimate,
};

/// Which column of the file holds what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PanelColumns<'c> {
    pub(crate) unit: &'c str,
    pub(crate) time: &'c str,
    pub(crate) outcome: &'c str,
    pub(crate) treated: &'c str,
}

/// An estimate with the panel it is from and what must be known to read it.
#[derive(Debug)]
pub(crate) struct PanelAnswer {
    pub(crate) panel: Panel,
    pub(crate) method: Method,
    pub(crate) estimate: PanelEstimate,
    pub(crate) notes: Vec<String>,
}

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PanelFailure {
    #[error(transparent)]
    Table(#[from] PlainTableError),
    #[error("{file}: {error}")]
    Panel { file: String, error: PanelError },
}

/// Estimates the effect of being treated.
///
/// # Errors
/// When the file is no such table, the table no such panel, or the panel too small for the method.
pub(crate) fn panel(path: &Path, columns: PanelColumns<'_>, method: Method) -> Result<PanelAnswer, PanelFailure> {
    let table = PlainTable::read(path)?;
    let failed = |error| PanelFailure::Panel { file: path.display().to_string(), error };
    let panel = panel_of(&table, columns)?.map_err(failed)?;
    let estimate = estimate(&panel, method).map_err(failed)?;
    let notes = notes(&panel, method, &estimate);
    Ok(PanelAnswer { panel, method, estimate, notes })
}

fn panel_of(table: &PlainTable, columns: PanelColumns<'_>) -> Result<Result<Panel, PanelError>, PlainTableError> {
    let (units, unit_places) = units(table, columns.unit)?;
    let Times { names: times, places: time_places } = table.times(columns.time)?;
    let (outcomes, treated) = (table.numbers(columns.outcome)?, treated(table, columns.treated)?);
    // A row without an outcome is a gap, which the panel names.
    let observation = |(row, outcome): (usize, Option<f64>)| {
        let (unit, time, is_treated) = (unit_places[row], time_places[row], treated[row]);
        Some(Observation { unit, time, outcome: outcome?, is_treated })
    };
    let observations: Vec<Observation> = outcomes.into_iter().enumerate().filter_map(observation).collect();
    Ok(Panel::from_observations(&units, &times, &observations))
}

/// Each unit's name once, and for each row the place of its unit.
fn units(table: &PlainTable, column: &str) -> Result<(Vec<String>, Vec<usize>), PlainTableError> {
    let cells = table.texts(column)?;
    if let Some(row) = cells.iter().position(|cell| cell.is_empty()) {
        return Err(table.complaint(row, column, "the name of a unit", "Fill in the name, or remove the row."));
    }
    let mut names = cells.clone();
    names.sort_unstable();
    names.dedup();
    let places = cells.iter().map(|cell| names.partition_point(|name| name < cell)).collect();
    Ok((names.into_iter().map(str::to_owned).collect(), places))
}

fn treated(table: &PlainTable, column: &str) -> Result<Vec<bool>, PlainTableError> {
    let flag = |(row, number): (usize, Option<f64>)| match number {
        Some(0.0) => Ok(false),
        Some(1.0) => Ok(true),
        _ => Err(table.complaint(row, column, "0 or 1", "Write 1 where the unit is under treatment at that time.")),
    };
    table.numbers(column)?.into_iter().enumerate().map(flag).collect()
}

/// What the estimate rests on, in sentences.
fn notes(panel: &Panel, method: Method, estimate: &PanelEstimate) -> Vec<String> {
    let mut notes = vec![assumed(method).to_owned()];
    let (untreated, treated) = (panel.untreated().len(), panel.treated().len());
    if estimate.standard_error.is_ok() {
        notes.push(format!(
            "The standard error is the spread of the effects found where {}; it assumes that treated units vary as untreated ones do.",
            placebos(untreated, treated, estimate)
        ));
        if untreated < MIN_UNTREATED {
            notes.push(format!("The standard error rests on {untreated} untreated units: too few for an interval."));
        }
    }
    if let Some(smallest) = estimate.smallest_p.filter(|_| untreated < UNTREATED_FOR_FIVE_PERCENT) {
        let units = untreated + 1;
        notes.push(format!(
            "With {units} units the smallest possible p-value is 1/{units} = {smallest:.3}: no effect, however large, can be below 0.05. \
             That takes at least {UNTREATED_FOR_FIVE_PERCENT} untreated units."
        ));
    }
    notes
}

/// Which units the placebos treat, in words.
fn placebos(untreated: usize, treated: usize, estimate: &PanelEstimate) -> String {
    match estimate.placebo_effects.len() {
        0 => format!("{REPLICATIONS} groups of {treated} untreated units are taken for the treated ones"),
        all if all == untreated => format!("each of the {all} untreated units is taken for the treated one"),
        some => format!("{some} of the {untreated} untreated units are taken for the treated one, one after the other"),
    }
}

const fn assumed(method: Method) -> &'static str {
    match method {
        Method::Did => {
            "Assumes that without the treatment the treated units would have moved in parallel with the mean of the untreated ones."
        }
        Method::Sc => {
            "Assumes that the weighted untreated units, which follow the treated ones before the start, would have gone on doing so."
        }
        Method::Sdid => {
            "Assumes that without the treatment the treated units would have moved in parallel with the weighted untreated ones."
        }
    }
}
