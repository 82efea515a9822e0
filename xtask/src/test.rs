//! `cargo xtask test`: everything, or the parts that are named.

use std::path::{Path, PathBuf};

use crate::{
    client,
    install::{chromium, has, install_page_tools, install_strace},
    oracle, root, run, run_with, study,
};

/// A part of the tests, in the order in which all of them run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Part {
    /// Formatting and lints of the Rust sources
    Lint,
    /// All Rust tests, and documentation without warnings
    Rust,
    /// Random questions against the oracle in Python
    Oracle,
    /// Intervals against the true lift of generated worlds
    Study,
    /// A client that asks everything the OpenAPI document allows
    Client,
    /// The page's lints, types and unit tests
    Page,
    /// The page in a browser
    Browser,
}

impl Part {
    const ALL: [Self; 7] = [Self::Lint, Self::Rust, Self::Oracle, Self::Study, Self::Client, Self::Page, Self::Browser];

    fn run(self, root: &Path) -> anyhow::Result<()> {
        match self {
            Self::Lint => lint(root),
            Self::Rust => rust(root),
            Self::Oracle => oracle::agree_and_notice(),
            Self::Study => study::campaigns_of_generated_worlds(),
            Self::Client => client::ask_everything(root),
            Self::Page => page(root),
            Self::Browser => browser(root),
        }
    }
}

/// Runs the parts, each once and in their order; all of them when none is named.
pub(crate) fn run_parts(parts: &[Part]) -> anyhow::Result<()> {
    let is_wanted = |part: &Part| parts.is_empty() || parts.contains(part);
    Part::ALL.into_iter().filter(is_wanted).try_for_each(|part| part.run(&root()))
}

fn lint(root: &Path) -> anyhow::Result<()> {
    run(root, "cargo", &["fmt", "--all", "--check"])?;
    run(root, "cargo", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])
}

/// cargo-nextest where it is installed, cargo's own runner elsewhere.
fn rust(root: &Path) -> anyhow::Result<()> {
    install_strace()?;
    let shared = root.join("../shared");
    if !shared.is_dir() {
        eprintln!("\nskipped: tests of published files and results, as {} is missing", shared.display());
    }
    if has("cargo-nextest") {
        run(root, "cargo", &["nextest", "run", "--workspace"])?;
    } else {
        run(root, "cargo", &["test", "--workspace"])?;
    }
    run_with(
        root,
        "cargo",
        &["doc", "--workspace", "--no-deps", "--document-private-items"],
        &[("RUSTDOCFLAGS", "-Dwarnings")],
    )
}

fn page(root: &Path) -> anyhow::Result<()> {
    let tests = page_tests(root)?;
    run(&tests, "npm", &["run", "--silent", "lint"])?;
    // The types of the API's answers come from the program's own OpenAPI document.
    run(root, "cargo", &["build", "--package", "influencer-roi"])?;
    run(&tests, "npm", &["run", "--silent", "types"])?;
    run(&tests, "npm", &["run", "--silent", "unit"])
}

fn browser(root: &Path) -> anyhow::Result<()> {
    let (tests, chromium) = (page_tests(root)?, chromium()?);
    run(root, "cargo", &["build", "--package", "influencer-roi"])?;
    let program = root.join("target/debug/influencer-roi");
    let variables = [("ROI_PROGRAM", program.as_path()), ("CHROMIUM", chromium.as_path())];
    run_with(&tests, "npm", &["run", "--silent", "browser"], &variables)
}

/// The folder of the page's tests with their packages installed.
fn page_tests(root: &Path) -> anyhow::Result<PathBuf> {
    let folder = root.join("crates/influencer-roi/web-tests");
    install_page_tools(&folder)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum;

    use super::Part;

    #[test]
    fn the_whole_has_every_part() {
        assert_eq!(Part::value_variants(), Part::ALL);
    }
}
