//! One question to exact sums: every panel from one pass over the cube's series.
//!
//! Facts are aggregated before anything is joined: sales, spend, posts and baseline each land on influencers by themselves. A
//! chart is not filtered by its own clause, so whatever fails only that clause is summed too, and left out of the rest.

mod baseline;
mod both;
mod counts;
mod days;
mod filter;
mod sellers;

use definitions::{
    DaySums, FacetCounts, Gathered, InfluencerLine, Measure, Method, Panels, Question, Selection, Sums, Totals,
};

use crate::{
    cube::{Cube, Period},
    intake::Class,
};
use baseline::share;
use both::both;
use counts::Counts;
use days::Days;
use filter::{Fails, Filter, INFLUENCER, PLATFORM};
pub use sellers::SellerCell;

/// From so many series on a second thread saves more than it costs to wake it.
const WORTH_TWO_THREADS: usize = 4_000;

/// The sums of one question while they grow.
struct Gathering<'c> {
    cube: &'c Cube,
    question: &'c Question,
    filter: &'c Filter,
    totals: Totals,
    /// By profile, also of those who fail only the clause of a chart that is asked for.
    lines: Vec<InfluencerLine>,
    has_organic_in_scope: bool,
}

/// The sums by day.
struct Daily {
    of_period: Vec<DaySums>,
    /// Every day there is, where the charts are asked for.
    of_always: Option<Vec<DaySums>>,
}

impl Cube {
    /// The exact sums that answer the question.
    pub(crate) fn gather(&self, question: &Question) -> Gathered {
        let filter = Filter::new(self, &question.selection);
        let (daily, (gathering, facets)) = both(
            self.series.len() >= WORTH_TWO_THREADS,
            || Daily::new(self, &filter, question),
            || {
                let mut gathering = Gathering::new(self, &filter, question);
                let facets = gathering.add_facts();
                gathering.add_baseline();
                (gathering, facets)
            },
        );
        gathering.finish(daily, facets)
    }

    /// Tracking rows of each profile within the sales side of the selection.
    pub(crate) fn rows_of_people(&self, selection: &Selection) -> Vec<i64> {
        let filter = Filter::new(self, selection);
        let mut rows = vec![0; self.people.profiles.len()];
        for (run, series) in self.series.iter().enumerate() {
            if filter.combinations[series.combination as usize] == 0
                && let Some([count, ..]) = self.sales.sums(run, filter.period)
            {
                rows[series.profile as usize] += count;
            }
        }
        rows
    }

    /// By profile: whether the influencer side but the choice of influencers lets them pass.
    pub(crate) fn passes_but_choice(&self, selection: &Selection) -> Vec<bool> {
        Filter::new(self, selection).people.into_iter().map(|fails| fails & !INFLUENCER == 0).collect()
    }
}

impl Daily {
    fn new(cube: &Cube, filter: &Filter, question: &Question) -> Self {
        if question.include.panels {
            let always = Days::new(cube, filter, Period::ALWAYS);
            return Self { of_period: always.within(filter.period), of_always: Some(always.finish()) };
        }
        Self { of_period: Days::new(cube, filter, filter.period).finish(), of_always: None }
    }
}

impl<'c> Gathering<'c> {
    fn new(cube: &'c Cube, filter: &'c Filter, question: &'c Question) -> Self {
        let empty = |profile| InfluencerLine { profile, sums: Sums::default(), baseline: 0 };
        let lines = (0..cube.people.profiles.len()).map(empty).collect();
        Self { cube, question, filter, totals: Totals::default(), lines, has_organic_in_scope: false }
    }

    /// Sales, spend and posts; gives the counts of the choices, where they are asked for.
    fn add_facts(&mut self) -> Option<Vec<FacetCounts>> {
        let mut counts = self.question.include.facets.then(|| Counts::new(self.cube, self.filter));
        self.add_sales(counts.as_mut());
        self.add_unattributed();
        self.add_whole_payments();
        self.add_posts();
        if let Some(counts) = &mut counts {
            counts.add_unattributed(self.filter);
        }
        counts.map(Counts::finish)
    }

    /// Whether somebody with these failed clauses stands on a line of this answer.
    fn is_wanted(&self, fails: Fails) -> bool {
        fails == 0 || self.question.include.panels && (fails == PLATFORM || fails == INFLUENCER)
    }

    fn add_sales(&mut self, mut counts: Option<&mut Counts<'_>>) {
        let cube = self.cube;
        let spend_lies_on_sales = self.question.method == Method::Allocated;
        for (run, series) in cube.series.iter().enumerate() {
            let fails = self.filter.combinations[series.combination as usize];
            let person = self.filter.people[series.profile as usize];
            let on_line = fails == 0 && self.is_wanted(person);
            let counted = person == 0 && counts.is_some();
            let combination = cube.combinations[series.combination as usize];
            if !(on_line || counted) {
                continue;
            }
            let Some([rows, orders, revenue, spend]) = cube.sales.sums(run, self.filter.period) else {
                continue;
            };
            if on_line {
                let sums = &mut self.lines[series.profile as usize].sums;
                sums[Measure::Revenue] += revenue;
                sums[Measure::Orders] += orders;
                // Under the literal method payments are counted whole.
                sums[Measure::Spend] += if spend_lies_on_sales { spend } else { 0 };
            }
            if let Some(counts) = counts.as_mut().filter(|_| counted) {
                counts.add(fails, &combination.codes(), rows);
            }
        }
    }

    /// Organic and other rows answer to brand, product and dates only.
    fn add_unattributed(&mut self) {
        for (run, stock) in self.cube.stocks.iter().enumerate() {
            if self.filter.stocks[run] != 0 {
                continue;
            }
            let Some([_, orders, revenue]) = self.cube.unattributed.sums(run, self.filter.period) else {
                continue;
            };
            let sums = &mut self.totals.sums;
            if stock.class == Class::Organic {
                sums[Measure::OrganicRevenue] += revenue;
                sums[Measure::OrganicOrders] += orders;
                self.has_organic_in_scope = true;
            } else {
                sums[Measure::OtherRevenue] += revenue;
                sums[Measure::OtherOrders] += orders;
            }
        }
    }

    /// Payments that are counted whole: all of them under the literal method, else those that lie on no sale.
    fn add_whole_payments(&mut self) {
        let counts_unallocated = !self.question.selection.filters_sales();
        for profile in 0..self.lines.len() {
            let (paid, unallocated) = (self.cube.paid[profile], self.cube.unallocated[profile]);
            self.lines[profile].sums[Measure::Spend] += match self.question.method {
                Method::Literal => paid,
                Method::Allocated if counts_unallocated => unallocated,
                Method::Allocated => 0,
            };
            if self.filter.people[profile] == 0 {
                self.totals.unallocated_spend += unallocated;
            }
        }
    }

    fn add_posts(&mut self) {
        for (run, &profile) in self.cube.posters.iter().enumerate() {
            if !self.is_wanted(self.filter.people[profile as usize]) {
                continue;
            }
            if let Some([posts, reach, likes, comments]) = self.cube.posts.sums(run, self.filter.period) {
                let sums = &mut self.lines[profile as usize].sums;
                sums[Measure::Posts] += posts;
                sums[Measure::Reach] += reach;
                sums[Measure::Likes] += likes;
                sums[Measure::Comments] += comments;
            }
        }
    }

    fn add_baseline(&mut self) {
        let is_literal = self.question.method == Method::Literal;
        let shared = share(self.cube, self.filter, |fails| !is_literal && self.is_wanted(fails));
        self.totals.unassigned_baseline = shared.unassigned;
        if is_literal {
            // The published formula takes all organic revenue of the brands, products and days, whoever is selected.
            self.totals.baseline = self.totals.sums[Measure::OrganicRevenue];
            return;
        }
        let counts_unassigned = !self.filter.filters_people && self.filter.campaigns.is_none();
        self.totals.baseline += if counts_unassigned { shared.unassigned } else { 0 };
        for (line, part) in self.lines.iter_mut().zip(shared.of_profile) {
            line.baseline = part;
            self.totals.baseline += if self.filter.people[line.profile] == 0 { part } else { 0 };
        }
    }

    fn finish(mut self, daily: Daily, facets: Option<Vec<FacetCounts>>) -> Gathered {
        let of = |fails: fn(Fails) -> bool| {
            let passes = |line: &&InfluencerLine| fails(self.filter.people[line.profile]);
            self.lines.iter().filter(passes).copied().collect::<Vec<InfluencerLine>>()
        };
        let panels = |daily| {
            let (platforms, influencers) = (of(|fails| fails & !PLATFORM == 0), of(|fails| fails & !INFLUENCER == 0));
            Panels { platforms, influencers, daily }
        };
        let panels = daily.of_always.map(panels);
        let lines = of(|fails| fails == 0);
        lines.iter().for_each(|line| self.totals.sums.add(&line.sums));
        Gathered {
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
