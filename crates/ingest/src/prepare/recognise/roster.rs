//! A list of creators, by words: alone, or taken from a table that also holds their sales or payments.

use super::{
    super::{
        super::{
            tables::columns::ColumnMatch,
            tables::fields::{Field, Role},
        },
        plan::{FieldPlan, From, KeyColumn, KeyKind, Repeats},
    },
    Fed, keys,
    lexicon::Meaning,
    table::Table,
};

/// What only a list of creators says.
const SIGNS: [Meaning; 3] = [Meaning::Followers, Meaning::Category, Meaning::Gender];

/// The roster of a file; nothing when it is none. `others` says whether the file feeds sales, payouts and posts.
pub(super) fn roster(table: &Table<'_>, [sales, payouts, posts]: [bool; 3]) -> Option<Fed> {
    if !is_roster(table, sales || payouts || posts) {
        return None;
    }
    let mut fed = Fed::new(Role::Influencers);
    let id = id(table)?;
    fed.plan.fields.push(table.plan(Role::Influencers, Field::Influencer, id));
    fed.plan.fields.extend(name(table, id));
    fed.plan.fields.extend(table.plans(
        Role::Influencers,
        &[
            (Field::Category, &[Meaning::Category]),
            (Field::Gender, &[Meaning::Gender]),
            (Field::Followers, &[Meaning::Followers]),
            (Field::Platform, &[Meaning::Platform]),
        ],
    ));
    fed.plan.keys = aliases(table, id);
    let name = fed.plan.column_of(Field::Name);
    fed.plan.keys.retain(|key| Some(key.column) != name);
    if sales || payouts || posts {
        fed.plan.repeats = Repeats::OncePerPerson;
        fed.plan.only_if_missing = sales || !table.has(&SIGNS);
    }
    if table.meaning(id) != Some(Meaning::InfluencerId) && table.meaning(id) != Some(Meaning::Id) {
        fed.notes.push(format!("No column holds ids of creators: {} stands for them.", table.shown(id)));
    }
    Some(fed)
}

/// Buyers forbid it; beside sales, payments or posts only what such rows do not need says that people are listed.
fn is_roster(table: &Table<'_>, has_more: bool) -> bool {
    let is_chosen = table.seen.role == Some(Role::Influencers);
    let names = [Meaning::Creator, Meaning::FullName, Meaning::FirstName, Meaning::InfluencerId, Meaning::Handle];
    let aliases = [Meaning::Handle, Meaning::Profile, Meaning::Code, Meaning::AffiliateId, Meaning::UtmContent];
    let is_named = table.has(&names) || (table.has(&[Meaning::Id]) && table.has(&SIGNS));
    // Only creators have followers: orders that say them name creators.
    let is_of_buyers =
        table.has(&[Meaning::Buyer]) || table.has(&[Meaning::OrderId]) && !table.has(&[Meaning::Followers]);
    if is_chosen || !is_named || is_of_buyers {
        return is_chosen;
    }
    let has_alias = table.has(&aliases) && table.has(&[Meaning::Creator, Meaning::FullName, Meaning::FirstName]);
    if has_more {
        return table.has(&SIGNS);
    }
    let is_traffic = table.has(&[Meaning::Clicks]) && !table.has(&[Meaning::Creator, Meaning::FullName]);
    let is_list = table.has(&SIGNS) || table.has(&[Meaning::Platform]) || has_alias;
    is_list && !is_traffic
}

/// What stands for a person in the roster: an id, else the name where no two are the same, else a handle or address.
fn id(table: &Table<'_>) -> Option<usize> {
    let ids = table.listed(&[Meaning::InfluencerId, Meaning::Id]);
    let named = table.listed(&[
        Meaning::Creator,
        Meaning::FullName,
        Meaning::Handle,
        Meaning::CreatorEmail,
        Meaning::Email,
        Meaning::Profile,
        Meaning::AffiliateId,
        Meaning::FirstName,
    ]);
    let best = |columns: &[usize]| columns.iter().copied().find(|at| table.is_distinct(*at));
    ids.first().copied().or_else(|| best(&named)).or_else(|| named.first().copied())
}

fn name(table: &Table<'_>, id: usize) -> Option<FieldPlan> {
    if let Some(at) = table.listed(&[Meaning::Creator, Meaning::FullName]).into_iter().next() {
        return Some(table.plan(Role::Influencers, Field::Name, at));
    }
    let parts = table.listed(&[Meaning::FirstName, Meaning::LastName]);
    if !parts.is_empty() {
        return Some(FieldPlan { field: Field::Name, from: From::Joined(parts), how: ColumnMatch::Alias });
    }
    let is_name = matches!(table.meaning(id), Some(Meaning::Handle | Meaning::Profile | Meaning::Email));
    is_name.then(|| table.plan(Role::Influencers, Field::Name, id))
}

/// Every column whose values may be keys of sales, known by its header or by its values.
fn aliases(table: &Table<'_>, id: usize) -> Vec<KeyColumn> {
    let key = |column, kind| KeyColumn { column, kind, is_contained: false, parameter: None };
    let of = |(meaning, kind): &(Meaning, KeyKind)| {
        table.listed(&[*meaning]).into_iter().map(|column| key(column, *kind)).collect::<Vec<_>>()
    };
    let mut keys: Vec<KeyColumn> =
        keys::OF_SALES.iter().chain(&keys::OF_PEOPLE).flat_map(of).filter(|key| key.column != id).collect();
    let guessed = table.guessed(&[Meaning::Code, Meaning::Handle]).into_iter();
    keys.extend(guessed.map(|column| key(column, KeyKind::Code)));
    let is_open = |at: &usize| {
        *at != id && keys.iter().all(|key| key.column != *at) && is_other(table, *at) && table.holds_keys(*at)
    };
    let by_value: Vec<usize> = (0..table.seen.headers.len()).filter(is_open).collect();
    keys.extend(by_value.into_iter().map(|column| key(column, KeyKind::Code)));
    keys
}

/// Nothing that the roster keeps, and no figure.
fn is_other(table: &Table<'_>, at: usize) -> bool {
    table.meaning(at).is_none_or(|meaning| matches!(meaning, Meaning::RosterOther | Meaning::Ignored | Meaning::Id))
}
