//! One measured child at a time, and the Python that it is measured with.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
    time::Duration,
};

use anyhow::{Context, ensure};

use crate::{root, run};

/// What one child used.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    pub(super) seconds: f64,
    /// In user and system mode, over all processors.
    pub(super) processor_seconds: f64,
    pub(super) peak_bytes: f64,
}

/// Packages that go together, in an environment of their own.
#[derive(Clone, Copy, Debug)]
pub(super) enum Packages {
    /// DuckDB, Polars and pandas.
    Tables,
    /// Counterfactuals of series; pycausalimpact needs an older pandas.
    Impact,
}

impl Packages {
    /// The folder of the environment, and the pinned versions.
    const fn place(self) -> (&'static str, &'static str) {
        match self {
            Self::Tables => ("target/bench/venv", "xtask/bench/requirements.txt"),
            Self::Impact => ("target/bench/venv-impact", "xtask/bench/requirements-impact.txt"),
        }
    }
}

/// Python with some packages.
pub(super) struct Python(PathBuf);

impl Python {
    /// Makes the environment where it is missing and brings it to the pinned versions.
    pub(super) fn ready(packages: Packages) -> anyhow::Result<Self> {
        let (environment, versions) = packages.place();
        let python = root().join(environment).join("bin/python");
        if !python.exists() {
            run(&root(), "python3", &["-m", "venv", environment])?;
        }
        let install = ["-m", "pip", "install", "--quiet", "--requirement", versions];
        run(&root(), &python.to_string_lossy(), &install)?;
        Ok(Self(python))
    }

    /// The command line of one of our scripts, to be run from the workspace's folder.
    pub(super) fn line(&self, script: &str, arguments: &[&str]) -> Vec<String> {
        let python = self.0.to_string_lossy().into_owned();
        let arguments = arguments.iter().map(|argument| (*argument).to_owned());
        [python, format!("xtask/bench/{script}.py")].into_iter().chain(arguments).collect()
    }

    /// What Python's own start costs before a package can be used.
    pub(super) fn start(&self, package: &str) -> anyhow::Result<Cost> {
        self.measured(&[self.0.to_string_lossy().into_owned(), "-c".to_owned(), format!("import {package}")])
    }

    /// What a script prints, in words.
    pub(super) fn answer(&self, script: &str, arguments: &[&str]) -> anyhow::Result<Vec<String>> {
        let line = self.line(script, arguments);
        let mut command = Command::new(&line[0]);
        command.args(&line[1..]).current_dir(root()).env("PYTHONDONTWRITEBYTECODE", "1");
        let output = command.stderr(Stdio::inherit()).output()?;
        ensure!(output.status.success(), "failed: {}", line.join(" "));
        Ok(String::from_utf8(output.stdout)?.split_whitespace().map(str::to_owned).collect())
    }

    /// Runs a command line to its end in a wrapper of its own.
    pub(super) fn measured(&self, line: &[String]) -> anyhow::Result<Cost> {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let words = self.answer("measure", &line)?;
        let numbers: Vec<f64> = words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?;
        let [seconds, processor_seconds, peak_bytes] = numbers[..] else {
            anyhow::bail!("measure.py prints three numbers, not {words:?}");
        };
        Ok(Cost { seconds, processor_seconds, peak_bytes })
    }
}

/// The median of each number on its own; of an even count the upper one.
pub(super) fn median(costs: &[Cost]) -> anyhow::Result<Cost> {
    let middle = |part: fn(&Cost) -> f64| {
        let mut numbers: Vec<f64> = costs.iter().map(part).collect();
        numbers.sort_by(f64::total_cmp);
        numbers.get(numbers.len() / 2).copied().context("nothing was measured")
    };
    Ok(Cost {
        seconds: middle(|cost| cost.seconds)?,
        processor_seconds: middle(|cost| cost.processor_seconds)?,
        peak_bytes: middle(|cost| cost.peak_bytes)?,
    })
}

/// The time that this part of all times, which are sorted, does not exceed.
pub(super) fn part_of(sorted: &[Duration], part: f64) -> Duration {
    sorted[((sorted.len() - 1) as f64 * part).round() as usize]
}

#[cfg(test)]
mod tests {
    use super::{Cost, median};

    #[test]
    fn the_median_of_each_number_is_its_own() {
        let cost = |seconds, processor_seconds, peak_bytes| Cost { seconds, processor_seconds, peak_bytes };
        let middle = median(&[cost(3.0, 10.0, 7.0), cost(1.0, 30.0, 8.0), cost(2.0, 20.0, 9.0)]).unwrap();
        assert_eq!((middle.seconds, middle.processor_seconds, middle.peak_bytes), (2.0, 20.0, 8.0));
        assert!(median(&[]).is_err(), "no run has no median");
    }
}
