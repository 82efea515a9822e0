//! Whether one sheet of a workbook repeats the sums of another.

use std::{collections::HashMap, io, ops::ControlFlow};

use super::{
    Sheet,
    words::{AVERAGE, SUMMARY, TOTAL, folded},
};

/// Rows of a sheet that may be a summary, and distinct keys of the sheet it may sum up.
const MAX_ROWS: usize = 20_000;
const MAX_KEYS: usize = 200_000;

/// How much of a sheet repeats another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Repeats {
    /// Nothing, or what other tables share as well.
    Nothing,
    /// Some of its numbers are sums of the other; others, such as ratios, are not.
    Partly,
    /// All of its numbers: counting both would count twice.
    Wholly,
}

/// Whether the numbers of `summary` are the sums of the rows of `whole` with the same key.
///
/// - The key is any column of the summary whose values all stand in one column of the other sheet, each once in the summary.
/// - A number column is explained by any column there with these sums. Days are none, and rows of totals are passed over.
/// - The summary must hold fewer rows.
///
/// # Errors
/// When a sheet cannot be read.
pub(crate) fn repeats(summary: &Sheet, whole: &Sheet) -> io::Result<Repeats> {
    let Some(summary) = Table::of(summary, MAX_ROWS)? else { return Ok(Repeats::Nothing) };
    let amounts: Vec<usize> = (0..summary.columns).filter(|column| summary.is_amount(*column)).collect();
    let mut most = Repeats::Nothing;
    for key in (0..summary.columns).filter(|column| !summary.rows.is_empty() && summary.is_key(*column)) {
        let amounts: Vec<usize> = amounts.iter().copied().filter(|amount| *amount != key).collect();
        for column in 0..whole.headers().len() {
            let Some(sums) = Sums::of(whole, column, &summary, key)? else { continue };
            if sums.rows > summary.rows.len() as u64 {
                most = most.max(sums.explain_all(&summary, key, &amounts));
            }
        }
    }
    Ok(most)
}

/// Whether a sheet is called a summary, a pivot table or a dashboard.
pub(crate) fn is_named_summary(name: &str) -> bool {
    let name = folded(name);
    name.split(|letter: char| !letter.is_alphabetic()).any(|word| SUMMARY.has(word)) || SUMMARY.has(&name)
}

/// The rows of a small sheet.
struct Table {
    rows: Vec<Vec<String>>,
    columns: usize,
}

impl Table {
    /// Nothing where it has too many rows.
    fn of(sheet: &Sheet, max_rows: usize) -> io::Result<Option<Self>> {
        let (mut rows, mut is_over) = (Vec::new(), false);
        sheet.each_row(&mut |_, cells| {
            is_over = rows.len() == max_rows;
            if is_over {
                return ControlFlow::Break(());
            }
            let is_total = cells.iter().any(|cell| TOTAL.has(cell) || AVERAGE.has(cell));
            if !is_total {
                rows.push(cells.iter().map(|cell| (*cell).to_owned()).collect());
            }
            ControlFlow::Continue(())
        })?;
        Ok((!is_over).then_some(Self { rows, columns: sheet.headers().len() }))
    }

    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.get(column).map_or("", String::as_str))
    }

    fn is_key(&self, column: usize) -> bool {
        self.cells(column)
            .all(|cell| !cell.is_empty() && (amount(cell).is_some() || crate::parse::days::day(cell).is_none()))
    }

    fn is_amount(&self, column: usize) -> bool {
        let mut filled = self.cells(column).filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| amount(cell).is_some())
    }
}

/// Micros of a number as workbooks write it.
fn amount(cell: &str) -> Option<i64> {
    crate::parse::amounts::money(cell)
}

/// The sums of every column of a sheet by the keys in one of its columns.
struct Sums {
    by_key: HashMap<String, Vec<i64>>,
    columns: usize,
    rows: u64,
}

impl Sums {
    /// Nothing where some key of the summary does not stand in the column.
    fn of(whole: &Sheet, column: usize, summary: &Table, key: usize) -> io::Result<Option<Self>> {
        let wanted: HashMap<String, Vec<i64>> = summary.cells(key).map(|cell| (folded(cell), Vec::new())).collect();
        if wanted.len() != summary.rows.len() || wanted.len() > MAX_KEYS {
            return Ok(None);
        }
        let mut sums = Self { by_key: wanted, columns: whole.headers().len(), rows: 0 };
        whole.each_row(&mut |_, cells| {
            sums.add(column, cells);
            ControlFlow::Continue(())
        })?;
        let is_whole = sums.by_key.values().all(|amounts| !amounts.is_empty());
        Ok(is_whole.then_some(sums))
    }

    fn add(&mut self, column: usize, row: &[&str]) {
        let columns = self.columns;
        self.rows += 1;
        let Some(amounts) = row.get(column).and_then(|key| self.by_key.get_mut(&folded(key))) else { return };
        amounts.resize(columns, 0);
        for (sum, cell) in amounts.iter_mut().zip(row) {
            *sum = sum.saturating_add(amount(cell).unwrap_or(0));
        }
    }

    fn explain_all(&self, summary: &Table, key: usize, amounts: &[usize]) -> Repeats {
        let explained = amounts.iter().filter(|amount| self.explain(summary, key, **amount)).count();
        match explained {
            0 => Repeats::Nothing,
            _ if explained == amounts.len() => Repeats::Wholly,
            _ => Repeats::Partly,
        }
    }

    /// Whether some column has these sums.
    fn explain(&self, summary: &Table, key: usize, amount_at: usize) -> bool {
        let is_sum = |column: usize| {
            summary.cells(key).zip(summary.cells(amount_at)).all(|(key, cell)| {
                let sum = self.by_key.get(&folded(key)).and_then(|sums| sums.get(column).copied());
                sum.is_some_and(|sum| is_near(sum, amount(cell).unwrap_or(0)))
            })
        };
        let is_all_zero = summary.cells(amount_at).all(|cell| amount(cell).unwrap_or(0) == 0);
        is_all_zero || (0..self.columns).any(is_sum)
    }
}

/// Equal but for the last digits that a spreadsheet's doubles lose.
fn is_near(sum: i64, noted: i64) -> bool {
    sum.abs_diff(noted) <= 10_000.max(sum.unsigned_abs() / 1_000_000_000)
}
