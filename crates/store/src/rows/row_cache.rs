//! What was found lately, so that the next page needs no new search. Everything here can be found again.

use std::{
    fmt,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{facts::RowFacts, scan::Found};
use crate::{Dataset, StoreError};

/// Versions whose texts are held.
const MAX_FACTS: usize = 2;
/// Selections whose counts are held, and the most memory they take together.
const MAX_FOUND: usize = 64;
const MAX_FOUND_BYTES: usize = 16 << 20;

/// A version and what was asked of it.
type Asked = (String, String);

/// The one used last stands last.
#[derive(Default)]
pub(crate) struct Shelf {
    facts: Mutex<Vec<(String, Arc<RowFacts>)>>,
    found: Mutex<Vec<(Asked, Arc<Found>)>>,
}

impl fmt::Debug for Shelf {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Shelf").finish_non_exhaustive()
    }
}

impl Shelf {
    /// # Errors
    /// When they are not there or cannot be read.
    pub(super) fn facts(&self, dataset: &Dataset, folder: &Path) -> Result<Arc<RowFacts>, StoreError> {
        let id = &dataset.manifest().id;
        if let Some(known) = taken(&mut held(&self.facts), id) {
            return Ok(known);
        }
        let facts = Arc::new(RowFacts::read(dataset, folder)?);
        let mut shelf = held(&self.facts);
        shelf.retain(|(known, _)| known != id);
        shelf.push((id.clone(), facts.clone()));
        let too_many = shelf.len().saturating_sub(MAX_FACTS);
        shelf.drain(..too_many);
        Ok(facts)
    }

    /// What was found before, or what `find` finds now.
    pub(super) fn found(
        &self,
        dataset: &str,
        key: &str,
        find: impl FnOnce() -> Result<Found, StoreError>,
    ) -> Result<Arc<Found>, StoreError> {
        let key = (dataset.to_owned(), key.to_owned());
        if let Some(known) = taken(&mut held(&self.found), &key) {
            return Ok(known);
        }
        let found = Arc::new(find()?);
        let mut shelf = held(&self.found);
        shelf.retain(|(known, _)| *known != key);
        shelf.push((key, found.clone()));
        let bytes = |shelf: &[(Asked, Arc<Found>)]| -> usize {
            shelf.iter().map(|((_, key), found)| key.len() + found.bytes()).sum()
        };
        while shelf.len() > MAX_FOUND || shelf.len() > 1 && bytes(&shelf) > MAX_FOUND_BYTES {
            shelf.remove(0);
        }
        Ok(found)
    }
}

/// What is held under a key; it moves to the end.
fn taken<K: PartialEq, T: Clone>(shelf: &mut Vec<(K, T)>, key: &K) -> Option<T> {
    let at = shelf.iter().position(|(known, _)| known == key)?;
    let entry = shelf.remove(at);
    let value = entry.1.clone();
    shelf.push(entry);
    Some(value)
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
