//! Whose the codes, handles and names of a version are: changed, its kept files are read again and become a new version.

use std::sync::Arc;

use ingest::{Aliases, MappingChanges, Report, Role};
use store::{Dataset, Manifest, StoreError};

use super::{
    policy::{CommitOptions, ImportError, Policy},
    reading::{self, Candidate, Known},
};
use crate::use_cases::{UseCases, WriteReport, lock};

impl UseCases {
    /// Reads the kept files of a version again under other aliases, which replace those it has, and makes a new version of them.
    ///
    /// # Errors
    /// [`ImportError::ReadsOtherwise`] where the files do not come to the same rows any more: then nothing is changed.
    pub(crate) fn correct_aliases(
        &self,
        id: &str,
        aliases: Aliases,
        write_report: WriteReport,
    ) -> Result<(Arc<Dataset>, Report), ImportError> {
        let _alone = lock(&self.reading_again);
        let manifest = self.data_folder.listed(Some(id))?;
        if manifest.originals.is_none() {
            return Err(StoreError::NoOriginals { id: manifest.id }.into());
        }
        let staging = self.data_folder.staging();
        let made = tempfile::Builder::new().prefix(store::IMPORT_PREFIX).tempdir_in(&staging);
        let folder = made.map_err(|cause| StoreError::Unwritable { path: staging, cause })?;
        let uploads = self.data_folder.unpack_originals(&manifest, folder.path())?;
        let rows = folder.path().join("rows");
        let mut changes = MappingChanges { aliases, ..manifest.changes.clone() };
        let known = Known::of_version(&manifest, self.settings.reading());
        let staged = reading::read(&self.data_folder, uploads.clone(), changes.clone(), known, &rows, &Arc::default())?;
        // Codes that have an owner now are no source of their own any more.
        changes.source.retain(|value, _| staged.proposal().source.contains_key(value));
        let candidate = Candidate { staged: &staged, uploads: &uploads, folder: &rows, base: None, write_report };
        let options = CommitOptions {
            policy: Policy::AcceptValid,
            changes,
            name: Some(manifest.name.clone()),
            takes_proposals: true,
            is_sample: manifest.sample,
        };
        let mapping = staged.mapping_with(&options.changes).map_err(StoreError::from)?;
        let report = staged.report(&mapping);
        if !comes_to_the_same(&manifest, &report) {
            return Err(ImportError::ReadsOtherwise);
        }
        let committed = candidate.commit(&self.data_folder, &options)?;
        self.measure_campaigns_early(&committed.0.manifest().id);
        Ok(committed)
    }
}

/// Whether the files come to as much money as in the version: aliases say whose sales are, never how much was sold.
fn comes_to_the_same(version: &Manifest, report: &Report) -> bool {
    let of = |role: Role| report.reconciliation.iter().filter(move |part| part.role == role);
    let revenue: i64 = of(Role::Tracking).flat_map(|part| part.revenue_used).sum();
    let spend: i64 = of(Role::Payouts).map(|part| part.spend_used).sum();
    let totals = &version.totals;
    revenue == totals.revenue + totals.organic_revenue + totals.other_revenue && spend == totals.spend
}
