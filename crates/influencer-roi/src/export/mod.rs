//! The influencer table as a file, with text that no spreadsheet runs as a formula.

pub(crate) mod columns;
mod payouts;
mod report;
mod scope;
mod workbook;

use std::io;

use definitions::{Value, decimal};

pub(crate) use payouts::{PayoutTable, write_payouts_csv};
pub(crate) use report::write_report;
pub(crate) use workbook::{WorkbookError, write_payouts_workbook, write_workbook};

use crate::use_cases::dashboard::whole_table::WholeTable;
use columns::{Column, ColumnValue};

/// Text that a spreadsheet shows and never runs: a possible start of a formula gets a leading apostrophe, numbers never.
pub(crate) fn escape_formula(text: &str) -> String {
    if text.trim().parse::<f64>().is_ok() {
        return text.to_owned();
    }
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
    let runs = text.starts_with(['\t', '\r', '\n'])
        || matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if runs { format!("'{text}") } else { text.to_owned() }
}

/// Writes every line as RFC 4180, UTF-8, raw numbers; no value is an empty cell.
pub(crate) fn write_csv(table: &WholeTable, columns: &[Column], out: impl io::Write) -> io::Result<()> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    out.write_record(columns.iter().map(|column| column.id))?;
    table.each_line(|line| out.write_record(columns.iter().map(|column| written(column.value(line)))))?;
    out.flush()
}

fn written(cell: ColumnValue<'_>) -> String {
    match cell {
        ColumnValue::Text(text) => escape_formula(text),
        ColumnValue::Flag(flag) => flag.to_string(),
        ColumnValue::Number(Value::Money(micros)) => decimal(micros),
        ColumnValue::Number(Value::Count(count)) => count.to_string(),
        ColumnValue::Number(Value::Quotient(quotient)) => quotient.to_string(),
        ColumnValue::Number(Value::Missing(_)) | ColumnValue::Nothing => String::new(),
    }
}

/// Writes every row behind a number as RFC 4180, UTF-8; what the file does not say is an empty cell.
pub(crate) fn write_rows(rows: &store::Rows, out: impl io::Write) -> io::Result<()> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    out.write_record(rows.columns().iter().map(|column| column.id))?;
    let taken = rows.each(&mut |cells| Ok(out.write_record(cells.iter().map(row_cell))?));
    taken.map_err(io::Error::other)?;
    out.flush()
}

fn row_cell(cell: &store::RowValue<'_>) -> String {
    use store::RowValue;
    match cell {
        RowValue::Text(text) => escape_formula(text),
        RowValue::Count(count) => count.to_string(),
        RowValue::Money(micros) => decimal(*micros),
        RowValue::Day(day) => day.to_string(),
        RowValue::Nothing => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::escape_formula;

    #[test]
    fn text_that_a_spreadsheet_would_run_as_a_formula_is_escaped() {
        for text in ["=1+1", "+1+1", "-a", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "\r=1", "＝1"] {
            assert_eq!(escape_formula(text), format!("'{text}"));
        }
        for text in ["Aisha Sharma", "", "7", "-100", "+1", "a=1", "(none)", "'quoted"] {
            assert_eq!(escape_formula(text), text);
        }
    }
}
