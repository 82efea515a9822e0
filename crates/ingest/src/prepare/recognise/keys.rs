//! Columns that show who sold or was paid, and sheets that say whose each code is.

use super::{
    super::{
        super::tables::fields::{Field, Role},
        plan::{KeyColumn, KeyKind},
    },
    Fed, KeysSheet,
    lexicon::Meaning,
    table::Table,
};

/// Of sales, in the order of precedence.
pub(super) const OF_SALES: [(Meaning, KeyKind); 9] = [
    (Meaning::Code, KeyKind::Code),
    (Meaning::UtmContent, KeyKind::UtmContent),
    (Meaning::UtmCampaign, KeyKind::UtmCampaign),
    (Meaning::UtmSource, KeyKind::UtmSource),
    (Meaning::AffiliateId, KeyKind::AffiliateId),
    (Meaning::Handle, KeyKind::Handle),
    (Meaning::Profile, KeyKind::Handle),
    (Meaning::CreatorEmail, KeyKind::Email),
    (Meaning::Creator, KeyKind::Name),
];

/// In tables without buyers a bare e-mail or name is the creator's.
pub(super) const OF_PEOPLE: [(Meaning, KeyKind); 2] =
    [(Meaning::Email, KeyKind::Email), (Meaning::FullName, KeyKind::Name)];

/// Columns of one person each.
pub(super) const PERSON: [Meaning; 8] = [
    Meaning::InfluencerId,
    Meaning::Creator,
    Meaning::FullName,
    Meaning::FirstName,
    Meaning::Handle,
    Meaning::Profile,
    Meaning::CreatorEmail,
    Meaning::Email,
];

/// The columns that may show the person in the rows of a table: a bare name or e-mail may be a buyer's in sales.
pub(super) fn columns(table: &Table<'_>, role: Role) -> Vec<KeyColumn> {
    let has_buyers = table.has(&[Meaning::Buyer, Meaning::OrderId]);
    let of_people = if role == Role::Tracking && has_buyers { &OF_PEOPLE[..0] } else { &OF_PEOPLE[..] };
    let of = |(meaning, kind): &(Meaning, KeyKind)| {
        let key = |column| KeyColumn { column, kind: *kind, is_contained: false, parameter: None };
        table.listed(&[*meaning]).into_iter().map(key).collect::<Vec<_>>()
    };
    let mut keys: Vec<KeyColumn> = OF_SALES.iter().chain(of_people).flat_map(of).collect();
    if keys.is_empty() {
        let known = table.listed(&[Meaning::Campaign, Meaning::Platform, Meaning::FullName, Meaning::Source]);
        // Creators are listed with their platform, too: beside a column of ids it names no influencer.
        let is_apart = |at: &usize| table.meaning(*at) != Some(Meaning::Platform) || !table.has(&[Meaning::Id]);
        let known = known.into_iter().filter(is_apart).find(|at| table.holds_keys(*at));
        keys.extend(known.map(|column| KeyColumn {
            column,
            kind: KeyKind::Name,
            is_contained: false,
            parameter: None,
        }));
    }
    if role == Role::Payouts && keys.iter().any(|key| key.kind >= KeyKind::AffiliateId) {
        // A payment goes to a person; the codes beside the name are for the sales.
        keys.retain(|key| key.kind >= KeyKind::AffiliateId);
    }
    keys.sort_by_key(|key| key.kind);
    keys
}

/// Says in a table who each row is about: by an id, else by keys; a header that only hints at one is asked.
///
/// Answers whether anything does.
pub(super) fn recognise_person(table: &Table<'_>, fed: &mut Fed) -> bool {
    let role = fed.plan.role;
    let ids = table.listed(&[Meaning::InfluencerId]);
    if let Some(id) = ids.first() {
        fed.plan.fields.push(table.plan(role, Field::Influencer, *id));
        if ids.len() > 1 {
            let why = format!("{} may all be the id of the influencer.", table.shown_all(&ids));
            fed.uncertain(Field::Influencer, ids.iter().copied().map(Some).collect(), why);
        }
        return true;
    }
    fed.plan.keys = columns(table, role);
    if !fed.plan.keys.is_empty() {
        return true;
    }
    guess_person(table, fed)
}

/// A bare `id` is the order's or the row's as often as the influencer's: only known ids decide it.
fn guess_person(table: &Table<'_>, fed: &mut Fed) -> bool {
    let hinted = table.guessed(&[Meaning::InfluencerId, Meaning::Creator, Meaning::Handle, Meaning::Code]);
    let bare = table.listed(&[Meaning::Id]);
    let Some(at) = hinted.first().or(bare.first()).copied() else { return false };
    if table.holds_keys(at) {
        fed.plan.fields.push(table.plan(fed.plan.role, Field::Influencer, at));
        return true;
    }
    let why = format!("{} may say which influencer a row is about, or may be something else.", table.shown(at));
    fed.plan.fields.push(table.plan(fed.plan.role, Field::Influencer, at));
    fed.uncertain(Field::Influencer, vec![Some(at), None], why);
    true
}

/// A sheet of codes and their creators, with the days on which they are theirs where it says them.
pub(super) fn sheet(table: &Table<'_>) -> Option<KeysSheet> {
    const MAX_COLUMNS: usize = 8;
    const CODES: [Meaning; 5] =
        [Meaning::Code, Meaning::UtmContent, Meaning::AffiliateId, Meaning::UtmCampaign, Meaning::UtmSource];
    const PEOPLE: [Meaning; 4] = [Meaning::InfluencerId, Meaning::Creator, Meaning::Handle, Meaning::FullName];
    let width = table.seen.headers.len();
    let is_more = |at: usize| {
        let meaning = table.meaning(at);
        meaning.is_some_and(|meaning| {
            !CODES.contains(&meaning)
                && !PEOPLE.contains(&meaning)
                && !matches!(
                    meaning,
                    Meaning::ValidFrom | Meaning::ValidTo | Meaning::RosterOther | Meaning::Ignored | Meaning::Id
                )
        })
    };
    let people = table.listed(&PEOPLE);
    let [creator] = people[..] else { return None };
    let code = table.first(&CODES)?;
    if width > MAX_COLUMNS || (0..width).any(is_more) {
        return None;
    }
    let (from, to) = (table.first(&[Meaning::ValidFrom]), table.first(&[Meaning::ValidTo]));
    Some(KeysSheet { code, creator, from, to })
}
