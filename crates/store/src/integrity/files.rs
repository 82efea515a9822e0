//! The files of one version, and the one way to read them.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use bytes::Bytes;

use super::{CheckedFile, MANIFEST, SetAside, StoredFile, stored_version::StoredVersion};
use crate::{Manifest, StoreError, doing};

/// The files of one version.
#[derive(Clone, Debug)]
pub(crate) struct Files(Arc<StoredVersion>);

impl Files {
    pub(crate) fn new(folder: PathBuf, of: &Manifest, stored: Vec<StoredFile>, set_aside: Arc<SetAside>) -> Self {
        let (id, name, version) = (of.id.clone(), of.name.clone(), of.version);
        Self(Arc::new(StoredVersion { folder, id, name, version, stored, set_aside }))
    }

    /// Whether the version was made with the file; it may be missing nevertheless.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.stored(name).is_some()
    }

    fn stored(&self, name: &str) -> Option<&StoredFile> {
        self.0.stored.iter().find(|file| file.name == name)
    }

    /// A file to be read in parts.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] when it is missing or of another size.
    pub(crate) fn open(&self, name: &str) -> Result<CheckedFile, StoreError> {
        let stored = self.stored(name).ok_or_else(|| self.damaged(name, "is missing".to_owned()))?;
        let file = File::open(self.0.folder.join(name)).map_err(|cause| self.0.unreadable(name, cause))?;
        let bytes = file.metadata().map_err(|cause| self.0.unreadable(name, cause))?.len();
        self.check_size(stored, bytes)?;
        Ok(CheckedFile::new(file, stored.clone(), self.0.clone()))
    }

    /// The bytes of a whole file.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] when it is missing or damaged.
    pub(crate) fn bytes(&self, name: &str) -> Result<Bytes, StoreError> {
        self.open(name)?.all()
    }

    /// Reads a whole file, only to see whether it is what was written.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] when it is missing or damaged.
    pub(crate) fn check(&self, name: &str) -> Result<(), StoreError> {
        let file = self.open(name)?;
        let end = file.len();
        file.check(0..end)
    }

    /// Whether every file is there with its size, without reading any.
    ///
    /// # Errors
    /// [`StoreError::SetAside`] when one is missing or of another size.
    pub(crate) fn check_sizes(&self) -> Result<(), StoreError> {
        self.0.stored.iter().try_for_each(|stored| {
            let about = fs::metadata(self.0.folder.join(&stored.name));
            self.check_size(stored, about.map_err(|cause| self.0.unreadable(&stored.name, cause))?.len())
        })
    }

    fn check_size(&self, stored: &StoredFile, bytes: u64) -> Result<(), StoreError> {
        if bytes == stored.bytes {
            return Ok(());
        }
        Err(self.damaged(&stored.name, format!("has {bytes} bytes, not the {} that were written", stored.bytes)))
    }

    /// Sets the version aside for one of its files; `what` follows the file's name.
    pub(crate) fn damaged(&self, file: &str, what: String) -> StoreError {
        self.0.damaged(file, what)
    }

    /// What cannot be understood is damaged: where a version had no checksums, damage shows only so.
    pub(crate) fn understood<T>(&self, file: &str, read: Result<T, StoreError>) -> Result<T, StoreError> {
        read.map_err(|error| match error {
            StoreError::Damaged(why) => self.damaged(file, format!("is damaged ({why})")),
            other => other,
        })
    }
}

/// The files that stand in a version's folder now, for a version that was made before files had checksums.
///
/// # Errors
/// When one cannot be read.
pub(crate) fn stored_in(folder: &Path) -> Result<Vec<StoredFile>, StoreError> {
    let read = || -> io::Result<Vec<StoredFile>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() && !name.starts_with(MANIFEST) {
                files.push(StoredFile::read(name, File::open(entry.path())?)?);
            }
        }
        files.sort_unstable_by(|left, right| left.name.cmp(&right.name));
        Ok(files)
    };
    read().map_err(doing("reading the files of a version"))
}
