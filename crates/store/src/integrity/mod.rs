//! Nothing damaged is ever a number: every file of a version is read through checksums that its manifest has.
//!
//! Small tables are checked when a version is opened, files of rows block by block as they are read, the uploaded files and the
//! report when they are asked for. A version with a damaged or missing file is set aside: whatever is asked of it is answered
//! with the file's name.

mod blocks;
mod checked;
mod damage;
mod files;
mod sealed;
mod stored_version;

use std::{fs::File, path::Path};

pub use damage::Damage;

pub(crate) use blocks::{StoredFile, Sums};
pub(crate) use checked::{CheckedFile, Chunks, Reading};
pub(crate) use damage::SetAside;
pub(crate) use files::{Files, stored_in};
pub(crate) use sealed::{
    FIRST_SEALED, FORMAT, MANIFEST, Sealed, Unreadable, read as read_manifest, write as write_manifest,
};

use crate::{StoreError, doing};

pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(doing("syncing a folder"))
}
