//! A table's text as rows with the line each one begins on, in blocks so that memory stays flat.
//!
//! A quote that is never closed would swallow the rest of the file as one cell: where a cell grows beyond what any cell is, or
//! the file ends inside one, the quote is taken as a letter and the rows after it are rows again.

use std::io::{self, Read};

use memchr::{memchr, memchr_iter, memchr2, memchr3, memrchr};

use crate::{
    formats::blocks::{Block, Pool, RowPlace, Span},
    formats::split::{Cells, Quotes, Splitter},
    limits::{MAX_ROW_BYTES, OverLimit},
};

/// Bytes of one block of rows, and the most read at one time.
const BLOCK_BYTES: usize = 1 << 19;
/// Bytes read at first; each read after it may be twice as long. Most files are small and are opened several times: pages of a
/// large buffer that hold nothing would cost more than the reading.
const FIRST_READ_BYTES: usize = 1 << 14;
/// The most bytes of a row that spans lines; no caption is that long.
const MAX_SPANNING_ROW_BYTES: usize = 1 << 18;

/// The rows of a file, blank lines left out.
pub(crate) struct TextRows<R> {
    text: R,
    splitter: Splitter,
    block_bytes: usize,
    /// The most bytes of the next read.
    read_bytes: usize,
    buffer: Vec<u8>,
    /// How much of the buffer holds text.
    filled: usize,
    used: Pool,
    /// The row given last.
    row: String,
    /// Where in the buffer the next row is looked for, and the line that place is on.
    at: usize,
    line: u64,
    is_at_end: bool,
    /// Bytes that were looked through for the end of a quote that has none.
    in_vain: usize,
}

/// After so many bytes of looking for ends of quotes in vain, no cell spans lines any more: such a file is no table with long
/// captions, and would take hours.
const MAX_IN_VAIN: usize = 64 << 20;

impl<R: Read> TextRows<R> {
    pub(crate) fn new(text: R, delimiter: u8) -> Self {
        Self {
            text,
            splitter: Splitter::new(delimiter),
            block_bytes: BLOCK_BYTES,
            read_bytes: FIRST_READ_BYTES,
            buffer: Vec::new(),
            filled: 0,
            used: Pool::default(),
            row: String::new(),
            at: 0,
            line: 1,
            is_at_end: false,
            in_vain: 0,
        }
    }

    /// The most bytes of a row that spans lines, as far as this file goes.
    fn max_spanning_bytes(&self) -> usize {
        if self.in_vain > MAX_IN_VAIN { 0 } else { MAX_SPANNING_ROW_BYTES }
    }

    /// Reads the header, or any first row; nothing at the end of the file.
    ///
    /// # Errors
    /// When the file cannot be read on, or a row is longer than any row is.
    pub(crate) fn header(&mut self) -> io::Result<Option<(RowPlace, Cells<'_>)>> {
        let span = self.next_span(false)?;
        Ok(span.map(|span| {
            let (place, _, cells) = self.row(&span);
            (place, cells)
        }))
    }

    /// Reads the next row below the header: its place, its text and its cells.
    ///
    /// Where a row spans lines and its quotes do not stand where cells begin and end, it was opened by a quote too many: only its
    /// first line is given, and the lines after it are rows again.
    ///
    /// # Errors
    /// As [`Self::header`].
    pub(crate) fn next(&mut self) -> io::Result<Option<(RowPlace, &str, Cells<'_>)>> {
        let span = self.next_span(true)?;
        Ok(span.map(|span| self.row(&span)))
    }

    /// Reads the next rows below the header; nothing at the end of the file.
    ///
    /// # Errors
    /// As [`Self::header`].
    pub(crate) fn next_block(&mut self) -> io::Result<Option<Block>> {
        while self.filled - self.at < self.block_bytes && !self.is_at_end {
            self.read_on()?;
        }
        match self.plain_bytes() {
            Some(0) => Ok(None),
            Some(bytes) => Ok(Some(self.plain_block(bytes))),
            None => self.block_of_spans(),
        }
    }

    /// How much of the buffer is whole lines without a quote, each of them a row; `None` when each row must be inspected.
    fn plain_bytes(&self) -> Option<usize> {
        let rest = &self.buffer[self.at..self.filled];
        let whole = if self.is_at_end { rest.len() } else { memrchr(b'\n', rest)? + 1 };
        let text = &rest[..whole];
        let has_lone_return = memchr_iter(b'\r', text).any(|at| text.get(at + 1) != Some(&b'\n'));
        (memchr(b'"', text).is_none() && !has_lone_return).then_some(whole)
    }

    /// Gives the buffer away and goes on with what is left of it in a used one: the text is not copied.
    fn plain_block(&mut self, bytes: usize) -> Block {
        let (range, line) = (self.at..self.at + bytes, self.line);
        self.line += memchr_iter(b'\n', &self.buffer[range.clone()]).count() as u64;
        let mut next = self.used.take();
        let rest = &self.buffer[range.end..self.filled];
        if next.len() < rest.len() {
            next.resize(rest.len(), 0);
        }
        next[..rest.len()].copy_from_slice(rest);
        (self.at, self.filled) = (0, rest.len());
        Block::plain(std::mem::replace(&mut self.buffer, next), range, line, self.used.clone())
    }

    fn block_of_spans(&mut self) -> io::Result<Option<Block>> {
        let (mut text, mut spans) = (Vec::new(), Vec::new());
        while text.len() < self.block_bytes
            && let Some(span) = self.next_span(true)?
        {
            let start = text.len();
            text.extend_from_slice(&self.buffer[span.start..span.end]);
            spans.push(Span { start, end: text.len(), ..span });
        }
        Ok((!spans.is_empty()).then(|| Block::of_spans(text, spans)))
    }

    /// Where the next row stands in the buffer.
    fn next_span(&mut self, is_strict: bool) -> io::Result<Option<Span>> {
        loop {
            if !self.skip_line_ends() {
                self.read_on()?;
                continue;
            }
            let rest = &self.buffer[self.at..self.filled];
            let looked_at = &rest[..rest.len().min(self.max_spanning_bytes().max(first_line(rest) + 1))];
            match end_of_row(looked_at, self.splitter.delimiter()) {
                // Noted the same however much was read ahead.
                End::After(bytes) if bytes <= self.max_spanning_bytes() || first_line(rest) == bytes => {
                    return Ok(Some(self.take(bytes, false, is_strict)));
                }
                End::After(_) => {
                    let bytes = first_line(rest);
                    return Ok(Some(self.take(bytes, true, is_strict)));
                }
                End::Unknown if rest.len() > self.max_spanning_bytes() && first_line(rest) < rest.len() => {
                    let bytes = first_line(rest);
                    return Ok(Some(self.take(bytes, true, is_strict)));
                }
                End::Unknown if !self.is_at_end => self.read_on()?,
                End::Unknown if rest.is_empty() => return Ok(None),
                End::Unknown if !ends_inside_quotes(rest, self.splitter.delimiter()) => {
                    return Ok(Some(self.take(rest.len(), false, is_strict)));
                }
                End::Unknown => {
                    let bytes = first_line(rest);
                    return Ok(Some(self.take(bytes, true, is_strict)));
                }
            }
        }
    }

    fn read_on(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.at..self.filled, 0);
        (self.at, self.filled) = (0, self.filled - self.at);
        if self.filled > MAX_ROW_BYTES {
            let found = format!("more than {MAX_ROW_BYTES} bytes in line {}", self.line);
            return Err(OverLimit { what: "a row".into(), found, limit: format!("{MAX_ROW_BYTES} bytes") }.into());
        }
        let read_bytes = self.read_bytes.min(self.block_bytes);
        self.read_bytes = read_bytes * 2;
        let room = self.filled + read_bytes;
        if self.buffer.len() < room {
            self.buffer.resize(room, 0);
        }
        let read = read_once(&mut self.text, &mut self.buffer[self.filled..room]);
        self.filled += read.as_ref().unwrap_or(&0);
        self.is_at_end = read? == 0;
        Ok(())
    }

    /// False when more must be read to know whether a line ends here.
    fn skip_line_ends(&mut self) -> bool {
        while let Some(byte @ (b'\n' | b'\r')) = self.buffer[..self.filled].get(self.at) {
            // The line feed of a pair may still have to be read; it is counted with its carriage return.
            let next = self.buffer[..self.filled].get(self.at + 1);
            if *byte == b'\r' && next.is_none() && !self.is_at_end {
                return false;
            }
            self.line += u64::from(*byte == b'\n' || next != Some(&b'\n'));
            self.at += 1;
        }
        true
    }

    fn take(&mut self, bytes: usize, has_open_quote: bool, is_strict: bool) -> Span {
        let text = &self.buffer[self.at..self.at + bytes];
        let line = first_line(text);
        let is_opened_by_mistake = is_strict && line < text.len() && !is_well_quoted(text, self.splitter.delimiter());
        if has_open_quote {
            self.in_vain += MAX_SPANNING_ROW_BYTES.min(self.filled - self.at);
        }
        let (bytes, has_open_quote) = if is_opened_by_mistake { (line, true) } else { (bytes, has_open_quote) };
        let span = Span { start: self.at, end: self.at + bytes, line: self.line, has_open_quote };
        self.line += line_ends(&self.buffer[self.at..self.at + bytes]);
        self.at += bytes;
        span
    }

    /// The decoder made the text UTF-8; where there was none, what is no UTF-8 is shown as the replacement letter.
    fn row(&mut self, span: &Span) -> (RowPlace, &str, Cells<'_>) {
        self.row.clear();
        self.row.push_str(&String::from_utf8_lossy(&self.buffer[span.start..span.end]));
        (span.place(), &self.row, self.splitter.split(&self.row, !span.has_open_quote))
    }
}

/// As much as one read gives.
fn read_once(text: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match text.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
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

/// Whether a cell ends where a quote closes it.
fn is_well_quoted(text: &[u8], delimiter: u8) -> bool {
    let mut quotes = Quotes::new(delimiter);
    let mut is_closed = false;
    text.iter().all(|&byte| {
        let is_outside = quotes.is_outside_after(byte);
        let is_well = !is_closed || byte == b'"' || byte == delimiter;
        is_closed = is_outside && byte == b'"';
        is_well
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    type Rows = Vec<(RowPlace, Vec<String>)>;

    fn owned((place, cells): (RowPlace, Cells<'_>)) -> (RowPlace, Vec<String>) {
        (place, cells.iter().map(str::to_owned).collect())
    }

    fn rows(text: &str, block_bytes: usize) -> Rows {
        let mut rows = TextRows { block_bytes, ..TextRows::new(text.as_bytes(), b',') };
        std::iter::from_fn(|| rows.header().unwrap().map(owned)).collect()
    }

    fn rows_by_block(text: &str, block_bytes: usize) -> Rows {
        let mut rows = TextRows { block_bytes, ..TextRows::new(text.as_bytes(), b',') };
        let mut found = Vec::new();
        while let Some(block) = rows.next_block().unwrap() {
            let mut splitter = Splitter::new(b',');
            block.rows(block.text().unwrap(), |place, row, has_quotes| {
                found.push(owned((place, splitter.split(row, has_quotes))));
            });
        }
        found
    }

    fn rows_below(text: &str, block_bytes: usize) -> Rows {
        let mut rows = TextRows { block_bytes, ..TextRows::new(text.as_bytes(), b',') };
        std::iter::from_fn(|| rows.next().unwrap().map(|(place, _, cells)| owned((place, cells)))).collect()
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
        let cells = |record: csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let plain: Vec<_> = plain.records().map(|record| cells(record.unwrap())).collect();
        assert_eq!(whole.iter().map(|(_, cells)| cells.clone()).collect::<Vec<_>>(), plain);
        for block_bytes in 1..40 {
            assert_eq!(rows(text, block_bytes), whole, "blocks of {block_bytes}");
        }
    }

    #[test]
    fn blocks_hold_the_rows_that_reading_one_by_one_gives() {
        let lines = ["a,b", "1,2", "", "\"x", "y\",3", "\"4,5", "6,7,8", "\"\"\"9\",\"é\"", "10,\"11"];
        for end in ["\n", "\r\n", "\r"] {
            for from in 0..lines.len() {
                let text = lines[from..].join(end);
                for block_bytes in 1..30 {
                    let one_by_one = rows_below(&text, block_bytes);
                    assert_eq!(rows_by_block(&text, block_bytes), one_by_one, "{text:?} {block_bytes}");
                }
            }
        }
    }

    #[test]
    fn cells_are_those_of_the_reference_reader() {
        // Every text of up to seven of these letters: all the ways quotes, commas and letters can follow each other.
        let letters = ['"', ',', 'a', 'é'];
        for number in 0..4_usize.pow(7) {
            let text: String = (0..7).map(|place| letters[number / 4_usize.pow(place) % 4]).collect();
            if ends_inside_quotes(text.as_bytes(), b',') {
                continue;
            }
            let mut plain = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
            let expected = plain.records().next().unwrap().unwrap();
            assert!(rows(&text, 64)[0].1.iter().eq(expected.iter()), "{text}");
        }
    }

    #[test]
    fn a_quote_that_is_never_closed_costs_one_row() {
        let found = rows("a,b\n\"1,2\n3,4\n5,6\n", 4);
        let places: Vec<(u64, bool)> = found.iter().map(|(place, _)| (place.line, place.has_open_quote)).collect();
        assert_eq!(places, [(1, false), (2, true), (3, false), (4, false)]);
        assert_eq!(found[1].1, ["\"1", "2"]);
        let long = format!("a,b\n\"1,2\n{}", "3,4\n".repeat(MAX_SPANNING_ROW_BYTES));
        assert_eq!(rows(&long, 1 << 16).len(), MAX_SPANNING_ROW_BYTES + 2);
        let closed_much_later = format!("\"1,2\n{}\"\n5,6\n", "3,4\n".repeat(MAX_SPANNING_ROW_BYTES));
        assert!(rows(&closed_much_later, 1 << 16)[0].0.has_open_quote);
    }

    #[test]
    fn two_quotes_too_many_swallow_no_rows_however_much_is_read_ahead() {
        // The second quote closes the first, and the cells are as many as there should be.
        let text = format!("a,b\n\"1,2\n{}\"5,6\n7,8\n", "3,4\n".repeat(100));
        for block_bytes in [7, 64, 1 << 20] {
            let found = rows_below(&text, block_bytes);
            assert_eq!(found.len(), 104, "blocks of {block_bytes}");
            assert_eq!(found.iter().filter(|(place, _)| place.has_open_quote).count(), 2);
        }
        let far = format!("a,b\n\"1,2\n{}\"\n7,8\n", "3,4\n".repeat(MAX_SPANNING_ROW_BYTES));
        for block_bytes in [1 << 16, 1 << 22] {
            assert_eq!(rows_below(&far, block_bytes).len(), MAX_SPANNING_ROW_BYTES + 4);
        }
    }

    #[test]
    fn the_last_row_may_span_lines_and_end_without_a_line_end() {
        let found = rows_below("a,b\n\"1\n2\",\"x\n,y\"", 4);
        assert_eq!(found[1].1, ["1\n2", "x\n,y"]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_row_without_an_end_is_refused_before_it_fills_the_memory() {
        let endless = io::repeat(b'x');
        let error = TextRows::new(endless, b',').next().unwrap_err();
        assert!(error.to_string().contains("in line 1"), "{error}");
    }
}
