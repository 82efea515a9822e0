//! What is kept with the data folder and decides how new files are read: currency, time zone, buyers' personal data.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::program::{Program, command};

const SETTINGS: &str = "/api/v1/settings";
const PEOPLE: &str = "id,name,category,gender,followers,platform\na,A,Fitness,F,1,Instagram\n";
const PAYOUTS: &str = "influencer_id,basis,rate,orders,total_payout\na,post,0,0,500\n";

/// Our own tables with one sale an evening in UTC, which is the next day in India.
fn load(program: &Program) -> Value {
    let sales = "source,campaign,influencer_id,brand,product,date,orders,revenue\n\
        influencer,C,a,Alpha,P,2026-01-01T20:00:00Z,1,900\ninfluencer,C,a,Alpha,P,2026-01-01T02:00:00Z,1,100\n";
    let files = [("influencers.csv", PEOPLE), ("tracking.csv", sales), ("payouts.csv", PAYOUTS)];
    let files = files.map(|(name, text)| (name, text.as_bytes()));
    program.upload("/api/v1/datasets?accept_proposals=true", &files).expect(201).json()["dataset"].clone()
}

fn set(program: &Program, body: Value) -> Value {
    program.put(SETTINGS, &body.to_string()).expect(200).json()
}

fn days(dataset: &Value) -> [&str; 2] {
    ["first_day", "last_day"].map(|field| dataset[field].as_str().expect("a day"))
}

#[test]
fn new_files_are_read_in_the_currency_and_time_zone_that_are_set() {
    let program = Program::start_with(&["--currency", "eur"]);
    let before = program.get(SETTINGS).expect(200).json();
    assert_eq!((&before["currency"], &before["time_zone"]), (&json!("EUR"), &json!("Asia/Kolkata")));
    assert_eq!(before["keep_personal_data"], false);
    assert!(before["choices"]["currency"].as_array().expect("a list").contains(&json!("USD")));
    let first = load(&program);
    assert_eq!((&first["currency"], days(&first)), (&json!("EUR"), ["2026-01-01", "2026-01-02"]));
    let changed = set(&program, json!({"currency": "USD", "time_zone": "America/New_York"}));
    assert_eq!((&changed["currency"], &changed["time_zone"]), (&json!("USD"), &json!("America/New_York")));
    let second = load(&program);
    assert_eq!((&second["currency"], days(&second)), (&json!("USD"), ["2025-12-31", "2026-01-01"]));
    let kept = program.get(&format!("/api/v1/dashboard?dataset={}", first["id"].as_str().expect("an id"))).expect(200);
    assert_eq!(kept.json()["dataset"]["currency"], "EUR", "a version stays what it was");
    let again = Program::start_in(program.end(), &[]);
    assert_eq!(again.get(SETTINGS).expect(200).json()["currency"], "USD");
    let unset = set(&again, json!({"currency": null, "time_zone": null}));
    assert_eq!((&unset["currency"], &unset["time_zone"]), (&json!("INR"), &json!("Asia/Kolkata")));
}

#[test]
fn files_added_to_a_version_are_read_as_it_was() {
    let program = Program::start();
    set(&program, json!({"currency": "USD", "time_zone": "America/New_York"}));
    load(&program);
    set(&program, json!({"currency": "EUR", "time_zone": "Asia/Tokyo"}));
    let more = "source,campaign,influencer_id,brand,product,date,orders,revenue\n\
        influencer,C,a,Alpha,P,2026-01-09T20:00:00Z,1,50\ninfluencer,C,a,Alpha,P,2026-01-09T02:00:00Z,1,60\n";
    let added = program
        .upload("/api/v1/datasets?mode=append&accept_proposals=true", &[("january.csv", more.as_bytes())])
        .expect(201)
        .json()["dataset"]
        .clone();
    assert_eq!((&added["currency"], days(&added)), (&json!("USD"), ["2025-12-31", "2026-01-09"]));
    let rows = program.get("/api/v1/dashboard?from=2026-01-08&to=2026-01-08").expect(200).json();
    assert_eq!(rows["totals"]["revenue"]["value"], 60, "02:00 in UTC is the evening before in New York");
}

#[test]
fn a_setting_that_cannot_be_is_refused_with_what_can_be() {
    let program = Program::start();
    let before = program.get(SETTINGS).expect(200).json();
    for (body, says) in [
        (json!({"currency": "rupees"}), "currency: found \"rupees\", expected the code of a currency such as INR"),
        (json!({"time_zone": "Mumbai"}), "time_zone: found \"Mumbai\", expected the name of a time zone"),
    ] {
        let refused = program.put(SETTINGS, &body.to_string()).expect(400).json();
        let message = refused["error"]["message"].as_str().expect("a text");
        assert!(message.contains(says), "{message}");
    }
    for body in [r#"{"currency": 5}"#, r#"{"keep_personal_data": "yes"}"#, r#"{"colour": "red"}"#] {
        program.put(SETTINGS, body).expect(400);
    }
    assert_eq!(program.get(SETTINGS).expect(200).json(), before);
}

#[test]
fn personal_data_of_buyers_is_kept_only_where_that_is_set() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/story/any_export/shopify_orders");
    let read = |name: &str| fs::read(folder.join(name)).expect("a file of the case");
    let files = ["creators.csv", "orders_export.csv", "payments.csv"].map(|name| (name, read(name)));
    let files = files.each_ref().map(|(name, bytes)| (*name, bytes.as_slice()));
    let program = Program::start();
    let originals = || {
        let query = "/api/v1/datasets?accept_proposals=true&policy=accept_valid";
        let loaded = program.upload(query, &files).expect(201).json();
        let id = loaded["dataset"]["id"].as_str().expect("an id").to_owned();
        program.bytes(&format!("/api/v1/datasets/{id}/originals/1"))
    };
    let holds_buyer = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("b@example.com");
    assert!(!holds_buyer(&originals()));
    assert_eq!(set(&program, json!({"keep_personal_data": true}))["keep_personal_data"], true);
    let kept = originals();
    assert!(holds_buyer(&kept));
    assert_eq!(kept, files[1].1, "byte for byte");
}

#[test]
fn the_command_line_sets_and_leaves_settings() {
    let folder = Program::start().end();
    let dir = folder.path().join("data");
    let dir = if dir.exists() { dir } else { folder.path().to_owned() };
    let dir = dir.to_str().expect("a plain path");
    let run = |more: &[&str]| command(&[&["settings", "--data-dir", dir], more].concat());
    let said = |output: &std::process::Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let set = run(&["--set", "currency=USD", "--set", "margin.Gritzo=0.5", "--set", "time_zone=Europe/Berlin"]);
    assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    assert_eq!(
        said(&set),
        "margin.Gritzo = 0.5\ncurrency = USD\ntime_zone = Europe/Berlin\nNew files are read in USD, times in UTC as days in \
         Europe/Berlin, and kept without the personal data of buyers.\n"
    );
    let unset = run(&["--unset", "currency", "--json"]);
    let json: Value = serde_json::from_slice(&unset.stdout).expect("JSON");
    assert_eq!((&json["currency"], &json["margins"]["brands"]["Gritzo"]), (&json!("INR"), &json!(0.5)));
    for bad in [["--set", "currency=pebbles"], ["--set", "colour=red"], ["--unset", "colour"]] {
        let refused = run(&bad);
        assert_eq!(refused.status.code(), Some(1), "{bad:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains("expected"), "{bad:?}");
    }
    assert_eq!(run(&["--set", "currency"]).status.code(), Some(2));
}
