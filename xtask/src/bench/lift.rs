//! `cargo xtask bench lift`: `influencer-roi impact` beside two packages of Python on the same series.
//!
//! Ours is timed as a whole process, from its start over reading the file to the printed JSON; the others warm in process, with
//! the series in memory. `bsts-causalimpact` samples the same model; a contestant that finds something else is not compared.
//! `pycausalimpact` fits another model by maximum likelihood; its result is printed and not compared.

use std::{
    fs,
    num::NonZeroUsize,
    path::PathBuf,
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use serde_json::Value;

use super::{
    measure::{Packages, Python, part_of},
    million::date,
    program,
};
use crate::root;

const FOLDER: &str = "target/bench/lift";
const WARMING: usize = 3;
/// Sums over all rows after, in the answer of `impact`.
const OUR_EFFECT: &str = "/cumulative/mean";
/// Two samplers of one model differ by no more than this part of the effect's deviation.
const AGREES_WITHIN: f64 = 0.5;

/// How `bench lift` measures.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Draws that each keeps
    #[arg(long, default_value = "1000")]
    draws: usize,
    /// How often each is measured; the median counts
    #[arg(long, default_value = "21")]
    runs: NonZeroUsize,
    /// Only ours
    #[arg(long)]
    alone: bool,
}

/// A series that the bench makes itself: an outcome that follows its controls until something adds to it.
struct Series {
    rows: usize,
    before: usize,
    controls: usize,
}

const SERIES: [Series; 2] =
    [Series { rows: 100, before: 70, controls: 1 }, Series { rows: 208, before: 156, controls: 9 }];
const TRUE_EFFECT: f64 = 10.0;

pub(super) fn all(arguments: &Arguments) -> anyhow::Result<()> {
    fs::create_dir_all(root().join(FOLDER))?;
    let started = spread(&mut timed(arguments.runs, || run(&["--version"]))?.0);
    println!("ours, start of the process alone: {started}");
    let python = if arguments.alone { None } else { Some(Python::ready(Packages::Impact)?) };
    for series in SERIES {
        fs::write(series.path(), series.text())?;
        println!("\n{} rows, {} controls, {} draws:", series.rows, series.controls, arguments.draws);
        let ours = ours(&series, arguments)?;
        if let Some(python) = &python {
            contestants(&series, arguments, python, &ours)?;
        }
    }
    Ok(())
}

impl Series {
    fn path(&self) -> PathBuf {
        root().join(FOLDER).join(format!("series-{}.csv", self.rows))
    }

    /// As R's vignette has it: controls walk around a level of 100, the outcome is 1.2 of the first and noise.
    fn text(&self) -> String {
        let mut dice = Pcg64Mcg::seed_from_u64(self.rows as u64);
        let mut walks = vec![0.0; self.controls];
        let mut text = self.columns().into_iter().fold("day,y".to_owned(), |header, name| header + "," + &name);
        for row in 0..self.rows {
            walks.iter_mut().for_each(|walk| *walk = 0.999 * *walk + normal(&mut dice));
            let more = if row < self.before { 0.0 } else { TRUE_EFFECT };
            let outcome = 1.2 * (100.0 + walks[0]) + normal(&mut dice) + more;
            text += &format!("\n{},{outcome}", date(row));
            text.extend(walks.iter().map(|walk| format!(",{}", 100.0 + walk)));
        }
        text + "\n"
    }

    fn columns(&self) -> Vec<String> {
        (1..=self.controls).map(|control| format!("x{control}")).collect()
    }

    /// The days from when on something was added.
    fn post(&self) -> String {
        format!("{}..{}", date(self.before), date(self.rows - 1))
    }
}

/// Nearly normal, with mean 0 and deviation 1.
fn normal(dice: &mut Pcg64Mcg) -> f64 {
    (0..12).map(|_| dice.random_range(-0.5..0.5)).sum()
}

struct Ours {
    median: Duration,
    effect: f64,
}

fn ours(series: &Series, arguments: &Arguments) -> anyhow::Result<Ours> {
    let (path, draws) = (series.path().to_string_lossy().into_owned(), arguments.draws.to_string());
    let (controls, post) = (series.columns().join(","), series.post());
    let line = ["impact", &path, "--outcome", "y", "--controls", &controls, "--post", &post];
    let line = [&line[..], &["--mode", "classic", "--draws", &draws, "--json"]].concat();
    let (mut times, printed) = timed(arguments.runs, || run(&line))?;
    let answer: Value = serde_json::from_slice(&printed)?;
    let effect = answer.pointer(OUR_EFFECT).and_then(Value::as_f64);
    let effect = effect.with_context(|| format!("impact answers with {OUR_EFFECT}: {answer}"))?;
    println!("ours, whole process: {}; effect {effect:.1}, {}", spread(&mut times), series.truth());
    Ok(Ours { median: part_of(&times, 0.5), effect })
}

impl Series {
    fn truth(&self) -> String {
        format!("in truth {:.1}", TRUE_EFFECT * (self.rows - self.before) as f64)
    }
}

/// What the program prints.
fn run(arguments: &[&str]) -> anyhow::Result<Vec<u8>> {
    let output = Command::new(program()).args(arguments).output()?;
    ensure!(output.status.success(), "failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

/// How long each run took, once warm, and what the last of them gave.
fn timed<T>(runs: NonZeroUsize, run: impl Fn() -> anyhow::Result<T>) -> anyhow::Result<(Vec<Duration>, T)> {
    let mut last = run()?;
    for _ in 1..WARMING {
        last = run()?;
    }
    let mut times = Vec::new();
    for _ in 0..runs.get() {
        let began = Instant::now();
        last = run()?;
        times.push(began.elapsed());
    }
    Ok((times, last))
}

fn spread(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |part| part_of(times, part).as_secs_f64() * 1000.0;
    format!("p50 {:.1} ms, max {:.1} ms", at(0.5), at(1.0))
}

fn contestants(series: &Series, arguments: &Arguments, python: &Python, ours: &Ours) -> anyhow::Result<()> {
    let path = series.path().to_string_lossy().into_owned();
    let [before, draws] = [series.before, arguments.draws].map(|count| count.to_string());
    // The slow one needs no more runs for a median that is hundreds of times ours.
    for (name, is_same_model, runs) in [("bsts", true, arguments.runs.get()), ("pycausalimpact", false, 3)] {
        let words = python.answer(&format!("impact_{name}"), &[&path, &before, &draws, &runs.to_string()])?;
        let found: Value = serde_json::from_str(&words.concat())?;
        let number = |part: &str| found[part].as_f64().with_context(|| format!("{name} reports {part}"));
        let (p50, most, processor) = (number("p50_ms")?, number("most_ms")?, number("p50_processor_ms")?);
        let (effect, deviation) = (number("effect")?, number("deviation")?);
        let apart = (effect - ours.effect).abs() / deviation;
        println!(
            "{name}, warm in process: p50 {p50:.1} ms ({processor:.1} ms of processor), max {most:.1} ms; effect {effect:.1} ± \
             {deviation:.1}, {apart:.2} deviations from ours; ours takes 1/{:.1} of the time",
            p50 / (ours.median.as_secs_f64() * 1000.0)
        );
        // With many controls a sampler may find something else in so few draws: its time stands, with this beside it.
        let agrees = !is_same_model || apart <= AGREES_WITHIN;
        ensure!(agrees || series.controls > 1, "{name} found {effect}, ours {}", ours.effect);
        if !agrees {
            println!("{name} found something else than ours; {}", series.truth());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{SERIES, TRUE_EFFECT};

    #[test]
    fn the_outcome_follows_its_first_control_until_something_adds_to_it() {
        for series in SERIES {
            let text = series.text();
            let cells = |line: &str| line.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect::<Vec<f64>>();
            let rows: Vec<Vec<f64>> = text.lines().skip(1).map(cells).collect();
            assert!(rows.len() == series.rows && rows.iter().all(|row| row.len() == 1 + series.controls));
            let mean =
                |rows: &[Vec<f64>]| rows.iter().map(|row| row[0] - 1.2 * row[1]).sum::<f64>() / rows.len() as f64;
            let (before, after) = rows.split_at(series.before);
            assert!((mean(after) - mean(before) - TRUE_EFFECT).abs() < 1.0);
        }
    }
}
