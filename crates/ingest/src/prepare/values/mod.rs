//! How a column writes its amounts, counts, days, statuses and currencies.
//!
//! An evidence takes each cell of a column once and grows with distinct values only, up to stated limits. Its `decide` gives
//! the one style that reads the column, or every style that could, for a question. A style is a pure function from cell to
//! value: `None` is that row's error, never a guess. What a word means is data in `words/`.

mod affix;
mod amount;
mod count;
mod currency;
mod day;
mod day_order;
mod decimal;
mod decimals;
mod order_evidence;
mod setting;
mod signs;
mod status;
mod time_of_day;
mod unit;
mod words;
mod written_amount;
mod written_day;
mod zone;

use std::fmt;

pub(crate) use amount::{AmountEvidence, AmountReading, AmountStyle, Side};
pub(crate) use count::{CountEvidence, CountReading, CountStyle};
pub(crate) use currency::Currency;
pub(crate) use day::{DayEvidence, DayHint, DayReading, DayStyle, DayUncertainty, OddDays};
pub use setting::{DatasetCurrency, ShopTimeZone, UnknownSetting};
pub use status::payment_state;
pub(crate) use status::{payout_status, sale_status};
pub(crate) use words::month;
pub(crate) use zone::Zone;

/// What is known about a column before its cells are read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ColumnHint<'a> {
    /// What separates the cells of the file.
    pub(crate) delimiter: u8,
    /// The text of the units row or of the header's brackets; empty for none.
    pub(crate) unit: &'a str,
    /// The whole header.
    pub(crate) header: &'a str,
}

/// A cell that shows something, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Example {
    /// The line of the file.
    pub(crate) line: u64,
    /// The cell, at most [`Example::MAX_LETTERS`] letters of it.
    pub(crate) cell: String,
}

impl Example {
    /// Longer cells are cut, so that one hostile cell stays small.
    const MAX_LETTERS: usize = 80;

    fn new(line: u64, cell: &str) -> Self {
        Self { line, cell: cell.trim().chars().take(Self::MAX_LETTERS).collect() }
    }
}

impl fmt::Display for Example {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\"{}\" in line {}", self.cell, self.line)
    }
}
