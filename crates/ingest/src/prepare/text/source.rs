//! An upload as rows: which form its bytes have, which delimiter its lines, and what is corrected while they are read.

use std::{
    fs::File,
    io::{self, Read, Seek as _, SeekFrom},
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering::Relaxed},
    },
};

use crate::{
    Upload,
    formats::{
        detect::{self, Assumed, Opened, Unreadable},
        split::Splitter,
        text_rows::TextRows,
    },
};

use super::{
    super::plan::Refusal,
    cleaning::{WithoutEndMarks, WithoutSpacesBeforeQuotes},
    delimiter,
    html::{self, HtmlTable},
    layout::Layout,
    webpage::{self, Form},
};

/// Bytes of text that show the form and the delimiter.
const HEAD_BYTES: u64 = 64 << 10;
/// Files up to this size are looked through before anything is read of them.
pub(super) const LOOKED_THROUGH_BYTES: u64 = 16 << 20;
/// Lines at the end of a large file that show whether notes stand there.
const LAST_LINES: usize = 50;
const UTF_8: &str = "UTF-8";

/// How an upload's rows are read; it can be read any number of times.
#[derive(Clone, Debug)]
pub(super) struct Source {
    path: PathBuf,
    assumed: Assumed,
    pub(super) encoding: &'static str,
    /// The encoding is a guess.
    pub(super) is_guessed: bool,
    pub(super) delimiter: u8,
    /// The delimiter that the import of plain files takes.
    pub(super) plain_delimiter: u8,
    /// The number of a table on a web page, and how many tables it has.
    pub(super) page: Option<html::Survey>,
    /// Blanks between a delimiter and a quote are dropped.
    pub(super) drops_spaces: bool,
    /// Control letters at the end were left out while it was read.
    has_end_marks: Arc<AtomicBool>,
}

/// The rows of a source.
pub(super) type Rows = TextRows<Box<dyn Read + Send>>;

impl Source {
    /// Looks at an upload's first bytes, and at all of them where they show the encoding or the table of a web page.
    pub(super) fn of(upload: &Upload, is_sheet: bool, is_small: bool) -> Result<Self, Refusal> {
        let assumed = if is_small { assumed(upload).map_err(|error| unreadable(&error))? } else { Assumed::default() };
        let mut opened = detect::open(&upload.path, assumed, &Arc::default()).map_err(refused)?;
        let mut head = Vec::new();
        opened.rows.by_ref().take(HEAD_BYTES).read_to_end(&mut head).map_err(|error| unreadable(&error))?;
        let head = String::from_utf8_lossy(&head);
        let mut source = Self {
            path: upload.path.clone(),
            assumed,
            encoding: opened.encoding,
            is_guessed: opened.is_guessed,
            delimiter: opened.delimiter,
            plain_delimiter: opened.delimiter,
            page: None,
            drops_spaces: false,
            has_end_marks: Arc::default(),
        };
        if is_sheet {
            return Ok(source);
        }
        match webpage::form_of(&head) {
            Form::Rows => source.delimiter = delimiter::of(&head, opened.delimiter),
            Form::WebPage => source.take_page()?,
            Form::Other(found, fix) => return Err(other_form(found, fix)),
        }
        Ok(source)
    }

    fn take_page(&mut self) -> Result<(), Refusal> {
        let page =
            html::survey(self.text().map_err(|error| unreadable(&error))?).map_err(|error| unreadable(&error))?;
        let Some(page) = page else {
            let fix = "Open the address in a browser, sign in and download the report again, as CSV or .xlsx.";
            return Err(other_form("an HTML page without a table (a sign-in or error page)", fix));
        };
        (self.page, self.delimiter) = (Some(page), b',');
        Ok(())
    }

    /// The decoded text without the marks at its end.
    fn text(&self) -> io::Result<Box<dyn Read + Send>> {
        let opened = self.opened()?;
        Ok(Box::new(WithoutEndMarks::new(opened.rows, self.has_end_marks.clone())))
    }

    /// The rows from the beginning.
    pub(super) fn rows(&self) -> io::Result<Rows> {
        let text = self.text()?;
        let text: Box<dyn Read + Send> = match &self.page {
            Some(page) => Box::new(HtmlTable::new(text, page.table)),
            None if self.drops_spaces => Box::new(WithoutSpacesBeforeQuotes::new(text, self.delimiter)),
            None => text,
        };
        Ok(TextRows::new(text, self.delimiter))
    }

    /// Whether the import of plain files would read the same text with the same delimiter, as far as it was read.
    pub(super) fn is_plain(&self) -> bool {
        self.page.is_none() && self.delimiter == self.plain_delimiter && !self.drops_spaces && !self.has_end_marks()
    }

    /// Looks at all of a large file for its encoding.
    pub(super) fn settle_encoding(&mut self, upload: &Upload) -> io::Result<()> {
        self.assumed = assumed(upload)?;
        let opened = self.opened()?;
        (self.encoding, self.is_guessed) = (opened.encoding, opened.is_guessed);
        Ok(())
    }

    fn opened(&self) -> io::Result<Opened> {
        detect::open(&self.path, self.assumed, &Arc::default()).map_err(|error| match error {
            Unreadable::Failed(error) => error,
            Unreadable::Empty | Unreadable::NotText(_) => {
                io::Error::new(io::ErrorKind::InvalidData, "the file has changed while it was read")
            }
        })
    }

    /// Whether the last lines of a file that is not packed are rows as wide as its header.
    pub(super) fn ends_plainly(&self, layout: &Layout) -> io::Result<bool> {
        if self.encoding != UTF_8 {
            return Ok(false);
        }
        let tail = tail(&self.path)?;
        let text = String::from_utf8_lossy(&tail);
        let mut splitter = Splitter::new(self.delimiter);
        let last = text.lines().skip(1).filter(|line| !line.trim().is_empty());
        let last: Vec<&str> = last.collect();
        let is_row = |line: &&str| {
            let cells = splitter.split(line, true);
            let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
            cells.len() == layout.header.len() && filled > 1
        };
        Ok(!last.is_empty() && !text.contains(['\u{1a}', '\0']) && last.iter().rev().take(LAST_LINES).all(is_row))
    }

    /// Whether something was left out at the end when it was last read to its end.
    pub(super) fn has_end_marks(&self) -> bool {
        self.has_end_marks.load(Relaxed)
    }
}

fn assumed(upload: &Upload) -> io::Result<Assumed> {
    Ok(if detect::is_utf8(&upload.path)? { Assumed::Utf8 } else { Assumed::Windows1252 })
}

/// The last bytes of a file as they are stored.
fn tail(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(HEAD_BYTES)))?;
    let mut tail = Vec::new();
    file.read_to_end(&mut tail)?;
    Ok(tail)
}

/// A file in which nothing stands.
pub(super) fn nothing() -> Refusal {
    Refusal { is_known_to_reader: true, ..other_form("nothing", "Export the table again.") }
}

fn refused(error: Unreadable) -> Refusal {
    let fix = "Export the table as CSV and upload it again.";
    match error {
        Unreadable::Empty => nothing(),
        Unreadable::NotText(what) => Refusal { is_known_to_reader: true, ..other_form(what, fix) },
        Unreadable::Failed(error) => unreadable(&error),
    }
}

fn other_form(found: &str, fix: &str) -> Refusal {
    Refusal {
        is_known_to_reader: false,
        line: None,
        column: String::new(),
        found: found.to_owned(),
        expected: "a table as CSV, .xlsx or an HTML table".to_owned(),
        fix: fix.to_owned(),
    }
}

/// A file that cannot be read on.
pub(super) fn unreadable(error: &io::Error) -> Refusal {
    let fix = "Export the table as CSV and upload it again.";
    Refusal { is_known_to_reader: true, ..other_form(&error.to_string(), fix) }
}
