//! How orders come: by chance, in uneven days, or by posts of which few go viral. What is asked for is the ROAS of the
//! influencer, which is met again when the influencer is booked again; the posts that were seen may have done better or worse.

use lift::roas::Influencer;
use rand_distr::{Distribution as _, Gamma, LogNormal, Normal, StandardUniform};
use rand_pcg::Pcg64;

use super::world::{Collected, Known, ORDER_VALUE, SaleDay, Seen, daily};

/// One way in which the orders of a group come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Regime {
    pub(super) name: &'static str,
    pub(super) comes: Comes,
    /// Orders of an influencer, on average.
    pub(super) orders: f64,
    /// The first one is paid this many times as much as others are.
    pub(super) whale: f64,
}

/// How orders are spread over time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Comes {
    /// Evenly, with this variance for each unit of the mean of a day.
    Days(f64),
    /// With posts, whose success varies by this many times its mean, dying away within days.
    Posts(f64),
}

const INFLUENCERS: usize = 60;
/// What an order costs on average, a third of what it brings.
const PAID_FOR_ORDER: f64 = 400.0;
/// The shape of rates among influencers.
const SHAPE: f64 = 2.0;
/// The days of a campaign, and posts in it.
const DAYS: (f64, f64) = (35.0, 90.0);
const POSTS: (f64, f64) = (2.0, 9.0);
/// How many days a post lives: its sales fall by e.
const LIFE: (f64, f64) = (3.0, 7.0);
const VALUE_VARIATION: f64 = 0.7;
const VALUE_BETWEEN: f64 = 0.3;

const PLAIN: Regime = Regime { name: "orders by chance", comes: Comes::Days(1.0), orders: 60.0, whale: 1.0 };

pub(super) const REGIMES: [Regime; 6] = [
    PLAIN,
    Regime { name: "uneven days", comes: Comes::Days(3.0), ..PLAIN },
    Regime { name: "posts go viral", comes: Comes::Posts(1.0), ..PLAIN },
    Regime { name: "the same, one paid 40 times as much", comes: Comes::Posts(1.0), whale: 40.0, ..PLAIN },
    Regime { name: "mostly few orders", comes: Comes::Days(1.5), orders: 6.0, ..PLAIN },
    Regime { name: "mostly few orders, posts go viral", comes: Comes::Posts(1.0), orders: 6.0, ..PLAIN },
];

impl Regime {
    /// Draws the sales of all influencers.
    pub(super) fn happen(&self, random: &mut Pcg64) -> anyhow::Result<Seen> {
        let mut collected = Collected::default();
        let known = (0..INFLUENCERS)
            .map(|at| self.influencer(if at == 0 { self.whale } else { 1.0 }, random, &mut collected))
            .collect::<anyhow::Result<Vec<Known>>>()?;
        Ok(Seen { known, spread: collected.spread() })
    }

    fn influencer(&self, paid: f64, random: &mut Pcg64, collected: &mut Collected) -> anyhow::Result<Known> {
        let spend = paid * LogNormal::from_mean_cv(self.orders * PAID_FOR_ORDER, 0.8)?.sample(random);
        let rate = Gamma::new(SHAPE, 1.0 / PAID_FOR_ORDER / SHAPE)?.sample(random);
        let value = ORDER_VALUE * Normal::new(0.0, VALUE_BETWEEN)?.sample(random).exp();
        let order_value = LogNormal::from_mean_cv(value, VALUE_VARIATION)?;
        let mut sales: Vec<SaleDay> = Vec::new();
        for (day, share) in self.shares(random)?.into_iter().enumerate() {
            let orders = daily(rate * spend * share, self.dispersion(), random)?;
            if orders > 0 {
                let revenue = (0..orders).map(|_| order_value.sample(random)).sum();
                sales.push((day as i32, orders as f64, revenue));
            }
        }
        let weeks = collected.add(&sales);
        let sum = |of: fn(&SaleDay) -> f64| sales.iter().map(of).sum::<f64>();
        let (orders, revenue) = (sum(|(_, orders, _)| *orders), sum(|(.., revenue)| *revenue));
        let influencer = Influencer { orders, revenue, spend, weeks, is_paid_per_order: false };
        Ok(Known { influencer, roas: rate * value })
    }

    /// Interval width ÷ mean at 50 orders and more that is not worth asking for more.
    #[cfg(test)]
    pub(super) fn widest_of_many(&self) -> f64 {
        match self.comes {
            Comes::Days(dispersion) if dispersion <= 1.0 => 0.60,
            Comes::Days(_) => 0.85,
            Comes::Posts(_) => 1.30,
        }
    }

    fn dispersion(&self) -> f64 {
        match self.comes {
            Comes::Days(dispersion) => dispersion,
            Comes::Posts(_) => 1.0,
        }
    }

    /// What each day brings of the orders that the spend is expected to bring; 1 in all, on average.
    fn shares(&self, random: &mut Pcg64) -> anyhow::Result<Vec<f64>> {
        let days = between(DAYS, random) as usize;
        let variation = match self.comes {
            Comes::Days(_) => return Ok(vec![1.0 / days as f64; days]),
            Comes::Posts(variation) => variation,
        };
        let posts = between(POSTS, random) as usize;
        let life = between(LIFE, random);
        let success = LogNormal::from_mean_cv(1.0 / posts as f64, variation)?;
        let mut shares = vec![0.0; days];
        for _ in 0..posts {
            // Each has three weeks at least.
            let day = between((0.0, days as f64 - 21.0), random) as usize;
            let whole = success.sample(random);
            let left = |day: usize| (-(day as f64) / life).exp();
            for (age, share) in shares[day..].iter_mut().enumerate() {
                *share += whole * (left(age) - left(age + 1));
            }
        }
        Ok(shares)
    }
}

fn between((least, most): (f64, f64), random: &mut Pcg64) -> f64 {
    let part: f64 = StandardUniform.sample(random);
    least + (most - least) * part
}
