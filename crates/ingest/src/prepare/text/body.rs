//! The lines below the header that are no rows: a header once more, comments, notes at the end.

use std::collections::HashSet;

use super::{
    super::plan::Refusal,
    layout::{Layout, is_comment},
    shape::{is_value, pattern},
    thousands::{self, Joining},
    words::{NOTE, TOTAL, folded},
};

/// Lines kept by number; more of them that are no rows are no table.
const MAX_LINES: usize = 100_000;
/// Texts kept of notes.
const MAX_TEXTS: usize = 100;

/// What was found below the header.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    /// Lines that are no rows, in order.
    pub(super) left_out: Vec<u64>,
    /// Of these: headers that stand again.
    pub(super) repeated: Vec<u64>,
    /// Of these: notes and comments.
    pub(super) notes: Vec<u64>,
    pub(super) note_texts: Vec<String>,
    /// Lines in which a quote is opened and never closed.
    pub(super) open_quotes: Vec<u64>,
    /// Rows whose amounts are put together again.
    pub(super) joined: u64,
    pub(super) rows: u64,
}

/// Looks at every row once, in order.
pub(super) struct Scan<'l> {
    layout: &'l Layout,
    /// Patterns of the cells of each column near the top.
    patterns: HashSet<(usize, String)>,
    /// Rows that may be notes if nothing follows them.
    tail: Vec<Tail>,
    joined_columns: HashSet<usize>,
    /// A row that contradicts that commas cut amounts.
    doubtful: Option<(u64, String)>,
    first_joined: Option<(u64, String)>,
    whole: Vec<Whole>,
    body: Body,
}

/// A row that may be a note.
struct Tail {
    line: u64,
    text: String,
    is_certain: bool,
}

/// Of each column: a line with a number of four digits or more without a comma.
#[derive(Clone, Copy, Default)]
struct Whole(Option<u64>);

/// One row as it was read.
pub(super) struct Read<'r> {
    pub(super) line: u64,
    pub(super) cells: &'r [&'r str],
    pub(super) has_open_quote: bool,
    /// A blank line stands before it.
    pub(super) is_apart: bool,
}

impl Read<'_> {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    fn first(&self) -> (usize, &str) {
        let filled = self.cells.iter().enumerate().find(|(_, cell)| !cell.is_empty());
        filled.map_or((0, ""), |(at, cell)| (at, cell))
    }

    fn text(&self) -> String {
        self.cells.iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }
}

impl<'l> Scan<'l> {
    pub(super) fn new(layout: &'l Layout, samples: impl Iterator<Item = (usize, String)>) -> Self {
        let patterns = samples.map(|(column, cell)| (column, pattern(&cell))).collect();
        let whole = vec![Whole::default(); layout.header.len()];
        Self {
            layout,
            patterns,
            tail: Vec::new(),
            joined_columns: HashSet::new(),
            doubtful: None,
            first_joined: None,
            whole,
            body: Body::default(),
        }
    }

    /// Takes a row that is not blank.
    pub(super) fn take(&mut self, row: &Read<'_>) {
        if row.has_open_quote && self.body.open_quotes.len() < MAX_LINES {
            self.body.open_quotes.push(row.line);
        }
        if self.is_header_again(row) {
            self.leave_out_tail(true);
            self.body.repeated.push(row.line);
        } else if self.is_line_above_again(row) || is_comment(row.cells.first().unwrap_or(&""), row.filled()) {
            self.body.notes.push(row.line);
        } else if let Some(tail) = self.may_be_note(row) {
            self.tail.push(tail);
        } else {
            self.leave_out_tail(false);
            self.body.rows += 1;
            self.join(row);
        }
    }

    fn is_header_again(&self, row: &Read<'_>) -> bool {
        is_same(row.cells, &self.layout.header_row)
    }

    fn is_line_above_again(&self, row: &Read<'_>) -> bool {
        let above = self.layout.above.iter().chain(self.layout.units.as_ref());
        above
            .filter(|above| above.cells.iter().any(|cell| !cell.is_empty()))
            .any(|above| is_same(row.cells, &above.cells))
    }

    /// A line of words in a table of several columns, with no number where the table has numbers.
    fn may_be_note(&self, row: &Read<'_>) -> Option<Tail> {
        let (column, first) = row.first();
        let (width, filled) = (self.layout.header.len(), row.filled());
        let has_number = row.cells.iter().enumerate().any(|(at, cell)| self.layout.is_number(at) && is_value(cell));
        if width < 2 || has_number || TOTAL.has(first) {
            return None;
        }
        let is_marked = NOTE.begins(first) || first.starts_with(['*', '†', '※', '#', '^']) && first.len() > 1;
        let is_certain = is_marked && (filled == 1 || row.cells.len() < width || filled < width.min(4));
        if is_rule(row.cells) {
            return Some(Tail { line: row.line, text: String::new(), is_certain: true });
        }
        let words = first.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        let is_like_column = self.patterns.contains(&(column, pattern(first)));
        let has_digit = first.bytes().any(|byte| byte.is_ascii_digit());
        let is_key = is_like_column && words <= 2 && (has_digit || !row.is_apart);
        let ends = first.ends_with(['.', ':']);
        let is_sentence = words >= 3 || ends || words == 2 && row.cells.len() == 1 && width > 2;
        let is_weak = filled == 1 && words > 0 && (is_sentence || !is_key && (row.is_apart || !self.tail.is_empty()));
        // A label with what it says: "Prepared by:" and a name.
        let is_label = filled == 2 && width > 3 && (first.ends_with(':') || is_marked) && row.cells.len() <= width;
        (is_certain || is_weak || is_label).then(|| Tail {
            line: row.line,
            text: row.text(),
            is_certain: is_certain && filled == 1,
        })
    }

    /// Rows that may be notes and have rows below them are rows, but for those that say what they are.
    fn leave_out_tail(&mut self, is_end: bool) {
        for tail in std::mem::take(&mut self.tail) {
            if !is_end && !tail.is_certain {
                self.body.rows += 1;
                continue;
            }
            self.body.notes.push(tail.line);
            if !tail.text.is_empty() && self.body.note_texts.len() < MAX_TEXTS {
                self.body.note_texts.push(tail.text);
            }
        }
    }

    fn join(&mut self, row: &Read<'_>) {
        let width = named_width(&self.layout.header);
        let cells = row.cells;
        if cells.len() <= width || cells[width..].iter().all(|cell| cell.is_empty()) {
            for (column, whole) in self.whole.iter_mut().enumerate().take(cells.len()) {
                let is_whole = cells[column].len() > 3 && cells[column].bytes().all(|byte| byte.is_ascii_digit());
                whole.0 = whole.0.or(is_whole.then_some(row.line));
            }
            return;
        }
        match thousands::joining(cells, width) {
            Joining::None => {}
            Joining::Several => self.doubtful = self.doubtful.take().or_else(|| Some((row.line, cells.join(",")))),
            Joining::One(joins) if self.fits(&thousands::joined(cells, &joins)) => {
                self.body.joined += 1;
                self.first_joined.get_or_insert_with(|| (row.line, cells.join(",")));
                let columns = joins.iter().scan(0, |dropped, (first, last)| {
                    let column = first - *dropped;
                    *dropped += last - first;
                    Some(column)
                });
                self.joined_columns.extend(columns);
            }
            Joining::One(_) => {}
        }
    }

    /// Whether numbers stand where the other rows have numbers.
    fn fits(&self, cells: &[String]) -> bool {
        let is_all_wide = self.whole.iter().all(|whole| whole.0.is_none());
        is_all_wide
            || cells
                .iter()
                .enumerate()
                .all(|(at, cell)| !self.layout.is_number(at) || cell.is_empty() || is_value(cell))
    }

    /// What was found.
    ///
    /// # Errors
    /// When nothing shows which cells belong together, or too many lines are no rows.
    pub(super) fn finish(mut self) -> Result<Body, Refusal> {
        self.leave_out_tail(true);
        let unformatted = self.joined_columns.iter().find_map(|column| self.whole.get(*column)?.0);
        if let Some((line, found)) = &self.first_joined
            && (self.doubtful.is_some() || unformatted.is_some())
        {
            let (line, found) = self.doubtful.clone().unwrap_or((*line, found.clone()));
            return Err(cut_by_commas(line, &found));
        }
        if let Some((line, found)) = self.doubtful.take() {
            return Err(cut_by_commas(line, &found));
        }
        let body = &mut self.body;
        body.left_out = body.repeated.iter().chain(&body.notes).copied().collect();
        body.left_out.sort_unstable();
        if body.left_out.len() > MAX_LINES {
            return Err(Refusal {
                is_known_to_reader: false,
                line: None,
                column: String::new(),
                found: format!("{} lines that are no rows", body.left_out.len()),
                expected: "one table".to_owned(),
                fix: "Upload each table as a file of its own.".to_owned(),
            });
        }
        Ok(self.body)
    }
}

fn cut_by_commas(line: u64, found: &str) -> Refusal {
    Refusal { is_known_to_reader: false,
        line: Some(line),
        column: String::new(),
        found: found.chars().take(200).collect(),
        expected: "amounts without thousands commas, or in quotes".to_owned(),
        fix: "Thousands commas cut amounts into several cells. Export with another delimiter, with quotes, or without thousands commas."
            .to_owned(),
    }
}

/// The number of columns up to the last that has a name.
pub(super) fn named_width(header: &[String]) -> usize {
    header.iter().rposition(|name| !name.is_empty()).map_or(header.len(), |last| last + 1)
}

/// A line drawn with dashes.
fn is_rule(cells: &[&str]) -> bool {
    let is_drawn = |cell: &str| cell.len() > 2 && cell.bytes().all(|byte| matches!(byte, b'-' | b'=' | b'_' | b':'));
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some() && filled.all(|cell| is_drawn(cell))
}

fn is_same(cells: &[&str], known: &[String]) -> bool {
    let length =
        |cells: &mut dyn DoubleEndedIterator<Item = bool>| cells.rev().skip_while(|is_empty| *is_empty).count();
    let cells_length = length(&mut cells.iter().map(|cell| cell.is_empty()));
    let known_length = length(&mut known.iter().map(String::is_empty));
    cells_length == known_length
        && cells.iter().zip(known).take(cells_length).all(|(cell, known)| is_same_name(cell, known))
}

fn is_same_name(cell: &str, known: &str) -> bool {
    cell.eq_ignore_ascii_case(known) || !cell.is_ascii() && folded(cell) == folded(known)
}
