//! The catalogue: which versions a data folder has and which one is current, in SQLite.

mod decisions;
mod insights;
mod questions;
mod read_only;
mod settings;
mod shapes;

use std::{collections::HashSet, path::Path, sync::Arc};

use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::StoreError;
use ingest::{SavedMappings, Shape};

pub use decisions::{PayoutDecision, PayoutDecisions};
pub use insights::{InsightDecision, InsightDecisions};
pub use questions::QuestionNumber;
pub(crate) use read_only::ReadOnlyCatalogue;
pub use settings::{BadFolderSetting, FolderSettings};
pub use shapes::MAX_OWN_SHAPES;

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
    CREATE TABLE IF NOT EXISTS bin (dataset TEXT PRIMARY KEY, deleted INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS memories (
        workspace TEXT NOT NULL REFERENCES workspaces(id),
        fingerprint TEXT NOT NULL,
        memory TEXT NOT NULL,
        PRIMARY KEY (workspace, fingerprint)
    );
    CREATE TABLE IF NOT EXISTS settings (
        workspace TEXT NOT NULL REFERENCES workspaces(id),
        name TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (workspace, name)
    );
    CREATE TABLE IF NOT EXISTS questions (
        dataset TEXT NOT NULL,
        question TEXT NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (dataset, question)
    );
    CREATE TABLE IF NOT EXISTS shapes (
        workspace TEXT NOT NULL REFERENCES workspaces(id),
        id TEXT NOT NULL,
        text TEXT NOT NULL,
        PRIMARY KEY (workspace, id)
    );
    CREATE TABLE IF NOT EXISTS payout_decisions (
        workspace TEXT NOT NULL REFERENCES workspaces(id),
        subject TEXT NOT NULL,
        decision TEXT NOT NULL,
        PRIMARY KEY (workspace, subject)
    );
    CREATE TABLE IF NOT EXISTS insight_decisions (
        workspace TEXT NOT NULL REFERENCES workspaces(id),
        insight TEXT NOT NULL,
        decision TEXT NOT NULL,
        PRIMARY KEY (workspace, insight)
    );
    INSERT OR IGNORE INTO workspaces (id) VALUES ('default');
";

/// What the catalogue says of a version.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) id: String,
    /// Its number, which is its own in the data folder.
    pub(crate) version: i64,
    /// What people call it; nothing where an earlier program made it and nobody renamed it.
    pub(crate) name: Option<String>,
    /// When it was put into the bin, in seconds since 1970.
    pub(crate) deleted: Option<i64>,
}

/// A version that is to be named.
pub(crate) struct Entry {
    pub(crate) id: String,
    /// The number it was made with.
    pub(crate) version: i64,
    pub(crate) name: String,
}

#[derive(Debug)]
pub(crate) struct Catalogue {
    connection: Connection,
    /// As it is written: it is needed for every question, and no other process writes while this one owns the folder.
    current: Option<String>,
    /// As they are written, for the same reason.
    settings: FolderSettings,
    /// The same.
    shapes: Vec<Shape>,
    /// As they are written, for the same reason.
    decisions: Arc<PayoutDecisions>,
    /// The same.
    insight_decisions: Arc<InsightDecisions>,
}

impl Catalogue {
    pub(crate) fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = Connection::open(path)?;
        connection.execute_batch(SCHEMA)?;
        let settings = settings::settings(&connection)?;
        let shapes = shapes::shapes(&connection)?;
        let decisions = Arc::new(decisions::decisions(&connection)?);
        let insight_decisions = Arc::new(insights::decisions(&connection)?);
        let mut catalogue = Self { connection, current: None, settings, shapes, decisions, insight_decisions };
        catalogue.current = written_current(&catalogue.connection)?;
        catalogue.settle();
        Ok(catalogue)
    }

    /// Every version, those in the bin too; the newest first.
    pub(crate) fn all(&self) -> Result<Vec<Known>, StoreError> {
        all(&self.connection)
    }

    /// A version that is not in the bin. Ids come from outside: only what is known here becomes a path.
    pub(crate) fn listed(&self, id: &str) -> Result<Known, StoreError> {
        let known = self.find(id)?.filter(|known| known.deleted.is_none());
        known.ok_or_else(|| StoreError::NoSuchDataset { id: id.to_owned() })
    }

    /// A version, in the bin or not.
    pub(crate) fn find(&self, id: &str) -> Result<Option<Known>, StoreError> {
        Ok(self.all()?.into_iter().find(|known| known.id == id))
    }

    /// Writes what was changed into the one file that people copy: a catalogue without its `-wal` beside it is whole.
    fn settle(&self) {
        let settled = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        if let Err(error) = settled {
            tracing::warn!("the catalogue's changes stay beside it until the next one: {error}");
        }
    }

    pub(crate) fn current(&self) -> Option<&str> {
        self.current.as_deref()
    }

    pub(crate) const fn settings(&self) -> &FolderSettings {
        &self.settings
    }

    /// Replaces all settings, or none where it fails.
    pub(crate) fn set(&mut self, settings: &FolderSettings) -> Result<(), StoreError> {
        settings::replace(&mut self.connection, settings)?;
        self.settings = settings.clone();
        self.settle();
        Ok(())
    }

    pub(crate) const fn decisions(&self) -> &Arc<PayoutDecisions> {
        &self.decisions
    }

    /// Sets or takes back what was decided about these subjects: all or none.
    pub(crate) fn decide(&mut self, subjects: &[String], decision: Option<PayoutDecision>) -> Result<(), StoreError> {
        decisions::decide(&mut self.connection, subjects, decision)?;
        self.decisions = Arc::new(decisions::decisions(&self.connection)?);
        self.settle();
        Ok(())
    }

    pub(crate) const fn insight_decisions(&self) -> &Arc<InsightDecisions> {
        &self.insight_decisions
    }

    /// Sets or takes back what was decided about a finding.
    pub(crate) fn decide_insight(
        &mut self,
        insight: &str,
        decision: Option<InsightDecision>,
    ) -> Result<(), StoreError> {
        insights::decide(&self.connection, insight, decision)?;
        self.insight_decisions = Arc::new(insights::decisions(&self.connection)?);
        self.settle();
        Ok(())
    }

    pub(crate) fn next_version(&self) -> Result<i64, StoreError> {
        let newest = "SELECT COALESCE(MAX(version), 0) + 1 FROM datasets WHERE workspace = ?1";
        Ok(self.connection.query_row(newest, [WORKSPACE], |row| row.get(0))?)
    }

    /// Names a new version, makes it the current one and remembers what was decided about its files: all or nothing.
    pub(crate) fn add_current(&mut self, new: &Entry, learned: &SavedMappings) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        add(&transaction, &new.id, new.version, &new.name)?;
        transaction.execute("UPDATE workspaces SET current = ?1 WHERE id = ?2", [&new.id, WORKSPACE])?;
        for (fingerprint, memory) in learned {
            let memory = serde_json::to_string(memory).map_err(|error| StoreError::Damaged(error.to_string()))?;
            transaction.execute(
                "INSERT OR REPLACE INTO memories (workspace, fingerprint, memory) VALUES (?1, ?2, ?3)",
                params![WORKSPACE, fingerprint, memory],
            )?;
        }
        transaction.commit()?;
        self.current = Some(new.id.clone());
        self.settle();
        Ok(())
    }

    /// Names versions that are there and were not known: all or none, and none of them current. One whose number is taken
    /// gets the next.
    pub(crate) fn adopt(&mut self, found: &[Entry]) -> Result<(), StoreError> {
        let mut next =
            self.next_version()?.max(found.iter().map(|found| found.version.saturating_add(1)).max().unwrap_or(0));
        let mut taken: HashSet<i64> = self.all()?.into_iter().map(|known| known.version).collect();
        let transaction = self.connection.transaction()?;
        for Entry { id, version, name } in found {
            let number = if taken.insert(*version) { *version } else { next };
            next += i64::from(number != *version);
            add(&transaction, id, number, name)?;
        }
        transaction.commit()?;
        self.settle();
        Ok(())
    }

    pub(crate) fn set_current(&mut self, id: &str) -> Result<(), StoreError> {
        self.connection.execute("UPDATE workspaces SET current = ?1 WHERE id = ?2", [id, WORKSPACE])?;
        self.current = Some(id.to_owned());
        self.settle();
        Ok(())
    }

    /// Puts versions into the bin: all or none.
    pub(crate) fn put_into_bin(&mut self, ids: &[String], now: i64) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        for id in ids {
            transaction.execute("INSERT INTO bin (dataset, deleted) VALUES (?1, ?2)", params![id, now])?;
        }
        transaction.commit()?;
        self.settle();
        Ok(())
    }

    pub(crate) fn take_from_bin(&mut self, id: &str) -> Result<(), StoreError> {
        self.connection.execute("DELETE FROM bin WHERE dataset = ?1", [id])?;
        self.settle();
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

    pub(crate) fn rename(&self, id: &str, name: &str) -> Result<(), StoreError> {
        self.connection.execute("INSERT OR REPLACE INTO names (dataset, name) VALUES (?1, ?2)", [id, name])?;
        self.settle();
        Ok(())
    }

    /// Forgets a version.
    pub(crate) fn remove(&mut self, id: &str) -> Result<(), StoreError> {
        let transaction = self.connection.transaction()?;
        transaction.execute("DELETE FROM bin WHERE dataset = ?1", [id])?;
        transaction.execute("DELETE FROM questions WHERE dataset = ?1", [id])?;
        transaction.execute("DELETE FROM names WHERE dataset = ?1", [id])?;
        transaction.execute("UPDATE workspaces SET current = NULL WHERE current = ?1", [id])?;
        transaction.execute("DELETE FROM datasets WHERE id = ?1 AND workspace = ?2", [id, WORKSPACE])?;
        transaction.commit()?;
        self.settle();
        Ok(())
    }
}

/// Every version, those in the bin too; the newest first.
fn all(connection: &Connection) -> Result<Vec<Known>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT d.id, d.version, n.name, b.deleted FROM datasets d LEFT JOIN names n ON n.dataset = d.id \
         LEFT JOIN bin b ON b.dataset = d.id WHERE d.workspace = ?1 ORDER BY d.version DESC",
    )?;
    let known = statement.query_map([WORKSPACE], |row| {
        Ok(Known { id: row.get(0)?, version: row.get(1)?, name: row.get(2)?, deleted: row.get(3)? })
    })?;
    Ok(known.collect::<Result<_, _>>()?)
}

/// Only a version that is there: the catalogue may be older than the folder, or damaged.
fn written_current(connection: &Connection) -> Result<Option<String>, StoreError> {
    let current = "SELECT d.id FROM workspaces w JOIN datasets d ON d.id = w.current \
         WHERE w.id = ?1 AND d.id NOT IN (SELECT dataset FROM bin)";
    Ok(connection.query_row(current, [WORKSPACE], |row| row.get(0)).optional()?)
}

fn add(transaction: &Transaction<'_>, id: &str, version: i64, name: &str) -> Result<(), StoreError> {
    transaction.execute(
        "INSERT INTO datasets (id, workspace, version) VALUES (?1, ?2, ?3)",
        params![id, WORKSPACE, version],
    )?;
    transaction.execute("INSERT OR REPLACE INTO names (dataset, name) VALUES (?1, ?2)", [id, name])?;
    Ok(())
}
