//! Background pools: threads of low priority for long work, so that answers get the processor first.

use rayon::{ThreadPool, ThreadPoolBuilder};
use thread_priority::{ThreadPriority, ThreadPriorityValue};

/// Of 100, where ordinary threads have about 50: beside an ordinary one such a thread still gets a tenth of a processor.
const PRIORITY: u8 = 22;

/// A pool of low-priority threads of this name; none where threads cannot be started.
pub(crate) fn background_pool(name: &'static str, threads: usize) -> Option<ThreadPool> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(|_| name.to_owned());
    let pool = pool.start_handler(|_| lower_priority()).build();
    pool.inspect_err(|error| tracing::error!(%error, "there are no threads for \"{name}\"")).ok()
}

/// Where the system does not allow a lower priority, the thread keeps the ordinary one.
fn lower_priority() {
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
    fn background_threads_have_a_low_priority() {
        let nice = || {
            let fields = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
            // The 19th field; the second is a name in brackets, which may have spaces.
            let after_name: Vec<&str> = fields.rsplit(')').next().unwrap().split_whitespace().collect();
            after_name[16].parse::<i32>().unwrap()
        };
        let quiet = background_pool("test", 2).unwrap().install(nice);
        assert_eq!(quiet, 10.max(nice()));
    }
}
