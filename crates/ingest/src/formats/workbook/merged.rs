//! Merged cells: the value of a range stands for each of its rows.
//!
//! A range over several columns names a group or a title; its value stays in the first of them.

use std::collections::{BTreeMap, HashMap};

use calamine::Dimensions;

use super::Found;

/// Fills the rows of merged ranges while cells go by in reading order.
pub(super) struct Merged {
    /// By first cell: the last row of the range.
    ranges: HashMap<(u32, u32), u32>,
    /// Ranges that reach into the current row, by column.
    open: BTreeMap<u32, Range>,
    row: u32,
    /// The first column of the current row that was not looked at.
    next_column: u32,
    /// The current row holds something of its own.
    has_cells: bool,
    filled: Filled,
}

struct Range {
    text: String,
    last_row: u32,
}

/// By column: the lines (from 1) of cells that were filled.
pub(super) type Filled = BTreeMap<u32, Vec<u64>>;

/// Lines kept for one column.
const MAX_LINES: usize = 100_000;

type Put<'p> = &'p mut dyn FnMut((u32, u32), &str) -> Found<()>;

impl Merged {
    pub(super) fn new(ranges: &[Dimensions]) -> Self {
        let tall = ranges.iter().filter(|range| range.end.0 > range.start.0);
        Self {
            ranges: tall.map(|range| (range.start, range.end.0)).collect(),
            open: BTreeMap::new(),
            row: 0,
            next_column: 0,
            has_cells: false,
            filled: Filled::new(),
        }
    }

    /// Puts a cell that is not empty, and before it the cells that ranges fill.
    pub(super) fn put(&mut self, (row, column): (u32, u32), text: &str, put: Put<'_>) -> Found<()> {
        if self.ranges.is_empty() {
            return put((row, column), text);
        }
        if row != self.row {
            self.end_row(put)?;
            self.row = row;
            self.open.retain(|_, range| range.last_row >= row);
        }
        // A cell that a range covers holds nothing anybody sees.
        if self.open.contains_key(&column) && !self.ranges.contains_key(&(row, column)) {
            self.has_cells = true;
            return Ok(());
        }
        self.fill_up_to(column, put)?;
        (self.has_cells, self.next_column) = (true, column + 1);
        if let Some(last_row) = self.ranges.get(&(row, column)) {
            self.open.insert(column, Range { text: text.to_owned(), last_row: *last_row });
        }
        put((row, column), text)
    }

    /// Ends the sheet.
    pub(super) fn finish(&mut self, put: Put<'_>) -> Found<()> {
        self.end_row(put)
    }

    /// Which cells were filled.
    pub(super) fn filled(self) -> Filled {
        self.filled
    }

    fn end_row(&mut self, put: Put<'_>) -> Found<()> {
        if self.has_cells {
            self.fill_up_to(u32::MAX, put)?;
        }
        (self.has_cells, self.next_column) = (false, 0);
        Ok(())
    }

    fn fill_up_to(&mut self, column: u32, put: Put<'_>) -> Found<()> {
        if self.next_column >= column {
            return Ok(());
        }
        for (at, range) in self.open.range(self.next_column..column) {
            let lines = self.filled.entry(*at).or_default();
            if lines.len() < MAX_LINES {
                lines.push(u64::from(self.row) + 1);
            }
            put((self.row, *at), &range.text)?;
        }
        self.next_column = column;
        Ok(())
    }
}
