//! Adding files to a version: kept original files, differences between versions, months added to months.

use std::io::{Read as _, Write as _};

use serde_json::{Value, json};

use crate::program::Program;

const INFLUENCERS: &str = "id,name,platform\n1,Asha,Instagram\n2,Ravi,YouTube\n";
const JANUARY: &str = "source,campaign,influencer_id,product,date,orders,revenue\n\
    influencer,C,1,Whey,2026-01-01,1,100\ninfluencer,C,2,Whey,2026-01-31,2,250.5\n";
const FEBRUARY: &str = "source,campaign,influencer_id,product,date,orders,revenue\n\
    influencer,C,2,Whey,2026-01-31,2,250.5\ninfluencer,C,1,Whey,2026-02-01,1,70\n";
const PAYOUTS: &str = "influencer_id,basis,rate,orders,total_payout\n1,post,10,0,10\n2,post,20,0,20\n";

fn january(program: &Program) -> Value {
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("january.csv", JANUARY.as_bytes()),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ];
    program.upload("/api/v1/datasets?name=January", &files).expect(201).json()
}

fn versions(program: &Program) -> Vec<Value> {
    program.get("/api/v1/datasets").expect(200).json()["datasets"].as_array().expect("a list").clone()
}

fn id(of: &Value) -> String {
    of["id"].as_str().expect("an id").to_owned()
}

/// March shows day before month. The same order would scatter a week of April over the year.
#[test]
fn a_month_that_the_order_of_the_months_before_would_scatter_is_asked_about() {
    const HEADER: &str = "source,campaign,influencer_id,product,date,orders,revenue\n";
    let rows = |days: &[&str]| {
        let row = |day: &&str| format!("influencer,C,1,Whey,{day},1,100\n");
        HEADER.to_owned() + &days.iter().map(row).collect::<String>()
    };
    let program = Program::start();
    let march = rows(&["02/03/2026", "09/03/2026", "21/03/2026"]);
    let files = [("influencers.csv", INFLUENCERS), ("march.csv", &march), ("payouts.csv", PAYOUTS)];
    program.upload("/api/v1/datasets", &files.map(|(name, text)| (name, text.as_bytes()))).expect(201);
    let asked = |days: &[&str]| {
        let added = program.upload("/api/v1/imports?mode=append&wait=true", &[("april.csv", rows(days).as_bytes())]);
        let questions = added.expect(200).json()["report"]["questions"].clone();
        questions.as_array().expect("a list").iter().find(|one| one["id"] == "dates.tracking").cloned()
    };
    let question = asked(&["04/02/2026", "04/05/2026", "04/09/2026"]).expect("a question");
    assert_eq!(question["proposed"], "month_day");
    assert_eq!(asked(&["02/04/2026", "05/04/2026", "09/04/2026"]), None, "beside March");
}

#[test]
fn months_are_added_to_months_and_repeated_rows_are_found() {
    let program = Program::start();
    let base = id(&january(&program)["dataset"]);
    let staged =
        program.upload("/api/v1/imports?mode=append&wait=true", &[("february.csv", FEBRUARY.as_bytes())]).expect(200);
    let staged = staged.json();
    let report = &staged["report"];
    assert_eq!(staged["mode"], "append");
    assert_eq!(report["appended_to"], json!({"id": base, "name": "January"}));
    let asked: Vec<&Value> = report["questions"].as_array().expect("a list").iter().map(|one| &one["id"]).collect();
    assert_eq!(asked, ["overlap.february.csv"], "adding files says that they belong together");
    assert_eq!(report["questions"][0]["proposed"], "leave_out_repeated");
    let commit = format!("/api/v1/imports/{}/commit", id(&staged));
    assert_eq!(program.post(&commit, "").expect(422).json()["error"]["code"], "open_question");
    let answers = r#"{"answers":{"overlap.february.csv":"leave_out_repeated"}}"#;
    let kept = program.post(&commit, answers).expect(201).json();
    assert_eq!(kept["dataset"]["totals"]["revenue"], json!({"value": 420.5}));
    assert_eq!(kept["report"]["files"][3]["left_out"][0]["rows"], 1);
    assert_eq!(kept["report"]["files"][3]["left_out"][0]["money"], json!({"value": 250.5}));
    assert_eq!(kept["dataset"]["appended_to"], base.as_str());
    assert_eq!(program.dashboard(&[]).totals["revenue"].value, "420.5");
    // A third month finds the first two again, and what was decided about them holds.
    let march = FEBRUARY.replace("2026-02-01", "2026-03-01").replace("influencer,C,2,Whey,2026-01-31,2,250.5\n", "");
    let third = program.upload("/api/v1/datasets?mode=append", &[("march.csv", march.as_bytes())]).expect(201).json();
    assert_eq!(third["dataset"]["totals"]["revenue"], json!({"value": 490.5}));
    assert_eq!(third["report"]["files"].as_array().map(Vec::len), Some(5));
}

#[test]
fn nothing_is_added_to_the_sample_or_to_files_that_are_gone() {
    let program = Program::start();
    let answer = program.upload("/api/v1/imports?mode=append", &[("f.csv", FEBRUARY.as_bytes())]).expect(409).json();
    assert_eq!(answer["error"]["code"], "is_sample");
    program.upload("/api/v1/imports?mode=sideways", &[("f.csv", FEBRUARY.as_bytes())]).expect(400);
}

#[test]
fn the_uploaded_files_come_back_byte_for_byte() {
    let program = Program::start();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(JANUARY.as_bytes()).expect("memory takes it");
    let packed = packer.finish().expect("memory takes it");
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("x.csv.gz", packed.as_slice()),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ];
    let version = id(&program.upload("/api/v1/datasets", &files).expect(201).json()["dataset"]);
    let program = program.kill_and_restart();
    for (at, (_, bytes)) in files.iter().enumerate() {
        assert_eq!(program.bytes(&format!("/api/v1/datasets/{version}/originals/{at}")), *bytes);
    }
    program.get(&format!("/api/v1/datasets/{version}/originals/3")).expect(404);
    program.get(&format!("/api/v1/datasets/{version}/originals/../manifest.json")).expect(404);
    program.get("/api/v1/datasets/nobody/originals/0").expect(404);
    let mut text = String::new();
    let first = program.bytes(&format!("/api/v1/datasets/{version}/originals/1"));
    flate2::read::GzDecoder::new(first.as_slice()).read_to_string(&mut text).expect("packed as it was");
    assert_eq!(text, JANUARY);
}

#[test]
fn every_version_says_what_changed_and_keeps_its_report_and_its_name() {
    let program = Program::start();
    let first = id(&january(&program)["dataset"]);
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("february.csv", FEBRUARY.as_bytes()),
        ("payouts.csv", "influencer_id,basis,rate,orders,total_payout\n1,post,10,0,10\n".as_bytes()),
    ];
    let second = id(&program.upload("/api/v1/datasets", &files).expect(201).json()["dataset"]);
    let listed = versions(&program);
    assert_eq!(id(&listed[0]), second);
    assert_eq!(
        listed[0]["change"]["tables"],
        json!({
            "influencers": {"rows": 0},
            "tracking": {"rows": 0, "revenue": {"value": -30}},
            "payouts": {"rows": -1, "spend": {"value": -20}},
            "posts": {"rows": 0},
        })
    );
    assert_eq!(listed[0]["change"]["from"], first.as_str());
    assert_eq!(listed[2]["change"], Value::Null, "nothing was before the first");
    let renamed = program.patch(&format!("/api/v1/datasets/{second}"), r#"{"name":" New year "}"#).expect(200).json();
    assert_eq!(renamed["name"], "New year");
    program.patch(&format!("/api/v1/datasets/{second}"), r#"{"name":" "}"#).expect(400);
    let program = program.kill_and_restart();
    assert_eq!(versions(&program)[0]["name"], "New year");
    assert_eq!(program.get("/api/v1/dashboard").expect(200).json()["dataset"]["name"], "New year");
    let report = program.get(&format!("/api/v1/datasets/{second}/report")).expect(200).json();
    assert_eq!(report["reconciliation"][1]["revenue_in"], json!({"value": 320.5}));
    let issues = program.get(&format!("/api/v1/datasets/{second}/issues.csv?file=influencers.csv")).expect(200).body;
    assert!(issues.contains("2,Ravi,YouTube,3,,no_payout,warning,"), "{issues}");
}

#[test]
fn only_the_latest_versions_and_the_current_one_stay() {
    let program = Program::start();
    let versions_made: Vec<String> = (0..3).map(|_| id(&january(&program)["dataset"])).collect();
    program.post(&format!("/api/v1/datasets/{}/activate", versions_made[0]), "").expect(200);
    program.post("/api/v1/datasets/keep", r#"{"last":0}"#).expect(400);
    let answer = program.post("/api/v1/datasets/keep", r#"{"last":1}"#).expect(200).json();
    let left: Vec<String> = versions(&program).iter().map(id).collect();
    assert_eq!(left, [versions_made[2].clone(), versions_made[0].clone()]);
    assert_eq!(answer["deleted"].as_array().map(Vec::len), Some(2), "the sample and the second");
    assert_eq!(program.dashboard(&[]).totals["revenue"].value, "350.5");
}

#[test]
fn the_same_is_done_on_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        path.to_string_lossy().into_owned()
    };
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let (roster, first, second) =
        (write("i.csv", INFLUENCERS), write("january.csv", JANUARY), write("february.csv", FEBRUARY));
    let payouts = write("p.csv", PAYOUTS);
    let run = |arguments: &[&str]| crate::program::command(&[arguments, &["--data-dir", &data, "--json"]].concat());
    assert!(run(&["load", &roster, &first, &payouts]).status.success());
    let asked = run(&["load", &second, "--append"]);
    assert_eq!(asked.status.code(), Some(3), "{}", String::from_utf8_lossy(&asked.stderr));
    let added = run(&["load", &second, "--append", "--answer", "overlap.february.csv=count_both"]);
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let added: Value = serde_json::from_slice(&added.stdout).expect("JSON");
    assert_eq!(added["dataset"]["totals"]["revenue"], json!({"value": 671}));
    assert_eq!(added["report"]["repeated_rows"]["rows"], 1);
    let kept = run(&["datasets", "--keep-last", "1"]);
    let kept: Value = serde_json::from_slice(&kept.stdout).expect("JSON");
    assert_eq!(kept["datasets"].as_array().map(Vec::len), Some(1));
    assert_eq!(kept["datasets"][0]["id"], added["dataset"]["id"]);
}

#[test]
fn what_was_left_out_stays_out_when_months_are_added() {
    let program = Program::start();
    let extract = "source,campaign,influencer_id,product,date,orders,revenue\ninfluencer,C,1,Whey,2026-01-01,1,100\n";
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("january.csv", JANUARY.as_bytes()),
        ("extract.csv", extract.as_bytes()),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ];
    let staged = program.upload("/api/v1/imports?wait=true", &files).expect(200).json();
    assert_eq!(staged["report"]["can_commit"], false);
    let chosen = r#"{"answers":{"overlap.extract.csv":"leave_out_repeated"}}"#;
    let answered = program.post(&format!("/api/v1/imports/{}/preview", id(&staged)), chosen).expect(200).json();
    assert_eq!(answered["report"]["can_commit"], true, "the question is answered");
    let first = program.post(&format!("/api/v1/imports/{}/commit", id(&staged)), chosen).expect(201).json();
    assert_eq!(first["dataset"]["totals"]["revenue"], json!({"value": 350.5}));
    let february = FEBRUARY.replace("influencer,C,2,Whey,2026-01-31,2,250.5\n", "");
    let second = program.upload("/api/v1/datasets?mode=append", &[("f.csv", february.as_bytes())]).expect(201).json();
    assert_eq!(second["dataset"]["totals"]["revenue"], json!({"value": 420.5}));
    assert_eq!(second["report"]["mode"], "append");
}

#[test]
fn the_second_of_two_additions_to_one_version_fails_because_the_data_changed() {
    let program = Program::start();
    january(&program);
    let added = |month: &str| {
        let rows = FEBRUARY.replace("2026-02-01", month);
        program.upload("/api/v1/imports?mode=append&wait=true", &[("more.csv", rows.as_bytes())]).expect(200).json()
    };
    let (march, april) = (added("2026-03-01"), added("2026-04-01"));
    let both = r#"{"answers":{"overlap.more.csv":"count_both"}}"#;
    program.post(&format!("/api/v1/imports/{}/commit", id(&march)), both).expect(201);
    let refused = program.post(&format!("/api/v1/imports/{}/commit", id(&april)), both).expect(409).json();
    assert_eq!(refused["error"]["code"], "base_changed");
    assert_eq!(program.dashboard(&[]).totals["revenue"].value, "671");
}

#[test]
fn added_rows_do_not_change_what_the_old_ones_mean() {
    let program = Program::start();
    let tracking = "source,campaign,influencer_id,product,date,orders,revenue\n\
        influencer,C,1,Whey,2026-01-01,1,100\npaid,,,Whey,2026-01-01,1,10\n";
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("january.csv", tracking.as_bytes()),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ];
    let first = program.upload("/api/v1/datasets", &files).expect(201).json();
    assert_eq!(first["dataset"]["totals"]["other_revenue"], json!({"value": 10}));
    let more = "source,campaign,influencer_id,product,date,orders,revenue\npaid,C,2,Whey,2026-02-01,1,5\n";
    let second = program.upload("/api/v1/datasets?mode=append", &[("more.csv", more.as_bytes())]).expect(201).json();
    assert_eq!(second["report"]["mapping"]["source"]["paid"], "other");
    assert_eq!(second["dataset"]["totals"]["other_revenue"], json!({"value": 15}));
}

#[test]
fn rows_that_another_file_brought_stand_in_the_issues_file() {
    let program = Program::start();
    january(&program);
    let staged = program.upload("/api/v1/imports?mode=append&wait=true", &[("f.csv", FEBRUARY.as_bytes())]).expect(200);
    let staged = format!("/api/v1/imports/{}", id(&staged.json()));
    let both = r#"{"answers":{"overlap.f.csv":"count_both"}}"#;
    let answered = program.post(&format!("{staged}/preview"), both).expect(200).json();
    assert_eq!(answered["report"]["can_commit"], true, "{answered}");
    let issues = program.get(&format!("{staged}/issues.csv?file=f.csv")).expect(200).body;
    assert!(issues.contains("influencer,C,2,Whey,2026-01-31,2,250.5,2,,repeated_row,warning,"), "{issues}");
}

#[test]
fn nothing_of_a_damaged_file_counts() {
    let program = Program::start();
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let rows: String = (0..60_000).map(|at| format!("influencer,C,1,Whey,2026-02-01,1,{at}\n")).collect();
    write!(packer, "source,campaign,influencer_id,product,date,orders,revenue\n{rows}").expect("memory takes it");
    let whole = packer.finish().expect("memory takes it");
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("january.csv", JANUARY.as_bytes()),
        ("february.csv.gz", &whole[..whole.len() / 2]),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ];
    program.upload("/api/v1/datasets", &files).expect(422);
    let kept = program.upload("/api/v1/datasets?policy=accept_valid&accept_proposals=true", &files).expect(201).json();
    assert_eq!(kept["dataset"]["totals"]["revenue"], json!({"value": 350.5}));
    let left_out = &kept["report"]["reconciliation"][2];
    assert!(left_out["rows_in"].as_u64().is_some_and(|rows| rows > 0), "{left_out}");
    assert_eq!(left_out["rows_in"], left_out["rows_excluded"]);
    assert_eq!(kept["dataset"]["excluded"]["revenue"], left_out["revenue_excluded"]);
}

#[test]
fn what_a_status_means_is_asked_once_for_files_with_the_same_columns() {
    let program = Program::start();
    let sales = |month: &str| {
        format!(
            "influencer_id,date,orders,revenue,status\n1,2026-{month}-01,1,100,NDR-2\n2,2026-{month}-02,1,50,delivered\n"
        )
    };
    let (january, february) = (sales("01"), sales("02"));
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("january.csv", january.as_bytes()),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ];
    let staged = program.upload("/api/v1/imports?wait=true", &files).expect(200).json();
    assert_eq!(staged["report"]["questions"][0]["id"], "status.january.csv.ndr-2");
    let commit = format!("/api/v1/imports/{}/commit", id(&staged));
    program.post(&commit, r#"{"answers":{"status.january.csv.ndr-2":"count"}}"#).expect(201);
    let added =
        program.upload("/api/v1/datasets?mode=append", &[("february.csv", february.as_bytes())]).expect(201).json();
    assert_eq!(added["dataset"]["totals"]["revenue"], json!({"value": 300}));
    let noted = added["report"]["notes"].to_string();
    assert!(noted.contains("NDR-2") || noted.contains("ndr-2"), "{noted}");
}
