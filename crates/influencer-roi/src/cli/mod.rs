//! The command line: one file per command. Results go to stdout, all else to stderr.

mod aliases;
mod ask;
mod backup;
mod check;
mod datasets;
mod definitions;
mod doctor;
mod export;
mod generate;
mod impact;
mod insights;
mod lift;
mod load;
mod openapi;
mod panel;
mod payouts;
mod report;
mod selection;
mod serve;
mod settings;
mod shapes;

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use clap::{CommandFactory, FromArgMatches, error::ErrorKind};
use ingest::{Progress, Upload};
use serde::Serialize;
use store::DataFolder;

use crate::{
    api,
    settings::{self as program_settings, FileValues, Settings},
    use_cases::UseCases,
};

/// Which influencer spend truly makes money.
#[derive(Debug, clap::Parser)]
#[command(name = "influencer-roi", version, about, long_about = None)]
pub(crate) struct Arguments {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Serve the dashboard and the API (the default)
    Serve,
    /// Report what files contain and what is wrong with them; changes nothing
    Check(check::Arguments),
    /// Load files as a new dataset; a question without an answer ends it
    Load(load::Arguments),
    /// Answer a question: the dashboard's JSON
    Ask(ask::Arguments),
    /// Write the influencer table as CSV or XLSX
    Export(export::Arguments),
    /// List the versions of the data
    Datasets(datasets::Arguments),
    /// Show and change whose the codes on the sales are
    Aliases(aliases::Arguments),
    /// Write example data whose true effect is known
    Generate(generate::Arguments),
    /// Estimate the effect of a treatment on some of many units (panel data)
    Panel(panel::Arguments),
    /// Estimate the effect of a campaign or event on a time series
    Impact(impact::Arguments),
    /// Measure what every campaign brought that would not have come otherwise
    Lift(lift::Arguments),
    /// Set what was earned against what was paid, and find the payments worth a question
    Payouts(payouts::Arguments),
    /// List everything worth doing, the most money first, and what became of it
    Insights(insights::Arguments),
    /// Write what the views say as PDF, on two to four pages
    Report(report::Arguments),
    /// List the definition of every number
    Definitions(definitions::Arguments),
    /// Show and change what is kept with the data folder: currency, time zone, margins
    Settings(settings::Arguments),
    /// List the exports of other tools that are read without a mapping
    Shapes(shapes::Arguments),
    /// Check the data folder, also while it is served; exit code 1 for problems, 2 where it cannot be checked
    Doctor(doctor::Arguments),
    /// Save the whole data folder as a new folder, also while it is served
    Backup(backup::Arguments),
    /// Make a new data folder of a backup
    Restore(backup::Arguments),
    /// Write the API's OpenAPI document
    Openapi,
}

impl Arguments {
    /// What the program was started with, over the environment and the settings file.
    ///
    /// Wrong usage and `--help` end the program here, so that a broken settings file hides neither.
    pub(crate) fn read() -> anyhow::Result<Self> {
        let file = FileValues::read();
        let command = Self::command();
        let mut command = match &file {
            Ok(file) => program_settings::with_settings(command, file),
            Err(_) => program_settings::with_settings(command, &FileValues::default()),
        };
        hide_serving_settings(&mut command);
        let matches = command.get_matches_mut();
        file?;
        let is_serving = matches.subcommand_name().is_none_or(|name| name == "serve");
        if let Some(flag) = program_settings::serving_flag(&matches).filter(|_| !is_serving) {
            let message = format!("{flag} is a setting of serve: leave it out here.");
            command.error(ErrorKind::ArgumentConflict, message).exit();
        }
        Ok(Self::from_arg_matches(&matches)?)
    }
}

/// Leaves the settings of `serve` out of the help of other commands.
fn hide_serving_settings(command: &mut clap::Command) {
    command.build();
    for other in command.get_subcommands_mut().filter(|command| command.get_name() != "serve") {
        let hide =
            |argument: clap::Arg| if program_settings::is_serving(&argument) { argument.hide(true) } else { argument };
        *other = std::mem::take(other).mut_args(hide);
    }
}

/// Runs the command; without one, serves.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    let settings = arguments.settings;
    let Some(command) = arguments.command else {
        return serve::run(settings);
    };
    match command {
        Command::Serve => serve::run(settings),
        Command::Check(arguments) => check::run(&arguments, &settings),
        Command::Load(arguments) => load::run(arguments, settings),
        Command::Ask(arguments) => ask::run(&arguments, settings),
        Command::Export(arguments) => export::run(&arguments, settings),
        Command::Datasets(arguments) => datasets::run(&arguments, settings),
        Command::Aliases(arguments) => aliases::run(arguments, settings),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Impact(arguments) => impact::run(&arguments),
        Command::Lift(arguments) => lift::run(&arguments, settings),
        Command::Panel(arguments) => panel::run(&arguments),
        Command::Payouts(arguments) => payouts::run(arguments, settings),
        Command::Insights(arguments) => insights::run(arguments, settings),
        Command::Report(arguments) => report::run(&arguments, settings),
        Command::Definitions(arguments) => definitions::run(&arguments),
        Command::Settings(arguments) => settings::run(&arguments, settings),
        Command::Shapes(arguments) => shapes::run(&arguments, settings),
        Command::Doctor(arguments) => doctor::run(&arguments, settings),
        Command::Backup(arguments) => backup::save(&arguments, &settings),
        Command::Restore(arguments) => backup::restore(&arguments, &settings),
        Command::Openapi => openapi::run(),
    }
}

/// The use cases over the data folder, which this process owns from now on.
fn open(settings: Settings) -> anyhow::Result<UseCases> {
    let data_folder = DataFolder::open(&settings.data_dir)?;
    Ok(UseCases::new(Arc::new(data_folder), api::report_bytes, settings))
}

/// The same for a command that only asks: a data folder that does not exist is not created.
fn open_existing(settings: Settings) -> anyhow::Result<UseCases> {
    anyhow::ensure!(
        settings.data_dir.exists(),
        "there is no data folder {}. Load files first, or choose another with --data-dir.",
        settings.data_dir.display()
    );
    open(settings)
}

/// Text from files without control characters, which a terminal would obey.
fn strip_control(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() && letter != '\n' { '\u{fffd}' } else { letter }).collect()
}

/// Files of the command line as an upload.
fn uploads(files: &[PathBuf]) -> anyhow::Result<Vec<Upload>> {
    let upload = |path: &PathBuf| {
        let about = fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Ok(Upload { name, form_field: String::new(), path: path.clone(), bytes: about.len() })
    };
    files.iter().map(upload).collect()
}

/// Reads files and shows progress on stderr, when that is a terminal.
fn with_progress<T: Send + 'static>(
    uploads: Vec<Upload>,
    read: impl FnOnce(Vec<Upload>, &Arc<Progress>) -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    let progress = Arc::new(Progress::default());
    if !io::stderr().is_terminal() {
        return read(uploads, &progress);
    }
    let bytes_total: u64 = uploads.iter().map(|upload| upload.bytes).sum();
    let reading = progress.clone();
    let reader = std::thread::spawn(move || read(uploads, &reading));
    while !reader.is_finished() {
        let (bytes, rows, issues) = progress.so_far();
        let percent = bytes.min(bytes_total) * 100 / bytes_total.max(1);
        let megabytes = |bytes: u64| bytes / 1_000_000;
        eprint!(
            "\r{percent:>3} %  {} of {} MB  {rows} rows  {issues} issues ",
            megabytes(bytes),
            megabytes(bytes_total)
        );
        std::thread::sleep(Duration::from_millis(100));
    }
    eprintln!();
    reader.join().map_err(|_| anyhow::anyhow!("the files could not be read: an unexpected error"))?
}

/// Prints a value as JSON, readable where a person reads it.
fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    print_json_text(&serde_json::to_string(value)?)
}

/// Indented on a terminal, compact for programs.
fn print_json_text(json: &str) -> anyhow::Result<()> {
    if io::stdout().is_terminal() { print(&indented(json)) } else { print(json) }
}

/// The same JSON with every entry on a line of its own; numbers keep their digits.
fn indented(json: &str) -> String {
    let mut text = String::with_capacity(2 * json.len());
    let (mut depth, mut in_text, mut is_escaped) = (0_usize, false, false);
    let line =
        |text: &mut String, depth: usize| text.extend(std::iter::once("\n").chain(std::iter::repeat_n("  ", depth)));
    for letter in json.chars() {
        if in_text {
            in_text = is_escaped || letter != '"';
            is_escaped = !is_escaped && letter == '\\';
            text.push(letter);
            continue;
        }
        if matches!(letter, '}' | ']') {
            depth = depth.saturating_sub(1);
            line(&mut text, depth);
        }
        text.push(letter);
        match letter {
            '"' => in_text = true,
            ':' => text.push(' '),
            ',' => line(&mut text, depth),
            '{' | '[' => {
                depth += 1;
                line(&mut text, depth);
            }
            _ => {}
        }
    }
    text
}

fn print(text: &str) -> anyhow::Result<()> {
    ignore_broken_pipe(writeln!(io::stdout().lock(), "{text}"))
}

/// A reader that stops early, such as head, is not an error.
fn ignore_broken_pipe(written: io::Result<()>) -> anyhow::Result<()> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

/// Where results of a command go: a file, or stdout.
fn out(path: Option<&Path>) -> anyhow::Result<Box<dyn Write>> {
    Ok(match path {
        Some(path) => {
            Box::new(fs::File::create(path).with_context(|| format!("{} cannot be written", path.display()))?)
        }
        None => Box::new(io::stdout().lock()),
    })
}

/// Whether a command ended because the data folder could not be checked.
pub(crate) fn is_uncheckable(error: &anyhow::Error) -> bool {
    error.is::<doctor::CannotCheck>()
}

/// Whether a command ended because a question is open.
pub(crate) fn is_open_question(error: &anyhow::Error) -> bool {
    use crate::use_cases::imports::policy::ImportError;
    matches!(error.downcast_ref::<ImportError>(), Some(ImportError::OpenQuestion(..)))
}

#[cfg(test)]
mod tests {
    use super::indented;

    #[test]
    fn indented_json_says_the_same() {
        let json = r#"{"a":[1.10,{"b":"x,\"{[:"}],"c":"\\","d":[]}"#;
        let lines = indented(json);
        assert!(lines.starts_with("{\n  \"a\": [\n    1.10,\n    {\n"), "{lines}");
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&lines), value(json));
    }
}
