//! The files that rows came from, and the places of ids among the profiles.

use std::collections::HashMap;

use crate::{Dataset, Files, ReadFile, StoreError, TableReader, row_file_name};
use ingest::{DateOrder, Role};

/// One file that rows came from.
pub(super) struct FactFile {
    pub(super) name: String,
    /// Nothing where no rows of it were kept or count.
    pub(super) rows: Option<RowFile>,
    pub(super) role: Option<Role>,
    pub(super) order: DateOrder,
}

/// The kept rows of one file.
pub(super) struct RowFile {
    /// What it is called in the version's folder.
    pub(super) stored: String,
    /// How many rows each group has.
    pub(super) groups: Vec<usize>,
    columns: Vec<String>,
}

impl RowFile {
    /// Nothing where the version was made without such a file.
    fn open_existing(files: &Files, stored: String) -> Result<Option<Self>, StoreError> {
        if !files.has(&stored) {
            return Ok(None);
        }
        let table = TableReader::open(files, &stored)?;
        Ok(Some(Self { groups: table.groups(), columns: table.columns(), stored }))
    }

    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|known| known == column)
    }
}

/// The files of a version, by their place in the upload.
///
/// # Errors
/// [`StoreError::NoRows`], or why they cannot be read.
pub(super) fn files(dataset: &Dataset) -> Result<Vec<FactFile>, StoreError> {
    let manifest = dataset.manifest();
    let files = manifest.files.as_ref().ok_or_else(|| StoreError::NoRows { id: manifest.id.clone() })?;
    let file = |(at, file): (usize, &ReadFile)| {
        let role = file.role.as_deref().and_then(Role::from_id);
        // A file whose needed columns are missing left no rows.
        let rows = role.map(|_| RowFile::open_existing(dataset.files(), row_file_name(at))).transpose()?.flatten();
        let order = DateOrder::from_id(&file.dates).unwrap_or(DateOrder::DayMonth);
        Ok(FactFile { name: file.name.clone(), rows, role, order })
    };
    files.iter().enumerate().map(file).collect()
}

/// The place of each profile by its id.
pub(super) fn by_id(dataset: &Dataset) -> HashMap<&str, usize> {
    dataset.profiles().iter().enumerate().map(|(at, profile)| (profile.id.as_str(), at)).collect()
}
