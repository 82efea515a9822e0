//! HTTP: routes, one file a noun, and what every request and answer passes through.
//!
//! Architecture invariant: nothing below this room knows HTTP, and nothing in it computes a number.

mod aliases;
mod campaigns;
mod conditional;
mod dashboard;
mod datasets;
mod error;
mod export;
mod imports;
mod incrementality;
mod influencers;
mod insights;
mod methods;
mod metrics;
mod middleware;
mod originals;
mod page;
mod parameters;
mod payouts;
mod plan;
mod posts;
mod reference;
mod report;
mod request_id;
mod response_cache;
mod routes;
mod rows;
mod serve;
mod settings;
mod shapes;
mod stream;

pub(crate) use serve::Listener;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use error::ApiError;
use metrics::Metrics;
use response_cache::ResponseCache;

use crate::use_cases::UseCases;

/// What every handler works with.
#[derive(Clone, Debug)]
pub(crate) struct App {
    use_cases: UseCases,
    response_cache: Arc<ResponseCache>,
    metrics: Arc<Metrics>,
}

impl App {
    pub(crate) fn new(use_cases: UseCases) -> Self {
        let metrics = Arc::new(Metrics::new(&use_cases));
        Self { use_cases, response_cache: Arc::new(ResponseCache::new()), metrics }
    }
}

/// Runs work that reads files or takes long on a thread for blocking work.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ApiError::internal(&error))?
}

/// How many answers are being computed in place.
static IN_PLACE: AtomicUsize = AtomicUsize::new(0);

struct InPlace;

impl Drop for InPlace {
    fn drop(&mut self) {
        IN_PLACE.fetch_sub(1, Relaxed);
    }
}

/// Runs work on the current thread while other threads serve the other connections: most answers take half a millisecond, and
/// handing work to another thread and back takes a tenth of that. A lone answer does not even start a replacement thread: another
/// worker is idle anyway.
fn in_place<T>(work: impl FnOnce() -> Result<T, ApiError>) -> Result<T, ApiError> {
    let is_alone = IN_PLACE.fetch_add(1, Relaxed) == 0;
    let _counted = InPlace;
    let caught = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    let others_serve = is_alone && tokio::runtime::Handle::current().metrics().num_workers() > 1;
    let done = if others_serve { caught() } else { tokio::task::block_in_place(caught) };
    done.unwrap_or_else(|_| Err(ApiError::internal(&"an answer panicked")))
}
