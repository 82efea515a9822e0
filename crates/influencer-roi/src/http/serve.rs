//! The accept loop: loopback only, a deadline for headers, a limit on connections, graceful shutdown.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use hyper::server::conn::http1;
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{net::TcpListener, sync::Semaphore};

use super::{App, routes};

/// Why the dashboard cannot be served.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServeError {
    #[error(
        "{0} is not an address of this machine alone. There are no accounts yet, so use 127.0.0.1, localhost or [::1]."
    )]
    NotLoopback(String),
    #[error("\"{0}\" is not a valid address; use host:port, such as 127.0.0.1:5000.")]
    NoAddress(String),
    #[error("port {port} of {host} is in use. Stop the program that has it, or choose another with --listen {host}:{another}.", port = .0.port(), host = .0.ip(), another = .0.port().saturating_add(1))]
    Busy(SocketAddr),
    #[error("cannot listen on {0}: {1}")]
    Failed(SocketAddr, io::Error),
}

/// A bound address.
pub(crate) struct Listener(TcpListener);

/// Time for a client to send its headers.
const HEADER_DEADLINE: Duration = Duration::from_secs(10);
/// Connections served at one time.
const MAX_CONNECTIONS: usize = 512;
/// Time for running answers when the program ends.
const SHUTDOWN_DEADLINE: Duration = Duration::from_secs(3);

impl Listener {
    /// Listens on an address of this machine alone.
    pub(crate) async fn bind(address: &str) -> Result<Self, ServeError> {
        let found = tokio::net::lookup_host(address).await.map_err(|_| ServeError::NoAddress(address.to_owned()))?;
        let found: Vec<SocketAddr> = found.collect();
        let first = *found.first().ok_or_else(|| ServeError::NoAddress(address.to_owned()))?;
        if !found.iter().all(|address| address.ip().is_loopback()) {
            return Err(ServeError::NotLoopback(address.to_owned()));
        }
        TcpListener::bind(first).await.map(Self).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ServeError::Busy(first),
            _ => ServeError::Failed(first, error),
        })
    }

    pub(crate) fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }

    /// Serves until the program is asked to end.
    pub(crate) async fn serve(self, app: App) {
        let router = routes::router(app);
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let graceful = GracefulShutdown::new();
        let mut ended = std::pin::pin!(asked_to_end());
        loop {
            let accepted = async { (places.clone().acquire_owned().await, self.0.accept().await) };
            let (place, stream) = tokio::select! {
                accepted = accepted => accepted,
                () = &mut ended => break,
            };
            let stream = match stream {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!("a connection could not be accepted: {error}");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            };
            // Small answers are sent at once.
            drop(stream.set_nodelay(true));
            let service = TowerToHyperService::new(router.clone());
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADER_DEADLINE)
                .serve_connection(TokioIo::new(stream), service);
            let connection = graceful.watch(connection);
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::debug!("a connection ended early: {error}");
                }
                drop(place);
            });
        }
        drop(tokio::time::timeout(SHUTDOWN_DEADLINE, graceful.shutdown()).await);
    }
}

async fn asked_to_end() {
    use tokio::signal::unix::{SignalKind, signal};
    let interrupted = tokio::signal::ctrl_c();
    match signal(SignalKind::terminate()) {
        Ok(mut terminated) => tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        },
        Err(_) => drop(interrupted.await),
    }
}
