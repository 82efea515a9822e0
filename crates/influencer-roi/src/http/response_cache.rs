//! Cached answers: the same question about the same version has the same answer.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue},
};
use quick_cache::{
    DefaultHashBuilder, OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle},
};

/// About how many bytes cached answers take together.
const MAX_BYTES: u64 = 64 << 20;
/// A larger answer is not cached: it would evict too many others.
const MAX_ANSWER_BYTES: usize = 4 << 20;
/// About how many answers fit.
const ANSWERS: usize = 1_000;
/// The share of the cache for answers that were asked for more than once. The rest is for recent ones: taking back a filter asks for
/// an answer that was new a moment ago.
const ASKED_AGAIN: f64 = 0.5;

/// An answer as it is sent.
#[derive(Clone)]
pub(super) struct CachedAnswer {
    pub(super) tag: HeaderValue,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Bytes,
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<String, CachedAnswer> for Bytewise {
    fn weight(&self, question: &String, answer: &CachedAnswer) -> u64 {
        (question.len() + answer.bytes.len()) as u64
    }
}

/// Answers by workspace, version, kind and canonical question; rarely asked ones are evicted.
pub(super) struct ResponseCache(Cache<String, CachedAnswer, Bytewise>);

impl ResponseCache {
    pub(super) fn new() -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity(ANSWERS)
            .weight_capacity(MAX_BYTES)
            .hot_allocation(ASKED_AGAIN)
            .build()
            .unwrap_or_else(|error| unreachable!("both capacities are set: {error:?}"));
        Self(Cache::with_options(options, Bytewise, DefaultHashBuilder::default(), DefaultLifecycle::default()))
    }

    pub(super) fn get(&self, question: &str) -> Option<CachedAnswer> {
        self.0.get(question)
    }

    pub(super) fn insert(&self, question: String, answer: CachedAnswer) {
        if answer.bytes.len() <= MAX_ANSWER_BYTES {
            self.0.insert(question, answer);
        }
    }
}

impl std::fmt::Debug for ResponseCache {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ResponseCache").field("answers", &self.0.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answers_are_kept_though_each_was_asked_once() {
        let cache = ResponseCache::new();
        let name = |at: usize| format!("question {at}");
        for at in 0..1_000 {
            let bytes = Bytes::from(vec![0; 200_000]);
            cache.insert(
                name(at),
                CachedAnswer { tag: HeaderValue::from_static("\"a\""), headers: HeaderMap::new(), bytes },
            );
        }
        let found = |range: std::ops::Range<usize>| range.filter(|at| cache.get(&name(*at)).is_some()).count();
        assert_eq!(found(960..1_000), 40);
        assert!(found(0..1_000) <= MAX_BYTES as usize / 200_000);
    }
}
