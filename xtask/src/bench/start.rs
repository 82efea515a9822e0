//! `cargo xtask bench start`: how long a built program takes to its first answer, and what an answer costs.

use std::time::{Duration, Instant};

use super::{ask, measure::part_of, served::Served};
use crate::root;

const STARTS: usize = 9;
const QUESTIONS: usize = 500;
/// Tracking rows of the version whose cells are about as many.
const MILLION: u64 = 1_000_000;

pub(crate) fn all() -> anyhow::Result<()> {
    let folder = root().join("target/bench-data");
    let mut first = Vec::new();
    let mut again = Vec::new();
    for _ in 0..STARTS {
        drop(std::fs::remove_dir_all(&folder));
        first.push(start(&folder)?.1);
        again.push(start(&folder)?.1);
    }
    println!("start to first answer, new data folder (sample made): {}", spread(&mut first));
    println!("start to first answer, known data folder:             {}", spread(&mut again));
    let million = ask::data(MILLION)?.join("data");
    let mut opened = (0..STARTS).map(|_| Ok(start(&million)?.1)).collect::<anyhow::Result<Vec<Duration>>>()?;
    println!("start to first answer, a version of 1 million cells:  {}", spread(&mut opened));
    let (program, _) = start(&folder)?;
    for (about, query) in [
        ("no filter", ""),
        ("brand and platform", "brand=Gritzo&platform=YouTube"),
        ("dates", "from=2026-05-01&to=2026-06-30"),
    ] {
        let mut times = Vec::new();
        for _ in 0..QUESTIONS {
            let began = Instant::now();
            program.connect()?.get(&format!("/api/v1/dashboard?{query}"))?;
            times.push(began.elapsed());
        }
        println!("dashboard of the sample, {about}: {}", spread(&mut times));
    }
    Ok(())
}

fn start(folder: &std::path::Path) -> anyhow::Result<(Served, Duration)> {
    let began = Instant::now();
    let program = Served::start(folder)?;
    program.connect()?.get("/api/v1/dashboard")?;
    Ok((program, began.elapsed()))
}

/// Median, 99th percentile and maximum.
fn spread(times: &mut [Duration]) -> String {
    times.sort_unstable();
    let at = |part: f64| part_of(times, part);
    let millis = |time: Duration| time.as_secs_f64() * 1000.0;
    format!("median {:.1} ms, p99 {:.1} ms, max {:.1} ms", millis(at(0.5)), millis(at(0.99)), millis(at(1.0)))
}
