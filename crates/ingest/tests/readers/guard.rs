//! What no panic reports: a case that never ends, and one that takes too much memory.

use std::{
    fs,
    path::{Path, PathBuf},
    process,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// The longest a case of some kilobytes may take, on a slow machine and under instrumentation.
const MAX_TIME: Duration = Duration::from_secs(20);
const MEMORY_MOST_KIB: u64 = 256 * 1024;

/// The cases being read: when each began, and its bytes.
static RUNNING: Mutex<Vec<(Instant, String, Vec<u8>)>> = Mutex::new(Vec::new());

/// Watches one case until it is dropped; then a case that panicked or took too much memory is kept for a look.
pub(crate) struct Watched {
    began: Instant,
}

impl Watched {
    pub(crate) fn new(target: &str, bytes: &[u8]) -> Self {
        static WATCHDOG: OnceLock<()> = OnceLock::new();
        WATCHDOG.get_or_init(|| drop(thread::spawn(watch)));
        let began = Instant::now();
        running().push((began, target.to_owned(), bytes.to_owned()));
        Self { began }
    }

    /// # Panics
    /// When the process took more memory than the limit.
    pub(crate) fn ended(self) {
        let most = max_memory_kib();
        assert!(most <= MEMORY_MOST_KIB, "{most} KiB of memory were taken, {MEMORY_MOST_KIB} are the most");
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let mut running = running();
        let Some(at) = running.iter().position(|(began, ..)| *began == self.began) else { return };
        let (_, target, bytes) = running.swap_remove(at);
        if thread::panicking() {
            eprintln!("the case that failed: {}", keep(&target, &bytes).display());
        }
    }
}

/// A thread that hangs cannot be stopped, so the process ends.
fn watch() {
    loop {
        thread::sleep(Duration::from_secs(1));
        let running = running();
        if let Some((_, target, bytes)) = running.iter().find(|(began, ..)| began.elapsed() > MAX_TIME) {
            eprintln!("a case did not end within {MAX_TIME:?}: {}", keep(target, bytes).display());
            process::abort();
        }
    }
}

fn running() -> MutexGuard<'static, Vec<(Instant, String, Vec<u8>)>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A place outside the sources: what is worth keeping is put under `tests/found/` by hand.
fn keep(target: &str, bytes: &[u8]) -> PathBuf {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{target}-{hash:016x}"));
    drop(fs::write(&path, bytes));
    path
}

/// The most memory that this process ever held.
fn max_memory_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
