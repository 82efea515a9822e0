//! The id of the request being answered, for the log, the answer's header and its error.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

tokio::task_local! {
    static REQUEST_ID: String;
}

/// A new, unique id.
pub(super) fn new() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let now = jiff::Timestamp::now().as_microsecond();
    format!("{now:x}-{:x}", COUNT.fetch_add(1, Relaxed))
}

/// Answers a request under its id.
pub(super) async fn within<T>(id: String, answering: impl Future<Output = T>) -> T {
    REQUEST_ID.scope(id, answering).await
}

/// The id of the request being answered; blank outside of one.
pub(super) fn current() -> String {
    REQUEST_ID.try_with(String::clone).unwrap_or_default()
}
