//! The influencer table as a workbook: typed cells, what they are about, and what they mean.
//!
//! Text is always written as text, so nothing in it runs. Rows go to disk as they are written, not to memory.

use std::{
    io::{Seek, Write},
    path::Path,
};

use definitions::{ESTIMATES, METRICS, Measure, ONLY_IN_TOTALS, Unit, Value, Verdict, decimal};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{
    columns::{Column, ColumnKind, ColumnValue},
    payouts::{Cells, PayoutTable},
    scope,
};
use crate::use_cases::{dashboard::whole_table::WholeTable, payouts::PayoutsPage};

/// Lines of a sheet below its header.
const MAX_LINES: usize = 1_048_575;
/// UTF-16 units that a cell holds.
const MAX_CELL_UNITS: usize = 32_767;
/// Decimal digits that every double keeps.
const EXACT_DIGITS: usize = 15;
/// The name column is frozen when it is at most this far to the right.
const MAX_PINNED: usize = 3;

/// Why a table cannot be written as a workbook.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WorkbookError {
    #[error("a sheet holds {MAX_LINES} lines and the table has {0}. Take it as CSV, or choose fewer influencers.")]
    TooManyLines(usize),
    #[error("the workbook cannot be written: {0}. Make room on the disk and try again.")]
    Failed(#[from] XlsxError),
}

/// Writes the table; what is not yet finished waits in files in `folder`.
pub(crate) fn write_workbook(
    table: &WholeTable,
    columns: &[Column],
    folder: &Path,
    out: impl Write + Seek + Send,
) -> Result<(), WorkbookError> {
    if table.len() > MAX_LINES {
        return Err(WorkbookError::TooManyLines(table.len()));
    }
    let mut workbook = Workbook::new();
    workbook.set_tempdir(folder)?;
    let mut sheet = Sheet::new(workbook.add_worksheet_with_constant_memory()?, "Influencers")?;
    sheet.influencers(table, columns)?;
    let losses = sheet.losses;
    Sheet::new(workbook.add_worksheet_with_constant_memory()?, "About")?.about(table, losses)?;
    Sheet::new(workbook.add_worksheet_with_constant_memory()?, "Definitions")?.definitions()?;
    Ok(workbook.save_to_writer(out)?)
}

/// Writes statements, findings and what they are about, each on a sheet of its own.
pub(crate) fn write_payouts_workbook(
    page: &PayoutsPage,
    folder: &Path,
    out: impl Write + Seek + Send,
) -> Result<(), WorkbookError> {
    let mut workbook = Workbook::new();
    workbook.set_tempdir(folder)?;
    let mut losses = Losses::default();
    for table in PayoutTable::ALL {
        let rows = table.rows(page);
        if rows.len() > MAX_LINES {
            return Err(WorkbookError::TooManyLines(rows.len()));
        }
        let mut sheet = Sheet::new(workbook.add_worksheet_with_constant_memory()?, table.label())?;
        sheet.payouts(page, table, &rows)?;
        losses.rounded |= sheet.losses.rounded;
        losses.cut |= sheet.losses.cut;
    }
    Sheet::new(workbook.add_worksheet_with_constant_memory()?, "About")?.about_payouts(page, losses)?;
    Ok(workbook.save_to_writer(out)?)
}

/// What a spreadsheet cannot hold as it is.
#[derive(Clone, Copy, Default)]
struct Losses {
    rounded: bool,
    cut: bool,
}

/// A sheet that is written from the top down.
struct Sheet<'w> {
    to: &'w mut Worksheet,
    row: u32,
    formats: Formats,
    losses: Losses,
}

struct Formats {
    head: Format,
    label: Format,
    prose: Format,
    money: Format,
    count: Format,
    times: Format,
    share: Format,
}

impl Formats {
    fn new() -> Self {
        let number = |format: &str| Format::new().set_num_format(format);
        let top = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top),
            label: top().set_bold(),
            prose: top().set_text_wrap(),
            money: number("#,##0.00"),
            count: number("#,##0"),
            times: number("0.00\"×\""),
            share: number("0.0%"),
        }
    }

    fn for_unit(&self, unit: Unit) -> &Format {
        match unit {
            Unit::Money | Unit::MoneyPer => &self.money,
            Unit::Count => &self.count,
            Unit::Times => &self.times,
            Unit::Share => &self.share,
        }
    }
}

impl<'w> Sheet<'w> {
    fn new(to: &'w mut Worksheet, name: &str) -> Result<Self, XlsxError> {
        to.set_name(name)?;
        Ok(Self { to, row: 0, formats: Formats::new(), losses: Losses::default() })
    }

    fn heads(&mut self, columns: &[Column], currency: &str) -> Result<(), XlsxError> {
        for (at, column) in (0..).zip(columns) {
            self.to.set_column_width(at, width(column))?;
            self.to.write_string_with_format(0, at, head(column, currency), &self.formats.head)?;
        }
        Ok(())
    }

    fn influencers(&mut self, table: &WholeTable, columns: &[Column]) -> Result<(), XlsxError> {
        self.heads(columns, &table.manifest().currency)?;
        table.each_line(|line| {
            self.row += 1;
            (0..).zip(columns).try_for_each(|(at, column)| self.cell(at, column.kind, &column.value(line)))
        })?;
        self.freeze(columns)
    }

    fn freeze(&mut self, columns: &[Column]) -> Result<(), XlsxError> {
        self.to.set_freeze_panes(1, pinned(columns))?;
        let last = u16::try_from(columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        self.to.autofilter(0, 0, self.row, last)?;
        Ok(())
    }

    fn payouts(&mut self, page: &PayoutsPage, table: PayoutTable, rows: &[Cells]) -> Result<(), XlsxError> {
        let columns = table.columns();
        self.heads(&columns, &page.dataset.manifest().currency)?;
        for cells in rows {
            self.row += 1;
            let of_columns = (0..).zip(&columns).zip(cells);
            of_columns.into_iter().try_for_each(|((at, column), cell)| self.cell(at, column.kind, &cell.value()))?;
        }
        self.freeze(&columns)
    }

    fn about_payouts(&mut self, page: &PayoutsPage, losses: Losses) -> Result<(), XlsxError> {
        self.to.set_column_width(0, 26)?.set_column_width(1, 90)?;
        for (label, text) in scope::of_payouts(page) {
            self.prose(&[&label, &text])?;
        }
        self.losses(losses)
    }

    fn cell(&mut self, at: u16, kind: ColumnKind, cell: &ColumnValue<'_>) -> Result<(), XlsxError> {
        match (cell, kind) {
            (ColumnValue::Text(text), _) => self.text(at, text, &Format::default()),
            (ColumnValue::Flag(flag), _) => self.to.write_boolean(self.row, at, *flag).map(|_| ()),
            (ColumnValue::Number(value), ColumnKind::Number(unit)) => self.number(at, *value, unit),
            (ColumnValue::Number(_) | ColumnValue::Nothing, _) => Ok(()),
        }
    }

    fn text(&mut self, at: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        let fitting = fitting(text);
        self.losses.cut |= fitting.len() < text.len();
        self.to.write_string_with_format(self.row, at, fitting, format)?;
        Ok(())
    }

    fn number(&mut self, at: u16, value: Value, unit: Unit) -> Result<(), XlsxError> {
        let (number, exact) = match value {
            Value::Money(micros) => (decimal(micros).parse().unwrap_or_default(), micros),
            Value::Count(count) => (count as f64, count),
            Value::Quotient(quotient) => (quotient, 0),
            Value::Missing(_) => return Ok(()),
        };
        self.losses.rounded |= digits(exact) > EXACT_DIGITS;
        self.to.write_number_with_format(self.row, at, number, self.formats.for_unit(unit))?;
        Ok(())
    }

    /// A line of texts, the first of them in bold.
    fn prose(&mut self, texts: &[&str]) -> Result<(), XlsxError> {
        let (label, prose) = (self.formats.label.clone(), self.formats.prose.clone());
        for (at, text) in (0..).zip(texts) {
            self.text(at, text, if at == 0 { &label } else { &prose })?;
        }
        self.row += 1;
        Ok(())
    }

    fn about(&mut self, table: &WholeTable, losses: Losses) -> Result<(), XlsxError> {
        self.to.set_column_width(0, 26)?.set_column_width(1, 90)?;
        for (label, text) in scope::sentences(table) {
            self.prose(&[&label, &text])?;
        }
        self.losses(losses)?;
        self.row += 1;
        self.prose(&["Totals", ""])?;
        for (id, value) in table.totals() {
            let label = self.formats.label.clone();
            self.text(0, scope::label(id), &label)?;
            match value {
                Value::Missing(reason) => self.text(1, reason.sentence(), &Format::default())?,
                value => self.number(1, value, unit_of(id))?,
            }
            self.row += 1;
        }
        Ok(())
    }

    /// What the cells could not hold as it is.
    fn losses(&mut self, losses: Losses) -> Result<(), XlsxError> {
        if losses.rounded {
            let sentence = "Some amounts have more digits than a spreadsheet keeps (15) and are rounded in these cells. The CSV and the API give them exactly.";
            self.prose(&["Rounded", sentence])?;
        }
        if losses.cut {
            let sentence =
                "Some texts are longer than a cell holds (32,767 characters) and are cut. The CSV gives them whole.";
            self.prose(&["Cut", sentence])?;
        }
        Ok(())
    }

    fn definitions(&mut self) -> Result<(), XlsxError> {
        for (at, width) in [(0, 22), (1, 22), (2, 12), (3, 46), (4, 90)] {
            self.to.set_column_width(at, width)?;
        }
        self.to.set_freeze_panes(1, 0)?;
        let head = self.formats.head.clone();
        for (at, text) in (0..).zip(["Name", "Id", "Unit", "Formula", "Meaning"]) {
            self.text(at, text, &head)?;
        }
        self.row += 1;
        for measure in Measure::ALL {
            self.prose(&[measure.label(), measure.id(), measure.unit().id(), "", measure.meaning()])?;
        }
        for figure in &ONLY_IN_TOTALS {
            self.prose(&[figure.label, figure.id, figure.unit.id(), "", figure.meaning])?;
        }
        for metric in &METRICS {
            self.prose(&[metric.label, metric.id, metric.unit.id(), &metric.formula_text(), metric.meaning])?;
        }
        for estimate in &ESTIMATES {
            self.prose(&[estimate.label, estimate.id, estimate.unit.id(), estimate.formula, estimate.meaning])?;
        }
        for verdict in Verdict::ALL {
            self.prose(&[verdict.label(), verdict.id(), "verdict", "", verdict.meaning()])?;
        }
        Ok(())
    }
}

fn unit_of(id: &str) -> Unit {
    let measure = Measure::ALL.into_iter().find(|measure| measure.id() == id).map(Measure::unit);
    let metric = || METRICS.iter().find(|metric| metric.id == id).map(|metric| metric.unit);
    measure.or_else(metric).unwrap_or(Unit::Money)
}

fn head(column: &Column, currency: &str) -> String {
    match column.kind {
        ColumnKind::Number(Unit::Money | Unit::MoneyPer) => format!("{} ({currency})", column.label),
        _ => column.label.to_owned(),
    }
}

fn width(column: &Column) -> u16 {
    match (column.id, column.kind) {
        ("name", _) => 28,
        ("id" | "tier", _) => 12,
        (_, ColumnKind::Number(Unit::Money | Unit::MoneyPer)) => 18,
        _ => 14,
    }
}

/// How many columns are frozen.
fn pinned(columns: &[Column]) -> u16 {
    let name = columns.iter().take(MAX_PINNED).position(|column| column.id == "name");
    name.map_or(0, |at| at as u16 + 1)
}

/// As much of a text as a cell holds.
fn fitting(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > MAX_CELL_UNITS
    });
    end.map_or(text, |(at, _)| &text[..at])
}

/// Decimal digits that are needed to write a number of micros or pieces, whatever its size.
fn digits(exact: i64) -> usize {
    exact.unsigned_abs().to_string().trim_end_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::{MAX_CELL_UNITS, digits, fitting};

    #[test]
    fn only_what_needs_more_digits_than_a_double_keeps_is_called_rounded() {
        assert_eq!(digits(0), 0);
        assert_eq!(digits(2_000_000_000_500_000), 11);
        assert_eq!(digits(-9_007_199_254_740_993), 16);
    }

    #[test]
    fn a_text_is_cut_between_its_letters() {
        let long = "😀".repeat(MAX_CELL_UNITS);
        assert_eq!(fitting(&long).encode_utf16().count(), MAX_CELL_UNITS - 1);
        assert_eq!(fitting("=1"), "=1");
    }
}
