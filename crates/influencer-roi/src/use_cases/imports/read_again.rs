//! The original files of a version, read again for their rows with issues.

use std::sync::Arc;

use ingest::{Mapping, Plan, ReadingSettings, Staged, inspect_files};
use store::StoreError;
use tempfile::TempDir;

use super::{policy::ImportError, reading::as_read};
use crate::use_cases::{UseCases, lock};

impl UseCases {
    /// The original files of a version, read as they were for it, with the temporary folder they need.
    pub(crate) fn read_again(&self, id: &str) -> Result<(Staged, Mapping, TempDir), ImportError> {
        let _alone = lock(&self.reading_again);
        let manifest = self.data_folder.listed(Some(id))?;
        let staging = self.data_folder.staging();
        let made = tempfile::Builder::new().prefix(store::IMPORT_PREFIX).tempdir_in(&staging);
        let folder = made.map_err(|cause| StoreError::Unwritable { path: staging, cause })?;
        let uploads = self.data_folder.unpack_originals(&manifest, folder.path())?;
        let settings = as_read(&manifest, ReadingSettings::default());
        let (changes, shapes) = (manifest.changes.clone(), manifest.own_shapes());
        let plan = Plan { changes, settings, shapes, ..Plan::default() };
        let staged = inspect_files(uploads, &plan, &folder.path().join("rows"), &Arc::default())?;
        let mapping = staged.mapping_with(&manifest.changes).map_err(StoreError::from)?;
        Ok((staged, mapping, folder))
    }
}
