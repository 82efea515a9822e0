//! A file opened, its header read, its rows one by one.

use std::{
    io::{self, Read},
    sync::Arc,
};

use crate::{
    IngestError, Progress, Upload,
    formats::blocks::RowPlace,
    formats::detect::{self, Assumed, Opened, Unreadable},
    formats::split::Cells,
    formats::text_rows::TextRows,
    limits::{MAX_COLUMNS, OverLimit},
    parse::text,
    read_error::ReadError,
    report::issues::{Example, IssueKind},
};

pub(crate) type FileProblem = (IssueKind, Example);

pub(crate) fn problem(kind: IssueKind, found: impl Into<String>, expected: &str, fix: &str) -> FileProblem {
    (kind, Example::of_file(found, expected, fix))
}

/// Why a file is not read: it alone, or everything stops.
pub(crate) enum OpenError {
    File(FileProblem),
    All(IngestError),
}

pub(crate) fn empty() -> OpenError {
    OpenError::File(problem(IssueKind::EmptyFile, "nothing", "a header line and rows", "Export the table again."))
}

fn unreadable(upload: &Upload, error: Unreadable) -> OpenError {
    let fix = "Export the table as CSV and upload it again.";
    match error {
        Unreadable::Empty => empty(),
        Unreadable::NotText(what) => {
            OpenError::File(problem(IssueKind::UnreadableFile, what, "a CSV file or an .xlsx workbook", fix))
        }
        Unreadable::Failed(error) => match ReadError::reading(error) {
            ReadError::Over(over) => OpenError::All(IngestError::over(upload, over)),
            ReadError::Read(error) => {
                OpenError::File(problem(IssueKind::UnreadableFile, error.to_string(), "a readable CSV file", fix))
            }
            ReadError::Store(error) => OpenError::All(IngestError::Store(error)),
            ReadError::NotUtf8 => {
                OpenError::File(problem(IssueKind::UnreadableFile, "text in an unknown encoding", "UTF-8", fix))
            }
        },
    }
}

/// A file cut into rows.
pub(crate) type FileRows = Opened<TextRows<Box<dyn Read + Send>>>;

type OpenedRows = (FileRows, Option<Vec<String>>);

/// Opens a file and reads its header; nothing when only blank lines stand in it.
pub(crate) fn opened(upload: &Upload, assumed: Assumed, progress: &Arc<Progress>) -> Result<OpenedRows, OpenError> {
    let opened = detect::open(&upload.path, assumed, progress).map_err(|error| unreadable(upload, error))?;
    let mut opened = opened.map(TextRows::new);
    let headers = header(&mut opened.rows).map_err(|error| unreadable(upload, Unreadable::Failed(error)))?;
    if headers.as_ref().is_some_and(|headers| headers.len() > MAX_COLUMNS) {
        let found = headers.map_or(0, |headers| headers.len()).to_string();
        let over = OverLimit { what: "the columns of a file".into(), found, limit: MAX_COLUMNS.to_string() };
        return Err(OpenError::All(IngestError::over(upload, over)));
    }
    Ok((opened, headers))
}

/// The first row that is not blank.
fn header<R: Read>(rows: &mut TextRows<R>) -> io::Result<Option<Vec<String>>> {
    while let Some((_, cells)) = rows.header()? {
        if !cells.is_blank() {
            return Ok(Some(cells.iter().map(|header| text::trimmed(header).to_owned()).collect()));
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
