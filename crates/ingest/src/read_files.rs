//! Files on their way in: read once, in blocks and on every core.

use std::{collections::BTreeMap, path::Path, sync::Arc};

use crate::{
    FileReport, IngestError, Nowhere, Plan, Progress, RowStore, Staged, Upload,
    checks::repeated_files,
    classify::files::{self, Classification},
    formats::{
        detect::{self, Assumed},
        sheets,
    },
    prepare::{Job, Part, prepare},
    read::{self, collect::Collected},
    read_error::ReadError,
    report::issues,
};

/// Reads the files, in their order. Several files of one table are read together; the same file twice is read once.
///
/// `folder` takes the sheets of workbooks while they are read.
///
/// # Errors
/// [`IngestError`], when there is nothing to report on.
pub fn read_files(
    uploads: Vec<Upload>,
    plan: &Plan,
    folder: &Path,
    store: &dyn RowStore,
    progress: &Arc<Progress>,
) -> Result<Staged, IngestError> {
    let sheets::ExpandedUploads { mut uploads, sheets, facts, problems } = sheets::expand_workbooks(uploads, folder)?;
    repeated_files::make_names_unique(&mut uploads);
    let mut problems = problems;
    for at in 0..uploads.len() {
        if let Some(problem) = repeated_files::problem(&uploads, at) {
            problems.entry(at).or_insert(problem);
        }
    }
    let mut prepared = prepare(&Job {
        uploads: &uploads,
        passed: &|at| problems.contains_key(&at),
        plan,
        facts: &facts,
        folder,
        progress,
    })?;
    let parts = std::mem::take(&mut prepared.parts);
    let problems = parts.iter().enumerate().filter_map(|(at, part)| Some((at, problems.get(&part.source?)?.clone())));
    let problems: sheets::Problems = problems.collect();
    let expanded = uploads;
    let uploads: Vec<Upload> = parts.iter().map(|part| part.upload.clone()).collect();
    let mut assumed = vec![Assumed::default(); uploads.len()];
    loop {
        progress.restart();
        let attempt =
            Attempt { uploads: &uploads, parts: &parts, sheets: &sheets, plan, store, progress, assumed: &assumed };
        match attempt.read(&problems)? {
            Ok((files, collected)) => return Ok(Staged::new(uploads, files, collected, plan, prepared, expanded)),
            // The file is not UTF-8 after all: read it once more, in the other encoding.
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

/// Reads the files as [`read_files`] does and keeps no rows: for a report and nothing else.
///
/// # Errors
/// [`IngestError`], when there is nothing to report on.
pub fn inspect_files(
    uploads: Vec<Upload>,
    plan: &Plan,
    folder: &Path,
    progress: &Arc<Progress>,
) -> Result<Staged, IngestError> {
    read_files(uploads, plan, folder, &Nowhere, progress)
}

/// The file at this place is no UTF-8.
struct NotUtf8(usize);

/// One reading of all files.
struct Attempt<'a> {
    uploads: &'a [Upload],
    parts: &'a [Part],
    sheets: &'a BTreeMap<String, String>,
    plan: &'a Plan,
    store: &'a dyn RowStore,
    progress: &'a Arc<Progress>,
    assumed: &'a [Assumed],
}

type ReadFiles = (Vec<FileReport>, Collected);

impl Attempt<'_> {
    fn read(&self, problems: &sheets::Problems) -> Result<Result<ReadFiles, NotUtf8>, IngestError> {
        let mut collected = Collected::new(self.uploads.len());
        let mut classifications = self.parts.iter().map(|part| self.classify(part)).collect::<Result<Vec<_>, _>>()?;
        let mut replaced = files::pair(&mut classifications, self.uploads, self.progress)?;
        sheets::leave_out_notes(&mut classifications, &mut collected.issues);
        let mut files = Vec::new();
        for (at, (upload, classification)) in self.uploads.iter().zip(classifications).enumerate() {
            if self.progress.is_cancelled() {
                return Err(IngestError::Cancelled);
            }
            if let Some((kind, example)) = problems.get(&at).cloned() {
                collected.issues.add(kind, &upload.name, issues::Affected::one_row(), example);
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
            match read::file::rows(at, upload, classification, sinks) {
                Ok(report) => files.push(report),
                Err(ReadError::NotUtf8) => return Ok(Err(NotUtf8(at))),
                Err(_) if self.progress.is_cancelled() => return Err(IngestError::Cancelled),
                Err(ReadError::Over(over)) => return Err(IngestError::over(upload, over)),
                Err(ReadError::Store(error) | ReadError::Read(error)) => return Err(IngestError::Store(error)),
            }
        }
        Ok(Ok((files, collected)))
    }

    fn classify(&self, part: &Part) -> Result<Classification, IngestError> {
        let upload = &part.upload;
        let mut classification = match (&part.prescribed, part.is_ignored) {
            (_, true) => Classification::ignored(upload),
            (Some(prescribed), false) => files::classify_prepared(upload, prescribed, self.progress)?,
            (None, false) => files::classify(upload, self.plan, self.progress)?,
        };
        classification.report.sheet = self.sheets.get(&upload.name).cloned();
        Ok(classification)
    }
}
