//! `cargo xtask bench`: what is measured by hand, on a machine that is otherwise idle. No test runs it.

mod ask;
mod fuzz;
mod import;
mod lift;
mod measure;
mod million;
mod page;
mod served;
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
    /// Random questions, beside DuckDB, Polars and pandas
    Ask(ask::Arguments),
    /// The effect of a campaign on a series, beside bsts-causalimpact and pycausalimpact
    Lift(lift::Arguments),
    /// The page in Chromium: first paint, filter clicks, brushing, a table of 50,000 influencers, its size
    Page(page::Arguments),
    /// Hostile files for the readers, for half an hour
    Fuzz(fuzz::Arguments),
}

pub(crate) fn measure(bench: &Bench) -> anyhow::Result<()> {
    if !matches!(bench, Bench::Fuzz(_)) {
        run(&root(), "cargo", &["build", "--release", "--package", "influencer-roi"])?;
    }
    match bench {
        Bench::Fuzz(arguments) => fuzz::all(arguments),
        Bench::Ask(arguments) => ask::all(arguments),
        Bench::Lift(arguments) => lift::all(arguments),
        Bench::Page(arguments) => page::all(arguments),
        Bench::Start => start::all(),
        Bench::Import(arguments) => import::all(arguments),
    }
}

/// The program as it is released.
fn program() -> PathBuf {
    root().join("target/release/influencer-roi")
}
