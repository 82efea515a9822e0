//! Workbooks among the uploads: each sheet becomes a file of its own.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::Path,
};

use crate::{
    IngestError, Upload,
    classify::files::Classification,
    formats::detect,
    formats::workbook::{self, Limits, Sheet, SheetFacts, UnreadableWorkbook},
    limits::{MAX_COLUMNS, MAX_ROW_BYTES, MAX_UNPACKED_TIMES, MAX_WORKBOOK_BYTES, MAX_WORKBOOK_HELD_BYTES, OverLimit},
    report::issues::{Affected, Example, IssueKind, Issues},
};

/// By place among the files: why it cannot be read.
pub(crate) type Problems = HashMap<usize, (IssueKind, Example)>;

/// The uploads with workbooks taken apart.
#[derive(Default)]
pub(crate) struct ExpandedUploads {
    pub(crate) uploads: Vec<Upload>,
    /// By file name: the sheet's name.
    pub(crate) sheets: BTreeMap<String, String>,
    /// By file name: what a sheet's text does not show.
    pub(crate) facts: BTreeMap<String, SheetFacts>,
    pub(crate) problems: Problems,
}

const LIMITS: Limits = Limits {
    expanded_bytes: MAX_WORKBOOK_BYTES,
    held_bytes: MAX_WORKBOOK_HELD_BYTES,
    ratio: MAX_UNPACKED_TIMES,
    rows: 1 << 20,
    columns: MAX_COLUMNS as u64,
    cell_bytes: MAX_ROW_BYTES as u64,
};

/// Takes workbooks apart; their sheets are written into `folder`.
///
/// # Errors
/// When a workbook holds more than may be, or the sheets cannot be written.
pub(crate) fn expand_workbooks(uploads: Vec<Upload>, folder: &Path) -> Result<ExpandedUploads, IngestError> {
    let mut expanded = ExpandedUploads::default();
    for upload in uploads {
        // What cannot be opened is complained about where it is read.
        if !detect::is_workbook(&upload.path).unwrap_or(false) {
            expanded.uploads.push(upload);
            continue;
        }
        match sheets(&upload, &folder.join(format!("workbook-{}", expanded.uploads.len()))) {
            Ok(sheets) => expanded.add(&upload, sheets),
            Err(UnreadableWorkbook::Io(error)) => return Err(IngestError::Store(error)),
            Err(UnreadableWorkbook::TooLarge { what, found, limit }) => {
                let [found, limit] = [found, limit].map(|number| number.to_string());
                return Err(IngestError::over(&upload, OverLimit { what: what.into(), found, limit }));
            }
            Err(error) => expanded.refuse(upload, &error),
        }
    }
    Ok(expanded)
}

fn sheets(upload: &Upload, folder: &Path) -> Result<Vec<Sheet>, UnreadableWorkbook> {
    match fs::create_dir_all(folder) {
        Ok(()) => workbook::sheets(&upload.path, folder, &LIMITS),
        Err(error) => Err(io::Error::new(error.kind(), error).into()),
    }
}

impl ExpandedUploads {
    /// A workbook with one sheet keeps its name: there is no sheet to choose.
    fn add(&mut self, upload: &Upload, sheets: Vec<Sheet>) {
        let is_alone = sheets.len() == 1;
        if sheets.is_empty() {
            let fix = "Save the sheet with the table in it and upload again.";
            let example = Example::of_file("a workbook without a cell", "a sheet with a table", fix);
            self.problems.insert(self.uploads.len(), (IssueKind::EmptyFile, example));
            self.uploads.push(upload.clone());
        }
        for sheet in sheets {
            let name = if is_alone { upload.name.clone() } else { format!("{} · {}", upload.name, sheet.name) };
            self.sheets.insert(name.clone(), sheet.name);
            self.facts.insert(name.clone(), sheet.facts);
            let form_field = upload.form_field.clone();
            self.uploads.push(Upload { name, form_field, path: sheet.path, bytes: sheet.bytes });
        }
    }

    fn refuse(&mut self, upload: Upload, error: &UnreadableWorkbook) {
        let (expected, fix) = match error {
            UnreadableWorkbook::NeverCalculated { .. } => (
                "a value stored with every formula",
                "Open the workbook in a spreadsheet program, which calculates its formulas, save it and upload it again.",
            ),
            _ => ("an .xlsx workbook", "Save the workbook as .xlsx, or the sheet as CSV, and upload again."),
        };
        let example = Example::of_file(error.to_string(), expected, fix);
        self.problems.insert(self.uploads.len(), (IssueKind::UnreadableFile, example));
        self.uploads.push(upload);
    }
}

/// A sheet of notes beside the tables of a workbook is not an error.
pub(crate) fn leave_out_notes(classifications: &mut [Classification], issues: &mut Issues) {
    let has_table = classifications
        .iter()
        .any(|classification| classification.report.sheet.is_some() && classification.columns.is_some());
    for classification in classifications
        .iter_mut()
        .filter(|classification| has_table && classification.report.sheet.is_some() && classification.is_no_table())
    {
        classification.report.is_ignored = true;
        classification.forgive();
        let fix = "Nothing needs to be done if it is not a table; otherwise choose its table.";
        let example =
            Example::of_file(classification.report.sheet.clone().unwrap_or_default(), "one of the four tables", fix);
        issues.add(IssueKind::IgnoredSheet, &classification.report.name, Affected::one_row(), example);
    }
}
