//! `panel`: a file of brands by months, one of them with a campaign, to what the campaign did.

use std::{fmt::Write as _, path::Path};

use serde_json::Value;

use crate::program::command;

const FLAGS: [&str; 8] = ["--unit", "brand", "--time", "month", "--outcome", "revenue", "--treated", "campaign"];
const MONTHS: usize = 12;
const BEFORE: usize = 8;

/// What a brand sells in a month: its own level, a season all share, and a wiggle of its own.
fn sold(brand: usize, month: usize) -> f64 {
    100.0 + 10.0 * brand as f64 + 3.0 * month as f64 + ((7 * brand + 3 * month * month) % 11) as f64 / 2.0
}

/// The last of these brands has a campaign from the ninth month on, which sells 25 more a month.
fn file(brands: usize) -> String {
    let mut text = "brand;month;revenue;campaign\n".to_owned();
    for (brand, month) in (0..brands).flat_map(|brand| (0..MONTHS).map(move |month| (brand, month))) {
        let campaign = brand + 1 == brands && month >= BEFORE;
        let revenue = sold(brand, month) + if campaign { 25.0 } else { 0.0 };
        writeln!(text, "Brand {brand:02};2026-{:02};{revenue};{}", month + 1, u8::from(campaign)).expect("room");
    }
    text
}

/// Runs `panel` on a file of this text; what it printed, and on stderr what it said.
fn run(text: &str, more: &[&str], code: i32) -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("panel.csv");
    std::fs::write(&path, text).expect("the file is written");
    run_on(&path, &[&FLAGS, more].concat(), code)
}

fn run_on(path: &Path, flags: &[&str], code: i32) -> (String, String) {
    let path = path.display().to_string();
    let output = command(&[&["panel", &path], flags].concat());
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("a text");
    let (printed, said) = (text(output.stdout), text(output.stderr));
    assert_eq!(output.status.code(), Some(code), "{flags:?}: {said}");
    (printed, said)
}

fn json(text: &str, method: &str) -> Value {
    let (printed, _) = run(text, &["--method", method, "--json"], 0);
    serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

fn sum(weights: &Value) -> f64 {
    weights.as_object().expect("weights by name").values().map(number).sum()
}

/// The mean that some brands sell in some months.
fn mean(brands: std::ops::Range<usize>, months: std::ops::Range<usize>) -> f64 {
    let cells = (brands.len() * months.len()) as f64;
    brands.flat_map(|brand| months.clone().map(move |month| sold(brand, month))).sum::<f64>() / cells
}

#[test]
fn difference_in_differences_is_what_four_means_make() {
    let found = json(&file(12), "did");
    let rise = |brands: std::ops::Range<usize>| mean(brands.clone(), BEFORE..MONTHS) - mean(brands, 0..BEFORE);
    let expected = 25.0 + rise(11..12) - rise(0..11);
    assert!((number(&found["estimate"]) - expected).abs() < 1e-9, "{found}, expected {expected}");
    assert_eq!(found["treated_units"], serde_json::json!(["Brand 11"]));
    assert_eq!((&found["start"], &found["untreated_units"]), (&"2026-09".into(), &11.into()));
    assert!((number(&found["unit_weights"]["Brand 03"]) - 1.0 / 11.0).abs() < 1e-12);
}

#[test]
fn every_method_finds_what_the_campaign_sold_and_its_weights_sum_to_one() {
    for method in ["sdid", "did"] {
        let found = json(&file(24), method);
        assert!((number(&found["estimate"]) - 25.0).abs() < 2.0, "{method}: {}", found["estimate"]);
        assert!((sum(&found["unit_weights"]) - 1.0).abs() < 1e-9 && (sum(&found["time_weights"]) - 1.0).abs() < 1e-9);
        assert_eq!(found["unit_weights"].as_object().map(serde_json::Map::len), Some(23));
        assert_eq!((number(&found["p"]), number(&found["smallest_p"])), (1.0 / 24.0, 1.0 / 24.0), "{method}");
        assert!(number(&found["standard_error"]) > 0.0 && found["interval_95"].is_array());
    }
    let found = json(&file(24), "sc");
    assert!((sum(&found["unit_weights"]) - 1.0).abs() < 1e-9 && sum(&found["time_weights"]) == 0.0);
}

#[test]
fn three_brands_get_no_p_value_and_a_reason() {
    let found = json(&file(3), "did");
    assert!(found["p"].is_null() && found["interval_95"].is_null());
    assert!((number(&found["smallest_p"]) - 1.0 / 3.0).abs() < 1e-12);
    assert!(found["p_reason"].as_str().is_some_and(|reason| reason.contains("1/3")), "{found}");
    let notes = found["notes"].as_array().expect("notes");
    assert!(notes.iter().any(|note| note.as_str().is_some_and(|note| note.contains("at least 19"))), "{found}");
    for method in ["sc", "sdid"] {
        let (printed, said) = run(&file(3), &["--method", method], 1);
        assert!(printed.is_empty() && said.contains("at least 10 untreated units, found 2"), "{said}");
    }
}

#[test]
fn a_person_reads_the_same_in_words() {
    let (words, _) = run(&file(24), &[], 0);
    for part in [
        "synthetic difference in differences: revenue of Brand 23 from 2026-09 on\neffect: 2",
        "standard error: ",
        "95 % interval: ",
        "p-value: 0.042 (smallest possible 0.042)",
        "weights of untreated units: Brand ",
        "weights of times before: 2026-0",
        "note: Assumes that without the treatment",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

#[test]
fn the_same_panel_gives_the_same_bytes_on_one_thread_and_on_four() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("panel.csv");
    std::fs::write(&path, file(24)).expect("the file is written");
    let printed = |threads: &str| {
        let mut program = std::process::Command::new(crate::program::BINARY);
        let program = program.arg("panel").arg(&path).args(FLAGS).arg("--json").env("RAYON_NUM_THREADS", threads);
        program.output().expect("the program starts").stdout
    };
    let alone = printed("1");
    assert!(!alone.is_empty() && printed("4") == alone);
}

#[test]
fn an_error_in_a_panel_names_row_and_column() {
    let whole = file(12);
    let changed = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        whole.replacen(from, to, 1)
    };
    let cases = [
        (changed("Brand 02;2026-03;", "Brand 02;2026-02;"), "unit \"Brand 02\" has time \"2026-02\" more than once"),
        (changed("Brand 00;2026-01;100;0\n", ""), "unit \"Brand 00\" has no outcome at time \"2026-01\" (1 of 144"),
        (changed("Brand 00;2026-01;100;", "Brand 00;2026-01;;"), "\"Brand 00\" has no outcome at time \"2026-01\""),
        (changed(";100;0", ";100,5;0"), "panel.csv, line 2, column revenue: found \"100,5\", expected a number"),
        (changed(";100;0", ";100;yes"), "panel.csv, line 2, column campaign: found \"yes\""),
        (changed(";100;0", ";100;2"), "panel.csv, line 2, column campaign: found \"2\", expected 0 or 1"),
        (changed("Brand 00;2026-01", ";2026-01"), "line 2, column brand: found \"\", expected the name of a unit"),
        (whole.replace(";1\n", ";0\n"), "no unit is treated"),
        (whole.replace("month", "week"), "expected a column named month"),
        (String::new(), "found \"nothing\""),
    ];
    for (text, expected) in cases {
        let (printed, said) = run(&text, &["--json"], 1);
        assert!(printed.is_empty() && said.contains(expected), "{said}\nexpected {expected}");
    }
}

#[test]
fn wrong_usage_of_panel_and_failure_have_different_exit_codes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("no-such-file.csv");
    run_on(&path, &FLAGS[..6], 2);
    run_on(&path, &[&FLAGS[..], &["--method", "guess"]].concat(), 2);
    assert!(run_on(&path, &FLAGS, 1).1.contains("no-such-file.csv cannot be read"));
}

#[test]
fn californias_published_estimates_are_found_by_the_program() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/lift/prop99.csv");
    if !path.exists() {
        eprintln!("skipped: {} is missing", path.display());
        return;
    }
    let flags = ["--unit", "State", "--time", "Year", "--outcome", "PacksPerCapita", "--treated", "treated", "--json"];
    for (method, expected) in [("did", -27.34911), ("sc", -19.61966), ("sdid", -15.60383)] {
        let (printed, _) = run_on(&path, &[&flags[..], &["--method", method]].concat(), 0);
        let found: Value = serde_json::from_str(&printed).expect("an object");
        assert!((number(&found["estimate"]) - expected).abs() < 1e-4, "{method}: {}", found["estimate"]);
    }
}
