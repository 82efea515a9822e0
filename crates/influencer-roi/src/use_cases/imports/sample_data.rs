//! The sample dataset: what a new data folder shows until the first upload.

use std::{fs, path::Path, sync::Arc};

use anyhow::Context;
use ingest::{MappingChanges, Progress, Upload};
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

/// The sample's files in which nothing is left to be found out. The statuses of payments are read as those of any upload.
const CANONICAL: &[&str] = &["tracking_data.csv", "posts.csv"];

/// Makes the sample dataset in a folder that has none at all, not even one that cannot be used; through the same import as any
/// upload. Its id where it was made.
pub(crate) fn ensure_dataset(data_folder: &DataFolder, write_report: WriteReport) -> anyhow::Result<Option<String>> {
    if !data_folder.listing()?.is_empty() {
        return Ok(None);
    }
    commit(data_folder, write_report, reading::Known::of_sample(CANONICAL)).map(Some)
}

fn commit(data_folder: &DataFolder, write_report: WriteReport, known: reading::Known<'_>) -> anyhow::Result<String> {
    let folder = tempfile::Builder::new()
        .prefix(store::IMPORT_PREFIX)
        .tempdir_in(data_folder.staging())
        .context("a temporary folder for the sample cannot be created")?;
    sample::write(&Plan { rows: None, influencers: None, seed: SEED }, folder.path())?;
    let uploads = uploads_in(folder.path())?;
    let progress = Arc::new(Progress::default());
    let rows = folder.path().join("rows");
    let staged = reading::read(data_folder, uploads.clone(), MappingChanges::default(), known, &rows, &progress)?;
    let candidate = Candidate { staged: &staged, uploads: &uploads, folder: &rows, base: None, write_report };
    let options = CommitOptions { name: Some("Sample data".to_owned()), is_sample: true, ..CommitOptions::default() };
    let (dataset, _) = candidate.commit(data_folder, &options).context("the generator's own files")?;
    Ok(dataset.manifest().id.clone())
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

#[cfg(test)]
mod tests {
    use ingest::ReadingSettings;

    use super::*;

    /// Nothing is looked for in the sample's files, since there is nothing to find: an upload of them comes to the same.
    #[test]
    fn the_sample_is_what_its_files_come_to_when_they_are_uploaded() {
        let manifest_of = |is_upload: bool| {
            let folder = tempfile::tempdir().expect("a folder");
            let data_folder = DataFolder::open(folder.path()).expect("a data folder");
            let settings = ReadingSettings::default();
            let known = match is_upload {
                true => reading::Known::of_upload(&data_folder, None, Vec::new(), settings),
                false => reading::Known::of_sample(CANONICAL),
            };
            let id = commit(&data_folder, |_| Vec::new(), known).expect("the sample");
            data_folder.listed(Some(&id)).expect("the version")
        };
        let (made, uploaded) = (manifest_of(false), manifest_of(true));
        assert_eq!(made.content_hash, uploaded.content_hash);
        assert_eq!(made.rows, uploaded.rows);
        assert_eq!((made.warnings, made.brand_rule), (uploaded.warnings, uploaded.brand_rule));
        assert_eq!(made.changes, uploaded.changes);
    }
}
