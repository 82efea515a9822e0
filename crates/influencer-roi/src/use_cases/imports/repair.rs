//! A damaged version is read again from its stored original files.

use std::{path::PathBuf, sync::Arc};

use store::{Commit, StoreError, Version};

use super::{
    policy::ImportError,
    reading::{self, Known},
};
use crate::use_cases::{UseCases, WriteReport, lock};

impl UseCases {
    /// Makes a damaged version again, under its id; where the damaged folder stands now.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] where the originals are damaged too, [`StoreError::RepairDiffers`] where they do not come to
    /// the same: then nothing is changed.
    pub(crate) fn repair(&self, id: &str, write_report: WriteReport) -> Result<PathBuf, ImportError> {
        let _alone = lock(&self.reading_again);
        let staging = self.data_folder.staging();
        let made = tempfile::Builder::new().prefix(store::IMPORT_PREFIX).tempdir_in(&staging);
        let folder = made.map_err(|cause| StoreError::Unwritable { path: staging, cause })?;
        let (manifest, uploads) = self.data_folder.unpack_for_repair(id, folder.path())?;
        let rows = folder.path().join("rows");
        let known = Known::of_version(&manifest, self.settings.reading());
        let changes = manifest.changes.clone();
        let staged = reading::read(&self.data_folder, uploads.clone(), changes, known, &rows, &Arc::default())?;
        let mapping = staged.mapping_with(&manifest.changes).map_err(StoreError::from)?;
        let mut report = staged.report(&mapping);
        report.open_questions = 0;
        let (name, appended_to) = (Some(manifest.name.clone()), manifest.appended_to.clone());
        let commit = Commit {
            staged: &staged,
            folder: &rows,
            uploads: &uploads,
            changes: &manifest.changes,
            mapping: &mapping,
            report: &report,
            written_report: &write_report(&report),
            version: &Version { name, sample: manifest.sample, appended_to },
        };
        Ok(self.data_folder.replace_damaged(&commit, &manifest)?)
    }
}
