//! What a sheet's text no longer shows: from which year its days count, which cells a merged range has filled.

use std::collections::BTreeMap;

use super::merged::Filled;

/// Facts of one sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct SheetFacts {
    /// Days count from 1904, also in cells that show plain numbers.
    pub(crate) is_1904: bool,
    /// By column of the text: lines of cells that a merged range has filled, in order; an amount among them stands for several rows.
    pub(crate) filled: BTreeMap<usize, Vec<u64>>,
}

impl SheetFacts {
    /// The text begins with the first column that holds anything.
    pub(super) fn new(is_1904: bool, first_column: u32, filled: Filled) -> Self {
        let filled =
            filled.into_iter().filter_map(|(column, lines)| Some((column.checked_sub(first_column)? as usize, lines)));
        Self { is_1904, filled: filled.collect() }
    }
}
