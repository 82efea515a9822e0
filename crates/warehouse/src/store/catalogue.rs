//! The catalogue: which versions a data folder has and which one is current, in SQLite.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

use super::StoreError;

/// The one workspace of a folder that has no accounts.
const WORKSPACE: &str = "default";

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE IF NOT EXISTS workspaces (id TEXT PRIMARY KEY, current TEXT REFERENCES datasets(id));
    CREATE TABLE IF NOT EXISTS datasets (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL REFERENCES workspaces(id),
        version INTEGER NOT NULL,
        UNIQUE (workspace, version)
    );
    INSERT OR IGNORE INTO workspaces (id) VALUES ('default');
";

#[derive(Debug)]
pub(crate) struct Catalogue(Connection);

impl Catalogue {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        connection.execute_batch(SCHEMA)?;
        Ok(Self(connection))
    }

    /// Ids, the newest version first.
    pub(crate) fn ids(&self) -> Result<Vec<String>, StoreError> {
        let mut statement = self.0.prepare("SELECT id FROM datasets WHERE workspace = ?1 ORDER BY version DESC")?;
        let ids = statement.query_map([WORKSPACE], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(ids)
    }

    pub(crate) fn current(&self) -> Result<Option<String>, StoreError> {
        let current = self
            .0
            .query_row("SELECT current FROM workspaces WHERE id = ?1", [WORKSPACE], |row| row.get(0))
            .optional()?;
        Ok(current.flatten())
    }

    pub(crate) fn next_version(&self) -> Result<i64, StoreError> {
        let newest = "SELECT COALESCE(MAX(version), 0) + 1 FROM datasets WHERE workspace = ?1";
        Ok(self.0.query_row(newest, [WORKSPACE], |row| row.get(0))?)
    }

    /// Names a new version and makes it the current one, both or neither.
    pub(crate) fn add_current(&mut self, id: &str, version: i64) -> Result<(), StoreError> {
        let transaction = self.0.transaction()?;
        transaction.execute(
            "INSERT INTO datasets (id, workspace, version) VALUES (?1, ?2, ?3)",
            params![id, WORKSPACE, version],
        )?;
        transaction.execute("UPDATE workspaces SET current = ?1 WHERE id = ?2", [id, WORKSPACE])?;
        Ok(transaction.commit()?)
    }

    pub(crate) fn set_current(&self, id: &str) -> Result<(), StoreError> {
        self.0.execute("UPDATE workspaces SET current = ?1 WHERE id = ?2", [id, WORKSPACE])?;
        Ok(())
    }

    pub(crate) fn remove(&self, id: &str) -> Result<(), StoreError> {
        self.0.execute("DELETE FROM datasets WHERE id = ?1 AND workspace = ?2", [id, WORKSPACE])?;
        Ok(())
    }
}
