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

[recognised_by]
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
    let corrected = again.put(&format!("/api/v1/datasets/{id}/aliases"), &given.to_string()).expect(201).json();
    assert_eq!(corrected["dataset"]["totals"]["revenue"]["value"], 1057);
    let board = again.get("/api/v1/dashboard").expect(200).json();
    assert_eq!(board["influencers"].as_array().expect("a list").len(), 1, "everything is of one creator now");
}

/// A sheet whose headers no list of words has, as the user maps it on the import screen.
fn mapped() -> Value {
    let columns = json!({"influencer_id": "Xa", "date": "Xb", "revenue": "Xc", "orders": "Xd"});
    json!({"roles": {"january.csv": "tracking"}, "columns": {"january.csv": columns}})
}

fn of(names: &[&str]) -> Vec<(&'static str, &'static [u8])> {
    let of_name = |name: &&str| FILES.iter().find(|(known, _)| known == name).expect("a known file");
    names.iter().map(of_name).map(|(name, text)| (*name, text.as_bytes())).collect()
}

fn stage(program: &Program, names: &[&str]) -> Value {
    program.upload("/api/v1/imports?wait=true", &of(names)).expect(200).json()
}

/// The three files with the sheet mapped by hand, and the mapping saved under a name.
fn save(program: &Program, name: &str) -> (String, Value) {
    let staged = stage(program, &["influencers.csv", "payouts.csv", "january.csv"]);
    let id = staged["id"].as_str().expect("an id").to_owned();
    // First which table it is: then its columns can be chosen.
    for mapping in [json!({"roles": mapped()["roles"]}), mapped()] {
        let body = json!({"mapping": mapping}).to_string();
        program.post(&format!("/api/v1/imports/{id}/preview"), &body).expect(200);
    }
    let wanted = json!({"import": id, "file": "january.csv", "name": name}).to_string();
    (id, program.post("/api/v1/shapes", &wanted).expect(201).json())
}

fn own(program: &Program) -> Vec<Value> {
    let listed = program.get("/api/v1/shapes").expect(200).json();
    let shapes = listed["shapes"].as_array().expect("a list").clone();
    shapes.into_iter().filter(|shape| shape["own"] == true).collect()
}

fn file<'r>(report: &'r Value, name: &str) -> &'r Value {
    let files = report["files"].as_array().expect("a list");
    files.iter().find(|file| file["name"] == name).expect("the file")
}

#[test]
fn a_saved_mapping_reads_the_next_upload_without_a_question_unless_somebody_says_no() {
    let program = Program::start();
    let (_, saved) = save(&program, "Takings of the shop");
    assert_eq!((&saved["id"], &saved["own"]), (&json!("takings_of_the_shop"), &json!(true)));
    let next = stage(&program, &["influencers.csv", "payouts.csv", "february.csv"]);
    let report = &next["report"];
    let read = file(report, "february.csv");
    assert_eq!(
        (&read["own_shape"]["title"], &read["own_shape"]["used"]),
        (&json!("Takings of the shop"), &json!(true))
    );
    assert_eq!(report["questions"], json!([]), "nothing is left to ask");
    let notes = report["notes"].to_string();
    assert!(notes.contains("Read by your own shape “Takings of the shop”."), "{notes}");
    let path = format!("/api/v1/imports/{}/preview", next["id"].as_str().expect("an id"));
    let no = json!({"answers": {"own_shape.february.csv": "no"}}).to_string();
    let without = program.post(&path, &no).expect(200).json()["report"].clone();
    let read = file(&without, "february.csv");
    assert_eq!((&read["own_shape"]["used"], &read["role"]), (&json!(false), &json!("ignore")));
    let again = program.post(&path, "{}").expect(200).json()["report"].clone();
    assert_eq!(file(&again, "february.csv")["role"], "tracking");
}

#[test]
fn a_downloaded_shape_gives_a_colleague_the_same_totals() {
    let program = Program::start();
    let (id, saved) = save(&program, "Takings");
    let body = json!({"mapping": mapped(), "accept_proposals": true}).to_string();
    program.post(&format!("/api/v1/imports/{id}/commit"), &body).expect(201);
    let totals = |program: &Program| program.get("/api/v1/dashboard").expect(200).json()["totals"].clone();
    let here = totals(&program);
    assert_eq!(here["revenue"]["value"], 1000);
    let address = format!("/api/v1/shapes/{}", saved["id"].as_str().expect("an id"));
    let download = program.get(&address).expect(200);
    assert_eq!(download.headers["content-disposition"], "attachment; filename=\"takings.toml\"");

    let folder = tempfile::tempdir().expect("a folder");
    FILES.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).expect("a file"));
    fs::write(folder.path().join("sent.toml"), &download.body).expect("a file");
    let other = Program::start().end();
    let colleague = Program::start_in(other, &[]);
    let data = colleague.data_dir();
    let data = data.to_str().expect("a plain path");
    let kept = colleague.end();
    let files = ["influencers.csv", "payouts.csv", "january.csv", "--shape", "sent.toml", "--accept-proposals"];
    let loaded = load(folder.path(), data, &files);
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    let colleague = Program::start_in(kept, &[]);
    assert_eq!(totals(&colleague), here);
}

#[test]
fn names_of_shapes_are_only_names() {
    let program = Program::start();
    let hostile = ["\"]\\n[[tables]]", "../../etc/passwd", "<script>alert(1)</script>", "=HYPERLINK(\"x\")", "दुकान"];
    for name in hostile {
        let (_, saved) = save(&program, name);
        assert_eq!(saved["title"], name);
        let id = saved["id"].as_str().expect("an id");
        assert!(id.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_'), "{id}");
        assert_eq!(own(&program).len(), 1, "one for each header: the later takes the place of the earlier");
    }
    let (import, _) = save(&program, "Shopify orders");
    assert_eq!(own(&program)[0]["id"], "shopify_orders_2", "never the id of one of the program");
    for name in ["", "   ", "a\u{0}b", "two\nlines", &"x".repeat(81)] {
        let wanted = json!({"import": import, "file": "january.csv", "name": name}).to_string();
        program.post("/api/v1/shapes", &wanted).expect(400);
    }
    let unknown = json!({"import": import, "file": "../january.csv", "name": "A"}).to_string();
    program.post("/api/v1/shapes", &unknown).expect(422);
    program.post("/api/v1/shapes", &json!({"import": "none", "file": "a", "name": "A"}).to_string()).expect(404);
    program.post("/api/v1/shapes", &json!({"text": SHAPE, "name": "A"}).to_string()).expect(400);
    let broken = json!({"text": SHAPE.replace("\"tracking\"", "\"sales\"")}).to_string();
    let refused = program.post("/api/v1/shapes", &broken).expect(422).json();
    let message = refused["error"]["message"].as_str().expect("a text");
    assert!(message.contains("line 17, field tables.role: found \"sales\""), "{message}");
    for id in ["..%2f..%2fcatalogue", "none"] {
        program.get(&format!("/api/v1/shapes/{id}")).expect(404);
    }
}

#[test]
fn a_deleted_shape_is_forgotten_by_new_uploads_and_stays_with_its_version() {
    let program = Program::start();
    let text = json!({"text": SHAPE}).to_string();
    program.post("/api/v1/shapes", &text).expect(201);
    let whole = of(&["influencers.csv", "payouts.csv", "january.csv"]);
    program.upload("/api/v1/datasets?accept_proposals=true", &whole).expect(201);
    assert_eq!(program.delete("/api/v1/shapes/takings").status, 204);
    program.delete("/api/v1/shapes/takings").expect(404);
    program.delete("/api/v1/shapes/shopify_orders").expect(409);
    assert_eq!(own(&program), Vec::<Value>::new());
    let fresh = stage(&program, &["influencers.csv", "payouts.csv", "february.csv"]);
    assert_eq!(file(&fresh["report"], "february.csv")["role"], "ignore");
    let added = "/api/v1/datasets?mode=append&accept_proposals=true";
    program.upload(added, &of(&["february.csv"])).expect(201);
    assert_eq!(program.get("/api/v1/dashboard").expect(200).json()["totals"]["revenue"]["value"], 1057);
}

#[test]
fn the_command_line_keeps_lists_exports_and_removes_shapes() {
    let folder = tempfile::tempdir().expect("a folder");
    FILES.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).expect("a file"));
    let program = Program::start();
    let data = program.data_dir();
    let data = data.to_str().expect("a plain path");
    let _kept = program.end();
    let shapes = |more: &[&str]| command(&[&["shapes", "--data-dir", data], more].concat());
    let said = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
    let path = folder.path().join("own.toml");
    let kept = shapes(&["--keep", path.to_str().expect("a plain path")]);
    assert_eq!(said(&kept), "takings is kept: Takings of the shop\n", "{}", String::from_utf8_lossy(&kept.stderr));
    assert!(
        said(&shapes(&[])).starts_with("takings                                  Takings of the shop (your own)\n")
    );
    assert_eq!(said(&shapes(&["--export", "takings"])).trim(), SHAPE.trim());
    let listed: Value = serde_json::from_slice(&shapes(&["--json"]).stdout).expect("JSON");
    assert_eq!((&listed["shapes"][0]["own"], &listed["shapes"][1]["own"]), (&json!(true), &json!(false)));
    let loaded = load(folder.path(), data, &["influencers.csv", "payouts.csv", "january.csv", "--accept-proposals"]);
    assert!(loaded.status.success(), "{}", String::from_utf8_lossy(&loaded.stderr));
    assert!(shapes(&["--remove", "takings"]).status.success());
    assert_eq!(shapes(&["--remove", "takings"]).status.code(), Some(1));
    assert!(!said(&shapes(&[])).contains("your own"));
    let broken = folder.path().join("broken.toml");
    fs::write(&broken, SHAPE.replace("who = [\"Xa\"]", "who = 5")).expect("a file");
    let refused = shapes(&["--keep", broken.to_str().expect("a plain path")]);
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("line 8"),
        "{}",
        String::from_utf8_lossy(&refused.stderr)
    );
}
