//! Aliases that a user has set: they go before everything a file says, in this upload and the next ones.

use std::{fmt, str::FromStr};

use definitions::Day;
use serde::{Deserialize, Serialize};

use super::{
    super::plan::KeyKind,
    alias::{AliasKind, folded},
};

/// Whose an alias is; as text `creator:ID`, `organic` or `other`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "WrittenOwner")]
pub enum Owner {
    /// The creator with this id.
    Creator(String),
    /// A code of the shop itself: its sales belong to the baseline.
    Organic,
    /// Neither a creator's nor the baseline's.
    Other,
}

/// How an owner is written: as text, or as earlier programs kept creators.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenOwner {
    Text(String),
    Earlier { creator: String },
}

impl TryFrom<WrittenOwner> for Owner {
    type Error = NotAnOwner;

    fn try_from(written: WrittenOwner) -> Result<Self, NotAnOwner> {
        match written {
            WrittenOwner::Text(text) => text.parse(),
            WrittenOwner::Earlier { creator } => Ok(Self::Creator(creator)),
        }
    }
}

impl From<Owner> for String {
    fn from(owner: Owner) -> Self {
        owner.to_string()
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Creator(id) => write!(formatter, "creator:{id}"),
            Self::Organic => formatter.write_str("organic"),
            Self::Other => formatter.write_str("other"),
        }
    }
}

/// The text is no owner.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("found \"{found}\", expected creator:ID, organic or other")]
pub struct NotAnOwner {
    /// What stood there.
    pub found: String,
}

impl FromStr for Owner {
    type Err = NotAnOwner;

    fn from_str(text: &str) -> Result<Self, NotAnOwner> {
        match text {
            "organic" => Ok(Self::Organic),
            "other" => Ok(Self::Other),
            _ => match text.strip_prefix("creator:") {
                Some(id) if !id.is_empty() => Ok(Self::Creator(id.to_owned())),
                _ => Err(NotAnOwner { found: text.to_owned() }),
            },
        }
    }
}

/// One alias, its owner, and the days on which it is the owner's where it changed hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The text as the user wrote it.
    pub alias: String,
    /// What the text is.
    pub kind: AliasKind,
    /// Whose it is.
    pub owner: Owner,
    /// The first day on which it is; nothing for all days before [`Alias::to`].
    #[serde(default, with = "written_day", skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day on which it is; nothing for all days after [`Alias::from`].
    #[serde(default, with = "written_day", skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

impl Alias {
    /// An alias that has one owner on every day.
    pub fn always(alias: &str, kind: AliasKind, owner: Owner) -> Self {
        Self { alias: alias.to_owned(), kind, owner, from: None, to: None }
    }

    fn is_of(&self, kind: AliasKind, form: &str) -> bool {
        self.kind == kind && folded(&self.alias) == form
    }

    fn holds_on(&self, day: Option<Day>) -> bool {
        let is_after_start = |day: Day| self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to);
        day.map_or(self.from.is_none() && self.to.is_none(), is_after_start)
    }
}

/// The aliases of a dataset that a user has set, in the order in which they were set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Aliases(Vec<Alias>);

impl Aliases {
    /// All of them, in the order in which they were set.
    pub fn list(&self) -> &[Alias] {
        &self.0
    }

    /// Gives an alias to its owner; one of the same spelling, kind and days is replaced.
    pub fn set(&mut self, alias: Alias) {
        let form = folded(&alias.alias);
        let same = |held: &Alias| held.is_of(alias.kind, &form) && (held.from, held.to) == (alias.from, alias.to);
        match self.0.iter().position(same) {
            Some(at) => self.0[at] = alias,
            None => self.0.push(alias),
        }
    }

    /// Forgets an alias, on whatever days it is owned; says whether there was one.
    pub fn remove(&mut self, kind: AliasKind, alias: &str) -> bool {
        let (before, form) = (self.0.len(), folded(alias));
        self.0.retain(|held| !held.is_of(kind, &form));
        self.0.len() < before
    }

    /// Whose a key of a sale is on a day: aliases of the key's own kind first, those with days before those without.
    pub(super) fn owner(&self, kind: KeyKind, text: &str, day: Option<Day>) -> Option<&Owner> {
        let form = folded(text);
        let of_kind = |wanted: AliasKind| {
            let held = || self.0.iter().rev().filter(|alias| alias.is_of(wanted, &form) && alias.holds_on(day));
            let dated = held().find(|alias| alias.from.is_some() || alias.to.is_some());
            dated.or_else(|| held().next()).map(|alias| &alias.owner)
        };
        if self.0.is_empty() { None } else { AliasKind::tried_for(kind).find_map(of_kind) }
    }
}

/// A day as `2026-08-28`.
mod written_day {
    use definitions::Day;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
        match day {
            Some(day) => serializer.collect_str(day),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| Day::parse(&text).map_err(D::Error::custom)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn creator(id: &str) -> Owner {
        Owner::Creator(id.to_owned())
    }

    #[test]
    fn an_alias_set_twice_has_its_last_owner() {
        let mut aliases = Aliases::default();
        aliases.set(Alias::always("CHITRA-20", AliasKind::Code, creator("a")));
        aliases.set(Alias::always("chitra20", AliasKind::Code, creator("chitra")));
        assert_eq!(aliases.list().len(), 1);
        assert_eq!(aliases.owner(KeyKind::Code, "Chitra 20", None), Some(&creator("chitra")));
        assert!(aliases.remove(AliasKind::Code, "CHITRA20") && aliases.list().is_empty());
        assert!(!aliases.remove(AliasKind::Code, "CHITRA20"));
    }

    #[test]
    fn aliases_are_kept_as_json() {
        let text = r#"[{"alias":"CHITRA20","kind":"code","owner":"creator:INF03","from":"2026-03-01"},{"alias":"WELCOME5","kind":"code","owner":"organic"}]"#;
        let aliases: Aliases = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&aliases).unwrap(), text);
        let earlier = text.replace(r#""creator:INF03""#, r#"{"creator":"INF03"}"#);
        assert_eq!(serde_json::from_str::<Aliases>(&earlier).unwrap(), aliases, "as earlier programs kept them");
        let day = |text| Some(Day::parse(text).unwrap());
        assert_eq!(aliases.owner(KeyKind::Code, "CHITRA20", day("2026-03-02")), Some(&creator("INF03")));
        assert_eq!(aliases.owner(KeyKind::Code, "CHITRA20", day("2026-02-28")), None);
        assert!(serde_json::from_str::<Aliases>(r#"[{"alias":"A","kind":"code","owner":"nobody"}]"#).is_err());
    }

    #[test]
    fn an_owner_is_written_as_it_is_read() {
        for owner in [creator("organic"), Owner::Organic, Owner::Other] {
            assert_eq!(owner.to_string().parse(), Ok(owner));
        }
        assert!("creator:".parse::<Owner>().is_err() && "asha".parse::<Owner>().is_err());
    }
}
