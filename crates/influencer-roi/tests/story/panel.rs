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
    json_of(text, &["--method", method])
}

fn json_of(text: &str, more: &[&str]) -> Value {
    let (printed, _) = run(text, &[more, &["--json"]].concat(), 0);
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
    for method in ["sc", "sc-synthdid"] {
        let found = json(&file(24), method);
        assert!((sum(&found["unit_weights"]) - 1.0).abs() < 1e-9 && sum(&found["time_weights"]) == 0.0);
        assert_eq!((&found["method"], &found["intercept"]), (&method.into(), &Value::Null));
    }
}

#[test]
fn a_brand_of_another_level_is_followed_with_an_intercept() {
    let found = json_of(&file(24), &["--method", "sc", "--intercept"]);
    assert!((number(&found["estimate"]) - 25.0).abs() < 2.0, "{found}");
    assert!(number(&found["intercept"]) > 10.0 && (sum(&found["time_weights"]) - 1.0).abs() < 1e-9, "{found}");
    // The highest brand is above every mix of the others: levels cannot be compared.
    let levels = json(&file(24), "sc");
    assert!(number(&levels["rmspe"]["before"]) > 5.0 * number(&found["rmspe"]["before"]), "{levels}");
    let root = (BEFORE as f64).sqrt();
    assert!((number(&found["l2_imbalance"]) - root * number(&found["rmspe"]["before"])).abs() < 1e-9);
    let weights = found["unit_weights"].as_object().expect("weights by name");
    let donors = weights.values().filter(|weight| number(weight) > 0.0).count();
    assert_eq!(found["donors"], donors);
    // 23 brands against 8 months: a mix follows perfectly, which is no evidence.
    assert!(found["rmspe"]["ratio"].is_null() && found["notes"].to_string().contains("perfectly"), "{found}");
}

#[test]
fn a_campaign_is_ranked_by_errors_and_by_its_own_months() {
    let found = json(&file(24), "did");
    let rmspe = &found["rmspe"];
    assert!((number(&rmspe["after"]) / number(&rmspe["before"]) - number(&rmspe["ratio"])).abs() < 1e-9);
    assert_eq!((&found["rmspe_rank"]["rank"], &found["rmspe_rank"]["of"]), (&1.into(), &24.into()));
    assert!((number(&found["rmspe_rank"]["p"]) - 1.0 / 24.0).abs() < 1e-12);
    let well = &found["rmspe_rank_well_followed"];
    let left_out = well["left_out"].as_array().expect("names").len();
    assert_eq!(well["of"].as_u64(), Some(24 - left_out as u64));
    let by_month = found["conformal_p"].as_object().expect("p-values by month");
    assert_eq!(by_month.keys().collect::<Vec<_>>(), ["2026-09", "2026-10", "2026-11", "2026-12"]);
    // The month is off by more than the eight before it: no rank could be better.
    assert!(by_month.values().all(|p| (number(p) - 1.0 / 9.0).abs() < 1e-12), "{by_month:?}");
    assert!(number(&found["conformal_p_joint"]) < 0.05, "{found}");
    let sdid = json(&file(24), "sdid");
    assert!(sdid["conformal_p"].is_null() && sdid["conformal_p_joint"].is_null());
    assert!(sdid["conformal_p_reason"].as_str().is_some_and(|reason| reason.contains("Use the method sc or did")));
    let few = json(&file(3), "did");
    assert!(few["rmspe_rank"].is_null() && few["rmspe_rank_reason"].is_string(), "{few}");
}

/// Three brands without a campaign, three with one from the third month on, two from the fourth on.
const STAGGERED: &str = "brand,month,revenue,campaign
A,1,10,0\nA,2,11,0\nA,3,12,0\nA,4,13,0
B,1,10,0\nB,2,10,0\nB,3,12,0\nB,4,14,0
C,1,20,0\nC,2,21,0\nC,3,21,0\nC,4,21,0
D,1,5,0\nD,2,6,0\nD,3,10,1\nD,4,13,1
E,1,7,0\nE,2,8,0\nE,3,12,1\nE,4,14,1
F,1,9,0\nF,2,9,0\nF,3,10,1\nF,4,12,1
G,1,30,0\nG,2,31,0\nG,3,33,0\nG,4,39,1
H,1,40,0\nH,2,42,0\nH,3,43,0\nH,4,47,1
";

#[test]
fn campaigns_that_start_at_different_months_are_compared_with_brands_that_have_none() {
    let found = json(STAGGERED, "cs");
    let cells: Vec<(&str, &str, f64)> = found["group_time"]
        .as_array()
        .expect("effects")
        .iter()
        .map(|cell| {
            (
                cell["group"].as_str().expect("a month"),
                cell["time"].as_str().expect("a month"),
                number(&cell["estimate"]),
            )
        })
        .collect();
    // Without a campaign: +1, +2, 0 in the third month, +1, +2, 0 in the fourth; +2, +4, 0 in both.
    // D, E, F: +4, +4, +1 and +7, +6, +3. G, H: +6, +4.
    let expected = [("3", "3", 3.0 - 1.0), ("3", "4", 16.0 / 3.0 - 2.0), ("4", "4", 5.0 - 1.0)];
    assert_eq!(cells.len(), expected.len());
    for ((group, time, estimate), (start, month, effect)) in cells.into_iter().zip(expected) {
        assert!((group, time) == (start, month) && (estimate - effect).abs() < 1e-12, "{found}");
    }
    // 4, 4, 1 around 3 and 1, 2, 0 around 1: √(6/9 + 2/9).
    let error = number(&found["group_time"][0]["standard_error"]);
    assert!((error - (8.0_f64 / 9.0).sqrt()).abs() < 1e-12, "{error}");
    let aggregates = &found["aggregates"];
    let (third, fourth, later) = (2.0, 10.0 / 3.0, 4.0);
    for (name, expected) in [
        ("simple", (3.0 * third + 3.0 * fourth + 2.0 * later) / 8.0),
        ("dynamic", f64::midpoint((3.0 * third + 2.0 * later) / 5.0, fourth)),
        ("group", (3.0 * f64::midpoint(third, fourth) + 2.0 * later) / 5.0),
        ("calendar", f64::midpoint(third, (3.0 * fourth + 2.0 * later) / 5.0)),
    ] {
        let summary = &aggregates[name];
        assert!((number(&summary["estimate"]) - expected).abs() < 1e-12, "{name}: {summary}, expected {expected}");
        assert!(number(&summary["standard_error"]) > 0.0);
    }
    assert_eq!((&found["estimate"], &found["method"]), (&aggregates["simple"]["estimate"], &"cs".into()));
    assert_eq!(found["groups"], serde_json::json!([{"group": "3", "units": 3}, {"group": "4", "units": 2}]));
    assert_eq!(aggregates["dynamic"]["parts"][1]["event_time"], 1);
    let notes = found["notes"].to_string();
    assert!(notes.contains("Fewer than 5 units") && notes.contains("3 (3), 4 (2), never treated (3)"), "{notes}");
    let (words, _) = run(STAGGERED, &["--method", "cs"], 0);
    assert!(words.starts_with("Callaway and Sant'Anna: revenue of 5 units against 3 never treated"), "{words}");
    assert!(words.contains("start 4, at 4") && words.contains("over treated units"), "{words}");
}

#[test]
fn staggered_campaigns_need_brands_without_one_and_a_month_before() {
    let whole = STAGGERED;
    let everybody =
        whole.replace("A,4,13,0", "A,4,13,1").replace("B,4,14,0", "B,4,14,1").replace("C,4,21,0", "C,4,21,1");
    let cases = [
        (everybody, "all 8 units are treated: nothing is left to compare with. Add units that were never treated"),
        (whole.replace("D,1,5,0\nD,2,6,0", "D,1,5,1\nD,2,6,1"), "unit \"D\" is treated from the first time \"1\" on"),
        (whole.replace("E,4,14,1", "E,4,14,0"), "unit \"E\" is treated before time \"4\" but not then"),
        (whole.replace("H,2,42,0\n", ""), "the panel is not balanced: unit \"H\" has no outcome at time \"2\""),
    ];
    for (text, expected) in cases {
        let (printed, said) = run(&text, &["--method", "cs", "--json"], 1);
        assert!(printed.is_empty() && said.contains(expected), "{said}\nexpected {expected}");
    }
    let (_, said) = run(whole, &["--method", "did"], 1);
    assert!(said.contains("unit \"D\" at \"3\", unit \"H\" at \"4\". Use the method cs"), "{said}");
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
        "RMSPE: ",
        "rank of the ratio: ",
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
    let (_, said) = run_on(&path, &[&FLAGS[..], &["--intercept"]].concat(), 2);
    assert!(said.contains("--intercept is an option of --method sc"), "{said}");
    assert!(run_on(&path, &FLAGS, 1).1.contains("no-such-file.csv cannot be read"));
}

/// What the program finds in a published panel, where the shared folder is there.
fn published(file: &str, columns: [&str; 4], method: &str) -> Option<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/reference/lift").join(file);
    if !path.exists() {
        eprintln!("skipped: {} is missing", path.display());
        return None;
    }
    let [unit, time, outcome, treated] = columns;
    let flags =
        ["--unit", unit, "--time", time, "--outcome", outcome, "--treated", treated, "--method", method, "--json"];
    Some(serde_json::from_str(&run_on(&path, &flags, 0).0).expect("an object"))
}

#[test]
fn californias_published_estimates_are_found_by_the_program() {
    let columns = ["State", "Year", "PacksPerCapita", "treated"];
    for (method, expected) in [("did", -27.34911), ("sc-synthdid", -19.61966), ("sdid", -15.60383), ("sc", -19.5136)] {
        let Some(found) = published("prop99.csv", columns, method) else { return };
        assert!((number(&found["estimate"]) - expected).abs() < 1e-4, "{method}: {}", found["estimate"]);
    }
    let found = published("prop99.csv", columns, "sc").expect("it is there");
    assert_eq!((&found["rmspe_rank"]["rank"], &found["rmspe_rank"]["of"]), (&3.into(), &39.into()));
}

#[test]
fn kansas_and_minimum_wages_are_found_by_the_program() {
    let columns = ["state", "year_qtr", "lngdpcapita", "treated"];
    if let Some(found) = published("kansas.csv", columns, "sc") {
        assert!((number(&found["estimate"]) - -0.029_434_7).abs() < 1e-7, "{}", found["estimate"]);
        assert_eq!((&found["donors"], &found["rmspe_rank"]["rank"]), (&7.into(), &11.into()));
        assert!((number(&found["conformal_p"]["2014.5"]) - 0.044).abs() < 5e-4, "{}", found["conformal_p"]);
    }
    if let Some(found) = published("mpdta.csv", ["u", "year", "lemp", "treated"], "cs") {
        for (name, estimate, error) in [
            ("dynamic", -0.0772, 0.0200),
            ("group", -0.0310, 0.0124),
            ("simple", -0.0400, 0.0120),
            ("calendar", -0.0417, 0.0160),
        ] {
            let summary = &found["aggregates"][name];
            assert!((number(&summary["estimate"]) - estimate).abs() < 5e-5, "{name}: {summary}");
            assert!((number(&summary["standard_error"]) - error).abs() < 2e-4, "{name}: {summary}");
        }
    }
}
