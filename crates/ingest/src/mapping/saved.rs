//! What users decided about earlier files, by their headers: asked once, proposed from then on.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{DateOrder, FileReport, MappingChanges, Role};

/// What is remembered of files with one header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMapping {
    /// The table it is, or "ignore".
    pub(crate) role: Option<String>,
    /// By documented header of a field: the header of its column, blank for none.
    #[serde(default)]
    pub(crate) columns: BTreeMap<String, String>,
    /// Class by `source` value.
    #[serde(default)]
    pub(crate) source: BTreeMap<String, String>,
    pub(crate) brand: Option<String>,
    /// The order of day and month.
    pub(crate) dates: Option<String>,
    /// By dimension: the name each spelling is counted under.
    #[serde(default)]
    pub(crate) spelling: BTreeMap<String, BTreeMap<String, String>>,
    /// By question, with [`FILE`] in place of the file's name: the option that was taken.
    #[serde(default)]
    pub(crate) answers: BTreeMap<String, String>,
}

/// Stands for the file in the ids of remembered answers; no name of a file holds it.
const FILE: &str = "/";

/// Questions about how a file of one kind is meant: the next one is meant in the same way. Its rows, days and rates are its own.
const REMEMBERED: [&str; 7] = ["amounts", "cost", "counts", "money", "order_totals", "repeated", "status"];

/// Everything remembered, by fingerprint of the header.
pub type SavedMappings = BTreeMap<String, SavedMapping>;

/// The saved mappings with what was decided about these files added.
///
/// `answers` are those that the preparation took, given or proposed.
pub(crate) fn learned(
    files: &[FileReport],
    changes: &MappingChanges,
    answers: &BTreeMap<String, String>,
    saved_mappings: &SavedMappings,
) -> SavedMappings {
    let mut learned = SavedMappings::new();
    for file in files.iter().filter(|file| !file.fingerprint.is_empty()) {
        let known = saved_mappings.get(&file.fingerprint).cloned().unwrap_or_default();
        let saved = known.clone().with(file, changes).with_answers(file, answers);
        if saved != known {
            learned.insert(file.fingerprint.clone(), saved);
        }
    }
    learned
}

impl SavedMapping {
    fn with_answers(mut self, file: &FileReport, answers: &BTreeMap<String, String>) -> Self {
        let of_kind = |(id, answer): (&String, &String)| Some((id_of_kind(id, &file.name)?, answer.clone()));
        self.answers.extend(answers.iter().filter_map(of_kind));
        self
    }

    /// The remembered answers under the ids that their questions have for a file.
    pub(crate) fn answers_for(&self, file: &str) -> BTreeMap<String, String> {
        let id = |id: &String| id.replacen(&format!(".{FILE}"), &format!(".{file}"), 1);
        self.answers.iter().map(|(of_kind, answer)| (id(of_kind), answer.clone())).collect()
    }

    fn with(mut self, file: &FileReport, changes: &MappingChanges) -> Self {
        if let Some(role) = changes.roles.get(&file.name) {
            self.role = Some(role.clone());
        }
        if let Some(columns) = changes.columns.get(&file.name) {
            self.columns.extend(columns.clone());
            // The table may have been recognised by the file's name, not by its header.
            self.role = self.role.or(file.role.map(|role| role.id().to_owned()));
        }
        if let Some(order) = file.role.and_then(|role| changes.dates.get(role.id())) {
            self.dates = Some(order.clone());
        }
        let of_days = format!("days.{}.", file.name);
        let mut answers = changes.answers.iter().filter(|(id, _)| id.starts_with(&of_days));
        if let Some(order) = answers.find_map(|(_, answer)| DateOrder::from_id(answer)) {
            self.dates = Some(order.id().to_owned());
        }
        if file.role == Some(Role::Tracking) {
            self.source.extend(changes.source.clone());
            self.brand = changes.brand.clone().or(self.brand);
        }
        if file.role == Some(Role::Influencers) {
            for (dimension, names) in &changes.spelling {
                self.spelling.entry(dimension.clone()).or_default().extend(names.clone());
            }
        }
        self
    }
}

/// `money.orders.csv.tracking` → `money./.tracking`; nothing for a question about something else.
fn id_of_kind(id: &str, file: &str) -> Option<String> {
    let (kind, rest) = id.split_once('.').filter(|(kind, _)| REMEMBERED.contains(kind))?;
    let detail = rest.strip_prefix(file)?;
    (detail.is_empty() || detail.starts_with('.')).then(|| format!("{kind}.{FILE}{detail}"))
}

/// What is remembered of one of the staged files.
pub(crate) fn mapping_for<'m>(saved_mappings: &'m SavedMappings, file: &FileReport) -> Option<&'m SavedMapping> {
    saved_mappings.get(&file.fingerprint)
}
