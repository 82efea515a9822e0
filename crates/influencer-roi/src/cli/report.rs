//! `report --out report.pdf [selection flags]`: what the views say, on two to four sheets.

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
};

use super::{ignore_broken_pipe, lift::wait_for, open_existing, out, selection::SelectionFlags};
use crate::{export, settings::Settings};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// The file to write [default: stdout]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    let question = arguments.selection.question()?;
    let to = arguments.out.as_deref();
    anyhow::ensure!(
        to.is_some() || !io::stdout().is_terminal(),
        "a PDF cannot be shown on a terminal. Name a file with --out."
    );
    let use_cases = open_existing(settings)?;
    let question = use_cases.asked(question)?;
    let run = use_cases.measure_campaigns(question.dataset.as_deref())?;
    // What is measured is kept: only the first report of a version waits.
    wait_for(&run);
    let pdf = export::write_report(&use_cases.report(&question, &run)?)?;
    ignore_broken_pipe(out(to)?.write_all(&pdf))
}
