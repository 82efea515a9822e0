//! `ask [selection flags]`: the dashboard's JSON.

use super::{open_existing, print_json_text, selection::SelectionFlags};
use crate::settings::Flags;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// JSON is what is printed anyway
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, flags: Flags) -> anyhow::Result<()> {
    let mut question = arguments.selection.question()?;
    question.include.intervals = true;
    print_json_text(&String::from_utf8(open_existing(flags)?.dashboard(&question)?.json())?)
}
