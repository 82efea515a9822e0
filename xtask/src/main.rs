//! The project's own chores: `cargo xtask test`, and what it is made of or measured by.

mod bench;
mod client;
mod install;
mod oracle;
#[cfg(test)]
mod rooms;
mod study;
mod test;

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, ensure};
use clap::Parser;

use crate::{bench::Bench, study::Study};

/// Chores of this project.
#[derive(Debug, Parser)]
enum Chore {
    /// Install what the tests need and run all of them, or only the named parts
    Test {
        /// The parts to run [default: all]
        parts: Vec<test::Part>,
    },
    /// Ask the program everything its OpenAPI document allows (part of test)
    Client,
    /// Ask random questions and hold every number against an independent oracle
    Oracle(oracle::Arguments),
    /// Hold the statistics against simulated worlds whose truth is known
    Study {
        #[command(subcommand)]
        study: Study,
    },
    /// Measure the built program
    Bench {
        #[command(subcommand)]
        bench: Option<Bench>,
    },
}

fn main() -> anyhow::Result<()> {
    match Chore::parse() {
        Chore::Test { parts } => test::run_parts(&parts),
        Chore::Client => client::ask_everything(&root()),
        Chore::Oracle(arguments) => oracle::agree(&arguments),
        Chore::Study { study } => study::hold(&study),
        Chore::Bench { bench } => bench::measure(&bench.unwrap_or(Bench::Start)),
    }
}

/// The workspace's folder.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

/// Runs a program to its end in a folder; its failure is ours.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> anyhow::Result<()> {
    run_with::<&str>(folder, program, arguments, &[])
}

/// The same with these variables in the program's environment.
fn run_with<V: AsRef<OsStr>>(
    folder: &Path,
    program: &str,
    arguments: &[&str],
    variables: &[(&str, V)],
) -> anyhow::Result<()> {
    let line = format!("{program} {}", arguments.join(" "));
    eprintln!("\n--- {line}");
    let variables = variables.iter().map(|(name, value)| (name, value.as_ref()));
    let status = Command::new(program).args(arguments).envs(variables).current_dir(folder).status();
    let status = status.with_context(|| format!("{program} was not found"))?;
    ensure!(status.success(), "failed: {line}");
    Ok(())
}
