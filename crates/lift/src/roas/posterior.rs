//! From a group of influencers to draws of each one's ROAS, and from draws to estimates.

use rand_distr::{Distribution as _, StandardNormal};
use rand_pcg::Pcg64;
use rayon::prelude::*;

use super::{
    likelihood::{Counts, Likelihood},
    order_values::{LogValue, ValueGroup},
    people::{Influencer, Margin, NoEstimate, RoasError},
    ranks::{self, Ranking, quantiles},
    rates::{self, GroupRates},
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
/// With fewer orders the weeks from first to last sale are too few to be those that an influencer sells in.
const WEEKS_KNOWN_FROM: f64 = 10.0;
/// Up to this ψ weeks vary as their days have them.
const BURSTS_NONE: f64 = 0.02;
/// Weeks of one post depend on one another, so B weeks are no B independent ones.
const DEPENDENT: f64 = 1.25;
/// Order values that vary by more than this many times their mean cannot be distinguished from such as vary by this.
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

/// What the group may be like: rates of orders with how many draws each has, and (m, τ²) for each draw.
#[derive(Debug, Default)]
struct Group {
    rates: Vec<GroupRates>,
    values: Vec<(f64, f64)>,
}

/// What an influencer's draws are made from.
#[derive(Clone, Debug)]
struct Person {
    is_mostly_group: bool,
    /// Nothing where paid per order: the rate is then known.
    rates: Option<Likelihood>,
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
        let scale = Scale::fitted_to(influencers, spread);
        let mut people: Vec<Result<Person, NoEstimate>> =
            influencers.par_iter().map(|influencer| scale.person(influencer)).collect();
        let known = || people.iter().flatten();
        let values: Vec<LogValue> = known().filter_map(|person| person.value).collect();
        let draws = Self::draws_for(known().count());
        let seed = seed(influencers, spread);
        let is_sold = known().any(|person| person.rates.is_some() && person.value.is_some());
        let likelihoods: Vec<&Likelihood> = known().filter_map(|person| person.rates.as_ref()).collect();
        let rates = if is_sold { rates::group(&likelihoods, draws) } else { Vec::new() };
        let group = Group::drawn(rates, ValueGroup::new(&values), draws, seed.with(1));
        for person in &mut people {
            let is_by_rate = person.as_ref().is_ok_and(|known| known.rates.is_some());
            if person.is_ok() && (group.values.is_empty() || is_by_rate && group.rates.is_empty()) {
                *person = Err(NoEstimate::NobodySold);
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
        let person = self.people[at].as_ref().map_err(|none| *none)?;
        let mut draws = vec![0.0; self.draws];
        self.draw(at, person, &mut Vec::new(), &mut draws);
        let unit = person.log_unit.exp();
        draws.iter_mut().for_each(|draw| *draw *= unit);
        if draws.iter().all(|draw| draw.is_finite()) { Ok(draws) } else { Err(NoEstimate::OutOfRange) }
    }

    /// The estimates of all influencers, in the order of the input.
    #[must_use]
    pub fn estimates(&self, margin: Margin) -> Vec<Result<RoasEstimate, NoEstimate>> {
        let log_break_even = -margin.part().ln();
        let known: Vec<(usize, &Person)> =
            self.people.iter().enumerate().filter_map(|(at, person)| Some((at, person.as_ref().ok()?))).collect();
        let is_ranked = known.len() <= MAX_RANKED;
        let kept = if is_ranked { self.draws } else { 0 };
        let reference = known.iter().map(|(_, person)| person.log_unit).fold(f64::NEG_INFINITY, f64::max);
        let (found, kept): (Vec<_>, Vec<Vec<f32>>) = known
            .par_iter()
            .map_init(
                || (Vec::new(), vec![0.0; self.draws]),
                |(cumulative, draws), (at, person)| {
                    self.draw(*at, person, cumulative, draws);
                    let unit = (person.log_unit - reference).exp();
                    // A rank only compares: half the digits of a draw do.
                    let kept = draws[..kept].iter().map(|draw| (draw * unit) as f32).collect();
                    (person.summary(draws, log_break_even), kept)
                },
            )
            .unzip();
        let mut estimates: Vec<Result<RoasEstimate, NoEstimate>> = self
            .people
            .iter()
            .map(|person| Err(person.as_ref().err().copied().unwrap_or(NoEstimate::OutOfRange)))
            .collect();
        let rankings = is_ranked.then(|| ranks::rankings(&kept));
        for (place, ((at, _), estimate)) in known.iter().zip(found).enumerate() {
            let ranking = rankings.as_ref().map(|rankings| rankings[place]);
            estimates[*at] = estimate.map(|estimate| RoasEstimate { ranking, ..estimate });
        }
        estimates
    }

    /// Fills in draws of the ROAS in the influencer's own unit; `cumulative` is room for the work.
    fn draw(&self, at: usize, person: &Person, cumulative: &mut Vec<f64>, draws: &mut [f64]) {
        let mut random = self.seed.stream(at as u64);
        draws.fill(0.0);
        if let Some(own) = &person.rates {
            let mut rest = &mut *draws;
            for group in &self.group.rates {
                let (drawn, others) = rest.split_at_mut(group.draws);
                group.draw(own, &mut random, cumulative, drawn);
                rest = others;
            }
        }
        for (draw, &(mean, between)) in draws.iter_mut().zip(&self.group.values) {
            *draw = (*draw + person.log_value(mean, between, &mut random)).exp();
        }
    }
}

fn check_spread(Spread { orders, bursts, order_value }: Spread) -> Result<(), RoasError> {
    let is_from = |least: f64, number: f64| number.is_finite() && number >= least;
    let is_spread = is_from(1.0, orders) && is_from(0.0, bursts) && is_from(0.0, order_value);
    if is_spread { Ok(()) } else { Err(RoasError::BadSpread { orders, bursts, order_value }) }
}

fn seed(influencers: &[Influencer], spread: Spread) -> Seed {
    let seed = Seed::named("roas").with_values(&[spread.orders, spread.bursts, spread.order_value]);
    let record = |seed: Seed, who: &Influencer| {
        let seed = seed.with_values(&[who.orders, who.revenue, who.spend]);
        seed.with(u64::from(who.weeks) << 1 | u64::from(who.is_paid_per_order))
    };
    influencers.iter().fold(seed, record)
}

impl Group {
    fn drawn(rates: Vec<GroupRates>, values: Option<ValueGroup>, draws: usize, seed: Seed) -> Self {
        let mut random = seed.stream(0);
        let values = values.map_or(Vec::new(), |values| (0..draws).map(|_| values.draw(&mut random)).collect());
        Self { rates, values }
    }
}

/// Units in which money of any size can be divided, and what all influencers' orders vary by.
struct Scale {
    /// The largest spend.
    spend: f64,
    /// Orders that an ordinary influencer of those not paid per order brings for each such spend.
    rate: f64,
    /// The weeks that an influencer with few orders sells in at least.
    weeks: u32,
    spread: Spread,
}

impl Scale {
    fn fitted_to(influencers: &[Influencer], spread: Spread) -> Self {
        let known: Vec<&Influencer> =
            influencers.iter().filter(|who| who.obstacle().is_none() && !who.is_paid_per_order).collect();
        let spend = known.iter().map(|who| who.spend).fold(f64::MIN_POSITIVE, f64::max);
        let rate = ordinary_rate(&known, spend);
        let mut weeks: Vec<u32> =
            known.iter().filter(|who| who.orders >= WEEKS_KNOWN_FROM).map(|who| who.weeks).collect();
        weeks.sort_unstable();
        Self { spend, rate, weeks: weeks.get(weeks.len() / 2).copied().unwrap_or(0), spread }
    }

    fn person(&self, who: &Influencer) -> Result<Person, NoEstimate> {
        if let Some(obstacle) = who.obstacle() {
            return Err(obstacle);
        }
        let variation = self.spread.order_value.min(MAX_VARIATION);
        let value = (who.orders > 0.0).then(|| LogValue::new(who.orders, who.revenue, variation));
        let log_unit =
            if who.is_paid_per_order { who.orders.ln() - who.spend.ln() } else { self.rate.ln() - self.spend.ln() };
        let rates = (!who.is_paid_per_order).then(|| Likelihood::new(&self.counts(who)));
        Ok(Person { is_mostly_group: who.orders < ORDERS_FEW, rates, value, log_unit })
    }

    fn counts(&self, who: &Influencer) -> Counts {
        let least = if who.orders < WEEKS_KNOWN_FROM { self.weeks } else { 1 };
        let weeks = f64::from(who.weeks.max(least).max(1));
        let frailty = (self.spread.bursts > BURSTS_NONE).then(|| weeks / (DEPENDENT * self.spread.bursts));
        let expected = (who.spend / self.spend * self.rate).max(f64::MIN_POSITIVE);
        Counts { orders: who.orders, expected, dispersion: self.spread.orders, frailty }
    }
}

/// Orders for each `spend`: at the rate of all together, and then with none counted as more than one influencer.
fn ordinary_rate(influencers: &[&Influencer], spend: f64) -> f64 {
    let mean = |weight: &dyn Fn(f64) -> f64| {
        let (mut orders, mut spent) = (0.0, 0.0);
        for who in influencers {
            let part = who.spend / spend;
            orders += who.orders * weight(part);
            spent += part * weight(part);
        }
        if orders > 0.0 { orders / spent } else { 1.0 }
    };
    let all = mean(&|_| 1.0);
    mean(&|part| 1.0 / (1.0 + part * all))
}

impl Person {
    /// A draw of the logarithm of the order value, given the group's.
    fn log_value(&self, mean: f64, between: f64, random: &mut Pcg64) -> f64 {
        let normal: f64 = StandardNormal.sample(random);
        let (middle, variance) = match self.value {
            None => (mean, between),
            Some(own) => {
                let part = between / (between + own.variance);
                (mean + part * (own.value - mean), part * own.variance)
            }
        };
        middle + variance.sqrt() * normal
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
