//! The effect of a treatment on the units of a panel, as JSON.

use lift::panel::{Rank, Rmspe, Withheld};
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
    /// Untreated units with any weight.
    donors: usize,
    intercept: Option<f64>,
    rmspe: RmspeShape,
    /// The root of the sum of squares before the start, as augsynth and GeoLift print it.
    l2_imbalance: f64,
    rmspe_rank: Option<RankShape>,
    rmspe_rank_well_followed: Option<WellFollowedShape<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rmspe_rank_reason: Option<String>,
    conformal_p: Option<ByName<'p>>,
    conformal_p_joint: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conformal_p_reason: Option<String>,
    effect_by_time: ByName<'p>,
    placebo_effects: Placebos<'p>,
    notes: &'p [String],
}

/// Root mean squared prediction errors; no ratio where the fit before is perfect.
#[derive(Serialize)]
struct RmspeShape {
    before: f64,
    after: f64,
    ratio: Option<f64>,
}

/// A place among units, 1 for the largest ratio of errors.
#[derive(Serialize)]
struct RankShape {
    rank: usize,
    of: usize,
    p: f64,
}

#[derive(Serialize)]
struct WellFollowedShape<'p> {
    #[serde(flatten)]
    rank: RankShape,
    /// The untreated units that are left out.
    left_out: Vec<&'p String>,
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
    let (ranks, conformal) = (estimate.rmspe_ranks.as_ref(), estimate.conformal.as_ref());
    let times_before = panel.times_before().len();
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
        times_before,
        times_after: panel.times_after().len(),
        start: panel.times_after().first(),
        unit_weights: ByName(panel.untreated(), &estimate.unit_weights),
        time_weights: ByName(panel.times_before(), &estimate.time_weights),
        donors: estimate.unit_weights.iter().filter(|weight| **weight > 0.0).count(),
        intercept: estimate.intercept,
        rmspe: rmspe(estimate.rmspe),
        l2_imbalance: estimate.rmspe.before * (times_before as f64).sqrt(),
        rmspe_rank: ranks.ok().map(|ranks| rank(ranks.all)),
        rmspe_rank_well_followed: ranks.ok().map(|ranks| WellFollowedShape {
            rank: rank(ranks.well_followed),
            left_out: ranks.left_out.iter().map(|unit| &panel.untreated()[*unit]).collect(),
        }),
        rmspe_rank_reason: ranks.err().copied().map(reason),
        conformal_p: conformal.ok().map(|conformal| ByName(panel.times_after(), &conformal.by_time)),
        conformal_p_joint: conformal.ok().map(|conformal| conformal.joint),
        conformal_p_reason: conformal.err().copied().map(reason),
        effect_by_time: ByName(panel.times_after(), &estimate.effect_by_time),
        placebo_effects: Placebos(panel.untreated(), &estimate.placebo_effects),
        notes,
    }
}

fn rmspe(rmspe: Rmspe) -> RmspeShape {
    let Rmspe { before, after, ratio } = rmspe;
    RmspeShape { before, after, ratio: Some(ratio).filter(|ratio| ratio.is_finite()) }
}

fn rank(rank: Rank) -> RankShape {
    RankShape { rank: rank.rank, of: rank.of, p: rank.p() }
}
