//! Workbooks among the uploads: each sheet becomes a file of its own.

use std::{
    collections::{BTreeMap, HashMap},
    fs, io,
    path::Path,
};

use crate::{
    StageError, Upload,
    classify::files::Told,
    formats::detect,
    formats::workbook::{self, Limits, Sheet, UnreadableWorkbook},
    limits::{
        COLUMNS_MOST, OverLimit, ROW_BYTES_MOST, UNPACKED_TIMES_MOST, WORKBOOK_BYTES_MOST, WORKBOOK_HELD_BYTES_MOST,
    },
    report::issues::{Example, Issues, Kind, Touched},
};

/// By place among the files: why it cannot be read.
pub(crate) type Problems = HashMap<usize, (Kind, Example)>;

/// The uploads with workbooks taken apart.
#[derive(Default)]
pub(crate) struct Unfolded {
    pub(crate) uploads: Vec<Upload>,
    /// By file name: the sheet's name.
    pub(crate) sheets: BTreeMap<String, String>,
    pub(crate) problems: Problems,
}

const LIMITS: Limits = Limits {
    expanded_bytes: WORKBOOK_BYTES_MOST,
    held_bytes: WORKBOOK_HELD_BYTES_MOST,
    ratio: UNPACKED_TIMES_MOST,
    rows: 1 << 20,
    columns: COLUMNS_MOST as u64,
    cell_bytes: ROW_BYTES_MOST as u64,
};

/// Takes workbooks apart; their sheets are written into `folder`.
///
/// # Errors
/// When a workbook holds more than may be, or the sheets cannot be written.
pub(crate) fn unfold(uploads: Vec<Upload>, folder: &Path) -> Result<Unfolded, StageError> {
    let mut unfolded = Unfolded::default();
    for upload in uploads {
        // What cannot be opened is complained about where it is read.
        if !detect::is_workbook(&upload.path).unwrap_or(false) {
            unfolded.uploads.push(upload);
            continue;
        }
        match sheets(&upload, &folder.join(format!("workbook-{}", unfolded.uploads.len()))) {
            Ok(sheets) => unfolded.add(&upload, sheets),
            Err(UnreadableWorkbook::Io(error)) => return Err(StageError::Store(error)),
            Err(UnreadableWorkbook::TooLarge { what, found, limit }) => {
                let [found, limit] = [found, limit].map(|number| number.to_string());
                return Err(StageError::over(&upload, OverLimit { what: what.into(), found, limit }));
            }
            Err(error) => unfolded.refuse(upload, &error),
        }
    }
    Ok(unfolded)
}

fn sheets(upload: &Upload, folder: &Path) -> Result<Vec<Sheet>, UnreadableWorkbook> {
    match fs::create_dir_all(folder) {
        Ok(()) => workbook::sheets(&upload.path, folder, &LIMITS),
        Err(error) => Err(io::Error::new(error.kind(), error).into()),
    }
}

impl Unfolded {
    /// A workbook with one sheet keeps its name; nobody means a sheet where there is nothing to choose.
    fn add(&mut self, upload: &Upload, sheets: Vec<Sheet>) {
        let is_alone = sheets.len() == 1;
        if sheets.is_empty() {
            let fix = "Save the sheet with the table in it and upload again.";
            let example = Example::of_file("a workbook without a cell", "a sheet with a table", fix);
            self.problems.insert(self.uploads.len(), (Kind::EmptyFile, example));
            self.uploads.push(upload.clone());
        }
        for sheet in sheets {
            let name = if is_alone { upload.name.clone() } else { format!("{} · {}", upload.name, sheet.name) };
            self.sheets.insert(name.clone(), sheet.name);
            let form_field = upload.form_field.clone();
            self.uploads.push(Upload { name, form_field, path: sheet.path, bytes: sheet.bytes });
        }
    }

    fn refuse(&mut self, upload: Upload, error: &UnreadableWorkbook) {
        let fix = "Save the workbook as .xlsx, or the sheet as CSV, and upload again.";
        let example = Example::of_file(error.to_string(), "an .xlsx workbook", fix);
        self.problems.insert(self.uploads.len(), (Kind::UnreadableFile, example));
        self.uploads.push(upload);
    }
}

/// Notes that stand beside the tables of a workbook are no tables gone wrong.
pub(crate) fn leave_out_notes(told: &mut [Told], issues: &mut Issues) {
    let has_table = told.iter().any(|told| told.report.sheet.is_some() && told.columns.is_some());
    for told in told.iter_mut().filter(|told| has_table && told.report.sheet.is_some() && told.is_no_table()) {
        told.report.is_ignored = true;
        told.forgive();
        let fix = "Nothing needs to be done if it is no table; otherwise choose its table.";
        let example = Example::of_file(told.report.sheet.clone().unwrap_or_default(), "one of the four tables", fix);
        issues.add(Kind::IgnoredSheet, &told.report.name, Touched::nothing(), example);
    }
}
