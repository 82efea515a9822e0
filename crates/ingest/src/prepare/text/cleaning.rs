//! Readers that leave out what exporters put between or behind the cells.

use std::{
    io::{self, Read},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use memchr::memmem;

use crate::formats::split::Quotes;

/// Marks that old programs end a file with, and what may stand between them.
fn is_end_mark(byte: u8) -> bool {
    matches!(byte, 0 | 0x1a)
}

fn may_follow(byte: u8) -> bool {
    is_end_mark(byte) || matches!(byte, b'\r' | b'\n' | b' ')
}

/// Most bytes held back until more is read; a longer run is no end.
const MAX_HELD: usize = 1 << 20;

/// A text without Ctrl-Z and NUL at its end.
pub(super) struct WithoutEndMarks<R> {
    text: R,
    found: Arc<AtomicBool>,
    /// What may be the end, not given yet.
    held: Vec<u8>,
    ready: Ready,
}

/// Bytes to be given.
#[derive(Default)]
struct Ready {
    bytes: Vec<u8>,
    at: usize,
}

impl Ready {
    fn give(&mut self, buffer: &mut [u8]) -> usize {
        let given = buffer.len().min(self.bytes.len() - self.at);
        buffer[..given].copy_from_slice(&self.bytes[self.at..self.at + given]);
        self.at += given;
        given
    }

    fn is_empty(&self) -> bool {
        self.at == self.bytes.len()
    }

    fn fill(&mut self) -> &mut Vec<u8> {
        self.bytes.clear();
        self.at = 0;
        &mut self.bytes
    }
}

impl<R> WithoutEndMarks<R> {
    pub(super) fn new(text: R, found: Arc<AtomicBool>) -> Self {
        Self { text, found, held: Vec::new(), ready: Ready::default() }
    }
}

impl<R: Read> Read for WithoutEndMarks<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.ready.is_empty() {
            return Ok(self.ready.give(buffer));
        }
        loop {
            let read = self.text.read(buffer)?;
            if read == 0 {
                self.found.fetch_or(!self.held.is_empty() && !buffer.is_empty(), Relaxed);
                return Ok(0);
            }
            let goes_on = !self.held.is_empty() && buffer[..read].iter().all(|byte| may_follow(*byte));
            let kept = if goes_on { 0 } else { read - end_of(&buffer[..read]) };
            if kept == 0 && self.held.len() + read <= MAX_HELD {
                self.held.extend_from_slice(&buffer[..read]);
            } else if self.held.is_empty() {
                self.held.extend_from_slice(&buffer[kept..read]);
                return Ok(kept);
            } else {
                let ready = self.ready.fill();
                ready.append(&mut self.held);
                ready.extend_from_slice(&buffer[..kept]);
                self.held.extend_from_slice(&buffer[kept..read]);
                return Ok(self.ready.give(buffer));
            }
        }
    }
}

/// How many bytes at the end may be the end of the file; line ends before the first mark are none of it.
fn end_of(bytes: &[u8]) -> usize {
    let run = bytes.iter().rev().take_while(|byte| may_follow(**byte)).count();
    let tail = &bytes[bytes.len() - run..];
    tail.iter().position(|byte| is_end_mark(*byte)).map_or(0, |first| tail.len() - first)
}

/// A text without the blanks between a delimiter and a quote: ` "1,250"` is a quoted cell.
pub(super) struct WithoutSpacesBeforeQuotes<R> {
    text: R,
    quotes: SpacedQuotes,
    ready: Ready,
    buffer: Vec<u8>,
}

impl<R> WithoutSpacesBeforeQuotes<R> {
    pub(super) fn new(text: R, delimiter: u8) -> Self {
        Self { text, quotes: SpacedQuotes::new(delimiter), ready: Ready::default(), buffer: vec![0; 1 << 16] }
    }
}

impl<R: Read> Read for WithoutSpacesBeforeQuotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.ready.is_empty() {
            let read = self.text.read(&mut self.buffer)?;
            let ready = self.ready.fill();
            if read == 0 {
                self.quotes.end(ready);
                break;
            }
            for byte in &self.buffer[..read] {
                self.quotes.take(*byte, ready);
            }
        }
        Ok(self.ready.give(buffer))
    }
}

struct SpacedQuotes {
    delimiter: u8,
    quotes: Quotes,
    is_outside: bool,
    /// The cell has only blanks so far, and so many of them.
    blanks: Option<usize>,
    has_dropped: bool,
}

impl SpacedQuotes {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, quotes: Quotes::new(delimiter), is_outside: true, blanks: Some(0), has_dropped: false }
    }

    fn take(&mut self, byte: u8, out: &mut Vec<u8>) {
        if let (true, Some(blanks), b' ') = (self.is_outside, self.blanks, byte) {
            self.blanks = Some(blanks + 1);
            return;
        }
        if let Some(blanks) = self.blanks.take() {
            self.has_dropped |= blanks > 0 && byte == b'"';
            let kept = if byte == b'"' { 0 } else { blanks };
            for _ in 0..kept {
                self.quotes.is_outside_after(b' ');
                out.push(b' ');
            }
        }
        let is_line_end = self.is_outside && matches!(byte, b'\n' | b'\r');
        self.is_outside = self.quotes.is_outside_after(byte);
        if is_line_end {
            self.quotes = Quotes::new(self.delimiter);
        }
        if self.is_outside && (byte == self.delimiter || is_line_end) {
            self.blanks = Some(0);
        }
        out.push(byte);
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        out.extend(std::iter::repeat_n(b' ', self.blanks.take().unwrap_or(0)));
    }
}

/// Whether a row has a blank between a delimiter and a quote that quotes.
pub(super) fn has_spaced_quote(row: &str, delimiter: u8) -> bool {
    if memmem::find(row.as_bytes(), b" \"").is_none() {
        return false;
    }
    let (mut quotes, mut out) = (SpacedQuotes::new(delimiter), Vec::new());
    row.bytes().for_each(|byte| quotes.take(byte, &mut out));
    quotes.has_dropped
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a few bytes at a time.
    struct Slow<'t>(&'t [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let given = self.1.min(self.0.len()).min(buffer.len());
            buffer[..given].copy_from_slice(&self.0[..given]);
            self.0 = &self.0[given..];
            Ok(given)
        }
    }

    fn without_marks(text: &str) -> (String, bool) {
        let mut texts = (1..8).map(|bytes| {
            let found = Arc::new(AtomicBool::new(false));
            let mut read = String::new();
            WithoutEndMarks::new(Slow(text.as_bytes(), bytes), found.clone()).read_to_string(&mut read).unwrap();
            (read, found.load(Relaxed))
        });
        let first = texts.next().unwrap();
        assert!(texts.all(|text| text == first));
        first
    }

    fn without_spaces(text: &str) -> String {
        let mut texts = (1..8).map(|bytes| {
            let mut read = String::new();
            WithoutSpacesBeforeQuotes::new(Slow(text.as_bytes(), bytes), b',').read_to_string(&mut read).unwrap();
            read
        });
        let first = texts.next().unwrap();
        assert!(texts.all(|text| text == first));
        first
    }

    #[test]
    fn control_letters_at_the_end_are_no_row() {
        assert_eq!(without_marks("a,b\n1,2\n\u{1a}"), ("a,b\n1,2\n".into(), true));
        assert_eq!(without_marks("a\n\u{1a}\r\n"), ("a\n".into(), true));
        assert_eq!(without_marks("a\n\0\0\0\n\0 "), ("a\n".into(), true));
        assert_eq!(without_marks("a\n\u{1a}b\n \n"), ("a\n\u{1a}b\n \n".into(), false));
        assert_eq!(without_marks("a\n"), ("a\n".into(), false));
    }

    #[test]
    fn a_blank_before_an_opening_quote_belongs_to_no_cell() {
        assert_eq!(
            without_spaces("\"a\", \"1,250\",  \"b\"\n \"c\" , d, \"\"\n"),
            "\"a\",\"1,250\",\"b\"\n\"c\" , d,\"\"\n"
        );
        assert_eq!(without_spaces("\"x, \"\"y\"\"\", z"), "\"x, \"\"y\"\"\", z");
        assert_eq!(without_spaces("5 \" pipe, \"two\nlines\",  "), "5 \" pipe,\"two\nlines\",  ");
        assert!(has_spaced_quote("a, \"b\"", b',') && !has_spaced_quote("\"a, \"\"b\"\"\"", b','));
        assert!(!has_spaced_quote("say \"hi\",b", b','));
    }
}
