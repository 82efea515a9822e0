//! `cargo xtask study`: the statistics in simulated worlds, where it is known what they should have found.
//!
//! One folder a question; each prints what it found as a Markdown table and has a quick, seeded test of itself.

mod roas;

/// What is studied.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Study {
    /// Whether 90 % intervals of influencers' ROAS hold the truth in 90 of 100 cases
    Roas(roas::Arguments),
}

pub(crate) fn hold(study: &Study) -> anyhow::Result<()> {
    match study {
        Study::Roas(arguments) => roas::hold(arguments),
    }
}
