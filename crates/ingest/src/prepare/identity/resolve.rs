//! From the keys of a sale to whose it is, by precedence.

use std::collections::HashMap;

use definitions::Day;

use super::{
    super::plan::KeyKind,
    alias::folded,
    aliases::{Aliases, Owner},
    index::PersonIndex,
    lookup::{Found, How, cell_parts, names_influencer, owners_of_cell},
    outcome::{Key, Seller},
    roster::Roster,
    sources::{is_organic, is_paid},
};

/// What the keys of a sale say by themselves, before anybody is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    Person(Joined),
    /// By an alias that the user has set.
    Set(Owner, String),
    /// Several creators own it and no other key says which.
    Shared {
        code: String,
        people: Vec<PersonIndex>,
    },
    /// No influencer owns it.
    Unowned {
        code: String,
    },
    /// A column of our own says that a creator outside the roster sold.
    Outside {
        creator: String,
    },
    /// Advertisements and the shop's own messages.
    Paid {
        source: String,
    },
    /// No key at all, or a source no influencer was paid for.
    Untagged,
}

/// A creator found by a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Joined {
    pub(super) person: PersonIndex,
    pub(super) how: How,
    /// The text of the key.
    pub(super) key: String,
    /// Another creator owns another code of the same cell.
    pub(super) also: Option<PersonIndex>,
    /// Several own the key, a later key says which of them it is.
    pub(super) is_narrowed: bool,
}

/// Everything needed to say whose a key is, decisions on doubtful ones included.
#[derive(Debug, Default)]
pub(super) struct Resolver {
    pub(super) roster: Roster,
    pub(super) aliases: Aliases,
    /// Whose an unowned or shared key is, by its compared form.
    pub(super) decisions: HashMap<String, Owner>,
}

impl Resolver {
    pub(super) fn seller(&self, keys: &[Key], day: Option<Day>) -> Seller {
        match self.verdict(keys, day) {
            Verdict::Person(joined) => Seller::Person(self.roster.id(joined.person).to_owned()),
            Verdict::Set(owner, code) => seller(Some(&owner), code),
            Verdict::Shared { code, .. } | Verdict::Unowned { code } => {
                seller(self.decisions.get(&folded(&code)), code)
            }
            Verdict::Outside { creator } => Seller::Person(super::alias::id(&creator).to_owned()),
            Verdict::Paid { source } => Seller::Other { code: source },
            Verdict::Untagged => Seller::Organic,
        }
    }

    pub(super) fn verdict(&self, keys: &[Key], day: Option<Day>) -> Verdict {
        let mut keys: Vec<&Key> = keys.iter().filter(|key| names_influencer(&self.roster.index, key)).collect();
        keys.sort_by_key(|key| key.kind);
        let set = keys.iter().find_map(|key| self.set_owner(key, day).map(|owner| (key, owner)));
        let owned = self.owned(&keys, day, set);
        owned
            .or_else(|| set.map(|(key, owner)| Verdict::Set(owner.clone(), key.text.clone())))
            .unwrap_or_else(|| unowned(&keys))
    }

    /// The creator of the first owned key. An alias that the user gave to a creator counts from its own key on; one that was given to
    /// no owner takes its key from the influencer to whom the files give it, and leaves the others.
    fn owned(&self, keys: &[&Key], day: Option<Day>, set: Option<(&&Key, &Owner)>) -> Option<Verdict> {
        let mut shared: Option<(String, Vec<PersonIndex>)> = None;
        for key in keys {
            match set.filter(|(of, _)| **of == *key) {
                Some((_, owner @ Owner::Creator(_))) if shared.is_none() => {
                    return Some(Verdict::Set(owner.clone(), key.text.clone()));
                }
                Some((_, Owner::Organic | Owner::Other)) => continue,
                Some((_, Owner::Creator(_))) | None => {}
            }
            let found = owners_of_cell(&self.roster.index, key, day);
            let ones = found
                .iter()
                .filter_map(|found| if let Found::One(person, how) = found { Some((*person, *how)) } else { None });
            let several =
                found.iter().find_map(|found| if let Found::Several(people) = found { Some(people) } else { None });
            for (person, how) in ones.clone() {
                let is_narrowed =
                    shared.as_ref().or(several.map(|people| (key.text.clone(), people.clone())).as_ref()).is_some();
                let may_be =
                    shared.as_ref().map(|(_, people)| people).or(several).is_none_or(|people| people.contains(&person));
                if may_be {
                    let also = ones.clone().map(|(other, _)| other).find(|other| *other != person);
                    return Some(Verdict::Person(Joined { person, how, key: key.text.clone(), also, is_narrowed }));
                }
            }
            shared = shared.or_else(|| several.map(|people| (key.text.clone(), people.clone())));
        }
        shared.map(|(code, people)| Verdict::Shared { code, people })
    }

    fn set_owner(&self, key: &Key, day: Option<Day>) -> Option<&Owner> {
        let of_part = || cell_parts(key).into_iter().find_map(|part| self.aliases.owner(key.kind, &part, day));
        if self.aliases.list().is_empty() {
            None
        } else {
            self.aliases.owner(key.kind, &key.text, day).or_else(of_part)
        }
    }
}

fn seller(owner: Option<&Owner>, code: String) -> Seller {
    match owner {
        Some(Owner::Creator(id)) => Seller::Person(id.clone()),
        Some(Owner::Organic) => Seller::Organic,
        Some(Owner::Other) | None => Seller::Other { code },
    }
}

/// What keys that no influencer owns say.
fn unowned(keys: &[&Key]) -> Verdict {
    let source = keys.iter().find(|key| key.kind == KeyKind::UtmSource).map(|key| key.text.clone());
    let of = |wanted: &dyn Fn(&Key) -> bool| keys.iter().find(|key| wanted(key)).map(|key| first_part(key));
    if let Some(creator) = of(&|key| key.names_creator) {
        return Verdict::Outside { creator };
    }
    if let Some(source) = source.clone().filter(|source| is_paid(source)) {
        return Verdict::Paid { source };
    }
    let is_campaign = |key: &Key| matches!(key.kind, KeyKind::UtmContent | KeyKind::UtmCampaign | KeyKind::UtmSource);
    if let Some(code) = of(&|key| !is_campaign(key) && !key.is_contained) {
        return Verdict::Unowned { code };
    }
    if source.as_deref().is_some_and(is_organic) {
        return Verdict::Untagged;
    }
    match of(&|key| !is_organic(&key.text)) {
        Some(code) => Verdict::Unowned { code },
        None => Verdict::Untagged,
    }
}

/// The code of a cell that names no influencer; the one that is the shop's only if all are.
fn first_part(key: &Key) -> String {
    let parts = cell_parts(key);
    let own = parts.iter().find(|part| !super::sources::is_shop_code(part));
    own.or(parts.first()).unwrap_or(&key.text).clone()
}
