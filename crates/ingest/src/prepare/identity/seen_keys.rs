//! Every key on the sales of an upload, with what was sold under it and whose it is: to inspect and to correct.

use std::collections::HashMap;

use super::{
    alias::{AliasKind, folded},
    aliases::Owner,
    lookup::cell_parts,
    outcome::{Key, KeySums},
    resolve::{Resolver, Verdict},
    tally::Sums,
};

/// Keys that are listed; the rest has less revenue than these.
pub(super) const MAX_SEEN_KEYS: usize = 1_000;

/// One key on sales under all its spellings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenKey {
    /// As it is written first.
    pub key: String,
    /// What an alias of this key is.
    pub kind: AliasKind,
    /// How many rows were sold under it.
    pub rows: u64,
    /// Their orders.
    pub orders: i64,
    /// Their revenue, in micros.
    pub revenue: i64,
    /// Whose it is.
    pub owner: Owner,
    /// The name of the creator it belongs to; the id where the list of creators has none.
    pub name: Option<String>,
    /// Why it is.
    pub because: OwnedBecause,
}

/// Why a key is whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnedBecause {
    /// The files say so.
    Files,
    /// An alias that was set says so.
    Set,
    /// No influencer owns it, or several do: it was answered, or follows its proposal.
    Decided,
    /// It names a creator outside the list of creators.
    Outside,
    /// It is an advertisement or a message of the shop.
    Paid,
}

impl OwnedBecause {
    /// Its name in answers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Set => "set",
            Self::Decided => "decided",
            Self::Outside => "outside",
            Self::Paid => "paid",
        }
    }
}

/// The keys of the sales, the ones with the most revenue first, and how many there are in all. Ids of the list of creators are none:
/// they need no alias.
pub(super) fn seen_keys(resolver: &Resolver, sales: &[KeySums]) -> (Vec<SeenKey>, usize) {
    let mut seen: HashMap<(String, Owner), (SeenKey, Sums)> = HashMap::new();
    for sums in sales {
        let day = sums.days.map(|(first, _)| first);
        let Some(found) = found(resolver, sums, resolver.verdict(&sums.keys, day)) else { continue };
        let entry = seen.entry((folded(&found.key), found.owner.clone())).or_insert_with(|| (found, Sums::default()));
        entry.1.add(Sums::of(sums));
    }
    let all = seen.len();
    let shown = |(key, sums): (SeenKey, Sums)| SeenKey {
        rows: sums.rows,
        orders: super::questions::shown(sums.orders),
        revenue: super::questions::shown(sums.revenue),
        ..key
    };
    let mut keys: Vec<SeenKey> = seen.into_values().map(shown).collect();
    keys.sort_by(|one, other| {
        let by_money = other.revenue.unsigned_abs().cmp(&one.revenue.unsigned_abs());
        by_money.then_with(|| one.key.cmp(&other.key)).then_with(|| one.owner.cmp(&other.owner))
    });
    keys.truncate(MAX_SEEN_KEYS);
    (keys, all)
}

/// The key that decided, without its sums; nothing where none did or an id of the list of creators stands there.
fn found(resolver: &Resolver, sums: &KeySums, verdict: Verdict) -> Option<SeenKey> {
    let decided = |code: &str| resolver.decisions.get(&folded(code)).cloned().unwrap_or(Owner::Other);
    let (key, owner, because) = match verdict {
        Verdict::Person(joined) => {
            let id = resolver.roster.id(joined.person);
            if joined.key.trim() == id {
                return None;
            }
            (joined.key, Owner::Creator(id.to_owned()), OwnedBecause::Files)
        }
        Verdict::Set(owner, key) => (key, owner, OwnedBecause::Set),
        Verdict::Shared { code, .. } | Verdict::Unowned { code } => {
            let owner = decided(&code);
            (code, owner, OwnedBecause::Decided)
        }
        Verdict::Outside { creator } => {
            let owner = Owner::Creator(super::alias::id(&creator).to_owned());
            (creator, owner, OwnedBecause::Outside)
        }
        Verdict::Paid { source } => (source, Owner::Other, OwnedBecause::Paid),
        Verdict::Untagged => return None,
    };
    let holds = |one: &&Key| one.text == key || cell_parts(one).contains(&key);
    let kind = AliasKind::of(sums.keys.iter().find(holds)?.kind);
    let name = match &owner {
        Owner::Creator(id) => {
            Some(resolver.roster.find(id).map_or_else(|| id.clone(), |one| resolver.roster.label(one)))
        }
        Owner::Organic | Owner::Other => None,
    };
    Some(SeenKey { key, kind, rows: 0, orders: 0, revenue: 0, owner, name, because })
}
