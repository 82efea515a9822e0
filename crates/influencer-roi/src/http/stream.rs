//! Long answers, streamed while they are written.

use std::{
    io::{self, BufWriter, Write},
    pin::Pin,
    task::{Context, Poll},
};

use axum::body::Bytes;
use futures_core::Stream;
use tokio::sync::mpsc::{Receiver, Sender, channel};

/// Bytes sent at one time.
const CHUNK_BYTES: usize = 64 * 1024;
/// Chunks written ahead of a slow client.
const CHUNKS_AHEAD: usize = 4;

/// The output of a writing thread, at the pace of the connection.
pub(super) struct Written(Receiver<io::Result<Bytes>>);

impl Stream for Written {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

/// Runs `write` on a thread of its own. It gets an error when the client disconnects; its own error aborts the answer.
pub(super) fn written(write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static) -> Written {
    let (to, from) = channel(CHUNKS_AHEAD);
    tokio::task::spawn_blocking(move || {
        let mut out = BufWriter::with_capacity(CHUNK_BYTES, Chunks(to.clone()));
        if let Err(error) = write(&mut out).and_then(|()| out.flush()) {
            // The client may have disconnected.
            drop(to.blocking_send(Err(error)));
        }
    });
    Written(from)
}

struct Chunks(Sender<io::Result<Bytes>>);

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes)));
        sent.map(|()| bytes.len()).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
