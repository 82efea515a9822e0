//! A table of posts, by words.

use super::{
    super::super::{
        tables::columns::ColumnMatch,
        tables::fields::{Field, Role},
    },
    Fed, keys,
    lexicon::Meaning,
    table::Table,
};

/// Columns that posts have.
const SIGNS: [Meaning; 8] = [
    Meaning::PostUrl,
    Meaning::Caption,
    Meaning::Reach,
    Meaning::Likes,
    Meaning::Comments,
    Meaning::Views,
    Meaning::Shares,
    Meaning::Saves,
];

/// The posts of a file; nothing when it holds none.
pub(super) fn posts(table: &Table<'_>) -> Option<Fed> {
    let mut fed = Fed::new(Role::Posts);
    let signs = SIGNS.iter().filter(|sign| table.has(&[**sign])).count();
    let has_day = table.has(&[Meaning::PostDate, Meaning::Date, Meaning::OrderDate]);
    let is_list = table.has(&[Meaning::Followers]);
    let is_posts = table.seen.role == Some(Role::Posts) || (signs >= 1 && has_day) || (signs >= 2 && !is_list);
    if !is_posts || !keys::recognise_person(table, &mut fed) {
        return None;
    }
    fed.plan.fields.extend(table.plans(
        Role::Posts,
        &[
            (Field::Platform, &[Meaning::Platform]),
            (Field::Url, &[Meaning::PostUrl]),
            (Field::Caption, &[Meaning::Caption]),
            (Field::Reach, &[Meaning::Reach]),
            (Field::Likes, &[Meaning::Likes]),
            (Field::Comments, &[Meaning::Comments]),
            (Field::Shares, &[Meaning::Shares]),
            (Field::Saves, &[Meaning::Saves]),
            (Field::Views, &[Meaning::Views]),
        ],
    ));
    add_day(table, &mut fed);
    Some(fed)
}

fn add_day(table: &Table<'_>, fed: &mut Fed) {
    let listed = table.listed(&[Meaning::PostDate, Meaning::Date, Meaning::OrderDate]);
    if let Some(day) = listed.first() {
        fed.plan.fields.push(table.plan(Role::Posts, Field::Date, *day));
        return;
    }
    let guessed = table.guessed(&[Meaning::PostDate, Meaning::Date]);
    let Some(day) = guessed.first().copied() else { return };
    let mut plan = table.plan(Role::Posts, Field::Date, day);
    plan.how = ColumnMatch::Guess;
    fed.plan.fields.push(plan);
    let why = format!("{} may be the day of the post, or another one.", table.shown(day));
    fed.uncertain(Field::Date, guessed.into_iter().map(Some).chain([None]).collect(), why);
}
