//! Real file sets that marketers published, where the shared folder is there: every one loads with its exact totals.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::program::{Reply, command};

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus")
}

/// Micros of a decimal text, rounded half to even as reading rounds; and how far rounding each row may lead away from it.
fn micros(text: &str) -> i128 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let kept: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let floor: i128 = format!("{whole}{kept}").parse().expect("an amount");
    let rest = fraction.get(6..).unwrap_or("");
    floor + i128::from(rest > "5")
}

#[test]
fn every_complete_set_loads_with_its_control_totals() {
    let Ok(index) = std::fs::read_to_string(corpus().join("INDEX.json")) else {
        eprintln!("no corpus here");
        return;
    };
    let sets: Vec<Value> = serde_json::from_str(&index).expect("a list");
    let complete: Vec<&Value> = sets.iter().filter(|set| set["complete"] == true).collect();
    assert_eq!(complete.len(), 24);
    complete.into_iter().for_each(check);
}

fn check(set: &Value) {
    let (name, control) = (set["folder"].as_str().expect("a name"), &set["control_totals"]);
    let committed = load(name, control);
    let totals = &committed["dataset"]["totals"];
    let rows = committed["report"]["reconciliation"].as_array().expect("a list").iter();
    let rows: i128 = rows.filter_map(|part| part["rows_in"].as_i64()).map(i128::from).sum();
    let spend = micros(control["spend_matched"].as_str().expect("a text"))
        + micros(control["spend_orphan"].as_str().expect("a text"));
    let expected = [
        ("revenue", micros(control["revenue"]["influencer"].as_str().expect("a text"))),
        ("organic_revenue", micros(control["revenue"]["organic"].as_str().expect("a text"))),
        ("spend", spend),
    ];
    for (id, expected) in expected {
        let shown = micros(&totals[id]["value"].to_string());
        // A set whose amounts have more than six decimals is rounded row by row: half a micro each at most.
        let tolerance = if has_long_decimals(control) { rows / 2 } else { 0 };
        assert!((shown - expected).abs() <= tolerance, "{name}: {id} is {shown}, expected {expected}");
    }
    for (id, class) in [("orders", "influencer"), ("organic_orders", "organic")] {
        assert_eq!(totals[id]["value"].to_string(), control["orders"][class].as_str().expect("a text"), "{name}: {id}");
    }
}

fn has_long_decimals(control: &Value) -> bool {
    let amounts = [&control["revenue"]["influencer"], &control["revenue"]["organic"], &control["spend_matched"]];
    amounts.iter().any(|amount| {
        amount.as_str().is_some_and(|text| text.split_once('.').is_some_and(|(_, digits)| digits.len() > 6))
    })
}

fn load(name: &str, control: &Value) -> Value {
    let repository = name.split('/').next().expect("a folder");
    let files = control["files"].as_object().expect("files").values();
    let files: Vec<String> = files
        .map(|file| corpus().join(repository).join(file.as_str().expect("a path")).display().to_string())
        .collect();
    let data = tempfile::tempdir().expect("a folder");
    let data = data.path().display().to_string();
    let mut arguments = vec!["load", "--policy", "accept_valid", "--json", "--data-dir", &data];
    arguments.extend(files.iter().map(String::as_str));
    let output = command(&arguments);
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("a text");
    Reply { status: 0, headers: Default::default(), body: text }.json()
}
