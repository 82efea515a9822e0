//! The effect of a treatment on some units of a panel, compared with units that were never treated.
//!
//! Where all treated units start together, [`estimate`] has estimators that differ only in how they weigh: difference in
//! differences (all alike), synthetic control (untreated units weighed so that they follow the treated ones) and synthetic
//! difference in differences (units and times weighed). What chance alone does is shown by giving the treatment to untreated units,
//! one after the other, and by ranking the times after the start among those before. Where treatments start at different times,
//! [`estimate_staggered`] compares each group that starts together with units that are never treated.

mod active_set;
mod balanced;
mod block;
mod conformal;
mod effect;
mod grid;
mod group_time;
mod influence;
mod method;
mod placebo;
mod refusal;
mod rmspe;
mod scale;
mod simplex;
mod staggered;
#[cfg(test)]
mod tests;
mod weights;

pub use balanced::Panel;
pub use conformal::{Conformal, ORDERS};
pub use grid::Observation;
pub use group_time::{Effect, GroupTime, StaggeredEstimate, Summary, estimate_staggered};
pub use method::Method;
pub use placebo::{MAX_PLACEBOS, REPLICATIONS};
pub use refusal::{PanelError, Withheld};
pub use rmspe::{MAX_TIMES_WORSE, Rank, Rmspe, RmspeRanks};
pub use staggered::{Group, StaggeredPanel};

use placebo::Placebos;
use simplex::Intercept;
use weights::{Tuning, Weights};

/// Fewer untreated units than this can be weighed into anything: synthetic methods refuse, and so does the p-value.
pub const MIN_UNTREATED: usize = 10;

/// With fewer untreated units no effect, however large, has a p-value below 0.05.
pub const UNTREATED_FOR_FIVE_PERCENT: usize = 19;

/// Standard errors to either side that hold 95 % of a normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// The effect of the treatment, how it was weighed, and what chance alone does.
#[derive(Clone, Debug, PartialEq)]
pub struct PanelEstimate {
    /// The mean effect on a treated unit in one time after the start, in the outcome's unit.
    pub effect: f64,
    /// The effect at each time from the start on, oldest first; their mean is `effect`.
    pub effect_by_time: Vec<f64>,
    /// The spread of the effects that untreated units show, in the outcome's unit.
    pub standard_error: Result<f64, Withheld>,
    /// The share of the placebos and the treated unit whose effect is at least as large, either way.
    pub p: Result<f64, Withheld>,
    /// The smallest value `p` could have had: one over their number. None where several units are treated.
    pub smallest_p: Option<f64>,
    /// One weight for each of [`Panel::untreated`]; none below zero, their sum is one.
    pub unit_weights: Vec<f64>,
    /// One weight for each of [`Panel::times_before`], likewise; empty for synthetic control without an intercept, which has none.
    pub time_weights: Vec<f64>,
    /// What the treated units had beyond the weighted untreated ones before the start; none where levels are compared.
    pub intercept: Option<f64>,
    /// How far the treated units are from what they are compared with, intercept taken off.
    pub rmspe: Rmspe,
    /// Where one unit is treated: its rank by how much worse it is followed after the start than before.
    pub rmspe_ranks: Result<RmspeRanks, Withheld>,
    /// P-values from the treated units' own times.
    pub conformal: Result<Conformal, Withheld>,
    /// Where one unit is treated: the effect that each of [`Panel::untreated`], by its place, shows when it is taken for the
    /// treated one; of more than [`MAX_PLACEBOS`] only so many.
    pub placebo_effects: Vec<(usize, f64)>,
}

/// The effect of the treatment on the treated units of a panel.
///
/// - Unit: the outcome's, in and out; a panel in other units gives the same effect in those units.
/// - Assumes: the treatment of one unit leaves the others alone, and nothing else began for the treated units alone at that
///   time. The standard error also assumes that treated units vary as untreated ones do.
/// - Same panel, same bytes, on any number of threads and in any order of its rows.
/// - Source: Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), Synthetic Difference-in-Differences, Algorithms 1 and 4, with
///   the defaults of their published software; synthetic control and ranks among placebos after Abadie, Diamond and Hainmueller
///   (2010), its intercept after Doudchenko and Imbens (2016); conformal p-values after Chernozhukov, Wüthrich and Zhu (2021).
///
/// # Errors
/// [`PanelError`] when the synthetic methods have too few untreated units or too few times before the start, or when the effect
/// is beyond what a number can hold.
pub fn estimate(panel: &Panel, method: Method) -> Result<PanelEstimate, PanelError> {
    refuse_too_little(panel, method)?;
    let block = panel.block();
    let tuning = Tuning::for_block(&block, method);
    let weights = tuning.weights(&block, &Weights::even(&block));
    let placebos = Placebos::run(&block, &tuning, &weights);
    let conformal = Conformal::of_block(&block, &tuning, &weights);
    let gaps = block.gaps(&weights);
    let back = |value: f64| panel.scale.back(value);
    let compares_levels = method.intercept() == Intercept::Without;
    let estimate = PanelEstimate {
        effect: back(gaps.effect()),
        effect_by_time: gaps.after().iter().copied().map(back).collect(),
        standard_error: placebos.standard_error(&block).map(back),
        p: placebos.p(&block, gaps.effect()),
        smallest_p: placebos.smallest_p(&block),
        unit_weights: weights.units,
        time_weights: if compares_levels { Vec::new() } else { weights.times },
        intercept: (!compares_levels).then(|| back(gaps.intercept)),
        rmspe: gaps.rmspe().in_unit(back),
        rmspe_ranks: placebos.ranks(&block, gaps.rmspe()),
        conformal,
        placebo_effects: placebos.in_space.iter().map(|placebo| (placebo.unit, back(placebo.effect))).collect(),
    };
    if estimate.is_finite() { Ok(estimate) } else { Err(PanelError::BeyondNumbers) }
}

impl PanelEstimate {
    /// The effect give or take 1.96 standard errors; none where a normal spread cannot be assumed of so few placebos.
    #[must_use]
    pub fn interval_95(&self) -> Option<[f64; 2]> {
        let reach = NORMAL_95 * self.standard_error.ok().filter(|_| self.unit_weights.len() >= MIN_UNTREATED)?;
        let ends = [self.effect - reach, self.effect + reach];
        ends.iter().all(|end| end.is_finite()).then_some(ends)
    }

    fn is_finite(&self) -> bool {
        let placebos = self.placebo_effects.iter().map(|(_, effect)| effect);
        let errors = [&self.rmspe.before, &self.rmspe.after];
        let numbers = self.effect_by_time.iter().chain(placebos).chain(self.standard_error.as_ref().ok()).chain(errors);
        self.effect.is_finite() && numbers.into_iter().all(|number| number.is_finite())
    }
}

fn refuse_too_little(panel: &Panel, method: Method) -> Result<(), PanelError> {
    if method == Method::Did {
        return Ok(());
    }
    let (untreated, before) = (panel.untreated().len(), panel.times_before().len());
    if untreated < MIN_UNTREATED {
        return Err(PanelError::TooFewUntreated { method, found: untreated });
    }
    if before < 2 {
        return Err(PanelError::TooFewTimesBefore { method, found: before });
    }
    Ok(())
}
