//! A file opened, its header read, its rows one by one.

use std::{
    io::{self, Read},
    sync::Arc,
};

use crate::{
    Progress, StageError, Upload,
    formats::blocks::RowPlace,
    formats::detect::{self, Assumed, Opened, Unreadable},
    formats::split::Cells,
    formats::text_rows::TextRows,
    limits::{COLUMNS_MOST, OverLimit},
    parse::cells,
    read_error::Stop,
    report::issues::{Example, Kind},
};

pub(crate) type FileProblem = (Kind, Example);

pub(crate) fn problem(kind: Kind, found: impl Into<String>, expected: &str, fix: &str) -> FileProblem {
    (kind, Example::of_file(found, expected, fix))
}

/// Why a file is not read: it alone, or everything stops.
pub(crate) enum Failed {
    File(FileProblem),
    All(StageError),
}

pub(crate) fn empty() -> Failed {
    Failed::File(problem(Kind::EmptyFile, "nothing", "a header line and rows", "Export the table again."))
}

fn unreadable(upload: &Upload, error: Unreadable) -> Failed {
    let fix = "Export the table as CSV and upload it again.";
    match error {
        Unreadable::Empty => empty(),
        Unreadable::NotText(what) => {
            Failed::File(problem(Kind::UnreadableFile, what, "a CSV file or an .xlsx workbook", fix))
        }
        Unreadable::Failed(error) => match Stop::reading(error) {
            Stop::Over(over) => Failed::All(StageError::over(upload, over)),
            Stop::Read(error) => {
                Failed::File(problem(Kind::UnreadableFile, error.to_string(), "a readable CSV file", fix))
            }
            Stop::Store(error) => Failed::All(StageError::Store(error)),
            Stop::NotUtf8 => Failed::File(problem(Kind::UnreadableFile, "unknown letters", "UTF-8", fix)),
        },
    }
}

/// A file cut into rows.
pub(crate) type FileRows = Opened<TextRows<Box<dyn Read + Send>>>;

type OpenedRows = (FileRows, Option<Vec<String>>);

/// Opens a file and reads its header; nothing when only blank lines stand in it.
pub(crate) fn opened(upload: &Upload, assumed: Assumed, progress: &Arc<Progress>) -> Result<OpenedRows, Failed> {
    let opened = detect::open(&upload.path, assumed, progress).map_err(|error| unreadable(upload, error))?;
    let mut opened = opened.map(TextRows::new);
    let headers = header(&mut opened.rows).map_err(|error| unreadable(upload, Unreadable::Failed(error)))?;
    if headers.as_ref().is_some_and(|headers| headers.len() > COLUMNS_MOST) {
        let found = headers.map_or(0, |headers| headers.len()).to_string();
        let over = OverLimit { what: "the columns of a file".into(), found, limit: COLUMNS_MOST.to_string() };
        return Err(Failed::All(StageError::over(upload, over)));
    }
    Ok((opened, headers))
}

/// The first row that is not blank.
fn header<R: Read>(rows: &mut TextRows<R>) -> io::Result<Option<Vec<String>>> {
    while let Some((_, cells)) = rows.header()? {
        if !cells.is_blank() {
            return Ok(Some(cells.iter().map(|header| cells::text(header).to_owned()).collect()));
        }
    }
    Ok(None)
}

/// Gives every row below the header to `take`, in order, in one thread, until `take` has enough: its place, its text as it is
/// compared, and its cells.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn each_row(
    upload: &Upload,
    assumed: Assumed,
    mut take: impl FnMut(RowPlace, &str, Cells<'_>) -> bool,
) -> io::Result<()> {
    let failed = |_| io::Error::new(io::ErrorKind::InvalidData, "the file cannot be read");
    let (mut opened, _) = opened(upload, assumed, &Arc::default()).map_err(failed)?;
    while let Some((place, text, cells)) = opened.rows.next()? {
        if !cells.is_blank() && !take(place, text, cells) {
            break;
        }
    }
    Ok(())
}
