//! `cargo xtask test`: formatting, lints, Rust tests, the oracle, a client that asks everything, the page's types and units,
//! the browser's stories.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::bail;

use crate::{client, oracle, root, run};

pub(crate) fn all() -> anyhow::Result<()> {
    let (root, page) = (root(), root().join("crates/influencer-roi/web-tests"));
    run(&root, "cargo", &["fmt", "--all", "--check"])?;
    run(&root, "cargo", &["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"])?;
    install_strace()?;
    run_rust_tests(&root)?;
    oracle::agree_and_notice()?;
    client::ask_everything(&root)?;
    install_page_tools(&page)?;
    run(&page, "npm", &["run", "--silent", "types"])?;
    run(&page, "npm", &["run", "--silent", "unit"])?;
    run_browser(&root, &page)
}

fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

/// cargo-nextest where it is installed, cargo's own runner elsewhere.
fn run_rust_tests(root: &Path) -> anyhow::Result<()> {
    if has("cargo-nextest") {
        return run(root, "cargo", &["nextest", "run", "--workspace"]);
    }
    run(root, "cargo", &["test", "--workspace"])
}

/// The page's own packages too: the type check reads them.
fn install_page_tools(page: &Path) -> anyhow::Result<()> {
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    run(page, "npm", &install)?;
    run(&page.with_file_name("web"), "npm", &install)
}

const CHROMIUM: &str = "/usr/bin/chromium";

fn run_browser(root: &Path, page: &Path) -> anyhow::Result<()> {
    let chromium = chromium()?;
    run(root, "cargo", &["build", "--package", "influencer-roi"])?;
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

/// Debian's Chromium, installed when it is missing and apt may.
fn chromium() -> anyhow::Result<PathBuf> {
    let chosen = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let chromium = chosen.unwrap_or_else(|| PathBuf::from(CHROMIUM));
    if chromium.exists() {
        return Ok(chromium);
    }
    let otherwise = "the browser tests need Chromium: install it, or name one with CHROMIUM=/path/to/chromium";
    install(&["chromium", "fonts-noto-core"], otherwise)?;
    Ok(chromium)
}

/// Crashes and full disks are made with it.
fn install_strace() -> anyhow::Result<()> {
    if has("strace") {
        return Ok(());
    }
    install(&["strace"], "the tests of crashes and full disks need strace: install it")
}

/// The oracle is written in it, with nothing but its standard library.
pub(crate) fn install_python() -> anyhow::Result<()> {
    if has("python3") {
        return Ok(());
    }
    install(&["python3"], "the oracle needs Python 3.11 or later: install it")
}

/// Debian's packages, where apt may install them.
pub(crate) fn install(packages: &[&str], otherwise: &str) -> anyhow::Result<()> {
    if !has("apt-get") {
        bail!("{otherwise}");
    }
    let here = Path::new("/");
    run(here, "apt-get", &["update"])?;
    run(here, "apt-get", &[&["install", "--yes", "--no-install-recommends"], packages].concat())
}
