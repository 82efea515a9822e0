//! Estimates of each influencer's ROAS, with intervals, among the influencers of the selection.
//!
//! Estimates are drawn towards the average of a group: all influencers that pass the influencer side of the selection, whichever
//! of them are chosen or searched for by name. So looking at one influencer does not change its estimate.

use std::{convert::Infallible, sync::Arc, thread};

use cube::SellerDay;
use definitions::{
    Aggregates, Dimension, ESTIMATES, Estimate, Evidence, InfluencerLine, Margin, Margins, Measure, PartSums, Question,
    Reason, Selection, Value, Verdict, estimate,
};
use lift::roas::{self, BurstSpread, Influencer, NoEstimate, OrderSpread, Posterior, Ranking, Spread, ValueSpread};
use quick_cache::{
    DefaultHashBuilder, OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle},
};
use rayon::ThreadPool;
use rayon::prelude::*;
use store::Dataset;

use super::{UseCases, background_pool::background_pool};

/// The share of the draws that lies within an interval.
pub(crate) const LEVEL: f64 = 0.9;

/// The estimates of parts: platforms, campaigns and products.
pub(crate) const PART_ESTIMATES: [&str; 4] = ["roas_estimate", "roas_lower", "roas_upper", "p_earns_cost"];

/// The estimates of all influencers of a group, and the rules they are made by.
#[derive(Debug)]
pub(crate) struct Estimates {
    pub(crate) margins: Margins,
    pub(crate) spread: Spread,
    /// By profile: in how many weeks the influencer sold.
    weeks: Vec<u32>,
    /// How many influencers have an estimate.
    pub(crate) influencers: usize,
    /// By profile; nothing for an influencer outside the group.
    by_profile: Vec<Option<Estimated>>,
}

/// The estimate of one influencer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Estimated {
    found: Result<roas::RoasEstimate, Reason>,
    pub(crate) verdict: Verdict,
}

/// What a line brought and cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Record {
    pub(crate) part: PartSums,
    /// In how many weeks it sold: what came of few posts may be luck.
    pub(crate) weeks: u32,
    pub(crate) is_paid_per_order: bool,
}

/// The latest estimates. The pages of one table, its export and its profiles share them.
pub(crate) struct EstimateCache {
    by_group: Cache<String, Arc<Estimates>, Bytewise>,
    /// Estimates take every processor for some hundredths of a second, so they get a pool of their own: a click never waits for it.
    threads: Option<ThreadPool>,
}

/// About how many bytes cached estimates take together.
const MAX_CACHE_BYTES: u64 = 256 << 20;
/// About how many groups are asked about at one time.
const GROUPS: usize = 16;

#[derive(Clone)]
struct Bytewise;

impl Weighter<String, Arc<Estimates>> for Bytewise {
    fn weight(&self, name: &String, estimates: &Arc<Estimates>) -> u64 {
        (name.len() + size_of_val(estimates.by_profile.as_slice())) as u64
    }
}

impl Default for EstimateCache {
    fn default() -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity(GROUPS)
            .weight_capacity(MAX_CACHE_BYTES)
            // One shard: the estimates of very many influencers may take a large part of the whole.
            .shards(1)
            .build()
            .unwrap_or_else(|error| unreachable!("both capacities are set: {error:?}"));
        let by_group =
            Cache::with_options(options, Bytewise, DefaultHashBuilder::default(), DefaultLifecycle::default());
        let cores = thread::available_parallelism().map_or(1, usize::from);
        Self { by_group, threads: background_pool("interval", cores) }
    }
}

impl EstimateCache {
    /// The estimates of this name. Requests for the same ones at the same time share one computation.
    fn get_or_make(&self, name: &str, make: impl FnOnce() -> Estimates) -> Arc<Estimates> {
        match self.by_group.get_or_insert_with(name, || Ok::<_, Infallible>(Arc::new(make()))) {
            Ok(estimates) => estimates,
        }
    }

    /// Runs the work on the threads of estimates.
    fn in_background<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.threads {
            Some(threads) => threads.install(work),
            None => work(),
        }
    }
}

impl std::fmt::Debug for EstimateCache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("EstimateCache").field("groups", &self.by_group.len()).finish_non_exhaustive()
    }
}

impl UseCases {
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
        let group = group_question(question);
        let name = format!("{} {:?}", dataset.manifest().id, group.to_pairs());
        Some(self.estimate_cache.get_or_make(&name, || {
            let is_whole = group.selection == question.selection;
            let lines = if is_whole { &aggregates.lines } else { &dataset.query(&group).lines };
            self.estimate_cache.in_background(|| Estimates::new(dataset, &group, lines))
        }))
    }

    /// Works with the draws behind the estimates of a question's group, on the threads of estimates.
    pub(super) fn with_draws<T: Send>(
        &self,
        dataset: &Dataset,
        question: &Question,
        estimates: &Estimates,
        work: impl FnOnce(&GroupDraws) -> T + Send,
    ) -> Option<T> {
        let group = group_question(question);
        self.estimate_cache.in_background(|| GroupDraws::new(dataset, &group, estimates).map(|draws| work(&draws)))
    }

    /// What is estimated of parts of the selection, each drawn towards the others; orders vary as they do among `estimates`.
    pub(super) fn estimates_of_parts(&self, estimates: &Estimates, records: &[Record]) -> Vec<Estimated> {
        self.estimate_cache.in_background(|| estimated(records, estimates.spread, &estimates.margins))
    }
}

/// Draws behind the estimates of a group, for what has to be said of several influencers together.
pub(super) struct GroupDraws {
    posterior: Posterior,
    /// By profile: its place among the records, and the part of its revenue that it earns.
    places: Vec<Option<(usize, f64)>>,
    /// How likely it is that the influencers of the group do not differ at all.
    pub(super) p_alike: f64,
}

impl GroupDraws {
    /// Nothing of a group that nothing can be learned from.
    fn new(dataset: &Dataset, group: &Question, estimates: &Estimates) -> Option<Self> {
        let lines = dataset.query(group).lines;
        let records = || lines.iter().map(|line| record(dataset, line, estimates.weeks(line.profile)));
        let influencers: Vec<Influencer> = records().map(|record| record.influencer()).collect();
        let posterior = Posterior::new(&influencers, estimates.spread).ok()?;
        let common = group.margins.common();
        let mut places = vec![None; dataset.profiles().len()];
        for (at, (line, record)) in lines.iter().zip(records()).enumerate() {
            places[line.profile] = Some((at, common.map_or_else(|| record.margin(&group.margins), Margin::part)));
        }
        Some(Self { posterior, places, p_alike: roas::p_alike(&influencers, estimates.spread) })
    }

    /// Draws of ROAS, and the part of revenue that is earned. The seed is that of the estimates, so they are of the same draws.
    pub(super) fn of_profile(&self, profile: usize) -> Option<(Vec<f64>, f64)> {
        let (at, margin) = self.places[profile]?;
        Some((self.posterior.draws(at).ok()?, margin))
    }
}

fn record(dataset: &Dataset, line: &InfluencerLine, weeks: u32) -> Record {
    Record { part: line.into(), weeks, is_paid_per_order: dataset.is_paid_per_order(line.profile) }
}

impl Estimates {
    fn new(dataset: &Dataset, group: &Question, lines: &[InfluencerLine]) -> Self {
        let (spread, weeks) = spread(dataset, &group.selection);
        let records: Vec<Record> = lines.iter().map(|line| record(dataset, line, weeks[line.profile])).collect();
        let mut by_profile = vec![None; dataset.profiles().len()];
        for (line, found) in lines.iter().zip(estimated(&records, spread, &group.margins)) {
            by_profile[line.profile] = Some(found);
        }
        let influencers = by_profile.iter().flatten().filter(|estimated| estimated.found.is_ok()).count();
        Self { margins: group.margins.clone(), spread, weeks, influencers, by_profile }
    }

    /// By what rules they are made, in words.
    pub(crate) fn rules(&self) -> String {
        let margin = match self.margins.common() {
            Some(margin) => format!("Margin {}: a ROAS of {} breaks even.", margin.part(), margin.break_even()),
            None => "Margins differ by brand: each line breaks even at a ROAS of its own.".to_owned(),
        };
        format!(
            "90 % of the draws lie between ROAS at least and ROAS at most, if the influencer were booked again; each influencer is drawn towards a group of {}.{} {margin} Credited sales, not caused ones.",
            self.influencers,
            if self.spread.has_bursts() { " Orders came in bursts, so the intervals are wide." } else { "" }
        )
    }

    /// In how many weeks an influencer of the group sold.
    pub(super) fn weeks(&self, profile: usize) -> u32 {
        self.weeks.get(profile).copied().unwrap_or_default()
    }

    pub(crate) fn for_profile(&self, profile: usize) -> Option<&Estimated> {
        self.by_profile[profile].as_ref()
    }
}

/// The estimates of lines that are drawn towards one another, in their order.
///
/// The interval is of ROAS. Where margins differ by brand a line earns by its own mix: what its contribution is of its revenue.
fn estimated(records: &[Record], spread: Spread, margins: &Margins) -> Vec<Estimated> {
    let influencers: Vec<Influencer> = records.iter().map(Record::influencer).collect();
    let common = margins.common();
    // Whole numbers are finite and a spread that was found is one, so nothing is refused.
    let Ok(posterior) = Posterior::new(&influencers, spread) else { return Vec::new() };
    let found = posterior.estimates(of_lift(common.unwrap_or(Margin::WHOLE)));
    let lines = records.par_iter().zip(found).enumerate();
    let line = |(at, (record, found)): (usize, (&Record, Result<roas::RoasEstimate, NoEstimate>))| {
        let margin = common.map_or_else(|| record.margin(margins), Margin::part);
        let own = |estimate| if common.is_some() { Ok(estimate) } else { at_margin(estimate, &posterior, at, margin) };
        Estimated::new(found.and_then(own), record, margin)
    };
    lines.map(line).collect()
}

/// The same estimate where the line earns this part of its revenue.
fn at_margin(
    estimate: roas::RoasEstimate,
    posterior: &Posterior,
    at: usize,
    margin: f64,
) -> Result<roas::RoasEstimate, NoEstimate> {
    let draws = posterior.draws(at)?;
    let earning = draws.iter().filter(|draw| *draw * margin > 1.0).count();
    Ok(roas::RoasEstimate { p_earns_cost: earning as f64 / draws.len() as f64, ..estimate })
}

fn of_lift(margin: Margin) -> roas::Margin {
    roas::Margin::new(margin.part()).unwrap_or(roas::Margin::WHOLE)
}

impl Record {
    fn influencer(&self) -> Influencer {
        let of = |measure: Measure| self.part.sums[measure] as f64;
        Influencer {
            orders: of(Measure::Orders),
            revenue: of(Measure::Revenue),
            spend: of(Measure::Spend),
            weeks: self.weeks,
            is_paid_per_order: self.is_paid_per_order,
        }
    }

    /// The part of its own revenue that a line earns. Returns of one brand may put it below 0 or above 1.
    fn margin(&self, margins: &Margins) -> f64 {
        match self.part.sums[Measure::Revenue] {
            0 => margins.default_or_whole().part(),
            revenue => self.part.contribution as f64 / revenue as f64,
        }
    }
}

impl Estimated {
    fn new(found: Result<roas::RoasEstimate, NoEstimate>, record: &Record, margin: f64) -> Self {
        let sums = &record.part.sums;
        let returned = |estimate: &roas::RoasEstimate| {
            let ends = [estimate.lower * margin, estimate.upper * margin];
            (ends[0].min(ends[1]), ends[0].max(ends[1]))
        };
        let evidence = Evidence {
            spend: sums[Measure::Spend],
            revenue: sums[Measure::Revenue],
            orders: sums[Measure::Orders],
            interval: found.as_ref().ok().map(returned),
        };
        Self { verdict: Verdict::new(evidence), found: found.map_err(reason) }
    }

    /// One with nothing but a verdict.
    #[cfg(test)]
    pub(crate) const fn of_verdict(verdict: Verdict) -> Self {
        Self { found: Err(Reason::NoSpend), verdict }
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

    /// What parts have that are not ranked among others.
    pub(crate) fn numbers_of_part(&self) -> Vec<(&'static str, Value)> {
        PART_ESTIMATES.into_iter().filter_map(estimate).map(|of| (of.id, self.value(of))).collect()
    }

    /// The mean and the 90 % interval of ROAS.
    pub(crate) fn roas(&self) -> Option<(f64, f64, f64)> {
        self.found.ok().map(|found| (found.mean, found.lower, found.upper))
    }

    /// So few orders that the estimate is mostly the group's average.
    pub(crate) fn is_mostly_group(&self) -> bool {
        self.found.is_ok_and(|found| found.is_mostly_group)
    }
}

fn value(found: &roas::RoasEstimate, id: &str) -> Value {
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

/// What is asked about the group of a question.
fn group_question(question: &Question) -> Question {
    let (method, margins) = (question.method, question.margins.clone());
    Question { selection: group(&question.selection), method, margins, ..Question::default() }
}

/// The selection of the group: without the choice of single influencers and without a name.
fn group(selection: &Selection) -> Selection {
    let mut group = selection.without(Dimension::Influencer);
    group.name_part.clear();
    group
}

/// How much orders and their values vary (days and weeks of one influencer in one campaign, values over days, brands and products),
/// and in how many weeks each profile sold.
fn spread(dataset: &Dataset, selection: &Selection) -> (Spread, Vec<u32>) {
    let (mut days, mut bursts, mut values) = (OrderSpread::default(), BurstSpread::default(), ValueSpread::default());
    let mut weeks = vec![0; dataset.profiles().len()];
    dataset.each_seller(selection, |profile, cells: &[SellerDay]| {
        let campaigns = || cells.chunk_by(|left, right| left.campaign == right.campaign).map(orders_of_days);
        campaigns().for_each(|campaign| days.add(campaign));
        weeks[profile] = bursts.add(campaigns());
        values.add(cells.iter().map(|cell| (cell.orders as f64, cell.revenue as f64)));
    });
    let orders = days.value();
    (Spread { orders, bursts: bursts.value(orders), order_value: values.value() }, weeks)
}

/// Each day of a campaign with its orders.
fn orders_of_days(campaign: &[SellerDay]) -> impl Iterator<Item = (i32, f64)> {
    let days = campaign.chunk_by(|left, right| left.day == right.day);
    days.map(|day| (day[0].day, day.iter().map(|cell| cell.orders).sum::<i64>() as f64))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_estimates_of_a_large_group_are_made_once() {
        let (cache, made) = (EstimateCache::default(), Cell::new(0));
        let make = || {
            made.set(made.get() + 1);
            let spread = Spread { orders: 1.0, bursts: 0.0, order_value: 0.5 };
            let margins = Margins::default();
            Estimates { margins, spread, weeks: Vec::new(), influencers: 0, by_profile: vec![None; 200_000] }
        };
        for group in ["all", "all", "some", "all"] {
            cache.get_or_make(group, make);
        }
        assert_eq!(made.get(), 2);
    }
}
