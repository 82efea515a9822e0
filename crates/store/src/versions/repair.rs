//! A damaged version is made again from its stored original files, under its own id; the damaged folder stays in `lost/`.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    adoption,
    data_folder::{Commit, DataFolder, Made, held, manifest, seconds_now},
};
use crate::{
    Manifest, StoreError, doing,
    integrity::{FORMAT, Files, Sealed, StoredFile, sync_folder, write_manifest},
};
use ingest::Upload;

/// Where damaged folders stand that a repair replaced.
pub(super) const LOST: &str = "lost";

impl DataFolder {
    /// What a damaged version says about itself, with its original files unpacked into a folder: each is checked as it is read.
    ///
    /// # Errors
    /// [`StoreError::NoOriginals`], or [`StoreError::SetAside`] where the manifest or the originals are damaged.
    pub fn unpack_for_repair(&self, id: &str, folder: &Path) -> Result<(Manifest, Vec<Upload>), StoreError> {
        let known = held(&self.catalogue).find(id)?;
        let known = known.ok_or_else(|| StoreError::NoSuchDataset { id: id.to_owned() })?;
        let Sealed { manifest, stored_files } = self.sealed(&known)?;
        let files = Files::new(self.folder(id), &manifest, stored_files.unwrap_or_default(), Arc::default());
        let uploads = super::originals::unpack(&files, &manifest, folder)?;
        Ok((manifest, uploads))
    }

    /// Puts a version that was read again in the place of the damaged one; where that stands now.
    ///
    /// # Errors
    /// [`StoreError::RepairDiffers`] where the files do not come to what the version had: then nothing is changed.
    pub fn replace_damaged(&self, commit: &Commit<'_>, damaged: &Manifest) -> Result<PathBuf, StoreError> {
        let draft = self.staging().join(&damaged.id);
        let made = fs::create_dir(&draft).and_then(|()| adoption::mark(&draft));
        made.map_err(doing("making a folder for the repaired version"))?;
        self.repaired(commit, damaged, &draft).inspect_err(|_| drop(fs::remove_dir_all(&draft)))?;
        self.swap(&draft, &damaged.id)
    }

    fn repaired(&self, commit: &Commit<'_>, damaged: &Manifest, draft: &Path) -> Result<(), StoreError> {
        let Made { cube, tables, kept, hash } = Self::make(commit, draft)?;
        let made = manifest(damaged.id.clone(), damaged.version, commit, &cube, hash, kept.originals);
        if !comes_to_the_same(&made, damaged) {
            return Err(StoreError::RepairDiffers { id: damaged.id.clone() });
        }
        // What people know it by, and what it was read with, stay.
        let repaired = Manifest {
            name: damaged.name.clone(),
            created: damaged.created.clone(),
            appended_to: damaged.appended_to.clone(),
            changes: damaged.changes.clone(),
            ..made
        };
        let stored: Vec<StoredFile> = tables.into_iter().map(|table| table.stored).chain(kept.files).collect();
        write_manifest(draft, &repaired, &stored)
    }

    /// A crash between the two renames leaves both folders whole: one in `lost/`, one in `staging/`.
    fn swap(&self, draft: &Path, id: &str) -> Result<PathBuf, StoreError> {
        let lost = self.root.join(LOST);
        fs::create_dir_all(&lost).map_err(doing("making the folder of damaged versions"))?;
        let away = lost.join(format!("{id}.{:x}", seconds_now()));
        adoption::unmark(draft).map_err(doing("finishing the repaired version"))?;
        sync_folder(draft)?;
        let home = self.folder(id);
        if home.exists() {
            fs::rename(&home, &away).map_err(doing("moving the damaged version to lost/"))?;
        }
        fs::rename(draft, &home).map_err(doing("moving the repaired version to its place"))?;
        [lost.as_path(), &adoption::datasets(&self.root)].into_iter().try_for_each(sync_folder)?;
        self.let_go(id);
        Ok(away)
    }
}

/// The same tables and rows, by their hash; where a program with another layout made them, the same rows and sums.
fn comes_to_the_same(made: &Manifest, damaged: &Manifest) -> bool {
    if damaged.format == FORMAT {
        return made.content_hash == damaged.content_hash;
    }
    let sums = |of: &Manifest| (of.rows, of.totals, of.excluded, of.first_day.clone(), of.last_day.clone());
    sums(made) == sums(damaged)
}
