//! `openapi`: what other programs can ask of the API, as one document.

use super::print_json;
use crate::wire;

pub(super) fn run() -> anyhow::Result<()> {
    print_json(&wire::openapi())
}
