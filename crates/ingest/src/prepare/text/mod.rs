//! A file's bytes as the rows of one table.
//!
//! Exports put titles above their header, units below it, notes behind the rows, and call web pages `.xls`. [`inspect`] finds the
//! table in the file; [`Sheet::each_row`] gives its rows, with the lines they stand on, as often as needed. Nothing here knows
//! what a column means.

mod body;
mod cleaning;
mod delimiter;
mod html;
mod layout;
mod shape;
mod source;
pub(crate) mod summary;
#[cfg(test)]
mod tests;
mod thousands;
pub(crate) mod totals;
mod units;
mod webpage;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    ops::ControlFlow,
};

use super::{
    super::{
        Upload,
        formats::{split::Cells, workbook::SheetFacts},
    },
    plan::Refusal,
};
use body::{Body, Read, Scan, named_width};
use layout::{Layout, SampleRow};
use source::{LOOKED_THROUGH_BYTES, Source, unreadable};

/// Rows that show where the table is, and most bytes of them.
const SAMPLE_ROWS: usize = 400;
const SAMPLE_BYTES: usize = 1 << 20;

/// One table of a file.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    source: Source,
    layout: Layout,
    body: Body,
    units: Vec<String>,
    preamble: Vec<String>,
    notes: Vec<String>,
    is_plain: bool,
    /// Lines and columns of amounts that are counted in another row.
    counted_elsewhere: BTreeSet<(u64, usize)>,
}

/// Finds the table in an upload, or in a sheet of a workbook that was written as text.
///
/// Files up to 16 MiB are looked through; of larger ones whose beginning and end are plain, only these are.
///
/// # Errors
/// [`Refusal`] when the file is no table, with the way out.
pub(crate) fn inspect(upload: &Upload, sheet: Option<&SheetFacts>) -> Result<Sheet, Refusal> {
    let failed = |error: io::Error| unreadable(&error);
    let is_large = upload.bytes > LOOKED_THROUGH_BYTES;
    let mut source = Source::of(upload, sheet.is_some(), !is_large)?;
    let (samples, layout) = sampled(&mut source)?;
    let seems_plain = source.is_plain() && layout.is_plain();
    if is_large && seems_plain && source.ends_plainly(&layout).map_err(failed)? {
        return Ok(Sheet::new(source, layout, Body::default(), true));
    }
    if is_large {
        source.settle_encoding(upload).map_err(failed)?;
    }
    let body = read_body(&mut source, &layout, &samples)?;
    let is_plain = source.is_plain() && layout.is_plain() && body.left_out.is_empty() && body.joined == 0;
    Ok(Sheet::new(source, layout, body, is_plain))
}

/// The first rows and where the header is among them.
fn sampled(source: &mut Source) -> Result<(Vec<SampleRow>, Layout), Refusal> {
    let mut samples = samples(source).map_err(|error| unreadable(&error))?;
    if samples.iter().any(|(_, has_spaced_quote)| *has_spaced_quote) && !source.drops_spaces {
        source.drops_spaces = true;
        return sampled(source);
    }
    let samples: Vec<SampleRow> = samples.drain(..).map(|(row, _)| row).collect();
    let layout = layout::of(&samples).ok_or_else(source::nothing)?;
    Ok((samples, layout))
}

/// The first rows that are not blank, each with whether a blank stands before a quote in it.
fn samples(source: &Source) -> io::Result<Vec<(SampleRow, bool)>> {
    let mut rows = source.rows()?;
    let (mut samples, mut bytes) = (Vec::new(), 0);
    while samples.len() < SAMPLE_ROWS
        && bytes < SAMPLE_BYTES
        && let Some((place, text, cells)) = rows.next()?
    {
        bytes += text.len();
        if !cells.is_blank() {
            let has_spaced_quote = cleaning::has_spaced_quote(text, source.delimiter);
            let cells = trimmed(cells).into_iter().map(str::to_owned).collect();
            samples.push((SampleRow { line: place.line, cells }, has_spaced_quote));
        }
    }
    Ok(samples)
}

fn trimmed(cells: Cells<'_>) -> Vec<&str> {
    cells.iter().map(crate::parse::text::trimmed).collect()
}

/// Looks at every row; once more where blanks before quotes are found only on the way.
fn read_body(source: &mut Source, layout: &Layout, samples: &[SampleRow]) -> Result<Body, Refusal> {
    let below = samples.iter().filter(|row| row.line > layout.last_line_above());
    let cells = below.flat_map(|row| row.cells.iter().cloned().enumerate().filter(|(_, cell)| !cell.is_empty()));
    let mut scan = Scan::new(layout, cells);
    let mut has_spaced_quote = false;
    let delimiter = source.delimiter;
    let mut rows = source.rows().map_err(|error| unreadable(&error))?;
    let mut next_line = 1;
    while let Some((place, text, cells)) = rows.next().map_err(|error| unreadable(&error))? {
        let is_apart = place.line > next_line;
        next_line = place.line + 1 + memchr::memchr_iter(b'\n', text.as_bytes()).count() as u64;
        has_spaced_quote |= cleaning::has_spaced_quote(text, delimiter);
        if cells.is_blank() {
            // Counts as a blank line before the next row.
            next_line = place.line;
        } else if place.line > layout.last_line_above() {
            let cells = trimmed(cells);
            scan.take(&Read { line: place.line, cells: &cells, has_open_quote: place.has_open_quote, is_apart });
        }
    }
    if has_spaced_quote && !source.drops_spaces {
        source.drops_spaces = true;
        return read_body(source, layout, samples);
    }
    scan.finish()
}

impl Sheet {
    fn new(source: Source, layout: Layout, body: Body, is_plain: bool) -> Self {
        let units = units::of(&layout);
        let above = layout.above.iter().filter(|row| !row.is_sep_line());
        let preamble = above.map(|row| text_of(&row.cells)).filter(|text| !text.is_empty()).collect();
        let notes = notes(&source, &layout, &body);
        Self { source, layout, body, units, preamble, notes, is_plain, counted_elsewhere: BTreeSet::new() }
    }

    /// The names of the columns; a group from the row above stands before names that would be equal.
    pub(crate) fn headers(&self) -> &[String] {
        &self.layout.header
    }

    /// The unit of each column, from a row of units or from brackets in its name; empty for none.
    pub(crate) fn units(&self) -> &[String] {
        &self.units
    }

    /// The line the header stands on.
    pub(crate) fn header_line(&self) -> u64 {
        self.layout.header_line
    }

    /// The lines above and below the table, in order.
    pub(crate) fn texts_around(&self) -> impl Iterator<Item = &str> {
        self.preamble.iter().chain(&self.body.note_texts).map(String::as_str)
    }

    /// A text above or below the table that says in which unit its amounts are: "All figures in ₹ lakhs".
    pub(crate) fn stated_unit(&self) -> Option<&str> {
        self.texts_around().find(|text| units::states_unit(text))
    }

    /// The letter between cells.
    pub(crate) fn delimiter(&self) -> u8 {
        self.source.delimiter
    }

    /// Whether the import of plain files reads exactly the same rows.
    pub(crate) fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// What was left out or put right, as sentences for the report.
    pub(crate) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Whether the letters do not show the encoding for certain.
    pub(crate) fn has_guessed_encoding(&self) -> bool {
        self.source.is_guessed
    }

    /// Lines in which a quote is opened and never closed, in order: their cells are not to be trusted.
    pub(crate) fn open_quotes(&self) -> &[u64] {
        &self.body.open_quotes
    }

    /// Reads the amounts of a column as 0 in these lines.
    pub(crate) fn count_nothing(&mut self, column: usize, lines: &[u64]) {
        self.counted_elsewhere.extend(lines.iter().map(|line| (*line, column)));
        self.is_plain = false;
    }

    /// Takes lines for no rows of the table.
    pub(crate) fn leave_out(&mut self, lines: impl Iterator<Item = u64>) {
        let before = self.body.left_out.len();
        self.body.left_out.extend(lines);
        self.is_plain &= self.body.left_out.len() == before;
        self.body.left_out.sort_unstable();
        self.body.left_out.dedup();
    }

    /// Gives the rows of the table in order until `take` has enough: the line each begins on and its cells.
    ///
    /// - Cells are unquoted and trimmed; blank cells beyond the header are cut.
    /// - Rows with fewer cells than the header, or with filled ones beyond it, are given as they stand.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn each_row(&self, take: &mut dyn FnMut(u64, &[&str]) -> ControlFlow<()>) -> io::Result<()> {
        let mut rows = self.source.rows()?;
        let mut left_out = self.body.left_out.iter().copied().peekable();
        while let Some((place, _, cells)) = rows.next()? {
            while left_out.next_if(|line| *line < place.line).is_some() {}
            let is_row = place.line > self.layout.last_line_above() && left_out.peek() != Some(&place.line);
            if is_row && !cells.is_blank() && self.give(place.line, trimmed(cells), take).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn give(
        &self,
        line: u64,
        mut cells: Vec<&str>,
        take: &mut dyn FnMut(u64, &[&str]) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let (columns, width) = (self.layout.header.len(), named_width(&self.layout.header));
        if self.body.joined > 0
            && cells.len() > width
            && let thousands::Joining::One(joins) = thousands::joining(&cells, width)
        {
            let joined = thousands::joined(&cells, &joins);
            return take(line, &joined.iter().map(String::as_str).collect::<Vec<_>>());
        }
        if cells.len() > columns && cells[columns..].iter().all(|cell| cell.is_empty()) {
            cells.truncate(columns);
        }
        for (_, column) in self.counted_elsewhere.range((line, 0)..=(line, usize::MAX)) {
            if let Some(cell) = cells.get_mut(*column) {
                *cell = "0";
            }
        }
        take(line, &cells)
    }
}

fn text_of(cells: &[String]) -> String {
    cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ")
}

/// What the report says about the lines that are no rows.
fn notes(source: &Source, layout: &Layout, body: &Body) -> Vec<String> {
    let mut notes = Vec::new();
    let above: Vec<u64> = layout.above.iter().map(|row| row.line).collect();
    let noted = |lines: &[u64], one: &str, more: &str| match lines {
        [] => None,
        [line] => Some(format!("{one} (line {line}) is left out.")),
        lines => Some(format!("{} {more} ({}) are left out.", lines.len(), in_words(lines))),
    };
    notes.extend(noted(&above, "The line above the header", "lines above the header"));
    notes.extend(
        layout.units.as_ref().map(|row| format!("The row of units below the header (line {}) is no row.", row.line)),
    );
    notes.extend(noted(&body.repeated, "The header that stands again", "headers that stand again"));
    notes.extend(noted(&body.notes, "The note below the header", "notes and comments below the header"));
    if let Some(page) = source.page {
        let which = if page.tables > 1 {
            format!("the largest of its {} tables is read", page.tables)
        } else {
            "its table is read".to_owned()
        };
        notes.push(format!("The file is a web page; {which}, and lines are counted by its rows."));
    }
    if source.drops_spaces {
        notes.push("Blanks before quotes are no part of the cells.".to_owned());
    }
    if source.has_end_marks() {
        notes.push("The control letters at the end of the file are left out.".to_owned());
    }
    if body.joined > 0 {
        notes.push(format!(
            "Thousands commas had cut amounts into several cells; they are put together again in {} rows.",
            body.joined
        ));
    }
    notes
}

/// "lines 1 to 3 and 7".
fn in_words(lines: &[u64]) -> String {
    let mut runs: BTreeMap<u64, u64> = BTreeMap::new();
    for line in lines {
        match runs.last_entry() {
            Some(mut run) if run.get() + 1 == *line => *run.get_mut() = *line,
            _ => drop(runs.insert(*line, *line)),
        }
    }
    let shown = runs.iter().take(5).map(|(first, last)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first} to {last}"),
    });
    let shown: Vec<String> = shown.collect();
    let more = if runs.len() > 5 { " and more" } else { "" };
    format!("lines {}{more}", shown.join(", "))
}
