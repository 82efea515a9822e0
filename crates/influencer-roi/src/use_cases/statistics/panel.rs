//! The effect of a treatment on some units of a panel, from a file of units over times.

use std::path::Path;

use ingest::{PlainTable, PlainTableError, Times};
use lift::panel::{
    MAX_TIMES_WORSE, MIN_UNTREATED, Method, Observation, Panel, PanelError, PanelEstimate, REPLICATIONS,
    UNTREATED_FOR_FIVE_PERCENT, estimate,
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

/// Estimates the effect of being treated, where all treated units start together.
///
/// # Errors
/// When the file is no such table, the table no such panel, or the panel too small for the method.
pub(crate) fn panel(path: &Path, columns: PanelColumns<'_>, method: Method) -> Result<PanelAnswer, PanelFailure> {
    let rows = PanelRows::read(path, columns)?;
    let failed = |error| PanelFailure::of_file(path, error);
    let panel = Panel::from_observations(&rows.units, &rows.times, &rows.observations).map_err(failed)?;
    let estimate = estimate(&panel, method).map_err(failed)?;
    let notes = notes(&panel, method, &estimate);
    Ok(PanelAnswer { panel, method, estimate, notes })
}

impl PanelFailure {
    pub(super) fn of_file(path: &Path, error: PanelError) -> Self {
        Self::Panel { file: path.display().to_string(), error }
    }
}

/// The rows of a file as observations of units over times.
pub(super) struct PanelRows {
    pub(super) units: Vec<String>,
    /// Oldest first.
    pub(super) times: Vec<String>,
    pub(super) observations: Vec<Observation>,
}

impl PanelRows {
    pub(super) fn read(path: &Path, columns: PanelColumns<'_>) -> Result<Self, PlainTableError> {
        let table = PlainTable::read(path)?;
        let (units, unit_places) = units(&table, columns.unit)?;
        let Times { names: times, places: time_places } = table.times(columns.time)?;
        let (outcomes, treated) = (table.numbers(columns.outcome)?, treated(&table, columns.treated)?);
        // A row without an outcome is a gap, which the panel names.
        let observation = |(row, outcome): (usize, Option<f64>)| {
            let (unit, time, is_treated) = (unit_places[row], time_places[row], treated[row]);
            Some(Observation { unit, time, outcome: outcome?, is_treated })
        };
        let observations = outcomes.into_iter().enumerate().filter_map(observation).collect();
        Ok(Self { units, times, observations })
    }
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
    notes.extend(rank_note(panel, estimate));
    if estimate.conformal.is_ok() {
        let before = panel.times_before().len();
        notes.push(format!(
            "A conformal p-value ranks what a time is off by among the {before} times before, all fitted together: none is below \
             1/{}. It assumes that without an effect these could have come in any order, so a trend that is not followed makes it \
             too small.",
            before + 1
        ));
    }
    notes
}

/// What stands behind the ranks of errors, where something does.
fn rank_note(panel: &Panel, estimate: &PanelEstimate) -> Option<String> {
    let left_out = &estimate.rmspe_ranks.as_ref().ok()?.left_out;
    if estimate.rmspe.ratio.is_infinite() {
        return Some(
            "The untreated units follow the treated one perfectly before the start: so many units can be weighed into anything \
             over so few times, and ranks and p-values say little. Add earlier times."
                .to_owned(),
        );
    }
    let names: Vec<&str> = left_out.iter().map(|unit| panel.untreated()[*unit].as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "The second rank leaves out {} of {} placebos, whose RMSPE before the start is more than {MAX_TIMES_WORSE} times as large: {}.",
            names.len(),
            estimate.placebo_effects.len(),
            names.join(", ")
        )
    })
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
        Method::ScIntercept => {
            "Assumes that the weighted untreated units, whose changes follow those of the treated ones before the start, would have gone on doing so."
        }
        Method::ScSynthdid => {
            "Assumes that the weighted untreated units, which follow the treated ones before the start, would have gone on doing so. The search \
             for weights ends before the optimum, where R's synthdid ends it: the method sc goes on to the optimum."
        }
        Method::Sdid => {
            "Assumes that without the treatment the treated units would have moved in parallel with the weighted untreated ones."
        }
    }
}
