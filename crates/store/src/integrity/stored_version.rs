//! A version with the files it was made with, and how it is set aside.

use std::{io, path::PathBuf, sync::Arc};

use super::{Damage, SetAside, StoredFile};
use crate::{StoreError, doing};

/// A version as its manifest says it was written.
#[derive(Debug)]
pub(super) struct StoredVersion {
    pub(super) folder: PathBuf,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) version: i64,
    pub(super) stored: Vec<StoredFile>,
    pub(super) set_aside: Arc<SetAside>,
}

impl StoredVersion {
    /// Sets the version aside for one of its files; `what` follows the file's name.
    pub(super) fn damaged(&self, file: &str, what: String) -> StoreError {
        let Self { id, name, version, set_aside, .. } = self;
        let (id, name, version, file) = (id.clone(), name.clone(), *version, file.to_owned());
        StoreError::SetAside(set_aside.add(Damage { id, name, version, file, what }))
    }

    /// A disk that fails is no damage of the version: it may answer again.
    pub(super) fn unreadable(&self, file: &str, cause: io::Error) -> StoreError {
        match cause.kind() {
            io::ErrorKind::NotFound => self.damaged(file, "is missing".to_owned()),
            io::ErrorKind::UnexpectedEof => self.damaged(file, "is shorter than it was".to_owned()),
            _ => doing("reading a stored file")(cause),
        }
    }
}
