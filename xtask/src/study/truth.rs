//! Whether the program's own intervals hold the true lift of generated worlds, of each campaign and of all together,
//! everything taken as it is proposed.

use crate::{root, run};

/// How many worlds.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Generated worlds, nine campaigns each
    #[arg(long, default_value_t = 40)]
    seeds: u32,
}

/// Builds the program and lets it measure every campaign.
pub(super) fn hold(arguments: &Arguments) -> anyhow::Result<()> {
    run(&root(), "cargo", &["build", "--package", "influencer-roi"])?;
    ask(arguments.seeds, Least { campaigns_percent: 90, portfolios_percent: 80 })
}

/// A few worlds: one interval in twenty misses, and one sum in ten, so the limits are wide ones.
pub(crate) fn quickly() -> anyhow::Result<()> {
    ask(2, Least { campaigns_percent: 80, portfolios_percent: 50 })
}

/// How many intervals hold the truth at least: of campaigns those of 95 %, of all campaigns of a world those of 90 %.
struct Least {
    campaigns_percent: u32,
    portfolios_percent: u32,
}

fn ask(seeds: u32, least: Least) -> anyhow::Result<()> {
    let [seeds, campaigns, portfolios] =
        [seeds, least.campaigns_percent, least.portfolios_percent].map(|number| number.to_string());
    let flags = ["--seeds", &seeds, "--least", &campaigns, "--least-portfolio", &portfolios];
    let program = ["-B", "xtask/oracle/truth.py", "target/debug/influencer-roi"];
    run(&root(), "python3", &[&program[..], &flags[..]].concat())
}
