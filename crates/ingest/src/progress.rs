//! How far an import is.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// How far an import is, shared between the reader and its observers.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    rows: AtomicU64,
    issues: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Bytes, rows and issues so far.
    pub fn so_far(&self) -> (u64, u64, u64) {
        (self.bytes.load(Relaxed), self.rows.load(Relaxed), self.issues.load(Relaxed))
    }

    /// Asks the reader to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }

    /// Whether a stop was requested.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    pub(crate) fn add_bytes(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Relaxed);
    }

    pub(crate) fn add(&self, rows: u64, issues: u64) {
        self.rows.fetch_add(rows, Relaxed);
        self.issues.fetch_add(issues, Relaxed);
    }

    /// Everything is read again.
    pub(crate) fn restart(&self) {
        for count in [&self.bytes, &self.rows, &self.issues] {
            count.store(0, Relaxed);
        }
    }
}
