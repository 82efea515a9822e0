//! Every route, in one table.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{delete, get, post, put},
};
use tower_http::{
    compression::{
        CompressionLayer, Predicate,
        predicate::{DefaultPredicate, NotForContentType},
    },
    csrf::CsrfLayer,
};

use super::{
    App, aliases, campaigns, dashboard, datasets, error, export, imports, incrementality, influencers, insights,
    methods, metrics, middleware, originals, page, payouts, plan, posts, reference, report, rows, settings, shapes,
};

/// The most bytes of a request other than an upload.
const MAX_BODY_BYTES: usize = 1 << 20;

pub(super) fn router(app: App) -> Router {
    // Uploads are counted as they stream; everything else has a small, fixed limit.
    let uploads = Router::new()
        .route("/api/v1/imports", post(imports::create))
        .route("/api/v1/imports/{id}/files", post(imports::add_files))
        .route("/api/v1/datasets", post(datasets::create))
        .layer(DefaultBodyLimit::disable());
    let api = Router::new()
        .route("/api/v1/dashboard", get(dashboard::show))
        .route("/api/v1/export/influencers.csv", get(export::csv))
        .route("/api/v1/export/influencers.xlsx", get(export::xlsx))
        .route("/api/v1/payouts", get(payouts::show))
        .route("/api/v1/payouts/decisions", put(payouts::decide))
        .route("/api/v1/export/payouts.csv", get(payouts::export_csv))
        .route("/api/v1/export/payouts.xlsx", get(payouts::export_xlsx))
        .route("/api/v1/posts", get(posts::show))
        .route("/api/v1/plan", get(plan::show))
        .route("/api/v1/insights", get(insights::show))
        .route("/api/v1/insights/decisions", put(insights::decide))
        .route("/api/v1/export/report.pdf", get(report::pdf))
        .route("/api/v1/rows", get(rows::show))
        .route("/api/v1/export/rows.csv", get(rows::export_csv))
        .route("/api/v1/influencers/{id}", get(influencers::show))
        .route("/api/v1/incrementality", get(incrementality::offer).post(incrementality::ask))
        .route("/api/v1/incrementality/campaigns", post(campaigns::ask).delete(campaigns::cancel))
        .route("/api/v1/incrementality/{id}", get(incrementality::show).delete(incrementality::cancel))
        .route("/api/v1/facets", get(reference::facets))
        .route("/api/v1/definitions", get(reference::definitions))
        .route("/api/v1/shapes", get(shapes::list).post(shapes::keep))
        .route("/api/v1/shapes/{id}", get(shapes::download).delete(shapes::remove))
        .route("/api/v1/imports/{id}", get(imports::show).delete(imports::cancel))
        .route("/api/v1/imports/{id}/preview", post(imports::preview))
        .route("/api/v1/imports/{id}/commit", post(imports::commit))
        .route("/api/v1/imports/{id}/issues.csv", get(imports::issues_csv))
        .route("/api/v1/datasets", get(datasets::list))
        .route("/api/v1/datasets/keep", post(datasets::keep))
        .route("/api/v1/datasets/{id}", delete(datasets::delete).patch(datasets::rename))
        .route("/api/v1/datasets/{id}/report", get(datasets::report))
        .route("/api/v1/datasets/{id}/aliases", get(aliases::show).put(aliases::change))
        .route("/api/v1/datasets/{id}/issues.csv", get(datasets::issues_csv))
        .route("/api/v1/datasets/{id}/originals/{at}", get(originals::download))
        .route("/api/v1/datasets/{id}/activate", post(datasets::activate))
        .route("/api/v1/datasets/{id}/restore", post(datasets::restore))
        .route("/api/v1/settings", get(settings::show).put(settings::change))
        .route("/healthz", get(reference::healthy))
        .route("/readyz", get(reference::ready))
        .route("/metrics", get(metrics::show))
        .route("/openapi.json", get(reference::openapi))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES));
    // Answers stay on this machine: compressing them takes longer than sending them. A workbook and a PDF are compressed already.
    let worth_it = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/json"))
        .and(NotForContentType::const_new(export::WORKBOOK))
        .and(NotForContentType::const_new(report::PDF));
    Router::new()
        .merge(uploads)
        .merge(api)
        .route("/", get(page::index))
        .route("/reference", get(page::reference))
        .route("/methods", get(methods::show))
        .route("/assets/{name}", get(page::asset))
        .fallback(error::no_such_page)
        .method_not_allowed_fallback(error::no_such_method)
        .layer(CsrfLayer::new().with_rejection_response(error::cross_site))
        .layer(CompressionLayer::new().compress_when(worth_it))
        .layer(axum::middleware::from_fn(middleware::check_host))
        .layer(axum::middleware::from_fn_with_state(app.clone(), middleware::finish))
        .with_state(app)
}
