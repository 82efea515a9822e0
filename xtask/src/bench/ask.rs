//! `cargo xtask bench ask`: random questions over HTTP beside DuckDB, Polars and pandas summing the same in process.
//!
//! Ours answers the whole dashboard: every measure and metric, the table's first 200 lines, as JSON over HTTP. The others find
//! the same sums by influencer, platform and day, spend and baseline shared out, warm in memory, on the cells or on the rows;
//! ratios, the order of the table and JSON are spared them. What each found is compared: who computes something else is no
//! measure.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, ensure};
use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_pcg::Pcg64Mcg;
use serde_json::{Map, Value, json};

use super::{
    measure::{Packages, Python, part_of},
    million, program,
    served::Served,
};
use crate::{root, run};

/// How `bench ask` measures.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Rows of the file the contestants share
    #[arg(long, default_value = "10000000")]
    rows: u64,
    /// Rows of a second file with the same cells, to show that rows cost nothing; 0 leaves it out
    #[arg(long, default_value = "100000000")]
    more_rows: u64,
    /// Random selections
    #[arg(long, default_value = "1000")]
    selections: usize,
    /// Which selections
    #[arg(long, default_value = "1")]
    seed: u64,
    /// Only ours
    #[arg(long)]
    alone: bool,
}

const FOLDER: &str = "target/bench";
const CLIENTS: usize = 32;
const WARMING: usize = 50;
/// How many questions are repeated at once, as when filters are taken back.
const LAST: usize = 40;
const CONTESTANTS: [&str; 4] = ["polars", "duckdb_cube", "pandas", "duckdb_rows"];

/// One question: the query, and its form for the other contestants.
struct Asked {
    query: String,
    selection: Value,
}

pub(super) fn all(arguments: &Arguments) -> anyhow::Result<()> {
    let folder = data(arguments.rows)?;
    let served = Served::start(&folder.join("data"))?;
    let facets: Value = serde_json::from_slice(&served.connect()?.get("/api/v1/facets")?)?;
    let asked = selections(&facets, arguments);
    let ours = one_client(&served, &asked, "")?;
    println!("ours, whole dashboard over HTTP, 1 client: {}", ours.spread);
    println!(
        "ours, as the page asks (panels, facets), 1 client: {}",
        one_client(&served, &asked, "&include=panels,facets,days_once")?.spread
    );
    println!("ours, {CLIENTS} clients: {}", many_clients(&served, &asked)?);
    let last = &asked[asked.len().saturating_sub(LAST)..];
    one_client(&served, last, "")?;
    println!("ours, the last {} again, which are kept: {}", last.len(), one_client(&served, last, "")?.spread);
    println!("ours, peak memory: {:.0} MB", served.peak_bytes()? / 1e6);
    drop(served);
    if arguments.more_rows > 0 {
        more_rows(arguments, &asked, &ours)?;
    }
    if !arguments.alone {
        contestants(&folder, &asked, &ours)?;
    }
    Ok(())
}

/// The generated files, and a data folder with them loaded.
pub(super) fn data(rows: u64) -> anyhow::Result<PathBuf> {
    loaded(&format!("million-{rows}"), |part| million::write(rows, part))
}

/// A folder of this name with the files that are written there, and a data folder with them loaded.
pub(super) fn loaded(name: &str, write: impl FnOnce(&Path) -> anyhow::Result<()>) -> anyhow::Result<PathBuf> {
    let folder = root().join(FOLDER).join(name);
    if folder.exists() {
        return Ok(folder);
    }
    // Under another name until it is whole: an interrupted file is never measured.
    let part = root().join(FOLDER).join(format!("{name}.part"));
    drop(fs::remove_dir_all(&part));
    write(&part)?;
    let files = ["influencers", "tracking_data", "payouts", "posts"].map(|name| part.join(format!("{name}.csv")));
    let mut load = vec!["load".to_owned(), "--data-dir".to_owned(), part.join("data").to_string_lossy().into_owned()];
    load.extend(files.iter().map(|file| file.to_string_lossy().into_owned()));
    let load: Vec<&str> = load.iter().map(String::as_str).collect();
    run(&root(), &program().to_string_lossy(), &load)?;
    fs::rename(&part, &folder)?;
    Ok(folder)
}

/// Selections of one to three values in some dimensions, most of them with dates.
fn selections(facets: &Value, arguments: &Arguments) -> Vec<Asked> {
    let mut dice = Pcg64Mcg::seed_from_u64(arguments.seed);
    (0..arguments.selections).map(|_| selection(facets, &mut dice)).collect()
}

fn selection(facets: &Value, dice: &mut Pcg64Mcg) -> Asked {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut noted = Map::new();
    for (dimension, chance) in [
        ("brand", 0.4),
        ("product", 0.2),
        ("campaign", 0.2),
        ("category", 0.25),
        ("platform", 0.4),
        ("gender", 0.2),
        ("tier", 0.2),
        ("influencer", 0.1),
    ] {
        let known = facets["dimensions"][dimension].as_array().map(Vec::as_slice).unwrap_or_default();
        if known.is_empty() || !dice.random_bool(chance) {
            continue;
        }
        let count = dice.random_range(1..=3);
        let values: Vec<&str> = known.sample(dice, count).filter_map(|one| one["value"].as_str()).collect();
        pairs.extend(values.iter().map(|value| (dimension.to_owned(), (*value).to_owned())));
        noted.insert(dimension.to_owned(), json!(values));
    }
    if dice.random_bool(0.6) {
        let (one, other) = (dice.random_range(0..730), dice.random_range(0..730));
        for (name, day) in [("from", one.min(other)), ("to", one.max(other))] {
            let date = million::date(day);
            pairs.push((name.to_owned(), date.clone()));
            noted.insert(name.to_owned(), json!(date));
        }
    }
    let method = if dice.random_bool(0.8) { "allocated" } else { "literal" };
    pairs.push(("method".to_owned(), method.to_owned()));
    noted.insert("method".to_owned(), json!(method));
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+"))).collect();
    Asked { query: query.join("&"), selection: Value::Object(noted) }
}

/// How long the questions took, and what was answered.
struct Outcome {
    median: Duration,
    spread: String,
    checks: Vec<Value>,
}

fn one_client(served: &Served, asked: &[Asked], more: &str) -> anyhow::Result<Outcome> {
    let mut connection = served.connect()?;
    // Other questions than those that are measured: an answer that is kept is not worked out.
    for at in 0..WARMING {
        connection.get(&format!("/api/v1/dashboard?limit={}", 150 + at))?;
    }
    let mut times = Vec::new();
    let mut checks = Vec::new();
    for Asked { query, .. } in asked {
        let path = format!("/api/v1/dashboard?{query}{more}");
        let began = Instant::now();
        let body = connection.get(&path)?;
        times.push(began.elapsed());
        checks.push(check(&body)?);
    }
    times.sort_unstable();
    Ok(Outcome { median: part_of(&times, 0.5), spread: spread(&times), checks })
}

fn many_clients(served: &Served, asked: &[Asked]) -> anyhow::Result<String> {
    let next = AtomicUsize::new(0);
    let began = Instant::now();
    // Each question once, as a page asks a lone panel, so that none of the answers is kept already.
    let client = || -> anyhow::Result<Vec<Duration>> {
        let mut connection = served.connect()?;
        let mut times = Vec::new();
        while let Some(Asked { query, .. }) = asked.get(next.fetch_add(1, Relaxed)) {
            let began = Instant::now();
            connection.get(&format!("/api/v1/dashboard?{query}&limit=199"))?;
            times.push(began.elapsed());
        }
        Ok(times)
    };
    let mut times = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS).map(|_| scope.spawn(client)).collect();
        let times =
            clients.into_iter().map(|client| client.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        times.collect::<anyhow::Result<Vec<Vec<Duration>>>>()
    })?
    .concat();
    let seconds = began.elapsed().as_secs_f64();
    times.sort_unstable();
    Ok(format!("{}, {:.0} answers a second", spread(&times), times.len() as f64 / seconds))
}

fn spread(sorted: &[Duration]) -> String {
    let at = |part| part_of(sorted, part).as_secs_f64() * 1000.0;
    format!("p50 {:.2} ms, p99 {:.2} ms, max {:.2} ms", at(0.5), at(0.99), at(1.0))
}

/// The totals that are compared, digit by digit: revenue, orders, organic revenue, spend and baseline, which may have none.
fn check(body: &[u8]) -> anyhow::Result<Value> {
    let text = std::str::from_utf8(body)?;
    let totals = text.split_once("\"totals\":{").context("an answer has totals")?.1;
    let digits = |id: &str| {
        let value = totals.split_once(&format!("\"{id}\":{{\"value\":"))?.1;
        Some(value[..value.find([',', '}'])?].to_owned())
    };
    let money = |id: &str| {
        let digits = digits(id)?;
        if digits == "null" {
            return Some(String::new());
        }
        let (whole, micros) = digits.split_once('.').unwrap_or((&digits, ""));
        Some(format!("{whole}.{micros:0<6}"))
    };
    let found = [money("revenue"), digits("orders"), money("organic_revenue"), money("spend"), money("baseline")];
    let found: Option<Vec<String>> = found.into_iter().collect();
    Ok(json!(found.context("an answer has every total that is compared")?))
}

/// The same cells from ten times the rows: an answer must cost the same.
fn more_rows(arguments: &Arguments, asked: &[Asked], few: &Outcome) -> anyhow::Result<()> {
    let folder = data(arguments.more_rows)?;
    let served = Served::start(&folder.join("data"))?;
    let many = one_client(&served, asked, "")?;
    let ratio = many.median.as_secs_f64() / few.median.as_secs_f64();
    println!(
        "ours, {} rows in the same cells, 1 client: {}; p50 {ratio:.2} times that of {}",
        arguments.more_rows, many.spread, arguments.rows
    );
    Ok(())
}

fn contestants(folder: &Path, asked: &[Asked], ours: &Outcome) -> anyhow::Result<()> {
    let python = Python::ready(Packages::Tables)?;
    let noted: Vec<&Value> = asked.iter().map(|asked| &asked.selection).collect();
    let selections = root().join(FOLDER).join("selections.json");
    fs::write(&selections, serde_json::to_vec(&noted)?)?;
    let mut fastest = f64::INFINITY;
    for name in CONTESTANTS {
        let words =
            python.answer(&format!("ask_{name}"), &[&folder.to_string_lossy(), &selections.to_string_lossy()])?;
        let found: Value = serde_json::from_str(&words.concat())?;
        let time = |part: &str| found[part].as_f64().with_context(|| format!("{name} reports {part}"));
        let (p50, p99, processor) = (time("p50_ms")?, time("p99_ms")?, time("p50_processor_ms")?);
        let checks = found["checks"].as_array().context("a contestant says what it found")?;
        for ((theirs, our), asked) in checks.iter().zip(&ours.checks).zip(asked) {
            ensure!(theirs == our, "{name} found {theirs}, ours {our}, for {}", asked.query);
        }
        ensure!(checks.len() == ours.checks.len(), "{name} answered {} questions", checks.len());
        println!(
            "{name}, the same sums in process: p50 {p50:.2} ms ({processor:.2} ms of processor), p99 {p99:.2} ms, {} answers agree",
            checks.len()
        );
        fastest = fastest.min(p50);
    }
    println!("ours is {:.1} times the fastest of them at p50", fastest / (ours.median.as_secs_f64() * 1000.0));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Value, check, json};

    fn checked(spend: &str, baseline: &str) -> Value {
        let totals = format!(
            r#""revenue":{{"value":12.5}},"orders":{{"value":3}},"organic_revenue":{{"value":0}},"spend":{{"value":{spend}}}"#
        );
        check(format!(r#"{{"totals":{{{totals},"baseline":{{{baseline}}}}}}}"#).as_bytes()).unwrap()
    }

    #[test]
    fn totals_are_compared_digit_by_digit_and_no_baseline_is_blank() {
        let none = checked("7.000001", r#""value":null,"reason":"no_baseline""#);
        assert_eq!(none, json!(["12.500000", "3", "0.000000", "7.000001", ""]));
        assert_eq!(checked("0", r#""value":-1.25"#), json!(["12.500000", "3", "0.000000", "0.000000", "-1.250000"]));
    }
}
