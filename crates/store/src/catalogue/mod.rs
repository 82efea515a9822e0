//! The catalogue: which versions a data folder has and which one is current, in SQLite.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension, params};

use crate::StoreError;
use ingest::SavedMappings;

/// The one workspace of a folder that has no accounts.
pub(crate) const WORKSPACE: &str = "default";

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
    CREATE TABLE IF NOT EXISTS names (dataset TEXT PRIMARY KEY, name TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS memories (
        workspace TEXT NOT NULL REFERENCES workspaces(id),
        fingerprint TEXT NOT NULL,
        memory TEXT NOT NULL,
        PRIMARY KEY (workspace, fingerprint)
    );
    INSERT OR IGNORE INTO workspaces (id) VALUES ('default');
";

#[derive(Debug)]
pub(crate) struct Catalogue {
    connection: Connection,
    /// As it is written: it is needed for every question, and no other process writes while this one owns the folder.
    current: Option<String>,
}

impl Catalogue {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        connection.execute_batch(SCHEMA)?;
        let current: Option<Option<String>> = connection
            .query_row("SELECT current FROM workspaces WHERE id = ?1", [WORKSPACE], |row| row.get(0))
            .optional()?;
        Ok(Self { connection, current: current.flatten() })
    }

    /// Ids, the newest version first.
    pub(crate) fn ids(&self) -> Result<Vec<String>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM datasets WHERE workspace = ?1 ORDER BY version DESC")?;
        let ids = statement.query_map([WORKSPACE], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(ids)
    }

    pub(crate) fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    pub(crate) fn next_version(&self) -> Result<i64, StoreError> {
        let newest = "SELECT COALESCE(MAX(version), 0) + 1 FROM datasets WHERE workspace = ?1";
        Ok(self.connection.query_row(newest, [WORKSPACE], |row| row.get(0))?)
    }

    /// Names a new version, makes it the current one and remembers what was decided about its files: all or nothing.
    pub(crate) fn add_current(&mut self, id: &str, version: i64, learned: &SavedMappings) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute(
            "INSERT INTO datasets (id, workspace, version) VALUES (?1, ?2, ?3)",
            params![id, WORKSPACE, version],
        )?;
        transaction.execute("UPDATE workspaces SET current = ?1 WHERE id = ?2", [id, WORKSPACE])?;
        for (fingerprint, memory) in learned {
            let memory = serde_json::to_string(memory).map_err(|error| StoreError::Damaged(error.to_string()))?;
            transaction.execute(
                "INSERT OR REPLACE INTO memories (workspace, fingerprint, memory) VALUES (?1, ?2, ?3)",
                params![WORKSPACE, fingerprint, memory],
            )?;
        }
        transaction.commit()?;
        self.current = Some(id.to_owned());
        Ok(())
    }

    pub(crate) fn set_current(&mut self, id: &str) -> Result<(), StoreError> {
        self.connection.execute("UPDATE workspaces SET current = ?1 WHERE id = ?2", [id, WORKSPACE])?;
        self.current = Some(id.to_owned());
        Ok(())
    }

    /// What was decided about earlier files. What cannot be read any more is as good as forgotten.
    pub(crate) fn saved_mappings(&self) -> Result<SavedMappings, StoreError> {
        let mut statement = self.connection.prepare("SELECT fingerprint, memory FROM memories WHERE workspace = ?1")?;
        let rows = statement.query_map([WORKSPACE], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
        let pairs = rows.collect::<Result<Vec<(String, String)>, _>>()?;
        let read = |(fingerprint, memory): (String, String)| Some((fingerprint, serde_json::from_str(&memory).ok()?));
        Ok(pairs.into_iter().filter_map(read).collect())
    }

    /// The name a version was given after it was made.
    pub(crate) fn name(&self, id: &str) -> Result<Option<String>, StoreError> {
        let name = self.connection.query_row("SELECT name FROM names WHERE dataset = ?1", [id], |row| row.get(0));
        Ok(name.optional()?)
    }

    pub(crate) fn rename(&self, id: &str, name: &str) -> Result<(), StoreError> {
        self.connection.execute("INSERT OR REPLACE INTO names (dataset, name) VALUES (?1, ?2)", [id, name])?;
        Ok(())
    }

    pub(crate) fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute("DELETE FROM names WHERE dataset = ?1", [id])?;
        transaction.execute("DELETE FROM datasets WHERE id = ?1 AND workspace = ?2", [id, WORKSPACE])?;
        Ok(transaction.commit()?)
    }
}
