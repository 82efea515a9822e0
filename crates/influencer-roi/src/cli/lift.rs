//! `lift [selection flags]`: the measured lift of every campaign, what they add up to and what they share.

use std::{
    fmt::Write,
    io::{self, IsTerminal},
    time::Duration,
};

use ::lift::impact::IntervalEstimate;
use definitions::{Reason, Value};

use super::{open_existing, print, print_json, selection::SelectionFlags, strip_control};
use crate::{
    api,
    settings::Settings,
    use_cases::incrementality::{
        PerUnit,
        campaigns::{CampaignLine, MeasuredCampaigns, MeasuredLine, Run, RunState},
    },
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    selection: SelectionFlags,
    /// The answer as JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, settings: Settings) -> anyhow::Result<()> {
    let question = arguments.selection.question()?;
    let use_cases = open_existing(settings)?;
    let run = use_cases.measure_campaigns(question.dataset.as_deref())?;
    wait_for(&run);
    let answer = use_cases.measured_campaigns(&run, &question);
    anyhow::ensure!(answer.state == RunState::Ready, "the campaigns could not be measured: an unexpected error");
    if arguments.json {
        return print_json(&api::campaigns(&answer));
    }
    print(&strip_control(&in_words(&answer)?))
}

/// Until every campaign is worked out, with progress on a terminal.
pub(super) fn wait_for(run: &Run) {
    const PAUSE: Duration = Duration::from_millis(20);
    let is_shown = io::stderr().is_terminal();
    while run.state() == RunState::Running {
        if is_shown {
            let (done, total) = run.progress();
            eprint!("\r{done} of {total} campaigns ");
        }
        std::thread::sleep(PAUSE);
    }
    if is_shown {
        eprintln!();
    }
}

fn in_words(answer: &MeasuredCampaigns) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    answer.words.iter().try_for_each(|sentence| writeln!(text, "{sentence}"))?;
    answer.warnings.iter().try_for_each(|warning| writeln!(text, "note: {}", warning.message))?;
    answer.lines.iter().try_for_each(|measured| line(&mut text, measured))?;
    if let Some(pooled) = &answer.pooled {
        writeln!(text, "shared by all {}: {} of each 1 credited", pooled.campaigns, interval(&pooled.factor))?;
    }
    text.truncate(text.trim_end().len());
    Ok(text)
}

fn line(text: &mut String, measured: &MeasuredLine) -> std::fmt::Result {
    let CampaignLine { brand, campaign, days, state, reason, lift, numbers, .. } = &*measured.line;
    writeln!(text, "\n{campaign} ({brand}), {} to {}: {}", days.from, days.to, state.id().replace('_', " "))?;
    let roas = numbers.iter().find(|(id, _)| *id == "roas").map_or(Value::Missing(Reason::NoSpend), |(_, roas)| *roas);
    if let Value::Quotient(roas) = roas {
        writeln!(text, "  credited for each 1 paid: {roas:.2}")?;
    }
    if let Some(lift) = lift {
        writeln!(text, "  new for each 1 paid: {}", per_unit(lift.incremental_roas))?;
        writeln!(text, "  new of each 1 credited: {}", per_unit(lift.factor))?;
    }
    if let Some(reason) = reason {
        writeln!(text, "  {}: {}. {}", reason.title, reason.found, reason.fix.as_deref().unwrap_or_default())?;
    }
    Ok(())
}

fn per_unit(per_unit: PerUnit) -> String {
    match per_unit {
        PerUnit::Of(estimate) => interval(&estimate),
        PerUnit::None(reason) => reason.sentence().to_owned(),
        PerUnit::Unknown => "not known".to_owned(),
    }
}

fn interval(IntervalEstimate { mean, lower, upper, .. }: &IntervalEstimate) -> String {
    format!("{mean:.2} ({lower:.2} to {upper:.2})")
}
