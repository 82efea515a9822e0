//! What was estimated of a version, kept so that a restart asks nothing again.
//!
//! No part of the version: the file stands beside the versions, is removed with its version, and can be made again from it at
//! any time. So one that is missing, or is not what its hash says, is as if it had never been there.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::data_folder::{DataFolder, held};
use crate::{StoreError, doing};

/// The folder in the data folder.
const FOLDER: &str = "estimates";

impl DataFolder {
    /// What was kept last of a version; nothing where nothing usable is there.
    pub fn stored_estimates(&self, id: &str) -> Option<Vec<u8>> {
        let file = fs::read(path(&self.root, id)).ok()?;
        let end = file.iter().position(|byte| *byte == b'\n')?;
        let text = file.get(end + 1..)?.to_vec();
        if hash(&text).as_bytes() == &file[..end] {
            return Some(text);
        }
        tracing::warn!("what was estimated of version {id} is damaged on the disk; it is estimated again.");
        None
    }

    /// Keeps this of a version in the place of what was kept before. Of a version that is deleted nothing is kept.
    ///
    /// # Errors
    /// When it cannot be written; what was kept before stays.
    pub fn store_estimates(&self, id: &str, text: &[u8]) -> Result<(), StoreError> {
        // Under the lock, so that no version is removed between the look and the writing.
        let catalogue = held(&self.catalogue);
        let Some(known) = catalogue.find(id)? else { return Ok(()) };
        let path = path(&self.root, &known.id);
        let write = || -> io::Result<()> {
            fs::create_dir_all(self.root.join(FOLDER))?;
            let new = path.with_extension("new");
            fs::write(&new, [hash(text).as_bytes(), b"\n", text].concat())?;
            fs::rename(new, &path)
        };
        write().map_err(doing("keeping what was estimated"))
    }
}

/// Removes what was kept of a version. A file that stays is harmless: its version's id is never given again.
pub(super) fn forget(root: &Path, id: &str) {
    drop(fs::remove_file(path(root, id)));
}

fn path(root: &Path, id: &str) -> PathBuf {
    root.join(FOLDER).join(format!("{id}.json"))
}

fn hash(text: &[u8]) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}
