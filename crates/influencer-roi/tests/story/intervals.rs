//! Intervals of ROAS: what few orders allow to say, and the same numbers in table, profile and export.

use std::fmt::Write as _;

use serde_json::Value;

use crate::program::{BINARY, Program, command};

const ASKED: &str = "/api/v1/dashboard?include=intervals&limit=100";
const ESTIMATES: [&str; 7] =
    ["roas_estimate", "roas_lower", "roas_upper", "p_earns_cost", "rank_lower", "rank_upper", "p_top_five"];

/// Twenty ordinary influencers (1 to 20, about 40 orders of 1,000 for 20,000 each) and some who are not:
/// `proven` has 1,500 orders for 200,000, `lucky` 3 for 200, `silent` none for 10,000, `loser` 90 for 500,000; `unpaid` has 9 for nothing,
/// `back` had more sent back than was kept; `agent` is paid 300 for each of 50 orders.
fn load(program: &Program) {
    let mut people = String::from("id,name,category,gender,followers,platform\n");
    let mut sales = String::from("source,campaign,influencer_id,product,date,orders,revenue\n");
    let mut payouts = String::from("influencer_id,basis,rate,orders,total_payout\n");
    let mut add = |id: &str, orders: i64, paid: i64, basis: &str| {
        writeln!(people, "{id},Name of {id},Fitness,F,1000,Instagram").expect("memory takes it");
        for day in 0..10 {
            let part = orders / 10 + i64::from(day < orders % 10);
            // Values differ from day to day by a fifth, orders by little.
            let value = if day % 2 == 0 { 900 } else { 1_100 };
            if part > 0 {
                writeln!(sales, "influencer,C,{id},Whey,2026-01-{:02},{part},{}", day * 2 + 1, part * value)
                    .expect("memory takes it");
            }
        }
        if paid > 0 {
            writeln!(payouts, "{id},{basis},0,0,{paid}").expect("memory takes it");
        }
    };
    (1..=20).for_each(|at| add(&at.to_string(), 30 + at * 7 % 20, 20_000, "post"));
    add("proven", 1_500, 200_000, "post");
    add("lucky", 3, 200, "post");
    add("silent", 0, 10_000, "post");
    add("loser", 90, 500_000, "post");
    add("unpaid", 9, 0, "post");
    add("agent", 50, 15_000, "per order");
    sales.push_str("influencer,C,back,Whey,2026-01-05,2,2000\ninfluencer,C,back,Whey,2026-01-06,-1,-2500\n");
    sales.push_str("organic,,,Whey,2026-01-05,10,9000\n");
    people.push_str("back,Name of back,Fitness,F,1000,Instagram\n");
    payouts.push_str("back,post,0,0,4000\n");
    let files = [
        ("influencers.csv", people.as_bytes()),
        ("tracking.csv", sales.as_bytes()),
        ("payouts.csv", payouts.as_bytes()),
    ];
    program.upload("/api/v1/datasets?policy=accept_valid", &files).expect(201);
}

fn loaded(flags: &[&str]) -> Program {
    let program = Program::start_with(flags);
    load(&program);
    program
}

fn lines(program: &Program, path: &str) -> Vec<Value> {
    program.get(path).expect(200).json()["influencers"].as_array().expect("a list").clone()
}

fn line(program: &Program, path: &str, id: &str) -> Value {
    lines(program, path).into_iter().find(|line| line["id"] == id).unwrap_or_else(|| panic!("no {id}"))
}

fn number(line: &Value, id: &str) -> f64 {
    line[id]["value"].as_f64().unwrap_or_else(|| panic!("{id} of {line}"))
}

/// What is said about one line, without what follows from the selection itself.
fn said(line: &Value) -> Vec<Value> {
    ESTIMATES.into_iter().chain(["verdict", "mostly_group"]).map(|id| line[id].clone()).collect()
}

#[test]
fn an_interval_is_said_only_when_somebody_asks_for_it() {
    let program = Program::start();
    let plain = program.get("/api/v1/dashboard").expect(200).json();
    assert!(plain.get("intervals").is_none());
    assert!(ESTIMATES.iter().chain(&["verdict"]).all(|id| plain["influencers"][0].get(id).is_none()));
    for path in ["?include=intervals", "?sort=p_top_five", "?sort=-verdict", "?verdict=earns&verdict=few_orders"] {
        let asked = program.get(&format!("/api/v1/dashboard{path}")).expect(200).json();
        assert!(ESTIMATES.iter().all(|id| asked["influencers"][0].get(id).is_some()), "{path}");
        assert_eq!(asked["intervals"]["break_even"], 1.0, "{path}");
        assert_eq!(asked["totals"], plain["totals"], "{path}");
    }
}

/// The one verdict of a line that is paid, from the interval of what is earned for each rupee paid.
fn verdict(orders: f64, lower: f64, upper: f64) -> &'static str {
    match () {
        () if orders == 0.0 => "not_sold",
        () if orders < 5.0 => "few_orders",
        () if lower > 1.0 => "earns",
        () if upper < 1.0 => "loses",
        () if orders < 20.0 => "few_orders",
        () => "too_close",
    }
}

#[test]
fn every_interval_of_the_sample_holds_its_estimate_and_says_what_it_means() {
    let program = Program::start();
    let answer = program.get(ASKED).expect(200).json();
    let all = answer["influencers"].as_array().expect("a list");
    let (lines, others): (Vec<&Value>, Vec<&Value>) =
        all.iter().partition(|line| line["roas_lower"]["value"].is_number());
    assert!(others.iter().all(|line| line["roas_lower"]["reason"] == "no_spend"), "{others:?}");
    let mut verdicts = std::collections::BTreeSet::new();
    for line in &lines {
        let [lower, estimate, upper] = ["roas_lower", "roas_estimate", "roas_upper"].map(|id| number(line, id));
        assert!(0.0 <= lower && lower < estimate && estimate < upper, "{line}");
        let expected = verdict(number(line, "orders"), lower, upper);
        assert_eq!(line["verdict"], expected, "{line}");
        let earns = number(line, "p_earns_cost");
        assert!((earns > 0.95) == (lower > 1.0) || (earns - 0.95).abs() < 0.001, "{line}");
        assert!(number(line, "rank_lower") <= number(line, "rank_upper"), "{line}");
        verdicts.insert(expected);
    }
    assert!(verdicts.len() > 1, "{verdicts:?}");
    assert!(others.iter().all(|line| line["verdict"] == "not_paid"), "{others:?}");
    assert_eq!(answer["intervals"]["influencers"], lines.len());
    let places: f64 = lines.iter().map(|line| number(line, "p_top_five")).sum();
    assert!((places - 5.0).abs() < 1e-6, "{places}");
}

#[test]
fn safe_bets_put_the_proven_before_the_lucky() {
    let program = loaded(&[]);
    let by_ratio = lines(&program, "/api/v1/dashboard?sort=-roas");
    assert_eq!(by_ratio[0]["id"], "lucky", "three orders for 200 rupees");
    let by_safety = lines(&program, "/api/v1/dashboard?sort=-roas_lower&limit=100");
    assert_eq!(by_safety[0]["id"], "proven");
    let lowers: Vec<Option<f64>> = by_safety.iter().map(|line| line["roas_lower"]["value"].as_f64()).collect();
    assert!(lowers.is_sorted_by(|left, right| left >= right), "{lowers:?}");
    let lucky = by_safety.iter().find(|line| line["id"] == "lucky").expect("a line");
    assert_eq!((&lucky["mostly_group"], lucky["roas"]["value"].as_f64()), (&Value::Bool(true), Some(14.5)));
    assert!(number(lucky, "roas_estimate") < 10.0, "{lucky}");
    assert_eq!(line(&program, ASKED, "loser")["verdict"], "loses");
    assert_eq!(lucky["verdict"], "few_orders", "three orders prove nothing, whatever the interval");
}

#[test]
fn an_influencer_without_an_interval_has_a_reason() {
    let program = loaded(&[]);
    for (id, reason, verdict) in [("unpaid", "no_spend", "not_paid"), ("back", "no_net_sales", "not_sold")] {
        let line = line(&program, ASKED, id);
        assert_eq!(line["verdict"], verdict, "{line}");
        for estimate in ESTIMATES {
            assert_eq!(line[estimate], serde_json::json!({"value": null, "reason": reason}), "{id}");
        }
    }
    let silent = line(&program, ASKED, "silent");
    assert_eq!(silent["verdict"], "not_sold");
    assert!(silent["mostly_group"] == true && number(&silent, "roas_estimate") > 0.0, "{silent}");
    // A brand without sellers has no spend; days before the first sale have no seller.
    let unsold = line(&program, &format!("{ASKED}&to=2025-01-01&method=literal"), "1");
    assert_eq!(unsold["roas_lower"]["reason"], "nobody_sold");
}

#[test]
fn of_who_is_paid_per_order_only_the_order_value_is_uncertain() {
    let program = loaded(&[]);
    let agent = line(&program, ASKED, "agent");
    let width = |line: &Value| number(line, "roas_upper") / number(line, "roas_lower");
    assert!((number(&agent, "roas_estimate") - 1_000.0 / 300.0).abs() < 0.1, "{agent}");
    assert!(width(&agent) < width(&line(&program, ASKED, "1")), "{agent}");
}

#[test]
fn looking_at_one_influencer_changes_nothing_that_is_said_about_her() {
    let program = loaded(&[]);
    let among_all = said(&line(&program, ASKED, "lucky"));
    for query in ["influencer=lucky", "influencer=lucky&influencer=1", "q=lucky", "sort=name&limit=100"] {
        assert_eq!(said(&line(&program, &format!("{ASKED}&{query}"), "lucky")), among_all, "{query}");
    }
}

/// Twelve influencers over six weeks; of each one's weeks every third has so many orders, the others have 4.
fn load_weeks(program: &Program, best: i64) {
    let mut people = String::from("id,name,category,gender,followers,platform\n");
    let mut sales = String::from("source,campaign,influencer_id,product,date,orders,revenue\n");
    let mut payouts = String::from("influencer_id,basis,rate,orders,total_payout\n");
    for id in 1..=12 {
        writeln!(people, "{id},Name of {id},Fitness,F,1000,Instagram").expect("memory takes it");
        writeln!(payouts, "{id},post,0,0,20000").expect("memory takes it");
        for day in (0..42).step_by(3) {
            let orders = if (day / 7 + id) % 3 == 0 { best } else { 4 };
            let (month, day) = if day < 31 { (1, day + 1) } else { (2, day - 30) };
            writeln!(sales, "influencer,C,{id},Whey,2026-{month:02}-{day:02},{orders},{}", orders * 1_000)
                .expect("memory takes it");
        }
    }
    let files = [
        ("influencers.csv", people.as_bytes()),
        ("tracking.csv", sales.as_bytes()),
        ("payouts.csv", payouts.as_bytes()),
    ];
    program.upload("/api/v1/datasets?policy=accept_valid", &files).expect(201);
}

#[test]
fn orders_that_came_in_bursts_are_said_and_make_wide_intervals() {
    let width = |best: i64, bursts: bool| {
        let program = Program::start();
        load_weeks(&program, best);
        let rules = program.get(ASKED).expect(200).json()["intervals"].clone();
        assert_eq!(rules["orders_in_bursts"], bursts, "{rules}");
        assert_eq!(rules["weekly_variation"].as_f64().expect("a number") > 0.15, bursts, "{rules}");
        let line = line(&program, ASKED, "5");
        (number(&line, "roas_upper") - number(&line, "roas_lower")) / number(&line, "roas_estimate")
    };
    let (even, uneven) = (width(4, false), width(60, true));
    assert!(uneven > 1.5 * even, "{uneven}, {even}");
}

#[test]
fn a_margin_moves_break_even_and_is_said() {
    let (whole, part) = (loaded(&[]), loaded(&["--margin", "0.4"]));
    let rules = part.get(ASKED).expect(200).json()["intervals"].clone();
    assert_eq!((&rules["margin"], &rules["break_even"]), (&0.4.into(), &2.5.into()));
    let (whole, part) = (line(&whole, ASKED, "5"), line(&part, ASKED, "5"));
    assert_eq!(whole["roas_lower"], part["roas_lower"]);
    assert!(number(&whole, "p_earns_cost") > number(&part, "p_earns_cost"));
    assert_eq!((&whole["verdict"], &part["verdict"]), (&"earns".into(), &"too_close".into()));
    let refused = command(&["ask", "--margin", "1.5"]);
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("the margin is 1.5"), "{said}");
}

#[test]
fn answers_with_another_margin_are_not_taken_from_the_cache_of_a_client() {
    let one = loaded(&["--margin", "0.5"]);
    let tag = one.get(ASKED).headers["etag"].clone();
    one.get_with(ASKED, "if-none-match", &tag).expect(304);
    let other = Program::start_in(one.end(), &["--margin", "0.6"]);
    other.get_with(ASKED, "if-none-match", &tag).expect(200);
}

#[test]
fn the_same_data_say_the_same_after_a_restart_and_on_one_thread() {
    let program = loaded(&[]);
    let before: Vec<Vec<Value>> = lines(&program, ASKED).iter().map(said).collect();
    let data = program.end();
    let folder = data.path().join("data").display().to_string();
    let asked = std::process::Command::new(BINARY)
        .args(["ask", "--data-dir", &folder, "--limit", "100"])
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .expect("the program starts");
    let answer: Value = serde_json::from_slice(&asked.stdout).expect("JSON");
    let after: Vec<Vec<Value>> = answer["influencers"].as_array().expect("a list").iter().map(said).collect();
    assert_eq!(before, after);
}

#[test]
fn a_file_has_the_intervals_that_the_answer_has() {
    let program = loaded(&[]);
    let path = "/api/v1/export/influencers.csv?sort=-roas_lower&columns=id,roas_lower,verdict,mostly_group,rank_upper";
    let csv = program.get(path).expect(200).body;
    let mut written = csv.lines();
    assert_eq!(written.next(), Some("id,roas_lower,verdict,mostly_group,rank_upper"));
    let shown = lines(&program, "/api/v1/dashboard?sort=-roas_lower&limit=100");
    for (row, line) in written.by_ref().zip(&shown) {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned).replace("null", "");
        let number = |id: &str| text(&line[id]["value"]);
        let cells = [text(&line["id"]), number("roas_lower"), text(&line["verdict"])];
        let cells = [&cells[..], &[text(&line["mostly_group"]), number("rank_upper")]].concat();
        assert_eq!(row, cells.join(","));
    }
    assert_eq!(written.next(), None);
    let whole = program.get("/api/v1/export/influencers.csv").expect(200).body;
    assert!(ESTIMATES.iter().all(|id| whole.lines().next().is_some_and(|head| head.contains(id))));
}

#[test]
fn every_estimate_is_defined_with_its_reasons() {
    let program = Program::start();
    let definitions = program.get("/api/v1/definitions").expect(200).json();
    let defined = definitions["estimates"].as_array().expect("a list");
    assert_eq!(defined.iter().map(|one| one["id"].as_str().expect("an id")).collect::<Vec<_>>(), ESTIMATES);
    for one in defined {
        assert!(one["meaning"].as_str().is_some_and(|text| text.len() > 20), "{one}");
        for reason in one["no_value"].as_array().expect("a list") {
            assert!(definitions["reasons"][reason.as_str().expect("a text")].is_string(), "{reason}");
        }
    }
    let verdicts: Vec<&str> = definitions["verdicts"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["id"].as_str().expect("an id"))
        .collect();
    assert_eq!(verdicts, ["loses", "too_close", "few_orders", "earns", "not_paid", "not_sold"]);
}
