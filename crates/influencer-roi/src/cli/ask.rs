//! `ask [selection flags]`: the dashboard's JSON.

use super::{open_existing, print_json_text, selection::SelectionFlags};
use crate::settings::Settings;

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// Accepted for symmetry with other commands: the output is always JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    let mut question = arguments.selection.question()?;
    question.include.intervals = true;
    let use_cases = open_existing(settings)?;
    let question = use_cases.asked(question)?;
    print_json_text(&String::from_utf8(use_cases.dashboard(&question)?.json())?)
}
