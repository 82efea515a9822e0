//! `export [selection flags]`: the influencer table as CSV, every line.

use std::path::PathBuf;

use super::{forgiving, open_existing, out, selection::SelectionFlags};
use crate::{configuration::Flags, export};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// The file to write [default: stdout]
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, flags: Flags) -> anyhow::Result<()> {
    let question = arguments.selection.question()?;
    let (_, lines) = open_existing(flags)?.whole_table(&question)?;
    forgiving(export::write_csv(&lines, out(arguments.out.as_deref())?))
}
