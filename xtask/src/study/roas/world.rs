//! A world of influencers whose true ROAS is known.

use lift::roas::{BurstSpread, Influencer, OrderSpread, Spread, ValueSpread};
use rand_distr::{Distribution as _, Gamma, LogNormal, Normal, Poisson, StandardUniform};
use rand_pcg::Pcg64;

/// What the influencers of a world are like.
#[derive(Clone, Copy, Debug)]
pub(in crate::study) struct World {
    pub(in crate::study) name: &'static str,
    pub(in crate::study) influencers: usize,
    /// Orders of an influencer, on average.
    pub(in crate::study) orders: f64,
    /// The shape of the gamma distribution of rates: they vary by 1 / √shape of their mean.
    pub(in crate::study) shape: f64,
    /// The variance of daily orders for each unit of their mean.
    pub(in crate::study) dispersion: f64,
    /// The coefficient of variation of the value of one order.
    pub(in crate::study) value_variation: f64,
    /// How much the logarithm of order values differs among influencers.
    pub(in crate::study) between: f64,
    /// The part that is paid per order.
    pub(in crate::study) per_order: f64,
}

/// An influencer as the statistics see him, and the truth about him.
pub(in crate::study) struct Known {
    pub(in crate::study) influencer: Influencer,
    pub(in crate::study) roas: f64,
}

/// A day on which something was sold: its number, orders and revenue.
pub(in crate::study) type SaleDay = (i32, f64, f64);

/// Money paid on average.
const SPEND: f64 = 20_000.0;
pub(in crate::study) const ORDER_VALUE: f64 = 1_200.0;
/// What is paid for an order where orders are paid for.
const PER_ORDER: f64 = 300.0;
/// The days an influencer may sell on.
const DAYS: std::ops::Range<f64> = 10.0..90.0;

/// Everything that was seen in one world.
pub(in crate::study) struct Seen {
    pub(in crate::study) known: Vec<Known>,
    pub(in crate::study) spread: Spread,
}

/// Everything that shows how much orders and their values vary.
#[derive(Default)]
pub(in crate::study) struct Collected {
    orders: OrderSpread,
    bursts: BurstSpread,
    values: ValueSpread,
}

impl Collected {
    /// Adds an influencer's days and says in how many weeks they lie.
    pub(in crate::study) fn add(&mut self, days: &[SaleDay]) -> u32 {
        let orders = || days.iter().map(|(day, orders, _)| (*day, *orders));
        self.orders.add(orders());
        self.values.add(days.iter().map(|(_, orders, revenue)| (*orders, *revenue)));
        self.bursts.add(std::iter::once_with(orders))
    }

    pub(in crate::study) fn spread(&self) -> Spread {
        let orders = self.orders.value();
        Spread { orders, bursts: self.bursts.value(orders), order_value: self.values.value() }
    }
}

impl World {
    /// Draws the sales of all influencers.
    pub(in crate::study) fn happen(&self, random: &mut Pcg64) -> anyhow::Result<Seen> {
        let mut collected = Collected::default();
        let known = (0..self.influencers)
            .map(|_| self.influencer(random, &mut collected))
            .collect::<anyhow::Result<Vec<Known>>>()?;
        Ok(Seen { known, spread: collected.spread() })
    }

    fn influencer(&self, random: &mut Pcg64, collected: &mut Collected) -> anyhow::Result<Known> {
        let uniform = |random: &mut Pcg64| -> f64 { StandardUniform.sample(random) };
        let is_paid_per_order = uniform(random) < self.per_order;
        let paid = LogNormal::from_mean_cv(SPEND, 0.8)?.sample(random);
        let rate = Gamma::new(self.shape, self.orders / SPEND / self.shape)?.sample(random);
        let value = ORDER_VALUE * Normal::new(0.0, self.between)?.sample(random).exp();
        let days = (DAYS.start + uniform(random) * (DAYS.end - DAYS.start)) as usize;
        let order_value = LogNormal::from_mean_cv(value, self.value_variation)?;
        let mut cells = Vec::new();
        for day in 0..days {
            let orders = daily(rate * paid / days as f64, self.dispersion, random)?;
            if orders > 0 {
                let revenue: f64 = (0..orders).map(|_| order_value.sample(random)).sum();
                cells.push((day as i32, orders as f64, revenue));
            }
        }
        let weeks = collected.add(&cells);
        let orders: f64 = cells.iter().map(|(_, orders, _)| orders).sum();
        let revenue: f64 = cells.iter().map(|(.., revenue)| revenue).sum();
        let spend = if is_paid_per_order { orders * PER_ORDER } else { paid };
        let roas = if is_paid_per_order { value / PER_ORDER } else { rate * value };
        Ok(Known { influencer: Influencer { orders, revenue, spend, weeks, is_paid_per_order }, roas })
    }
}

/// Orders of one day: Poisson, or negative binomial with this variance for each unit of the mean.
pub(in crate::study) fn daily(mean: f64, dispersion: f64, random: &mut Pcg64) -> anyhow::Result<usize> {
    let excess = dispersion - 1.0;
    let mean = if excess > 0.0 && mean > 0.0 { Gamma::new(mean / excess, excess)?.sample(random) } else { mean };
    Ok(if mean > 0.0 { Poisson::new(mean)?.sample(random) as usize } else { 0 })
}
