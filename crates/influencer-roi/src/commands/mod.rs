//! The command line: one file a command. Results on stdout, all else on stderr.

mod ask;
mod check;
mod datasets;
mod definitions;
mod export;
mod generate;
mod impact;
mod load;
mod openapi;
mod panel;
mod selection;
mod serve;

use std::{
    fs,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use anyhow::Context;
use serde::Serialize;
use warehouse::{Progress, Upload, Warehouse};

use crate::{
    configuration::{Configuration, Flags, ServeFlags},
    insights::Insights,
    wire,
};

/// Which influencer spend truly makes money.
#[derive(Debug, clap::Parser)]
#[command(name = "influencer-roi", version, about, long_about = None)]
pub(crate) struct Arguments {
    #[command(flatten)]
    flags: Flags,
    #[command(flatten)]
    serve: serve::Arguments,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Serve the dashboard and the API (the default)
    Serve(serve::Arguments),
    /// Say what files are and what is wrong with them; changes nothing
    Check(check::Arguments),
    /// Make a dataset of files with the proposed answers
    Load(load::Arguments),
    /// Answer a question: the dashboard's JSON
    Ask(ask::Arguments),
    /// Write the influencer table as CSV or XLSX
    Export(export::Arguments),
    /// List the versions of the data
    Datasets(datasets::Arguments),
    /// Write example data whose truth is known
    Generate(generate::Arguments),
    /// Say what a treatment did to some of many units
    Panel(panel::Arguments),
    /// Estimate the effect of whatever began on some row of a series
    Impact(impact::Arguments),
    /// Say what every number means
    Definitions(definitions::Arguments),
    /// Write the API's OpenAPI document
    Openapi,
}

/// Runs the command; without one, serves.
pub(crate) fn run(arguments: Arguments) -> anyhow::Result<()> {
    let flags = arguments.flags;
    let Some(command) = arguments.command else {
        return serve::run(arguments.serve, flags);
    };
    match command {
        Command::Serve(own) => serve::run(own.or(arguments.serve), flags),
        Command::Check(arguments) => check::run(&arguments),
        Command::Load(arguments) => load::run(arguments, flags),
        Command::Ask(arguments) => ask::run(&arguments, flags),
        Command::Export(arguments) => export::run(&arguments, flags),
        Command::Datasets(arguments) => datasets::run(&arguments, flags),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Impact(arguments) => impact::run(&arguments),
        Command::Panel(arguments) => panel::run(&arguments),
        Command::Definitions(arguments) => definitions::run(&arguments),
        Command::Openapi => openapi::run(),
    }
}

/// The data folder of the flags, opened for this process.
fn open(flags: Flags) -> anyhow::Result<Insights> {
    let configuration = Configuration::read(flags, ServeFlags::default())?;
    Ok(Insights::new(Arc::new(Warehouse::open(&configuration.data_dir)?), wire::report_bytes, configuration.margin))
}

/// The data folder of the flags for a command that only asks: nothing is made where there is nothing.
fn open_existing(flags: Flags) -> anyhow::Result<Insights> {
    let configuration = Configuration::read(flags, ServeFlags::default())?;
    anyhow::ensure!(
        configuration.data_dir.exists(),
        "there is no data folder {}. Load files first, or choose another with --data-dir.",
        configuration.data_dir.display()
    );
    Ok(Insights::new(Arc::new(Warehouse::open(&configuration.data_dir)?), wire::report_bytes, configuration.margin))
}

/// Text from files as a terminal shows it and never obeys it.
fn tame(text: &str) -> String {
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

/// Reads files while their progress goes to stderr, when that is a terminal.
fn watched<T: Send + 'static>(
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

/// On lines of their own for people, as it is for programs.
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
    forgiving(writeln!(io::stdout().lock(), "{text}"))
}

/// A reader that has seen enough, such as head, is no failure.
fn forgiving(written: io::Result<()>) -> anyhow::Result<()> {
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
