//! `cargo xtask oracle`: random questions, every number of the answers held against an oracle in Python over the rows.

use crate::{install::install_python, root, run};

/// How much is asked.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How many random selections
    #[arg(long, default_value_t = 10_000)]
    pub(crate) selections: u32,
    /// The same seed asks the same
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}

pub(crate) fn agree(arguments: &Arguments) -> anyhow::Result<()> {
    install_python()?;
    run(&root(), "cargo", &["build", "--package", "influencer-roi"])?;
    ask(arguments.selections, arguments.seed, &[])
}

/// A few hundred questions, then a few whose answers are made wrong by one micro: every one of them has to be noticed.
pub(crate) fn agree_and_notice() -> anyhow::Result<()> {
    // Dealt out evenly over the datasets, so that a few fewer are asked.
    agree(&Arguments { selections: 550, seed: 1 })?;
    ask(60, 2, &["--break-one"])
}

fn ask(selections: u32, seed: u64, more: &[&str]) -> anyhow::Result<()> {
    let (program, selections, seed) = ("target/debug/influencer-roi", selections.to_string(), seed.to_string());
    let asked = ["xtask/oracle/ask.py", program, "--selections", &selections, "--seed", &seed];
    run(&root(), "python3", &[&["-B"], &asked[..], more].concat())
}
