//! `openapi`: what other programs can ask of the API, as one document.

use super::print_json;
use crate::api;

pub(super) fn run() -> anyhow::Result<()> {
    print_json(&api::openapi())
}
