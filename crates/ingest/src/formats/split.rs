//! One row's text as cells.

use memchr::memchr_iter;

/// The cells of one row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cells<'r> {
    text: &'r str,
    /// Where each cell begins and ends.
    bounds: &'r [(u32, u32)],
}

impl<'r> Cells<'r> {
    pub(crate) fn len(&self) -> usize {
        self.bounds.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&'r str> {
        self.bounds.get(at).map(|&(start, end)| &self.text[start as usize..end as usize])
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'r str> {
        let cells = *self;
        (0..self.len()).filter_map(move |at| cells.get(at))
    }

    /// The text from one cell to another as it stands in the file; nothing where quotes were taken away.
    pub(crate) fn between(&self, (first, last): (usize, usize)) -> Option<&'r str> {
        let (start, end) = (self.bounds.get(first)?.0, self.bounds.get(last)?.1);
        let is_as_written = self.bounds.get(1).is_none_or(|second| second.0 == self.bounds[0].1 + 1);
        is_as_written.then(|| &self.text[start as usize..end as usize])
    }

    /// Whether nothing but white space stands in any cell.
    pub(crate) fn is_blank(&self) -> bool {
        self.iter().all(|cell| cell.trim().is_empty())
    }
}

/// Splits rows, one after the other, without new memory for each.
#[derive(Debug)]
pub(crate) struct Splitter {
    delimiter: u8,
    bounds: Vec<(u32, u32)>,
    unquoted: String,
}

impl Splitter {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self { delimiter, bounds: Vec::new(), unquoted: String::new() }
    }

    pub(crate) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// The cells of a row; its quotes are letters when it has none that quote.
    pub(crate) fn split<'s>(&'s mut self, row: &'s str, has_quotes: bool) -> Cells<'s> {
        if !has_quotes || !row.contains('"') {
            return self.split_plain(row);
        }
        self.unquote(row);
        Cells { text: &self.unquoted, bounds: &self.bounds }
    }

    /// The cells of a row without a quote that quotes.
    pub(crate) fn split_plain<'s>(&'s mut self, row: &'s str) -> Cells<'s> {
        self.find_cells(row);
        Cells { text: row, bounds: &self.bounds }
    }

    fn find_cells(&mut self, row: &str) {
        self.bounds.clear();
        let mut start = 0;
        for end in memchr_iter(self.delimiter, row.as_bytes()) {
            self.bounds.push((start, end as u32));
            start = end as u32 + 1;
        }
        self.bounds.push((start, row.len() as u32));
    }

    fn unquote(&mut self, row: &str) {
        self.bounds.clear();
        self.unquoted.clear();
        let (mut quotes, mut start) = (Quotes::new(self.delimiter), 0);
        for letter in row.chars() {
            let (was_quoted, is_pair) = (quotes.is_quoted, quotes.was_quote && letter == '"');
            let is_outside = u8::try_from(letter).map_or(!was_quoted, |byte| quotes.is_outside_after(byte));
            if !was_quoted && is_outside && letter == char::from(self.delimiter) {
                self.bounds.push((start, self.unquoted.len() as u32));
                start = self.unquoted.len() as u32;
            } else if is_pair || was_quoted != is_outside || letter != '"' {
                self.unquoted.push(letter);
            }
        }
        self.bounds.push((start, self.unquoted.len() as u32));
    }
}

/// Follows whether a place stands inside a quoted cell. A quote inside a cell that does not begin with one is a letter.
pub(crate) struct Quotes {
    delimiter: u8,
    is_quoted: bool,
    is_cell_start: bool,
    was_quote: bool,
}

impl Quotes {
    pub(crate) fn new(delimiter: u8) -> Self {
        Self { delimiter, is_quoted: false, is_cell_start: true, was_quote: false }
    }

    pub(crate) fn is_outside_after(&mut self, byte: u8) -> bool {
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
