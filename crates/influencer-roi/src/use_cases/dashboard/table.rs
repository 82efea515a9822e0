//! The influencer table: the numbers of every row, in the requested order.

use std::{cmp::Ordering, sync::Arc};

use definitions::{
    AgainstDataset, Aggregates, InfluencerLine, Measure, Profile, Question, Scope, Sort, SortKey, Value,
};

use store::Dataset;

use super::standing::{dataset_roas, roas};
use crate::use_cases::estimates::{Estimated, Estimates};

/// One line with everything it can be ordered by.
pub(crate) struct Row<'d> {
    pub(crate) profile: &'d Arc<Profile>,
    pub(crate) scope: Scope,
    pub(crate) against: Option<AgainstDataset>,
    pub(crate) estimate: Option<&'d Estimated>,
}

/// The lines of one answer, made into rows on demand.
#[derive(Clone, Copy)]
pub(crate) struct Table<'d> {
    profiles: &'d [Arc<Profile>],
    aggregates: &'d Aggregates,
    question: &'d Question,
    /// What shares are shares of.
    whole: i64,
    /// What each line stands above or below: the ROAS of the whole dataset.
    dataset_roas: Value,
    estimates: Option<&'d Estimates>,
}

impl<'d> Table<'d> {
    pub(crate) fn new(dataset: &'d Dataset, aggregates: &'d Aggregates, question: &'d Question) -> Self {
        let whole = aggregates.totals.sums[Measure::Revenue];
        let dataset_roas = dataset_roas(dataset);
        Self { profiles: dataset.profiles(), aggregates, question, whole, dataset_roas, estimates: None }
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
        let scope = self.aggregates.part_scope(self.question, line, self.whole);
        let against = AgainstDataset::new(roas(&scope), self.dataset_roas);
        Row { profile: &self.profiles[line.profile], scope, against, estimate: self.estimated(line) }
    }

    fn estimated(&self, line: &InfluencerLine) -> Option<&'d Estimated> {
        self.estimates.and_then(|estimates| estimates.for_profile(line.profile))
    }

    /// The line of one profile; nothing where it does not pass the influencer side.
    pub(crate) fn row_of(&self, profile: usize) -> Option<Row<'d>> {
        self.aggregates.lines.iter().find(|line| line.profile == profile).map(|line| self.row(line))
    }

    /// The lines with one of the question's verdicts; all where it chooses none.
    fn chosen(&self) -> impl Iterator<Item = &'d InfluencerLine> {
        let verdicts = &self.question.table.verdicts;
        let has_verdict = |line: &&InfluencerLine| {
            verdicts.is_empty() || self.estimated(line).is_some_and(|estimated| verdicts.contains(&estimated.verdict))
        };
        self.aggregates.lines.iter().filter(has_verdict)
    }

    /// How many lines the table has.
    pub(crate) fn len(&self) -> usize {
        self.chosen().count()
    }

    /// Every line of the table in the question's order; ties stay in roster order.
    pub(crate) fn ordered(&self) -> Vec<&'d InfluencerLine> {
        self.first_ordered(usize::MAX)
    }

    /// The first `most` lines of [`Self::ordered`].
    pub(crate) fn first_ordered(&self, most: usize) -> Vec<&'d InfluencerLine> {
        let Some((first, others)) = self.question.table.sort.split_first() else {
            return self.chosen().take(most).collect();
        };
        // The first key is computed once per line; the others only for ties.
        let keyed = self.chosen().map(|line| (self.key(first.key, line), line)).collect();
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
                let rank = self.estimated(line).and_then(|estimated| estimated.verdict.rank());
                rank.map_or(Key::Nothing, Key::Whole)
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
