//! The door: HTTP in, answers out.
//!
//! Architecture invariant: nothing below this room knows HTTP, and nothing in it computes a number.

mod conditional;
mod dashboard;
mod datasets;
mod error;
mod export;
mod imports;
mod incrementality;
mod influencers;
mod methods;
mod metrics;
mod middleware;
mod originals;
mod page;
mod parameters;
mod reference;
mod request_id;
mod response_cache;
mod routes;
mod rows;
mod serve;
mod stream;

pub(crate) use serve::Listener;

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::Relaxed},
};

use error::ApiError;
use metrics::Watching;
use response_cache::Kept;

use crate::use_cases::UseCases;

/// What every handler works with.
#[derive(Clone, Debug)]
pub(crate) struct App {
    use_cases: UseCases,
    /// The most bytes one upload may have.
    upload_bytes_most: u64,
    kept: Arc<Kept>,
    watching: Arc<Watching>,
}

impl App {
    pub(crate) fn new(use_cases: UseCases, upload_bytes_most: u64) -> Self {
        let watching = Arc::new(Watching::new(&use_cases));
        Self { use_cases, upload_bytes_most, kept: Arc::new(Kept::new()), watching }
    }
}

/// Work that reads files or takes longer than a connection should wait for its turn.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ApiError::internal(&error))?
}

/// How many answers are being worked out in place.
static IN_PLACE: AtomicUsize = AtomicUsize::new(0);

struct InPlace;

impl Drop for InPlace {
    fn drop(&mut self) {
        IN_PLACE.fetch_sub(1, Relaxed);
    }
}

/// Work that may take its time, on the thread that was asked while another one serves the other connections: most answers take
/// half a millisecond, and handing work to a thread and back takes a tenth of that. A lone answer does not even have another
/// thread called: one that is there anyway serves the rest.
fn in_place<T>(work: impl FnOnce() -> Result<T, ApiError>) -> Result<T, ApiError> {
    let is_alone = IN_PLACE.fetch_add(1, Relaxed) == 0;
    let _counted = InPlace;
    let caught = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    let others_serve = is_alone && tokio::runtime::Handle::current().metrics().num_workers() > 1;
    let done = if others_serve { caught() } else { tokio::task::block_in_place(caught) };
    done.unwrap_or_else(|_| Err(ApiError::internal(&"an answer panicked")))
}
