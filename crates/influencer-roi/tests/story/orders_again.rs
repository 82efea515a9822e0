//! What stands in an export of orders and is decided by word or by order: statuses that are switched, and orders that two months hold.

use serde_json::{Value, json};

use crate::program::Program;

const CREATORS: &str = "id,name,category,gender,followers,platform,coupon code\na,Asha,Fitness,F,1,Instagram,ASHA10\n";
const HEADER: &str =
    "Name,Financial Status,Created at,Subtotal,Total,Refunded Amount,Currency,Discount Code,Lineitem name\n";
const JANUARY: &str = "#1001,paid,2026-01-05 10:00:00 +0530,1000,1000,0,INR,ASHA10,Whey\n\
    #1002,paid,2026-01-05 11:00:00 +0530,500,500,0,INR,ASHA10,Whey\n";
const FEBRUARY: &str = "#1001,partially_refunded,2026-01-05 10:00:00 +0530,1000,1000,400,INR,ASHA10,Whey\n\
    #1003,paid,2026-02-03 10:00:00 +0530,300,300,0,INR,ASHA10,Whey\n";

fn orders(rows: &str) -> String {
    format!("{HEADER}{rows}")
}

fn stage(program: &Program, query: &str, files: &[(&str, &str)]) -> Value {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    program.upload(&format!("/api/v1/imports?wait=true{query}"), &files).expect(200).json()
}

fn address(staged: &Value, what: &str) -> String {
    format!("/api/v1/imports/{}/{what}", staged["id"].as_str().expect("an id"))
}

fn question(staged: &Value, id: &str) -> Option<Value> {
    let asked = staged["report"]["questions"].as_array().expect("a list");
    asked.iter().find(|question| question["id"] == id).cloned()
}

/// Revenue and orders of the version that an import becomes with these answers and the proposals.
fn committed(program: &Program, staged: &Value, answers: &Value) -> (Value, Value) {
    let body = json!({"accept_proposals": true, "answers": answers}).to_string();
    program.post(&address(staged, "commit"), &body).expect(201);
    let totals = program.get("/api/v1/dashboard").expect(200).json()["totals"].clone();
    (totals["revenue"]["value"].clone(), totals["orders"]["value"].clone())
}

#[test]
fn an_order_that_is_refunded_in_the_next_months_export_counts_once() {
    let (january, february) = (orders(JANUARY), orders(FEBRUARY));
    let files = [("creators.csv", CREATORS), ("jan.csv", &january), ("feb.csv", &february)];
    let program = Program::start();
    let ways = [(json!({}), 1400, 3), (json!({"same_orders.feb.csv": "earlier"}), 1800, 3)];
    for (answers, revenue, count) in ways {
        let staged = stage(&program, "", &files);
        let asked = question(&staged, "same_orders.feb.csv").expect("the question");
        assert_eq!(asked["proposed"], "later");
        let text = asked["text"].as_str().expect("a text");
        assert!(text.contains("1 order") && text.contains("Order #1001 is 1000 in jan.csv and 600 here."), "{text}");
        assert_eq!(asked["options"][2]["totals"]["revenue"]["value"], 1600);
        assert!(question(&staged, "overlap.feb.csv").is_none(), "the same is not asked twice");
        assert_eq!(committed(&program, &staged, &answers), (json!(revenue), json!(count)));
    }
    let staged = stage(&program, "", &files);
    let both = committed(&program, &staged, &json!({"same_orders.feb.csv": "count_both"}));
    assert_eq!(both, (json!(2400), json!(4)));
}

#[test]
fn an_order_that_an_added_month_has_otherwise_takes_the_place_of_the_earlier_and_of_nothing_else() {
    let (january, february) = (orders(JANUARY), orders(FEBRUARY));
    let program = Program::start();
    let first = stage(&program, "", &[("creators.csv", CREATORS), ("jan.csv", &january)]);
    assert_eq!(committed(&program, &first, &json!({})), (json!(1500), json!(2)));
    let added = stage(&program, "&mode=append", &[("feb.csv", &february)]);
    assert!(question(&added, "same_orders.feb.csv").is_some());
    assert_eq!(committed(&program, &added, &json!({})), (json!(1400), json!(3)));
    let march = orders("#1004,paid,2026-03-03 10:00:00 +0530,50,50,0,INR,ASHA10,Whey\n");
    let next = stage(&program, "&mode=append", &[("mar.csv", &march)]);
    assert!(question(&next, "same_orders.mar.csv").is_none());
    assert_eq!(committed(&program, &next, &json!({})), (json!(1450), json!(4)), "what was decided stays");
}

#[test]
fn numbers_that_begin_anew_each_month_are_proposed_as_other_orders() {
    let january = orders(
        "#1,paid,2026-01-05 10:00:00 +0530,100,100,0,INR,ASHA10,Whey\n#2,paid,2026-01-07 10:00:00 +0530,100,100,0,INR,ASHA10,Whey\n",
    );
    let february = orders(
        "#1,paid,2026-02-05 10:00:00 +0530,70,70,0,INR,ASHA10,Whey\n#2,paid,2026-02-07 10:00:00 +0530,80,80,0,INR,ASHA10,Whey\n",
    );
    let program = Program::start();
    let staged = stage(&program, "", &[("creators.csv", CREATORS), ("jan.csv", &january), ("feb.csv", &february)]);
    assert_eq!(question(&staged, "same_orders.feb.csv").expect("the question")["proposed"], "count_both");
    assert_eq!(committed(&program, &staged, &json!({})), (json!(350), json!(4)));
}

#[test]
fn a_status_is_switched_once_and_holds_for_the_next_month() {
    let rows = "#1,paid,2026-01-05 10:00:00 +0530,100,100,0,INR,ASHA10,Whey\n#2,voided,2026-01-06 10:00:00 +0530,70,70,0,INR,ASHA10,Whey\n\
        #3,pending,2026-01-07 10:00:00 +0530,30,30,0,INR,ASHA10,Whey\n";
    let january = orders(rows);
    let program = Program::start();
    let staged = stage(&program, "", &[("creators.csv", CREATORS), ("jan.csv", &january)]);
    let statuses = |staged: &Value| staged["report"]["files"][1]["statuses"].as_array().expect("a list").clone();
    let words: Vec<(Value, Value, Value)> = statuses(&staged)
        .iter()
        .map(|seen| (seen["word"].clone(), seen["money"]["value"].clone(), seen["counts"].clone()))
        .collect();
    let expected = [("paid", 100, true), ("pending", 30, true), ("voided", 70, false)];
    assert_eq!(words, expected.map(|(word, money, counts)| (json!(word), json!(money), json!(counts))));
    let answers = json!({"status.jan.csv.voided": "count", "status.jan.csv.pending": "leave_out"});
    let switched =
        program.post(&address(&staged, "preview"), &json!({"answers": answers}).to_string()).expect(200).json();
    let counts: Vec<Value> = statuses(&switched).iter().map(|seen| seen["counts"].clone()).collect();
    assert_eq!(counts, [json!(true), json!(false), json!(true)]);
    assert_eq!(committed(&program, &staged, &answers), (json!(170), json!(2)));

    let february = orders(
        "#4,paid,2026-02-05 10:00:00 +0530,10,10,0,INR,ASHA10,Whey\n#5,voided,2026-02-06 10:00:00 +0530,7,7,0,INR,ASHA10,Whey\n",
    );
    let next = stage(&program, "", &[("creators.csv", CREATORS), ("feb.csv", &february)]);
    let notes = next["report"]["notes"].to_string();
    assert!(
        notes.contains("voided") && notes.contains("As for an earlier file with the same columns: Count them"),
        "{notes}"
    );
    assert_eq!(committed(&program, &next, &json!({})), (json!(17), json!(2)));
}

#[test]
fn a_table_on_its_side_and_a_summary_are_refused_by_their_form() {
    let program = Program::start();
    for (text, says) in [
        (
            "Name,Asha Rao,Ravi Nair\nFollowers,1000,2000\nPlatform,Instagram,YouTube\nRevenue,900,100\n",
            "The table lies on its side",
        ),
        (
            "Metric,Value\nTotal revenue,125000\nTotal orders,300\nTotal payout,45000\nFollowers,900\n",
            "a summary with one figure in each row",
        ),
    ] {
        let staged = stage(&program, "", &[("sheet.csv", text)]);
        let issues = staged["report"]["issues"].to_string();
        assert!(issues.contains(says), "{issues}");
    }
}
