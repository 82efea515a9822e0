//! One file into the tables: its rows read, every problem with its place.

use std::{
    collections::HashSet,
    io,
    sync::{Arc, atomic::AtomicU64},
};

use crate::{
    Progress, StageError, Upload,
    classify::files::Told,
    formats::detect::Assumed,
    formats::open_file::{Failed, FileRows, opened},
    read::batch::{self, FileContext},
    read::collect::{Collected, Collector},
    read::pipeline,
    read::row_sink::{Extras, Nowhere, RowSink, RowStore},
    read_error::Stop,
    report::FileReport,
    report::issues::{Example, Issues, Kind, Touched},
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
/// [`Stop`] when everything stops, or when the file has to be read again in another encoding.
pub(crate) fn rows(at: usize, upload: &Upload, mut told: Told, sinks: Sinks<'_>) -> Result<FileReport, Stop> {
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
            // Nothing of it counts, so nothing is said of its rows either.
            told.report.held = None;
            sinks.collected.issues.forget_rows(&upload.name);
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

fn note_guess(opened: &FileRows, upload: &Upload, collected: &mut Collected) {
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
