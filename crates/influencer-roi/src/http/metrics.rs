//! Metrics of the program itself: `/metrics`, in the text format of Prometheus.
//!
//! No label holds text of a user: routes are templates, methods and states are known words, ids are the program's own.

use std::{
    borrow::Cow,
    fmt,
    sync::{Arc, atomic::AtomicU64},
    time::Duration,
};

use axum::{
    extract::State,
    http::{Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric, text},
    metrics::{
        MetricType,
        counter::{ConstCounter, Counter},
        family::Family,
        gauge::{ConstGauge, Gauge},
        histogram::Histogram,
        info::Info,
    },
    registry::Registry,
};

use store::Dataset;

use super::{App, error::ApiError, parameters::NoParameters};
use crate::use_cases::UseCases;

/// The media type of what `/metrics` answers.
pub(super) const MEDIA_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Seconds: from a cached answer (half a millisecond) to a long upload (ten seconds).
const BUCKETS: [f64; 13] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

type Labels<const N: usize> = [(&'static str, Cow<'static, str>); N];

/// Where an answer with a tag came from; the handler leaves it with the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Made for this request.
    Computed,
    /// Made for an earlier one.
    Cached,
}

impl Source {
    const fn id(self) -> &'static str {
        match self {
            Self::Computed => "computed",
            Self::Cached => "cached",
        }
    }
}

/// All metrics.
#[derive(Debug)]
pub(super) struct Metrics {
    registry: Registry,
    latency: Family<Labels<3>, Histogram, fn() -> Histogram>,
    in_flight: Gauge,
    answers: Family<Labels<1>, Counter>,
}

/// A request that is being answered; dropped when the client disconnects.
pub(super) struct InFlight(Gauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    pub(super) fn new(use_cases: &UseCases) -> Self {
        let latency = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let (in_flight, answers, started) =
            (Gauge::default(), Family::<Labels<1>, Counter>::default(), Gauge::<f64, AtomicU64>::default());
        started.set(jiff::Timestamp::now().as_microsecond() as f64 / 1e6);
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        let mut registry = Registry::default();
        registry.register("process_start_time_seconds", "When the program was started, in Unix time", started);
        registry.register("roi_build", "The version of the program", build);
        registry.register(
            "roi_http_request_duration_seconds",
            "Time from a request's headers to its answer's headers",
            latency.clone(),
        );
        registry.register("roi_http_requests_in_flight", "Requests being answered", in_flight.clone());
        registry.register("roi_answers", "Answers by where they came from", answers.clone());
        registry.register_collector(Box::new(CurrentState(use_cases.clone())));
        Self { registry, latency, in_flight, answers }
    }

    pub(super) fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// Counts a request that was answered. A request for no route is one for the route "none".
    pub(super) fn answered(&self, route: Option<String>, method: &Method, response: &Response, took: Duration) {
        let status = response.status();
        let labels = [
            ("route", route.map_or(Cow::Borrowed("none"), Cow::Owned)),
            ("method", Cow::Borrowed(known(method))),
            ("status", Cow::Borrowed(class(status))),
        ];
        self.latency.get_or_create(&labels).observe(took.as_secs_f64());
        let source = match status {
            StatusCode::NOT_MODIFIED => Some("not_modified"),
            _ => response.extensions().get::<Source>().map(|source| source.id()),
        };
        if let Some(source) = source {
            self.answers.get_or_create(&[("source", Cow::Borrowed(source))]).inc();
        }
    }
}

fn known(method: &Method) -> &'static str {
    let names = ["GET", "POST", "PATCH", "DELETE", "HEAD", "PUT", "OPTIONS"];
    names.into_iter().find(|name| method.as_str() == *name).unwrap_or("other")
}

fn class(status: StatusCode) -> &'static str {
    match status.as_u16() {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}

/// State at the time of the request: open datasets, imports.
#[derive(Debug)]
struct CurrentState(UseCases);

impl Collector for CurrentState {
    fn encode(&self, mut to: DescriptorEncoder<'_>) -> fmt::Result {
        let open = self.0.data_folder.open_datasets();
        let count = to.encode_descriptor("roi_datasets_open", "Versions held in memory.", None, MetricType::Gauge)?;
        ConstGauge::new(open.len() as i64).encode(count)?;
        let sized = |size: fn(&Dataset) -> usize| {
            open.iter().map(move |dataset| ([("dataset", dataset.manifest().id.as_str())], size(dataset) as u64))
        };
        gauges(&mut to, "roi_dataset_cells", "Cells of the cube of an open version.", sized(Dataset::cells))?;
        gauges(&mut to, "roi_dataset_bytes", "Bytes that an open version takes.", sized(Dataset::bytes))?;
        let rows = open.iter().flat_map(|dataset| {
            let (id, rows) = (dataset.manifest().id.as_str(), &dataset.manifest().rows);
            let counts = [
                ("influencers", rows.influencers),
                ("tracking", rows.tracking),
                ("payouts", rows.payouts),
                ("posts", rows.posts),
            ];
            counts.map(|(table, count)| ([("dataset", id), ("table", table)], count))
        });
        gauges(&mut to, "roi_dataset_rows", "Rows of an open version by table.", rows)?;
        let imports = &self.0.imports;
        let states = imports.states().into_iter().map(|(state, count)| ([("state", state)], count));
        gauges(&mut to, "roi_imports", "Imports that are remembered, by state.", states)?;
        let about = "Bytes of the files that became versions.";
        let bytes = to.encode_descriptor("roi_imported_bytes", about, None, MetricType::Counter)?;
        ConstCounter::new(imports.bytes_imported()).encode(bytes)
    }
}

fn gauges<'l, const N: usize>(
    to: &mut DescriptorEncoder<'_>,
    name: &str,
    about: &str,
    values: impl IntoIterator<Item = ([(&'l str, &'l str); N], u64)>,
) -> fmt::Result {
    let mut family = to.encode_descriptor(name, about, None, MetricType::Gauge)?;
    for (labels, value) in values {
        ConstGauge::new(i64::try_from(value).unwrap_or(i64::MAX)).encode(family.encode_family(&labels)?)?;
    }
    Ok(())
}

pub(super) async fn show(State(app): State<App>, _: NoParameters) -> Result<Response, ApiError> {
    let metrics: Arc<Metrics> = app.metrics.clone();
    let mut said = String::new();
    text::encode(&mut said, &metrics.registry).map_err(|error| ApiError::internal(&error))?;
    Ok(([(header::CONTENT_TYPE, MEDIA_TYPE)], said).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_makes_up_is_no_label() {
        let made_up = Method::from_bytes(b"BREW").unwrap();
        assert_eq!((known(&made_up), known(&Method::PATCH)), ("other", "PATCH"));
        assert_eq!((class(StatusCode::NOT_MODIFIED), class(StatusCode::IM_A_TEAPOT)), ("3xx", "4xx"));
    }
}
