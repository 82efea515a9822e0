//! What holds for every table that is written.

use std::collections::{BTreeSet, HashMap};

use definitions::Day;

use super::{
    identity::{self, Decided},
    shared_orders::DecidedOrders,
    tracked::Tracked,
};

/// What counts for all tables of an upload together.
pub(super) struct Shared<'s> {
    pub(super) decided: &'s Decided,
    pub(super) tracked: Tracked,
    pub(super) brands: identity::Spellings,
    pub(super) campaigns: identity::Spellings,
    pub(super) days: Option<(Day, Day)>,
}

/// What becomes of the rows that a file brings a second time.
#[derive(Default)]
pub(super) struct Overlaps {
    /// By place of a source: days whose rows give way to a later file's.
    pub(super) replaced_days: HashMap<usize, BTreeSet<String>>,
    /// By place of a source: rows that are there already, and how often.
    pub(super) repeated: HashMap<usize, HashMap<u64, u32>>,
    /// Orders that two files hold with other figures.
    pub(super) orders: DecidedOrders,
}
