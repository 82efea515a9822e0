//! `cargo xtask test`: formatting, lints, Rust tests, the oracle, a client that asks everything, the page's lints, types
//! and units, the browser's stories.

use std::{path::Path, process::Command};

use crate::{
    client,
    install::{chromium, has, install_page_tools, install_strace},
    oracle, root, run, study,
};

pub(crate) fn all() -> anyhow::Result<()> {
    let (root, page) = (root(), root().join("crates/influencer-roi/web-tests"));
    run(&root, "cargo", &["fmt", "--all", "--check"])?;
    run(&root, "cargo", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    install_strace()?;
    run_rust_tests(&root)?;
    oracle::agree_and_notice()?;
    study::campaigns_of_generated_worlds()?;
    client::ask_everything(&root)?;
    install_page_tools(&page)?;
    run(&page, "npm", &["run", "--silent", "lint"])?;
    run(&root, "cargo", &["build", "--package", "influencer-roi"])?;
    run(&page, "npm", &["run", "--silent", "types"])?;
    run(&page, "npm", &["run", "--silent", "unit"])?;
    run_browser(&root, &page)
}

/// cargo-nextest where it is installed, cargo's own runner elsewhere.
fn run_rust_tests(root: &Path) -> anyhow::Result<()> {
    if has("cargo-nextest") {
        return run(root, "cargo", &["nextest", "run", "--workspace"]);
    }
    run(root, "cargo", &["test", "--workspace"])
}

fn run_browser(root: &Path, page: &Path) -> anyhow::Result<()> {
    let chromium = chromium()?;
    let program = root.join("target/debug/influencer-roi");
    eprintln!("\n--- npm run browser");
    let status = Command::new("npm")
        .args(["run", "--silent", "browser"])
        .env("ROI_PROGRAM", program)
        .env("CHROMIUM", chromium)
        .current_dir(page)
        .status()?;
    anyhow::ensure!(status.success(), "failed: npm run browser");
    Ok(())
}
