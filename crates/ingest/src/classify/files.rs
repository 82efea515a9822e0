//! What a file is: by its first lines, by its name and by what the user decided.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use crate::{
    IngestError, Plan, Progress, Upload,
    formats::detect::Assumed,
    formats::open_file::{FileProblem, OpenError, empty, opened, problem},
    mapping::saved::SavedMapping,
    prepare::Prescribed,
    report::corrections::{self, Corrections},
    report::issues::{Example, IssueKind},
    report::{ColumnReport, FieldReport, FileReport},
    tables::columns::{self, Choices, ColumnMatch, Columns},
    tables::fields::Role,
};

/// The header of a file, and its table when it was recognised.
pub(crate) struct Classification {
    pub(crate) report: FileReport,
    /// Nothing when its rows cannot be read.
    pub(crate) columns: Option<Columns>,
    /// Of a corrections file: which of its rows are read.
    pub(crate) corrections: Option<Corrections>,
    /// `None` while no problem is known.
    pub(crate) problem: Option<FileProblem>,
}

/// The choice that a file is none of the tables.
pub const IGNORE: &str = "ignore";

/// Classifies a file by its first lines.
///
/// # Errors
/// When something in it is over a limit, or the import was cancelled.
pub(crate) fn classify(upload: &Upload, plan: &Plan, progress: &Arc<Progress>) -> Result<Classification, IngestError> {
    let mut classification =
        Classification { report: FileReport::new(upload), columns: None, corrections: None, problem: None };
    let headers = match opened(upload, Assumed::default(), progress).and_then(|(_, headers)| headers.ok_or(empty())) {
        Ok(headers) => headers,
        Err(OpenError::File(problem)) => {
            classification.problem = Some(problem);
            return Ok(classification);
        }
        Err(OpenError::All(error)) => return Err(error),
    };
    classification.report.fingerprint = columns::fingerprint(&headers);
    classification.decide(upload, &headers, plan);
    Ok(classification)
}

/// A table that was prepared: which it is and what its columns hold was decided then.
///
/// # Errors
/// When something in it is more than may be, or the import was cancelled.
pub(crate) fn classify_prepared(
    upload: &Upload,
    prescribed: &Prescribed,
    progress: &Arc<Progress>,
) -> Result<Classification, IngestError> {
    let mut classification = Classification::ignored(upload);
    match opened(upload, Assumed::default(), progress).and_then(|(_, headers)| headers.ok_or(empty())) {
        Ok(headers) => {
            let columns = Columns::match_headers(prescribed.role, &headers, &prescribed.choices);
            classification.columns = Some(columns);
        }
        Err(OpenError::File(problem)) => classification.problem = Some(problem),
        Err(OpenError::All(error)) => return Err(error),
    }
    let report = &mut classification.report;
    (report.role, report.is_ignored, report.is_prepared) = (Some(prescribed.role), false, true);
    report.columns.clone_from(&prescribed.columns);
    report.fields = FieldReport::for_role(prescribed.role);
    report.fingerprint.clone_from(&prescribed.fingerprint);
    report.shape.clone_from(&prescribed.shape);
    report.left_out.clone_from(&prescribed.left_out);
    Ok(classification)
}

impl Classification {
    /// Nothing of the file is read: by choice, or because it was used up before.
    pub(crate) fn ignored(upload: &Upload) -> Self {
        let mut report = FileReport::new(upload);
        report.is_ignored = true;
        Self { report, columns: None, corrections: None, problem: None }
    }

    /// Nothing of the file is read, for this reason.
    pub(crate) fn refuse(&mut self, kind: IssueKind, example: Example) {
        self.columns = None;
        self.problem = Some((kind, example));
    }

    /// Whether it is readable and none of the tables.
    pub(crate) fn is_no_table(&self) -> bool {
        matches!(self.problem, Some((IssueKind::UnknownTable, _)))
    }

    /// Drops its problem.
    pub(crate) fn forgive(&mut self) {
        self.problem = None;
    }

    /// Takes what was chosen, what is remembered, and what the header shows, in this order.
    fn decide(&mut self, upload: &Upload, headers: &[String], plan: &Plan) {
        let saved = plan.saved_mappings.get(&self.report.fingerprint);
        let role = plan.changes.roles.get(&upload.name).or(saved.and_then(|saved| saved.role.as_ref()));
        let role = role.map(String::as_str);
        self.report.columns = headers.iter().map(|header| ColumnReport::ignored(header)).collect();
        self.report.is_ignored = role == Some(IGNORE);
        if self.report.is_ignored {
            return;
        }
        let chosen = role.and_then(Role::from_id);
        let Some(role) = chosen.or_else(|| columns::role_of(headers, &upload.name, &upload.form_field)) else {
            let fix = "Leave the file out, choose its table, or name its columns as documented.";
            let expected = "the columns of influencers, tracking, payouts or posts";
            self.problem = Some(problem(IssueKind::UnknownTable, headers.join(", "), expected, fix));
            return;
        };
        let columns = Columns::match_headers(role, headers, &choices(saved, plan.changes.columns.get(&upload.name)));
        self.report.role = Some(role);
        self.report.columns = ColumnReport::from_columns(&columns);
        self.report.fields = FieldReport::for_role(role);
        self.columns = Some(columns);
    }
}

fn choices(saved: Option<&SavedMapping>, chosen: Option<&BTreeMap<String, String>>) -> Choices {
    let as_choices = |columns: &BTreeMap<String, String>, how: ColumnMatch| {
        columns.iter().map(|(field, header)| (field.clone(), (header.clone(), how))).collect::<Choices>()
    };
    let mut choices = saved.map_or(Choices::new(), |saved| as_choices(&saved.columns, ColumnMatch::Remembered));
    choices.extend(chosen.map_or(Choices::new(), |columns| as_choices(columns, ColumnMatch::Chosen)));
    choices
}

/// By position of a file: the lines whose rows another file replaces.
pub(crate) type Replaced = HashMap<usize, HashSet<u32>>;

/// Finds for each corrections file the one whose rows it replaces.
///
/// # Errors
/// When a corrections file has more rows than may be, or the import was cancelled.
pub(crate) fn pair(
    classifications: &mut [Classification],
    uploads: &[Upload],
    progress: &Arc<Progress>,
) -> Result<Replaced, IngestError> {
    let mut replaced = Replaced::new();
    let roles: Vec<Option<(Role, bool)>> = classifications
        .iter()
        .map(|classification| {
            classification.columns.as_ref().map(|columns| (columns.role(), columns.are_corrections()))
        })
        .collect();
    // The latest list first: of two rows for one line the later counts.
    for (at, file) in classifications.iter_mut().enumerate().rev() {
        let Some((role, true)) = roles[at] else { continue };
        let of_role: Vec<usize> = (0..roles.len()).filter(|other| roles[*other] == Some((role, false))).collect();
        let original = match corrected_by(&uploads[at].name, &of_role, uploads) {
            Some(original) => Some(original),
            None => corrections::original_by_rows(&uploads[at], &of_role, uploads),
        };
        match (original, &file.columns) {
            (Some(original), Some(columns)) => {
                file.report.corrects = Some(uploads[original].name.clone());
                let mut corrections = Corrections::read(&uploads[at], columns, progress)?;
                let later = replaced.entry(original).or_default();
                corrections.leave_to_later(later);
                later.extend(corrections.first.keys());
                file.corrections = Some(corrections);
            }
            _ => file.refuse(IssueKind::CorrectsNothing, corrects_nothing(&uploads[at].name, &of_role, uploads)),
        }
    }
    Ok(replaced)
}

fn corrects_nothing(name: &str, of_role: &[usize], uploads: &[Upload]) -> Example {
    let names: Vec<&str> = of_role.iter().map(|at| uploads[*at].name.as_str()).collect();
    let fix = match names.first() {
        None => "Upload the original file together with its corrected rows, under its own name.".to_owned(),
        Some(first) => format!(
            "Rename it so that its name begins with the name of the file it corrects, such as {first} issues.csv: the files are {}.",
            names.join(", ")
        ),
    };
    Example::of_file(name, "the file they came from", fix)
}

/// The only file of the table, or the one whose name the corrected file's begins with.
fn corrected_by(name: &str, of_role: &[usize], uploads: &[Upload]) -> Option<usize> {
    if let [only] = of_role {
        return Some(*only);
    }
    let is_begin = |at: &&usize| name.starts_with(uploads[**at].name.as_str());
    of_role.iter().filter(is_begin).max_by_key(|at| uploads[**at].name.len()).copied()
}
