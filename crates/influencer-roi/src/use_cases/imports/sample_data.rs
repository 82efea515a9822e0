//! The sample dataset: what a new data folder shows until the first upload.

use std::{fs, path::Path, sync::Arc};

use anyhow::Context;
use ingest::{MappingChanges, Progress, ReadingSettings, Upload};
use store::DataFolder;

use super::{
    policy::CommitOptions,
    reading::{self, Candidate},
};
use crate::{
    sample::{self, Plan},
    use_cases::WriteReport,
};

/// A fixed seed: the documentation shows the same numbers as the screen.
const SEED: u64 = 7;

/// Makes the sample dataset in a folder that has none at all, not even one that cannot be used; through the same import as any
/// upload. Its id where it was made.
pub(crate) fn ensure_dataset(data_folder: &DataFolder, write_report: WriteReport) -> anyhow::Result<Option<String>> {
    if !data_folder.listing()?.is_empty() {
        return Ok(None);
    }
    let folder = tempfile::Builder::new()
        .prefix(store::IMPORT_PREFIX)
        .tempdir_in(data_folder.staging())
        .context("a temporary folder for the sample cannot be created")?;
    sample::write(&Plan { rows: None, influencers: None, seed: SEED }, folder.path())?;
    let uploads = uploads_in(folder.path())?;
    let progress = Arc::new(Progress::default());
    let rows = folder.path().join("rows");
    // The generator writes rupees, whatever the settings are.
    let known = reading::Known::of_upload(data_folder, None, Vec::new(), ReadingSettings::default());
    let staged = reading::read(data_folder, uploads.clone(), MappingChanges::default(), known, &rows, &progress)?;
    let candidate = Candidate { staged: &staged, uploads: &uploads, folder: &rows, base: None, write_report };
    let options = CommitOptions { name: Some("Sample data".to_owned()), is_sample: true, ..CommitOptions::default() };
    let (dataset, _) = candidate.commit(data_folder, &options).context("the generator's own files")?;
    Ok(Some(dataset.manifest().id.clone()))
}

fn uploads_in(folder: &Path) -> anyhow::Result<Vec<Upload>> {
    let names = ["influencers.csv", "tracking_data.csv", "payouts.csv", "posts.csv"];
    let upload = |name: &str| {
        let path = folder.join(name);
        let bytes = fs::metadata(&path)?.len();
        Ok(Upload { name: name.to_owned(), form_field: String::new(), path, bytes })
    };
    names.into_iter().map(upload).collect()
}
