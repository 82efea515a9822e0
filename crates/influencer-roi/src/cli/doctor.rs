//! `doctor`: checks the data folder, and reads damaged versions again from their original files.

use std::path::Path;

use anyhow::bail;
use serde_json::json;
use store::{Examination, ExaminedVersion, examine};

use super::{open_existing, print, print_json, strip_control};
use crate::{api, settings::Settings};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// First read damaged versions again from their stored original files; the damaged folders are moved to lost/
    #[arg(long)]
    repair: bool,
    /// What was found as JSON
    #[arg(long)]
    json: bool,
}

/// The folder could not be checked: neither healthy nor damaged is known.
#[derive(Debug, thiserror::Error)]
#[error("the data folder cannot be checked: {0}")]
pub(crate) struct CannotCheck(String);

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    let root = settings.data_dir.clone();
    let mut found = checked(&root)?;
    if arguments.repair {
        repair(&found, settings)?;
        found = checked(&root)?;
    }
    if arguments.json {
        print_json(&as_json(&found))?
    } else {
        print_words(&found)?
    }
    if !found.problems.is_empty() {
        bail!("{} problems were found.", found.problems.len());
    }
    Ok(())
}

fn checked(root: &Path) -> Result<Examination, CannotCheck> {
    if !root.exists() {
        let what = format!("there is no {}. Choose another with --data-dir.", root.display());
        return Err(CannotCheck(what));
    }
    examine(root).map_err(|error| CannotCheck(error.to_string()))
}

fn repair(found: &Examination, settings: Settings) -> anyhow::Result<()> {
    let damaged: Vec<&ExaminedVersion> =
        found.versions.iter().filter(|version| version.repairable && !version.damaged.is_empty()).collect();
    if damaged.is_empty() {
        eprintln!("no damaged version can be read again.");
        return Ok(());
    }
    let use_cases = open_existing(settings)?;
    for version in damaged {
        // One that cannot be repaired is no reason to leave the others damaged.
        match use_cases.repair(&version.id, api::report_bytes) {
            Ok(away) => eprintln!("repaired {}; the damaged folder is {}", version.id, away.display()),
            Err(error) => eprintln!("{} stays as it is: {}", version.id, strip_control(&error.to_string())),
        }
    }
    Ok(())
}

fn print_words(found: &Examination) -> anyhow::Result<()> {
    for version in &found.versions {
        let ExaminedVersion { id, version: number, name, files, bytes, damaged, .. } = version;
        let mark = if version.current { "*" } else { " " };
        let state = match (damaged.is_empty(), *files) {
            (true, 0) => "no checksums yet".to_owned(),
            (true, _) => "whole".to_owned(),
            (false, _) => format!("{} damaged", damaged.len()),
        };
        let bin = if version.in_bin { "  in the bin" } else { "" };
        let name = strip_control(name);
        print(&format!("{mark} {id}  version {number}  {files} files  {bytes} bytes  {state}{bin}  {name}"))?;
    }
    for problem in &found.problems {
        print(&strip_control(&format!("problem: {} {}", problem.subject, problem.message)))?;
    }
    found.notes.iter().try_for_each(|note| print(&strip_control(&format!("note: {note}"))))?;
    let use_now = if found.in_use { " A program is using the folder." } else { "" };
    let versions = found.versions.len();
    print(&format!("{versions} versions, {} problems.{use_now}", found.problems.len()))
}

fn as_json(found: &Examination) -> serde_json::Value {
    let version = |version: &ExaminedVersion| {
        let damaged: Vec<_> = version.damaged.iter().map(|(file, what)| json!({"file": file, "what": what})).collect();
        json!({
            "id": version.id, "version": version.version, "name": version.name, "current": version.current,
            "in_bin": version.in_bin, "files": version.files, "bytes": version.bytes, "damaged": damaged,
            "repairable": version.repairable,
        })
    };
    let problems: Vec<_> =
        found.problems.iter().map(|one| json!({"subject": one.subject, "message": one.message})).collect();
    json!({
        "healthy": found.problems.is_empty(), "in_use": found.in_use, "problems": problems, "notes": found.notes,
        "versions": found.versions.iter().map(version).collect::<Vec<_>>(),
    })
}
