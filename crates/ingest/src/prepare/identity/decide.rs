//! From everything the files say about keys to one decision, its questions and what is noted.

use std::collections::{HashMap, HashSet};

use definitions::Day;

use super::{
    super::ask::{Answers, Asked},
    alias::folded,
    aliases::{Alias, Aliases, Owner},
    from_sales::take_people,
    lookup::cell_parts,
    near::NearMatches,
    outcome::{Key, KeySums, Payee, PayeeSums, Seller},
    payees::{decide_payees, payee},
    questions::{Undecided, money, shared_codes, unowned_codes},
    resolve::Resolver,
    roster::{Located, Person, Roster, RosterBuilder, joined},
    seen_keys::{SeenKey, seen_keys},
    sources::is_shop_code,
    tally::{Noted, SalesTally},
};

/// Creators that a report lists to choose from.
const MAX_CREATORS: usize = 2_000;

/// What an upload says about creators, and what was answered before.
pub(crate) struct Seen<'s> {
    pub(crate) roster: RosterBuilder,
    /// One entry for each distinct combination of keys.
    pub(crate) sales: &'s [KeySums],
    /// One entry for each distinct combination of keys.
    pub(crate) payees: &'s [PayeeSums],
    /// Creators are taken from the sales where no file names any.
    pub(crate) may_take_people_from_sales: bool,
    /// Set for this upload: they go before all else.
    pub(crate) aliases: &'s Aliases,
    /// Set for earlier uploads: they count below those, and only for creators that there are.
    pub(crate) earlier: &'s Aliases,
    pub(crate) answers: &'s Answers,
}

/// Who every key is, what only the user can say, and what is noted without a question.
#[derive(Debug)]
pub(crate) struct Decided {
    resolver: Resolver,
    payees: HashMap<String, Payee>,
    /// All that was asked, with an answer or without.
    pub(crate) questions: Vec<Asked>,
    pub(crate) notes: Vec<String>,
    pub(crate) refusals: Vec<Located>,
    /// The keys on the sales with the most revenue, and how many there are in all.
    pub(crate) keys: (Vec<SeenKey>, usize),
}

/// Decides who every key of an upload is.
pub(crate) fn decide(mut seen: Seen<'_>) -> Decided {
    let mut roster = std::mem::take(&mut seen.roster).finish(&named(seen.sales, seen.payees));
    if roster.people.is_empty() && seen.may_take_people_from_sales {
        take_people(&mut roster, seen.sales, seen.payees);
    }
    let near = NearMatches::new(&roster);
    let mut resolver = Resolver { aliases: in_effect(&roster, &seen), roster, decisions: HashMap::new() };
    let tally = SalesTally::of(&resolver, seen.sales);
    let mut undecided = Undecided::default();
    let propose = |code: &str| proposed(code, &near, &resolver.roster);
    unowned_codes(&tally, &resolver.roster, propose, seen.answers, &mut undecided);
    shared_codes(&tally, &resolver.roster, seen.answers, &mut undecided);
    let payees = decide_payees(&resolver, &near, seen.payees, seen.answers);
    resolver.decisions = undecided.decisions;
    let notes = [std::mem::take(&mut resolver.roster.notes), notes(&tally), undecided.notes, payees.notes].concat();
    let questions = [undecided.questions, payees.questions].concat();
    let refusals = std::mem::take(&mut resolver.roster.refusals);
    let keys = seen_keys(&resolver, seen.sales);
    Decided { resolver, payees: payees.decisions, questions, notes, refusals, keys }
}

/// The aliases that count: those of earlier uploads where their creator is known, over them those of this one.
fn in_effect(roster: &Roster, seen: &Seen<'_>) -> Aliases {
    let is_known = |alias: &&Alias| match &alias.owner {
        Owner::Creator(id) => roster.find(id).is_some(),
        Owner::Organic | Owner::Other => true,
    };
    let mut aliases = Aliases::default();
    let earlier = seen.earlier.list().iter().filter(is_known);
    earlier.chain(seen.aliases.list()).for_each(|alias| aliases.set(alias.clone()));
    aliases
}

impl Decided {
    /// The aliases that counted.
    pub(crate) fn aliases(&self) -> &Aliases {
        &self.resolver.aliases
    }

    /// Whose a sale with these keys is on a day.
    pub(crate) fn seller(&self, keys: &[Key], day: Option<Day>) -> Seller {
        self.resolver.seller(keys, day)
    }

    /// Who a payment with these keys is for.
    pub(crate) fn payee(&self, keys: &[Key]) -> Payee {
        payee(&self.resolver, &self.payees, keys)
    }

    /// The id of the creator in this line of a list of creators.
    pub(crate) fn id_of_row(&self, file: &str, line: u64) -> Option<&str> {
        self.resolver.roster.id_of_row(file, line)
    }

    /// Who codes can belong to: id and name, the first of them.
    pub(crate) fn creators(&self) -> Vec<(String, String)> {
        let people = self.resolver.roster.people.iter().take(MAX_CREATORS);
        people.map(|person| (person.id.clone(), person.name.clone())).collect()
    }

    /// The creators to be written as the roster where no file lists any; empty where one does.
    pub(crate) fn made_roster(&self) -> &[Person] {
        let people = &self.resolver.roster.people;
        if people.iter().any(|person| person.is_listed) { &[] } else { people }
    }
}

/// The compared forms of what sales and payments name, campaigns and sources aside: these are shared by many.
fn named(sales: &[KeySums], payees: &[PayeeSums]) -> HashSet<String> {
    use super::super::plan::KeyKind::{UtmCampaign, UtmSource};
    let keys = sales.iter().flat_map(|sums| &sums.keys).chain(payees.iter().flat_map(|sums| &sums.keys));
    let keys = keys.filter(|key| !matches!(key.kind, UtmCampaign | UtmSource));
    keys.flat_map(|key| cell_parts(key).into_iter().chain([key.text.clone()])).map(|text| folded(&text)).collect()
}

fn proposed(code: &str, near: &NearMatches, roster: &Roster) -> Owner {
    match near.of_code(code) {
        Some(person) => Owner::Creator(roster.id(person).to_owned()),
        None if is_shop_code(code) => Owner::Organic,
        None => Owner::Other,
    }
}

/// What was done without a question.
fn notes(tally: &SalesTally) -> Vec<String> {
    let mut notes = Vec::new();
    if tally.untagged.rows > 0 {
        notes.push(format!(
            "{} with sales of {} without any creator's key are organic: this baseline also holds sales of creators that are not tagged.",
            rows(tally.untagged.rows),
            money(tally.untagged.revenue)
        ));
    }
    let mut note = |noted: &Noted, sentence: &str| {
        if noted.sums.rows > 0 {
            let (rows, revenue) = (rows(noted.sums.rows), money(noted.sums.revenue));
            notes.push(format!("{rows} with sales of {revenue} {sentence}: {}.", joined(&noted.examples)));
        }
    };
    note(&tally.set, "decided by aliases that were set");
    note(&tally.paid, "from advertisements or messages of the shop, counted as other");
    note(&tally.outside, "of creators who are not in the list of creators");
    note(&tally.two_owned, "with codes of two creators, counted for the first");
    note(&tally.narrowed, "with a code of several creators, counted for the one that another key names");
    note(&tally.lost_zeros, "by ids without their leading zeros, joined because one creator's id fits");
    note(&tally.lost_digits, "by ids in spreadsheet notation, joined because one creator's id fits");
    notes
}

fn rows(count: u64) -> String {
    if count == 1 { "1 row".to_owned() } else { format!("{count} rows") }
}
