//! A plan with bounds for each payee, and what it says about each of them.

use rand_distr::{Distribution as _, Normal};
use rayon::prelude::*;

use super::{Bounds, ELASTICITY, Payee, ReallocationError, check_payees, curves, elasticities, optimum};
use crate::random::Seed;

/// The part of what is credited that would not have come otherwise: one factor for all, as a normal distribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NewShare {
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation, not below 0.
    pub deviation: f64,
}

impl NewShare {
    /// All of it is new, for certain: the plan is then about what is credited.
    pub const WHOLE: Self = Self { mean: 1.0, deviation: 0.0 };
}

/// What a payee's changed spend would bring beyond today's.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Move {
    /// The mean over the draws, below 0 where the spend is cut.
    pub gain: f64,
    /// 5 % of the draws bring less.
    pub gain_lower: f64,
    /// 5 % of the draws bring more.
    pub gain_upper: f64,
    /// The part of the draws in which the money does more there than where it comes from (or more where it goes than here). None
    /// where the spend is today's.
    pub p_better: Option<f64>,
}

/// A plan with what it says about each payee.
#[derive(Clone, Debug, PartialEq)]
pub struct GuardedPlan {
    /// The spend of each payee, in the order of the input.
    pub spends: Vec<f64>,
    /// What each payee's change would bring, in the order of the input.
    pub moves: Vec<Move>,
    /// What all changes together would bring; `p_better` is the part of the draws in which that is above 0.
    pub whole: Move,
}

/// In `p_alike` of the draws, evenly taken, gives all payees the ROAS that they have together in that draw.
///
/// - `p_alike`: [`crate::roas::p_alike`] of the same group.
/// - Draws alone always let influencers differ; a plan must also count with the case that they do not (module `roas::alike`).
pub fn mix_with_alike(payees: &mut [Payee], p_alike: f64) {
    let draws = payees.iter().map(|payee| payee.roas.len()).min().unwrap_or(0);
    let spent: f64 = payees.iter().map(|payee| payee.spend).sum();
    let reached = |draw: usize| (draw as f64 * p_alike) as usize;
    for draw in (0..draws).filter(|draw| reached(draw + 1) > reached(*draw)) {
        let together = payees.iter().map(|payee| payee.roas[draw] * (payee.spend / spent)).sum();
        payees.iter_mut().for_each(|payee| payee.roas[draw] = together);
    }
}

/// The best way to spend exactly today's money, each payee within bounds of its own, and what is to be thought of it.
///
/// - Bounds that are one number set a spend; bounds up to 1 never raise one. Together they must hold today's money.
/// - Unit: money, in and out. Made at each payee's mean ROAS and b = 0.46; judged over the draws, each with a b and a new share of
///   its own, so gains are of new revenue.
///
/// # Errors
/// [`ReallocationError`] says what to leave out or change.
pub fn guarded_spends(payees: &[Payee], bounds: &[Bounds], share: NewShare) -> Result<GuardedPlan, ReallocationError> {
    check_payees(payees)?;
    let today: f64 = payees.iter().map(|payee| payee.spend).sum();
    check_bounds(payees, bounds, today)?;
    let spends = optimum::spends(&curves(payees), bounds, today, ELASTICITY);
    judged(payees, spends, share)
}

fn check_bounds(payees: &[Payee], bounds: &[Bounds], today: f64) -> Result<(), ReallocationError> {
    let is_usable = |bounds: &Bounds| bounds.least >= 0.0 && bounds.least <= bounds.most && bounds.most.is_finite();
    if let Some(&Bounds { least, most }) = bounds.iter().find(|bounds| !is_usable(bounds)) {
        return Err(ReallocationError::BadBounds { least, most });
    }
    if bounds.len() != payees.len() {
        return Err(ReallocationError::BadPayee(bounds.len().min(payees.len())));
    }
    let sum = |end: fn(&Bounds) -> f64| payees.iter().zip(bounds).map(|(payee, ends)| payee.spend * end(ends)).sum();
    let (least, most): (f64, f64) = (sum(|ends| ends.least), sum(|ends| ends.most));
    if !most.is_finite() {
        return Err(ReallocationError::OutOfRange);
    }
    // Bounds that were divided out of amounts meet the money but for rounding.
    let rounding = today * 1e-9;
    if least > today + rounding || most < today - rounding {
        return Err(ReallocationError::DoesNotFit { least, most, today });
    }
    Ok(())
}

/// What each payee and all together bring beyond today's spends, draw by draw.
fn judged(payees: &[Payee], spends: Vec<f64>, share: NewShare) -> Result<GuardedPlan, ReallocationError> {
    let elasticities = elasticities(payees);
    let shares = shares(share, elasticities.len());
    let gains: Vec<Vec<f64>> =
        payees.par_iter().zip(&spends).map(|(payee, spend)| gains(payee, *spend, &elasticities)).collect();
    let sum = |is_counted: &dyn Fn(f64) -> bool| -> Vec<f64> {
        let mut sums = vec![0.0; elasticities.len()];
        for (_, gains) in changes(payees, &spends).zip(&gains).filter(|(change, _)| is_counted(*change)) {
            sums.iter_mut().zip(gains).for_each(|(sum, gain)| *sum += gain);
        }
        sums
    };
    let (won, lost) = (sum(&|change| change > 0.0), sum(&|change| change < 0.0));
    let moved: f64 = changes(payees, &spends).filter(|change| *change > 0.0).sum();
    let new = |gains: &[f64]| gains.iter().zip(&shares).map(|(gain, share)| gain * share).collect::<Vec<f64>>();
    let moves = changes(payees, &spends)
        .zip(&gains)
        .map(|(change, gains)| {
            // A spend that is cut is compared with where the money goes, one that is raised with where it comes from.
            let others = if change > 0.0 { &lost } else { &won };
            let is_better =
                |(gain, others): (&f64, &f64)| gain + others.abs() * change.signum() * -change.abs() / moved > 0.0;
            let better = gains.iter().zip(others).filter(|pair| is_better(*pair)).count();
            let p_better = (change != 0.0).then(|| better as f64 / gains.len() as f64);
            Move { p_better, ..summary(new(gains)) }
        })
        .collect();
    let all: Vec<f64> = won.iter().zip(&lost).map(|(won, lost)| won + lost).collect();
    let whole = summary(new(&all));
    if ![whole.gain, whole.gain_lower, whole.gain_upper].iter().all(|gain| gain.is_finite()) {
        return Err(ReallocationError::OutOfRange);
    }
    Ok(GuardedPlan { spends, moves, whole })
}

/// How much more each payee gets than today; what is only rounding is nothing.
fn changes<'a>(payees: &'a [Payee], spends: &'a [f64]) -> impl Iterator<Item = f64> + 'a {
    let change = |(payee, spend): (&Payee, &f64)| {
        let change = spend - payee.spend;
        if change.abs() > payee.spend * 1e-9 { change } else { 0.0 }
    };
    payees.iter().zip(spends).map(change)
}

fn gains(payee: &Payee, spend: f64, elasticities: &[f64]) -> Vec<f64> {
    let log_part = (spend / payee.spend).ln();
    let gain = |(roas, elasticity): (&f64, &f64)| roas * payee.spend * (elasticity * log_part).exp_m1();
    payee.roas.iter().zip(elasticities).map(gain).collect()
}

/// A new share for each draw. Below 0 more spend would cost sales, which no plan counts on: there it brings nothing.
fn shares(share: NewShare, draws: usize) -> Vec<f64> {
    let seed = Seed::named("new share").with_values(&[share.mean, share.deviation]);
    match Normal::new(share.mean, share.deviation) {
        Ok(normal) => normal.sample_iter(&mut seed.stream(0)).map(|share| share.max(0.0)).take(draws).collect(),
        Err(_) => vec![share.mean; draws],
    }
}

fn summary(mut gains: Vec<f64>) -> Move {
    gains.sort_unstable_by(f64::total_cmp);
    let count = gains.len() as f64;
    let at = |part: f64| gains[(part * (count - 1.0)).round() as usize];
    Move {
        gain: gains.iter().map(|gain| gain / count).sum(),
        gain_lower: at(0.05),
        gain_upper: at(0.95),
        p_better: Some(gains.iter().filter(|gain| **gain > 0.0).count() as f64 / count),
    }
}
