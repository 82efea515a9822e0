//! What is counted: how often intervals held the truth, and how far estimates and raw ratios were off.

use lift::roas::{Influencer, RoasEstimate};

/// An estimate rests on few orders below this, and on many from this on.
const FEW: f64 = 10.0;
const MANY: f64 = 50.0;
/// From this probability on an influencer is said to earn the cost.
const SURE: f64 = 0.95;

/// How many cases there were, and in how many of them the truth was as said.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Count {
    pub(super) cases: f64,
    held: f64,
}

impl Count {
    fn add(&mut self, is_held: bool) {
        self.cases += 1.0;
        self.held += f64::from(u8::from(is_held));
    }

    fn add_all(&mut self, other: Self) {
        self.cases += other.cases;
        self.held += other.held;
    }

    /// The part of the cases in which the truth was as said.
    pub(super) fn part(self) -> f64 {
        self.held / self.cases
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Intervals that hold the truth: of all, of influencers with few orders, and with many.
    pub(super) all: Count,
    pub(super) few: Count,
    pub(super) many: Count,
    /// Influencers said to earn their cost who do.
    pub(super) sure: Count,
    /// Interval width ÷ mean of influencers with many orders.
    widths: Vec<f64>,
    /// Squared errors.
    estimated: f64,
    raw: f64,
}

impl Tally {
    pub(super) fn add(&mut self, who: Influencer, truth: f64, estimate: &RoasEstimate, break_even: f64) {
        let is_held = (estimate.lower..=estimate.upper).contains(&truth);
        self.all.add(is_held);
        if who.orders < FEW {
            self.few.add(is_held);
        }
        if who.orders >= MANY {
            self.many.add(is_held);
            self.widths.push((estimate.upper - estimate.lower) / estimate.mean);
        }
        if estimate.p_earns_cost > SURE {
            self.sure.add(truth > break_even);
        }
        self.estimated += (estimate.mean - truth).powi(2);
        self.raw += (who.revenue / who.spend - truth).powi(2);
    }

    pub(super) fn add_all(&mut self, other: Self) {
        self.all.add_all(other.all);
        self.few.add_all(other.few);
        self.many.add_all(other.many);
        self.sure.add_all(other.sure);
        self.widths.extend(other.widths);
        self.estimated += other.estimated;
        self.raw += other.raw;
    }

    /// The median width ÷ mean of intervals of many orders; 0 where there are none.
    pub(super) fn width_of_many(&self) -> f64 {
        let mut widths = self.widths.clone();
        widths.sort_by(f64::total_cmp);
        widths.get(widths.len() / 2).copied().unwrap_or(0.0)
    }

    /// The root of the mean squared error.
    pub(super) fn error(&self) -> f64 {
        (self.estimated / self.all.cases).sqrt()
    }

    /// The same of revenue ÷ spend.
    pub(super) fn raw_error(&self) -> f64 {
        (self.raw / self.all.cases).sqrt()
    }
}
