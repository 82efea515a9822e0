//! Threads for what takes longer than an answer may: whoever else wants a processor has it first.

use rayon::{ThreadPool, ThreadPoolBuilder};
use thread_priority::{ThreadPriority, ThreadPriorityValue};

/// Of 100, where ordinary threads have about 50: beside one of those such a thread gets a tenth of a processor, so it ends at last.
const PRIORITY: u8 = 22;

/// So many threads of this name; nothing on a machine that gives none.
pub(super) fn quiet_threads(name: &'static str, threads: usize) -> Option<ThreadPool> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(|_| name.to_owned());
    let pool = pool.start_handler(|_| step_back()).build();
    pool.inspect_err(|error| tracing::error!(%error, "there are no threads for \"{name}\"")).ok()
}

/// Where the system does not let a thread step back, it works beside the others.
fn step_back() {
    let priority = ThreadPriorityValue::try_from(PRIORITY).map(ThreadPriority::Crossplatform);
    let stepped = priority.and_then(|priority| priority.set_for_current().map_err(|error| error.to_string()));
    if let Err(error) = stepped {
        tracing::warn!(%error, "a thread keeps the priority it has");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn quiet_threads_let_others_go_first() {
        let nice = || {
            let fields = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
            // The 19th field; the second is a name in brackets, which may have spaces.
            let after_name: Vec<&str> = fields.rsplit(')').next().unwrap().split_whitespace().collect();
            after_name[16].parse::<i32>().unwrap()
        };
        let quiet = quiet_threads("quiet", 2).unwrap().install(nice);
        assert_eq!(quiet, 10.max(nice()));
    }
}
