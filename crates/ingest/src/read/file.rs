//! One file into the tables: its rows read, every problem with its place.

use std::{
    collections::HashSet,
    io,
    sync::{Arc, atomic::AtomicU64},
};

use crate::{
    IngestError, Progress, Upload,
    classify::files::Classification,
    formats::detect::Assumed,
    formats::open_file::{FileRows, OpenError, opened},
    read::batch::{self, FileContext},
    read::collect::{Collected, Collector},
    read::pipeline,
    read::row_sink::{Extras, Nowhere, RowSink, RowStore},
    read_error::ReadError,
    report::FileReport,
    report::issues::{Affected, Example, IssueKind, Issues},
    tables::columns::Columns,
    tables::fields::{Field, Role},
};

/// Where the rows of a file go, and what is known of the files around it.
pub(crate) struct Sinks<'s> {
    pub(crate) collected: &'s mut Collected,
    pub(crate) store: &'s dyn RowStore,
    pub(crate) progress: &'s Arc<Progress>,
    pub(crate) assumed: Assumed,
    /// Lines whose rows are replaced by another file's.
    pub(crate) replaced: HashSet<u32>,
}

/// Reads the rows of a file that stands at place `at` of the upload.
///
/// # Errors
/// [`ReadError`] when everything stops, or when the file has to be read again in another encoding.
pub(crate) fn rows(
    at: usize,
    upload: &Upload,
    mut classification: Classification,
    sinks: Sinks<'_>,
) -> Result<FileReport, ReadError> {
    if let Some((kind, example)) = classification.problem.take() {
        sinks.collected.issues.add(kind, &upload.name, Affected::one_row(), example);
    }
    let Some(columns) =
        classification.columns.take().filter(|columns| has_needed(upload, columns, &mut sinks.collected.issues))
    else {
        return Ok(classification.report);
    };
    let (mut opened, _) = match opened(upload, sinks.assumed, sinks.progress) {
        Ok(opened) => opened,
        Err(OpenError::File((kind, example))) => {
            sinks.collected.issues.add(kind, &upload.name, Affected::one_row(), example);
            return Ok(classification.report);
        }
        Err(OpenError::All(IngestError::OverLimit { over, .. })) => return Err(ReadError::Over(over)),
        Err(OpenError::All(error)) => return Err(ReadError::Store(io::Error::other(error))),
    };
    classification.report.encoding = opened.encoding;
    classification.report.delimiter = opened.delimiter;
    note_guess(&opened, upload, sinks.collected);
    classification.report.held = Some(columns.clone());
    let sink = sink_of(at, &columns, sinks.store).map_err(ReadError::Store)?;
    sinks.collected.tables.has_brand_column |=
        columns.role() == Role::Tracking && columns.place(Field::Brand).is_some();
    let file = FileContext {
        at: at as u16,
        role: columns.role(),
        delimiter: opened.delimiter,
        seed: batch::seed(columns.headers()),
        is_as_written: opened.encoding == encoding_rs::UTF_8.name(),
        replaced: sinks.replaced,
        corrections: classification.corrections.take(),
        key_span: columns.key_span().filter(|_| columns.role() == Role::Tracking),
        numbers_after: columns.numbers_after().filter(|_| columns.role() == Role::Tracking),
        compared: AtomicU64::new(sinks.collected.compared(columns.role())),
        columns,
    };
    let mut collector = Collector::new(sinks.collected, &file, &mut classification.report, sinks.progress, sink);
    let read = pipeline::read(&mut opened.rows, upload.bytes, &file, &mut collector);
    let finished = collector.finish();
    match read {
        Err(ReadError::Read(error)) if !sinks.progress.is_cancelled() => {
            let example =
                Example::of_file(error.to_string(), "a readable file", "Export the table and upload it again.");
            // Nothing of it counts, so nothing is said of its rows either.
            classification.report.held = None;
            sinks.collected.issues.forget_rows(&upload.name);
            sinks.collected.issues.add(IssueKind::UnreadableFile, &upload.name, Affected::one_row(), example);
        }
        other => other?,
    }
    classification.report.rows_hash = finished.map_err(ReadError::Store)?;
    if classification.report.tally.rows == 0 {
        let example =
            Example::of_file("a header and no rows below it", "at least one row", "Check that the export is whole.");
        sinks.collected.issues.add(IssueKind::NoRows, &upload.name, Affected::one_row(), example);
    }
    classification.report.rows = classification.report.tally.rows;
    Ok(classification.report)
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

fn note_guess(opened: &FileRows, upload: &Upload, collected: &mut Collected) {
    if opened.is_guessed {
        let example = Example::guessed_encoding();
        collected.issues.add(IssueKind::GuessedEncoding, &upload.name, Affected::one_row(), example);
    }
}

/// Whether every needed column is there; notes the ones that are not.
fn has_needed(upload: &Upload, columns: &Columns, issues: &mut Issues) -> bool {
    let missing = columns.missing();
    for header in &missing {
        let fix = "Choose the column that holds it, or add the column and upload again.";
        let example = Example::of_file(columns.headers().join(", "), *header, fix);
        let example = Example { column: (*header).to_owned(), ..example };
        issues.add(IssueKind::MissingColumn, &upload.name, Affected::one_row(), example);
    }
    missing.is_empty()
}
