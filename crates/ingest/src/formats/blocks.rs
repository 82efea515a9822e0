//! A block of whole rows: what one thread reads at a time.

use std::{
    ops::Range,
    str::Utf8Error,
    sync::{Arc, Mutex, PoisonError},
};

use memchr::memchr;

/// Where a row stands and whether it could be read as it was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RowPlace {
    /// The line of the file where the row begins, from 1.
    pub(crate) line: u64,
    /// A quote that opened a cell of this row was never closed; only its first line is read.
    pub(crate) has_open_quote: bool,
}

impl RowPlace {
    /// The line in fewer bytes: lines beyond what fits are all the last one.
    pub(crate) fn short_line(self) -> u32 {
        u32::try_from(self.line).unwrap_or(u32::MAX)
    }
}

/// Whole rows of a file.
pub(crate) struct Block {
    text: Vec<u8>,
    /// Where in the text the rows are.
    range: Range<usize>,
    rows: Rows,
    used: Pool,
}

/// Buffers that were used and can be used again, whichever thread had them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pool(Arc<Mutex<Vec<Vec<u8>>>>);

impl Pool {
    /// A used buffer with whatever it holds, or an empty one.
    pub(crate) fn take(&self) -> Vec<u8> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn give_back(&self, buffer: Vec<u8>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(buffer);
    }
}

impl Drop for Block {
    fn drop(&mut self) {
        self.used.give_back(std::mem::take(&mut self.text));
    }
}

#[derive(Clone)]
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
    /// The lines in a range of the text, counted from `first_line`; the buffer goes back to where it came from.
    pub(crate) fn plain(text: Vec<u8>, range: Range<usize>, first_line: u64, used: Pool) -> Self {
        Self { text, range, rows: Rows::Lines(first_line), used }
    }

    pub(crate) fn of_spans(text: Vec<u8>, spans: Vec<Span>) -> Self {
        Self { range: 0..text.len(), text, rows: Rows::Spans(spans), used: Pool::default() }
    }

    /// The text of all rows, which must be UTF-8.
    pub(crate) fn text(&self) -> Result<&str, Utf8Error> {
        std::str::from_utf8(&self.text[self.range.clone()])
    }

    /// The same rows with the replacement letter in place of what is no UTF-8.
    pub(crate) fn lossy(&self) -> Self {
        let readable = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned().into_bytes();
        let Rows::Spans(spans) = &self.rows else {
            let text = readable(&self.text[self.range.clone()]);
            return Self { range: 0..text.len(), text, rows: self.rows.clone(), used: Pool::default() };
        };
        let (mut text, mut moved) = (Vec::new(), Vec::new());
        for span in spans {
            let start = text.len();
            text.extend(readable(&self.text[span.start..span.end]));
            moved.push(Span { start, end: text.len(), ..*span });
        }
        Self::of_spans(text, moved)
    }

    /// Gives every row to `take`: its place, its text, and whether a quote in it quotes. Blank lines are no rows.
    pub(crate) fn rows(&self, text: &str, mut take: impl FnMut(RowPlace, &str, bool)) {
        match &self.rows {
            Rows::Spans(spans) => {
                for span in spans {
                    take(span.place(), &text[span.start..span.end], !span.has_open_quote);
                }
            }
            Rows::Lines(first) => {
                each_line(text, *first, |line, row| take(RowPlace { line, has_open_quote: false }, row, false));
            }
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
