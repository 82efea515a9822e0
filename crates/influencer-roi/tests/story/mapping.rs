//! The mapping of an import: it can be changed, it is remembered, and corrected rows can be uploaded again.

use serde_json::{Value, json};

use crate::program::Program;

const INFLUENCERS: &str = "id,name,platform,gender\n1,Asha,Insta,M\n2,Ravi,X,Male\n";
const TRACKING: &str = "src,campaign,influencer_id,product,date,orders,gross,net\n\
    shop,C,1,MB Whey,03-04-2026,1,120,100\nshop,C,2,HK Tea,04-05-2026,2,240,200\nads,,,HK Tea,05-05-2026,1,60,50\n";
const PAYOUTS: &str = "influencer_id,basis,rate,orders,total_payout\n1,post,10,0,10\n2,post,20,0,20\n";

fn files(tracking: &str) -> [(&str, &[u8]); 3] {
    [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("tracking.csv", tracking.as_bytes()),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ]
}

fn stage(program: &Program, files: &[(&str, &[u8])]) -> Value {
    program.upload("/api/v1/imports?wait=true", files).expect(200).json()
}

fn path(staged: &Value, what: &str) -> String {
    format!("/api/v1/imports/{}/{what}", staged["id"].as_str().expect("an id"))
}

fn codes(report: &Value) -> Vec<&str> {
    report["issues"].as_array().expect("a list").iter().filter_map(|group| group["code"].as_str()).collect()
}

fn choices() -> Value {
    json!({
        "columns": {"tracking.csv": {"revenue": "net", "source": "src"}},
        "source": {"shop": "influencer"},
        "brand": "product_prefix",
        "dates": {"tracking": "month_day"},
        "spelling": {"platform": {"X": "X"}},
    })
}

#[test]
fn columns_classes_brands_days_and_spellings_can_be_chosen() {
    let program = Program::start();
    let staged = stage(&program, &files(TRACKING));
    // Two columns of money: which one counts is asked.
    assert_eq!(staged["report"]["questions"][1]["id"], "money.tracking.csv.tracking");
    let body = json!({"mapping": {"columns": choices()["columns"]}}).to_string();
    let read = program.post(&path(&staged, "preview"), &body).expect(200).json();
    let columns = &read["report"]["files"][1]["columns"];
    assert_eq!(columns[7]["field"], "revenue");
    assert_eq!(columns[7]["how"], "chosen");
    assert_eq!(read["report"]["reconciliation"][1]["revenue_in"], json!({"value": 350}));
    assert_eq!(read["report"]["questions"][0]["id"], "days.tracking.csv.date");
    let body = json!({"mapping": choices()}).to_string();
    let report = &program.post(&path(&staged, "preview"), &body).expect(200).json()["report"];
    let brands: Vec<&Value> =
        report["brands"].as_array().expect("a list").iter().map(|brand| &brand["value"]).collect();
    assert_eq!(brands, ["HK", "MB"]);
    let folded = report["spellings"].as_array().expect("a list").iter().filter(|word| word["written"] != word["known"]);
    let folded: Vec<(&str, &str)> =
        folded.filter_map(|word| Some((word["written"].as_str()?, word["known"].as_str()?))).collect();
    assert_eq!(folded, [("Insta", "Instagram"), ("M", "Male")]);
    let committed = program.post(&path(&staged, "commit"), &body).expect(201).json();
    assert_eq!(committed["dataset"]["first_day"], "2026-03-04");
    let shown = program.get("/api/v1/dashboard").expect(200).json();
    let platforms: Vec<&Value> =
        shown["platforms"].as_array().expect("a list").iter().map(|line| &line["platform"]).collect();
    assert_eq!(platforms, ["X", "Instagram"]);
}

#[test]
fn what_was_decided_is_proposed_for_the_next_files_with_the_same_header() {
    let program = Program::start();
    let staged_first = stage(&program, &files(TRACKING));
    program.post(&path(&staged_first, "commit"), &json!({"mapping": choices()}).to_string()).expect(201);
    let program = program.kill_and_restart();
    let next = TRACKING.replace("03-04-2026", "06-07-2026").replace(",100\n", ",70\n");
    let mut renamed = files(&next);
    renamed[1].0 = "another name.csv";
    let staged = stage(&program, &renamed);
    let report = &staged["report"];
    assert_eq!(report["files"][1]["columns"][7]["how"], "remembered");
    assert_eq!(report["questions"], json!([]));
    let said: Vec<&str> = report["remembered"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    assert!(said.contains(&"the brand comes from: product prefix"), "{said:?}");
    assert!(said.contains(&"another name.csv: column \"net\" holds revenue"), "{said:?}");
    assert_eq!(staged_first["report"]["remembered"], json!([]));
    assert_eq!(report["mapping"]["brand"], "product_prefix");
    let committed = program.post(&path(&staged, "commit"), "").expect(201).json();
    assert_eq!(committed["dataset"]["last_day"], "2026-06-07");
    assert_eq!(committed["dataset"]["totals"]["revenue"], json!({"value": 270}));
}

#[test]
fn a_choice_that_does_not_fit_changes_nothing() {
    let program = Program::start();
    let staged = stage(&program, &files(TRACKING));
    for (mapping, place) in [
        (json!({"columns": {"tracking.csv": {"revenue": "nothere"}}}), "columns.tracking.csv.revenue"),
        (json!({"columns": {"tracking.csv": {"height": "net"}}}), "columns.tracking.csv.height"),
        (json!({"columns": {"nofile.csv": {}}}), "columns.nofile.csv"),
        (json!({"roles": {"tracking.csv": "poems"}}), "roles.tracking.csv"),
        (json!({"spelling": {"city": {}}}), "spelling"),
        (json!({"repeated_rows": "burn"}), "repeated_rows"),
    ] {
        let answer = program.post(&path(&staged, "preview"), &json!({"mapping": mapping}).to_string());
        let message = answer.expect(400).json()["error"]["message"].as_str().unwrap_or_default().to_owned();
        assert!(message.starts_with(&format!("mapping.{place}: found ")), "{message}");
    }
    let after = program.get(&format!("/api/v1/imports/{}", staged["id"].as_str().expect("an id"))).expect(200).json();
    assert_eq!(after["report"], staged["report"]);
}

#[test]
fn a_file_can_be_left_out_or_be_another_table() {
    let program = Program::start();
    let tracking = TRACKING.replace("gross,net", "gross,revenue");
    let notes: &[u8] = b"dear,team\nplease,look\n";
    let mut all = files(&tracking).to_vec();
    all.push(("notes.csv", notes));
    let staged = stage(&program, &all);
    assert_eq!(codes(&staged["report"])[0], "unusable_file");
    let body = json!({"mapping": {"roles": {"notes.csv": "ignore"}, "dates": {"tracking": "day_month"}}}).to_string();
    let read = program.post(&path(&staged, "preview"), &body).expect(200).json();
    assert_eq!(read["report"]["errors"], 0);
    assert_eq!(read["report"]["files"][3]["role"], "ignore");
    program.post(&path(&staged, "commit"), &body).expect(201);
}

#[test]
fn corrected_rows_replace_the_ones_they_came_from() {
    let program = Program::start();
    let tracking = "source,campaign,influencer_id,product,date,orders,revenue\n\
        influencer,C,1,Whey,2026-01-01,1,100\ninfluencer,C,2,=Tea,2026-13-01,x,abc\ninfluencer,C,9,Whey,2026-01-03,1,30\n";
    let staged = stage(&program, &files(tracking));
    assert_eq!(staged["report"]["errors"], 3);
    let issues = program.get(&path(&staged, "issues.csv?file=tracking.csv")).expect(200).body;
    // One row with three errors and one with a warning.
    assert_eq!(issues.lines().count(), 5, "{issues}");
    let corrected =
        issues.replace("2026-13-01", "2026-01-02").replace(",x,abc,", ",2,50,").replace(",9,Whey,", ",2,Whey,");
    let added = program.upload(&path(&staged, "files"), &[("issues.csv", corrected.as_bytes())]).expect(202).json();
    let read = loop {
        let job = program.get(&format!("/api/v1/imports/{}", added["id"].as_str().expect("an id"))).expect(200).json();
        if job["state"] != "running" {
            break job;
        }
    };
    let report = &read["report"];
    assert_eq!(report["errors"], 0, "{report}");
    assert_eq!(report["files"][3]["mends"], "tracking.csv");
    assert_eq!(report["files"][3]["rows"], 2);
    let answered = json!({"mapping": {}}).to_string();
    let committed = program.post(&path(&staged, "commit"), &answered).expect(201).json();
    assert_eq!(committed["dataset"]["totals"]["revenue"], json!({"value": 180}));
    assert_eq!(committed["dataset"]["rows"]["tracking"], 3);
    let products = program.get("/api/v1/facets").expect(200).json()["dimensions"]["brand"].clone();
    assert!(products.to_string().contains("\"=Tea\""), "{products}");
}

#[test]
fn corrected_rows_can_be_added_to_the_version_that_left_them_out() {
    let program = Program::start();
    let tracking = "source,campaign,influencer_id,product,date,orders,revenue\n\
        influencer,C,1,Whey,2026-01-01,1,100\ninfluencer,C,2,Tea,2026-01-02,1,many\n";
    let left_out = program.upload("/api/v1/datasets?policy=accept_valid", &files(tracking)).expect(201).json();
    assert_eq!(left_out["dataset"]["totals"]["revenue"], json!({"value": 100}));
    let id = left_out["dataset"]["id"].as_str().expect("an id");
    let issues = program.get(&format!("/api/v1/datasets/{id}/issues.csv?file=tracking.csv")).expect(200).body;
    let corrected = issues.replace("many", "45.25");
    let added =
        program.upload("/api/v1/datasets?mode=append", &[("corrected.csv", corrected.as_bytes())]).expect(201).json();
    assert_eq!(added["dataset"]["totals"]["revenue"], json!({"value": 145.25}));
    assert_eq!(added["dataset"]["excluded"], Value::Null);
    let alone =
        program.upload("/api/v1/imports?wait=true", &[("corrected.csv", corrected.as_bytes())]).expect(200).json();
    assert!(codes(&alone["report"]).contains(&"mends_nothing"));
}

#[test]
fn a_workbook_with_all_tables_is_one_upload() {
    let program = Program::start();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let tracking = "source,campaign,influencer_id,product,date,orders,revenue\ninfluencer,C,1,Whey,2026-01-01,1,100\n";
    for (name, text) in [("People", INFLUENCERS), ("Sales", tracking), ("Paid", PAYOUTS), ("Notes", "read me\n")] {
        let sheet = workbook.add_worksheet().set_name(name).expect("a name");
        for (row, line) in text.lines().enumerate() {
            for (column, cell) in line.split(',').enumerate() {
                sheet.write(row as u32, column as u16, cell).expect("memory takes it");
            }
        }
    }
    let bytes = workbook.save_to_buffer().expect("memory takes it");
    let staged = stage(&program, &[("campaign.xlsx", &bytes)]);
    let report = &staged["report"];
    assert_eq!(report["errors"], 0, "{report}");
    assert_eq!(report["files"][1]["name"], "campaign.xlsx · Sales");
    assert_eq!(report["files"][1]["sheet"], "Sales");
    assert!(codes(report).contains(&"ignored_sheet"));
    let committed = program.post(&path(&staged, "commit"), "").expect(201).json();
    let id = committed["dataset"]["id"].as_str().expect("an id");
    assert_eq!(program.bytes(&format!("/api/v1/datasets/{id}/originals/0")), bytes);
}

#[test]
fn corrected_rows_have_the_days_of_their_file_and_say_one_thing() {
    let program = Program::start();
    let tracking = "source,campaign,influencer_id,product,date,orders,revenue\n\
        influencer,C,1,Whey,13-01-2026,1,100\ninfluencer,C,2,Tea,03-04-2026,x,many\n";
    let staged = stage(&program, &files(tracking));
    let issues = program.get(&path(&staged, "issues.csv?file=tracking.csv")).expect(200).body;
    assert_eq!(issues.lines().count(), 3);
    let added = |corrected: &str| {
        let staged =
            stage(&program, &[&files(tracking)[..], &[("tracking.csv corrected.csv", corrected.as_bytes())]].concat());
        staged["report"].clone()
    };
    // Only the first of the two rows for line 3 was corrected.
    let half = issues.replacen(",x,many,", ",2,50,", 1);
    assert_eq!(codes(&added(&half))[0], "copies_differ");
    let report = added(&issues.replace(",x,many,", ",2,50,"));
    assert_eq!(report["errors"], 0, "{report}");
    assert_eq!(report["questions"], json!([]));
    let new_row = "influencer,C,2,Tea,05-04-2026,1,7,,,,,\n";
    let staged = stage(
        &program,
        &[
            &files(tracking)[..],
            &[("tracking.csv corrected.csv", (issues.replace(",x,many,", ",2,50,") + new_row).as_bytes())],
        ]
        .concat(),
    );
    let committed = program.post(&path(&staged, "commit"), "").expect(201).json();
    assert_eq!(committed["dataset"]["totals"]["revenue"], json!({"value": 157}));
    assert_eq!(committed["dataset"]["last_day"], "2026-04-05");
}

#[test]
fn added_files_are_read_as_was_chosen_and_a_bad_one_ends_nothing() {
    let program = Program::start();
    let staged = stage(&program, &files(TRACKING));
    let body = json!({"mapping": {"columns": choices()["columns"]}}).to_string();
    program.post(&path(&staged, "preview"), &body).expect(200);
    let settled = |files: &[(&str, &[u8])]| {
        program.upload(&path(&staged, "files"), files).expect(202);
        loop {
            let job = program.get(path(&staged, "").trim_end_matches('/')).expect(200).json();
            if job["state"] != "running" {
                break job;
            }
        }
    };
    let wide = (0..600).map(|at| format!("c{at}")).collect::<Vec<_>>().join(",");
    let refused = settled(&[("wide.csv", wide.as_bytes())]);
    assert_eq!(refused["state"], "ready");
    assert_eq!(refused["error"]["code"], "over_limit");
    let posts = settled(&[("posts.csv", b"influencer_id,date,reach\n1,2026-01-01,5\n")]);
    assert_eq!(posts["report"]["files"][1]["columns"][7]["how"], "chosen");
    assert_eq!(posts["report"]["files"][3]["role"], "posts");
    assert_eq!(posts["error"], Value::Null);
}
