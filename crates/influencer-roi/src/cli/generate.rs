//! `generate`: example data whose truth is known.

use std::path::PathBuf;

use anyhow::Context;

use super::print;
use crate::sample::{self, Plan};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Tracking rows [default: about 9,000]
    #[arg(long)]
    rows: Option<u64>,
    /// Influencers [default: 80; 1,000 from a million rows on]
    #[arg(long)]
    influencers: Option<u32>,
    /// The same seed gives the same bytes
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// The folder to write to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let plan = Plan { rows: arguments.rows, influencers: arguments.influencers, seed: arguments.seed };
    let written = sample::write(&plan, &arguments.out)
        .with_context(|| format!("{} cannot be written", arguments.out.display()))?;
    for file in &written.files {
        print(&format!("{}: {} rows", file.path.display(), file.rows))?;
    }
    Ok(())
}
