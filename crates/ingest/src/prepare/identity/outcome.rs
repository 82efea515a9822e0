//! What is asked about the keys of an upload, and what comes out.

use definitions::Day;

use super::{super::plan::KeyKind, aliases::Owner};

/// One key of a sale, payment or advertisement, as its cell wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) kind: KeyKind,
    pub(crate) text: String,
    /// The text only contains the key: the name of a campaign or an advertisement.
    pub(crate) is_contained: bool,
    /// The column says which creator sold: a text that no influencer of the roster owns is a creator outside it, never another channel.
    pub(crate) names_creator: bool,
}

impl Key {
    pub(crate) fn new(kind: KeyKind, text: &str) -> Self {
        Self { kind, text: text.to_owned(), is_contained: false, names_creator: false }
    }

    /// Of a column that holds the creator of each row, as our own files have it: by id, name or handle.
    pub(crate) fn creator(text: &str) -> Self {
        Self { names_creator: true, ..Self::new(KeyKind::AffiliateId, text) }
    }
}

/// What the rows of one distinct combination of keys add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct KeySums {
    /// Blank cells are left out or blank; their order does not matter.
    pub(crate) keys: Vec<Key>,
    /// First and last day of the rows; nothing where they have none.
    pub(crate) days: Option<(Day, Day)>,
    pub(crate) rows: u64,
    pub(crate) orders: i64,
    /// Micros.
    pub(crate) revenue: i64,
}

/// What the payments to one distinct payee add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PayeeSums {
    pub(crate) keys: Vec<Key>,
    pub(crate) rows: u64,
    /// Micros.
    pub(crate) spend: i64,
}

/// Whose a sale is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Seller {
    /// A creator, by the id of the roster.
    Person(String),
    Organic,
    /// Neither: an advertisement, or a code that no influencer owns.
    Other {
        code: String,
    },
}

/// Who a payment is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Payee {
    /// A creator, by the id of the roster.
    Person(String),
    /// An influencer outside the roster: it counts and is shown under this name.
    Outside(String),
    /// The user said that it is no payment to a creator.
    LeftOut,
}

/// A key on sales that no creator of the roster owns, with what is proposed for it and what holds now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnownedCode {
    /// As it is written most often.
    pub(crate) code: String,
    pub(crate) rows: u64,
    pub(crate) orders: i64,
    /// Micros.
    pub(crate) revenue: i64,
    pub(crate) proposed: Owner,
    pub(crate) decided: Owner,
}
