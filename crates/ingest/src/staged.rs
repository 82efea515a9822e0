//! Files that are read: their sums, what was found, and what is proposed. Any mapping applies to them.

use std::{collections::BTreeMap, io, path::Path};

use definitions::BrandRule;

use crate::{
    Aliases, FileReport, ImportQuestion, Mapping, MappingChanges, SavedMappings, SeenKey, Upload,
    mapping::{proposal, saved::learned},
    plan::Plan,
    prepare::{Answers, Note, Prepared, Redaction, Shape, ShapeDraft, ShapeError},
    read::collect::Collected,
    report::issues::{self, Example, IssueKind},
};

/// Files read into sums, with everything found on the way. Changes nothing anywhere.
#[derive(Debug)]
pub struct Staged {
    pub(crate) uploads: Vec<Upload>,
    pub(crate) files: Vec<FileReport>,
    pub(crate) collected: Collected,
    pub(crate) proposal: Mapping,
    pub(crate) brand_rules: Vec<BrandRule>,
    pub(crate) questions: Vec<ImportQuestion>,
    pub(crate) dates: proposal::Dates,
    /// What the proposal follows of earlier choices, in words.
    pub(crate) remembered: Vec<String>,
    /// Answers about earlier files with the same header that were taken without asking.
    pub(crate) remembered_answers: Answers,
    /// What was done without a question, in sentences.
    pub(crate) notes: Vec<Note>,
    /// The currency of the dataset.
    pub(crate) currency: String,
    /// The aliases that counted.
    pub(crate) aliases: Aliases,
    /// The keys on the sales with the most revenue.
    pub(crate) keys: Vec<SeenKey>,
    /// How many keys there are in all.
    pub(crate) keys_total: usize,
    /// Who they can belong to, by id and name.
    pub(crate) creators: Vec<(String, String)>,
    /// Files with personal data of buyers, which is kept nowhere.
    pub(crate) redactions: Vec<Redaction>,
    /// By name of a file that was prepared: how its columns are understood.
    shape_drafts: BTreeMap<String, ShapeDraft>,
    /// The uploaded files with workbooks taken apart.
    pub(crate) expanded: Vec<Upload>,
    pub(crate) plan: Plan,
}

impl Staged {
    pub(crate) fn new(
        uploads: Vec<Upload>,
        mut files: Vec<FileReport>,
        mut collected: Collected,
        plan: &Plan,
        mut prepared: Prepared,
        expanded: Vec<Upload>,
    ) -> Self {
        for file in &mut files {
            file.own_shape = prepared.own_shapes.remove(&file.name);
            file.statuses = prepared.statuses.remove(&file.name).unwrap_or_default();
        }
        let unusable = prepared.refused.into_iter().map(|refused| (IssueKind::UnusableFile, refused));
        let open_quotes = prepared.open_quotes.into_iter().map(|row| (IssueKind::OpenQuote, row));
        let guessed = prepared.guessed_encodings.into_iter();
        let guessed = guessed.map(|file| (IssueKind::GuessedEncoding, (file, Example::guessed_encoding())));
        for (kind, (file, example)) in unusable.chain(open_quotes).chain(guessed) {
            collected.issues.add(kind, &file, issues::Affected::one_row(), example);
        }
        proposal::note_missing_tables(&files, prepared.without_payouts, &mut collected.issues);
        let dates = proposal::Dates::new(&collected.tables, &files, &plan.saved_mappings);
        let (brand_rules, proposal) = proposal::proposal(&collected.tables, &files, &dates, &plan.saved_mappings);
        let asked = prepared.questions.into_iter().map(ImportQuestion::Asked);
        let sources = proposal::source_questions(&collected.tables);
        let questions = proposal::questions(&dates, &files).into_iter().chain(asked).chain(sources).collect();
        let remembered = proposal::remembered(&collected.tables, &files, &dates, &plan.saved_mappings, &proposal);
        let remembered_answers = prepared.remembered;
        let Prepared { notes, currency, aliases, keys, keys_total, creators, redactions, shape_drafts, .. } = prepared;
        Self {
            uploads,
            files,
            collected,
            proposal,
            brand_rules,
            questions,
            dates,
            remembered,
            remembered_answers,
            notes,
            currency,
            aliases,
            keys,
            keys_total,
            creators,
            redactions,
            shape_drafts,
            expanded,
            plan: plan.clone(),
        }
    }

    /// What the import proposes to understand.
    pub fn proposal(&self) -> &Mapping {
        &self.proposal
    }

    /// What only the user can decide.
    pub fn questions(&self) -> &[ImportQuestion] {
        &self.questions
    }

    /// The uploaded files as they were read: a workbook's sheets one by one.
    pub fn uploads(&self) -> &[Upload] {
        &self.uploads
    }

    /// The currency of the dataset: its setting's, or the one that all amounts are in.
    pub fn currency(&self) -> &str {
        &self.currency
    }

    /// The files as they are kept: without the personal data of buyers. A workbook that holds some is kept sheet by sheet.
    ///
    /// `folder` takes the copies.
    ///
    /// # Errors
    /// When a copy cannot be written.
    pub fn stored_files(&self, uploads: &[Upload], folder: &Path) -> io::Result<Vec<Upload>> {
        let mut kept = Vec::new();
        for upload in uploads {
            let is_sheet = |other: &Upload| {
                other.name.strip_prefix(upload.name.as_str()).is_some_and(|rest| rest.starts_with(" · "))
            };
            let of_upload =
                |redaction: &&Redaction| redaction.upload.name == upload.name || is_sheet(&redaction.upload);
            if !self.redactions.iter().any(|redaction| of_upload(&redaction)) {
                kept.push(upload.clone());
                continue;
            }
            for table in self.expanded.iter().filter(|table| table.name == upload.name || is_sheet(table)) {
                let redaction = self.redactions.iter().find(|redaction| redaction.upload.name == table.name);
                let to = folder.join(format!("kept-{}", kept.len()));
                kept.push(match redaction {
                    Some(redaction) => redaction.write(&to)?,
                    None => table.clone(),
                });
            }
        }
        Ok(kept)
    }

    /// Whether the files would be read in the same way under these changes.
    pub fn reads_like(&self, changes: &MappingChanges) -> bool {
        // Days of prepared files are decided when they are read, those of others afterwards.
        let is_prepared = self.files.iter().any(|file| file.is_prepared);
        changes.reads_like(&self.plan.changes) && (!is_prepared || changes.dates == self.plan.changes.dates)
    }

    /// How the files were read.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The user's own shapes that files were read by: they stay with the version.
    pub fn used_shapes(&self) -> impl Iterator<Item = &Shape> {
        let used = |shape: &&Shape| {
            let own =
                |file: &FileReport| file.own_shape.as_ref().is_some_and(|own| own.is_used && own.id == shape.id());
            self.files.iter().any(own)
        };
        self.plan.shapes.iter().filter(used)
    }

    /// How a file is understood, answers about its columns with it, as a shape that reads the next files with the same header alike.
    ///
    /// # Errors
    /// [`NoShape`] where the file is none of these, is no table, or is larger than a shape may be.
    pub fn as_shape(&self, file: &str, id: &str, title: &str) -> Result<Shape, NoShape> {
        let report = self.files.iter().find(|report| report.name == file && !report.is_ignored);
        let report = report.ok_or_else(|| NoShape::NoFile(file.to_owned()))?;
        let draft = match self.shape_drafts.get(file) {
            Some(draft) => draft.clone(),
            // A further table of a file goes with its first.
            None if report.is_prepared => return Err(NoShape::NoFile(file.to_owned())),
            None => {
                let role = report.role.ok_or_else(|| NoShape::NoTable(file.to_owned()))?;
                let columns = report.columns.iter().map(|column| (&*column.header, column.field, column.how));
                ShapeDraft::of_columns(role, columns)
            }
        };
        let shape = draft.shape(id, title).map_err(|error| NoShape::TooLarge(file.to_owned(), error))?;
        if draft.feeds(&shape) { Ok(shape) } else { Err(NoShape::NoTable(file.to_owned())) }
    }

    /// What was decided about these files, to be remembered.
    pub fn learned(&self, changes: &MappingChanges) -> SavedMappings {
        learned(&self.files, changes, &self.answers_taken(), &self.plan.saved_mappings)
    }
}

/// Why no shape can be made of a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoShape {
    /// The import has no such file, or leaves it out.
    #[error("found \"{0}\", expected the name of a file that this import reads.")]
    NoFile(String),
    /// Nobody knows what it holds.
    #[error("{0} is not known to be a table: choose which one it is, and what its columns hold, first.")]
    NoTable(String),
    /// Its header cannot be written as a shape.
    #[error("{0} cannot be kept as a shape: {1}.")]
    TooLarge(String, ShapeError),
}
