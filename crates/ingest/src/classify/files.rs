//! What a file is, told by its first lines, by its name and by what somebody decided.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use crate::{
    Plan, Progress, StageError, Upload,
    formats::detect::Assumed,
    formats::open_file::{Failed, FileProblem, empty, opened, problem},
    mapping::saved::Memory,
    report::corrections::Mended,
    report::issues::{Example, Kind},
    report::{Column, FieldReport, FileReport},
    tables::columns::{self, Choices, Columns, How},
    tables::fields::Role,
};

/// The header of a file, and its table when that could be told.
pub(crate) struct Told {
    pub(crate) report: FileReport,
    /// Nothing when its rows cannot be read.
    pub(crate) columns: Option<Columns>,
    /// Of a mended file: which of its rows are read.
    pub(crate) mended: Option<Mended>,
    /// Nothing when everything is well so far.
    pub(crate) problem: Option<FileProblem>,
}

/// The choice that a file is none of the tables.
pub const IGNORE: &str = "ignore";

/// Tells what a file is by its first lines.
///
/// # Errors
/// When something in it is more than may be, or the import was cancelled.
pub(crate) fn tell(upload: &Upload, plan: &Plan, progress: &Arc<Progress>) -> Result<Told, StageError> {
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
    pub(crate) fn refuse(&mut self, kind: Kind, example: Example) {
        self.columns = None;
        self.problem = Some((kind, example));
    }

    /// Whether it is readable and none of the tables.
    pub(crate) fn is_no_table(&self) -> bool {
        matches!(self.problem, Some((Kind::UnknownTable, _)))
    }

    /// Nothing is held against it any more.
    pub(crate) fn forgive(&mut self) {
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

/// By place of a file: the lines whose rows another file replaces.
pub(crate) type Replaced = HashMap<usize, HashSet<u32>>;

/// Finds for each mended file the one whose rows it replaces.
///
/// # Errors
/// When a mended file has more rows than may be, or the import was cancelled.
pub(crate) fn pair(told: &mut [Told], uploads: &[Upload], progress: &Arc<Progress>) -> Result<Replaced, StageError> {
    let mut replaced = Replaced::new();
    let roles: Vec<Option<(Role, bool)>> =
        told.iter().map(|told| told.columns.as_ref().map(|columns| (columns.role(), columns.mends()))).collect();
    for (at, file) in told.iter_mut().enumerate() {
        let Some((role, true)) = roles[at] else { continue };
        let of_role: Vec<usize> = (0..roles.len()).filter(|other| roles[*other] == Some((role, false))).collect();
        match (mended_by(&uploads[at].name, &of_role, uploads), &file.columns) {
            (Some(original), Some(columns)) => {
                file.report.mends = Some(uploads[original].name.clone());
                let mended = Mended::of(&uploads[at], columns, progress)?;
                replaced.entry(original).or_default().extend(mended.first.keys());
                file.mended = Some(mended);
            }
            _ => {
                let fix = "Upload the original file together with its mended rows, under its own name.";
                file.refuse(Kind::MendsNothing, Example::of_file(&uploads[at].name, "the file they came from", fix));
            }
        }
    }
    Ok(replaced)
}

/// The only file of the table, or the one whose name the mended file's begins with.
fn mended_by(name: &str, of_role: &[usize], uploads: &[Upload]) -> Option<usize> {
    if let [only] = of_role {
        return Some(*only);
    }
    let is_begin = |at: &&usize| name.starts_with(uploads[**at].name.as_str());
    of_role.iter().filter(is_begin).max_by_key(|at| uploads[**at].name.len()).copied()
}
