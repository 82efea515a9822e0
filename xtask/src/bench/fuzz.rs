//! `cargo xtask bench fuzz`: hostile files for the readers, led by the code they reach. Stable Rust, and nothing to install.
//!
//! The two targets of `crates/ingest/tests/readers` are built with LLVM's coverage counters and run by libFuzzer, which
//! comes with the crate `bolero` (C++ that the build compiles). Inputs that reached something new stay in `target/fuzz/`
//! and are where the next run begins.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, bail, ensure};

use crate::root;

/// How long to search.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// For all targets together
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..))]
    minutes: u64,
}

/// A target's name, its test, and the longest input in bytes.
const TARGETS: [(&str, &str, usize); 2] =
    [("rows", "no_row_and_no_amount_is_lost", 4096), ("raw", "any_bytes_are_read_or_refused", 65_536)];

/// Counters at every edge and comparison; these flags are stable ones.
const FLAGS: &str = "--cfg fuzzing --cfg fuzzing_libfuzzer -Cpasses=sancov-module \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";

pub(crate) fn all(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = root().join("target/fuzz");
    let program = build(&folder)?;
    let seconds = arguments.minutes * 60 / TARGETS.len() as u64;
    let mut failed = Vec::new();
    for target in TARGETS {
        if !search(&program, &folder, target, seconds)? {
            failed.push(target.0);
        }
    }
    ensure!(
        failed.is_empty(),
        "inputs of {} fail and stand in {}: put each into its folder of crates/ingest/tests/found, and correct what it shows",
        failed.join(" and "),
        folder.join("failing").display()
    );
    Ok(())
}

/// The test program with counters in it; with checks for overflow, which a release has not.
fn build(folder: &Path) -> anyhow::Result<PathBuf> {
    let host = host()?;
    eprintln!("\n--- building the readers' tests with counters in {}", folder.display());
    let output = Command::new("cargo")
        .args(["test", "--no-run", "--release", "--message-format", "json-render-diagnostics"])
        .args(["--package", "ingest", "--test", "readers", "--target", &host, "--target-dir"])
        .arg(folder)
        .env("RUSTFLAGS", FLAGS)
        .env("CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS", "true")
        .env("CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS", "true")
        .current_dir(root())
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(output.status.success(), "the tests do not build; libFuzzer needs a C++ compiler (Debian: g++)");
    let said = String::from_utf8_lossy(&output.stdout);
    let program = said.lines().rev().find_map(|line| line.split_once("\"executable\":\"")?.1.split('"').next());
    Ok(PathBuf::from(program.context("cargo names no program")?))
}

/// A target of its own keeps the flags away from build scripts.
fn host() -> anyhow::Result<String> {
    let output = Command::new("rustc").args(["--version", "--verbose"]).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let Some(host) = said.lines().find_map(|line| line.strip_prefix("host: ")) else {
        bail!("rustc does not name its host")
    };
    Ok(host.to_owned())
}

/// Searches for so long; false when an input failed.
fn search(program: &Path, folder: &Path, target: (&str, &str, usize), seconds: u64) -> anyhow::Result<bool> {
    let (name, test, length) = target;
    let (seen, failing) = (folder.join("seen").join(name), folder.join("failing"));
    std::fs::create_dir_all(&seen)?;
    std::fs::create_dir_all(&failing)?;
    let options = [
        seen.display().to_string(),
        root().join("crates/ingest/tests/found").join(name).display().to_string(),
        format!("-artifact_prefix={}/{name}-", failing.display()),
        format!("-max_total_time={seconds} -timeout=20 -rss_limit_mb=512 -len_control=0 -max_len={length}"),
        "-verbosity=0 -print_final_stats=1".to_owned(),
    ];
    eprintln!("\n--- {name}: {seconds} seconds");
    let mut command = Command::new(program);
    command.args([test, "--exact", "--nocapture", "--quiet", "--test-threads", "1"]);
    // Every case writes its files: into memory, where there is such a place.
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        command.env("TMPDIR", memory);
    }
    let status = command.env("BOLERO_LIBFUZZER_ARGS", options.join(" ")).status()?;
    Ok(status.success())
}
