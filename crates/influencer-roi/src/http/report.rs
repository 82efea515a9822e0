//! The report of a selection as a file.

use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use definitions::Question;
use paper::PaperError;

use super::{App, blocking, conditional, error::ApiError, parameters::Pairs, payouts::decided};
use crate::export;

/// The media type of a report.
pub(super) const PDF: &str = "application/pdf";

/// Campaigns that are still being measured are reported as such: a download does not wait for them.
pub(super) async fn pdf(State(app): State<App>, Pairs(pairs): Pairs, request: HeaderMap) -> Result<Response, ApiError> {
    let pairs = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let mut question = Question::from_pairs(pairs)?;
    let use_cases = app.use_cases.clone();
    let (question, run) = blocking(move || {
        let dataset = use_cases.data_folder.dataset(question.dataset.as_deref())?.manifest().id.clone();
        let run = use_cases.measure_campaigns(Some(&dataset))?;
        question.dataset = Some(dataset);
        Ok((question, run))
    })
    .await?;
    let kind = format!("report.pdf {:?} {:x}", run.progress(), decided(&app));
    let make = move |app: &App, question: &Question| {
        let pdf = export::write_report(&app.use_cases.report(question, &run)?)?;
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static(PDF)),
            (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"report.pdf\"")),
        ];
        Ok((headers.into_iter().collect(), Body::from(pdf)))
    };
    conditional::streamed(app, question, &kind, request, make).await
}

impl From<PaperError> for ApiError {
    fn from(error: PaperError) -> Self {
        Self::internal(&error)
    }
}
