//! Cells in reading order written as a rectangle of CSV.

use std::{
    fs::{self, File},
    io::{BufRead as _, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use super::{Found, UnreadableWorkbook, check_limit};

/// A CSV file being written, row by row.
pub(super) struct Table {
    name: String,
    path: PathBuf,
    text: Text,
    /// The row being written, and how many of its cells are.
    row: u32,
    cells: u32,
    first_column: u32,
    width: u32,
    /// From which row on the table was how wide: the width of the widest row of a sheet is known only at its end.
    widths: Vec<(u32, u32)>,
}

impl Table {
    pub(super) fn create(path: &Path, name: &str, max_bytes: u64) -> Found<Self> {
        Ok(Self {
            name: name.to_owned(),
            path: path.to_owned(),
            text: Text::create(path, max_bytes)?,
            row: 0,
            cells: 0,
            first_column: u32::MAX,
            width: 0,
            widths: Vec::new(),
        })
    }

    /// Writes a cell; rows and columns count from 0. What lies between it and the cell before stays empty.
    pub(super) fn put(&mut self, (row, column): (u32, u32), text: &str) -> Found<()> {
        if row < self.row || (row == self.row && column < self.cells) {
            let place = format!("sheet “{}”: row {} does not come in its order", self.name, row + 1);
            return Err(UnreadableWorkbook::Damaged(place));
        }
        while self.row < row {
            self.end_row()?;
        }
        if self.cells == 0 {
            self.first_column = self.first_column.min(column);
            self.text.put_commas(column)?;
        } else {
            self.text.put_commas(column + 1 - self.cells)?;
        }
        self.cells = column + 1;
        self.text.put_cell(text)
    }

    /// The first column that holds anything.
    pub(super) fn first_column(&self) -> u32 {
        self.first_column
    }

    fn end_row(&mut self) -> Found<()> {
        if self.cells > self.width {
            self.width = self.cells;
            self.widths.push((self.row, self.width));
        } else if self.cells > 0 {
            self.text.put_commas(self.width - self.cells)?;
        }
        (self.row, self.cells) = (self.row + 1, 0);
        self.text.put(b"\n")
    }

    /// Ends the file and returns its size.
    pub(super) fn finish(mut self) -> Found<u64> {
        self.end_row()?;
        let max_bytes = self.text.max_bytes;
        let bytes = self.text.finish()?;
        if self.first_column == 0 && self.widths.len() == 1 {
            return Ok(bytes);
        }
        let ragged = Ragged { first_column: self.first_column, width: self.width, widths: &self.widths };
        let even = self.path.with_extension("even");
        let bytes = ragged.even_out(&self.path, Text::create(&even, max_bytes)?)?;
        fs::rename(even, self.path)?;
        Ok(bytes)
    }
}

/// A written table whose first columns may be empty and whose first rows may be too narrow.
struct Ragged<'t> {
    first_column: u32,
    width: u32,
    widths: &'t [(u32, u32)],
}

impl Ragged<'_> {
    fn even_out(&self, path: &Path, mut even: Text) -> Found<u64> {
        let mut lines = BufReader::with_capacity(1 << 16, File::open(path)?);
        let (mut line, mut row) = (Vec::new(), 0);
        while lines.read_until(b'\n', &mut line)? > 0 {
            let cells = line.strip_suffix(b"\n").unwrap_or(&line);
            if !cells.is_empty() {
                // Cells hold no line ends, and every row begins with a comma for each column that is always empty.
                even.put(&cells[self.first_column as usize..])?;
                even.put_commas(self.width - self.width_at(row))?;
            }
            even.put(b"\n")?;
            line.clear();
            row += 1;
        }
        even.finish()
    }

    fn width_at(&self, row: u32) -> u32 {
        let wider = self.widths.partition_point(|(from, _)| *from <= row);
        self.widths[wider - 1].1
    }
}

/// The bytes of a file, counted against the most it may hold.
struct Text {
    file: BufWriter<File>,
    bytes: u64,
    max_bytes: u64,
}

const COMMAS: [u8; 64] = [b','; 64];

impl Text {
    fn create(path: &Path, max_bytes: u64) -> Found<Self> {
        Ok(Self { file: BufWriter::with_capacity(1 << 16, File::create(path)?), bytes: 0, max_bytes })
    }

    fn put(&mut self, bytes: &[u8]) -> Found<()> {
        self.bytes += bytes.len() as u64;
        check_limit(|| "bytes of text in its sheets".to_owned(), self.bytes, self.max_bytes)?;
        Ok(self.file.write_all(bytes)?)
    }

    fn put_commas(&mut self, mut count: u32) -> Found<()> {
        while count > 0 {
            let now = count.min(COMMAS.len() as u32);
            self.put(&COMMAS[..now as usize])?;
            count -= now;
        }
        Ok(())
    }

    /// Quotes whatever could be taken for a delimiter, of this or of any other kind of table.
    fn put_cell(&mut self, text: &str) -> Found<()> {
        if !text.contains([',', '"', ';', '\t', '|']) {
            return self.put(text.as_bytes());
        }
        self.put(b"\"")?;
        self.put(text.replace('"', "\"\"").as_bytes())?;
        self.put(b"\"")
    }

    fn finish(mut self) -> Found<u64> {
        self.file.flush()?;
        Ok(self.bytes)
    }
}
