//! Rows that were seen before, letter for letter.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::tables::fields::Role;

/// Rows of each table that are compared with each other, to find the ones that stand twice.
pub const MAX_COMPARED_ROWS: u64 = 1_000_000;

/// Rows of one table that were compared with each other.
#[derive(Debug, Default)]
pub(crate) struct SeenRows {
    /// By row: the file it stood in first.
    files: FxHashMap<u64, u16>,
    rows: u64,
}

impl SeenRows {
    /// How many were compared.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Whether the very same row stands before; notes that this one does. Equal payments in one file are normal, such as the
    /// same fee every month: only what another file brought already is there twice.
    pub(crate) fn again(&mut self, role: Role, file: u16, hash: u64) -> bool {
        if self.rows >= MAX_COMPARED_ROWS {
            return false;
        }
        self.rows += 1;
        match self.files.entry(hash) {
            Entry::Occupied(first) => role != Role::Payouts || *first.get() != file,
            Entry::Vacant(place) => {
                place.insert(file);
                false
            }
        }
    }
}
