//! What the files' words mean: the class of each `source`, where the brand stands, the order of day and month.

pub(crate) mod accepted;
pub(crate) mod brands;
pub(crate) mod changes;
mod cube_input;
pub(crate) mod date_order;
pub(crate) mod proposal;
pub(crate) mod saved;
pub(crate) mod spelling;

use std::collections::BTreeMap;

use definitions::{BrandRule, Class};
use serde::{Deserialize, Serialize};

use crate::{
    prepare::{Aliases, Answers},
    tables::fields::Role,
};
use date_order::DateOrder;

/// One answer to every question of meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// The class of each distinct `source` value.
    pub source: BTreeMap<String, Class>,
    /// Where the brand stands.
    pub brand: BrandRule,
    /// The order of each table that writes days as `03-04-2026`.
    pub dates: BTreeMap<Role, DateOrder>,
    /// The one file to read of a table that several files hold; all of them where nothing stands here.
    pub files: BTreeMap<Role, String>,
    /// By dimension (`platform`, `gender`): the name each spelling of the roster is counted under, where it is another.
    pub spelling: BTreeMap<String, BTreeMap<String, String>>,
    /// Rows that stand twice count once.
    pub drops_repeated: bool,
    /// By file name: the table that was chosen for it, or "ignore".
    pub roles: BTreeMap<String, String>,
    /// By file name and field: the column that was chosen for it.
    pub columns: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a user wants otherwise than proposed, in the names of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MappingChanges {
    /// Class by `source` value.
    pub source: BTreeMap<String, String>,
    /// A brand rule.
    pub brand: Option<String>,
    /// Order of day and month by table.
    pub dates: BTreeMap<String, String>,
    /// By table, a file's name or [`ALL_FILES`].
    pub files: BTreeMap<String, String>,
    /// By file name: its table, or "ignore". Part of how files are read.
    pub roles: BTreeMap<String, String>,
    /// By file name and documented header of a field: the header of its column, blank for none. Part of how files are read.
    pub columns: BTreeMap<String, BTreeMap<String, String>>,
    /// By dimension and spelling: the name it is counted under.
    pub spelling: BTreeMap<String, BTreeMap<String, String>>,
    /// [`KEEP`] or "drop".
    pub repeated_rows: Option<String>,
    /// By id of a question: its answer. Part of how files are read.
    pub answers: Answers,
    /// Whom each code, handle or name belongs to, before anything else is asked. Part of how files are read.
    pub aliases: Aliases,
}

impl MappingChanges {
    /// These changes, and others that go before them where both decide the same.
    #[must_use]
    pub fn with(mut self, others: &Self) -> Self {
        self.source.extend(others.source.clone());
        self.dates.extend(others.dates.clone());
        self.files.extend(others.files.clone());
        self.roles.extend(others.roles.clone());
        for (file, columns) in &others.columns {
            self.columns.entry(file.clone()).or_default().extend(columns.clone());
        }
        for (dimension, names) in &others.spelling {
            self.spelling.entry(dimension.clone()).or_default().extend(names.clone());
        }
        self.brand = others.brand.clone().or(self.brand);
        self.repeated_rows = others.repeated_rows.clone().or(self.repeated_rows);
        self.answers.extend(others.answers.clone());
        for alias in others.aliases.list() {
            self.aliases.set(alias.clone());
        }
        self
    }

    /// With the answers that are about the order of days or the files of a table in the place where those stand.
    #[must_use]
    pub fn with_answers(mut self, answers: &Answers) -> Self {
        for (id, answer) in answers {
            let (place, of) = match id.split_once('.') {
                Some(("dates", table)) if Role::from_id(table).is_some() => (&mut self.dates, table),
                Some(("files", table)) if Role::from_id(table).is_some() => (&mut self.files, table),
                Some(("source", value)) => (&mut self.source, value),
                _ => (&mut self.answers, id.as_str()),
            };
            place.insert(of.to_owned(), answer.clone());
        }
        self
    }

    /// Whether files that are read as they stand are read in the same way under both.
    pub(crate) fn reads_like(&self, other: &Self) -> bool {
        self.roles == other.roles
            && self.columns == other.columns
            && self.answers == other.answers
            && self.aliases == other.aliases
    }
}

/// Repeated rows count.
pub const KEEP: &str = "keep";
/// Repeated rows are left out.
pub const DROP: &str = "drop";

/// The answer that several files of one table belong together.
pub const ALL_FILES: &str = "all";

/// A change that these files do not allow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("mapping.{place}: found \"{found}\", expected {expected}.")]
pub struct BadChange {
    /// Where in the mapping.
    pub place: String,
    /// What stood there.
    pub found: String,
    /// What it takes.
    pub expected: String,
}

impl Mapping {
    pub(crate) fn order(&self, role: Role) -> DateOrder {
        self.dates.get(&role).copied().unwrap_or(DateOrder::DayMonth)
    }
}
