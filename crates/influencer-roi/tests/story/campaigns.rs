//! What all campaigns brought: each as its own report has it, their sum, what they share; in the background, kept, over HTTP and
//! on the command line.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    fs,
    ops::Range,
};

use definitions::Day;
use serde_json::{Value, json};

use crate::program::{Program, Reply, command};

const ASKED: &str = "/api/v1/incrementality/campaigns";

/// The campaigns once they are worked out; `query` begins with `&`.
fn measured(program: &Program, query: &str) -> Value {
    program.post_and_wait(&format!("{ASKED}?wait=true{query}"), "").expect(200).json()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("no list: {value}"))
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

fn assert_near(one: f64, other: f64, by: f64, about: &str) {
    assert!((one - other).abs() <= by, "{about}: {one} is not {other}");
}

fn is_within(truth: f64, interval: &Value) -> bool {
    (number(&interval["lower"])..=number(&interval["upper"])).contains(&truth)
}

/// The lines whose lift is measured.
fn estimated(answer: &Value) -> Vec<&Value> {
    list(&answer["campaigns"]).iter().filter(|line| line["state"] != "not_estimable").collect()
}

/// The files of the sample and what its generator knows of them.
fn truth() -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    crate::sample::generate(folder.path(), &[]);
    serde_json::from_str(&fs::read_to_string(folder.path().join("truth.json")).expect("the truth")).expect("JSON")
}

/// The sample is measured from the first start on. Its lines are what single reports say, and the portfolio is their sum, each
/// day of a brand left to the campaign that began last.
#[test]
fn every_campaign_of_the_sample_is_measured_and_they_add_up_to_the_rupee() {
    let program = Program::start();
    let answer = measured(&program, "");
    let known = truth();
    let campaigns = estimated(&answer);
    assert_eq!((campaigns.len(), &answer["state"], &answer["level"]), (9, &json!("ready"), &json!(0.9)));
    assert_eq!(campaigns.len(), list(&known["campaigns"]).len());
    let rest: Vec<&Value> = list(&answer["campaigns"]).iter().filter(|line| !campaigns.contains(line)).collect();
    let [always_on] = rest[..] else { panic!("codes that sell on all days: {answer}") };
    assert_eq!((&always_on["campaign"], &always_on["reason"]["id"]), (&json!("MB_Affiliate"), &json!("start")));
    let mut effects: BTreeMap<(&str, String), (&str, f64)> = BTreeMap::new();
    let (mut counted, mut spend, mut measured_spend) = (0, 0.0, 0.0);
    for line in &campaigns {
        let question = json!({"brand": line["brand"], "campaign": line["campaign"]});
        let single =
            program.post_and_wait("/api/v1/incrementality?wait=true", &question.to_string()).expect(200).json();
        let report = &single["report"];
        for (of_line, of_report) in [
            ("incremental_revenue", "incremental_revenue"),
            ("incremental_roas", "causal_incremental_roas"),
            ("incrementality_factor", "incrementality_factor"),
            ("published", "published"),
        ] {
            assert_eq!(line[of_line], report[of_report], "{of_line} of {}", line["campaign"]);
        }
        let warns = list(&single["checks"]).iter().filter(|check| check["state"] == "warning").count();
        assert_eq!(line["warnings"], json!(warns));
        let state = if warns == 0 { "estimated" } else { "estimated_with_warnings" };
        assert_eq!((&line["state"], line["reason"].is_null()), (&json!(state), warns == 0), "{line}");
        let names = [&line["brand"], &line["campaign"]].map(text);
        let dashboard = program.get(&format!("/api/v1/dashboard?brand={}&campaign={}", names[0], names[1]));
        let totals = &dashboard.expect(200).json()["totals"];
        for id in ["revenue", "orders", "spend", "roas"] {
            assert_eq!(line[id], totals[id], "{id}");
        }
        assert_eq!(line["contribution"], line["revenue"], "all revenue is margin where none is set");
        let is_alone = !list(&single["checks"]).iter().any(|check| check["id"] == "same_time");
        if is_alone {
            assert_eq!(line["measured_spend"], report["spend"], "paid for the measured days");
        }
        measured_spend += number(&line["measured_spend"]);
        spend += number(&line["spend"]["value"]);
        for day in list(&report["days"]).iter().filter(|day| !day["effect"].is_null()) {
            counted += 1;
            let place = (names[0], text(&day["date"]).to_owned());
            let one = (text(&line["from"]), number(&day["effect"]));
            effects.entry(place).and_modify(|kept| *kept = if one.0 > kept.0 { one } else { *kept }).or_insert(one);
        }
    }
    let portfolio = &answer["portfolio"];
    let sum: f64 = effects.values().map(|(_, effect)| effect).sum();
    assert_near(number(&portfolio["incremental_revenue"]["mean"]), sum, 0.5, "the sum of the reports");
    assert_near(number(&portfolio["incremental_roas"]["mean"]), sum / measured_spend, 1e-9, "for each unit paid");
    let twice = counted - effects.len();
    assert!(twice > 0, "two campaigns of one brand overlap");
    assert_eq!((&portfolio["campaigns"], &portfolio["days_counted_once"]), (&json!(9), &json!(twice)));
    let total = &program.get("/api/v1/dashboard").expect(200).json()["totals"]["spend"]["value"];
    let rest = number(&answer["rest"]["spend"]["value"]) + number(&always_on["spend"]["value"]);
    assert_near(spend + rest, number(total), 1e-6, "with the rest it is all that was paid");
}

/// By brand and day: what the sample's brands sold, less what they would have sold without campaigns, in rupees.
fn added(truth: &Value) -> BTreeMap<(String, String), f64> {
    let mut added: BTreeMap<(String, String), f64> = BTreeMap::new();
    for sale in crate::sample::facts().sales {
        *added.entry((sale.brand, sale.day)).or_default() += sale.revenue as f64 / 1e6;
    }
    let first = Day::parse(text(&truth["first_day"])).expect("a day");
    for brand in list(&truth["brands"]) {
        for (at, usual) in (0..).zip(list(&brand["revenue_without_campaigns"])) {
            let place = (text(&brand["brand"]).to_owned(), first.plus(at).to_string());
            *added.entry(place).or_default() -= number(usual);
        }
    }
    added
}

#[test]
fn the_intervals_hold_what_the_sample_truly_brought() {
    let (truth, program) = (truth(), Program::start());
    let answer = measured(&program, "");
    let offer = program.get("/api/v1/incrementality").expect(200).json();
    let added = added(&truth);
    let mut counted: BTreeMap<&(String, String), f64> = BTreeMap::new();
    for line in estimated(&answer) {
        let offered = list(&offer["campaigns"]).iter().find(|offered| offered["campaign"] == line["campaign"]);
        let masked = list(&offered.expect("offered")["masked"]);
        let has = |day: &str, days: &Value, last: &str| (text(&days["from"])..=text(&days[last])).contains(&day);
        let is_counted = |(brand, day): &&(String, String)| {
            line["brand"] == brand.as_str()
                && has(day, line, "effect_to")
                && !masked.iter().any(|days| has(day, days, "to"))
        };
        let days: BTreeMap<&(String, String), f64> =
            added.iter().filter(|(place, _)| is_counted(place)).map(|(place, added)| (place, *added)).collect();
        assert!(is_within(days.values().sum(), &line["incremental_revenue"]), "{line}");
        counted.extend(days);
    }
    let portfolio = &answer["portfolio"];
    assert!(is_within(counted.values().sum(), &portfolio["incremental_revenue"]), "{portfolio}");
    // Eid lies in one campaign: its days are left out, on both sides.
    let known = list(&truth["campaigns"]).iter().find(|known| known["campaign"] == "Gritzo_SummerBreak");
    let line = estimated(&answer).into_iter().find(|line| line["campaign"] == "Gritzo_SummerBreak");
    let (known, line) = (known.expect("the campaign"), line.expect("the campaign"));
    assert!(number(&line["measured_spend"]) < 0.95 * number(&known["spend"]), "{line}");
    let of_brand = measured(&program, "&brand=Gritzo");
    let says = list(&of_brand["words"]).iter().any(|sentence| text(sentence).contains("days that are left out"));
    assert!(says, "{of_brand}");
    // Shared errors make the sum less certain than independent ones would.
    let half = |interval: &Value| (number(&interval["upper"]) - number(&interval["lower"])) / 2.0;
    let independent: f64 =
        estimated(&answer).into_iter().map(|line| half(&line["incremental_revenue"]).powi(2)).sum::<f64>().sqrt();
    assert!(half(&portfolio["incremental_revenue"]) > independent, "{portfolio}");
    let pooled = &answer["pooled"];
    assert_eq!(pooled["campaigns"], 9);
    assert!(is_within(number(&pooled["factor"]["mean"]), &pooled["factor"]) && number(&pooled["spread"]) >= 0.25);
    for line in estimated(&answer) {
        assert!(is_within(number(&line["incrementality_factor"]["mean"]), &line["pooled_factor"]), "{line}");
    }
}

#[test]
fn brand_campaign_and_period_choose_campaigns_and_other_filters_are_reported_to_choose_none() {
    let program = Program::start();
    let all = measured(&program, "");
    let of = |answer: &Value| -> Vec<String> {
        list(&answer["campaigns"]).iter().map(|line| text(&line["campaign"]).to_owned()).collect()
    };
    let chosen = |is_meant: &dyn Fn(&Value) -> bool| -> Vec<String> {
        let lines = list(&all["campaigns"]).iter().filter(|line| is_meant(line));
        lines.map(|line| text(&line["campaign"]).to_owned()).collect()
    };
    let gritzo = measured(&program, "&brand=Gritzo");
    assert_eq!((of(&gritzo), of(&gritzo).len()), (chosen(&|line| line["brand"] == "Gritzo"), 2));
    let in_body = program.post(ASKED, r#"{"brand": "Gritzo"}"#).expect(200).json();
    assert_eq!(in_body, gritzo, "the filter may stand in the body");
    // The shared factor and the pooled estimates are those of all campaigns, whatever is chosen.
    assert_eq!(gritzo["pooled"], all["pooled"]);
    let one = measured(&program, "&campaign=MB_SummerFit");
    let [line] = &list(&one["campaigns"])[..] else { panic!("one campaign: {one}") };
    assert_eq!(one["portfolio"]["incremental_revenue"], line["incremental_revenue"], "a sum of one is that one");
    let last = text(&line["to"]);
    let days = measured(&program, &format!("&from={last}&to={last}"));
    assert_eq!(of(&days), chosen(&|line| (text(&line["from"])..=text(&line["to"])).contains(&last)));
    let filtered = measured(&program, "&platform=Instagram");
    assert_eq!((of(&filtered), &filtered["portfolio"]), (of(&all), &all["portfolio"]));
    assert_eq!(filtered["warnings"][0]["code"], "whole_campaigns");
    let nothing = measured(&program, "&brand=Nike");
    assert_eq!((of(&nothing).len(), nothing["portfolio"].is_null()), (0, true));
    assert_eq!(nothing["warnings"][0]["code"], "unknown_value");
    assert_eq!(program.post(ASKED, r#"{"colour": "red"}"#).expect(400).json()["error"]["code"], "unknown_parameter");
    program.post(ASKED, r#"{"dataset": "nothing"}"#).expect(404);
}

#[test]
fn a_restart_and_the_command_line_find_what_was_measured() {
    let program = Program::start();
    let answer = measured(&program, "");
    let id = text(&answer["dataset"]["id"]).to_owned();
    let file = program.data_dir().join("estimates").join(format!("{id}.json"));
    let kept = fs::metadata(&file).expect("what was measured is kept").modified().expect("a time");
    let program = program.kill_and_restart();
    assert_eq!(measured(&program, ""), answer);
    let folder = program.end();
    let data = folder.path().join("data");
    let done = command(&["lift", "--json", "--data-dir", data.to_str().expect("a path")]);
    let printed: Value = serde_json::from_slice(&done.stdout).expect("JSON");
    assert_eq!(printed, answer);
    assert_eq!(fs::metadata(&file).expect("kept").modified().expect("a time"), kept, "nothing was measured again");
    let words = command(&["lift", "--data-dir", data.to_str().expect("a path"), "--brand", "Gritzo"]);
    let words = String::from_utf8(words.stdout).expect("text");
    assert!(words.starts_with("2 campaigns brought ₹") && words.contains("Gritzo_SummerBreak (Gritzo)"), "{words}");
}

#[test]
fn the_calendar_has_all_that_each_brand_sold_day_by_day_where_it_is_asked_for() {
    let program = Program::start();
    let answer = measured(&program, "&calendar=true");
    assert_eq!(measured(&program, "")["calendar"], json!([]));
    let calendar = list(&answer["calendar"]);
    let brands: BTreeSet<&str> = list(&answer["campaigns"]).iter().map(|line| text(&line["brand"])).collect();
    assert_eq!(calendar.iter().map(|one| text(&one["brand"])).collect::<BTreeSet<&str>>(), brands);
    for one in calendar {
        let totals =
            program.get(&format!("/api/v1/dashboard?brand={}", text(&one["brand"]))).expect(200).json()["totals"]
                .clone();
        let sold = ["revenue", "organic_revenue", "other_revenue"].iter().map(|id| number(&totals[*id]["value"])).sum();
        let days = list(&one["revenue"]);
        assert_near(days.iter().map(number).sum(), sold, 1e-3, "all days");
        let [from, to] = ["from", "to"].map(|id| Day::parse(text(&one[id])).expect("a day"));
        assert_eq!(days.len() as i32, to.number() - from.number() + 1);
        assert_eq!((&one["from"], &one["to"]), (&answer["dataset"]["first_day"], &answer["dataset"]["last_day"]));
    }
    program.post(&format!("{ASKED}?calendar=perhaps"), "{}").expect(400);
}

#[test]
fn damage_of_what_was_kept_is_measured_again_and_goes_with_its_version() {
    let program = Program::start();
    let answer = measured(&program, "");
    let id = text(&answer["dataset"]["id"]).to_owned();
    let file = program.data_dir().join("estimates").join(format!("{id}.json"));
    let damaged = fs::read_to_string(&file).expect("kept").replacen("0.", "9.", 1);
    fs::write(&file, damaged).expect("writable");
    let program = program.kill_and_restart();
    assert_eq!(measured(&program, ""), answer);
    let (shop, _) = shop();
    program.upload("/api/v1/datasets?policy=accept_valid", &files(&shop)).expect(201);
    program.delete(&format!("/api/v1/datasets/{id}")).expect(204);
    program.delete(&format!("/api/v1/datasets/{id}?forever=true")).expect(204);
    assert!(!file.exists());
}

#[test]
fn measuring_is_reported_stopped_and_taken_up_again() {
    let program = Program::start();
    let begun: Reply = program.post(ASKED, "{}");
    assert_eq!((begun.status, &begun.json()["state"]), (202, &json!("running")));
    assert!(begun.json()["portfolio"].is_null() && begun.json()["progress"]["total"] == 10);
    program.get("/api/v1/dashboard?platform=Instagram").expect(200);
    program.delete(ASKED).expect(204);
    program.delete(&format!("{ASKED}?dataset=nothing")).expect(404);
    assert_eq!(list(&measured(&program, "")["campaigns"]).len(), 10);
}

const DAYS: usize = 150;

/// No festival lies in the campaigns of [`shop`].
fn day(number: usize) -> String {
    Day::from_fields(2026, 4, 1).expect("a day").plus(number as i32).to_string()
}

/// A shop with a campaign that can be measured, two of one brand that overlap, one on the first day, and sales without one.
/// Each campaign adds the same amount a day; the truth of the two that overlap is given back.
fn shop() -> (String, f64) {
    let mut rows = "source,campaign,influencer_id,brand,product,date,orders,revenue\n".to_owned();
    let usual = |brand: usize, at: usize| {
        let week = [0.0, -40.0, -30.0, 10.0, 20.0, 90.0, 60.0][at % 7];
        1000.0 + week + ((at * at * 7 + at * 13 + brand * 29) % 61) as f64 - 30.0
    };
    for (number, brand) in ["Twice", "Early", "Calm"].into_iter().enumerate() {
        for at in 0..DAYS {
            writeln!(rows, "organic,,,{brand},{brand},{},2,{:.2}", day(at), usual(number, at)).expect("room");
        }
    }
    let mut sold = |campaign: &str, brand: &str, days: Range<usize>| {
        for at in days {
            writeln!(rows, "influencer,{campaign},7,{brand},{brand},{},1,500", day(at)).expect("room");
        }
    };
    sold("One", "Twice", 100..112);
    sold("Two", "Twice", 106..120);
    sold("First", "Early", 0..12);
    sold("", "Calm", 60..64);
    (rows, 500.0 * 26.0)
}

fn files(rows: &str) -> [(&'static str, &[u8]); 3] {
    let people: &[u8] = b"id,name,category,gender,followers,platform\n7,Asha,Fitness,F,12000,Instagram\n";
    let payouts: &[u8] = b"influencer_id,basis,rate,orders,total_payout\n7,post,500,0,1000\n";
    [("a.csv", people), ("b.csv", rows.as_bytes()), ("c.csv", payouts)]
}

#[test]
fn days_of_campaigns_that_overlap_are_counted_once_and_what_cannot_be_measured_says_why() {
    let program = Program::start_with(&["--margin", "0.4"]);
    let (rows, truth) = shop();
    program.upload("/api/v1/datasets?policy=accept_valid", &files(&rows)).expect(201);
    let answer = measured(&program, "");
    let line = |name: &str| {
        let found = list(&answer["campaigns"]).iter().find(|line| line["campaign"] == name);
        found.unwrap_or_else(|| panic!("no {name}: {answer}")).clone()
    };
    let (one, two) = (line("One"), line("Two"));
    let mean = |line: &Value| number(&line["incremental_revenue"]["mean"]);
    // One counts days 100 to 118 and Two days 106 to 126: those from 106 to 118 are in both.
    let portfolio = &answer["portfolio"];
    assert_eq!((&portfolio["campaigns"], &portfolio["days_counted_once"]), (&json!(2), &json!(13)));
    assert!(mean(&one) + mean(&two) > 1.3 * truth, "each has the days of both: {one} {two}");
    assert_near(number(&portfolio["incremental_revenue"]["mean"]), truth, 0.1 * truth, "both together");
    assert_near(number(&portfolio["contribution"]["value"]), 0.4 * truth, 1e-6, "revenue times margin");

    let first = line("First");
    assert_eq!((&first["state"], &first["reason"]["id"]), (&json!("not_estimable"), &json!("start")));
    assert!(first["reason"]["fix"].is_string() && first["incremental_revenue"].is_null(), "{first}");
    assert_eq!(line("(none)")["reason"]["id"], "no_campaign");
    let others = &answer["others"];
    assert_eq!((&others["campaigns"], &others["is_assumption"]), (&json!(2), &json!(true)));
    let assumed = number(&others["revenue"]) * number(&answer["pooled"]["factor"]["mean"]);
    assert_near(number(&others["incremental_revenue"]["mean"]), assumed, 1e-6, "at the shared factor");
    assert!(text(&answer["words"][1]).contains("an assumption, not a measurement"), "{answer}");
}
