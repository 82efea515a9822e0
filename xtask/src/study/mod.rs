//! `cargo xtask study`: the statistics in simulated worlds, where it is known what they should have found.
//!
//! One folder a question; each prints what it found as a Markdown table and has a quick, seeded test of itself.

mod impact;
mod plan;
mod questions;
mod roas;
mod truth;

pub(crate) use truth::quickly as campaigns_of_generated_worlds;

/// What is studied.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Study {
    /// Whether 95 % intervals of a campaign's effect hold the truth in 95 of 100 cases
    Impact(impact::Arguments),
    /// Whether plans beat today's in as many cases as they claim
    Plan(plan::Arguments),
    /// Whether ordinary data block questions about a campaign, and whether other causes are reported
    Questions(questions::Arguments),
    /// Whether 90 % intervals of influencers' ROAS hold the truth in 90 of 100 cases
    Roas(roas::Arguments),
    /// Whether the program's own intervals hold the true lift of generated worlds
    Truth(truth::Arguments),
}

pub(crate) fn hold(study: &Study) -> anyhow::Result<()> {
    match study {
        Study::Impact(arguments) => impact::hold(arguments),
        Study::Plan(arguments) => plan::hold(arguments),
        Study::Questions(arguments) => questions::hold(arguments),
        Study::Roas(arguments) => roas::hold(arguments),
        Study::Truth(arguments) => truth::hold(arguments),
    }
}
