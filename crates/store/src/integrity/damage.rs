//! What is wrong with a version, and which versions are set aside for it.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// A file of a version that is damaged or missing: nothing is read from that version any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The version's id.
    pub id: String,
    /// What people call the version.
    pub name: String,
    /// Its number.
    pub version: i64,
    /// Which of its files.
    pub file: String,
    /// What is wrong with the file, such as "is missing".
    pub what: String,
}

impl fmt::Display for Damage {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, name, version, file, what } = self;
        write!(to, "version {version} \"{name}\" ({id}): its file {file} {what}")
    }
}

/// The versions that are set aside, with the damage found first. The files are the truth: a new start looks again.
#[derive(Debug, Default)]
pub(crate) struct SetAside(Mutex<BTreeMap<String, Damage>>);

impl SetAside {
    pub(crate) fn of(&self, id: &str) -> Option<Damage> {
        self.held().get(id).cloned()
    }

    /// Sets a version aside; gives back what its answers say.
    pub(crate) fn add(&self, damage: Damage) -> Damage {
        let mut versions = self.held();
        if !versions.contains_key(&damage.id) {
            tracing::error!("{damage}. The version is set aside.");
        }
        versions.entry(damage.id.clone()).or_insert(damage).clone()
    }

    /// Lets a version be looked at again.
    pub(crate) fn forget(&self, id: &str) -> Option<Damage> {
        self.held().remove(id)
    }

    /// Each change is of one entry: a panic leaves nothing half done.
    fn held(&self) -> MutexGuard<'_, BTreeMap<String, Damage>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
