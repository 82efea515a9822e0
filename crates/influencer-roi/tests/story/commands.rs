//! The command line: results on stdout, all else on stderr, exit codes that scripts can trust.

use std::path::Path;

use serde_json::Value;

use crate::{program::command, sample};

fn generated() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    sample::generate(folder.path(), &["--rows", "500"]);
    folder
}

fn files(folder: &Path) -> Vec<String> {
    ["influencers.csv", "tracking_data.csv", "payouts.csv"].map(|name| folder.join(name).display().to_string()).to_vec()
}

fn run(arguments: &[&str], files: &[String], code: i32) -> String {
    let arguments: Vec<&str> = arguments.iter().copied().chain(files.iter().map(String::as_str)).collect();
    let output = command(&arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a text")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn files_are_checked_loaded_asked_and_exported() {
    let folder = generated();
    let files = files(folder.path());
    let data = folder.path().join("data").display().to_string();
    let checked = json(&run(&["check", "--json"], &files, 0));
    assert!(!Path::new(&data).exists());
    let loaded = json(&run(&["load", "--json", "--name", "Trial", "--data-dir", &data], &files, 0));
    assert_eq!(loaded["report"], checked);
    assert_eq!(loaded["dataset"]["name"], "Trial");
    let asked =
        json(&run(&["ask", "--data-dir", &data, "--brand", "Gritzo", "--sort", "-revenue", "--limit", "3"], &[], 0));
    assert_eq!(asked["selection"]["brand"], serde_json::json!(["Gritzo"]));
    assert_eq!(asked["influencers"].as_array().map(Vec::len), Some(3));
    let exported = run(&["export", "--data-dir", &data, "--brand", "Gritzo"], &[], 0);
    assert_eq!(exported.lines().count() as u64, asked["influencers_total"].as_u64().expect("a count") + 1);
    let listed = json(&run(&["datasets", "--json", "--data-dir", &data], &[], 0));
    assert_eq!(listed["datasets"][0]["id"], loaded["dataset"]["id"]);
    assert!(run(&["check"], &files, 0).contains("0 errors"));
}

#[test]
fn a_file_with_errors_is_refused_and_its_valid_rows_can_be_taken() {
    let folder = generated();
    let tracking = folder.path().join("tracking_data.csv");
    let text = std::fs::read_to_string(&tracking).expect("the file is there");
    std::fs::write(&tracking, text + "influencer,C,1,Gritzo,Shake,never,1,10\n").expect("the file is written");
    let data = folder.path().join("data").display().to_string();
    assert!(run(&["load", "--data-dir", &data], &files(folder.path()), 1).is_empty());
    let loaded =
        json(&run(&["load", "--json", "--policy", "accept_valid", "--data-dir", &data], &files(folder.path()), 0));
    assert_eq!(loaded["dataset"]["excluded"]["rows"], 1);
    assert_eq!(loaded["dataset"]["rows"]["tracking"], 500);
}

#[test]
fn wrong_usage_and_failure_have_different_exit_codes() {
    let data = tempfile::tempdir().expect("a folder");
    let data = data.path().display().to_string();
    run(&["dance"], &[], 2);
    run(&["load", "--policy", "maybe", "x.csv"], &[], 2);
    run(&["ask", "--from", "yesterday", "--data-dir", &data], &[], 2);
    run(&["ask", "--data-dir", &data], &[], 1);
    run(&["check", "no-such-file.csv"], &[], 1);
}

#[test]
fn every_measure_and_metric_is_defined_once() {
    let definitions = json(&run(&["definitions", "--json"], &[], 0));
    let ids = |list: &str| -> Vec<String> {
        let list = definitions[list].as_array().expect("a list");
        list.iter().map(|entry| entry["id"].as_str().expect("an id").to_owned()).collect()
    };
    let mut all = [ids("measures"), ids("metrics")].concat();
    assert_eq!(all.len(), 16 + 15);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 31);
    for metric in definitions["metrics"].as_array().expect("a list") {
        assert!(metric["formula"].as_str().is_some_and(|formula| !formula.is_empty()), "{metric}");
        let inputs = metric["inputs"].as_array().expect("a list").iter();
        assert!(inputs.filter_map(Value::as_str).all(|input| all.iter().any(|id| id == input)), "{metric}");
    }
    assert!(run(&["definitions"], &[], 0).contains("(Total Revenue − Baseline) ÷ Total Spend"));
}

/// Text of the program as it is reviewed in `snapshots/`; `INSTA_UPDATE=always` writes it anew.
fn printed(arguments: &[&str]) -> String {
    let output = command(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a text")
}

#[test]
fn the_help_names_every_command_and_setting() {
    insta::assert_snapshot!(printed(&["--help"]));
}

#[test]
fn the_help_of_a_command_leaves_out_the_settings_of_serve() {
    insta::assert_snapshot!(printed(&["load", "--help"]));
}

#[test]
fn a_setting_of_serve_is_refused_by_other_commands() {
    let output = command(&["definitions", "--listen", "127.0.0.1:1"]);
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(error.contains("--listen is a setting of serve: leave it out here."), "{error}");
}

#[test]
fn the_report_on_files_reads_as_reviewed() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("the file is written");
        path.display().to_string()
    };
    let files = [
        write("influencers.csv", "id,name,platform\n1,Asha,Instagram\n2,Ravi,YouTube\n"),
        write(
            "tracking.csv",
            "source,campaign,influencer_id,product,date,orders,revenue\n\
             influencer,Gritzo Launch,1,Gritzo Whey,2026-01-01,1,100\n\
             influencer,Gritzo Launch,9,Gritzo Whey,2026-01-02,1,50.50\n\
             influencer,Gritzo Launch,2,Gritzo Whey,never,1,10\n\
             organic,,,Gritzo Whey,2026-01-02,2,80\n",
        ),
        write("payouts.csv", "influencer_id,basis,rate,orders,total_payout\n1,post,10,0,10\n"),
    ];
    insta::assert_snapshot!(printed(&["check", &files[0], &files[1], &files[2]]));
}
