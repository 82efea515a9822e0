//! Excel workbooks as tables of text: every sheet becomes a CSV file that is then read like any upload.
//!
//! Line n of the CSV is row n of the sheet, so that a report names the row the spreadsheet shows. Nothing here knows what a
//! table means. A workbook is a zip archive from a stranger: `archive` measures it before anything is parsed, and no name
//! inside it is ever used as a path.

mod archive;
mod cells;
mod facts;
mod formulas;
mod merged;
mod table;
#[cfg(test)]
mod tests;

use std::{
    collections::HashSet,
    fs::File,
    io::{self, BufReader},
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use calamine::{Reader, SheetType, SheetVisible, Xlsx, XlsxError};

pub(crate) use facts::SheetFacts;
use formulas::Formulas;
use merged::Merged;
use table::Table;

/// No campaign workbook has more; every sheet becomes a file.
const MAX_SHEETS: u64 = 256;

/// One sheet as a text table.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// Its name in the workbook. Never used as a path.
    pub(crate) name: String,
    /// The CSV file that holds it.
    pub(crate) path: PathBuf,
    /// The size of that file.
    pub(crate) bytes: u64,
    /// What its text does not show.
    pub(crate) facts: SheetFacts,
}

/// How much a workbook may hold.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of all its parts once unpacked, and of all the text written from them.
    pub(crate) expanded_bytes: u64,
    /// Bytes of a part that is held in memory as a whole: the shared texts, the styles.
    pub(crate) held_bytes: u64,
    /// How many times its own size it may unpack to, once that is over 1 MiB.
    pub(crate) ratio: u64,
    /// The last row of a sheet.
    pub(crate) rows: u64,
    /// The last column of a sheet.
    pub(crate) columns: u64,
    /// Bytes of one cell's text.
    pub(crate) cell_bytes: u64,
}

/// Why a workbook cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UnreadableWorkbook {
    /// It is something else; says what, and what to do.
    #[error("not an .xlsx workbook but {0}")]
    NotAWorkbook(&'static str),
    /// It holds more than [`Limits`] allow.
    #[error("{found} {what}, but the most is {limit}")]
    TooLarge { what: String, found: u64, limit: u64 },
    /// Formulas stand in it whose values are not calculated.
    #[error("formulas that were never calculated, the first in cell {cell} of sheet “{sheet}”")]
    NeverCalculated { sheet: String, cell: String },
    /// Its archive or its XML is broken.
    #[error("a damaged workbook ({0}); open it and save it again, or save its sheets as CSV")]
    Damaged(String),
    /// The disk failed, not the workbook.
    #[error("the workbook could not be read or its sheets not be written: {0}")]
    Io(#[from] io::Error),
}

impl UnreadableWorkbook {
    /// Errors without a number from the operating system come from the decoders: then the file is at fault, not the disk.
    fn of_reading(error: io::Error) -> Self {
        if error.raw_os_error().is_some() { Self::Io(error) } else { Self::Damaged(error.to_string()) }
    }
}

impl From<XlsxError> for UnreadableWorkbook {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::Io(error) => Self::of_reading(error),
            XlsxError::Zip(error) => error.into(),
            other => Self::Damaged(other.to_string()),
        }
    }
}

type Found<T> = Result<T, UnreadableWorkbook>;

/// Writes every sheet that has a cell as a CSV file into `folder`, in the order of the workbook.
///
/// - Text: UTF-8, commas, RFC 4180 quotes, all rows that are not empty equally wide; an empty row is an empty line.
/// - A merged range's value stands in each of its rows that holds anything else.
/// - Columns left of the first that holds anything are left out.
/// - After an error, files may be left in `folder`.
///
/// # Errors
/// [`UnreadableWorkbook`], and never a panic, whatever the file holds.
pub(crate) fn sheets(workbook: &Path, folder: &Path, limits: &Limits) -> Found<Vec<Sheet>> {
    let parts = archive::check(workbook, limits)?;
    // The parser's arithmetic trusts the numbers of the file, and a debug build panics where they overflow.
    catch_unwind(AssertUnwindSafe(|| written_sheets(workbook, folder, parts, limits)))
        .unwrap_or_else(|_| Err(UnreadableWorkbook::Damaged("its numbers make no sense".to_owned())))
}

fn written_sheets(workbook: &Path, folder: &Path, parts: archive::Parts, limits: &Limits) -> Found<Vec<Sheet>> {
    let mut workbook = Xlsx::new(BufReader::new(File::open(workbook)?))?;
    let mut written: Vec<Sheet> = Vec::new();
    let mut bytes_left = limits.expanded_bytes;
    for name in names_of_sheets(&workbook)? {
        let path = folder.join(format!("sheet-{}.csv", written.len()));
        let limits = Limits { expanded_bytes: bytes_left, ..*limits };
        let Some((bytes, facts)) = write_sheet(&mut workbook, &name, &path, parts, &limits)? else {
            continue;
        };
        bytes_left -= bytes;
        written.push(Sheet { name, path, bytes, facts });
    }
    Ok(written)
}

/// The sheets people see. Hidden ones hold leftovers and lists for drop-downs that are not meant to be uploaded; only where every
/// sheet is hidden are they what was meant. Charts and dialogs have no cells.
fn names_of_sheets(workbook: &Xlsx<BufReader<File>>) -> Found<Vec<String>> {
    let tables = || workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let is_any_visible = tables().any(|sheet| sheet.visible == SheetVisible::Visible);
    let names: Vec<String> = tables()
        .filter(|sheet| sheet.visible == SheetVisible::Visible || !is_any_visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    check_limit(|| "sheets".to_owned(), names.len() as u64, MAX_SHEETS)?;
    let mut seen = HashSet::new();
    // The parser finds a sheet by its name and would give the first one twice.
    match names.iter().find(|name| !seen.insert(name.as_str())) {
        Some(name) => Err(UnreadableWorkbook::Damaged(format!("two sheets are called “{name}”"))),
        None => Ok(names),
    }
}

/// Writes one sheet and returns its size and what its text does not show; nothing when no cell holds anything.
fn write_sheet(
    workbook: &mut Xlsx<BufReader<File>>,
    name: &str,
    path: &Path,
    parts: archive::Parts,
    limits: &Limits,
) -> Found<Option<(u64, SheetFacts)>> {
    let ranges = if parts.has_merged_cells { workbook.merge_cells_by_sheet_name(name)? } else { Vec::new() };
    let is_1904 = workbook.has_1904_epoch();
    let (mut merged, mut formulas) = (Merged::new(&ranges), Formulas::new(parts.calculates_on_load));
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| in_sheet(name, None, error))?;
    let (mut table, mut text, mut last_row) = (None, String::new(), None);
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| in_sheet(name, last_row, error))? {
        last_row = Some(cell.pos.0);
        formulas.take(&cell);
        cells::write_text(&cell.value, &mut text);
        if text.is_empty() {
            continue;
        }
        check_cell(cell.pos, &text, name, limits)?;
        let table = match &mut table {
            Some(table) => table,
            none => none.insert(Table::create(path, name, limits.expanded_bytes)?),
        };
        merged.put(cell.pos, &text, &mut |position, text| table.put(position, text))?;
    }
    if let Some(cell) = formulas.never_calculated() {
        return Err(UnreadableWorkbook::NeverCalculated { sheet: name.to_owned(), cell });
    }
    let Some(mut table) = table else { return Ok(None) };
    merged.finish(&mut |position, text| table.put(position, text))?;
    let first_column = table.first_column();
    Ok(Some((table.finish()?, SheetFacts::new(is_1904, first_column, merged.filled()))))
}

fn in_sheet(name: &str, last_row: Option<u32>, error: XlsxError) -> UnreadableWorkbook {
    match (UnreadableWorkbook::from(error), last_row) {
        (UnreadableWorkbook::Damaged(what), None) => UnreadableWorkbook::Damaged(format!("sheet “{name}”: {what}")),
        (UnreadableWorkbook::Damaged(what), Some(row)) => {
            UnreadableWorkbook::Damaged(format!("sheet “{name}”, in or after row {}: {what}", u64::from(row) + 1))
        }
        (other, _) => other,
    }
}

fn check_cell((row, column): (u32, u32), text: &str, name: &str, limits: &Limits) -> Found<()> {
    let (row, column) = (u64::from(row) + 1, u64::from(column) + 1);
    check_limit(|| format!("rows in sheet “{name}”"), row, limits.rows)?;
    check_limit(|| format!("columns in sheet “{name}”, row {row}"), column, limits.columns)?;
    let what = || format!("bytes of text in one cell of sheet “{name}”, row {row}, column {column}");
    check_limit(what, text.len() as u64, limits.cell_bytes)
}

fn check_limit(what: impl Fn() -> String, found: u64, limit: u64) -> Found<()> {
    if found <= limit { Ok(()) } else { Err(UnreadableWorkbook::TooLarge { what: what(), found, limit }) }
}
