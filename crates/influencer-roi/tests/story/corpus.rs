//! Real file sets that marketers published, where the shared folder is there: every one loads with its exact totals.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::program::{Reply, command};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus")
}

/// Micros of a plain decimal text, rounded half to even as reading rounds.
pub(crate) fn micros(text: &str) -> i128 {
    let (sign, size) = text.strip_prefix('-').map_or((1, text), |size| (-1, size));
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let kept: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let floor: i128 = format!("{whole}{kept}").parse().expect("an amount");
    let rest = fraction.get(6..).unwrap_or("").trim_end_matches('0');
    sign * (floor + i128::from(rest > "5" || rest == "5" && floor % 2 == 1))
}

#[test]
fn every_complete_set_loads_with_its_control_totals() {
    let Ok(index) = std::fs::read_to_string(corpus().join("INDEX.json")) else {
        eprintln!("skipped: {} is missing", corpus().display());
        return;
    };
    let sets: Vec<Value> = serde_json::from_str(&index).expect("a list");
    let complete: Vec<&Value> = sets.iter().filter(|set| set["complete"] == true).collect();
    assert_eq!(complete.len(), 24);
    complete.into_iter().for_each(check);
}

/// A file's name and its bytes.
type NamedFile = (String, Vec<u8>);

/// The files of every complete set by their names; none where there is no corpus.
pub(crate) fn complete_sets() -> Vec<(String, Vec<NamedFile>)> {
    let index = std::fs::read_to_string(corpus().join("INDEX.json")).unwrap_or_else(|_| "[]".to_owned());
    let sets: Vec<Value> = serde_json::from_str(&index).expect("a list");
    let files = |set: &Value| {
        let name = set["folder"].as_str().expect("a name").to_owned();
        let files = set["control_totals"]["files"].as_object().expect("files").values();
        let bytes = |file: &Value| {
            let path = path(&name, file);
            let own = path.file_name().expect("a name").to_string_lossy().into_owned();
            (own, std::fs::read(path).expect("the file is there"))
        };
        (name.clone(), files.map(bytes).collect())
    };
    sets.iter().filter(|set| set["complete"] == true).map(files).collect()
}

fn check(set: &Value) {
    let (name, control) = (set["folder"].as_str().expect("a name"), &set["control_totals"]);
    let committed = load(name, control);
    let totals = &committed["dataset"]["totals"];
    let whole = |amount: &Value| amount.as_str().expect("a text").to_owned();
    let spend = micros(&whole(&control["spend_matched"])) + micros(&whole(&control["spend_orphan"]));
    let expected = [
        ("revenue", micros(&whole(&control["revenue"]["influencer"]))),
        ("organic_revenue", micros(&whole(&control["revenue"]["organic"]))),
        ("spend", spend),
    ];
    // Amounts with more than six decimals are rounded row by row: their rows are added up here, in the plainest way.
    let expected = if has_long_decimals(control) { near(expected, added_up(name, control)) } else { expected };
    for (id, expected) in expected {
        let shown = micros(&totals[id]["value"].to_string());
        assert_eq!(shown, expected, "{name}: {id}");
    }
    for (id, class) in [("orders", "influencer"), ("organic_orders", "organic")] {
        assert_eq!(totals[id]["value"].to_string(), control["orders"][class].as_str().expect("a text"), "{name}: {id}");
    }
}

type Amounts = [(&'static str, i128); 3];

/// The rounded rows' sums, which the unrounded control totals must be near: each row moves them by half a micro at most.
fn near(control: Amounts, rounded: Amounts) -> Amounts {
    for ((id, control), (_, rounded)) in control.into_iter().zip(rounded) {
        assert!((control - rounded).abs() <= 20, "{id}: {rounded} is not {control} rounded row by row");
    }
    rounded
}

fn added_up(name: &str, control: &Value) -> Amounts {
    let is_organic = |row: &Row| row["source"].to_lowercase().contains("organic");
    let (organic, influencer): (Vec<Row>, Vec<Row>) = rows(name, control, "tracking").into_iter().partition(is_organic);
    let sum = |rows: &[Row], column: &str| rows.iter().map(|row| micros(&row[column])).sum();
    [
        ("revenue", sum(&influencer, "revenue")),
        ("organic_revenue", sum(&organic, "revenue")),
        ("spend", sum(&rows(name, control, "payouts"), "total_payout")),
    ]
}

type Row = BTreeMap<String, String>;

fn rows(name: &str, control: &Value, table: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path(name, &control["files"][table])).expect("the file is there");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn path(name: &str, file: &Value) -> PathBuf {
    let repository = name.split('/').next().expect("a folder");
    corpus().join(repository).join(file.as_str().expect("a path"))
}

fn has_long_decimals(control: &Value) -> bool {
    let amounts = [&control["revenue"]["influencer"], &control["revenue"]["organic"], &control["spend_matched"]];
    amounts.iter().any(|amount| {
        amount.as_str().is_some_and(|text| text.split_once('.').is_some_and(|(_, digits)| digits.len() > 6))
    })
}

fn load(name: &str, control: &Value) -> Value {
    let files = control["files"].as_object().expect("files").values();
    let files: Vec<String> = files.map(|file| path(name, file).display().to_string()).collect();
    let data = tempfile::tempdir().expect("a folder");
    let data = data.path().display().to_string();
    let mut arguments = vec!["load", "--policy", "accept_valid", "--json", "--data-dir", &data];
    arguments.extend(files.iter().map(String::as_str));
    let output = command(&arguments);
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("a text");
    Reply { status: 0, headers: Default::default(), body: text }.json()
}
