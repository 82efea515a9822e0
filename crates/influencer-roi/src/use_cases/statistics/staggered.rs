//! The effects of treatments that start at different times, from a file of units over times.

use std::path::Path;

use lift::panel::{Group, GroupTime, StaggeredEstimate, StaggeredPanel, estimate_staggered};

use super::panel::{PanelColumns, PanelFailure, PanelRows};

/// Groups of fewer units have rough errors.
const FEW_UNITS: usize = 5;

/// An estimate with the panel it is from and what must be known to read it.
#[derive(Debug)]
pub(crate) struct StaggeredAnswer {
    pub(crate) panel: StaggeredPanel,
    pub(crate) estimate: StaggeredEstimate,
    pub(crate) notes: Vec<String>,
}

/// Estimates the effects by group and time.
///
/// # Errors
/// When the file is no such table, or the table no such panel.
pub(crate) fn staggered(path: &Path, columns: PanelColumns<'_>) -> Result<StaggeredAnswer, PanelFailure> {
    let rows = PanelRows::read(path, columns)?;
    let failed = |error| PanelFailure::of_file(path, error);
    let panel = StaggeredPanel::from_observations(&rows.units, &rows.times, &rows.observations).map_err(failed)?;
    let estimate = estimate_staggered(&panel).map_err(failed)?;
    let notes = notes(&panel, &estimate);
    Ok(StaggeredAnswer { panel, estimate, notes })
}

/// What the estimate rests on, in sentences.
fn notes(panel: &StaggeredPanel, estimate: &StaggeredEstimate) -> Vec<String> {
    let mut notes = vec![
        "Assumes that without the treatment each group that starts together would have moved in parallel with the units that are never \
         treated, and that no treatment worked before it started. Each effect is the change since the last time before the start."
            .to_owned(),
        "Standard errors are analytic and assume that units are independent of one another; several effects looked at together are \
         not corrected for their number."
            .to_owned(),
    ];
    notes.extend(small_groups(panel));
    notes.extend(trends_before(&estimate.before));
    notes
}

fn small_groups(panel: &StaggeredPanel) -> Option<String> {
    let is_small = |group: &&Group| group.size() < FEW_UNITS;
    let name = |group: &Group| format!("{} ({})", panel.times()[group.start], group.size());
    let mut small: Vec<String> = panel.groups().iter().filter(is_small).map(name).collect();
    let never_treated = panel.never_treated().len();
    if never_treated < FEW_UNITS {
        small.push(format!("never treated ({never_treated})"));
    }
    (!small.is_empty())
        .then(|| format!("Fewer than {FEW_UNITS} units make standard errors rough, by start: {}.", small.join(", ")))
}

/// How many effects are found where there should be none.
fn trends_before(before: &[GroupTime]) -> Option<String> {
    let is_apart = |cell: &&GroupTime| cell.effect.interval_95().is_some_and(|[low, high]| low > 0.0 || high < 0.0);
    let tested = before.iter().filter(|cell| cell.effect.standard_error.is_ok()).count();
    let apart = before.iter().filter(is_apart).count();
    (tested > 0).then(|| {
        format!(
            "Earlier than the last time before the start there should be no effect: {apart} of {tested} such effects have a 95 % interval \
             without zero; by chance alone about one in twenty has."
        )
    })
}
