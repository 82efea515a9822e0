//! The effect of a treatment on some units of a panel, compared with units that were never treated.
//!
//! Three estimators that differ only in how they weigh: difference in differences (all alike), synthetic control (untreated
//! units weighed so that they follow the treated ones) and synthetic difference in differences (units and times weighed).
//! Weights and standard error follow Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), Algorithm 1, with the defaults of
//! their published software; what chance alone does is shown by giving the treatment to untreated units, one after the other.

mod balanced;
mod block;
mod effect;
mod placebo;
mod refusal;
mod scale;
mod simplex;
#[cfg(test)]
mod tests;
mod weights;

pub use balanced::{Observation, Panel};
pub use placebo::{MAX_PLACEBOS, REPLICATIONS};
pub use refusal::{PanelError, Withheld};

use placebo::Placebos;
use weights::{Tuning, Weights};

/// Fewer untreated units than this can be weighed into anything: synthetic methods refuse, and so does the p-value.
pub const MIN_UNTREATED: usize = 10;

/// With fewer untreated units no effect, however large, has a p-value below 0.05.
pub const UNTREATED_FOR_FIVE_PERCENT: usize = 19;

/// Standard errors to either side that hold 95 % of a normal distribution.
const NORMAL_95: f64 = 1.959_963_984_540_054;

/// How the untreated units and the times before are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Difference in differences: all units alike, all times alike.
    Did,
    /// Synthetic control: units whose weighted mean follows the treated ones; levels after the start are compared.
    Sc,
    /// Synthetic difference in differences: units that run parallel, times that foretell the time after.
    Sdid,
}

impl Method {
    /// Every method.
    pub const ALL: [Method; 3] = [Method::Did, Method::Sc, Method::Sdid];

    /// The short name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Method::Did => "did",
            Method::Sc => "sc",
            Method::Sdid => "sdid",
        }
    }

    /// The name people read.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Method::Did => "difference in differences",
            Method::Sc => "synthetic control",
            Method::Sdid => "synthetic difference in differences",
        }
    }
}

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
    /// One weight for each of [`Panel::times_before`], likewise; empty for synthetic control, which has none.
    pub time_weights: Vec<f64>,
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
/// - Source: Arkhangelsky et al. (2021), Synthetic Difference-in-Differences, Algorithms 1 and 4; ranks among placebos after
///   Abadie, Diamond and Hainmueller (2010).
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
    let effect_by_time = block.effect_by_time(&weights);
    let effect = block.effect(&weights);
    let estimate = PanelEstimate {
        effect: panel.scale.back(effect),
        effect_by_time: effect_by_time.into_iter().map(|effect| panel.scale.back(effect)).collect(),
        standard_error: placebos.standard_error(&block).map(|error| panel.scale.back(error)),
        p: placebos.p(&block, effect),
        smallest_p: placebos.smallest_p(&block),
        unit_weights: weights.units,
        time_weights: if method == Method::Sc { Vec::new() } else { weights.times },
        placebo_effects: placebos.in_space.into_iter().map(|(unit, effect)| (unit, panel.scale.back(effect))).collect(),
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
        let numbers = self.effect_by_time.iter().chain(placebos).chain(self.standard_error.as_ref().ok());
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
