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

pub(crate) use amount::{AmountEvidence, AmountReading, AmountStyle};
pub(crate) use count::{CountEvidence, CountReading, CountStyle};
pub(crate) use currency::Currency;
pub(crate) use day::{DayDoubt, DayEvidence, DayHint, DayReading, DayStyle, OddDays};
pub use setting::{DatasetCurrency, ShopTimeZone, UnknownSetting};
pub(crate) use status::{payout_status, sale_status};
pub(crate) use words::{fold, month};
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
    /// The cell, at most [`Example::LETTERS_MOST`] letters of it.
    pub(crate) cell: String,
}

impl Example {
    /// Longer cells are cut, so that one hostile cell stays small.
    const LETTERS_MOST: usize = 80;

    fn new(line: u64, cell: &str) -> Self {
        Self { line, cell: cell.trim().chars().take(Self::LETTERS_MOST).collect() }
    }
}

impl fmt::Display for Example {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "\"{}\" in line {}", self.cell, self.line)
    }
}

/// Whether the basis of a payment says that its rate is a percentage of what was sold.
pub(crate) fn is_percentage(basis: &str) -> bool {
    const WORDS: [&str; 8] =
        ["percent", "percentage", "%", "share", "commission", "prozent", "porcentaje", "pourcentage"];
    let folded = fold(basis);
    basis.contains('%') || folded.split(' ').any(|word| WORDS.contains(&word))
}

/// `rate` percent of an amount, both in micros, rounded half to even once.
pub(crate) fn percent_of(amount: i64, rate: i64) -> i64 {
    let hundred = i128::from(definitions::MICROS_PER_UNIT) * 100;
    let product = i128::from(amount) * i128::from(rate);
    let (whole, rest) = (product.div_euclid(hundred), product.rem_euclid(hundred));
    let is_up = rest * 2 > hundred || rest * 2 == hundred && whole % 2 != 0;
    i64::try_from(whole + i128::from(is_up)).unwrap_or(if amount > 0 { i64::MAX } else { i64::MIN })
}
