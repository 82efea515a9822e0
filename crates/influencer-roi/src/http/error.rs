//! The one shape of every error: `{"error": {"code", "message", "issues"}, "request_id"}`.

use axum::{
    body::Body,
    extract::multipart::MultipartError,
    http::{Response, StatusCode},
    response::IntoResponse,
};
use definitions::QuestionError;
use ingest::IngestError;
use serde_json::json;
use store::StoreError;
use tower_http::csrf::ProtectionError;

use super::request_id;
use crate::{api, use_cases::imports::policy::ImportError};

/// An answer that is an error.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
    issues: serde_json::Value,
    /// Of an import that waits for answers: what is asked.
    questions: Option<serde_json::Value>,
}

impl ApiError {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), issues: json!([]), questions: None }
    }

    /// The same with one more sentence.
    pub(super) fn with(mut self, sentence: &str) -> Self {
        self.message = format!("{} {sentence}", self.message);
        self
    }

    pub(super) fn bad_value(parameter: &str, found: &str, expected: &str) -> Self {
        let message = format!("parameter {parameter}: found \"{found}\", expected {expected}.");
        Self::new(StatusCode::BAD_REQUEST, "bad_parameter", message)
    }

    /// The details go to the log; the answer carries only the request id that leads to them.
    pub(super) fn internal(error: &dyn std::fmt::Display) -> Self {
        tracing::error!(request_id = request_id::current(), "{error}");
        let message =
            "Something went wrong here, and it is not your fault. The log has the details under the request id.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
    }
}

impl ApiError {
    /// The disk is full, cannot be written or fails.
    pub(super) fn storage(message: &str) -> Self {
        tracing::error!(request_id = request_id::current(), "{message}");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "storage", message)
    }

    /// The error's own part, for answers that carry one beside other things.
    pub(super) fn shape(&self) -> serde_json::Value {
        let mut shape = json!({"code": self.code, "message": self.message, "issues": self.issues});
        if let Some(questions) = &self.questions {
            shape["questions"] = questions.clone();
        }
        shape
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> axum::response::Response {
        let body = json!({
            "error": self.shape(),
            "request_id": request_id::current(),
        });
        (self.status, axum::Json(body)).into_response()
    }
}

impl From<QuestionError> for ApiError {
    fn from(error: QuestionError) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error.code(), error.to_string())
    }
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        (&error).into()
    }
}

impl From<&StoreError> for ApiError {
    fn from(error: &StoreError) -> Self {
        let (status, code) = match error {
            StoreError::NoSuchDataset { .. } => (StatusCode::NOT_FOUND, "no_such_dataset"),
            StoreError::NoSuchShape { .. } => (StatusCode::NOT_FOUND, "no_such_shape"),
            StoreError::ShapeOfProgram { .. } => (StatusCode::CONFLICT, "shape_of_program"),
            StoreError::TooManyShapes => (StatusCode::CONFLICT, "too_many_shapes"),
            StoreError::NoDataset => (StatusCode::NOT_FOUND, "no_dataset"),
            StoreError::NoneCurrent { .. } => (StatusCode::SERVICE_UNAVAILABLE, "no_current_dataset"),
            StoreError::SetAside(_) => (StatusCode::SERVICE_UNAVAILABLE, "dataset_damaged"),
            StoreError::NotInBin { .. } => (StatusCode::CONFLICT, "not_in_bin"),
            StoreError::IsCurrent { .. } => (StatusCode::CONFLICT, "is_current"),
            StoreError::BaseChanged => (StatusCode::CONFLICT, "base_changed"),
            StoreError::NoRows { .. } => (StatusCode::CONFLICT, "no_rows"),
            StoreError::NoOriginals { .. } => (StatusCode::CONFLICT, "no_originals"),
            StoreError::Incomplete => (StatusCode::UNPROCESSABLE_ENTITY, "incomplete"),
            StoreError::BadChange(_) => (StatusCode::BAD_REQUEST, "bad_mapping"),
            error if error.is_of_disk() => return Self::storage(&error.to_string()),
            _ => return Self::internal(error),
        };
        Self::new(status, code, error.to_string())
    }
}

impl From<ImportError> for ApiError {
    fn from(error: ImportError) -> Self {
        (&error).into()
    }
}

impl From<&ImportError> for ApiError {
    fn from(error: &ImportError) -> Self {
        let (status, code) = match error {
            ImportError::Store(error) => return error.into(),
            ImportError::Ended(error) => return Self::from(&**error),
            ImportError::Stage(IngestError::Store(_)) => return Self::storage(&error.to_string()),
            ImportError::Failed => return Self::internal(error),
            ImportError::Stage(IngestError::OverLimit { .. }) => (StatusCode::PAYLOAD_TOO_LARGE, "over_limit"),
            ImportError::Stage(IngestError::Cancelled) => (StatusCode::CONFLICT, "cancelled"),
            ImportError::NoSuchImport(_) => (StatusCode::NOT_FOUND, "no_such_import"),
            ImportError::NotReady(_) => (StatusCode::CONFLICT, "not_ready"),
            ImportError::ReadsOtherwise => (StatusCode::CONFLICT, "reads_otherwise"),
            ImportError::IsSample => (StatusCode::CONFLICT, "is_sample"),
            ImportError::Refused(_) => (StatusCode::UNPROCESSABLE_ENTITY, "files_have_errors"),
            ImportError::OpenQuestion(..) => (StatusCode::UNPROCESSABLE_ENTITY, "open_question"),
            ImportError::NothingCounts(..) => (StatusCode::UNPROCESSABLE_ENTITY, "nothing_counts"),
            ImportError::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too_many_imports"),
        };
        let issues = api::issues(error.issues());
        let questions = error.open_report().map(api::questions);
        Self { issues, questions, ..Self::new(status, code, error.to_string()) }
    }
}

impl From<MultipartError> for ApiError {
    fn from(error: MultipartError) -> Self {
        let message = format!("The upload cannot be read as a form with files: {}.", error.body_text());
        Self::new(StatusCode::BAD_REQUEST, "bad_upload", message)
    }
}

pub(super) async fn no_such_page() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.")
}

pub(super) async fn no_such_method() -> ApiError {
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This address does not take that method.")
}

/// A write that was requested by another site's page.
pub(super) fn cross_site(_: ProtectionError) -> Response<Body> {
    let message = "Another site's page asked for this change; only the dashboard's own page and programs may.";
    ApiError::new(StatusCode::FORBIDDEN, "cross_site", message).into_response()
}
