//! `cargo xtask study`: the statistics in simulated worlds, where it is known what they should have found.
//!
//! One folder a question; each prints what it found as a Markdown table and has a quick, seeded test of itself.

mod impact;

/// What is studied.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Study {
    /// Whether 95 % intervals of a campaign's effect hold the truth in 95 of 100 cases
    Impact(impact::Arguments),
}

pub(crate) fn hold(study: &Study) -> anyhow::Result<()> {
    match study {
        Study::Impact(arguments) => impact::hold(arguments),
    }
}
