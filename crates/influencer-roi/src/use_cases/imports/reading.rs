//! From files to a reading, and from a reading to a version: the same for the page, scripts and the command line.

use std::{path::Path, sync::Arc, time::SystemTime};

use definitions::Day;
use ingest::{
    ALL_FILES, Aliases, ImportQuestion, Mapping, MappingChanges, Plan, Progress, ReadingSettings, Report, Role, Shape,
    Staged, Upload,
};
use store::{Commit, DataFolder, Dataset, MAX_ORIGINALS_BYTES, Manifest, StoreError, Version, read_files};

use super::policy::{CommitOptions, ImportError, Policy, open_question};
use crate::use_cases::settings::stored_over;

/// Whether new files replace the data or are added to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    #[default]
    Replace,
    Append,
}

impl Mode {
    pub(crate) const EXPECTED: &str = "replace or append";

    pub(crate) fn from_id(id: &str) -> Option<Self> {
        match id {
            "replace" => Some(Self::Replace),
            "append" => Some(Self::Append),
            _ => None,
        }
    }

    /// The version that new files are added to.
    pub(crate) fn base(self, data_folder: &DataFolder) -> Result<Option<Manifest>, ImportError> {
        if self == Self::Replace {
            return Ok(None);
        }
        let current = data_folder.listed(None)?;
        if current.sample {
            return Err(ImportError::IsSample);
        }
        if current.originals.is_none() {
            return Err(StoreError::NoOriginals { id: current.id }.into());
        }
        Ok(Some(current))
    }
}

/// What is known before the files are read.
pub(crate) struct Known<'k> {
    /// The version they are added to.
    base: Option<&'k Manifest>,
    /// The user's own shapes, tried before those of the program: those that are given, then those of the version, then those
    /// that are kept with the folder.
    shapes: Vec<Shape>,
    settings: ReadingSettings,
    /// Aliases that were set for earlier files.
    earlier_aliases: Aliases,
    /// The names of tables that the program wrote itself.
    canonical: &'static [&'static str],
}

impl<'k> Known<'k> {
    /// Of new files: the settings of the version they are added to, below them those of the folder, below them those of the program.
    pub(crate) fn of_upload(
        data_folder: &DataFolder,
        base: Option<&'k Manifest>,
        shapes: Vec<Shape>,
        program: ReadingSettings,
    ) -> Self {
        let folder = stored_over(&data_folder.settings(), program);
        let settings = base.map_or(folder.clone(), |base| as_read(base, folder));
        // What the user decided about codes of the version in use holds for the next files, too.
        let current = data_folder.listed(None);
        let earlier_aliases = current.map_or_else(|_| Aliases::default(), |current| current.changes.aliases);
        let of_version = base.map_or_else(Vec::new, Manifest::own_shapes);
        let mut all: Vec<Shape> = Vec::new();
        for shape in shapes.into_iter().chain(of_version).chain(data_folder.own_shapes()) {
            if !all.iter().any(|known| known.id() == shape.id()) {
                all.push(shape);
            }
        }
        Self { base, shapes: all, settings, earlier_aliases, canonical: &[] }
    }

    /// Of the sample, which the program writes itself: in rupees, whatever the settings are.
    pub(super) fn of_sample(canonical: &'static [&'static str]) -> Self {
        Self {
            base: None,
            shapes: Vec::new(),
            settings: ReadingSettings::default(),
            earlier_aliases: Aliases::default(),
            canonical,
        }
    }

    /// Of the kept files of a version, which are read as they were.
    pub(super) fn of_version(version: &Manifest, program: ReadingSettings) -> Self {
        Self {
            base: None,
            shapes: version.own_shapes(),
            settings: as_read(version, program),
            earlier_aliases: Aliases::default(),
            canonical: &[],
        }
    }
}

/// Reads files; `folder` is created and holds what the commit needs.
pub(crate) fn read(
    data_folder: &DataFolder,
    uploads: Vec<Upload>,
    changes: MappingChanges,
    known: Known<'_>,
    folder: &Path,
    progress: &Arc<Progress>,
) -> Result<Staged, ImportError> {
    let settings = ReadingSettings { today: today(), ..known.settings.clone() };
    let saved_mappings = data_folder.saved_mappings()?;
    let added_to = known.base.map_or(Vec::new(), names);
    let Known { shapes, earlier_aliases, canonical, .. } = known;
    let plan = Plan { changes, saved_mappings, earlier_aliases, settings, shapes, added_to, canonical };
    Ok(read_files(uploads, &plan, folder, progress)?)
}

/// The settings a version was read with, where it says so.
pub(super) fn as_read(version: &Manifest, otherwise: ReadingSettings) -> ReadingSettings {
    ReadingSettings {
        currency: version.currency.parse().unwrap_or(otherwise.currency),
        time_zone: version.time_zone.as_deref().and_then(|zone| zone.parse().ok()).unwrap_or(otherwise.time_zone),
        ..otherwise
    }
}

fn names(base: &Manifest) -> Vec<String> {
    base.originals.iter().flatten().map(|original| original.name.clone()).collect()
}

/// The day of the upload where the sun rises first: a sale of today is no sale of the future anywhere.
fn today() -> Day {
    const SECONDS_OF_DAY: u64 = 86_400;
    const FIRST_ZONE: u64 = 14 * 3600;
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    Day::from_number(((now + FIRST_ZONE) / SECONDS_OF_DAY) as i32)
}

/// The mapping changes of the base and of this import. New files are read together with the ones they are added to.
pub(crate) fn all_changes(
    base: Option<&Manifest>,
    staged: Option<&Staged>,
    changes: &MappingChanges,
) -> MappingChanges {
    let Some(base) = base else { return changes.clone() };
    let mut all = base.changes.clone();
    for question in staged.map_or(&[][..], Staged::questions) {
        if let ImportQuestion::Files(of) = question {
            all.files.insert(of.role.id().to_owned(), ALL_FILES.to_owned());
        }
    }
    all.with(changes)
}

/// The report on a reading under a mapping, with what is still to be decided.
pub(crate) fn report(staged: &Staged, mapping: &Mapping, changes: &MappingChanges, base: Option<&Manifest>) -> Report {
    let mut report = staged.report(mapping);
    // Adding files to a version is the answer to whether they belong together.
    report.questions.retain(|question| base.is_none() || !matches!(question, ImportQuestion::Files(_)));
    report.open_questions = report.questions.iter().filter(|question| !question.is_answered_by(changes)).count();
    report.appended_to = base.map(|base| (base.id.clone(), base.name.clone()));
    report
}

/// A reading on its way to becoming a version.
pub(crate) struct Candidate<'c> {
    pub(crate) staged: &'c Staged,
    pub(crate) uploads: &'c [Upload],
    /// Where the reading left its rows.
    pub(crate) folder: &'c Path,
    pub(crate) base: Option<&'c Manifest>,
    /// Writes the report as it is shown again later.
    pub(crate) write_report: fn(&Report) -> Vec<u8>,
}

impl Candidate<'_> {
    /// Makes a dataset, if the policy and the open questions let it.
    pub(crate) fn commit(
        &self,
        data_folder: &DataFolder,
        options: &CommitOptions,
    ) -> Result<(Arc<Dataset>, Report), ImportError> {
        let changes = all_changes(self.base, Some(self.staged), &options.changes);
        let mapping = self.staged.mapping_with(&changes).map_err(StoreError::from)?;
        let mut report = report(self.staged, &mapping, &changes, self.base);
        if !report.complete || options.policy == Policy::Reject && report.errors > 0 {
            return Err(ImportError::Refused(Box::new(report)));
        }
        if let Some(table) = nothing_counts(&report) {
            return Err(ImportError::NothingCounts(table, Box::new(report)));
        }
        let is_open = |question: &&ImportQuestion| !options.takes_proposals && !question.is_answered_by(&changes);
        if let Some(question) = self.staged.questions().iter().find(is_open) {
            return Err(ImportError::OpenQuestion(open_question(question), Box::new(report)));
        }
        // Accepting the proposals answers every question.
        report.open_questions = 0;
        let name = options.name.clone().filter(|name| !name.trim().is_empty());
        let appended_to = self.base.map(|base| base.id.clone());
        let keeping = |cause| StoreError::Io { doing: "taking personal data out of the kept files", cause };
        // Files that are too large to be kept need no copy.
        let is_stored = self.uploads.iter().map(|upload| upload.bytes).sum::<u64>() <= MAX_ORIGINALS_BYTES;
        let kept = if is_stored {
            self.staged.stored_files(self.uploads, self.folder).map_err(keeping)?
        } else {
            self.uploads.to_vec()
        };
        let dataset = data_folder.commit(&Commit {
            staged: self.staged,
            folder: self.folder,
            uploads: &kept,
            changes: &options.changes,
            mapping: &mapping,
            report: &report,
            written_report: &(self.write_report)(&report),
            version: &Version { name, sample: options.is_sample, appended_to },
        })?;
        Ok((dataset, report))
    }
}

/// A table of which rows were read and none counts: sales or payouts.
fn nothing_counts(report: &Report) -> Option<&'static str> {
    let of = |role: Role| report.reconciliation.iter().filter(move |part| part.role == role);
    let rows = |role: Role| of(role).map(|part| part.rows).sum::<u64>();
    let left_out = |role: Role| -> u64 {
        report
            .files
            .iter()
            .filter(|file| file.role == Some(role))
            .flat_map(|file| &file.left_out)
            .map(|out| out.rows)
            .sum()
    };
    let used = |role: Role| of(role).map(|part| part.rows - part.rows_excluded).sum::<u64>();
    [Role::Tracking, Role::Payouts]
        .into_iter()
        .find(|role| rows(*role) + left_out(*role) > 0 && used(*role) == 0)
        .map(Role::id)
}
