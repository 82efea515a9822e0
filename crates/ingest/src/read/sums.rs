//! Rows summed by what they have in common, and how large they all are.

use std::hash::{BuildHasher, Hash};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Rows that have the key in common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SummedRows<K, S> {
    pub(crate) key: K,
    /// The line of the first of them.
    pub(crate) line: u32,
    pub(crate) rows: u32,
    pub(crate) sums: S,
}

/// Cells in order of first sight.
#[derive(Debug)]
pub(crate) struct SumsByKey<K, S> {
    cells: Vec<SummedRows<K, S>>,
    places: HashTable<u32>,
    /// Rows that follow each other are often of one cell.
    last: usize,
}

impl<K, S> Default for SumsByKey<K, S> {
    fn default() -> Self {
        Self { cells: Vec::new(), places: HashTable::new(), last: 0 }
    }
}

impl<K: Copy + Eq + Hash, S: Copy + Default> SumsByKey<K, S> {
    /// The sums of a cell, to add rows to; `line` is the first one's.
    pub(crate) fn rows(&mut self, key: K, line: u32, rows: usize) -> &mut S {
        if self.cells.get(self.last).is_none_or(|cell| cell.key != key) {
            self.last = self.place(key, line);
        }
        let cell = &mut self.cells[self.last];
        cell.rows += rows as u32;
        &mut cell.sums
    }

    fn place(&mut self, key: K, line: u32) -> usize {
        let hash = |key: &K| FxBuildHasher.hash_one(key);
        let cells = &mut self.cells;
        let known = self.places.find(hash(&key), |&at| cells[at as usize].key == key);
        if let Some(&at) = known {
            return at as usize;
        }
        let at = cells.len();
        cells.push(SummedRows { key, line, rows: 0, sums: S::default() });
        self.places.insert_unique(hash(&key), at as u32, |&at| hash(&cells[at as usize].key));
        at
    }

    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, SummedRows<K, S>> {
        self.cells.iter()
    }
}

/// How large all amounts of one kind are, whatever their sign: while it fits, every sum of some of them does.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AbsoluteTotal(u128);

impl AbsoluteTotal {
    pub(crate) fn add(&mut self, amount: i64) {
        self.0 += u128::from(amount.unsigned_abs());
    }

    pub(crate) fn merge(&mut self, other: Self) {
        self.0 += other.0;
    }

    pub(crate) fn fits(self) -> bool {
        self.0 <= i64::MAX as u128
    }
}
