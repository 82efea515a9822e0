//! Whether ordinary data block a question about a campaign, whether its interval holds the truth, and whether another cause is
//! told: worlds of brands with ads, prices and festivals, written as files and asked of the program as it proposes.

mod files;
mod situations;
mod world;

use std::fs;

use anyhow::Context as _;

use crate::{root, run};
use situations::SITUATIONS;
use world::World;

/// How many worlds.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Worlds of each situation, six campaigns each
    #[arg(long, default_value_t = 10)]
    worlds: u64,
    /// Only the check lists: nothing is estimated
    #[arg(long)]
    checks_only: bool,
    /// Only the situations whose name contains this
    #[arg(long, default_value = "")]
    only: String,
    /// The first world's number, to draw others
    #[arg(long, default_value_t = 1)]
    first: u64,
}

/// Builds the program, writes the worlds and asks about every campaign.
pub(super) fn hold(arguments: &Arguments) -> anyhow::Result<()> {
    run(&root(), "cargo", &["build", "--package", "influencer-roi"])?;
    let folder = root().join("target/study/questions");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    for situation in SITUATIONS.iter().filter(|situation| situation.name.contains(&arguments.only)) {
        for number in arguments.first..arguments.first + arguments.worlds {
            files::write(&World::draw(situation, number), &folder.join(situation.name).join(number.to_string()))?;
        }
    }
    let folder = folder.to_string_lossy();
    let mut command = vec!["-B", "xtask/oracle/questions.py", "target/debug/influencer-roi", &folder];
    command.extend(arguments.checks_only.then_some("--checks-only"));
    run(&root(), "python3", &command)
}
