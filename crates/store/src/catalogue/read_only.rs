//! The catalogue as somebody reads it who does not own the data folder.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{Known, all, written_current};
use crate::StoreError;

/// A catalogue that another process may be writing.
#[derive(Debug)]
pub(crate) struct ReadOnlyCatalogue(Connection);

impl ReadOnlyCatalogue {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.busy_timeout(std::time::Duration::from_secs(10))?;
        Ok(Self(connection))
    }

    /// Every version, the newest first, and the current one: both of one moment.
    pub(crate) fn versions(&self) -> Result<(Vec<Known>, Option<String>), StoreError> {
        let moment = self.0.unchecked_transaction()?;
        Ok((all(&moment)?, written_current(&moment)?))
    }

    /// What is wrong with the file; nothing when it is whole.
    pub(crate) fn damage(&self) -> Result<Option<String>, StoreError> {
        let found: String = self.0.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok((found != "ok").then_some(found))
    }

    /// Writes the catalogue of one moment as a file of its own, which must not be there.
    pub(crate) fn copy_to(&self, path: &Path) -> Result<(), StoreError> {
        self.0.execute("VACUUM INTO ?1", [path.to_string_lossy()])?;
        Ok(())
    }
}
