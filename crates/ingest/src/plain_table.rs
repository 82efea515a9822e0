//! Any small table of a file as named columns of text and numbers: series and panels for the statistics.
//!
//! It is read by what an import reads with: the same encodings, delimiters, quotes and packed files. Nothing is guessed of a
//! cell: a number is a plain number or the place of the error is reported.

mod times;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use times::Times;

use crate::{
    IngestError, Upload,
    formats::detect::{self, Assumed},
    formats::open_file::{FileRows, OpenError, opened},
    formats::split::Cells,
    limits::{MAX_PLAIN_TABLE_BYTES, OverLimit},
    parse::row::{Advice, Problem, misshapen},
    parse::text,
    read_error::ReadError,
    report::issues::{Example, clipped},
};

const NUMBER: Advice =
    ("a number such as 1250.50", "Write it in digits, with a point for decimals and nothing between thousands.");

/// Why a file is no table, or a cell not what it should be: where, what was found, what is accepted, what to do.
#[derive(Debug, thiserror::Error)]
pub enum PlainTableError {
    /// It cannot be opened.
    #[error("{} cannot be read: {error}. Check its path and whether it may be read.", .path.display())]
    Unopened {
        /// Where it was looked for.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Something in it is more than may be.
    #[error("{file}: {over}. Split the file or leave out what is not needed.")]
    OverLimit {
        /// The file's name.
        file: String,
        /// What there is too much of.
        over: OverLimit,
    },
    /// A place in it is not as it should be.
    #[error("{}", in_words(.file, .example))]
    Wrong {
        /// The file's name.
        file: String,
        /// Where, what and how to correct it.
        example: Box<Example>,
    },
}

fn in_words(file: &str, example: &Example) -> String {
    let Example { line, column, found, expected, fix } = example;
    let line = if *line > 0 { format!(", line {line}") } else { String::new() };
    let column = if column.is_empty() { String::new() } else { format!(", column {column}") };
    format!("{file}{line}{column}: found \"{found}\", expected {expected}. {fix}")
}

/// A table held in memory as text.
#[derive(Debug)]
pub struct PlainTable {
    file: String,
    header: Vec<String>,
    /// The line of the file that each row begins on.
    lines: Vec<u64>,
    /// All cells, row after row.
    text: String,
    /// Where in the text each cell ends.
    ends: Vec<u32>,
}

impl PlainTable {
    /// Reads a table: comma, semicolon, tab or bar between cells, UTF-8, UTF-16 or Windows-1252, packed by gzip or not.
    ///
    /// White space around cells is no part of them, blank rows are left out.
    ///
    /// # Errors
    /// [`PlainTableError`] when the file cannot be read, is no text table or has no rows, when a row has another number of cells
    /// than the header, or when its cells are more than [`MAX_PLAIN_TABLE_BYTES`] bytes.
    pub fn read(path: &Path) -> Result<Self, PlainTableError> {
        let unopened = |error| PlainTableError::Unopened { path: path.to_owned(), error };
        let bytes = fs::metadata(path).map_err(unopened)?.len();
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        if detect::is_workbook(path).map_err(unopened)? {
            let example = Example::of_file("an Excel workbook", "a CSV file", "Save the sheet as CSV.");
            return Err(PlainTableError::Wrong { file, example: Box::new(example) });
        }
        let assumed = if detect::is_utf8(path).map_err(unopened)? { Assumed::Utf8 } else { Assumed::Windows1252 };
        let upload = Upload { name: file, form_field: String::new(), path: path.to_owned(), bytes };
        let (mut rows, header) =
            opened(&upload, assumed, &Arc::default()).map_err(|failed| refused(&upload, failed))?;
        let mut table = Self {
            header: header.unwrap_or_default(),
            file: upload.name,
            lines: Vec::new(),
            text: String::new(),
            ends: Vec::new(),
        };
        table.take_all(&mut rows)?;
        Ok(table)
    }

    /// The names of the columns, as they stand.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// How many rows stand below the header; never zero.
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// The cells of a column; a blank is empty.
    ///
    /// # Errors
    /// [`PlainTableError`] when there is no such column, or two of this name.
    pub fn texts(&self, column: &str) -> Result<Vec<&str>, PlainTableError> {
        let at = self.place(column)?;
        Ok((0..self.rows()).map(|row| self.cell(row * self.header.len() + at)).collect())
    }

    /// The numbers of a column; a blank is none.
    ///
    /// # Errors
    /// As [`Self::texts`], and when a cell is no plain number such as `-1250.5` or `1.2e5`, or one beyond what a double holds.
    pub fn numbers(&self, column: &str) -> Result<Vec<Option<f64>>, PlainTableError> {
        let read = |(row, cell): (usize, &str)| match number(cell) {
            None if !cell.is_empty() => Err(self.complaint(row, column, NUMBER.0, NUMBER.1)),
            number => Ok(number),
        };
        self.texts(column)?.into_iter().enumerate().map(read).collect()
    }

    /// What is wrong with the cell of a row, counted from 0, in a column: what is expected there, and what to do.
    pub fn complaint(&self, row: usize, column: &str, expected: &str, fix: &str) -> PlainTableError {
        let found = self.texts(column).ok().and_then(|cells| cells.get(row).copied()).unwrap_or_default();
        self.wrong(self.lines.get(row).copied().unwrap_or_default(), column, clipped(found), expected, fix)
    }

    fn wrong(&self, line: u64, column: &str, found: String, expected: &str, fix: &str) -> PlainTableError {
        let example = Example { line, column: column.to_owned(), ..Example::of_file(found, expected, fix) };
        PlainTableError::Wrong { file: self.file.clone(), example: Box::new(example) }
    }

    fn place(&self, column: &str) -> Result<usize, PlainTableError> {
        let mut places = (0..self.header.len()).filter(|at| self.header[*at] == column);
        match (places.next(), places.next()) {
            (Some(at), None) => Ok(at),
            (Some(_), Some(_)) => {
                let fix = "Give each column a name of its own.";
                Err(self.wrong(0, column, format!("two columns named {column}"), "one", fix))
            }
            (None, _) => {
                let found = clipped(&self.header.join(", "));
                Err(self.wrong(0, column, found, &format!("a column named {column}"), "Name one of those columns."))
            }
        }
    }

    fn cell(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start as usize..self.ends[at] as usize]
    }

    fn take_all(&mut self, rows: &mut FileRows) -> Result<(), PlainTableError> {
        while let Some((place, _, cells)) =
            rows.rows.next().map_err(|error| unread(&self.file, ReadError::reading(error)))?
        {
            if cells.is_blank() {
                continue;
            }
            if let Some(Problem { found, expected, fix, .. }) =
                misshapen(cells, self.header.len(), place.has_open_quote)
            {
                return Err(self.wrong(place.line, "", clipped(&found), &expected, fix));
            }
            self.take(place.line, cells)?;
        }
        if self.lines.is_empty() {
            let found = "a header and nothing below it".to_owned();
            return Err(self.wrong(0, "", found, "at least one row", "Check that the file is whole."));
        }
        Ok(())
    }

    fn take(&mut self, line: u64, cells: Cells<'_>) -> Result<(), PlainTableError> {
        self.lines.push(line);
        for cell in cells.iter().take(self.header.len()) {
            self.text.push_str(text::trimmed(cell));
            self.ends.push(self.text.len() as u32);
        }
        let bytes = self.text.len() + self.ends.len();
        if bytes > MAX_PLAIN_TABLE_BYTES {
            let limit = format!("{MAX_PLAIN_TABLE_BYTES} bytes");
            let over = OverLimit { what: "the cells of a table".into(), found: format!("over {limit}"), limit };
            return Err(PlainTableError::OverLimit { file: self.file.clone(), over });
        }
        Ok(())
    }
}

fn refused(upload: &Upload, failed: OpenError) -> PlainTableError {
    let file = upload.name.clone();
    match failed {
        OpenError::File((_, example)) => PlainTableError::Wrong { file, example: Box::new(example) },
        OpenError::All(IngestError::OverLimit { over, .. }) => PlainTableError::OverLimit { file, over },
        OpenError::All(error) => {
            PlainTableError::Unopened { path: upload.path.clone(), error: std::io::Error::other(error) }
        }
    }
}

/// Why the rows end before the file does.
fn unread(file: &str, stop: ReadError) -> PlainTableError {
    let file = file.to_owned();
    match stop {
        ReadError::Over(over) => PlainTableError::OverLimit { file, over },
        ReadError::Read(error) | ReadError::Store(error) => {
            let example = Example::of_file(error.to_string(), "a readable file", "Export the table again.");
            PlainTableError::Wrong { file, example: Box::new(example) }
        }
        ReadError::NotUtf8 => {
            let example = Example::of_file("unknown letters", "UTF-8", "Export the table as UTF-8.");
            PlainTableError::Wrong { file, example: Box::new(example) }
        }
    }
}

/// A number as JSON would have it, or with a leading plus, zeros or point; none for all else.
fn number(cell: &str) -> Option<f64> {
    let is_plain = cell.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    cell.parse().ok().filter(|number: &f64| is_plain && number.is_finite())
}

#[cfg(test)]
mod tests;
