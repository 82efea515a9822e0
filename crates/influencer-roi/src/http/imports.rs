//! Imports: upload files, read the report, commit or cancel.

use std::{future::poll_fn, path::PathBuf, pin::Pin, sync::Arc, time::Duration};

use axum::{
    Json,
    body::Body,
    extract::{FromRequest, Multipart, Request, State, multipart::Field},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use futures_core::Stream;
use ingest::{Answers, Mapping, MappingChanges, Staged, Upload};
use serde::Deserialize;
use serde_json::json;
use tokio::{fs::File, io::AsyncWriteExt, time::timeout};

use super::{
    App, blocking,
    dashboard::csv_headers,
    error::ApiError,
    parameters::{Id, NoParameters, Pairs, SmallBody},
    stream,
};
use crate::{
    api, export,
    use_cases::imports::{
        job::{Job, State as JobState},
        lifecycle::UploadSlot,
        policy::{CommitOptions, Policy},
        reading::Mode,
    },
};

/// The most files one upload may have.
const MAX_FILES: usize = 64;
/// The longest pause within an upload.
const BODY_DEADLINE: Duration = Duration::from_secs(20);
/// How much of a refused body is read, and for how long.
const MAX_DISCARDED_BYTES: usize = 16 << 20;
const DISCARD_DEADLINE: Duration = Duration::from_secs(1);
/// How often a waiting request checks whether its import has ended.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

pub(super) async fn create(State(app): State<App>, pairs: Pairs, request: Request) -> Result<Response, ApiError> {
    let [wait, mode] = pairs.only(["wait", "mode"])?;
    let mode = Mode::read(mode.as_deref())?;
    let waits = match wait.as_deref() {
        Some("true") => true,
        None | Some("false") => false,
        Some(found) => return Err(ApiError::bad_value("wait", found, "true or false")),
    };
    let job = receive(&app, mode, request).await?;
    if !waits {
        return Ok((StatusCode::ACCEPTED, Json(json!({"id": job.id, "state": job.state().id()}))).into_response());
    }
    // A client that disconnects while waiting never learns the id.
    let dropped = app.use_cases.imports.cancelled_when_dropped(&job);
    finished(&job).await;
    let answer = blocking(move || match job.state() {
        JobState::Failed(error) => Err(ApiError::from(&*error)),
        _ => Ok(shape(&job).into_response()),
    });
    let answer = answer.await;
    dropped.keep();
    answer
}

/// Adds files to a waiting import: a missing table, or corrected rows.
pub(super) async fn add_files(
    State(app): State<App>,
    Id(id): Id,
    _: NoParameters,
    request: Request,
) -> Result<Response, ApiError> {
    // Looked up before the body is read: an import that does not exist takes no upload.
    let known = id.clone();
    let imports = app.use_cases.imports.clone();
    let job = blocking(move || Ok(imports.find(&known)?)).await?;
    // The limits of one upload hold for the whole import, however often files are added to it.
    let room =
        Room { bytes: app.use_cases.settings.max_upload_bytes.saturating_sub(job.bytes_total()), files: job.files() };
    let (uploads, slot) = received(&app, room, Some(id.clone()), request).await?;
    blocking(move || {
        let job = app.use_cases.imports.add_files(&id, uploads, &slot)?;
        Ok((StatusCode::ACCEPTED, Json(json!({"id": job.id, "state": job.state().id()}))).into_response())
    })
    .await
}

/// The report under other answers to the questions. Stores nothing.
pub(super) async fn preview(
    State(app): State<App>,
    Id(id): Id,
    _: NoParameters,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let body: PreviewBody = parsed(&body)?;
    let changes = body.mapping.with_answers(&body.answers);
    blocking(move || Ok(shape(&*app.use_cases.imports.preview(&id, &changes)?).into_response())).await
}

pub(super) async fn show(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<Response, ApiError> {
    blocking(move || Ok(shape(&*app.use_cases.imports.find(&id)?).into_response())).await
}

pub(super) async fn cancel(State(app): State<App>, Id(id): Id, _: NoParameters) -> Result<StatusCode, ApiError> {
    blocking(move || Ok(app.use_cases.imports.cancel(&id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The body of a commit. Everything may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CommitBody {
    policy: Option<String>,
    mapping: MappingChanges,
    /// By id of a question: its answer.
    answers: Answers,
    /// Questions without an answer are answered as proposed.
    accept_proposals: bool,
    name: Option<String>,
}

/// The body of a preview.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct PreviewBody {
    mapping: MappingChanges,
    /// By id of a question: its answer.
    answers: Answers,
}

/// A JSON body; an empty one is the default.
pub(super) fn parsed<T: Default + serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    if body.is_empty() {
        return Ok(T::default());
    }
    serde_json::from_slice(body).map_err(|error| {
        let message = format!("The request's body: found {error}, expected an object as documented.");
        ApiError::new(StatusCode::BAD_REQUEST, "bad_body", message)
    })
}

pub(super) async fn commit(
    State(app): State<App>,
    Id(id): Id,
    _: NoParameters,
    SmallBody(body): SmallBody,
) -> Result<Response, ApiError> {
    let options = options(&body)?;
    blocking(move || {
        let (dataset, report) = app.use_cases.commit(&id, &options)?;
        Ok((StatusCode::CREATED, Json(api::committed(dataset.manifest(), &report))).into_response())
    })
    .await
}

fn options(body: &[u8]) -> Result<CommitOptions, ApiError> {
    let body: CommitBody = parsed(body)?;
    let policy = Policy::read(body.policy.as_deref())?;
    Ok(CommitOptions {
        policy,
        changes: body.mapping.with_answers(&body.answers),
        name: body.name,
        takes_proposals: body.accept_proposals,
        ..CommitOptions::default()
    })
}

pub(super) async fn issues_csv(State(app): State<App>, Id(id): Id, pairs: Pairs) -> Result<Response, ApiError> {
    let [file] = pairs.only(["file"])?;
    blocking(move || {
        let job = app.use_cases.imports.find(&id)?;
        let JobState::Ready(ready) = job.state() else {
            let message = "The rows with issues are there only while an import waits for its decision.";
            return Err(ApiError::new(StatusCode::CONFLICT, "not_ready", message));
        };
        issues_of(ready.staged.clone(), ready.report.mapping.clone(), file, job)
    })
    .await
}

/// The rows with issues of one file, streamed; `held` is kept until the last of them is written.
pub(super) fn issues_of(
    staged: Arc<Staged>,
    mapping: Mapping,
    file: Option<String>,
    held: impl Send + 'static,
) -> Result<Response, ApiError> {
    let at = staged.file_with_issues(&mapping, file.as_deref());
    let missing = || ApiError::new(StatusCode::NOT_FOUND, "no_such_file", "This import has no such file.");
    let at = at.ok_or_else(missing)?;
    let rows = stream::written(move |out| {
        let _held = held;
        staged.write_issues(&mapping, at, export::escape_formula, out)
    });
    Ok((csv_headers("issues.csv"), Body::from_stream(rows)).into_response())
}

fn shape(job: &Job) -> Json<serde_json::Value> {
    let (bytes, rows, issues) = job.progress.so_far();
    let state = job.state();
    let progress = json!({
        "bytes": bytes.min(job.bytes_total()),
        "bytes_total": job.bytes_total(),
        "rows": rows,
        "issues": issues,
    });
    let mode = if job.base.is_some() { "append" } else { "replace" };
    let mut shape = json!({"id": job.id, "state": state.id(), "mode": mode, "progress": progress});
    if let Some(report) = state.report() {
        shape["report"] = json!(api::report(report));
    }
    match &state {
        JobState::Ready(ready) => {
            if let Some(error) = &ready.refused {
                shape["error"] = ApiError::from(&**error).shape();
            }
        }
        JobState::Committed(_, dataset) => shape["dataset"] = json!({"id": dataset}),
        JobState::Failed(error) => shape["error"] = ApiError::from(&**error).shape(),
        JobState::Running | JobState::Committing | JobState::Cancelled => {}
    }
    Json(shape)
}

/// Waits until the files are read.
pub(super) async fn finished(job: &Job) {
    while matches!(job.state(), JobState::Running) {
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

/// Streams the form's files to disk and begins to read them.
pub(super) async fn receive(app: &App, mode: Mode, request: Request) -> Result<Arc<Job>, ApiError> {
    let data_folder = app.use_cases.data_folder.clone();
    let base = blocking(move || Ok(mode.base(&data_folder)?)).await?;
    let (uploads, slot) =
        received(app, Room { bytes: app.use_cases.settings.max_upload_bytes, files: 0 }, None, request).await?;
    Ok(app.use_cases.imports.start(uploads, slot, base))
}

/// How many bytes are still allowed, and how many files have been received.
struct Room {
    bytes: u64,
    files: usize,
}

/// Streams the form's files to disk.
async fn received(
    app: &App,
    mut room: Room,
    added_to: Option<String>,
    request: Request,
) -> Result<(Vec<Upload>, UploadSlot), ApiError> {
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    // The slot is taken before the body is read: an upload over the limit is refused at once.
    let is_too_large = announced.is_some_and(|bytes| bytes > room.bytes);
    let imports = app.use_cases.imports.clone();
    let taken = match is_too_large {
        true => Err(too_large(app)),
        false => blocking(move || Ok(imports.reserve_slot(added_to.as_deref())?)).await,
    };
    let slot = match taken {
        Ok(slot) => slot,
        Err(refusal) => {
            discard(request).await;
            return Err(refusal);
        }
    };
    let mut form = Multipart::from_request(request, &()).await.map_err(|rejection| {
        let message = format!("Send the files as a multipart form: {}.", rejection.body_text());
        ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no_form", message)
    })?;
    let mut uploads = Vec::new();
    while let Some(field) = in_time(form.next_field()).await?? {
        let path = slot.path().join(uploads.len().to_string());
        let Some(upload) = receive_file(app, field, path, &mut room.bytes).await? else {
            continue;
        };
        uploads.push(upload);
        if room.files + uploads.len() > MAX_FILES {
            let message = format!("more than {MAX_FILES} files in one upload");
            return Err(ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_many_files", message));
        }
    }
    Ok((uploads, slot))
}

/// Reads a little of a refused body: a client that is disconnected while it still sends may never read the reason.
async fn discard(request: Request) {
    let mut body = request.into_body().into_data_stream();
    let mut bytes = 0;
    let discarding = async {
        while let Some(Ok(chunk)) = poll_fn(|context| Pin::new(&mut body).poll_next(context)).await {
            bytes += chunk.len();
            if bytes > MAX_DISCARDED_BYTES {
                break;
            }
        }
    };
    // A client that sends too slowly is disconnected.
    drop(timeout(DISCARD_DEADLINE, discarding).await);
}

/// Ends an upload that pauses for too long.
async fn in_time<T>(next: impl Future<Output = T>) -> Result<T, ApiError> {
    let message = "The upload paused for too long. Upload the files again.";
    timeout(BODY_DEADLINE, next).await.map_err(|_| ApiError::new(StatusCode::REQUEST_TIMEOUT, "too_slow", message))
}

/// One part of the form; parts without a file's name that are empty are a form's unused fields.
async fn receive_file(
    app: &App,
    mut field: Field<'_>,
    path: PathBuf,
    room: &mut u64,
) -> Result<Option<Upload>, ApiError> {
    let form_field = field.name().unwrap_or_default().to_owned();
    let name = field.file_name().map(str::to_owned).filter(|name| !name.is_empty());
    let was_named = name.is_some();
    let unwritable = |error: std::io::Error| {
        ApiError::storage(&format!("The upload cannot be kept: {error}. Make room on the disk and try again."))
    };
    let mut file = File::create(&path).await.map_err(unwritable)?;
    let mut bytes = 0_u64;
    while let Some(chunk) = in_time(field.chunk()).await?? {
        *room = room.checked_sub(chunk.len() as u64).ok_or_else(|| too_large(app))?;
        bytes += chunk.len() as u64;
        file.write_all(&chunk).await.map_err(unwritable)?;
    }
    file.flush().await.map_err(unwritable)?;
    if bytes == 0 && !was_named {
        return Ok(None);
    }
    Ok(Some(Upload { name: name.unwrap_or_else(|| form_field.clone()), form_field, path, bytes }))
}

fn too_large(app: &App) -> ApiError {
    let message =
        format!("The upload is larger than {} bytes. Upload less at once.", app.use_cases.settings.max_upload_bytes);
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "upload_too_large", message)
}
