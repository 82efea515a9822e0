//! Whether mode calibrated holds what it says: daily sales of many kinds, campaigns of known effect.
//!
//! Intervals use the days before only, so campaigns of every size share one fit.

mod calibration;
mod coverage;
mod processes;

use anyhow::ensure;

use coverage::{StudyCell, Tally, cell};
use processes::PROCESSES;

/// How long the study is to be.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Simulated campaigns for each kind of sales and each length
    #[arg(long, default_value_t = 400)]
    replicates: u64,
    /// Worlds drawn from what the model believes beforehand
    #[arg(long, default_value_t = 300)]
    worlds: u64,
}

/// Days before and days of the campaign with its tail.
const LENGTHS: [(usize, usize); 3] = [(60, 14), (120, 28), (240, 14)];

/// Prints the tables.
pub(super) fn hold(arguments: &Arguments) -> anyhow::Result<()> {
    let cells = cells(arguments.replicates);
    print!("{}", table(&cells));
    if arguments.worlds > 0 {
        let found = calibration::study(arguments.worlds)?;
        println!(
            "\nSimulation-based calibration, {} worlds: p {:.3} (sum), {:.3} (expectation)",
            arguments.worlds, found[0], found[1]
        );
        ensure!(found.iter().all(|p| *p > 0.001), "the sampler does not draw from its posterior: {found:?}");
    }
    Ok(())
}

fn cells(replicates: u64) -> Vec<StudyCell> {
    let pairs = PROCESSES.iter().flat_map(|process| LENGTHS.map(|length| (process, length)));
    pairs
        .map(|(process, (before, after))| {
            let cell = cell(process, before, after, replicates);
            eprintln!("{}", line(&cell));
            cell
        })
        .collect()
}

fn table(cells: &[StudyCell]) -> String {
    let mut text = String::from(
        "| daily sales | days before + after | answered | 95 % interval holds the truth | bias, % of what was sold | found: 0 % | 10 % | 25 % |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for cell in cells {
        text += &line(cell);
        text.push('\n');
    }
    for process in &PROCESSES {
        let own: Vec<&StudyCell> = cells.iter().filter(|cell| cell.process == process.name).collect();
        text += &pooled_line(process.name, &Tally::pooled(own.iter().map(|cell| &cell.tally)));
    }
    text + &pooled_line("everything", &Tally::pooled(cells.iter().map(|cell| &cell.tally)))
}

fn line(cell: &StudyCell) -> String {
    format!("| {} | {} + {} {}", cell.process, cell.before, cell.after, figures(&cell.tally))
}

fn pooled_line(name: &str, tally: &Tally) -> String {
    format!("| **{name}** | all {}\n", figures(tally))
}

fn figures(tally: &Tally) -> String {
    let percent = |count: u64, of: u64| 100.0 * count as f64 / (of.max(1)) as f64;
    let Tally { tried, answered, covered, found, .. } = *tally;
    let [nothing, tenth, quarter] = found.map(|count| percent(count, answered));
    format!(
        "| {answered} of {tried} | {:.1} % | {:+.2} | {nothing:.1} % | {tenth:.1} % | {quarter:.1} % |",
        percent(covered, answered),
        100.0 * tally.bias()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Few replicates, so wide limits: the study itself is held by `cargo xtask study impact`.
    #[test]
    fn intervals_hold_the_truth_about_as_often_as_they_say() {
        let pooled = Tally::pooled(cells(5).iter().map(|cell| &cell.tally));
        let share = pooled.covered as f64 / pooled.answered as f64;
        assert!(pooled.answered >= 60, "{pooled:?}");
        assert!((0.88..=1.0).contains(&share), "{pooled:?}");
        assert!(pooled.bias().abs() < 0.03, "{pooled:?}");
        assert!(pooled.found[2] > pooled.found[1] && pooled.found[1] > pooled.found[0], "{pooled:?}");
    }
}
