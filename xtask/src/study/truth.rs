//! Whether the program's own intervals hold the true lift of generated worlds, everything taken as it is proposed.

use crate::{root, run};

/// How many worlds.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Generated worlds, six campaigns each
    #[arg(long, default_value_t = 40)]
    seeds: u32,
}

/// Builds the program and asks it about every campaign.
pub(super) fn hold(arguments: &Arguments) -> anyhow::Result<()> {
    run(&root(), "cargo", &["build", "--package", "influencer-roi"])?;
    ask(arguments.seeds, 90)
}

/// A few worlds: one interval in twenty misses, so the limit is a wide one.
pub(crate) fn quickly() -> anyhow::Result<()> {
    ask(2, 80)
}

fn ask(seeds: u32, least_percent: u32) -> anyhow::Result<()> {
    let (seeds, least) = (seeds.to_string(), least_percent.to_string());
    let program = "target/debug/influencer-roi";
    run(&root(), "python3", &["-B", "xtask/oracle/truth.py", program, "--seeds", &seeds, "--least", &least])
}
