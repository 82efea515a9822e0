//! Answers kept in memory: the same question about the same version has the same answer.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue},
};
use quick_cache::{Weighter, sync::Cache};

/// About how many bytes kept answers take together.
const BYTES_MOST: u64 = 64 << 20;
/// A larger answer is not kept: it would push out too many others.
const ANSWER_BYTES_MOST: usize = 4 << 20;
/// About how many answers fit.
const ANSWERS: usize = 1_000;

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
        Self(Cache::with_weighter(ANSWERS, BYTES_MOST, Bytewise))
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
