//! `load FILE…`: files to a dataset with the proposed answers. Never asks.

use std::path::PathBuf;

use super::{check::in_words, open, print, print_json, staged, tame};
use crate::{
    configuration::Flags,
    insights::imports::{self, ImportError, Policy, Wishes},
    wire,
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// CSV files of influencers, tracking, payouts and posts, in any order
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// reject: one error stops it; accept_valid: rows with errors are left out
    #[arg(long, default_value = "reject", value_parser = policy)]
    policy: Policy,
    /// What people call the dataset
    #[arg(long)]
    name: Option<String>,
    /// The dataset and the report as JSON
    #[arg(long)]
    json: bool,
}

fn policy(text: &str) -> Result<Policy, String> {
    Policy::from_id(text).ok_or_else(|| format!("expected {}", Policy::EXPECTED))
}

pub(super) fn run(arguments: Arguments, flags: Flags) -> anyhow::Result<()> {
    let insights = open(flags)?;
    let staged = staged(&arguments.files)?;
    let wishes = Wishes { policy: arguments.policy, name: arguments.name, takes_proposals: true, ..Wishes::default() };
    let (dataset, report) = imports::commit(&insights.warehouse, &staged, &wishes).inspect_err(|error| {
        if let ImportError::Refused(report) = error {
            eprintln!("{}", tame(&in_words(report).unwrap_or_default()));
        }
    })?;
    if arguments.json {
        return print_json(&wire::committed(dataset.manifest(), &report));
    }
    let manifest = dataset.manifest();
    print(&format!(
        "{}\ndataset {} (version {}) is now the current one",
        tame(&in_words(&report)?),
        manifest.id,
        manifest.version
    ))
}
