//! The effect of a treatment on the units of a panel, as JSON.

use lift::panel::Withheld;
use serde::{Serialize, Serializer};

use crate::use_cases::statistics::panel::PanelAnswer;

/// The answer of `panel`. Numbers are plain doubles in the outcome's unit; what is withheld is null beside its reason.
#[derive(Serialize)]
pub(crate) struct PanelShape<'p> {
    method: &'static str,
    estimate: f64,
    standard_error: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    standard_error_reason: Option<String>,
    interval_95: Option<[f64; 2]>,
    p: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    p_reason: Option<String>,
    smallest_p: Option<f64>,
    treated_units: &'p [String],
    untreated_units: usize,
    times_before: usize,
    times_after: usize,
    start: Option<&'p String>,
    unit_weights: ByName<'p>,
    time_weights: ByName<'p>,
    effect_by_time: ByName<'p>,
    placebo_effects: Placebos<'p>,
    notes: &'p [String],
}

/// Numbers by the name they belong to, in the order of the panel.
struct ByName<'p>(&'p [String], &'p [f64]);

impl Serialize for ByName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().zip(self.1))
    }
}

/// Effects by the unit that was taken for treated, named by its place.
struct Placebos<'p>(&'p [String], &'p [(usize, f64)]);

impl Serialize for Placebos<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.1.iter().map(|(unit, effect)| (&self.0[*unit], effect)))
    }
}

/// The answer in its shape.
pub(crate) fn panel(answer: &PanelAnswer) -> PanelShape<'_> {
    let PanelAnswer { panel, method, estimate, notes } = answer;
    let reason = |withheld: Withheld| withheld.to_string();
    PanelShape {
        method: method.id(),
        estimate: estimate.effect,
        standard_error: estimate.standard_error.ok(),
        standard_error_reason: estimate.standard_error.err().map(reason),
        interval_95: estimate.interval_95(),
        p: estimate.p.ok(),
        p_reason: estimate.p.err().map(reason),
        smallest_p: estimate.smallest_p,
        treated_units: panel.treated(),
        untreated_units: panel.untreated().len(),
        times_before: panel.times_before().len(),
        times_after: panel.times_after().len(),
        start: panel.times_after().first(),
        unit_weights: ByName(panel.untreated(), &estimate.unit_weights),
        time_weights: ByName(panel.times_before(), &estimate.time_weights),
        effect_by_time: ByName(panel.times_after(), &estimate.effect_by_time),
        placebo_effects: Placebos(panel.untreated(), &estimate.placebo_effects),
        notes,
    }
}
