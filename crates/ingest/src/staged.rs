//! Files that are read: their sums, what was found, and what is proposed. Any mapping applies to them.

use definitions::BrandRule;

use crate::{
    FileReport, ImportQuestion, Mapping, MappingChanges, SavedMappings, Upload,
    mapping::{proposal, saved::learned},
    read::collect::Collected,
};

/// How files are read where that is not left to the reader.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Tables and columns that the user chose; the rest of the changes is for [`Staged::mapping_with`].
    pub changes: MappingChanges,
    /// What users decided about earlier files with the same headers.
    pub saved_mappings: SavedMappings,
}

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
    pub(crate) plan: Plan,
}

impl Staged {
    pub(crate) fn new(uploads: Vec<Upload>, files: Vec<FileReport>, mut collected: Collected, plan: &Plan) -> Self {
        proposal::note_missing_tables(&files, &mut collected.issues);
        let dates = proposal::Dates::new(&collected.tables, &files, &plan.saved_mappings);
        let (brand_rules, proposal) = proposal::proposal(&collected.tables, &files, &dates, &plan.saved_mappings);
        let questions = proposal::questions(&dates, &files);
        let remembered = proposal::remembered(&collected.tables, &files, &dates, &plan.saved_mappings, &proposal);
        Self { uploads, files, collected, proposal, brand_rules, questions, dates, remembered, plan: plan.clone() }
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

    /// How the files were read.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What was decided about these files, to be remembered.
    pub fn learned(&self, changes: &MappingChanges) -> SavedMappings {
        learned(&self.files, changes, &self.plan.saved_mappings)
    }
}
