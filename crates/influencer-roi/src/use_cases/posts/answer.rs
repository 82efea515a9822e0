//! The posts of a selection: what they reached and what was sold near them, as sums, by group and one by one.

use std::{collections::BTreeMap, sync::Arc};

use definitions::{Aggregates, Baseline, Day, Measure, Question, Scope, Sums, Value, metric, shares, shown};
use lift::within::Observation;
use store::{Dataset, StoreError, StoredPost};

use super::{
    comparisons::{Comparisons, KindComparison, compared},
    format,
    near::{LAG_DAYS, LagSums, NEAR_DAYS, NearSales},
    posted::Posted,
};
use crate::use_cases::{
    UseCases,
    dashboard::answer::{Warning, unknown_values},
};

const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
/// 1970-01-01, day 0, was a Thursday.
const DAY_ZERO: i32 = 3;

/// The posts of a selection.
pub(crate) struct PostsPage {
    pub(crate) dataset: Arc<Dataset>,
    pub(crate) question: Question,
    pub(crate) warnings: Vec<Warning>,
    /// Every post of the selection. Its spend is that of the selection, as on the dashboard.
    pub(crate) totals: PostGroup,
    /// Influencers with a post in the selection.
    pub(crate) influencers: usize,
    /// Influencer revenue of the selection, in micros: the lags, what is later and before, and that of influencers without posts.
    pub(crate) revenue: i64,
    pub(crate) lags: [LagSums; LAG_DAYS],
    pub(crate) later: LagSums,
    pub(crate) before: LagSums,
    pub(crate) without_posts: LagSums,
    /// Spend of influencers without a post in the selection, in micros.
    pub(crate) spend_without_posts: i64,
    /// The most revenue near posts first.
    pub(crate) platforms: Vec<PostGroup>,
    /// The most revenue near posts first.
    pub(crate) people: Vec<PostGroup>,
    /// In the order of the list of formats, those without a post left out.
    pub(crate) formats: Vec<PostGroup>,
    /// From Monday to Sunday.
    pub(crate) weekdays: Vec<PostGroup>,
    pub(crate) comparisons: Comparisons,
    lines: Vec<PostLine>,
    posted: Arc<Posted>,
}

/// Posts that have something in common, with what they come to.
#[derive(Clone, Debug, Default)]
pub(crate) struct PostGroup {
    /// What they have in common; of influencers the name.
    pub(crate) name: String,
    /// Of influencers the id.
    pub(crate) id: String,
    pub(crate) posts: i64,
    pub(crate) reach: i64,
    pub(crate) likes: i64,
    pub(crate) comments: i64,
    /// Micros: each influencer's spend shared evenly over its posts in the selection.
    pub(crate) spend: i64,
    pub(crate) near: LagSums,
    /// What a post of the kind sells, against the same influencers' other posts.
    pub(crate) sells: Option<KindComparison>,
    /// The same of its engagement rate.
    pub(crate) engages: Option<KindComparison>,
    posts_not_filtered: bool,
}

/// One post of the selection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PostLine {
    at: usize,
    /// Micros.
    pub(crate) spend: i64,
    pub(crate) near: LagSums,
    /// How many times the mean of the influencer's posts in the selection was sold near it; none where nothing was.
    pub(crate) against_own: Option<f64>,
}

/// What posts are ordered by, the most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PostOrder {
    Revenue,
    Day,
    Reach,
    Engagement,
}

impl PostOrder {
    pub(crate) const ALL: [Self; 4] = [Self::Revenue, Self::Day, Self::Reach, Self::Engagement];

    /// The name in the API.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::Day => "day",
            Self::Reach => "reach",
            Self::Engagement => "engagement",
        }
    }
}

impl UseCases {
    /// The posts of a selection.
    ///
    /// # Errors
    /// [`StoreError::NoRows`] of a version that stores no rows, or why they cannot be read.
    pub(crate) fn posts(&self, question: &Question) -> Result<PostsPage, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let posted = self.posted.posted(&dataset)?;
        let aggregates = dataset.query(question);
        let people = dataset.chosen_people(&question.selection);
        let near = NearSales::of(&dataset, &posted, &question.selection, &people);
        let lines = lines(&posted, question, &people, &near, &aggregates);
        let mut page = PostsPage {
            warnings: unknown_values(&dataset, question),
            totals: PostGroup::default(),
            influencers: 0,
            revenue: aggregates.totals.sums[Measure::Revenue],
            lags: near.lags,
            later: near.later,
            before: near.before,
            without_posts: without_posts(&posted, &aggregates),
            spend_without_posts: 0,
            platforms: Vec::new(),
            people: Vec::new(),
            formats: Vec::new(),
            weekdays: Vec::new(),
            comparisons: Comparisons::default(),
            question: question.clone(),
            dataset,
            lines,
            posted,
        };
        page.group();
        let shared = page.totals.spend;
        page.totals.spend = aggregates.totals.sums[Measure::Spend];
        page.spend_without_posts = page.totals.spend - shared;
        page.compare();
        page.warn();
        Ok(page)
    }
}

/// The posts of the chosen influencers and days, each with its part of the spend.
fn lines(
    posted: &Posted,
    question: &Question,
    people: &[bool],
    near: &NearSales,
    aggregates: &Aggregates,
) -> Vec<PostLine> {
    let spend: BTreeMap<usize, i64> =
        aggregates.lines.iter().map(|line| (line.profile, line.sums[Measure::Spend])).collect();
    let mut lines: Vec<PostLine> = Vec::new();
    let mut first = 0;
    for posts in posted.of_influencers() {
        let profile = posts[0].profile;
        let is_chosen = |at: &usize| people[profile] && question.selection.has_day(posted.posts[*at].day);
        let own: Vec<usize> = (first..first + posts.len()).filter(is_chosen).collect();
        first += posts.len();
        let mean = own.iter().map(|at| near.by_post[*at].revenue as f64).sum::<f64>() / own.len() as f64;
        let even = vec![1; own.len()];
        let parts = shares(spend.get(&profile).copied().unwrap_or(0), &even).into_iter().flatten();
        lines.extend(own.iter().zip(parts).map(|(at, spend)| PostLine {
            at: *at,
            spend,
            near: near.by_post[*at],
            against_own: (mean > 0.0).then(|| near.by_post[*at].revenue as f64 / mean),
        }));
    }
    lines
}

/// Credited sales of influencers who never posted.
fn without_posts(posted: &Posted, aggregates: &Aggregates) -> LagSums {
    let mut sums = LagSums::default();
    let profiles: Vec<usize> = posted.of_influencers().map(|posts| posts[0].profile).collect();
    for line in aggregates.lines.iter().filter(|line| profiles.binary_search(&line.profile).is_err()) {
        sums.add(LagSums { orders: line.sums[Measure::Orders], revenue: line.sums[Measure::Revenue] });
    }
    sums
}

impl PostsPage {
    /// A post of the selection with what is known of it.
    pub(crate) fn post(&self, line: &PostLine) -> &StoredPost {
        &self.posted.posts[line.at]
    }

    /// The format that its caption announces.
    pub(crate) fn format(&self, line: &PostLine) -> &'static str {
        format::names().nth(self.posted.formats[line.at]).unwrap_or(format::OTHER)
    }

    /// The posts whose captions hold a text, compared without case, in an order; the earlier one of equals first.
    pub(crate) fn ordered(&self, caption: &str, order: PostOrder) -> Vec<&PostLine> {
        let wanted = caption.trim().to_lowercase();
        let holds = |line: &&PostLine| wanted.is_empty() || self.post(line).caption.to_lowercase().contains(&wanted);
        let mut found: Vec<&PostLine> = self.lines.iter().filter(holds).collect();
        let rate = |line: &PostLine| engagement(self.post(line)).unwrap_or(-1.0);
        found.sort_by(|one, next| match order {
            PostOrder::Revenue => next.near.revenue.cmp(&one.near.revenue),
            PostOrder::Day => self.post(next).day.cmp(&self.post(one).day),
            PostOrder::Reach => self.post(next).reach.cmp(&self.post(one).reach),
            PostOrder::Engagement => rate(next).total_cmp(&rate(one)),
        });
        found
    }

    /// Posts cannot answer to brand, product and campaign.
    fn posts_not_filtered(&self) -> bool {
        self.question.selection.filters_sales_values()
    }

    fn group(&mut self) {
        let profiles = self.dataset.profiles();
        let (mut platforms, mut people) = (BTreeMap::<&str, PostGroup>::new(), BTreeMap::<usize, PostGroup>::new());
        let mut formats = vec![PostGroup::default(); format::names().count()];
        let mut weekdays = vec![PostGroup::default(); WEEKDAYS.len()];
        let mut totals = PostGroup::default();
        for line in &self.lines {
            let post = &self.posted.posts[line.at];
            totals.add(post, line);
            platforms.entry(shown(&post.platform)).or_default().add(post, line);
            people.entry(post.profile).or_default().add(post, line);
            formats[self.posted.formats[line.at]].add(post, line);
            weekdays[weekday(post.day)].add(post, line);
        }
        let by_revenue = |mut groups: Vec<PostGroup>| {
            groups.sort_by(|one, next| next.near.revenue.cmp(&one.near.revenue).then(one.name.cmp(&next.name)));
            groups
        };
        let named = |(name, group): (&str, PostGroup)| PostGroup { name: name.to_owned(), ..group };
        let of_influencer = |(at, group): (usize, PostGroup)| {
            let profile = &profiles[at];
            PostGroup { name: profile.name.clone(), id: profile.id.clone(), ..group }
        };
        let (platforms, people) = (
            by_revenue(platforms.into_iter().map(named).collect()),
            by_revenue(people.into_iter().map(of_influencer).collect()),
        );
        self.influencers = people.len();
        self.formats = format::names().zip(formats).map(named).collect();
        self.weekdays = WEEKDAYS.into_iter().zip(weekdays).map(named).collect();
        (self.platforms, self.people, self.totals) = (platforms, people, totals);
        let not_filtered = self.posts_not_filtered();
        let groups = [&mut self.platforms, &mut self.people, &mut self.formats, &mut self.weekdays];
        groups.into_iter().flatten().for_each(|group| group.posts_not_filtered = not_filtered);
        self.totals.posts_not_filtered = not_filtered;
    }

    /// Judges formats and weekdays together.
    fn compare(&mut self) {
        let (formats, weekdays) = (self.formats.len(), self.weekdays.len());
        let format_of = |line: &PostLine| self.posted.formats[line.at];
        let weekday_of = |line: &PostLine| weekday(self.post(line).day);
        let lists = [
            (self.sold(&format_of), formats),
            (self.engaged(&format_of), formats),
            (self.sold(&weekday_of), weekdays),
            (self.engaged(&weekday_of), weekdays),
        ];
        let (judged, comparisons) = compared(&lists);
        self.comparisons = comparisons;
        for (groups, of) in [(&mut self.formats, &judged[..2]), (&mut self.weekdays, &judged[2..])] {
            for (at, group) in groups.iter_mut().enumerate() {
                (group.sells, group.engages) = (Some(of[0][at]), Some(of[1][at]));
            }
        }
        self.formats.retain(|group| group.posts > 0);
    }

    /// Revenue near each post whose days lie all in the data and the selection, and that stands alone in them: of two posts close
    /// together the first would lose its sales to the second. Below 0 it is nothing sold.
    fn sold(&self, kind: &dyn Fn(&PostLine) -> usize) -> Vec<Observation> {
        let last = self.last_whole_day();
        let is_whole = |line: &&PostLine| last.is_some_and(|last| self.post(line).day <= last);
        let of = |line: &PostLine| Observation {
            unit: self.post(line).profile,
            kind: kind(line),
            value: line.near.revenue.max(0) as f64,
        };
        self.lines.iter().filter(is_whole).filter(|line| self.stands_alone(line.at)).map(of).collect()
    }

    /// Whether no other post of the influencer lies within the near days on either side.
    fn stands_alone(&self, at: usize) -> bool {
        let posts = &self.posted.posts;
        let is_near = |other: usize| {
            let days = posts[other].day.number() - posts[at].day.number();
            posts[other].profile == posts[at].profile && days.unsigned_abs() as usize <= NEAR_DAYS
        };
        let (before, after) = (at.checked_sub(1), Some(at + 1).filter(|after| *after < posts.len()));
        !before.into_iter().chain(after).any(is_near)
    }

    fn engaged(&self, kind: &dyn Fn(&PostLine) -> usize) -> Vec<Observation> {
        let of = |line: &PostLine| {
            let value = engagement(self.post(line))?;
            Some(Observation { unit: self.post(line).profile, kind: kind(line), value })
        };
        self.lines.iter().filter_map(of).collect()
    }

    /// The last day whose posts have all days near them behind them.
    fn last_whole_day(&self) -> Option<Day> {
        let data = self.dataset.manifest().last_day.as_deref().and_then(|day| Day::parse(day).ok())?;
        let last = self.question.selection.to.map_or(data, |to| to.min(data));
        Some(last.plus(-(NEAR_DAYS as i32)))
    }

    fn warn(&mut self) {
        if self.posts_not_filtered() {
            let message = "Posts name no brand, product or campaign: all posts of the chosen influencers are shown, with the sales that are chosen.";
            self.warnings.push(Warning { code: "posts_not_filtered", message: message.to_owned() });
        }
        if self.posted.last_day().is_none() {
            let message = "This data has no posts. Add a file with influencer_id, date, reach, likes and comments, and if you have them platform, url and caption.";
            self.warnings.push(Warning { code: "no_posts", message: message.to_owned() });
        }
    }
}

impl PostGroup {
    fn add(&mut self, post: &StoredPost, line: &PostLine) {
        self.posts += 1;
        self.reach += post.reach;
        self.likes += post.likes;
        self.comments += post.comments;
        self.spend += line.spend;
        self.near.add(line.near);
    }

    /// A metric of posts by its id.
    pub(crate) fn metric(&self, id: &str) -> Option<Value> {
        let mut sums = Sums::default();
        sums[Measure::Posts] = self.posts;
        sums[Measure::Reach] = self.reach;
        sums[Measure::Likes] = self.likes;
        sums[Measure::Comments] = self.comments;
        sums[Measure::Spend] = self.spend;
        let scope = Scope {
            sums,
            baseline: Baseline::NoOrganic,
            contribution: 0,
            revenue_of_totals: 0,
            posts_not_filtered: self.posts_not_filtered,
        };
        metric(id).map(|metric| scope.metric(metric))
    }
}

fn weekday(day: Day) -> usize {
    (day.number() + DAY_ZERO).rem_euclid(WEEKDAYS.len() as i32) as usize
}

fn engagement(post: &StoredPost) -> Option<f64> {
    (post.reach > 0).then(|| (post.likes + post.comments) as f64 / post.reach as f64)
}
