//! Creators taken from the sales where no file lists them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    super::plan::{KeyKind, Refusal},
    alias::{AliasKind, folded, is_blank},
    index::{Claim, PersonIndex},
    lookup::cell_parts,
    lost::LostDigits,
    near::NearMatches,
    outcome::{Key, KeySums, PayeeSums},
    roster::{Located, Roster},
    sources::is_shop_code,
};

/// Kinds of keys that say who sold, the one that distinguishes creators best first. Buyers have e-mail addresses, too, so these
/// name no influencer, and a campaign or source is no person.
const LEADS: [KeyKind; 5] = [KeyKind::AffiliateId, KeyKind::Handle, KeyKind::Name, KeyKind::Code, KeyKind::UtmContent];

/// Fills an empty roster with the creators that the sales name, or the payments where the sales only have codes.
pub(super) fn take_people(roster: &mut Roster, sales: &[KeySums], payees: &[PayeeSums]) {
    let Some(lead) = lead(sales) else {
        return;
    };
    if matches!(lead, KeyKind::Code | KeyKind::UtmContent) && take_payees(roster, sales, payees, lead) {
        return;
    }
    let spelled = spellings(sales, lead);
    for spelling in &spelled {
        let person = roster.person(&spelling.text, spelling.name().unwrap_or(&spelling.text), false);
        let known = [&spelling.text].into_iter().chain(spelling.name());
        let kind = AliasKind::of(lead);
        known.for_each(|text| roster.index.add(AliasKind::Name, text, Claim::always(person)));
        roster.index.add(kind, &spelling.text, Claim::always(person));
        refuse_lost_digits(roster, spelling);
    }
    add_companions(roster, sales, lead);
    let what = what(lead);
    let people = roster.people.len();
    roster.notes.push(format!(
        "No file lists the creators: {people} are taken from the sales, each under {what} as it stands there."
    ));
}

const fn what(lead: KeyKind) -> &'static str {
    match lead {
        KeyKind::AffiliateId => "the affiliate id",
        KeyKind::Handle => "the handle",
        KeyKind::Name => "the name",
        KeyKind::Code => "the code",
        KeyKind::UtmContent | KeyKind::UtmCampaign | KeyKind::UtmSource | KeyKind::Email => "the tag",
    }
}

/// The first kind that at least half of the rows with any key have; else the first one that occurs.
fn lead(sales: &[KeySums]) -> Option<KeyKind> {
    let rows_with = |kinds: &[KeyKind]| -> u64 {
        let has = |sums: &&KeySums| {
            sums.keys.iter().any(|key| kinds.contains(&key.kind) && !key.is_contained && !is_blank(&key.text))
        };
        sales.iter().filter(has).map(|sums| sums.rows.max(1)).sum()
    };
    let keyed = rows_with(&LEADS);
    let found = LEADS.into_iter().find(|lead| rows_with(&[*lead]) * 2 >= keyed);
    found.or_else(|| LEADS.into_iter().find(|lead| rows_with(&[*lead]) > 0)).filter(|_| keyed > 0)
}

/// One creator as the sales spell them.
struct Spelling {
    text: String,
    /// Names on the same rows, with their rows.
    names: BTreeMap<String, u64>,
}

impl Spelling {
    fn name(&self) -> Option<&String> {
        self.names.iter().max_by_key(|(_, rows)| **rows).map(|(name, _)| name)
    }
}

/// Each creator in the most frequent spelling, the first one where two are equal, in the order of the sales.
fn spellings(sales: &[KeySums], lead: KeyKind) -> Vec<Spelling> {
    let mut order = Vec::<Vec<(String, u64)>>::new();
    let mut names = Vec::<BTreeMap<String, u64>>::new();
    let mut places = HashMap::<String, usize>::new();
    for (sums, text) in sales.iter().filter_map(|sums| lead_text(sums, lead).map(|text| (sums, text))) {
        let place = *places.entry(form(lead, &text)).or_insert(order.len());
        if place == order.len() {
            order.push(Vec::new());
            names.push(BTreeMap::new());
        }
        match order[place].iter_mut().find(|(held, _)| *held == text) {
            Some((_, rows)) => *rows += sums.rows,
            None => order[place].push((text, sums.rows)),
        }
        for name in texts(sums, KeyKind::Name).filter(|_| lead != KeyKind::Name) {
            *names[place].entry(name.trim().to_owned()).or_default() += sums.rows;
        }
    }
    order.into_iter().zip(names).filter_map(|(spelled, names)| Some(Spelling { text: most(spelled)?, names })).collect()
}

fn most(spelled: Vec<(String, u64)>) -> Option<String> {
    let most = spelled.iter().map(|(_, rows)| *rows).max()?;
    spelled.into_iter().find(|(_, rows)| *rows == most).map(|(text, _)| text)
}

/// Ids are distinguished by case, all others are not.
fn form(lead: KeyKind, text: &str) -> String {
    match AliasKind::of(lead) {
        kind @ AliasKind::Id => kind.strict(text),
        AliasKind::Code | AliasKind::Handle | AliasKind::Name | AliasKind::Email => folded(text),
    }
}

/// What says who sold: of several codes in a cell the first that is not the shop's own.
fn lead_text(sums: &KeySums, lead: KeyKind) -> Option<String> {
    let key = sums.keys.iter().find(|key| key.kind == lead && !key.is_contained && !is_blank(&key.text))?;
    let own = |text: &String| !matches!(lead, KeyKind::Code | KeyKind::UtmContent) || !is_shop_code(text);
    let whole = || matches!(lead, KeyKind::Name | KeyKind::AffiliateId).then(|| super::alias::id(&key.text).to_owned());
    whole().or_else(|| cell_parts(key).into_iter().find(own))
}

fn texts(sums: &KeySums, kind: KeyKind) -> impl Iterator<Item = &str> {
    let is_kind = move |key: &&Key| key.kind == kind && !key.is_contained && !is_blank(&key.text);
    sums.keys.iter().filter(is_kind).map(|key| key.text.as_str())
}

/// Codes and handles on the rows of one creator only are aliases: a row that has only the code is that creator's.
fn add_companions(roster: &mut Roster, sales: &[KeySums], lead: KeyKind) {
    let mut beside = HashMap::<(AliasKind, String), HashSet<PersonIndex>>::new();
    for (sums, text) in sales.iter().filter_map(|sums| lead_text(sums, lead).map(|text| (sums, text))) {
        let Some(person) = person(roster, lead, &text) else {
            continue;
        };
        let is_alias = |key: &&Key| {
            !matches!(key.kind, KeyKind::UtmCampaign | KeyKind::UtmSource) && key.kind != lead && !key.is_contained
        };
        for key in sums.keys.iter().filter(is_alias) {
            for part in cell_parts(key).into_iter().filter(|part| !is_shop_code(part)) {
                beside.entry((AliasKind::of(key.kind), part)).or_default().insert(person);
            }
        }
    }
    for ((kind, text), people) in beside {
        if let [person] = people.into_iter().collect::<Vec<_>>()[..] {
            roster.index.add(kind, &text, Claim::always(person));
        }
    }
}

fn person(roster: &Roster, lead: KeyKind, text: &str) -> Option<PersonIndex> {
    let kind = AliasKind::of(lead);
    let strict = roster.index.strict(kind, text, None);
    let people = if strict.is_empty() { roster.index.folded(kind, &folded(text), None) } else { strict };
    people.first().copied()
}

/// Takes the payees as creators where some code is near to one of their names.
fn take_payees(roster: &mut Roster, sales: &[KeySums], payees: &[PayeeSums], lead: KeyKind) -> bool {
    let mut paid = Roster::default();
    for key in payees
        .iter()
        .filter_map(|payee| payee.keys.iter().find(|key| key.kind != KeyKind::Email && !is_blank(&key.text)))
    {
        let name = super::alias::id(&key.text);
        let held = person(&paid, KeyKind::Name, name);
        let person = held.unwrap_or_else(|| paid.person(name, name, false));
        paid.index.add(AliasKind::Name, name, Claim::always(person));
    }
    let near = NearMatches::new(&paid);
    let is_near = sales
        .iter()
        .filter_map(|sums| lead_text(sums, lead))
        .any(|code| near.of_code(&code).is_some() || person(&paid, lead, &code).is_some());
    if is_near {
        let people = paid.people.len();
        paid.notes.push(format!(
            "No file lists the creators: {people} are taken from the payments, and codes are joined to them by name."
        ));
        *roster = paid;
    }
    is_near
}

fn refuse_lost_digits(roster: &mut Roster, spelling: &Spelling) {
    if spelling.names.len() > 1 && LostDigits::read(&spelling.text).is_some() {
        let names: Vec<String> = spelling.names.keys().take(3).cloned().collect();
        let refusal = Refusal { is_known_to_reader: false,
            line: None,
            column: "id".to_owned(),
            found: format!("{} for {}: the last digits were lost in scientific notation", spelling.text, super::roster::joined(&names)),
            expected: "an id with all its digits, each creator's own".to_owned(),
            fix: "Format the id column of the spreadsheet as text, bring the full ids in again and upload the files once more.".to_owned(),
        };
        roster.refusals.push(Located { file: String::new(), refusal });
    }
}
