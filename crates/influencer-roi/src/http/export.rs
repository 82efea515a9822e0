//! The influencer table as a file, sent as it is written.

use std::{fs::File, io::Seek, path::Path};

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use definitions::Question;

use super::{App, conditional, dashboard::csv_headers, error::ApiError, parameters::Pairs, stream};
use crate::{
    export::{
        self, WorkbookError,
        columns::{self, Column},
    },
    use_cases::dashboard::whole_table::WholeTable,
};

/// The media type of a workbook.
pub(super) const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a table is written as.
type Write = fn(&App, WholeTable, Vec<Column>) -> Result<(HeaderMap, Body), ApiError>;

pub(super) async fn csv(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let write = |_: &App, table: WholeTable, columns: Vec<Column>| {
        let written = stream::written(move |out| export::write_csv(&table, &columns, out));
        Ok((csv_headers("influencers.csv"), Body::from_stream(written)))
    };
    answer(app, pairs, request, "influencers.csv", write).await
}

pub(super) async fn xlsx(State(app): State<App>, pairs: Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let write = |app: &App, table: WholeTable, columns: Vec<Column>| {
        workbook(app, "influencers.xlsx", |folder, file| export::write_workbook(&table, &columns, folder, file))
    };
    answer(app, pairs, request, "influencers.xlsx", write).await
}

/// A workbook is complete before its first byte can be sent, so it is written to disk first, not to memory.
pub(super) fn workbook(
    app: &App,
    name: &str,
    write: impl FnOnce(&Path, &mut File) -> Result<(), WorkbookError>,
) -> Result<(HeaderMap, Body), ApiError> {
    let folder = app.use_cases.data_folder.staging();
    let unwritable = |error: std::io::Error| {
        ApiError::storage(&format!("The workbook cannot be written: {error}. Make room on the disk and try again."))
    };
    let mut file = tempfile::tempfile_in(&folder).map_err(unwritable)?;
    write(&folder, &mut file)?;
    file.rewind().map_err(unwritable)?;
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .map_err(|error| ApiError::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(WORKBOOK)),
        (header::CONTENT_LENGTH, HeaderValue::from(file.metadata().map_err(unwritable)?.len())),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    let sent = stream::written(move |out| std::io::copy(&mut file, out).map(|_| ()));
    Ok((headers.into_iter().collect(), Body::from_stream(sent)))
}

async fn answer(
    app: App,
    Pairs(mut pairs): Pairs,
    request: HeaderMap,
    name: &str,
    write: Write,
) -> Result<Response, ApiError> {
    let wanted = pairs.iter().rposition(|(name, _)| name == columns::PARAMETER).map(|at| pairs[at].1.clone());
    pairs.retain(|(name, _)| name != columns::PARAMETER);
    let columns = columns::chosen(wanted.as_deref())?;
    let question = Question::from_pairs(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    let ids: Vec<&str> = columns.iter().map(|column| column.id).collect();
    let kind = format!("{name} {}", ids.join(","));
    let make = move |app: &App, question: &Question| {
        let table = app.use_cases.whole_table(question, columns::have_estimates(&columns))?;
        write(app, table, columns)
    };
    conditional::streamed(app, question, &kind, request, make).await
}

impl From<WorkbookError> for ApiError {
    fn from(error: WorkbookError) -> Self {
        match error {
            WorkbookError::TooManyLines(_) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "too_many_lines", error.to_string())
            }
            WorkbookError::Failed(_) => Self::storage(&error.to_string()),
        }
    }
}
