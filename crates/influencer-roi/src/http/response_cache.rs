//! Answers kept in memory: the same question about the same version has the same answer.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue},
};
use quick_cache::{
    DefaultHashBuilder, OptionsBuilder, Weighter,
    sync::{Cache, DefaultLifecycle},
};

/// About how many bytes kept answers take together.
const BYTES_MOST: u64 = 64 << 20;
/// A larger answer is not kept: it would push out too many others.
const ANSWER_BYTES_MOST: usize = 4 << 20;
/// About how many answers fit.
const ANSWERS: usize = 1_000;
/// The part for what was asked more than once. The rest is for what was asked last: who takes back a filter asks again what was new a
/// moment ago.
const ASKED_AGAIN: f64 = 0.5;

/// An answer as it was sent.
#[derive(Clone)]
pub(super) struct KeptAnswer {
    pub(super) tag: HeaderValue,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Bytes,
}

#[derive(Clone)]
struct Bytewise;

impl Weighter<String, KeptAnswer> for Bytewise {
    fn weight(&self, question: &String, answer: &KeptAnswer) -> u64 {
        (question.len() + answer.bytes.len()) as u64
    }
}

/// Answers by workspace, version, kind and canonical question; those asked least make room.
pub(super) struct Kept(Cache<String, KeptAnswer, Bytewise>);

impl Kept {
    pub(super) fn new() -> Self {
        let options = OptionsBuilder::new()
            .estimated_items_capacity(ANSWERS)
            .weight_capacity(BYTES_MOST)
            .hot_allocation(ASKED_AGAIN)
            .build()
            .unwrap_or_else(|error| unreachable!("both capacities are set: {error:?}"));
        Self(Cache::with_options(options, Bytewise, DefaultHashBuilder::default(), DefaultLifecycle::default()))
    }

    pub(super) fn find(&self, question: &str) -> Option<KeptAnswer> {
        self.0.get(question)
    }

    pub(super) fn keep(&self, question: String, answer: KeptAnswer) {
        if answer.bytes.len() <= ANSWER_BYTES_MOST {
            self.0.insert(question, answer);
        }
    }
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Kept").field("answers", &self.0.len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answers_are_kept_though_each_was_asked_once() {
        let kept = Kept::new();
        let name = |at: usize| format!("question {at}");
        for at in 0..1_000 {
            let bytes = Bytes::from(vec![0; 200_000]);
            kept.keep(
                name(at),
                KeptAnswer { tag: HeaderValue::from_static("\"a\""), headers: HeaderMap::new(), bytes },
            );
        }
        let found = |range: std::ops::Range<usize>| range.filter(|at| kept.find(&name(*at)).is_some()).count();
        assert_eq!(found(960..1_000), 40);
        assert!(found(0..1_000) <= BYTES_MOST as usize / 200_000);
    }
}
