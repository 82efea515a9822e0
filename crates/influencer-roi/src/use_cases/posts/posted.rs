//! The posts of one version by influencer and day: read once, whatever is asked of them.

use std::sync::Arc;

use definitions::Day;
use quick_cache::sync::Cache;
use store::{Dataset, StoreError, StoredPost};

use super::format::format_of;

/// All posts of a version.
#[derive(Debug)]
pub(crate) struct Posted {
    /// By influencer, then day, then their order in the files.
    pub(crate) posts: Vec<StoredPost>,
    /// By post: the place of the format that its caption announces.
    pub(super) formats: Vec<usize>,
}

/// The posts of the versions that were asked about last.
#[derive(Debug)]
pub(crate) struct PostedCache(Cache<String, Arc<Posted>>);

/// How many versions are remembered.
const VERSIONS: usize = 2;

impl Default for PostedCache {
    fn default() -> Self {
        Self(Cache::new(VERSIONS))
    }
}

impl PostedCache {
    /// # Errors
    /// [`StoreError::NoRows`] of a version that stores no rows, or why they cannot be read.
    pub(super) fn posted(&self, dataset: &Dataset) -> Result<Arc<Posted>, StoreError> {
        self.0.get_or_insert_with(&dataset.manifest().id, || {
            let mut posts = dataset.posts()?;
            posts.sort_by_key(|post| (post.profile, post.day));
            let formats = posts.iter().map(|post| format_of(&post.caption)).collect();
            Ok(Arc::new(Posted { posts, formats }))
        })
    }
}

impl Posted {
    /// Where each influencer's posts lie.
    pub(super) fn of_influencers(&self) -> impl Iterator<Item = &[StoredPost]> {
        self.posts.chunk_by(|one, next| one.profile == next.profile)
    }

    /// The last day on which something was published.
    pub(crate) fn last_day(&self) -> Option<Day> {
        self.posts.iter().map(|post| post.day).max()
    }
}
