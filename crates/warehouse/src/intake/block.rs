//! A piece of a file that holds whole rows: what one thread reads by itself.

use std::str::Utf8Error;

use memchr::memchr;

use super::{
    rows::RowPlace,
    split::{Cells, Splitter},
};

/// Whole rows of a file.
pub(crate) struct Block {
    text: Vec<u8>,
    /// Where in the text the rows begin.
    start: usize,
    rows: Rows,
}

enum Rows {
    /// No quote anywhere: each line is a row, counted from this one.
    Lines(u64),
    Spans(Vec<Span>),
}

/// Where a row stands in its block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) line: u64,
    pub(crate) has_open_quote: bool,
}

impl Span {
    pub(crate) fn place(&self) -> RowPlace {
        RowPlace { line: self.line, has_open_quote: self.has_open_quote }
    }
}

impl Block {
    pub(crate) fn plain(text: Vec<u8>, start: usize, first_line: u64) -> Self {
        Self { text, start, rows: Rows::Lines(first_line) }
    }

    pub(crate) fn of_spans(text: Vec<u8>, spans: Vec<Span>) -> Self {
        Self { text, start: 0, rows: Rows::Spans(spans) }
    }

    /// The text of all rows, which must be UTF-8.
    pub(crate) fn text(&self) -> Result<&str, Utf8Error> {
        std::str::from_utf8(&self.text[self.start..])
    }

    /// Gives every row that is not blank to `take`: its place, its text and its cells.
    pub(crate) fn rows(&self, text: &str, splitter: &mut Splitter, mut take: impl FnMut(RowPlace, &str, Cells<'_>)) {
        match &self.rows {
            Rows::Spans(spans) => {
                for span in spans {
                    let row = &text[span.start..span.end];
                    take(span.place(), row, splitter.split(row, !span.has_open_quote));
                }
            }
            Rows::Lines(first) => each_line(text, *first, |line, row| {
                take(RowPlace { line, has_open_quote: false }, row, splitter.split_plain(row));
            }),
        }
    }
}

/// Gives every line that is not empty to `take`, without its end.
fn each_line(text: &str, first: u64, mut take: impl FnMut(u64, &str)) {
    let (mut at, mut line) = (0, first);
    while at < text.len() {
        let end = memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
        let row = text[at..end].strip_suffix('\r').unwrap_or(&text[at..end]);
        if !row.is_empty() {
            take(line, row);
        }
        (at, line) = (end + 1, line + 1);
    }
}
