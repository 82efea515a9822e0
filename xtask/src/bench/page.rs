//! `cargo xtask bench page`: the page in Chromium, as people use it, beside the bars it is held to.
//!
//! The program serves the data of `bench ask`, and a second data folder whose table is long. What is measured and how is
//! written in `web-tests/bench`. A missed bar is said and is no failure; what could not be measured is one.

use super::{ask, program, served::Served};
use crate::{
    install::{chromium, install_page_tools},
    root, run,
};

/// How `bench page` measures.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Rows of the generated file
    #[arg(long, default_value = "10000000")]
    rows: u64,
}

/// Influencers in the long table.
const INFLUENCERS: &str = "50000";

pub(super) fn all(arguments: &Arguments) -> anyhow::Result<()> {
    let page = root().join("crates/influencer-roi/web-tests");
    chromium()?;
    install_page_tools(&page)?;
    let many_rows = Served::start(&ask::data(arguments.rows)?.join("data"))?;
    let long_table = ask::loaded(&format!("influencers-{INFLUENCERS}"), |part| {
        let generate = ["generate", "--rows", "200000", "--influencers", INFLUENCERS, "--seed", "3", "--out"];
        run(&root(), &program().to_string_lossy(), &[&generate[..], &[&part.to_string_lossy()]].concat())
    })?;
    let long_table = Served::start(&long_table.join("data"))?;
    run(&page, "node", &["bench/page.mjs", &many_rows.address, &long_table.address])
}
