//! `impact SERIES.csv`: the effect of a campaign or event on a time series.

use std::{
    fmt::Write,
    io::{self, IsTerminal},
    path::PathBuf,
};

use lift::impact::{ImpactSettings, IntervalEstimate, Mode, Watch};

use super::{print, print_json, strip_control};
use crate::{
    api,
    use_cases::statistics::impact::{ImpactAnswer, ImpactQuestion, Span, impact_of},
};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// A CSV file (also .gz) with one row a day, oldest first
    file: PathBuf,
    /// The column whose effect is asked for, such as revenue
    #[arg(long, value_name = "COLUMN")]
    outcome: String,
    /// Columns that the campaign did not affect, separated by commas
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    controls: Vec<String>,
    /// The days or zero-based rows whose effect is asked for, both ends included, such as 2026-03-01..2026-03-21 or 70..99
    #[arg(long, value_name = "A..B")]
    post: Span,
    /// Days or rows that count neither before nor after, such as a sale; may be repeated
    #[arg(long, value_name = "A..B", value_delimiter = ',')]
    mask: Vec<Span>,
    /// The column of the day [default: the column that holds only days]
    #[arg(long, value_name = "COLUMN")]
    time: Option<String>,
    /// classic: R CausalImpact's default model; calibrated: refuses what the data cannot carry, intervals checked by placebo windows
    #[arg(long, value_enum, default_value = "calibrated")]
    mode: ModeFlag,
    /// Rows of a season, 1 for none; 7 under mode calibrated, 1 under mode classic
    #[arg(long, value_name = "ROWS")]
    seasonal: Option<usize>,
    /// Draws that are kept
    #[arg(long, default_value_t = 10_000)]
    draws: usize,
    /// How likely an interval is to hold the truth
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// The estimate as JSON
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ModeFlag {
    Classic,
    Calibrated,
}

impl From<ModeFlag> for Mode {
    fn from(flag: ModeFlag) -> Self {
        match flag {
            ModeFlag::Classic => Self::Classic,
            ModeFlag::Calibrated => Self::Calibrated,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let usual = ImpactSettings::defaults(arguments.mode.into());
    let season = arguments.seasonal.unwrap_or(usual.season);
    let question = ImpactQuestion {
        outcome: &arguments.outcome,
        controls: &arguments.controls,
        time: arguments.time.as_deref(),
        post: &arguments.post,
        masked: &arguments.mask,
        settings: ImpactSettings { draws: arguments.draws, level: arguments.level, season, ..usual },
    };
    let answer = impact_of(&arguments.file, &question, &Shown)?;
    if arguments.json {
        return print_json(&api::impact(&answer));
    }
    print(&strip_control(&in_words(&answer, &arguments.outcome)?))
}

/// Progress on a terminal.
struct Shown;

impl Watch for Shown {
    fn fitted(&self, done: usize, total: usize) {
        if io::stderr().is_terminal() {
            eprint!("\r{done} of {total} fits ");
            if done == total {
                eprintln!();
            }
        }
    }

    fn goes_on(&self) -> bool {
        true
    }
}

fn in_words(answer: &ImpactAnswer, outcome: &str) -> Result<String, std::fmt::Error> {
    let ImpactAnswer { impact, settings, post, names, warnings, .. } = answer;
    let effect = &impact.effect;
    let mut text = String::new();
    let level = 100.0 * settings.level;
    writeln!(text, "{outcome}, {} to {} ({} rows count)", names[post.start], names[post.end - 1], effect.rows)?;
    writeln!(text, "{:<12}{:>16}{:>16}{:>16}   {level:.0} % interval", "", "actual", "expected", "effect")?;
    let rows = effect.rows as f64;
    let mut line = |name: &str, actual: f64, expected: f64, of: &IntervalEstimate| {
        writeln!(text, "{name:<12}{actual:>16.4}{expected:>16.4}{:>16.4}   {:.4} to {:.4}", of.mean, of.lower, of.upper)
    };
    line("average", effect.actual / rows, effect.expected.mean / rows, &effect.average)?;
    line("cumulative", effect.actual, effect.expected.mean, &effect.cumulative)?;
    let IntervalEstimate { mean, lower, upper, .. } = effect.relative;
    writeln!(text, "relative: {:.1} % ({:.1} % to {:.1} %)", 100.0 * mean, 100.0 * lower, 100.0 * upper)?;
    writeln!(text, "one-sided tail probability: {:.4}", effect.p)?;
    writeln!(text, "smallest effect that would have been detected: {:.4}", impact.smallest_detectable())?;
    if !impact.placebos.is_empty() {
        let count = impact.placebos.len();
        writeln!(text, "{count} windows before were tried; intervals are {:.2} times as wide", impact.widening)?;
    }
    warnings.iter().try_for_each(|warning| writeln!(text, "note: {warning}"))?;
    text.truncate(text.trim_end().len());
    Ok(text)
}
