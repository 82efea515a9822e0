//! A shape of one's own stays with the version that was read with it: months added later and codes that change hands follow it.

use std::{fs, path::Path, process::Output};

use serde_json::{Value, json};

use crate::program::{Program, command};

const SHAPE: &str = r#"
id = "takings"
title = "Takings of the shop"
export = "A sheet of our own"
grain = "sums"

[columns]
who = ["Xa"]
day = ["Xb"]
money = ["Xc"]
count = ["Xd"]

[tells]
all = ["who", "day", "money", "count"]

[[tables]]
role = "tracking"
fields = { influencer_id = "who", date = "day", revenue = "money", orders = "count" }
"#;
const FILES: [(&str, &str); 5] = [
    ("own.toml", SHAPE),
    ("influencers.csv", "id,name,category,gender,followers,platform\na,A,Fitness,Female,1,Instagram\n"),
    ("payouts.csv", "influencer_id,basis,rate,orders,total_payout\na,post,0,0,500\n"),
    ("january.csv", "Xa,Xb,Xc,Xd\na,2026-01-05,900,3\na,2026-01-06,100,1\n"),
    ("february.csv", "Xa,Xb,Xc,Xd\na,2026-02-05,50,1\nnobody,2026-02-06,7,1\n"),
];

fn load(folder: &Path, data: &str, arguments: &[&str]) -> Output {
    let named = |argument: &&str| {
        let path = folder.join(argument);
        if path.exists() { path.to_str().expect("a plain path").to_owned() } else { (*argument).to_owned() }
    };
    let arguments: Vec<String> = arguments.iter().map(named).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    command(&[&["load", "--data-dir", data], arguments.as_slice()].concat())
}

#[test]
fn months_that_are_added_later_are_read_with_the_shape_of_the_version() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in FILES {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let program = Program::start();
    let data = program.data_dir();
    let data = data.to_str().expect("a plain path");
    let kept = program.end();
    let whole = ["influencers.csv", "payouts.csv", "january.csv"];
    assert_eq!(load(folder.path(), data, &whole).status.code(), Some(1), "the sheet cannot be understood without");
    let with_shape = [&whole[..], &["--shape", "own.toml"]].concat();
    assert!(load(folder.path(), data, &with_shape).status.success());
    let added = load(folder.path(), data, &["february.csv", "--append", "--accept-proposals"]);
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));

    let again = Program::start_in(kept, &[]);
    let revenue = || again.get("/api/v1/dashboard").expect(200).json()["totals"]["revenue"]["value"].clone();
    assert_eq!(revenue(), 1057);
    let versions: Value = again.get("/api/v1/datasets").expect(200).json();
    let id = versions["datasets"][0]["id"].as_str().expect("an id");
    let given = json!({"aliases": [{"alias": "nobody", "kind": "id", "owner": "creator:a"}]});
    let mended = again.put(&format!("/api/v1/datasets/{id}/aliases"), &given.to_string()).expect(201).json();
    assert_eq!(mended["dataset"]["totals"]["revenue"]["value"], 1057);
    let board = again.get("/api/v1/dashboard").expect(200).json();
    assert_eq!(board["influencers"].as_array().expect("a list").len(), 1, "everything is of one creator now");
}
