//! `cargo xtask bench import`: our load beside DuckDB, Polars and pandas doing the same work on the same file.
//!
//! The work: read the tracking CSV with proper types, write its rows as Parquet, sum them by class, influencer, brand,
//! product, campaign and day, write those cells as Parquet, all of it on the disk at the end. Ours checks each row and
//! reads the three small files beside it as well. The results are compared: a contestant that computes something else is not measured.

use std::{
    fs::{self, File},
    io,
    num::{NonZeroU64, NonZeroUsize},
    process::Command,
};

use anyhow::{Context, ensure};

use super::{
    measure::{Cost, Packages, Python, median},
    program,
};
use crate::{root, run};

const OUTPUT: &str = "target/bench/import";
/// A generated row takes 78 bytes as CSV; what a contestant writes of it, kept original included, stays below 40.
const CSV_ROW_BYTES: u64 = 80;
const WRITTEN_ROW_BYTES: u64 = 40;

/// How `bench import` measures.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Rows of the generated file
    #[arg(long, default_value = "10000000")]
    rows: NonZeroU64,
    /// How often each is measured; the median counts
    #[arg(long, default_value = "3")]
    runs: NonZeroUsize,
    /// The contestants [default: all]
    #[arg(long, value_delimiter = ',')]
    only: Vec<Contestant>,
    /// Leave what was written in target/bench/import
    #[arg(long)]
    keep: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Contestant {
    Ours,
    Duckdb,
    Polars,
    Pandas,
}

impl Contestant {
    const ALL: [Self; 4] = [Self::Ours, Self::Duckdb, Self::Polars, Self::Pandas];

    fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Duckdb => "duckdb",
            Self::Polars => "polars",
            Self::Pandas => "pandas",
        }
    }

    /// The choices behind the number.
    fn how(self) -> &'static str {
        match self {
            Self::Ours => {
                "every row checked, order and line numbers kept; revenue in whole micros; Parquet with snappy"
            }
            Self::Duckdb => "CSV to Parquet, then the cube; order not kept; revenue DECIMAL(18,6); snappy (default)",
            Self::Polars => {
                "streaming, CSV to Parquet, then the cube; categories; revenue Decimal(18,6); snappy, not its zstd"
            }
            Self::Pandas => "Arrow engine and types, grouped as categories; revenue decimal128(18,6); snappy (default)",
        }
    }

    fn folder(self) -> String {
        format!("{OUTPUT}/{}", self.name())
    }

    fn line(self, python: &Python, input: &Input) -> Vec<String> {
        if self != Self::Ours {
            return python.line(&format!("import_{}", self.name()), &[&input.tracking(), &self.folder()]);
        }
        let load = [program().to_string_lossy().into_owned(), "load".to_owned()];
        let to = ["--data-dir".to_owned(), self.folder()];
        load.into_iter().chain(input.files.clone()).chain(to).collect()
    }

    /// Rows, revenue and cells, read from what was written.
    fn facts(self, python: &Python) -> anyhow::Result<Vec<String>> {
        let (folder, program) = (self.folder(), program());
        match self {
            Self::Ours => python.answer("facts", &[&folder, &program.to_string_lossy()]),
            _ => python.answer("facts", &[&folder]),
        }
    }
}

/// The generated files, as paths from the workspace's folder.
struct Input {
    folder: String,
    files: Vec<String>,
}

impl Input {
    fn folder(rows: NonZeroU64) -> String {
        format!("target/bench/rows-{rows}")
    }

    /// Generates the files where they are missing and reads them once, so that no contestant pays for reading the disk.
    fn ready(rows: NonZeroU64) -> anyhow::Result<Self> {
        let folder = Self::folder(rows);
        if !root().join(&folder).exists() {
            generate(rows, &folder)?;
        }
        let mut files = Vec::new();
        for entry in fs::read_dir(root().join(&folder))? {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if name.ends_with(".csv") {
                files.push(format!("{folder}/{name}"));
            }
        }
        files.sort_unstable();
        for file in &files {
            io::copy(&mut File::open(root().join(file))?, &mut io::sink())?;
        }
        Ok(Self { folder, files })
    }

    fn tracking(&self) -> String {
        format!("{}/tracking_data.csv", self.folder)
    }
}

/// Under another name until it is whole: an interrupted file is never measured.
fn generate(rows: NonZeroU64, folder: &str) -> anyhow::Result<()> {
    let (part, rows) = (format!("{folder}.part"), rows.to_string());
    run(&root(), &program().to_string_lossy(), &["generate", "--rows", &rows, "--seed", "1", "--out", &part])?;
    Ok(fs::rename(root().join(part), root().join(folder))?)
}

pub(super) fn all(arguments: &Arguments) -> anyhow::Result<()> {
    let chosen = |contestant: &Contestant| arguments.only.is_empty() || arguments.only.contains(contestant);
    let contestants: Vec<Contestant> = Contestant::ALL.into_iter().filter(chosen).collect();
    ensure_room(arguments.rows, contestants.len())?;
    let python = Python::ready(Packages::Tables)?;
    let input = Input::ready(arguments.rows)?;
    let load = load_average();
    let results = rounds(&contestants, arguments.runs, &python, &input)?;
    let bytes = fs::metadata(root().join(input.tracking()))?.len() as f64;
    println!(
        "\nimport of {} rows, {:.0} MB of CSV; median of {}; {} processors, load before: {load}",
        arguments.rows,
        bytes / 1e6,
        arguments.runs,
        std::thread::available_parallelism()?
    );
    print_table(&results);
    print_choices(&contestants, &python)?;
    if !arguments.keep {
        fs::remove_dir_all(root().join(OUTPUT))?;
    }
    let same = results.iter().all(|result| result.facts == results[0].facts);
    ensure!(same, "the contestants did not compute the same: the numbers above compare nothing");
    Ok(())
}

/// Says what the disk has to hold and stops when it cannot.
fn ensure_room(rows: NonZeroU64, contestants: usize) -> anyhow::Result<()> {
    let csv = if root().join(Input::folder(rows)).exists() { 0 } else { CSV_ROW_BYTES };
    let needed = rows.get().saturating_mul(csv + WRITTEN_ROW_BYTES * contestants as u64) as f64 / 1e9;
    let output = Command::new("df").arg("-Pk").arg(root()).output().context("df was not found")?;
    let text = String::from_utf8(output.stdout)?;
    let available = text.lines().last().and_then(|line| line.split_whitespace().nth(3));
    let kibibytes: f64 = available.context("df prints a line for the disk")?.parse()?;
    let free = kibibytes * 1024.0 / 1e9;
    eprintln!("needs up to {needed:.1} GB of disk, {free:.1} GB are free");
    ensure!(needed < free, "make room on the disk, or measure fewer --rows or --only some");
    Ok(())
}

/// Of the last minute; a number well above 0 says that the machine was not idle.
fn load_average() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().unwrap_or("unknown").to_owned()
}

struct Measured {
    contestant: Contestant,
    cost: Cost,
    facts: Vec<String>,
}

/// In turns, so that a busy minute of the machine falls on all.
fn rounds(
    contestants: &[Contestant],
    runs: NonZeroUsize,
    python: &Python,
    input: &Input,
) -> anyhow::Result<Vec<Measured>> {
    let mut costs = vec![Vec::new(); contestants.len()];
    for _ in 0..runs.get() {
        for (contestant, costs) in contestants.iter().zip(&mut costs) {
            costs.push(once(*contestant, python, input)?);
        }
    }
    let measured = |(contestant, costs): (&Contestant, Vec<Cost>)| {
        let facts = contestant.facts(python)?;
        Ok(Measured { contestant: *contestant, cost: median(&costs)?, facts })
    };
    contestants.iter().zip(costs).map(measured).collect()
}

fn once(contestant: Contestant, python: &Python, input: &Input) -> anyhow::Result<Cost> {
    let folder = root().join(contestant.folder());
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let cost = python.measured(&contestant.line(python, input))?;
    eprintln!("{:8}{}", contestant.name(), in_columns(&cost));
    Ok(cost)
}

fn in_columns(cost: &Cost) -> String {
    format!("{:>8.2}{:>8.2}{:>9.0}", cost.seconds, cost.processor_seconds, cost.peak_bytes / 1e6)
}

fn print_table(results: &[Measured]) {
    println!("{:8}{:>8}{:>8}{:>9}{:>13}{:>22}{:>9}", "", "wall s", "CPU s", "peak MB", "rows", "revenue", "cells");
    for Measured { contestant, cost, facts } in results {
        let fact = |at: usize| facts.get(at).map_or("–", String::as_str);
        let numbers = in_columns(cost);
        println!("{:8}{numbers}{:>13}{:>22}{:>9}", contestant.name(), fact(0), fact(1), fact(2));
    }
    if let Some(sentence) = against_the_fastest(results) {
        println!("{sentence}");
    }
}

/// The choices behind the numbers, and the share that is Python's start and not the engine's work.
fn print_choices(contestants: &[Contestant], python: &Python) -> anyhow::Result<()> {
    for contestant in contestants {
        print!("{}: {}", contestant.name(), contestant.how());
        match contestant {
            Contestant::Ours => println!(),
            _ => println!("; {:.2} s are Python's start", python.start(contestant.name())?.seconds),
        }
    }
    Ok(())
}

/// Above 1 is better for us.
fn against_the_fastest(results: &[Measured]) -> Option<String> {
    let (ours, others): (Vec<_>, Vec<_>) = results.iter().partition(|result| result.contestant == Contestant::Ours);
    let ours = ours.first()?.cost;
    let fastest = others.iter().min_by(|one, other| one.cost.seconds.total_cmp(&other.cost.seconds))?;
    Some(format!(
        "ours is {:.2}x as fast as {}, the fastest other; {:.2}x on CPU, {:.2}x on memory",
        fastest.cost.seconds / ours.seconds,
        fastest.contestant.name(),
        fastest.cost.processor_seconds / ours.processor_seconds,
        fastest.cost.peak_bytes / ours.peak_bytes
    ))
}

#[cfg(test)]
mod tests {
    use super::{Contestant, Cost, Measured, against_the_fastest};

    fn measured(contestant: Contestant, seconds: f64) -> Measured {
        let cost = Cost { seconds, processor_seconds: 2.0 * seconds, peak_bytes: 100.0 };
        Measured { contestant, cost, facts: Vec::new() }
    }

    #[test]
    fn ours_is_held_against_the_fastest_of_the_others() {
        let others = [measured(Contestant::Duckdb, 6.0), measured(Contestant::Polars, 4.0)];
        assert_eq!(against_the_fastest(&others), None, "without ours there is nothing to hold against");
        let all = [measured(Contestant::Ours, 2.0)].into_iter().chain(others).collect::<Vec<_>>();
        let sentence = against_the_fastest(&all).unwrap();
        assert_eq!(sentence, "ours is 2.00x as fast as polars, the fastest other; 2.00x on CPU, 1.00x on memory");
        assert_eq!(against_the_fastest(&all[..1]), None);
    }
}
