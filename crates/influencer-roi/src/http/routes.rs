//! Every route there is.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{delete, get, post},
};
use tower_http::{compression::CompressionLayer, csrf::CsrfLayer};

use super::{App, dashboard, datasets, door, error, imports, influencers, originals, page, reference, rows};

/// The most bytes of a request that is no upload.
const BODY_BYTES_MOST: usize = 1 << 20;

pub(super) fn router(app: App) -> Router {
    // Uploads are counted as they stream; everything else has a small, fixed limit.
    let uploads = Router::new()
        .route("/api/v1/imports", post(imports::create))
        .route("/api/v1/imports/{id}/files", post(imports::add_files))
        .route("/api/v1/datasets", post(datasets::create))
        .layer(DefaultBodyLimit::disable());
    let api = Router::new()
        .route("/api/v1/dashboard", get(dashboard::show))
        .route("/api/v1/export/influencers.csv", get(dashboard::export_csv))
        .route("/api/v1/rows", get(rows::show))
        .route("/api/v1/export/rows.csv", get(rows::export_csv))
        .route("/api/v1/influencers/{id}", get(influencers::show))
        .route("/api/v1/facets", get(reference::facets))
        .route("/api/v1/definitions", get(reference::definitions))
        .route("/api/v1/imports/{id}", get(imports::show).delete(imports::cancel))
        .route("/api/v1/imports/{id}/preview", post(imports::preview))
        .route("/api/v1/imports/{id}/commit", post(imports::commit))
        .route("/api/v1/imports/{id}/issues.csv", get(imports::issues_csv))
        .route("/api/v1/datasets", get(datasets::list))
        .route("/api/v1/datasets/keep", post(datasets::keep))
        .route("/api/v1/datasets/{id}", delete(datasets::delete).patch(datasets::rename))
        .route("/api/v1/datasets/{id}/report", get(datasets::report))
        .route("/api/v1/datasets/{id}/issues.csv", get(datasets::issues_csv))
        .route("/api/v1/datasets/{id}/originals/{at}", get(originals::download))
        .route("/api/v1/datasets/{id}/activate", post(datasets::activate))
        .route("/healthz", get(reference::healthy))
        .route("/readyz", get(reference::ready))
        .layer(DefaultBodyLimit::max(BODY_BYTES_MOST));
    Router::new()
        .merge(uploads)
        .merge(api)
        .route("/", get(page::index))
        .route("/assets/{name}", get(page::asset))
        .fallback(error::no_such_page)
        .method_not_allowed_fallback(error::no_such_method)
        .layer(CsrfLayer::new().with_rejection_response(error::cross_site))
        .layer(CompressionLayer::new())
        .layer(axum::middleware::from_fn(door::check_host))
        .layer(axum::middleware::from_fn(door::dress))
        .with_state(app)
}
