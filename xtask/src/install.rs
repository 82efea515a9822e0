//! What the tests need beside cargo and npm: found, or installed by Debian's packages where apt may.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::bail;

use crate::run;

pub(crate) fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}

const CHROMIUM: &str = "/usr/bin/chromium";

/// Debian's Chromium, installed when it is missing and apt may.
pub(crate) fn chromium() -> anyhow::Result<PathBuf> {
    let chosen = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let chromium = chosen.unwrap_or_else(|| PathBuf::from(CHROMIUM));
    if chromium.exists() {
        return Ok(chromium);
    }
    let otherwise = "the browser tests need Chromium: install it, or name one with CHROMIUM=/path/to/chromium";
    install(&["chromium", "fonts-noto-core"], otherwise)?;
    Ok(chromium)
}

/// The page's own packages too: the type check reads them.
pub(crate) fn install_page_tools(page: &Path) -> anyhow::Result<()> {
    let install = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    run(page, "npm", &install)?;
    run(&page.with_file_name("web"), "npm", &install)
}

/// Crashes and full disks are made with it.
pub(crate) fn install_strace() -> anyhow::Result<()> {
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
