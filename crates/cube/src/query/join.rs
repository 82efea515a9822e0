//! Two halves of one answer at the same time, where a processor is free for it.

use std::sync::{
    LazyLock,
    atomic::{AtomicBool, Ordering},
};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// One thread that works beside the one that was asked; nothing on a machine that gives none. It is the gathering's own: long
/// work elsewhere never stands before an answer.
static HELPER: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let pool = ThreadPoolBuilder::new().num_threads(1).thread_name(|_| "gather".to_owned());
    pool.build().inspect_err(|error| tracing::warn!(%error, "answers are gathered on one thread")).ok()
});

/// Who asks while the helper works does both halves himself: with many questions at once every processor has its own.
static IS_BUSY: AtomicBool = AtomicBool::new(false);

struct Helped;

impl Drop for Helped {
    fn drop(&mut self) {
        IS_BUSY.store(false, Ordering::Release);
    }
}

/// Does both parts of an answer, one of them beside the other when `is_worth_it` and somebody is free.
pub fn both<A: Send, B>(is_worth_it: bool, beside: impl FnOnce() -> A + Send, here: impl FnOnce() -> B) -> (A, B) {
    if !is_worth_it || IS_BUSY.swap(true, Ordering::Acquire) {
        return (beside(), here());
    }
    let _helped = Helped;
    let Some(helper) = &*HELPER else {
        return (beside(), here());
    };
    let mut found = None;
    let other = helper.in_place_scope(|scope| {
        scope.spawn(|_| found = Some(beside()));
        here()
    });
    // The scope has waited for it, and would have passed on a panic.
    (found.unwrap_or_else(|| unreachable!("the other half is done")), other)
}
