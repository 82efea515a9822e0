//! What each influencer's ROAS is estimated to be, among the influencers of the selection.
//!
//! The group that everybody is drawn towards is who passes the influencer side, whoever is chosen or searched for by name:
//! looking at one influencer does not change what is said about her.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    thread,
};

use cube::SellerDay;
use definitions::{
    Aggregates, Dimension, ESTIMATES, Estimate, InfluencerLine, IntervalVerdict, Measure, Question, Reason, Selection,
    Value,
};
use lift::roas::{self, Influencer, Margin, NoEstimate, OrderSpread, Posterior, Ranking, Spread, ValueSpread};
use rayon::ThreadPool;
use store::Dataset;

use super::{Insights, held, quiet::quiet_threads};

/// The part of the draws that lies within an interval.
pub(crate) const LEVEL: f64 = 0.9;

/// What is said about everybody of a group, and by what rules.
#[derive(Debug)]
pub(crate) struct Estimates {
    pub(crate) margin: Margin,
    pub(crate) spread: Spread,
    /// How many influencers have an estimate.
    pub(crate) influencers: usize,
    /// By profile; nothing for who is not in the group.
    of: Vec<Option<Estimated>>,
}

/// What is said about one influencer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Estimated {
    found: Result<roas::Estimate, Reason>,
    /// Nothing without an estimate.
    pub(crate) verdict: Option<IntervalVerdict>,
}

/// Estimates that were made last. The pages of one table, its export and its profiles share them.
#[derive(Debug)]
pub(crate) struct Recent {
    known: Mutex<VecDeque<(String, Arc<Estimates>)>>,
    /// What estimates are made by: it takes every processor for some hundredths of a second, and a click is not to wait for that.
    threads: Option<ThreadPool>,
}

impl Default for Recent {
    fn default() -> Self {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { known: Mutex::default(), threads: quiet_threads("interval", cores) }
    }
}

/// So many are remembered: a few megabytes each where there are very many influencers.
const REMEMBERED: usize = 6;

impl Recent {
    fn find(&self, name: &str) -> Option<Arc<Estimates>> {
        held(&self.known).iter().find(|(known, _)| known == name).map(|(_, estimates)| Arc::clone(estimates))
    }

    fn remember(&self, name: String, estimates: &Arc<Estimates>) {
        let mut known = held(&self.known);
        known.truncate(REMEMBERED - 1);
        known.push_front((name, Arc::clone(estimates)));
    }

    fn made_by<T: Send>(&self, make: impl FnOnce() -> T + Send) -> T {
        match &self.threads {
            Some(threads) => threads.install(make),
            None => make(),
        }
    }
}

impl Insights {
    /// Estimates where the question has them; `aggregates` are its sums.
    pub(super) fn estimates(
        &self,
        dataset: &Dataset,
        question: &Question,
        aggregates: &Aggregates,
    ) -> Option<Arc<Estimates>> {
        if !question.has_intervals() {
            return None;
        }
        let group = Question { selection: group(&question.selection), method: question.method, ..Question::default() };
        let name = format!("{} {:?}", dataset.manifest().id, group.to_pairs());
        Some(self.recent.find(&name).unwrap_or_else(|| {
            let is_whole = group.selection == question.selection;
            let lines = if is_whole { &aggregates.lines } else { &dataset.query(&group).lines };
            let make = || Estimates::new(dataset, &group.selection, lines, self.margin);
            let estimates = Arc::new(self.recent.made_by(make));
            self.recent.remember(name, &estimates);
            estimates
        }))
    }
}

impl Estimates {
    fn new(dataset: &Dataset, selection: &Selection, lines: &[InfluencerLine], margin: Margin) -> Self {
        let record = |line: &InfluencerLine| Influencer {
            orders: line.sums[Measure::Orders] as f64,
            revenue: line.sums[Measure::Revenue] as f64,
            spend: line.sums[Measure::Spend] as f64,
            is_paid_per_order: dataset.is_paid_per_order(line.profile),
        };
        let influencers: Vec<Influencer> = lines.iter().map(record).collect();
        let spread = spread(dataset, selection);
        // Whole numbers are finite and a spread that was found is one, so nothing is refused.
        let found = Posterior::new(&influencers, spread).map(|posterior| posterior.estimates(margin));
        let mut of = vec![None; dataset.profiles().len()];
        for (line, found) in lines.iter().zip(found.unwrap_or_default()) {
            of[line.profile] = Some(Estimated::new(found, margin));
        }
        let influencers = of.iter().flatten().filter(|estimated| estimated.found.is_ok()).count();
        Self { margin, spread, influencers, of }
    }

    /// By what rules they are made, in words.
    pub(crate) fn rules(&self) -> String {
        let (margin, break_even) = (self.margin.part(), self.margin.break_even());
        format!(
            "90 % of the draws lie between ROAS at least and ROAS at most; each influencer is drawn towards a group of {}. Margin {margin}: a ROAS of {break_even} breaks even. Credited sales, not caused ones.",
            self.influencers
        )
    }

    pub(crate) fn of_profile(&self, profile: usize) -> Option<&Estimated> {
        self.of[profile].as_ref()
    }
}

impl Estimated {
    fn new(found: Result<roas::Estimate, NoEstimate>, margin: Margin) -> Self {
        let verdict = |estimate: &roas::Estimate| {
            IntervalVerdict::from_interval(estimate.lower, estimate.upper, margin.break_even())
        };
        Self { verdict: found.as_ref().ok().map(verdict), found: found.map_err(reason) }
    }

    /// The value of one estimate.
    pub(crate) fn value(&self, estimate: &Estimate) -> Value {
        match &self.found {
            Ok(found) => value(found, estimate.id),
            Err(reason) => Value::Missing(*reason),
        }
    }

    /// Every estimate by its API name.
    pub(crate) fn numbers(&self) -> Vec<(&'static str, Value)> {
        ESTIMATES.iter().map(|estimate| (estimate.id, self.value(estimate))).collect()
    }

    /// So few orders that the estimate is mostly the group's average.
    pub(crate) fn is_mostly_group(&self) -> bool {
        self.found.is_ok_and(|found| found.is_mostly_group)
    }
}

fn value(found: &roas::Estimate, id: &str) -> Value {
    let place = |of: fn(&Ranking) -> Value| found.ranking.as_ref().map_or(Value::Missing(Reason::TooManyToRank), of);
    match id {
        "roas_estimate" => Value::Quotient(found.mean),
        "roas_lower" => Value::Quotient(found.lower),
        "roas_upper" => Value::Quotient(found.upper),
        "p_earns_cost" => Value::Quotient(found.p_earns_cost),
        "rank_lower" => place(|ranking| Value::Count(ranking.best.into())),
        "rank_upper" => place(|ranking| Value::Count(ranking.worst.into())),
        _ => place(|ranking| Value::Quotient(ranking.p_top_five)),
    }
}

const fn reason(none: NoEstimate) -> Reason {
    match none {
        NoEstimate::NoSpend => Reason::NoSpend,
        NoEstimate::NoOrders => Reason::NoOrders,
        NoEstimate::NoRevenue => Reason::NoNetSales,
        NoEstimate::NobodySold => Reason::NobodySold,
        NoEstimate::OutOfRange => Reason::OutOfRange,
    }
}

/// The selection of everybody who is alike: without the choice of single influencers and without a name.
fn group(selection: &Selection) -> Selection {
    let mut group = selection.without(Dimension::Influencer);
    group.name_part.clear();
    group
}

/// How much orders and their values vary: days of one influencer in one campaign, values over days, brands and products.
fn spread(dataset: &Dataset, selection: &Selection) -> Spread {
    let (mut orders, mut values) = (OrderSpread::default(), ValueSpread::default());
    dataset.each_seller(selection, |cells: &[SellerDay]| {
        for campaign in cells.chunk_by(|left, right| left.campaign == right.campaign) {
            let days = campaign.chunk_by(|left, right| left.day == right.day);
            let sum = |day: &[SellerDay]| day.iter().map(|cell| cell.orders).sum::<i64>() as f64;
            orders.add(days.map(|day| (day[0].day, sum(day))));
        }
        values.add(cells.iter().map(|cell| (cell.orders as f64, cell.revenue as f64)));
    });
    Spread { orders: orders.value(), order_value: values.value() }
}
