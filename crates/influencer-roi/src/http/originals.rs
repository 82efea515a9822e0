//! The files a version was made from, byte for byte.

use std::{
    io::{self, Read},
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_core::Stream;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use super::{App, blocking, error::ApiError, parameters::NoParameters};

/// Bytes sent at one time.
const CHUNK_BYTES: usize = 64 * 1024;
/// Chunks read ahead of a slow client.
const CHUNKS_AHEAD: usize = 4;

pub(super) async fn download(
    State(app): State<App>,
    path: Result<Path<(String, usize)>, axum::extract::rejection::PathRejection>,
    _: NoParameters,
) -> Result<Response, ApiError> {
    let missing = || ApiError::new(StatusCode::NOT_FOUND, "not_found", "This version has no such file.");
    let Path((id, at)) = path.map_err(|_| missing())?;
    let found = blocking(move || Ok(app.insights.warehouse.original(&id, at)?)).await?;
    let (original, bytes) = found.ok_or_else(missing)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_LENGTH, HeaderValue::from(original.bytes)),
        (header::CONTENT_DISPOSITION, attachment(&original.name)),
    ];
    Ok((headers, Body::from_stream(chunks(bytes))).into_response())
}

/// A download under the file's own name, which comes from outside: only its harmless letters, and all of it encoded.
fn attachment(name: &str) -> HeaderValue {
    let is_harmless = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_');
    let plain: String = name.chars().map(|letter| if is_harmless(letter) { letter } else { '_' }).collect();
    let encoded: String = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    let value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&value).unwrap_or(HeaderValue::from_static("attachment"))
}

/// What a thread reads, as the connection takes it.
struct Chunks(Receiver<io::Result<Bytes>>);

impl Stream for Chunks {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context)
    }
}

fn chunks(bytes: impl Read + Send + 'static) -> Chunks {
    let (to, from) = channel(CHUNKS_AHEAD);
    tokio::task::spawn_blocking(move || send(bytes, &to));
    Chunks(from)
}

/// Until the end, an error, or a client that hangs up.
fn send(mut bytes: impl Read, to: &Sender<io::Result<Bytes>>) {
    loop {
        let mut chunk = vec![0; CHUNK_BYTES];
        let read = bytes.read(&mut chunk);
        let is_last = !matches!(read, Ok(read) if read > 0);
        if is_last && read.is_ok() {
            return;
        }
        let chunk = read.map(|read| {
            chunk.truncate(read);
            Bytes::from(chunk)
        });
        if to.blocking_send(chunk).is_err() || is_last {
            return;
        }
    }
}
