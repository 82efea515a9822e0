//! From a group of influencers to draws of each one's ROAS, and from draws to estimates.

use rand_distr::{Distribution as _, Gamma, StandardNormal};
use rand_pcg::Pcg64;
use rayon::prelude::*;

use super::{
    order_values::{LogValue, ValueGroup},
    people::{Influencer, Margin, NoEstimate, RoasError},
    ranks::{self, Ranking, quantiles},
    rates::{self, Counts, RatePoint},
    spread::Spread,
};
use crate::random::Seed;

const MAX_DRAWS: usize = 4_000;
/// With so few draws the ends of a 90 % interval are still met to within one in a hundred.
const MIN_DRAWS: usize = 500;
/// The most draws in total; with more influencers each gets fewer, so that an answer takes tens of milliseconds.
const DRAWS_TOGETHER: usize = 1_500_000;
/// Longer lists are not ranked: it would take more memory than the answer is worth.
const MAX_RANKED: usize = 20_000;
/// With fewer orders an estimate is mostly the group's average.
const ORDERS_FEW: f64 = 5.0;
/// Order values that vary by more than this many times their mean cannot be told from such as vary by this.
const MAX_VARIATION: f64 = 100.0;
/// The ends of a 90 % interval.
const LOWER: f64 = 0.05;
const UPPER: f64 = 0.95;

/// The posterior of the ROAS of all influencers.
#[derive(Debug)]
pub struct Posterior {
    seed: Seed,
    draws: usize,
    group: Group,
    people: Vec<Result<Person, NoEstimate>>,
}

/// The estimate of one influencer's ROAS (revenue for each unit of money paid).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RoasEstimate {
    /// The mean of the draws.
    pub mean: f64,
    /// 5 % of the draws are below.
    pub lower: f64,
    /// 5 % of the draws are above.
    pub upper: f64,
    /// The part of the draws in which the margin on the revenue is more than the spend: ROAS > 1 / margin.
    pub p_earns_cost: f64,
    /// The rank among all influencers with an estimate; none for lists of more than 20,000.
    pub ranking: Option<Ranking>,
    /// Fewer than 5 orders: mostly the group's average.
    pub is_mostly_group: bool,
}

/// A set of (b, m, τ²) for each draw, and the a's with how many draws each has.
#[derive(Debug, Default)]
struct Group {
    shapes: Vec<(f64, usize)>,
    rates: Vec<f64>,
    values: Vec<(f64, f64)>,
}

/// What an influencer's draws are made from.
#[derive(Clone, Copy, Debug)]
struct Person {
    is_mostly_group: bool,
    /// Nothing where paid per order: the rate is then known.
    counts: Option<Counts>,
    /// Nothing without an order: the value is then the group's.
    value: Option<LogValue>,
    /// The logarithm of the ROAS that a draw of 1 stands for.
    log_unit: f64,
}

impl Posterior {
    /// Fits the group's distribution.
    ///
    /// - Shape: one record an influencer; all are learned from together, in any order.
    /// - Who is paid per order takes part in the order values only: the rate of orders is set by contract there.
    /// - Assumes: orders, given an influencer's rate, vary as `spread` says and are independent of one another and of their value.
    /// - Source: empirical Bayes with the uncertainty of the hyperparameters (module header).
    ///
    /// # Errors
    /// [`RoasError::NotFinite`] and [`RoasError::BadSpread`]; an influencer without an estimate is none.
    pub fn new(influencers: &[Influencer], spread: Spread) -> Result<Self, RoasError> {
        influencers.iter().enumerate().try_for_each(|(at, influencer)| influencer.check(at))?;
        check_spread(spread)?;
        let scale = Scale::fitted_to(influencers);
        let variation = spread.order_value.min(MAX_VARIATION);
        let mut people: Vec<Result<Person, NoEstimate>> =
            influencers.iter().map(|influencer| scale.person(influencer, spread.orders, variation)).collect();
        let known = || people.iter().flatten();
        let counts: Vec<Counts> = known().filter_map(|person| person.counts).collect();
        let values: Vec<LogValue> = known().filter_map(|person| person.value).collect();
        let draws = Self::draws_for(known().count());
        let seed = seed(influencers, spread);
        let group = Group::drawn(&rates::group(&counts), ValueGroup::new(&values), draws, seed.with(1));
        for person in &mut people {
            if group.values.is_empty() || person.is_ok_and(|known| known.counts.is_some() && group.rates.is_empty()) {
                *person = person.and(Err(NoEstimate::NobodySold));
            }
        }
        Ok(Self { seed, draws, group, people })
    }

    /// How many draws an influencer has in a group of this size: 4,000 up to 375, then fewer, and 500 at least.
    const fn draws_for(influencers: usize) -> usize {
        let shared = DRAWS_TOGETHER / if influencers == 0 { 1 } else { influencers };
        if shared > MAX_DRAWS {
            MAX_DRAWS
        } else if shared < MIN_DRAWS {
            MIN_DRAWS
        } else {
            shared
        }
    }

    /// Draws of one influencer's ROAS. Draws of several influencers at the same place belong together: they are of one group.
    ///
    /// # Errors
    /// Why there is no estimate.
    ///
    /// # Panics
    /// When there is no influencer at this place.
    pub fn draws(&self, at: usize) -> Result<Vec<f64>, NoEstimate> {
        let person = self.people[at]?;
        let mut draws = vec![0.0; self.draws];
        self.draw(at, &person, &mut draws);
        let unit = person.log_unit.exp();
        draws.iter_mut().for_each(|draw| *draw *= unit);
        if draws.iter().all(|draw| draw.is_finite()) { Ok(draws) } else { Err(NoEstimate::OutOfRange) }
    }

    /// The estimates of all influencers, in the order of the input.
    #[must_use]
    pub fn estimates(&self, margin: Margin) -> Vec<Result<RoasEstimate, NoEstimate>> {
        let log_break_even = -margin.part().ln();
        let known: Vec<(usize, Person)> =
            self.people.iter().enumerate().filter_map(|(at, person)| Some((at, person.ok()?))).collect();
        let is_ranked = known.len() <= MAX_RANKED;
        let kept = if is_ranked { self.draws } else { 0 };
        let reference = known.iter().map(|(_, person)| person.log_unit).fold(f64::NEG_INFINITY, f64::max);
        let (found, kept): (Vec<_>, Vec<Vec<f32>>) = known
            .par_iter()
            .map_init(
                || vec![0.0; self.draws],
                |draws, (at, person)| {
                    self.draw(*at, person, draws);
                    let unit = (person.log_unit - reference).exp();
                    // A rank only compares: half the digits of a draw do.
                    let kept = draws[..kept].iter().map(|draw| (draw * unit) as f32).collect();
                    (person.summary(draws, log_break_even), kept)
                },
            )
            .unzip();
        let mut estimates: Vec<Result<RoasEstimate, NoEstimate>> =
            self.people.iter().map(|person| Err(person.err().unwrap_or(NoEstimate::OutOfRange))).collect();
        let rankings = is_ranked.then(|| ranks::rankings(&kept));
        for (place, ((at, _), estimate)) in known.iter().zip(found).enumerate() {
            let ranking = rankings.as_ref().map(|rankings| rankings[place]);
            estimates[*at] = estimate.map(|estimate| RoasEstimate { ranking, ..estimate });
        }
        estimates
    }

    /// Fills in draws of the ROAS in the influencer's own unit.
    fn draw(&self, at: usize, person: &Person, draws: &mut [f64]) {
        let mut random = self.seed.stream(at as u64);
        for (draw, &(mean, between)) in draws.iter_mut().zip(&self.group.values) {
            *draw = person.value(mean, between, &mut random);
        }
        let Some(counts) = person.counts else {
            return;
        };
        let mut place = 0;
        for &(shape, count) in &self.group.shapes {
            // Both are above 0 and finite, so there is such a distribution.
            let Ok(gamma) = Gamma::new(shape + counts.orders, 1.0) else { continue };
            for (draw, rate) in draws[place..place + count].iter_mut().zip(&self.group.rates[place..place + count]) {
                *draw *= gamma.sample(&mut random) / (rate + counts.expected);
            }
            place += count;
        }
    }
}

fn check_spread(Spread { orders, order_value }: Spread) -> Result<(), RoasError> {
    let is_spread = orders.is_finite() && orders >= 1.0 && order_value.is_finite() && order_value >= 0.0;
    if is_spread { Ok(()) } else { Err(RoasError::BadSpread { orders, order_value }) }
}

fn seed(influencers: &[Influencer], spread: Spread) -> Seed {
    let seed = Seed::named("roas").with_values(&[spread.orders, spread.order_value]);
    let record = |seed: Seed, who: &Influencer| {
        seed.with_values(&[who.orders, who.revenue, who.spend]).with(u64::from(who.is_paid_per_order))
    };
    influencers.iter().fold(seed, record)
}

impl Group {
    fn drawn(points: &[RatePoint], values: Option<ValueGroup>, draws: usize, seed: Seed) -> Self {
        let Some(values) = values else {
            return Self::default();
        };
        let mut random = seed.stream(0);
        let values = (0..draws).map(|_| values.draw(&mut random)).collect();
        let mut group = Self { values, ..Self::default() };
        let mut random = seed.stream(1);
        let (mut upto, mut given) = (0.0, 0);
        for point in points {
            upto += point.weight;
            let count = ((upto * draws as f64).round() as usize).min(draws) - given;
            given += count;
            group.shapes.push((point.shape, count));
            group.rates.extend((0..count).map(|_| point.rate(&mut random)));
        }
        group
    }
}

/// Units in which money of any size can be divided.
struct Scale {
    /// The largest spend.
    spend: f64,
    /// Orders for each such spend, all together, of those not paid per order.
    rate: f64,
}

impl Scale {
    fn fitted_to(influencers: &[Influencer]) -> Self {
        let known = || influencers.iter().filter(|who| who.obstacle().is_none() && !who.is_paid_per_order);
        let spend = known().map(|who| who.spend).fold(f64::MIN_POSITIVE, f64::max);
        let spent: f64 = known().map(|who| who.spend / spend).sum();
        let orders: f64 = known().map(|who| who.orders).sum();
        Self { spend, rate: if orders > 0.0 { orders / spent } else { 1.0 } }
    }

    fn person(&self, who: &Influencer, dispersion: f64, variation: f64) -> Result<Person, NoEstimate> {
        if let Some(obstacle) = who.obstacle() {
            return Err(obstacle);
        }
        let value = (who.orders > 0.0).then(|| LogValue::new(who.orders, who.revenue, variation));
        let expected = who.spend / self.spend * self.rate;
        let counts = Counts { orders: who.orders / dispersion, expected: expected / dispersion };
        let log_rate =
            if who.is_paid_per_order { who.orders.ln() - who.spend.ln() } else { self.rate.ln() - self.spend.ln() };
        Ok(Person {
            is_mostly_group: who.orders < ORDERS_FEW,
            counts: (!who.is_paid_per_order).then_some(counts),
            value,
            log_unit: log_rate,
        })
    }
}

impl Person {
    /// A draw of the order value, given the group's.
    fn value(&self, mean: f64, between: f64, random: &mut Pcg64) -> f64 {
        let normal: f64 = StandardNormal.sample(random);
        let (middle, variance) = match self.value {
            None => (mean, between),
            Some(own) => {
                let part = between / (between + own.variance);
                (mean + part * (own.value - mean), part * own.variance)
            }
        };
        (middle + variance.sqrt() * normal).exp()
    }

    /// The estimate from draws in the influencer's own unit; reorders the draws.
    fn summary(&self, draws: &mut [f64], log_break_even: f64) -> Result<RoasEstimate, NoEstimate> {
        let break_even = (log_break_even - self.log_unit).exp();
        let count = draws.len() as f64;
        let earning = draws.iter().filter(|draw| **draw > break_even).count();
        let mean = draws.iter().sum::<f64>() / count;
        let [lower, upper] = quantiles(draws, [LOWER, UPPER]);
        let unit = self.log_unit.exp();
        let [mean, lower, upper] = [mean, lower, upper].map(|number| number * unit);
        if !(mean.is_finite() && upper.is_finite()) {
            return Err(NoEstimate::OutOfRange);
        }
        let p_earns_cost = earning as f64 / count;
        Ok(RoasEstimate { mean, lower, upper, p_earns_cost, ranking: None, is_mostly_group: self.is_mostly_group })
    }
}
