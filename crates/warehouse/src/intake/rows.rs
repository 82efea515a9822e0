//! A table's text as rows with the line each one begins on, in blocks so that memory stays flat.
//!
//! A quote that is never closed would swallow the rest of the file as one cell: where a cell grows beyond what any cell is, or
//! the file ends inside one, the quote is taken as a letter and the rows after it are rows again.

use std::io::{self, Read};

use csv::StringRecord;
use memchr::{memchr2, memchr3};

/// Bytes read at one time.
const BLOCK_BYTES: usize = 1 << 20;
/// The most bytes of a row that spans lines; no caption is that long.
const SPANNING_ROW_BYTES_MOST: usize = 1 << 18;

/// Where a row stands and whether it could be read as it was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowPlace {
    /// The line of the file where the row begins, from 1.
    pub(crate) line: u64,
    /// A quote that opened a cell of this row was never closed; only its first line is read.
    pub(crate) has_open_quote: bool,
}

/// The rows of a file, blank lines left out.
pub(crate) struct TextRows<R> {
    text: R,
    delimiter: u8,
    block_bytes: usize,
    block: Vec<u8>,
    /// Where in the block the next row is looked for, and the line that place is on.
    at: usize,
    line: u64,
    is_at_end: bool,
    /// Where the row given last began, and its line.
    last: (usize, u64),
}

impl<R: Read> TextRows<R> {
    pub(crate) fn new(text: R, delimiter: u8) -> Self {
        Self {
            text,
            delimiter,
            block_bytes: BLOCK_BYTES,
            block: Vec::new(),
            at: 0,
            line: 1,
            is_at_end: false,
            last: (0, 1),
        }
    }

    /// Reads the next row into `cells`; nothing at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read on.
    pub(crate) fn next(&mut self, cells: &mut StringRecord) -> io::Result<Option<RowPlace>> {
        loop {
            if !self.skip_line_ends() {
                self.read_on()?;
                continue;
            }
            let rest = &self.block[self.at..];
            match end_of_row(rest, self.delimiter) {
                End::After(bytes) => return Ok(Some(self.take(bytes, false, cells))),
                End::Unknown if rest.len() > SPANNING_ROW_BYTES_MOST && first_line(rest) < rest.len() => {
                    let bytes = first_line(rest);
                    return Ok(Some(self.take(bytes, true, cells)));
                }
                End::Unknown if !self.is_at_end => self.read_on()?,
                End::Unknown if rest.is_empty() => return Ok(None),
                End::Unknown => {
                    let bytes = first_line(rest);
                    let has_open_quote = bytes < rest.len() || ends_inside_quotes(rest, self.delimiter);
                    return Ok(Some(self.take(bytes, has_open_quote, cells)));
                }
            }
        }
    }

    /// Reads the next row of a table with so many columns.
    ///
    /// A row whose quoted cell spans lines and that then has another number of cells was opened by a quote too many: only its
    /// first line is given, and the lines after it are rows again.
    ///
    /// # Errors
    /// When the file cannot be read on.
    pub(crate) fn next_of(&mut self, columns: usize, cells: &mut StringRecord) -> io::Result<Option<RowPlace>> {
        let place = self.next(cells)?;
        let spans_lines = first_line(&self.block[self.last.0..self.at]) < self.at - self.last.0;
        if place.is_none() || cells.len() == columns || !spans_lines {
            return Ok(place);
        }
        (self.at, self.line) = self.last;
        let bytes = first_line(&self.block[self.at..]);
        Ok(Some(self.take(bytes, true, cells)))
    }

    fn read_on(&mut self) -> io::Result<()> {
        self.block.drain(..self.at);
        (self.at, self.last) = (0, (0, self.line));
        let read = (&mut self.text).take(self.block_bytes as u64).read_to_end(&mut self.block)?;
        self.is_at_end = read == 0;
        Ok(())
    }

    /// False when only reading on tells whether a line ends here.
    fn skip_line_ends(&mut self) -> bool {
        while let Some(byte @ (b'\n' | b'\r')) = self.block.get(self.at) {
            // The line feed of a pair may still have to be read; it is counted with its carriage return.
            let next = self.block.get(self.at + 1);
            if *byte == b'\r' && next.is_none() && !self.is_at_end {
                return false;
            }
            self.line += u64::from(*byte == b'\n' || next != Some(&b'\n'));
            self.at += 1;
        }
        true
    }

    fn take(&mut self, bytes: usize, has_open_quote: bool, cells: &mut StringRecord) -> RowPlace {
        self.last = (self.at, self.line);
        let text = &self.block[self.at..self.at + bytes];
        split(text, self.delimiter, !has_open_quote, cells);
        let place = RowPlace { line: self.line, has_open_quote };
        self.line += line_ends(text);
        self.at += bytes;
        place
    }
}

enum End {
    /// The row takes so many bytes; its line end comes after them.
    After(usize),
    /// The row does not end in what was read so far.
    Unknown,
}

fn end_of_row(text: &[u8], delimiter: u8) -> End {
    // Most rows have no quote: the first line end is their end.
    if let Some(at) = memchr3(b'\n', b'\r', b'"', text).filter(|at| text[*at] != b'"') {
        return End::After(at);
    }
    let mut quotes = Quotes::new(delimiter);
    let is_end = |(_, byte): &(usize, &u8)| quotes.is_outside_after(**byte) && matches!(**byte, b'\n' | b'\r');
    text.iter().enumerate().find(is_end).map_or(End::Unknown, |(at, _)| End::After(at))
}

fn ends_inside_quotes(text: &[u8], delimiter: u8) -> bool {
    let mut quotes = Quotes::new(delimiter);
    !text.iter().fold(true, |_, byte| quotes.is_outside_after(*byte))
}

/// The bytes before the first line end, quoted or not.
fn first_line(text: &[u8]) -> usize {
    memchr2(b'\n', b'\r', text).unwrap_or(text.len())
}

/// Line ends inside a row: of quoted cells.
fn line_ends(text: &[u8]) -> u64 {
    if first_line(text) == text.len() {
        return 0;
    }
    let feeds = text.iter().filter(|byte| **byte == b'\n').count();
    let lone_returns = text.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
    (feeds + lone_returns + usize::from(text.last() == Some(&b'\r'))) as u64
}

/// Follows whether a place stands inside a quoted cell. A quote inside a cell that does not begin with one is a letter.
struct Quotes {
    delimiter: u8,
    is_quoted: bool,
    is_cell_start: bool,
    was_quote: bool,
}

impl Quotes {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, is_quoted: false, is_cell_start: true, was_quote: false }
    }

    fn is_outside_after(&mut self, byte: u8) -> bool {
        if self.is_quoted {
            // The second quote of a pair opens the cell again.
            self.was_quote = byte == b'"';
            self.is_quoted = !self.was_quote;
        } else if byte == b'"' && (self.is_cell_start || self.was_quote) {
            (self.is_quoted, self.is_cell_start, self.was_quote) = (true, false, false);
        } else {
            self.is_cell_start = byte == self.delimiter;
            self.was_quote = false;
        }
        !self.is_quoted
    }
}

/// The cells of one row. The decoder made the text UTF-8, so nothing is lost here.
fn split(text: &[u8], delimiter: u8, has_quotes: bool, cells: &mut StringRecord) {
    cells.clear();
    let text = String::from_utf8_lossy(text);
    if !has_quotes || !text.contains('"') {
        text.split(char::from(delimiter)).for_each(|cell| cells.push_field(cell));
        return;
    }
    let (mut quotes, mut cell) = (Quotes::new(delimiter), String::new());
    for letter in text.chars() {
        let (was_quoted, is_pair) = (quotes.is_quoted, quotes.was_quote && letter == '"');
        let is_outside = u8::try_from(letter).map_or(!was_quoted, |byte| quotes.is_outside_after(byte));
        if !was_quoted && is_outside && letter == char::from(delimiter) {
            cells.push_field(&cell);
            cell.clear();
        } else if is_pair || was_quoted != is_outside || letter != '"' {
            cell.push(letter);
        }
    }
    cells.push_field(&cell);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, block_bytes: usize) -> Vec<(RowPlace, StringRecord)> {
        let mut rows = TextRows { block_bytes, ..TextRows::new(text.as_bytes(), b',') };
        let mut cells = StringRecord::new();
        std::iter::from_fn(|| rows.next(&mut cells).unwrap().map(|place| (place, cells.clone()))).collect()
    }

    #[test]
    fn every_row_knows_its_line_whatever_ends_the_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["", "a,b", "", "1,2", "", "", "\"x", "y\",3", "4,5"].join(end);
            let found: Vec<u64> = rows(&text, 7).iter().map(|(place, _)| place.line).collect();
            assert_eq!(found, [2, 4, 7, 9], "{end:?}");
        }
    }

    #[test]
    fn blocks_of_any_size_hold_the_rows_of_the_whole_file() {
        let text = "a,b\n1,2\n\n3,4\r\n\"x\r\ny\",\"q\"\"\n\"\n5\" pipe,6\n\"\",\"\"\"\"\n,\n8,9";
        let whole = rows(text, 1 << 20);
        let mut plain = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let plain: Vec<StringRecord> = plain.records().map(Result::unwrap).collect();
        assert_eq!(whole.iter().map(|(_, cells)| cells.clone()).collect::<Vec<_>>(), plain);
        for block_bytes in 1..40 {
            assert_eq!(rows(text, block_bytes), whole, "blocks of {block_bytes}");
        }
    }

    #[test]
    fn cells_are_those_of_the_reference_reader() {
        // Every text of up to seven of these letters: all the ways quotes, commas and letters can follow each other.
        let letters = ['"', ',', 'a', 'é'];
        for number in 0..4_usize.pow(7) {
            let text: String = (0..7).map(|place| letters[number / 4_usize.pow(place) % 4]).collect();
            let mut quotes = Quotes::new(b',');
            if !text.bytes().fold(true, |_, byte| quotes.is_outside_after(byte)) {
                continue;
            }
            let mut plain = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let expected = plain.records().next().unwrap().unwrap();
            assert_eq!(rows(&text, 64)[0].1, expected, "{text}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_row() {
        let found = rows("a,b\n\"1,2\n3,4\n5,6\n", 4);
        let places: Vec<(u64, bool)> = found.iter().map(|(place, _)| (place.line, place.has_open_quote)).collect();
        assert_eq!(places, [(1, false), (2, true), (3, false), (4, false)]);
        assert_eq!(found[1].1, StringRecord::from(vec!["\"1", "2"]));
        let long = format!("a,b\n\"1,2\n{}", "3,4\n".repeat(SPANNING_ROW_BYTES_MOST));
        assert_eq!(rows(&long, 1 << 16).len(), SPANNING_ROW_BYTES_MOST + 2);
        let closed_much_later = format!("\"1,2\n{}\"\n5,6\n", "3,4\n".repeat(SPANNING_ROW_BYTES_MOST));
        assert!(rows(&closed_much_later, 1 << 16)[0].0.has_open_quote);
    }
}
