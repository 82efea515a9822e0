//! Reading messy campaign files: detect → headers → cells → issues → mapping → reconciliation.
//!
//! [`stage`] reads the files once, in blocks and on every core: sales and posts are summed while they are read, the rows
//! themselves go to a [`RowStore`]. [`Staged::report`] says what the files are under one mapping; [`Staged::accepted`] is what
//! a dataset is made from.

mod checks;
mod classify;
mod formats;
mod limits;
mod mapping;
mod parse;
mod plain_table;
mod read;
mod read_error;
mod report;
mod tables;

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
};

pub use checks::repeated_rows::COMPARED_ROWS_MOST;
pub use classify::files::IGNORE;
pub use limits::{
    CELLS_MOST, COLUMNS_MOST, DISTINCT_MOST, MENDED_ROWS_MOST, OverLimit, PLAIN_TABLE_BYTES_MOST, ROW_BYTES_MOST,
    TEXT_BYTES_MOST, UNPACKED_ANYWAY, UNPACKED_BYTES_MOST, UNPACKED_TIMES_MOST, WORKBOOK_BYTES_MOST,
    WORKBOOK_HELD_BYTES_MOST, rows_most,
};
pub use mapping::{
    ALL_FILES, BadChange, DROP, DateOrder, KEEP, Mapping, MappingChanges,
    accepted::Accepted,
    saved::{Memories, Memory},
};
pub use parse::cells::WrittenDay;
pub use plain_table::{PlainTable, PlainTableError, Times};
pub use read::{
    batch::KeptTexts,
    dictionary::Text,
    records::{Payment, Place, RowsHash},
    row_sink::{Extras, Nowhere, RowColumns, RowSink, RowStore},
};
pub use report::{
    BrandValue, Column, DateQuestion, FieldReport, FileReport, FilesQuestion, Question, Reconciliation, RepeatedRows,
    Report, SourceValue, SpellingValue,
    issues::{Example, IssueGroup, Kind, Severity},
};
pub use tables::{columns::How, fields::Role};

use checks::repeated_files;
use classify::files::{self, Told};
use definitions::BrandRule;
use formats::{
    detect::{self, Assumed},
    sheets,
};
use mapping::{proposal, saved::learned};
use read::collect::Collected;
use read_error::Stop;
use report::issues;

/// One uploaded file on its way in.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name it is known by. Never used as a path.
    pub name: String,
    /// The form field it came under; empty from the command line.
    pub form_field: String,
    /// Where its bytes are.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// How far an import is, shared between the reader and whoever watches.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    rows: AtomicU64,
    issues: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Bytes, rows and issues so far.
    pub fn so_far(&self) -> (u64, u64, u64) {
        (self.bytes.load(Relaxed), self.rows.load(Relaxed), self.issues.load(Relaxed))
    }

    /// Asks the reader to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }

    /// Whether somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    fn add_bytes(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Relaxed);
    }

    fn add(&self, rows: u64, issues: u64) {
        self.rows.fetch_add(rows, Relaxed);
        self.issues.fetch_add(issues, Relaxed);
    }

    /// Everything is read again.
    fn restart(&self) {
        for count in [&self.bytes, &self.rows, &self.issues] {
            count.store(0, Relaxed);
        }
    }
}

/// How files are read where that is not left to the reader.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Tables and columns that the user chose; the rest of the changes is for [`Staged::mapping_with`].
    pub changes: MappingChanges,
    /// What users decided about earlier files with the same headers.
    pub memories: Memories,
}

/// Why files could not be staged at all.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
    /// Somebody asked to stop.
    #[error("the import was cancelled.")]
    Cancelled,
    /// Something in a file is more than may be.
    #[error("{file}: {over}. Nothing was read; split the file or leave out what is not needed.")]
    OverLimit {
        /// The file's name.
        file: String,
        /// What there is too much of.
        over: OverLimit,
    },
    /// The rows could not be stored.
    #[error(
        "the rows cannot be stored while they are read: {0}. Make room on the disk or make it writable, and try again."
    )]
    Store(io::Error),
}

impl StageError {
    fn over(upload: &Upload, over: OverLimit) -> Self {
        Self::OverLimit { file: upload.name.clone(), over }
    }
}

/// Files read into sums, with everything found on the way. Changes nothing anywhere.
#[derive(Debug)]
pub struct Staged {
    uploads: Vec<Upload>,
    files: Vec<FileReport>,
    collected: Collected,
    proposal: Mapping,
    brand_rules: Vec<BrandRule>,
    questions: Vec<Question>,
    dates: proposal::Dates,
    /// What the proposal follows of earlier choices, in words.
    remembered: Vec<String>,
    plan: Plan,
}

/// Reads the files, in their order. Several files of one table are read together; the same file twice is read once.
///
/// `folder` takes the sheets of workbooks while they are read.
///
/// # Errors
/// [`StageError`], when there is nothing to report on.
pub fn stage(
    uploads: Vec<Upload>,
    plan: &Plan,
    folder: &Path,
    store: &dyn RowStore,
    progress: &Arc<Progress>,
) -> Result<Staged, StageError> {
    let sheets::Unfolded { mut uploads, sheets, problems } = sheets::unfold(uploads, folder)?;
    repeated_files::name_apart(&mut uploads);
    let mut assumed = vec![Assumed::default(); uploads.len()];
    loop {
        progress.restart();
        let attempt = Attempt { uploads: &uploads, sheets: &sheets, plan, store, progress, assumed: &assumed };
        match attempt.read(&problems)? {
            Ok((files, collected)) => return Ok(Staged::new(uploads, files, collected, plan)),
            // The letters tell otherwise than the first of them did: once more, in the other encoding.
            Err(NotUtf8(at)) => {
                assumed[at] = Assumed::Windows1252;
                // So that no file is read a third time for the sake of one after it.
                for later in at + 1..uploads.len() {
                    if !detect::is_utf8(&uploads[later].path).unwrap_or(true) {
                        assumed[later] = Assumed::Windows1252;
                    }
                }
            }
        }
    }
}

/// Reads the files as [`stage`] does and keeps no rows: for a report and nothing else.
///
/// # Errors
/// [`StageError`], when there is nothing to report on.
pub fn look(uploads: Vec<Upload>, plan: &Plan, folder: &Path, progress: &Arc<Progress>) -> Result<Staged, StageError> {
    stage(uploads, plan, folder, &Nowhere, progress)
}

/// The file at this place is no UTF-8.
struct NotUtf8(usize);

/// One reading of all files.
struct Attempt<'a> {
    uploads: &'a [Upload],
    sheets: &'a BTreeMap<String, String>,
    plan: &'a Plan,
    store: &'a dyn RowStore,
    progress: &'a Arc<Progress>,
    assumed: &'a [Assumed],
}

type ReadFiles = (Vec<FileReport>, Collected);

impl Attempt<'_> {
    fn read(&self, problems: &sheets::Problems) -> Result<Result<ReadFiles, NotUtf8>, StageError> {
        let mut collected = Collected::new(self.uploads.len());
        let mut told = self.uploads.iter().map(|upload| self.tell(upload)).collect::<Result<Vec<_>, _>>()?;
        let mut replaced = files::pair(&mut told, self.uploads, self.progress)?;
        sheets::leave_out_notes(&mut told, &mut collected.issues);
        let mut files = Vec::new();
        for (at, (upload, told)) in self.uploads.iter().zip(told).enumerate() {
            if self.progress.is_cancelled() {
                return Err(StageError::Cancelled);
            }
            if let Some((kind, example)) =
                problems.get(&at).cloned().or_else(|| repeated_files::problem(self.uploads, at))
            {
                collected.issues.add(kind, &upload.name, issues::Touched::nothing(), example);
                files.push(FileReport::new(upload));
                continue;
            }
            let sinks = read::file::Sinks {
                collected: &mut collected,
                store: self.store,
                progress: self.progress,
                assumed: self.assumed[at],
                replaced: replaced.remove(&at).unwrap_or_default(),
            };
            match read::file::rows(at, upload, told, sinks) {
                Ok(report) => files.push(report),
                Err(Stop::NotUtf8) => return Ok(Err(NotUtf8(at))),
                Err(_) if self.progress.is_cancelled() => return Err(StageError::Cancelled),
                Err(Stop::Over(over)) => return Err(StageError::over(upload, over)),
                Err(Stop::Store(error) | Stop::Read(error)) => return Err(StageError::Store(error)),
            }
        }
        Ok(Ok((files, collected)))
    }

    fn tell(&self, upload: &Upload) -> Result<Told, StageError> {
        let mut told = files::tell(upload, self.plan, self.progress)?;
        told.report.sheet = self.sheets.get(&upload.name).cloned();
        Ok(told)
    }
}

impl Staged {
    fn new(uploads: Vec<Upload>, files: Vec<FileReport>, mut collected: Collected, plan: &Plan) -> Self {
        proposal::note_missing_tables(&files, &mut collected.issues);
        let dates = proposal::Dates::of(&collected.tables, &files, &plan.memories);
        let (brand_rules, proposal) = proposal::proposal(&collected.tables, &files, &dates, &plan.memories);
        let questions = proposal::questions(&dates, &files);
        let remembered = proposal::remembered(&collected.tables, &files, &dates, &plan.memories, &proposal);
        Self { uploads, files, collected, proposal, brand_rules, questions, dates, remembered, plan: plan.clone() }
    }

    /// What the import proposes to understand.
    pub fn proposal(&self) -> &Mapping {
        &self.proposal
    }

    /// What only the user can decide.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// The uploaded files as they were read: a workbook's sheets one by one.
    pub fn uploads(&self) -> &[Upload] {
        &self.uploads
    }

    /// How the files were read.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What the files are and add up to under a mapping.
    pub fn report(&self, mapping: &Mapping) -> Report {
        self.accepted(mapping).report()
    }

    /// The rows that count under a mapping.
    pub fn accepted<'s>(&'s self, mapping: &'s Mapping) -> Accepted<'s> {
        Accepted::new(self, mapping)
    }

    /// What was decided about these files, to be remembered.
    pub fn learned(&self, changes: &MappingChanges) -> Memories {
        learned(&self.files, changes, &self.plan.memories)
    }
}
