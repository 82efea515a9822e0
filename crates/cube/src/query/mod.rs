//! One question to exact sums: every panel from one pass over the cube's series.
//!
//! Facts are aggregated before anything is joined: sales, spend, posts and baseline each land on influencers by themselves. A
//! chart is not filtered by its own clause, so whatever fails only that clause is summed too, and left out of the rest.

mod baseline;
mod contribution;
mod daily;
mod facet_counts;
mod filter;
mod join;
mod seller_sums;
mod sellers;

use std::sync::{
    OnceLock,
    atomic::{AtomicBool, Ordering},
};

use definitions::{
    Aggregates, BaselineDays, DaySums, Dimension, FacetCounts, InfluencerLine, Measure, Method, Panels, Placement,
    Question, Selection, Sums, Totals,
};

use crate::{Cube, Period};
use baseline::{Shared, share};
use contribution::contributions;
use daily::DailySums;
use definitions::Class;
use facet_counts::Counts;
use filter::{FailMask, Filter};
pub use join::join;
use seller_sums::SellerSums;
pub use sellers::SellerDay;

/// From so many series on a second thread saves more than it costs to wake it.
const WORTH_TWO_THREADS: usize = 4_000;

/// The sums of one question while they grow.
struct Aggregation<'c> {
    cube: &'c Cube,
    question: &'c Question,
    filter: &'c Filter,
    totals: Totals,
    /// By profile, including influencers who fail only the clause of a requested chart.
    lines: Vec<InfluencerLine>,
    has_organic_in_scope: bool,
}

/// The sums by day.
struct Daily {
    of_period: Vec<DaySums>,
    /// Every day there is, where the charts are asked for.
    of_always: Option<Vec<DaySums>>,
}

/// Tasks claimed by whichever thread is free first.
struct SharedTasks<'c> {
    cube: &'c Cube,
    filter: &'c Filter,
    is_literal: bool,
    /// By reading of the baseline: whether the share of an influencer is needed.
    shared_out: [bool; BaselineDays::ALL.len()],
    /// By profile: whether the influencer has a line in this answer.
    wanted: Vec<bool>,
    sums: OnceLock<SellerSums<'c>>,
    shared: OnceTask<Shared>,
    posted: OnceTask<Vec<Posted>>,
}

/// The posts, reach, likes and comments of a profile.
type Posted = (u32, [i64; 4]);

impl<'c> SharedTasks<'c> {
    fn new(cube: &'c Cube, filter: &'c Filter, question: &Question) -> Self {
        let (wanted, is_literal) = (filter.wanted(question.include.panels), question.method == Method::Literal);
        // While no influencer and no campaign is chosen, the baseline of all is the sum that is shared out.
        let is_part = filter.filters_people || filter.campaigns.is_some();
        let shared_out = BaselineDays::ALL.map(|days| !is_literal && (is_part || days == question.baseline));
        Self {
            cube,
            filter,
            is_literal,
            shared_out,
            wanted,
            sums: OnceLock::new(),
            shared: OnceTask::new(),
            posted: OnceTask::new(),
        }
    }

    fn sums(&self) -> &SellerSums<'c> {
        self.sums.get_or_init(|| SellerSums::new(self.cube, self.filter))
    }

    /// Shares out organic sales, once the sums to share them by are there; the literal method gives no influencer a part.
    fn share(&self) {
        let Some(sums) = self.sums.get() else { return };
        let none_chosen = || vec![false; self.wanted.len()];
        let share = |wanted: &[bool]| share(self.cube, self.filter, sums, wanted, self.shared_out);
        self.shared.run_once(|| if self.is_literal { share(&none_chosen()) } else { share(&self.wanted) });
    }

    /// Of each wanted profile that has posts in the period.
    fn add_posts(&self) {
        let posters = || self.cube.posters.iter().enumerate().filter(|(_, profile)| self.wanted[**profile as usize]);
        let posts = |(run, profile): (usize, &u32)| Some((*profile, self.cube.posts.sums(run, self.filter.period)?));
        self.posted.run_once(|| posters().filter_map(posts).collect());
    }
}

/// A task that runs once, on the thread that claims it first; the other thread does not wait for it.
struct OnceTask<T> {
    is_begun: AtomicBool,
    done: OnceLock<T>,
}

impl<T> OnceTask<T> {
    const fn new() -> Self {
        Self { is_begun: AtomicBool::new(false), done: OnceLock::new() }
    }

    fn run_once(&self, work: impl FnOnce() -> T) {
        if !self.is_begun.swap(true, Ordering::Relaxed) {
            self.done.get_or_init(work);
        }
    }
}

impl Cube {
    /// By profile: whether it passes the influencer side of a selection.
    pub fn chosen_people(&self, selection: &Selection) -> Vec<bool> {
        Filter::new(self, selection).people.iter().map(|fails| fails.passes()).collect()
    }

    /// The exact sums that answer the question.
    pub fn query(&self, question: &Question) -> Aggregates {
        let filter = Filter::new(self, &question.selection);
        let tasks = SharedTasks::new(self, &filter, question);
        let (daily, (mut aggregation, facets)) = join(
            self.series.len() >= WORTH_TWO_THREADS,
            || {
                let daily = Daily::new(self, &filter, question);
                tasks.add_posts();
                tasks.share();
                daily
            },
            || {
                let mut aggregation = Aggregation::new(self, &filter, question);
                let facets = aggregation.add_facts(tasks.sums(), &tasks.wanted);
                aggregation.add_contributions(tasks.sums(), &tasks.wanted);
                tasks.share();
                tasks.add_posts();
                (aggregation, facets)
            },
        );
        tasks.posted.done.get().into_iter().for_each(|posted| aggregation.add_posts(posted));
        tasks.shared.done.get().into_iter().for_each(|shared| aggregation.add_baseline(shared));
        aggregation.finish(daily, facets)
    }

    /// Tracking rows of each profile within the sales side of the selection.
    pub(crate) fn rows_by_profile(&self, selection: &Selection) -> Vec<i64> {
        let filter = Filter::new(self, selection);
        let mut rows = vec![0; self.people.profiles.len()];
        for (run, series) in self.series.iter().enumerate() {
            if filter.combinations[series.combination as usize].passes()
                && let Some([count, ..]) = self.sales.sums(run, filter.period)
            {
                rows[series.profile as usize] += count;
            }
        }
        rows
    }

    /// By profile: whether the influencer side but the choice of influencers lets them pass.
    pub(crate) fn passes_other_influencer_filters(&self, selection: &Selection) -> Vec<bool> {
        let people = Filter::new(self, selection).people.into_iter();
        people.map(|fails| fails.passes_but(Dimension::Influencer)).collect()
    }
}

impl Daily {
    fn new(cube: &Cube, filter: &Filter, question: &Question) -> Self {
        if question.include.panels {
            let always = DailySums::new(cube, filter, Period::ALWAYS);
            return Self { of_period: always.within(filter.period), of_always: Some(always.finish()) };
        }
        Self { of_period: DailySums::new(cube, filter, filter.period).finish(), of_always: None }
    }
}

impl<'c> Aggregation<'c> {
    fn new(cube: &'c Cube, filter: &'c Filter, question: &'c Question) -> Self {
        let empty = |profile| InfluencerLine { profile, sums: Sums::default(), baseline: 0, contribution: 0 };
        let lines = (0..cube.people.profiles.len()).map(empty).collect();
        Self { cube, question, filter, totals: Totals::default(), lines, has_organic_in_scope: false }
    }

    /// Sales and spend; gives the counts of the choices, where they are asked for.
    fn add_facts(&mut self, sums: &SellerSums<'_>, wanted: &[bool]) -> Option<Vec<FacetCounts>> {
        let mut counts = self.question.include.facets.then(|| Counts::new(self.cube, self.filter));
        match &mut counts {
            None if !self.filter.filters_products => self.add_sellers(sums, wanted),
            counts => self.add_series(wanted, counts.as_mut()),
        }
        self.add_unattributed();
        self.add_whole_payments();
        if let Some(counts) = &mut counts {
            counts.add_unattributed(self.filter);
        }
        counts.map(Counts::finish)
    }

    /// Sales whatever the product.
    fn add_sellers(&mut self, sums: &SellerSums<'_>, wanted: &[bool]) {
        let (sellers, filter) = (&self.cube.sellers, self.filter);
        for (_, range) in sellers.brands().filter(|(brand, _)| filter.has_brand(*brand)) {
            for seller in range {
                let profile = sellers.profiles[seller] as usize;
                let is_sold = filter.has_campaign(sellers.keys[seller].campaign) & wanted[profile];
                // Which sellers are wanted is unpredictable: no branch depends on it.
                self.add_sold(profile, sums.of_seller(seller).map(|sum| if is_sold { sum } else { 0 }));
            }
        }
    }

    /// Sales by product, and how many rows the choices have.
    fn add_series(&mut self, wanted: &[bool], counts: Option<&mut Counts<'_>>) {
        let cube = self.cube;
        let mut rows_of = vec![0; cube.combinations.len()];
        for (run, series) in cube.series.iter().enumerate() {
            let person = self.filter.people[series.profile as usize];
            let on_line =
                self.filter.combinations[series.combination as usize].passes() && wanted[series.profile as usize];
            let counted = person.passes() && counts.is_some();
            if (on_line || counted)
                && let Some(sold) = cube.sales.sums(run, self.filter.period)
            {
                if on_line {
                    self.add_sold(series.profile as usize, sold);
                }
                rows_of[series.combination as usize] += if counted { sold[0] } else { 0 };
            }
        }
        if let Some(counts) = counts {
            let combinations = cube.combinations.iter().zip(&self.filter.combinations).zip(rows_of);
            combinations.for_each(|((combination, fails), rows)| counts.add(*fails, &combination.codes(), rows));
        }
    }

    fn add_sold(&mut self, profile: usize, [_, orders, revenue, spend]: [i64; 4]) {
        let sums = &mut self.lines[profile].sums;
        sums[Measure::Revenue] += revenue;
        sums[Measure::Orders] += orders;
        // Under the literal method payments are counted whole.
        sums[Measure::Spend] += if self.question.method == Method::Allocated { spend } else { 0 };
    }

    /// What is earned on the sales of each line, once all of them are added.
    fn add_contributions(&mut self, sums: &SellerSums<'_>, wanted: &[bool]) {
        let found = contributions(self.cube, self.filter, sums, wanted, &self.question.margins);
        for line in &mut self.lines {
            line.contribution = found.as_ref().map_or(line.sums[Measure::Revenue], |found| found[line.profile]);
        }
    }

    /// Organic and other rows answer to brand, product and dates only.
    fn add_unattributed(&mut self) {
        for (run, key) in self.cube.unattributed_keys.iter().enumerate() {
            if !self.filter.unattributed[run].passes() {
                continue;
            }
            let Some([_, orders, revenue]) = self.cube.unattributed.sums(run, self.filter.period) else {
                continue;
            };
            let sums = &mut self.totals.sums;
            if key.class == Class::Organic {
                sums[Measure::OrganicRevenue] += revenue;
                sums[Measure::OrganicOrders] += orders;
                self.has_organic_in_scope = true;
            } else {
                sums[Measure::OtherRevenue] += revenue;
                sums[Measure::OtherOrders] += orders;
            }
        }
    }

    /// Payments that are counted whole: all of them under the literal method, else those that lie on no sale and name what is
    /// chosen.
    fn add_whole_payments(&mut self) {
        let is_literal = self.question.method == Method::Literal;
        if is_literal {
            let paid = self.lines.iter_mut().zip(&self.cube.paid);
            paid.for_each(|(line, paid)| line.sums[Measure::Spend] += paid);
        }
        let selection = &self.question.selection;
        let filters_sales = selection.filters_sales();
        for (profile, placement, amount) in self.cube.without_sale.placed(selection, &self.cube.dictionaries) {
            let (is_spend, is_reported) = match placement {
                Placement::Inside => (!is_literal, !filters_sales),
                Placement::Unnamed => (false, true),
                Placement::Outside => (false, false),
            };
            self.lines[profile].sums[Measure::Spend] += if is_spend { amount } else { 0 };
            if is_reported && self.filter.people[profile].passes() {
                self.totals.unallocated_spend += amount;
            }
        }
    }

    fn add_posts(&mut self, posted: &[Posted]) {
        for &(profile, [posts, reach, likes, comments]) in posted {
            let sums = &mut self.lines[profile as usize].sums;
            sums[Measure::Posts] += posts;
            sums[Measure::Reach] += reach;
            sums[Measure::Likes] += likes;
            sums[Measure::Comments] += comments;
        }
    }

    fn add_baseline(&mut self, shared: &Shared) {
        let [all_days, campaign_days] = shared.whole;
        self.totals.organic_outside_campaigns = all_days - campaign_days;
        if self.question.method == Method::Literal {
            // The published formula takes all organic revenue of the brands, products and days, whichever influencers are selected.
            self.totals.baseline = self.totals.sums[Measure::OrganicRevenue];
            self.totals.baselines[BaselineDays::AllDays as usize] = self.totals.baseline;
            self.totals.unassigned_baseline = shared.unassigned[BaselineDays::AllDays as usize];
            return;
        }
        let shown = self.question.baseline as usize;
        self.totals.baselines = BaselineDays::ALL.map(|days| self.baseline_of_selection(shared, days as usize));
        self.totals.baseline = self.totals.baselines[shown];
        self.totals.unassigned_baseline = shared.unassigned[shown];
        for (line, part) in self.lines.iter_mut().zip(shared.of_profile[shown].iter().flatten()) {
            line.baseline = *part;
        }
    }

    /// The organic revenue that belongs to the selection, by one reading.
    fn baseline_of_selection(&self, shared: &Shared, reading: usize) -> i64 {
        let Some(of_profile) = &shared.of_profile[reading] else { return shared.whole[reading] };
        let passing = self.filter.people.iter().zip(of_profile).filter(|(fails, _)| fails.passes());
        let counts_unassigned = !self.filter.filters_people && self.filter.campaigns.is_none();
        let unassigned = if counts_unassigned { shared.unassigned[reading] } else { 0 };
        passing.map(|(_, part)| part).sum::<i64>() + unassigned
    }

    fn finish(mut self, daily: Daily, facets: Option<Vec<FacetCounts>>) -> Aggregates {
        let of = |passes: fn(FailMask) -> bool| {
            let passes = |line: &&InfluencerLine| passes(self.filter.people[line.profile]);
            self.lines.iter().filter(passes).copied().collect::<Vec<InfluencerLine>>()
        };
        let panels = |daily| {
            let platforms = of(|fails| fails.passes_but(Dimension::Platform));
            let influencers = of(|fails| fails.passes_but(Dimension::Influencer));
            Panels { platforms, influencers, daily }
        };
        let panels = daily.of_always.map(panels);
        let lines = of(FailMask::passes);
        for line in &lines {
            self.totals.sums.add(&line.sums);
            self.totals.contribution += line.contribution;
        }
        Aggregates {
            totals: self.totals,
            lines,
            daily: daily.of_period,
            has_organic: self.cube.has_organic,
            has_organic_in_scope: self.has_organic_in_scope,
            panels,
            facets,
        }
    }
}
