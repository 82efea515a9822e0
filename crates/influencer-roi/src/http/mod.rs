//! The door: HTTP in, answers out.
//!
//! Architecture invariant: nothing below this room knows HTTP, and nothing in it computes a number.

mod cached;
mod dashboard;
mod datasets;
mod door;
mod error;
mod export;
mod imports;
mod incrementality;
mod influencers;
mod kept;
mod methods;
mod originals;
mod page;
mod parameters;
mod reference;
mod request_id;
mod routes;
mod rows;
mod serve;
mod stream;
mod watching;

pub(crate) use serve::Listener;

use std::sync::Arc;

use error::ApiError;
use kept::Kept;
use watching::Watching;

use crate::insights::Insights;

/// What every handler works with.
#[derive(Clone, Debug)]
pub(crate) struct App {
    insights: Insights,
    /// The most bytes one upload may have.
    upload_bytes_most: u64,
    kept: Arc<Kept>,
    watching: Arc<Watching>,
}

impl App {
    pub(crate) fn new(insights: Insights, upload_bytes_most: u64) -> Self {
        let watching = Arc::new(Watching::new(&insights));
        Self { insights, upload_bytes_most, kept: Arc::new(Kept::new()), watching }
    }
}

/// Work that reads files or takes longer than a connection should wait for its turn.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ApiError> + Send + 'static,
) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ApiError::internal(&error))?
}

/// Work that may take its time, on the thread that was asked while another one serves the other connections: most answers take
/// half a millisecond, and handing work to a thread and back takes a tenth of that.
fn in_place<T>(work: impl FnOnce() -> Result<T, ApiError>) -> Result<T, ApiError> {
    let caught = || std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    tokio::task::block_in_place(caught).unwrap_or_else(|_| Err(ApiError::internal(&"an answer panicked")))
}
