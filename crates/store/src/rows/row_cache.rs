//! What was found about rows lately, so that the next page needs no new search. Everything here can be found again.
//!
//! The caller owns the cache and hands it in with each question: a data folder holds no answers.

use std::{fmt, sync::Arc};

use quick_cache::{
    DefaultHashBuilder, Options, OptionsBuilder, UnitWeighter, Weighter,
    sync::{Cache, DefaultLifecycle},
};

use super::{facts::RowFacts, scan::FoundRows};
use crate::{Dataset, StoreError};

/// Versions whose texts are held.
const MAX_FACTS: usize = 2;
/// Selections whose counts are held.
const FOUND: usize = 64;
/// The most memory that these counts take together, in bytes.
const MAX_FOUND_BYTES: u64 = 16 << 20;

/// A version and what was asked of it.
type Asked = (String, String);

/// What was found lately about the rows of the versions of one data folder; what was not asked for lately makes room.
pub struct RowCache {
    facts: Cache<String, Arc<RowFacts>>,
    found: Cache<Asked, Arc<FoundRows>, ByBytes>,
}

#[derive(Clone)]
struct ByBytes;

impl Weighter<Asked, Arc<FoundRows>> for ByBytes {
    fn weight(&self, (_, key): &Asked, found: &Arc<FoundRows>) -> u64 {
        (key.len() + found.bytes()) as u64
    }
}

impl fmt::Debug for RowCache {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RowCache").field("found", &self.found.len()).finish_non_exhaustive()
    }
}

impl Default for RowCache {
    fn default() -> Self {
        let facts = options(MAX_FACTS, MAX_FACTS as u64);
        let found = options(FOUND, MAX_FOUND_BYTES);
        Self {
            facts: Cache::with_options(facts, UnitWeighter, DefaultHashBuilder::default(), DefaultLifecycle::default()),
            found: Cache::with_options(found, ByBytes, DefaultHashBuilder::default(), DefaultLifecycle::default()),
        }
    }
}

/// One shard: with more of them, one selection could not take all the room there is.
fn options(items: usize, weight: u64) -> Options {
    OptionsBuilder::new()
        .shards(1)
        .estimated_items_capacity(items)
        .weight_capacity(weight)
        .build()
        .unwrap_or_else(|error| unreachable!("both capacities are set: {error:?}"))
}

impl RowCache {
    /// # Errors
    /// When they are not there or cannot be read.
    pub(super) fn facts(&self, dataset: &Dataset) -> Result<Arc<RowFacts>, StoreError> {
        self.facts.get_or_insert_with(&dataset.manifest().id, || Ok(Arc::new(RowFacts::read(dataset)?)))
    }

    /// What was found before, or what `find` finds now.
    pub(super) fn found(
        &self,
        dataset: &str,
        key: &str,
        find: impl FnOnce() -> Result<FoundRows, StoreError>,
    ) -> Result<Arc<FoundRows>, StoreError> {
        let asked = (dataset.to_owned(), key.to_owned());
        self.found.get_or_insert_with(&asked, || Ok(Arc::new(find()?)))
    }
}
