//! `cargo xtask study`: the statistics in simulated worlds, where it is known what they should have found.
//!
//! One folder a question; each prints what it found as a Markdown table and has a quick, seeded test of itself.

mod impact;
mod roas;

/// What is studied.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Study {
    /// Whether 95 % intervals of a campaign's effect hold the truth in 95 of 100 cases
    Impact(impact::Arguments),
    /// Whether 90 % intervals of influencers' ROAS hold the truth in 90 of 100 cases
    Roas(roas::Arguments),
}

pub(crate) fn hold(study: &Study) -> anyhow::Result<()> {
    match study {
        Study::Impact(arguments) => impact::hold(arguments),
        Study::Roas(arguments) => roas::hold(arguments),
    }
}
