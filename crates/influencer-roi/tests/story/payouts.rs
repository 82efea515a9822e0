//! Payouts: what was earned against what was paid, what of it is worth a question, and what was decided about it.

use std::{collections::BTreeSet, fs, io::Cursor, path::Path};

use calamine::{Reader, Xlsx};
use serde_json::{Value, json};

use crate::{
    corpus::micros,
    program::{Program, command},
    sample,
};

const PEOPLE: &str = "id,name,platform\n1,Asha,Instagram\n2,Ravi,YouTube\n3,Mira,Instagram\n";
const SALES: &str = "source,campaign,influencer_id,brand,product,date,orders,revenue\n\
    influencer,Diwali,1,Gritzo,Whey,2026-01-05,10,1000\ninfluencer,Diwali,2,Gritzo,Whey,2026-01-06,4,500\n\
    influencer,Holi,2,HKVitals,Gummies,2026-01-20,5,700\ninfluencer,Holi,3,HKVitals,Gummies,2026-01-20,3,300\n\
    organic,,,Gritzo,Whey,2026-01-05,1,50\n";
/// 10 orders at 10 and 9 at 20, of which four lines are for: two alike under one reference, and one that is not paid yet.
const PAYMENTS: &str = "influencer_id,basis,rate,orders,total_payout,brand,campaign,payment_date,status,reference\n\
    1,order,10,10,100,Gritzo,Diwali,2026-01-10,paid,R1\n1,order,10,10,100,Gritzo,Diwali,2026-01-13,paid,R1\n\
    2,order,20,4,80,Gritzo,Diwali,2026-01-11,paid,R2\n2,order,20,5,100,HKVitals,Holi,,pending,\n";

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn figure(of: &Value, id: &str) -> i128 {
    micros(&of[id]["value"].to_string())
}

fn loaded(payments: &str) -> Program {
    let program = Program::start();
    load(&program, "/api/v1/datasets?accept_proposals=true", payments);
    program
}

fn load(program: &Program, address: &str, payments: &str) {
    let files = [
        ("influencers.csv", PEOPLE.as_bytes()),
        ("tracking_data.csv", SALES.as_bytes()),
        ("payouts.csv", payments.as_bytes()),
    ];
    program.upload(address, &files).expect(201);
}

fn payouts(program: &Program, query: &str) -> Value {
    program.get(&format!("/api/v1/payouts?cases=100000&limit=100000{query}")).expect(200).json()
}

fn cases(answer: &Value) -> Vec<&Value> {
    list(&answer["findings"]).iter().flat_map(|finding| list(&finding["list"])).collect()
}

fn of_kind<'a>(answer: &'a Value, kind: &str) -> Vec<&'a Value> {
    cases(answer).into_iter().filter(|case| case["kind"] == kind).collect()
}

/// Earned + too much + without terms = paid + pending + due + in no payment.
fn assert_adds_up(of: &Value) {
    let known = |id: &str| if of[id]["value"].is_null() { 0 } else { figure(of, id) };
    let earned = ["earned", "too_much", "without_terms"].map(known).iter().sum::<i128>();
    let paid = ["paid", "pending", "due", "owed"].map(known).iter().sum::<i128>();
    assert_eq!(earned, paid, "{of}");
    assert_eq!(figure(of, "spend"), ["paid", "pending", "due"].map(known).iter().sum::<i128>());
}

fn decide(program: &Program, case: &Value, decision: Value) -> Value {
    let body = json!({"case": case["key"], "decision": decision}).to_string();
    program.put("/api/v1/payouts/decisions", &body).expect(200).json()
}

#[test]
fn what_was_earned_and_paid_too_much_is_what_is_paid_pending_and_due_in_every_line_and_in_the_sum() {
    let program = loaded(PAYMENTS);
    let answer = payouts(&program, "");
    let totals = &answer["totals"];
    assert_adds_up(totals);
    let expected =
        [("earned", 280), ("too_much", 100), ("paid", 280), ("pending", 100), ("due", 0), ("owed", 0), ("spend", 380)];
    for (id, rupees) in expected {
        assert_eq!(figure(totals, id), rupees * 1_000_000, "{id}");
    }
    assert_eq!(figure(totals, "spend"), program.dashboard(&[]).micros("spend"), "the spend of the dashboard");
    let statements = list(&answer["statements"]);
    for sum in ["earned", "too_much", "paid", "pending", "due", "owed", "revenue"] {
        let of_all: i128 =
            statements.iter().filter(|one| !one[sum]["value"].is_null()).map(|one| figure(one, sum)).sum();
        assert_eq!(of_all, figure(totals, sum), "{sum}");
    }
    for statement in statements {
        assert_adds_up(statement);
        list(&statement["lines"]).iter().for_each(assert_adds_up);
    }
    let names: Vec<&str> = statements.iter().map(|one| text(&one["name"])).collect();
    assert_eq!(names, ["Asha", "Ravi", "Mira"], "the largest balance first");
    assert_eq!(statements[2]["earned"], json!({"value": null, "reason": "no_terms"}), "sold, and nothing was agreed");
}

#[test]
fn a_transfer_that_is_listed_twice_is_certain_and_sales_in_no_payment_are_reported() {
    let program = loaded(PAYMENTS);
    let answer = payouts(&program, "");
    let [twice] = of_kind(&answer, "paid_twice")[..] else { panic!("one: {answer}") };
    assert_eq!((&twice["certainty"], figure(twice, "at_risk")), (&json!("certain"), 100_000_000));
    let lines: Vec<&Value> = list(&twice["payments"]).iter().map(|payment| &payment["line"]).collect();
    assert_eq!(lines, [2, 3]);
    let [unpaid] = of_kind(&answer, "sold_unpaid")[..] else { panic!("one") };
    // The lower median of 10, 10, 20 and 20, for three orders.
    assert_eq!((&unpaid["influencer"]["name"], figure(unpaid, "owed_at_most")), (&json!("Mira"), 30_000_000));
    assert_eq!(cases(&answer).len(), 2, "the others agree");
    assert_eq!(answer["payments_without_finding"], 2);
    assert_eq!(figure(&answer["findings_total"], "at_risk"), 100_000_000);
}

#[test]
fn a_decision_outlives_a_restart_and_a_new_month_and_is_taken_back() {
    let program = loaded(PAYMENTS);
    let answer = payouts(&program, "");
    let twice = of_kind(&answer, "paid_twice")[0].clone();
    let decided = decide(&program, &twice, json!("ask_back"));
    assert_eq!((&decided["decision"], &decided["before"]), (&json!("ask_back"), &Value::Null));
    let program = program.kill_and_restart();
    let answer = payouts(&program, "");
    assert_eq!(of_kind(&answer, "paid_twice")[0]["decision"], "ask_back");
    let sums = &answer["findings_total"];
    assert_eq!((figure(sums, "at_risk"), figure(sums, "asked_back")), (100_000_000, 100_000_000));

    // A month later the same payments stand on other lines, with another above them and one more below.
    let mut lines: Vec<&str> = PAYMENTS.lines().collect();
    lines.insert(1, "3,order,15,3,45,HKVitals,Holi,2026-01-25,paid,R3");
    lines.push("1,order,10,10,100,Gritzo,Diwali,2026-01-15,paid,R1");
    load(&program, "/api/v1/datasets?accept_proposals=true", &lines.join("\n"));
    let later = payouts(&program, "");
    let [twice] = of_kind(&later, "paid_twice")[..] else { panic!("one") };
    assert_eq!(list(&twice["payments"]).len(), 3);
    assert!(twice["decision"].is_null(), "nobody has decided about the third: {twice}");
    load(&program, "/api/v1/datasets?accept_proposals=true", &lines[..lines.len() - 1].join("\n"));
    let later = payouts(&program, "");
    let [twice] = of_kind(&later, "paid_twice")[..] else { panic!("one") };
    assert_eq!((&twice["decision"], list(&twice["payments"])[1]["line"].as_i64()), (&json!("ask_back"), Some(4)));

    let decided = decide(&program, twice, json!("fine"));
    assert_eq!(decided["before"], "ask_back");
    let sums = payouts(&program, "")["findings_total"].clone();
    assert_eq!((figure(&sums, "at_risk"), figure(&sums, "fine")), (0, 100_000_000), "what is fine is not at risk");
    decide(&program, twice, Value::Null);
    assert!(of_kind(&payouts(&program, ""), "paid_twice")[0]["decision"].is_null());
}

#[test]
fn a_decision_that_cannot_be_is_refused_by_name() {
    let program = loaded(PAYMENTS);
    for (body, status, code) in [
        (r#"{"case":"nobody","decision":"fine"}"#, 404, "no_such_case"),
        (r#"{"case":"nobody","decision":"burn"}"#, 400, "bad_parameter"),
        (r#"{"decision":"fine"}"#, 400, "bad_parameter"),
    ] {
        let answer = program.put("/api/v1/payouts/decisions", body).expect(status).json();
        assert_eq!(answer["error"]["code"], code, "{body}");
    }
}

#[test]
fn a_filter_chooses_lines_and_cases_and_no_day_filters_a_payment() {
    let program = loaded(PAYMENTS);
    let of_brand = payouts(&program, "&brand=HKVitals");
    assert_eq!(figure(&of_brand["totals"], "spend"), 100_000_000);
    assert!(of_kind(&of_brand, "paid_twice").is_empty());
    let of_one = payouts(&program, "&influencer=1");
    assert_eq!((list(&of_one["statements"]).len(), figure(&of_one["totals"], "spend")), (1, 200_000_000));
    let of_day = payouts(&program, "&from=2026-01-20&to=2026-01-20");
    assert_eq!(figure(&of_day["totals"], "spend"), 380_000_000);
    assert_eq!(of_day["warnings"][0]["code"], "days_not_filtered");
    let unnamed = PAYMENTS.replace("Gritzo,Diwali,2026-01-11", ",,2026-01-11");
    let program = loaded(&unnamed);
    let left_out = payouts(&program, "&brand=Gritzo");
    assert_eq!(left_out["totals"]["not_named"], json!({"payments": 1, "amount": {"value": 80}}));
    assert_eq!(left_out["warnings"][0]["code"], "payments_not_named");
}

#[test]
fn without_terms_and_statuses_nothing_is_said_to_be_earned_and_duplicates_are_found_all_the_same() {
    let plain = "influencer_id,total_payout,payout_date,reference\n1,100,2026-01-10,R1\n1,100,2026-01-12,R1\n2,50,,\n";
    let program = loaded(plain);
    let answer = payouts(&program, "");
    let knows = json!({"statuses": false, "days": true, "references": true, "terms": false, "posts": false});
    assert_eq!(answer["knows"], knows);
    assert_eq!(answer["totals"]["earned"], json!({"value": null, "reason": "no_terms"}));
    assert_eq!(
        (figure(&answer["totals"], "paid"), figure(&answer["totals"], "without_terms")),
        (250_000_000, 250_000_000)
    );
    let [twice] = of_kind(&answer, "paid_twice")[..] else { panic!("one: {answer}") };
    assert_eq!(twice["certainty"], "likely", "nothing shows what it was for");
    assert_eq!(of_kind(&answer, "sold_unpaid").len(), 1);
}

#[test]
fn the_files_hold_what_the_answer_holds_and_no_text_that_a_spreadsheet_would_run() {
    let hostile = PAYMENTS.replace("R2", "=1+1");
    let program = Program::start();
    let people = PEOPLE.replace("Ravi", "=cmd|' /C calc'!A0");
    let files = [
        ("influencers.csv", people.as_bytes()),
        ("tracking_data.csv", SALES.as_bytes()),
        ("payouts.csv", hostile.as_bytes()),
    ];
    program.upload("/api/v1/datasets?accept_proposals=true", &files).expect(201);
    let answer = payouts(&program, "");
    let csv = program.get("/api/v1/export/payouts.csv").expect(200).body;
    let mut statements = csv::Reader::from_reader(csv.as_bytes());
    let headers = statements.headers().expect("a header").clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap_or_else(|| panic!("no {name}"));
    let rows: Vec<csv::StringRecord> = statements.records().map(|row| row.expect("a row")).collect();
    for sum in ["earned", "paid", "pending", "due", "owed", "too_much", "spend"] {
        let all: i128 = rows
            .iter()
            .map(|row| row[at(sum)].to_owned())
            .filter(|cell| !cell.is_empty())
            .map(|cell| micros(&cell))
            .sum();
        assert_eq!(all, figure(&answer["totals"], sum), "{sum}");
    }
    assert!(csv.contains("'=cmd|") && !csv.contains(",=cmd"), "{csv}");
    let findings = program.get("/api/v1/export/payouts.csv?table=findings").expect(200).body;
    assert_eq!(findings.lines().count(), 1 + cases(&answer).len(), "{findings}");
    assert!(findings.contains("Paid twice,certain,1,Asha,Gritzo,Diwali,100,"), "{findings}");
    let bytes = program.bytes("/api/v1/export/payouts.xlsx");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(workbook.sheet_names(), ["Statements", "Findings", "About"]);
    assert_eq!(workbook.worksheet_range("Statements").expect("a sheet").height(), 1 + rows.len());
    let formulas = workbook.worksheet_formula("Statements").expect("a sheet");
    assert!(formulas.used_cells().next().is_none(), "no cell is a formula");
    program.get("/api/v1/export/payouts.csv?table=neither").expect(400);
}

#[test]
fn the_command_says_the_same_and_decides() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a plain path").to_owned();
    for (name, text) in [("influencers.csv", PEOPLE), ("tracking_data.csv", SALES), ("payouts.csv", PAYMENTS)] {
        fs::write(folder.path().join(name), text).expect("written");
    }
    let data = path("data");
    let run = |arguments: &[&str]| {
        let output = command(&[arguments, &["--data-dir", &data]].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    };
    let files = [path("influencers.csv"), path("tracking_data.csv"), path("payouts.csv")];
    run(&["load", &files[0], &files[1], &files[2], "--accept-proposals"]);
    let said = run(&["payouts"]);
    assert!(said.contains("earned under the terms: INR 280\npaid too much: INR 100\n"), "{said}");
    assert!(said.contains("Paid twice: 1 cases, at risk INR 100\n  Asha for Gritzo: INR 100 (certain)"), "{said}");
    let answer: Value = serde_json::from_str(&run(&["payouts", "--json"])).expect("JSON");
    let key = text(&of_kind(&answer, "paid_twice")[0]["key"]).to_owned();
    assert!(run(&["payouts", "--decide", &format!("{key}=fine")]).contains(", fine)"));
    assert!(run(&["payouts", "--csv", "findings"]).starts_with("finding,certainty,influencer_id,"));
    assert!(!run(&["payouts", "--decide", &format!("{key}=open")]).contains(", fine)"));
}

/// What an auditor should find, by the generator's own truth: at least 95 of 100, and nothing that is certain and wrong.
#[test]
fn the_planted_cases_of_the_sample_are_found_and_nothing_certain_is_wrong() {
    let (mut planted, mut found, mut certain) = (0, 0, 0);
    for seed in 1..=5_u64 {
        let folder = tempfile::tempdir().expect("a folder");
        sample::generate(folder.path(), &["--rows", "9000", "--seed", &seed.to_string()]);
        let program = Program::start();
        program.load_folder(folder.path(), "accept_proposals=true").expect(201);
        let answer = payouts(&program, "");
        assert_adds_up(&answer["totals"]);
        assert_eq!(figure(&answer["totals"], "spend"), program.dashboard(&[]).micros("spend"));
        let truth = truth(folder.path());
        for known in list(&truth["audit_cases"]).iter().filter(|known| known["case"] != "cancelled") {
            planted += 1;
            found += usize::from(is_found(known, &cases(&answer)));
        }
        for case in cases(&answer).into_iter().filter(|case| case["certainty"] == "certain") {
            certain += 1;
            let is_true = |known: &Value| known["case"] == "paid_twice" && lines_of_truth(known) == lines(case);
            assert!(list(&truth["audit_cases"]).iter().any(is_true), "seed {seed}: {case}");
        }
        assert_eq!(figure(&answer["findings_total"], "at_risk"), sum_of_cases(&answer), "seed {seed}");
    }
    assert!(found * 100 >= planted * 95 && planted >= 50, "{found} of {planted}");
    assert!(certain >= 3, "a transfer that is listed twice can be certain: {certain}");
}

fn truth(folder: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(folder.join("truth.json")).expect("the truth")).expect("JSON")
}

fn lines(case: &Value) -> BTreeSet<i64> {
    list(&case["payments"]).iter().filter_map(|payment| payment["line"].as_i64()).collect()
}

fn lines_of_truth(known: &Value) -> BTreeSet<i64> {
    list(&known["payout_lines"]).iter().filter_map(Value::as_i64).collect()
}

fn sum_of_cases(answer: &Value) -> i128 {
    let mut seen = BTreeSet::new();
    let mut sum = 0;
    for case in cases(answer) {
        for payment in list(&case["payments"]) {
            assert!(
                seen.insert((text(&payment["file"]).to_owned(), payment["line"].as_i64())),
                "one finding a payment"
            );
        }
        sum += figure(case, "at_risk");
    }
    sum
}

/// The generator's word for a case, and ours.
fn is_found(known: &Value, cases: &[&Value]) -> bool {
    let kind = match text(&known["case"]) {
        "paid_twice" => "paid_twice",
        "not_the_agreed_rate" => "amount_differs",
        "more_orders_than_credited" => "orders_differ",
        "post_missing" => "posts_missing",
        "paid_without_sales" | "shared_code" => "paid_without_sales",
        "sold_and_not_paid" => "sold_unpaid",
        other => panic!("{other}"),
    };
    let at = lines_of_truth(known);
    let is_it = |case: &&&Value| {
        let is_about = at.is_empty() || lines(case).iter().any(|line| at.contains(line));
        case["kind"] == kind && case["influencer"]["id"] == known["influencer_id"] && is_about
    };
    cases.iter().any(|case| is_it(&case))
}
