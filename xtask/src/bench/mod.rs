//! `cargo xtask bench`: what is measured by hand, on a machine that is otherwise idle. No test runs it.

mod import;
mod measure;
mod start;

use std::path::PathBuf;

use crate::{root, run};

/// What to measure.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Bench {
    /// The start of a built program and its answers (the default)
    Start,
    /// Loading one large file, beside DuckDB, Polars and pandas
    Import(import::Arguments),
}

pub(crate) fn measure(bench: &Bench) -> anyhow::Result<()> {
    run(&root(), "cargo", &["build", "--release", "--package", "influencer-roi"])?;
    match bench {
        Bench::Start => start::all(),
        Bench::Import(arguments) => import::all(arguments),
    }
}

/// The program as it is released.
fn program() -> PathBuf {
    root().join("target/release/influencer-roi")
}
