//! `backup DIR` and `restore DIR`: the whole data folder saved and brought back, whether a program uses it or not.

use std::path::PathBuf;

use anyhow::bail;
use store::{Backup, back_up, restore_backup};

use super::{print, strip_control};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The backup: a new folder to write, or one that backup wrote
    #[arg(value_name = "DIR")]
    backup: PathBuf,
}

pub(super) fn save(arguments: &Arguments, settings: &Settings) -> anyhow::Result<()> {
    anyhow::ensure!(
        settings.data_dir.exists(),
        "there is no data folder {}. Choose another with --data-dir.",
        settings.data_dir.display()
    );
    let backup = back_up(&settings.data_dir, &arguments.backup)?;
    say(&backup, &format!("backed up {} to {}", settings.data_dir.display(), arguments.backup.display()))
}

pub(super) fn restore(arguments: &Arguments, settings: &Settings) -> anyhow::Result<()> {
    let backup = restore_backup(&arguments.backup, &settings.data_dir)?;
    say(&backup, &format!("restored {} to {}", arguments.backup.display(), settings.data_dir.display()))
}

/// What was damaged before is damaged in the copy: it is whole as a copy, and says so.
fn say(backup: &Backup, what: &str) -> anyhow::Result<()> {
    let Backup { files, bytes, versions, problems } = backup;
    print(&format!("{what}: {versions} versions, {files} files, {bytes} bytes, read back and compared."))?;
    for problem in problems {
        print(&strip_control(&format!("problem: {} {}", problem.subject, problem.message)))?;
    }
    if !problems.is_empty() {
        bail!("the copy is complete, with the {} problems that were there before.", problems.len());
    }
    Ok(())
}
