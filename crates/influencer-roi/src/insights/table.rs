//! The influencer table: every line's numbers, in the wanted order.

use std::cmp::Ordering;

use definitions::{Gathered, InfluencerLine, Measure, Profile, Question, Scope, Sort, SortKey, Value, Verdict, metric};

/// One line with everything it can be ordered by.
pub(crate) struct Row<'d> {
    pub(crate) profile: &'d Profile,
    pub(crate) scope: Scope,
    pub(crate) verdict: Verdict,
}

/// The return on what was spent, which verdicts are about.
pub(crate) fn roas(scope: &Scope) -> Value {
    metric("roas").map_or(Value::Missing(definitions::Reason::NoSpend), |roas| scope.metric(roas))
}

/// One line with its numbers; shares are of `whole`, verdicts against the ROAS of the selection.
pub(crate) fn row<'d>(
    profiles: &'d [Profile],
    gathered: &Gathered,
    question: &Question,
    line: &InfluencerLine,
    whole: i64,
    of_selection: Value,
) -> Row<'d> {
    let scope = gathered.part_scope(question, line.sums, line.baseline, whole);
    Row { profile: &profiles[line.profile], scope, verdict: Verdict::of(roas(&scope), of_selection) }
}

/// Every line of the answer in the question's order; ties stay in roster order.
pub(crate) fn rows<'d>(profiles: &'d [Profile], gathered: &Gathered, question: &Question) -> Vec<Row<'d>> {
    let of_selection = roas(&gathered.totals_scope(question));
    let whole = gathered.totals.sums[Measure::Revenue];
    let row = |line: &InfluencerLine| row(profiles, gathered, question, line, whole, of_selection);
    let mut rows: Vec<Row<'d>> = gathered.lines.iter().map(row).collect();
    let Some((first, others)) = question.table.sort.split_first() else {
        return rows;
    };
    // The first key is worked out once a line; the others only where the first does not decide.
    let mut keyed: Vec<(Key, Row<'d>)> = rows.drain(..).map(|row| (key(first.key, &row), row)).collect();
    keyed.sort_by(|(left_key, left), (right_key, right)| {
        let order = |sort: &Sort| by(sort.descending, &key(sort.key, left), &key(sort.key, right));
        let others = || others.iter().map(order).find(|order| order.is_ne()).unwrap_or(Ordering::Equal);
        by(first.descending, left_key, right_key).then_with(others)
    });
    rows.extend(keyed.into_iter().map(|(_, row)| row));
    rows
}

/// The line of one profile; nothing where it does not pass the influencer side.
pub(crate) fn row_of<'d>(
    profiles: &'d [Profile],
    gathered: &Gathered,
    question: &Question,
    profile: usize,
) -> Option<Row<'d>> {
    let of_selection = roas(&gathered.totals_scope(question));
    let whole = gathered.totals.sums[Measure::Revenue];
    let line = gathered.lines.iter().find(|line| line.profile == profile)?;
    Some(row(profiles, gathered, question, line, whole, of_selection))
}

/// What one line is ordered by; nothing for what has no value, which stands last in either direction.
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

fn key(key: SortKey, row: &Row<'_>) -> Key {
    let text = |text: &str| {
        if text.is_empty() { Key::Nothing } else { Key::Text(text.to_lowercase()) }
    };
    let profile = row.profile;
    match key {
        SortKey::Id => Key::Text(profile.id.clone()),
        SortKey::Name => text(&profile.name),
        SortKey::Category => text(&profile.category),
        SortKey::Gender => text(&profile.gender),
        SortKey::Platform => text(&profile.platform),
        SortKey::Followers | SortKey::Tier => profile.followers.map_or(Key::Nothing, Key::Whole),
        SortKey::Verdict => {
            Key::Whole(Verdict::ALL.iter().position(|verdict| *verdict == row.verdict).unwrap_or(0) as i64)
        }
        SortKey::Measure(measure) => number(row.scope.measure(measure)),
        SortKey::Metric(metric) => number(row.scope.metric(metric)),
    }
}

fn number(value: Value) -> Key {
    match value {
        Value::Money(number) | Value::Count(number) => Key::Whole(number),
        Value::Quotient(quotient) => Key::Quotient(quotient),
        Value::Missing(_) => Key::Nothing,
    }
}
