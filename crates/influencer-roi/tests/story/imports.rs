//! Imports: what is understood, what is refused, and that nothing is lost.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::program::Program;

const INFLUENCERS: &str =
    "ID,Name,Category,Gender,Follower Count,Platform\n7,Asha,Fitness,F,12000,insta\n007,Ravi,Yoga,M,900,X\n";
const TRACKING: &str = "Source,Campaign,Influencer ID,Product,Date,Orders,Revenue\n\
    instagram,C1,7.0,Whey,2026-01-01,2,\"1,200.50\"\n\
    instagram,C1,007,Whey,2026-01-02,1,₹ 300\n\
    instagram,C1,99,Whey,2026-01-02,1,100\n\
    instagram,C1,,Whey,2026-01-02,1,50\n\
    organic,,,Whey,2026-01-01,3,(25)\n";
const PAYOUTS: &str = "influencer_id,basis,rate,orders,total_payout\n7,Per Post,500,0,1000\n7,per_order,10,2,20\n";

fn files<'f>(influencers: &'f str, tracking: &'f str, payouts: &'f str) -> [(&'f str, &'f [u8]); 3] {
    // The names say nothing: the header shows the table.
    [("a.csv", influencers.as_bytes()), ("b.csv", tracking.as_bytes()), ("c.csv", payouts.as_bytes())]
}

fn stage(program: &Program, files: &[(&str, &[u8])]) -> Value {
    let staged = program.upload("/api/v1/imports?wait=true", files).expect(200).json();
    assert_eq!(staged["state"], "ready", "{staged}");
    staged
}

fn count(report: &Value, code: &str) -> u64 {
    let groups = report["issues"].as_array().expect("a list").iter();
    groups.filter(|group| group["code"] == code).filter_map(|group| group["count"].as_u64()).sum()
}

#[test]
fn files_are_understood_whatever_they_are_called_and_however_they_are_written() {
    let program = Program::start();
    let staged = stage(&program, &files(INFLUENCERS, TRACKING, PAYOUTS));
    let report = &staged["report"];
    let roles: Vec<&Value> = report["files"].as_array().expect("a list").iter().map(|file| &file["role"]).collect();
    assert_eq!(roles, ["influencers", "tracking", "payouts"]);
    assert_eq!(
        report["files"][0]["columns"][4],
        json!({
            "header": "Follower Count",
            "field": "followers",
            "how": "alias",
            "confidence": 0.9,
            "samples": ["12000", "900"],
        })
    );
    assert_eq!(
        report["mapping"],
        json!({
            "source": {"instagram": "influencer", "organic": "organic"},
            "brand": "product",
            "dates": {},
            "files": {},
            "roles": {},
            "columns": {},
            "spelling": {
                "platform": {"insta": "Instagram", "X": "Twitter"},
                "gender": {"F": "Female", "M": "Male"},
            },
            "repeated_rows": "keep",
        })
    );
    assert_eq!(report["errors"], 0);
    let tracking = &report["reconciliation"][1];
    assert_eq!(
        tracking["revenue_used"],
        json!({"influencer": {"value": 1600.5}, "organic": {"value": -25}, "other": {"value": 50}})
    );
    assert_eq!(tracking["revenue_in"], json!({"value": 1625.5}));
    for (code, expected) in [
        ("unknown_influencer", 1),
        ("blank_influencer", 1),
        ("negative_amount", 1),
        ("folded_spelling", 4),
        ("no_payout", 1),
    ] {
        assert_eq!(count(report, code), expected, "{code}");
    }
}

#[test]
fn an_import_changes_nothing_until_it_is_committed() {
    let program = Program::start();
    let before = program.get("/api/v1/dashboard").expect(200).body;
    let staged = stage(&program, &files(INFLUENCERS, TRACKING, PAYOUTS));
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
    let id = staged["id"].as_str().expect("an id");
    let committed = program.post(&format!("/api/v1/imports/{id}/commit"), r#"{"name":"January"}"#).expect(201).json();
    assert_eq!(committed["dataset"]["name"], "January");
    let shown = program.dashboard(&[]);
    assert_eq!(shown.totals["revenue"].value, "1600.5");
    assert_eq!(shown.totals["other_revenue"].value, "50");
    assert_eq!(shown.totals["spend"].value, "1020");
    let ids: Vec<&str> = shown.influencers.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["7", "007", "99"]);
    program.post(&format!("/api/v1/imports/{id}/commit"), "").expect(409);
}

#[test]
fn a_job_runs_by_itself_and_can_be_looked_at_and_dropped() {
    let program = Program::start();
    let started = program.upload("/api/v1/imports", &files(INFLUENCERS, TRACKING, PAYOUTS)).expect(202).json();
    let path = format!("/api/v1/imports/{}", started["id"].as_str().expect("an id"));
    let deadline = Instant::now() + Duration::from_secs(30);
    let job = loop {
        let job = program.get(&path).expect(200).json();
        if job["state"] != "running" || Instant::now() > deadline {
            break job;
        }
    };
    assert_eq!(job["state"], "ready");
    assert_eq!(job["progress"]["bytes"], job["progress"]["bytes_total"]);
    assert_eq!(job["progress"]["rows"], 9);
    program.delete(&path).expect(204);
    assert_eq!(program.get(&path).expect(200).json()["state"], "cancelled");
    program.post(&format!("{path}/commit"), "").expect(409);
    program.get("/api/v1/imports/12345").expect(404);
}

#[test]
fn an_error_stops_a_commit_and_says_the_line_and_the_column() {
    let program = Program::start();
    let before = program.get("/api/v1/dashboard").expect(200).body;
    let payouts =
        "influencer_id,basis,rate,orders,total_payout\n7,post,1,1,twelve\n7,post,1,1,9\n7,post,1\n7,post,1,1,\n";
    let refused = program.upload("/api/v1/datasets", &files(INFLUENCERS, TRACKING, payouts)).expect(422).json();
    assert_eq!(refused["error"]["code"], "files_have_errors");
    let issues = refused["error"]["issues"].as_array().expect("a list");
    let bad = issues.iter().find(|group| group["code"] == "bad_number").expect("a group");
    assert_eq!(bad["file"], "c.csv");
    assert_eq!(bad["first"][0]["line"], 2);
    assert_eq!(bad["first"][0]["column"], "total_payout");
    assert_eq!(bad["first"][0]["found"], "twelve");
    assert!(issues.iter().any(|group| group["code"] == "ragged_row" && group["first"][0]["line"] == 4));
    assert!(issues.iter().any(|group| group["code"] == "blank_cell" && group["first"][0]["line"] == 5));
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
    let accepted = program
        .upload("/api/v1/datasets?policy=accept_valid", &files(INFLUENCERS, TRACKING, payouts))
        .expect(201)
        .json();
    assert_eq!(accepted["dataset"]["totals"]["spend"], json!({"value": 9}));
    assert_eq!(accepted["dataset"]["excluded"]["rows"], 3);
}

#[test]
fn rows_with_issues_come_back_with_their_own_columns() {
    let program = Program::start();
    let tracking = TRACKING.replace("₹ 300", "=evil()");
    let staged = stage(&program, &files(INFLUENCERS, &tracking, PAYOUTS));
    let id = staged["id"].as_str().expect("an id");
    let csv = program.get(&format!("/api/v1/imports/{id}/issues.csv?file=b.csv")).expect(200).body;
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(
        lines[0],
        "Source,Campaign,Influencer ID,Product,Date,Orders,Revenue,_line,_column,_code,_severity,_message"
    );
    assert!(
        lines[1].starts_with("instagram,C1,007,Whey,2026-01-02,1,'=evil(),3,Revenue,bad_number,error,"),
        "{}",
        lines[1]
    );
    program.get(&format!("/api/v1/imports/{id}/issues.csv?file=z.csv")).expect(404);
}

#[test]
fn a_missing_wrong_or_empty_file_gets_a_clear_answer_and_the_old_data_stays() {
    let program = Program::start();
    let before = program.get("/api/v1/dashboard").expect(200).body;
    let [influencers, tracking, payouts] = files(INFLUENCERS, TRACKING, PAYOUTS);
    type Files<'f> = Vec<(&'f str, &'f [u8])>;
    let cases: [(&str, Files<'_>, &str); 6] = [
        ("nothing at all", vec![], "missing_table"),
        ("an empty file", vec![influencers, tracking, ("c.csv", b"")], "empty_file"),
        ("only blank lines", vec![influencers, tracking, ("c.csv", b"\n\r\n \n")], "empty_file"),
        ("a picture", vec![influencers, tracking, ("c.csv", b"\x89PNG\x00\x01")], "unreadable_file"),
        ("a workbook", vec![influencers, tracking, ("c.csv", b"PK\x03\x04...")], "unreadable_file"),
        ("another table", vec![influencers, tracking, payouts, ("d.csv", b"colour,size\nred,5\n")], "unusable_file"),
    ];
    for (about, files, code) in cases {
        let refused = program.upload("/api/v1/datasets", &files).expect(422).json();
        let issues = refused["error"]["issues"].as_array().expect("a list");
        assert!(issues.iter().any(|group| group["code"] == code), "{about}: {refused}");
        assert!(
            issues.iter().all(|group| group["first"][0]["fix"].as_str().is_some_and(|fix| !fix.is_empty())),
            "{about}"
        );
    }
    let missing_column = "influencer_id,date,orders,product\n7,2026-01-01,1,Whey\n";
    let refused = program
        .upload("/api/v1/datasets", &[influencers, ("tracking.csv", missing_column.as_bytes()), payouts])
        .expect(422)
        .json();
    let issues = refused["error"]["issues"].as_array().expect("a list");
    assert!(
        issues.iter().any(|group| group["code"] == "missing_column" && group["first"][0]["expected"] == "revenue"),
        "{refused}"
    );
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
}

#[test]
fn sales_without_payouts_count_once_somebody_says_that_nothing_was_paid() {
    let program = Program::start();
    let [influencers, tracking, _] = files(INFLUENCERS, TRACKING, PAYOUTS);
    for policy in ["reject", "accept_valid"] {
        let path = format!("/api/v1/datasets?policy={policy}");
        let refused = program.upload(&path, &[influencers, tracking]).expect(422).json();
        assert_eq!(refused["error"]["code"], "open_question");
        assert_eq!(refused["error"]["questions"][0]["id"], "without_payouts", "{refused}");
    }
    let path = "/api/v1/datasets?accept_proposals=true";
    let committed = program.upload(path, &[influencers, tracking]).expect(201).json();
    assert_eq!(committed["dataset"]["totals"]["spend"], json!({"value": 0}));
    assert_eq!(program.get("/api/v1/dashboard").expect(200).json()["totals"]["roas"]["reason"], "no_spend");
}

#[test]
fn what_is_no_form_is_refused_and_a_large_upload_too() {
    let program = Program::start_with(&["--upload-bytes-most", "2000"]);
    program.post("/api/v1/datasets", "a,b").expect(415);
    let large = "x".repeat(3000);
    program.upload("/api/v1/datasets", &[("a.csv", large.as_bytes())]).expect(413);
    program.upload("/api/v1/datasets?policy=maybe", &[]).expect(400);
    program.upload("/api/v1/imports?wait=perhaps", &[]).expect(400);
}

#[test]
fn what_only_the_user_can_decide_is_asked() {
    let program = Program::start();
    let tracking = "source,influencer_id,product,date,orders,revenue\ninfluencer,7,Whey,03-04-2026,1,100\n";
    let staged = stage(&program, &files(INFLUENCERS, tracking, PAYOUTS));
    let question = &staged["report"]["questions"][0];
    assert_eq!(question["id"], "dates.tracking");
    assert_eq!(question["options"][1], json!({"value": "month_day", "label": "2026-03-04"}));
    assert_eq!(staged["report"]["can_commit"], false);
    let commit = format!("/api/v1/imports/{}/commit", staged["id"].as_str().expect("an id"));
    assert_eq!(program.post(&commit, "{}").expect(422).json()["error"]["code"], "open_question");
    program.post(&commit, r#"{"mapping":{"dates":{"tracking":"sideways"}}}"#).expect(400);
    program.post(&commit, r#"{"mapping":{"dates":{"tracking":"month_day"}}}"#).expect(201);
    assert_eq!(program.dashboard(&[]).daily[0].0, "2026-03-04");
}

#[test]
fn a_column_that_decides_the_order_of_day_and_month_is_not_asked_about() {
    let program = Program::start();
    let tracking =
        "source,influencer_id,product,date,orders,revenue\ni,7,Whey,03-04-2026,1,100\ni,7,Whey,17-04-2026,1,100\n";
    let staged = stage(&program, &files(INFLUENCERS, tracking, PAYOUTS));
    assert_eq!(staged["report"]["questions"], json!([]));
    assert_eq!(staged["report"]["mapping"]["dates"], json!({"tracking": "day_month"}));
}

#[test]
fn what_was_proposed_can_be_changed() {
    let program = Program::start();
    let staged = stage(&program, &files(INFLUENCERS, TRACKING, PAYOUTS));
    let commit = format!("/api/v1/imports/{}/commit", staged["id"].as_str().expect("an id"));
    program.post(&commit, r#"{"mapping":{"source":{"nobody":"other"}}}"#).expect(400);
    program.post(&commit, r#"{"mapping":{"brand":"guess"}}"#).expect(400);
    program.post(&commit, r#"{"colour":"red"}"#).expect(400);
    program.post(&commit, r#"{"mapping":{"source":{"instagram":"other"},"brand":"campaign"}}"#).expect(201);
    let shown = program.dashboard(&[]);
    assert_eq!(shown.totals["revenue"].value, "0");
    assert_eq!(shown.totals["other_revenue"].value, "1650.5");
    let facets = program.get("/api/v1/facets").expect(200).json();
    let brands: Vec<&Value> =
        facets["dimensions"]["brand"].as_array().expect("a list").iter().map(|value| &value["value"]).collect();
    assert_eq!(brands, ["(none)", "C1"]);
}

#[test]
fn other_encodings_and_delimiters_are_read() {
    let program = Program::start();
    let influencers = b"\xef\xbb\xbfid;name;category\n7;Asha;Fitness\n".to_vec();
    let tracking: Vec<u8> =
        "source\tinfluencer_id\tproduct\tdate\torders\trevenue\ninfluencer\t7\tWhey\t2026-01-01\t1\t10\n"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
    let tracking = [b"\xff\xfe".to_vec(), tracking].concat();
    let payouts = b"influencer_id,basis,rate,orders,total_payout\r\n7,caf\xe9,1,1,5\r\n\r\n".to_vec();
    let files = [("i.csv", influencers.as_slice()), ("t.csv", tracking.as_slice()), ("p.csv", payouts.as_slice())];
    let committed = program.upload("/api/v1/datasets", &files).expect(201).json();
    let encodings: Vec<&Value> =
        committed["report"]["files"].as_array().expect("a list").iter().map(|file| &file["encoding"]).collect();
    assert_eq!(encodings, ["UTF-8", "UTF-16LE", "windows-1252"]);
    assert_eq!(committed["dataset"]["totals"]["spend"], json!({"value": 5}));
}

#[test]
fn whether_several_files_of_one_table_belong_together_is_asked() {
    let program = Program::start();
    let [influencers, tracking, payouts] = files(INFLUENCERS, TRACKING, PAYOUTS);
    let extract = "source,influencer_id,product,date,orders,revenue,note\ninstagram,7,Whey,2026-02-01,1,10,x\n";
    let staged = stage(&program, &[influencers, tracking, payouts, ("extract.csv", extract.as_bytes())]);
    assert_eq!(staged["report"]["questions"][0]["id"], "files.tracking");
    let commit = format!("/api/v1/imports/{}/commit", staged["id"].as_str().expect("an id"));
    program.post(&commit, "{}").expect(422);
    let committed = program.post(&commit, r#"{"mapping":{"files":{"tracking":"b.csv"}}}"#).expect(201).json();
    assert_eq!(committed["dataset"]["totals"]["revenue"], json!({"value": 1600.5}));
    let left_out = &committed["report"]["reconciliation"][3];
    assert_eq!((&left_out["rows_used"], &left_out["rows_excluded"]), (&json!(0), &json!(1)));
    assert_eq!(left_out["revenue_excluded"], json!({"value": 10}));
}

#[test]
fn a_table_without_a_row_is_said_and_a_dataset_is_named_after_its_days() {
    let program = Program::start();
    let empty = "influencer_id,basis,rate,orders,total_payout\n";
    let committed = program.upload("/api/v1/datasets", &files(INFLUENCERS, TRACKING, empty)).expect(201).json();
    assert_eq!(count(&committed["report"], "no_rows"), 1);
    assert_eq!(count(&committed["report"], "no_payout"), 0);
    assert_eq!(committed["dataset"]["name"], "Sales 2026-01-01 to 2026-01-02");
}

#[test]
fn the_same_file_twice_is_read_once() {
    let program = Program::start();
    let [influencers, tracking, payouts] = files(INFLUENCERS, TRACKING, PAYOUTS);
    let twice = [influencers, tracking, payouts, ("copy of b.csv", tracking.1)];
    let refused = program.upload("/api/v1/datasets", &twice).expect(422).json();
    assert!(
        refused["error"]["issues"].as_array().is_some_and(|issues| issues[0]["code"] == "repeated_file"),
        "{refused}"
    );
    let committed = program.upload("/api/v1/datasets?policy=accept_valid", &twice).expect(201).json();
    assert_eq!(committed["dataset"]["totals"]["revenue"], json!({"value": 1600.5}));
}

#[test]
fn several_files_of_one_table_are_read_together() {
    let program = Program::start();
    let [influencers, tracking, payouts] = files(INFLUENCERS, TRACKING, PAYOUTS);
    let february = "source,influencer_id,product,date,orders,revenue\ninstagram,7,Whey,2026-02-01,1,10\n";
    let all = [influencers, tracking, payouts, ("feb.csv", february.as_bytes())];
    let asked = program.upload("/api/v1/datasets", &all).expect(422).json();
    assert_eq!(asked["error"]["questions"][0]["id"], "files.tracking");
    let committed = program.upload("/api/v1/datasets?accept_proposals=true", &all).expect(201).json();
    assert_eq!(committed["dataset"]["totals"]["revenue"], json!({"value": 1610.5}));
}

#[test]
fn a_complaint_names_the_line_that_an_editor_shows_whatever_ends_the_lines() {
    let program = Program::start();
    for end in ["\n", "\r\n", "\r"] {
        let lines = [
            "influencer_id,basis,rate,orders,total_payout",
            "",
            "7,post,1,1,9",
            "",
            "7,post,1,1,abc",
            "7,post,1,1,9",
            "",
        ];
        let payouts = lines.join(end);
        let refused = program.upload("/api/v1/datasets", &files(INFLUENCERS, TRACKING, &payouts)).expect(422).json();
        assert_eq!(refused["error"]["issues"][0]["first"][0]["line"], 5, "{end:?}: {refused}");
        let staged = stage(&program, &files(INFLUENCERS, TRACKING, &payouts));
        let path = format!("/api/v1/imports/{}/issues.csv?file=c.csv", staged["id"].as_str().expect("an id"));
        let csv = program.get(&path).expect(200).body;
        assert!(csv.lines().nth(1).is_some_and(|row| row.starts_with("7,post,1,1,abc,5,")), "{csv}");
    }
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row_and_not_the_file() {
    let program = Program::start();
    let payouts =
        "influencer_id,basis,rate,orders,total_payout\n7,post,1,1,1\n\"7,post,1,1,2\n7,post,1,1,4\n7,post,\"1\",1,8\n";
    let report = program
        .upload("/api/v1/datasets?policy=accept_valid", &files(INFLUENCERS, TRACKING, payouts))
        .expect(201)
        .json();
    assert_eq!(report["dataset"]["totals"]["spend"], json!({"value": 13}));
    assert_eq!(report["report"]["reconciliation"][2]["rows_in"], 4);
    assert_eq!(count(&report["report"], "open_quote"), 1);
}

#[test]
fn each_export_may_have_its_own_order_of_day_and_month() {
    let program = Program::start();
    let [influencers, _, payouts] = files(INFLUENCERS, TRACKING, PAYOUTS);
    let january = "source,influencer_id,product,date,orders,revenue\ni,7,Whey,13/01/2026,1,100\n";
    let february =
        "source,influencer_id,product,date,orders,revenue\ni,7,Whey,02/14/2026,1,10\ni,7,Whey,02/03/2026,1,1\n";
    let tracking = [("jan.csv", january.as_bytes()), ("feb.csv", february.as_bytes())];
    program
        .upload("/api/v1/datasets?accept_proposals=true", &[influencers, tracking[0], tracking[1], payouts])
        .expect(201);
    let shown = program.dashboard(&[]);
    let sold: Vec<&str> =
        shown.daily.iter().filter(|(_, day)| day["revenue"].value != "0").map(|(day, _)| day.as_str()).collect();
    assert_eq!(sold, ["2026-01-13", "2026-02-03", "2026-02-14"]);
}

#[test]
fn an_abandoned_import_gives_way_to_a_new_one() {
    let program = Program::start();
    let first = stage(&program, &files(INFLUENCERS, TRACKING, PAYOUTS));
    for _ in 0..8 {
        stage(&program, &files(INFLUENCERS, TRACKING, PAYOUTS));
    }
    let path = format!("/api/v1/imports/{}", first["id"].as_str().expect("an id"));
    assert_eq!(program.get(&path).expect(200).json()["state"], "cancelled");
}

#[test]
fn what_was_committed_cannot_be_cancelled() {
    let program = Program::start();
    let staged = stage(&program, &files(INFLUENCERS, TRACKING, PAYOUTS));
    let path = format!("/api/v1/imports/{}", staged["id"].as_str().expect("an id"));
    program.post(&format!("{path}/commit"), "").expect(201);
    program.delete(&path).expect(409);
}

#[test]
fn an_answer_that_the_files_do_not_allow_is_refused() {
    let program = Program::start();
    let staged = stage(&program, &files(INFLUENCERS, TRACKING, PAYOUTS));
    let commit = format!("/api/v1/imports/{}/commit", staged["id"].as_str().expect("an id"));
    for mapping in
        [r#"{"files":{"tracking":"nope.csv"}}"#, r#"{"brand":"column"}"#, r#"{"dates":{"nowhere":"day_month"}}"#]
    {
        let refused = program.post(&commit, &format!(r#"{{"mapping":{mapping}}}"#)).expect(400).json();
        assert_eq!(refused["error"]["code"], "bad_mapping", "{mapping}");
    }
}

#[test]
fn errors_of_a_file_that_is_not_chosen_stop_nothing() {
    let program = Program::start();
    let [influencers, tracking, payouts] = files(INFLUENCERS, TRACKING, PAYOUTS);
    let bad = "source,influencer_id,product,date,orders,revenue\ninstagram,7,Whey,never,1,10\n";
    let staged = stage(&program, &[influencers, tracking, payouts, ("bad.csv", bad.as_bytes())]);
    let commit = format!("/api/v1/imports/{}/commit", staged["id"].as_str().expect("an id"));
    program.post(&commit, r#"{"mapping":{"files":{"tracking":"all"}}}"#).expect(422);
    program.post(&commit, r#"{"mapping":{"files":{"tracking":"b.csv"}}}"#).expect(201);
}
