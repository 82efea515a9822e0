//! How the same money would be better shared among influencers, and how sure that is.
//!
//! Spending more on an influencer brings less than in proportion: R(s) = R₀ · (s / S₀)^b. No influencer's b can be measured from one
//! rate of spend, so it is an assumption from the literature on engagement (Leung et al. 2022), and a plan says how often
//! it beats today's over what ROAS and b may be. Leave out payees who are paid per order: that spend is an outcome.

mod guarded;
mod optimum;
mod posts;

use rand_distr::{Distribution as _, Normal};

use crate::random::Seed;
pub use guarded::{GuardedPlan, Move, NewShare, guarded_spends, mix_with_alike};

/// The mean of the assumed b, which plans are made with.
pub const ELASTICITY: f64 = 0.46;
/// A plan that beats today's in fewer of the draws is not worth proposing: nothing is surely better.
pub const MIN_SURE: f64 = 0.9;
/// The standard deviation of the assumed b.
const ELASTICITY_DEVIATION: f64 = 0.2;
/// The bounds of the assumed b.
const ELASTICITY_ENDS: (f64, f64) = (0.05, 0.95);

/// An influencer whose spend may be changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Payee {
    /// What is spent today, above 0.
    pub spend: f64,
    /// Draws of the ROAS at this spend ([`crate::roas::Posterior::draws`]): the same number for every payee, joint draws at the same position.
    pub roas: Vec<f64>,
}

/// How far one spend may move, as a part of today's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// At least this part of today's spend.
    pub least: f64,
    /// At most this part of today's spend.
    pub most: f64,
}

impl Default for Bounds {
    /// 30 % to each side: beyond that, an unmeasured curve is no guide.
    fn default() -> Self {
        Self { least: 0.7, most: 1.3 }
    }
}

/// Another way to spend the money.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The spend of each payee, in the order of the input.
    pub spends: Vec<f64>,
    /// What the plan would bring beyond today's revenue, on average over the draws.
    pub gain: f64,
    /// 5 % of the draws bring less than this beyond today's revenue.
    pub gain_lower: f64,
    /// 5 % of the draws bring more.
    pub gain_upper: f64,
    /// The part of the draws in which the plan brings more than today's spends do.
    pub p_beats_today: f64,
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum ReallocationError {
    /// No payees.
    #[error("no influencer is given, expected at least one who is paid other than per order")]
    NoPayees,
    /// A payee whose numbers cannot be used.
    #[error(
        "payee {0} (counted from 0): expected a spend above 0 and as many draws as the others, each finite and not below 0. Leave the payee out."
    )]
    BadPayee(usize),
    /// Bounds that do not hold today's spend.
    #[error("the bounds are {least} and {most}, expected 0 ≤ least ≤ 1 ≤ most, such as 0.7 and 1.3")]
    BadBounds {
        /// The value found.
        least: f64,
        /// The value found.
        most: f64,
    },
    /// Bounds of single payees between which today's money does not fit.
    #[error("the bounds add up to {least} at least and {most} at most, and {today} is to be spent. Widen them.")]
    DoesNotFit {
        /// The least that may be spent.
        least: f64,
        /// The most that may be spent.
        most: f64,
        /// What is spent today.
        today: f64,
    },
    /// Sums larger than a number.
    #[error("the spends or what they bring add up to more than a number holds. Give them in a larger unit of money.")]
    OutOfRange,
}

/// The best way to spend exactly today's money within the bounds.
///
/// - Unit: money, in and out; the plan's spends add up to today's but for rounding (a part in 1e9).
/// - Made at each payee's mean ROAS and b = 0.46; judged over the draws, each with a b of its own.
/// - Source: the optimum is exact, by bisection on the marginal return λ that all unbounded spends share.
///
/// # Errors
/// [`ReallocationError`] says what to leave out or change.
pub fn best_spends(payees: &[Payee], bounds: Bounds) -> Result<Plan, ReallocationError> {
    check(payees, bounds)?;
    let today = payees.iter().map(|payee| payee.spend).sum();
    let spends = optimum::spends(&curves(payees), &vec![bounds; payees.len()], today, ELASTICITY);
    judged(payees, spends)
}

/// The same in whole posts: `posts[i]` were paid for with payee i's spend, and only whole posts can be bought.
///
/// Posts are bought one by one, each time the one that brings most for its price, until nothing within the bounds can be paid for
/// any more; a rest of the money may stay unspent. Never worse than today's plan at the mean ROAS.
///
/// # Errors
/// [`ReallocationError`]; a payee without a post is a bad payee.
pub fn whole_posts(payees: &[Payee], posts: &[u32], bounds: Bounds) -> Result<(Vec<u32>, Plan), ReallocationError> {
    check(payees, bounds)?;
    if let Some(at) = (0..payees.len()).find(|&at| posts.get(at).is_none_or(|&posts| posts == 0)) {
        return Err(ReallocationError::BadPayee(at));
    }
    let bought = posts::bought(&curves(payees), posts, bounds, ELASTICITY);
    let spend = |(payee, (bought, posts)): (&Payee, (&u32, &u32))| payee.spend * f64::from(*bought) / f64::from(*posts);
    let spends = payees.iter().zip(bought.iter().zip(posts)).map(spend).collect();
    Ok((bought, judged(payees, spends)?))
}

/// R(s) = roas · spend · (s / spend)^b.
#[derive(Clone, Copy, Debug)]
struct Curve {
    spend: f64,
    roas: f64,
}

fn curves(payees: &[Payee]) -> Vec<Curve> {
    let mean = |payee: &Payee| payee.roas.iter().map(|draw| draw / payee.roas.len() as f64).sum();
    payees.iter().map(|payee| Curve { spend: payee.spend, roas: mean(payee) }).collect()
}

fn check(payees: &[Payee], bounds: Bounds) -> Result<(), ReallocationError> {
    let Bounds { least, most } = bounds;
    if !((0.0..=1.0).contains(&least) && most >= 1.0 && most.is_finite()) {
        return Err(if payees.is_empty() {
            ReallocationError::NoPayees
        } else {
            ReallocationError::BadBounds { least, most }
        });
    }
    check_payees(payees)?;
    let most_spent: f64 = payees.iter().map(|payee| payee.spend * most).sum();
    if most_spent.is_finite() { Ok(()) } else { Err(ReallocationError::OutOfRange) }
}

fn check_payees(payees: &[Payee]) -> Result<(), ReallocationError> {
    let Some(first) = payees.first() else {
        return Err(ReallocationError::NoPayees);
    };
    let is_usable = |payee: &Payee| {
        let draws = &payee.roas;
        let has_draws = !draws.is_empty() && draws.len() == first.roas.len();
        payee.spend > 0.0 && has_draws && draws.iter().all(|draw| draw.is_finite() && *draw >= 0.0)
    };
    match payees.iter().position(|payee| !is_usable(payee)) {
        Some(at) => Err(ReallocationError::BadPayee(at)),
        None => Ok(()),
    }
}

/// What a plan brings beyond today's spends, draw by draw.
fn judged(payees: &[Payee], spends: Vec<f64>) -> Result<Plan, ReallocationError> {
    let elasticities = elasticities(payees);
    let mut gains: Vec<f64> = elasticities
        .iter()
        .enumerate()
        .map(|(draw, elasticity)| {
            let gain = |(payee, spend): (&Payee, &f64)| {
                payee.roas[draw] * payee.spend * ((spend / payee.spend).powf(*elasticity) - 1.0)
            };
            payees.iter().zip(&spends).map(gain).sum()
        })
        .collect();
    if !gains.iter().all(|gain| gain.is_finite()) {
        return Err(ReallocationError::OutOfRange);
    }
    gains.sort_unstable_by(f64::total_cmp);
    let count = gains.len() as f64;
    let at = |part: f64| gains[(part * (count - 1.0)).round() as usize];
    Ok(Plan {
        gain: gains.iter().map(|gain| gain / count).sum(),
        gain_lower: at(0.05),
        gain_upper: at(0.95),
        p_beats_today: gains.iter().filter(|gain| **gain > 0.0).count() as f64 / count,
        spends,
    })
}

/// The mean of the assumed b, and the ends of its 90 % interval.
#[must_use]
pub fn elasticity_interval() -> [f64; 3] {
    // Quantiles of the normal distribution at 5 and 95 % of what lies between its ends.
    const LOWER: f64 = 0.163;
    const UPPER: f64 = 0.778;
    [ELASTICITY, LOWER, UPPER]
}

/// A b for each draw: Normal(0.46, 0.2²), what lies outside 0.05 to 0.95 drawn again.
fn elasticities(payees: &[Payee]) -> Vec<f64> {
    let seed = payees
        .iter()
        .fold(Seed::named("reallocation"), |seed, payee| seed.with_values(&[payee.spend]).with_values(&payee.roas));
    let mut random = seed.stream(0);
    let draws = payees.first().map_or(0, |payee| payee.roas.len());
    // The deviation is a number above 0, so there is such a distribution.
    let Ok(normal) = Normal::new(ELASTICITY, ELASTICITY_DEVIATION) else {
        return vec![ELASTICITY; draws];
    };
    let (least, most) = ELASTICITY_ENDS;
    let within = normal.sample_iter(&mut random).filter(|elasticity| *elasticity > least && *elasticity < most);
    within.take(draws).collect()
}

#[cfg(test)]
mod tests;
