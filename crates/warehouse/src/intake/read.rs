//! One file into the tables: its header told, its rows read, every problem with its place.

use std::{
    collections::{BTreeMap, HashSet},
    io::{self, Read},
    sync::{Arc, atomic::AtomicU64},
};

use super::{
    Plan, Progress, StageError, Upload,
    batch::{self, FileContext},
    cells,
    collect::{Collected, Collector},
    columns::{self, Choices, Columns, How},
    detect::{self, Assumed, Opened, Unreadable},
    headers::{Field, Role},
    issues::{Example, Issues, Kind, Touched},
    limits::{COLUMNS_MOST, OverLimit},
    memory::Memory,
    mended::Mended,
    pipeline::{self, Stop},
    report::{Column, FieldReport, FileReport},
    row_sink::{Extras, Nowhere, RowSink, RowStore},
    rows::{RowPlace, TextRows},
    split::Cells,
};

/// The header of a file, and its table when that could be told.
pub(super) struct Told {
    pub(super) report: FileReport,
    /// Nothing when its rows cannot be read.
    pub(super) columns: Option<Columns>,
    /// Of a mended file: which of its rows are read.
    pub(super) mended: Option<Mended>,
    /// Nothing when everything is well so far.
    problem: Option<FileProblem>,
}

/// The choice that a file is none of the tables.
pub const IGNORE: &str = "ignore";

type FileProblem = (Kind, Example);

fn problem(kind: Kind, found: impl Into<String>, expected: &str, fix: &str) -> FileProblem {
    (kind, Example::of_file(found, expected, fix))
}

/// Tells what a file is by its first lines.
///
/// # Errors
/// When something in it is more than may be, or the import was cancelled.
pub(super) fn tell(upload: &Upload, plan: &Plan, progress: &Arc<Progress>) -> Result<Told, StageError> {
    let mut told = Told { report: FileReport::new(upload), columns: None, mended: None, problem: None };
    let headers = match opened(upload, Assumed::default(), progress).and_then(|(_, headers)| headers.ok_or(empty())) {
        Ok(headers) => headers,
        Err(Failed::File(problem)) => {
            told.problem = Some(problem);
            return Ok(told);
        }
        Err(Failed::All(error)) => return Err(error),
    };
    told.report.fingerprint = columns::fingerprint(&headers);
    told.decide(upload, &headers, plan);
    Ok(told)
}

impl Told {
    /// Nothing of the file is read, for this reason.
    pub(super) fn refuse(&mut self, kind: Kind, example: Example) {
        self.columns = None;
        self.problem = Some((kind, example));
    }

    /// Whether it is readable and none of the tables.
    pub(super) fn is_no_table(&self) -> bool {
        matches!(self.problem, Some((Kind::UnknownTable, _)))
    }

    /// Nothing is held against it any more.
    pub(super) fn forgive(&mut self) {
        self.problem = None;
    }

    /// Takes what was chosen, what is remembered, and what the header tells, in this order.
    fn decide(&mut self, upload: &Upload, headers: &[String], plan: &Plan) {
        let memory = plan.memories.get(&self.report.fingerprint);
        let role = plan.changes.roles.get(&upload.name).or(memory.and_then(|memory| memory.role.as_ref()));
        let role = role.map(String::as_str);
        self.report.columns = headers.iter().map(|header| Column::ignored(header)).collect();
        self.report.is_ignored = role == Some(IGNORE);
        if self.report.is_ignored {
            return;
        }
        let chosen = role.and_then(Role::from_id);
        let Some(role) = chosen.or_else(|| columns::role_of(headers, &upload.name, &upload.form_field)) else {
            let fix = "Leave the file out, choose its table, or name its columns as documented.";
            let expected = "the columns of influencers, tracking, payouts or posts";
            self.problem = Some(problem(Kind::UnknownTable, headers.join(", "), expected, fix));
            return;
        };
        let columns = Columns::of(role, headers, &choices(memory, plan.changes.columns.get(&upload.name)));
        self.report.role = Some(role);
        self.report.columns = Column::all_of(&columns);
        self.report.fields = FieldReport::all_of(role);
        self.columns = Some(columns);
    }
}

fn choices(memory: Option<&Memory>, chosen: Option<&BTreeMap<String, String>>) -> Choices {
    let as_choices = |columns: &BTreeMap<String, String>, how: How| {
        columns.iter().map(|(field, header)| (field.clone(), (header.clone(), how))).collect::<Choices>()
    };
    let mut choices = memory.map_or(Choices::new(), |memory| as_choices(&memory.columns, How::Remembered));
    choices.extend(chosen.map_or(Choices::new(), |columns| as_choices(columns, How::Chosen)));
    choices
}

/// Why a file is not read: it alone, or everything stops.
enum Failed {
    File(FileProblem),
    All(StageError),
}

fn empty() -> Failed {
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

type OpenedRows = (Opened<TextRows<Box<dyn Read + Send>>>, Option<Vec<String>>);

/// Opens a file and reads its header; nothing when only blank lines stand in it.
fn opened(upload: &Upload, assumed: Assumed, progress: &Arc<Progress>) -> Result<OpenedRows, Failed> {
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
pub(super) fn header<R: Read>(rows: &mut TextRows<R>) -> io::Result<Option<Vec<String>>> {
    while let Some((_, cells)) = rows.header()? {
        if !cells.is_blank() {
            return Ok(Some(cells.iter().map(|header| cells::text(header).to_owned()).collect()));
        }
    }
    Ok(None)
}

/// Where the rows of a file go, and what is known of the files around it.
pub(super) struct Sinks<'s> {
    pub(super) collected: &'s mut Collected,
    pub(super) store: &'s dyn RowStore,
    pub(super) progress: &'s Arc<Progress>,
    pub(super) assumed: Assumed,
    /// Lines whose rows are replaced by another file's.
    pub(super) replaced: HashSet<u32>,
}

/// Reads the rows of a file that stands at place `at` of the upload.
///
/// # Errors
/// [`Stop`] when everything stops, or when the file has to be read again in another encoding.
pub(super) fn rows(at: usize, upload: &Upload, mut told: Told, sinks: Sinks<'_>) -> Result<FileReport, Stop> {
    if let Some((kind, example)) = told.problem.take() {
        sinks.collected.issues.add(kind, &upload.name, Touched::nothing(), example);
    }
    let Some(columns) = told.columns.take().filter(|columns| has_needed(upload, columns, &mut sinks.collected.issues))
    else {
        return Ok(told.report);
    };
    let (mut opened, _) = match opened(upload, sinks.assumed, sinks.progress) {
        Ok(opened) => opened,
        Err(Failed::File((kind, example))) => {
            sinks.collected.issues.add(kind, &upload.name, Touched::nothing(), example);
            return Ok(told.report);
        }
        Err(Failed::All(StageError::OverLimit { over, .. })) => return Err(Stop::Over(over)),
        Err(Failed::All(error)) => return Err(Stop::Store(io::Error::other(error))),
    };
    told.report.encoding = opened.encoding;
    told.report.delimiter = opened.delimiter;
    note_guess(&opened, upload, sinks.collected);
    told.report.held = Some(columns.clone());
    let sink = sink_of(at, &columns, sinks.store).map_err(Stop::Store)?;
    sinks.collected.tables.has_brand_column |=
        columns.role() == Role::Tracking && columns.place(Field::Brand).is_some();
    let file = FileContext {
        at: at as u16,
        role: columns.role(),
        delimiter: opened.delimiter,
        seed: batch::seed(columns.headers()),
        is_as_written: opened.encoding == encoding_rs::UTF_8.name(),
        replaced: sinks.replaced,
        mended: told.mended.take(),
        key_span: columns.key_span().filter(|_| columns.role() == Role::Tracking),
        numbers_after: columns.numbers_after().filter(|_| columns.role() == Role::Tracking),
        compared: AtomicU64::new(sinks.collected.compared(columns.role())),
        columns,
    };
    let mut collector = Collector::new(sinks.collected, &file, &mut told.report, sinks.progress, sink);
    let read = pipeline::read(&mut opened.rows, upload.bytes, &file, &mut collector);
    let finished = collector.finish();
    match read {
        Err(Stop::Read(error)) if !sinks.progress.is_cancelled() => {
            let example =
                Example::of_file(error.to_string(), "a readable file", "Export the table and upload it again.");
            sinks.collected.issues.add(Kind::UnreadableFile, &upload.name, Touched::nothing(), example);
        }
        other => other?,
    }
    told.report.rows_hash = finished.map_err(Stop::Store)?;
    if told.report.tally.rows == 0 {
        let example =
            Example::of_file("a header and nothing below it", "at least one row", "Check that the export is whole.");
        sinks.collected.issues.add(Kind::NoRows, &upload.name, Touched::nothing(), example);
    }
    told.report.rows = told.report.tally.rows;
    Ok(told.report)
}

fn sink_of(at: usize, columns: &Columns, store: &dyn RowStore) -> io::Result<Box<dyn RowSink>> {
    match columns.role() {
        Role::Tracking => {
            let has = |field| columns.place(field).is_some();
            store.sales(at, Extras { clicks: has(Field::Clicks), user_ids: has(Field::UserId) })
        }
        Role::Posts => store.posts(at),
        Role::Influencers | Role::Payouts => Ok(Box::new(Nowhere)),
    }
}

fn note_guess(opened: &Opened<TextRows<Box<dyn Read + Send>>>, upload: &Upload, collected: &mut Collected) {
    if opened.is_guessed {
        let fix = "Check names with accents; if they look wrong, export as UTF-8.";
        let example = Example::of_file("letters that are no UTF-8", "UTF-8", fix);
        collected.issues.add(Kind::GuessedEncoding, &upload.name, Touched::nothing(), example);
    }
}

/// Whether every needed column is there; notes the ones that are not.
fn has_needed(upload: &Upload, columns: &Columns, issues: &mut Issues) -> bool {
    let missing = columns.missing();
    for header in &missing {
        let fix = "Choose the column that holds it, or add the column and upload again.";
        let example = Example::of_file(columns.headers().join(", "), *header, fix);
        let example = Example { column: (*header).to_owned(), ..example };
        issues.add(Kind::MissingColumn, &upload.name, Touched::nothing(), example);
    }
    missing.is_empty()
}

/// Gives every row below the header to `take`, in order, in one thread, until `take` has enough: its place, its text as it is
/// compared, and its cells.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn each_row(
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
