//! The influencer table: the numbers of every row, in the requested order.

use std::{cmp::Ordering, sync::Arc};

use definitions::{
    Aggregates, InfluencerLine, Measure, Profile, Question, Scope, Sort, SortKey, Value, Verdict, metric,
};

use crate::use_cases::estimates::{Estimated, Estimates};

/// One line with everything it can be ordered by.
pub(crate) struct Row<'d> {
    pub(crate) profile: &'d Arc<Profile>,
    pub(crate) scope: Scope,
    pub(crate) verdict: Verdict,
    pub(crate) estimate: Option<&'d Estimated>,
}

/// The return on what was spent, which verdicts are about.
pub(crate) fn roas(scope: &Scope) -> Value {
    metric("roas").map_or(Value::Missing(definitions::Reason::NoSpend), |roas| scope.metric(roas))
}

/// The lines of one answer, made into rows on demand.
#[derive(Clone, Copy)]
pub(crate) struct Table<'d> {
    profiles: &'d [Arc<Profile>],
    aggregates: &'d Aggregates,
    question: &'d Question,
    /// What shares are shares of.
    whole: i64,
    /// What verdicts are against: the ROAS of the selection.
    of_selection: Value,
    estimates: Option<&'d Estimates>,
}

impl<'d> Table<'d> {
    pub(crate) fn new(profiles: &'d [Arc<Profile>], aggregates: &'d Aggregates, question: &'d Question) -> Self {
        let whole = aggregates.totals.sums[Measure::Revenue];
        let of_selection = roas(&aggregates.totals_scope(question));
        Self { profiles, aggregates, question, whole, of_selection, estimates: None }
    }

    /// The same with shares of something else.
    pub(crate) fn with_shares_of(self, whole: i64) -> Self {
        Self { whole, ..self }
    }

    /// The same with what is estimated.
    pub(crate) fn with_estimates(self, estimates: Option<&'d Estimates>) -> Self {
        Self { estimates, ..self }
    }

    /// One line with its numbers.
    pub(crate) fn row(&self, line: &InfluencerLine) -> Row<'d> {
        let scope = self.aggregates.part_scope(self.question, line.sums, line.baseline, self.whole);
        let verdict = Verdict::from_roas(roas(&scope), self.of_selection);
        Row { profile: &self.profiles[line.profile], scope, verdict, estimate: self.estimated(line) }
    }

    fn estimated(&self, line: &InfluencerLine) -> Option<&'d Estimated> {
        self.estimates.and_then(|estimates| estimates.for_profile(line.profile))
    }

    /// The line of one profile; nothing where it does not pass the influencer side.
    pub(crate) fn row_of(&self, profile: usize) -> Option<Row<'d>> {
        self.aggregates.lines.iter().find(|line| line.profile == profile).map(|line| self.row(line))
    }

    /// Every line of the answer in the question's order; ties stay in roster order.
    pub(crate) fn ordered(&self) -> Vec<&'d InfluencerLine> {
        self.first_ordered(usize::MAX)
    }

    /// The first `most` lines of [`Self::ordered`].
    pub(crate) fn first_ordered(&self, most: usize) -> Vec<&'d InfluencerLine> {
        let lines = &self.aggregates.lines;
        let Some((first, others)) = self.question.table.sort.split_first() else {
            return lines.iter().take(most).collect();
        };
        // The first key is computed once per line; the others only for ties.
        let keyed = lines.iter().map(|line| (self.key(first.key, line), line)).collect();
        let found = first_of(keyed, most, |(left_key, left), (right_key, right)| {
            let order = |sort: &Sort| by(sort.descending, &self.key(sort.key, left), &self.key(sort.key, right));
            let others = || others.iter().map(order).find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
            let roster = || left.profile.cmp(&right.profile);
            by(first.descending, left_key, right_key).then_with(others).then_with(roster)
        });
        found.into_iter().map(|(_, line)| line).collect()
    }

    fn key(&self, key: SortKey, line: &InfluencerLine) -> Key {
        let text = |text: &str| {
            if text.is_empty() { Key::Nothing } else { Key::Text(text.to_lowercase()) }
        };
        let profile = &self.profiles[line.profile];
        match key {
            SortKey::Id => Key::Text(profile.id.clone()),
            SortKey::Name => text(&profile.name),
            SortKey::Attribute(attribute) => text(profile.attribute(attribute)),
            SortKey::Followers | SortKey::Tier => profile.followers.map_or(Key::Nothing, Key::Whole),
            SortKey::Verdict => {
                let verdict = self.row(line).verdict;
                Key::Whole(Verdict::ALL.iter().position(|known| *known == verdict).unwrap_or(0) as i64)
            }
            SortKey::Measure(measure) => Key::Whole(line.sums[measure]),
            SortKey::Metric(metric) => number(self.row(line).scope.metric(metric)),
            SortKey::Estimate(estimate) => {
                self.estimated(line).map_or(Key::Nothing, |estimated| number(estimated.value(estimate)))
            }
        }
    }
}

/// The first `most` in a strict total order, sorted; the rest is not sorted.
pub(super) fn first_of<T>(mut all: Vec<T>, most: usize, mut order: impl FnMut(&T, &T) -> Ordering) -> Vec<T> {
    if most < all.len() {
        all.select_nth_unstable_by(most, &mut order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
    all
}

/// A sort key; a missing value sorts last in either direction.
enum Key {
    Text(String),
    Whole(i64),
    Quotient(f64),
    Nothing,
}

fn by(descending: bool, left: &Key, right: &Key) -> Ordering {
    let ascending = match (left, right) {
        (Key::Nothing, Key::Nothing) => return Ordering::Equal,
        (Key::Nothing, _) => return Ordering::Greater,
        (_, Key::Nothing) => return Ordering::Less,
        (Key::Text(left), Key::Text(right)) => left.cmp(right),
        (Key::Whole(left), Key::Whole(right)) => left.cmp(right),
        (Key::Quotient(left), Key::Quotient(right)) => left.total_cmp(right),
        _ => Ordering::Equal,
    };
    if descending { ascending.reverse() } else { ascending }
}

fn number(value: Value) -> Key {
    match value {
        Value::Money(number) | Value::Count(number) => Key::Whole(number),
        Value::Quotient(quotient) => Key::Quotient(quotient),
        Value::Missing(_) => Key::Nothing,
    }
}
