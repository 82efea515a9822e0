//! Imports: upload, look, decide.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Multipart, Path, RawQuery, Request, State, multipart::Field},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use tokio::{fs::File, io::AsyncWriteExt};
use warehouse::{MappingChanges, Upload};

use super::{
    App,
    dashboard::{blocking, csv_headers, form_pairs},
    error::ApiError,
};
use crate::{
    export,
    insights::imports::{Job, Policy, State as JobState, Wishes},
    wire,
};

/// The most files one upload may have.
const FILES_MOST: usize = 64;
/// How often a waiting request looks whether its import has ended.
const LOOK_EVERY: Duration = Duration::from_millis(10);

pub(super) async fn create(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, ApiError> {
    let waits = waits(query.as_deref())?;
    let job = receive(&app, request).await?;
    if !waits {
        return Ok((StatusCode::ACCEPTED, Json(json!({"id": job.id, "state": job.state().id()}))).into_response());
    }
    finished(job.clone()).await;
    blocking(move || Ok(shape(&job).into_response())).await
}

pub(super) async fn show(State(app): State<App>, Path(id): Path<String>) -> Result<Response, ApiError> {
    blocking(move || Ok(shape(&*app.insights.imports.find(&id)?).into_response())).await
}

pub(super) async fn cancel(State(app): State<App>, Path(id): Path<String>) -> Result<StatusCode, ApiError> {
    blocking(move || Ok(app.insights.imports.cancel(&id)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What a commit asks for. Everything may be left out.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommitBody {
    policy: Option<String>,
    #[serde(default)]
    mapping: MappingBody,
    name: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingBody {
    #[serde(default)]
    source: BTreeMap<String, String>,
    brand: Option<String>,
    #[serde(default)]
    dates: BTreeMap<String, String>,
    #[serde(default)]
    files: BTreeMap<String, String>,
}

pub(super) async fn commit(State(app): State<App>, Path(id): Path<String>, body: Bytes) -> Result<Response, ApiError> {
    let wishes = wishes(&body)?;
    let (dataset, report) = blocking(move || Ok(app.insights.imports.commit(&id, &wishes)?)).await?;
    Ok((StatusCode::CREATED, Json(wire::committed(dataset.manifest(), &report))).into_response())
}

fn wishes(body: &[u8]) -> Result<Wishes, ApiError> {
    let body: CommitBody = if body.is_empty() {
        CommitBody::default()
    } else {
        serde_json::from_slice(body).map_err(|error| {
            let message =
                format!("The request's body: found {error}, expected an object such as {{\"policy\":\"reject\"}}.");
            ApiError::new(StatusCode::BAD_REQUEST, "bad_body", message)
        })?
    };
    let policy = match &body.policy {
        None => Policy::default(),
        Some(policy) => {
            Policy::from_id(policy).ok_or_else(|| ApiError::bad_value("policy", policy, Policy::EXPECTED))?
        }
    };
    let changes = MappingChanges {
        source: body.mapping.source,
        brand: body.mapping.brand,
        dates: body.mapping.dates,
        files: body.mapping.files,
    };
    Ok(Wishes { policy, changes, name: body.name, takes_proposals: false })
}

pub(super) async fn issues_csv(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, ApiError> {
    let file = form_pairs(query.as_deref()).into_iter().find(|(name, _)| name == "file").map(|(_, file)| file);
    let bytes = blocking(move || {
        let job = app.insights.imports.find(&id)?;
        let JobState::Ready(staged) = job.state() else {
            let message = "The rows with issues are there only while an import waits for its decision.";
            return Err(ApiError::new(StatusCode::CONFLICT, "not_ready", message));
        };
        let mut bytes = Vec::new();
        let written = staged.write_issues(staged.proposal(), file.as_deref(), export::inert, &mut bytes);
        written.map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => ApiError::new(StatusCode::NOT_FOUND, "no_such_file", error.to_string()),
            _ => ApiError::internal(&error),
        })?;
        Ok(bytes)
    });
    Ok((csv_headers("issues.csv"), bytes.await?).into_response())
}

fn shape(job: &Job) -> Json<serde_json::Value> {
    let (bytes, rows, issues) = job.progress.so_far();
    let state = job.state();
    let mut shape = json!({
        "id": job.id,
        "state": state.id(),
        "progress": {"bytes": bytes.min(job.bytes_total), "bytes_total": job.bytes_total, "rows": rows, "issues": issues},
    });
    if let Some(report) = job.report() {
        shape["report"] = json!(wire::report(&report));
    }
    if let JobState::Failed(message) = state {
        shape["error"] = json!({"code": "import_failed", "message": message});
    }
    Json(shape)
}

/// Waits until the files are read.
pub(super) async fn finished(job: Arc<Job>) {
    while matches!(job.state(), JobState::Running) {
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn waits(query: Option<&str>) -> Result<bool, ApiError> {
    let mut waits = false;
    for (name, value) in form_pairs(query) {
        waits = match (name.as_str(), value.as_str()) {
            ("wait", "true") => true,
            ("wait", "false" | "") => false,
            ("wait", found) => return Err(ApiError::bad_value("wait", found, "true or false")),
            _ => {
                let message = format!("parameter \"{name}\" is not known. Known is wait.");
                return Err(ApiError::new(StatusCode::BAD_REQUEST, "unknown_parameter", message));
            }
        };
    }
    Ok(waits)
}

/// Streams the form's files to disk and begins to read them.
pub(super) async fn receive(app: &App, request: Request) -> Result<Arc<Job>, ApiError> {
    let announced =
        request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > app.upload_bytes_most) {
        return Err(too_large(app));
    }
    let mut form = Multipart::from_request(request, &()).await.map_err(|rejection| {
        let message = format!("Send the files as a multipart form: {}.", rejection.body_text());
        ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no_form", message)
    })?;
    let folder = app.insights.imports.new_folder()?;
    let mut uploads = Vec::new();
    let mut room = app.upload_bytes_most;
    while let Some(field) = form.next_field().await? {
        let Some(upload) = receive_file(app, field, folder.path().join(uploads.len().to_string()), &mut room).await?
        else {
            continue;
        };
        uploads.push(upload);
        if uploads.len() > FILES_MOST {
            let message = format!("more than {FILES_MOST} files in one upload");
            return Err(ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_many_files", message));
        }
    }
    Ok(app.insights.imports.start(uploads, folder)?)
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
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, "storage", format!("The upload cannot be kept: {error}."))
    };
    let mut file = File::create(&path).await.map_err(unwritable)?;
    let mut bytes = 0_u64;
    while let Some(chunk) = field.chunk().await? {
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
    let message = format!("The upload is larger than {} bytes. Upload less at once.", app.upload_bytes_most);
    ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "upload_too_large", message)
}
