//! Two tasks of one answer at the same time, where a processor is free.

use std::sync::{
    LazyLock,
    atomic::{AtomicBool, Ordering},
};

use rayon::{ThreadPool, ThreadPoolBuilder};

/// A second thread for answers; `None` where the machine gives none. It serves nothing else, so that long work never delays an
/// answer.
static HELPER: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let pool = ThreadPoolBuilder::new().num_threads(1).thread_name(|_| "query".to_owned());
    pool.build().inspect_err(|error| tracing::warn!(%error, "questions are answered on one thread")).ok()
});

/// While the helper is busy, other questions are answered on their own thread: under load every processor has one anyway.
static IS_BUSY: AtomicBool = AtomicBool::new(false);

struct Helped;

impl Drop for Helped {
    fn drop(&mut self) {
        IS_BUSY.store(false, Ordering::Release);
    }
}

/// Runs both tasks, at the same time when `is_worth_it` and the helper is free; otherwise one after the other.
pub fn join<A: Send, B>(is_worth_it: bool, beside: impl FnOnce() -> A + Send, here: impl FnOnce() -> B) -> (A, B) {
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
    // The scope waits for the task and propagates its panic.
    (found.unwrap_or_else(|| unreachable!("the other half is done")), other)
}
