//! What a campaign brought that would not have come without it: asked over HTTP, of the sample, whose truth its generator
//! knows, and of a small shop in which something stands in the way of every question.

use std::{fmt::Write as _, ops::Range};

use definitions::Day;
use serde_json::{Value, json};

use crate::program::{Program, Reply};

pub(crate) const ASKED: &str = "/api/v1/incrementality";

pub(crate) fn begin(program: &Program, request: &Value) -> Reply {
    program.post(ASKED, &request.to_string())
}

/// The estimate once it is worked out or refused.
pub(crate) fn asked(program: &Program, request: &Value) -> Value {
    program.post(&format!("{ASKED}?wait=true"), &request.to_string()).expect(200).json()
}

pub(crate) fn request(brand: &str, campaign: &str, more: &Value) -> Value {
    let mut request = json!({"brand": brand, "campaign": campaign});
    request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    request
}

pub(crate) fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

pub(crate) fn assert_near(one: f64, other: f64, about: &str) {
    assert!((one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0), "{about}: {one} is not {other}");
}

/// The sample's campaigns as the generator knows them.
fn truth() -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    crate::sample::generate(folder.path(), &[]);
    let text = std::fs::read_to_string(folder.path().join("truth.json")).expect("the truth");
    serde_json::from_str(&text).expect("an object")
}

#[test]
fn the_offer_lists_every_campaign_with_its_days_and_what_is_proposed() {
    let (program, truth) = (Program::start(), truth());
    let offer = program.get(ASKED).expect(200).json();
    let offered = offer["campaigns"].as_array().expect("a list");
    let known = truth["campaigns"].as_array().expect("a list");
    let always_on = truth["always_on"].as_array().expect("a list");
    assert_eq!(offered.len(), known.len() + always_on.len());
    for known in known {
        let found = offered.iter().find(|one| one["campaign"] == known["campaign"]).expect("the campaign");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        assert_eq!((&found["brand"], &found["from"]), (&known["brand"], &known["start"]));
        // Some sales still come in after the last day, most of them at once.
        let latest = Day::parse(&text(&known["end"])).expect("a day").plus(3).to_string();
        let earliest = Day::parse(&text(&known["end"])).expect("a day").plus(-3).to_string();
        assert!((earliest..=latest).contains(&text(&found["to"])), "{found}");
        let names = [&found["brand"], &found["campaign"]].map(text);
        let dashboard = program.get(&format!("/api/v1/dashboard?brand={}&campaign={}", names[0], names[1]));
        let totals = &dashboard.expect(200).json()["totals"];
        for id in ["revenue", "orders", "spend"] {
            assert_eq!(found[id], totals[id], "{id}");
        }
        let masked = found["masked"].as_array().expect("proposed");
        assert!(masked.iter().any(|days| days["from"] == truth["sale_events"][0]["start"]), "{found}");
    }
    let spends: Vec<f64> = offered.iter().map(|campaign| number(&campaign["spend"]["value"])).collect();
    assert!(spends.is_sorted_by(|one, other| one >= other), "the largest spend first: {spends:?}");
}

/// The campaign of the sample that has a control, asked about on the days the generator gives it.
fn of_the_sample(truth: &Value) -> (Value, &Value) {
    let known = &truth["campaigns"][0];
    (json!({"brand": known["brand"], "campaign": known["campaign"], "from": known["start"], "to": known["end"]}), known)
}

#[test]
fn the_interval_holds_what_the_campaign_truly_brought_and_the_sums_agree() {
    let (program, truth) = (Program::start(), truth());
    let (request, known) = of_the_sample(&truth);
    let estimate = asked(&program, &request);
    assert_eq!((&estimate["state"], &estimate["settings"]["controls"]), (&json!("ready"), &json!(["Gritzo"])));
    let report = &estimate["report"];
    let incremental = &report["incremental_revenue"];
    let brought = number(&known["incremental_revenue"]);
    assert!((number(&incremental["lower"])..=number(&incremental["upper"])).contains(&brought), "{incremental}");
    assert_eq!((&report["level"], &report["preliminary"]), (&json!(0.9), &json!(false)));

    let counted = report["days"].as_array().expect("days").iter().filter(|day| !day["effect"].is_null());
    let (mut effects, mut last) = (0.0, 0.0);
    for day in counted {
        assert!(day["part"] != "before" && day["masked"] == false, "{day}");
        effects += number(&day["effect"]);
        last = number(&day["cumulative"]);
        assert_near(number(&day["actual"]) - number(&day["expected"]), number(&day["effect"]), "a day");
    }
    let mean = number(&incremental["mean"]);
    assert_near(effects, mean, "the days' effects");
    assert_near(last, mean, "the effect so far on the last day");
    assert_near(number(&report["actual_revenue"]) - number(&report["expected_revenue"]["mean"]), mean, "less expected");
    for part in ["mean", "lower", "upper"] {
        let of = |id: &str| number(&report[id][part]);
        let incremental = of("incremental_revenue");
        assert_near(of("incrementality_factor"), incremental / number(&report["attributed_revenue"]), "the factor");
        assert_near(of("causal_incremental_roas"), incremental / number(&report["spend"]), "the ROAS");
    }
    let settings = &estimate["settings"];
    let shown = ["brand", "from", "effect_to"].map(|id| settings[id].as_str().expect("a text"));
    let dashboard = program.get(&format!("/api/v1/dashboard?brand={}&from={}&to={}", shown[0], shown[1], shown[2]));
    let totals = &dashboard.expect(200).json()["totals"];
    for (id, published) in report["published"].as_object().expect("numbers") {
        assert_eq!(published, &totals[id], "{id}");
    }
}

#[test]
fn the_same_question_has_the_same_answer_here_and_in_another_program() {
    let truth = truth();
    let (request, _) = of_the_sample(&truth);
    let program = Program::start();
    let first = asked(&program, &request);
    let again = asked(&program, &request);
    assert_eq!((&first["id"], &first["report"]), (&again["id"], &again["report"]));
    let elsewhere = asked(&Program::start(), &request);
    assert_eq!(first["report"].to_string(), elsewhere["report"].to_string());
}

#[test]
fn questions_of_the_same_data_are_counted_once_each_and_over_restarts() {
    let program = Program::start();
    let of = |more: Value| request("MuscleBlaze", "MB_SummerFit", &more);
    let place = |program: &Program, more: Value| {
        let asked = asked(program, &of(more))["asked"].clone();
        (asked["number"].clone(), asked["total"].clone(), asked["words"].as_str().unwrap_or_default().to_owned())
    };
    let (number, total, words) = place(&program, json!({}));
    assert_eq!((number, total), (json!(1), json!(1)));
    assert_eq!(
        words,
        "The first question asked of these data; one in ten intervals of 90 % misses the truth by chance."
    );
    assert_eq!(place(&program, json!({"tail_days": 3})).0, json!(2));
    assert_eq!(place(&program, json!({"tail_days": 3, "level": 0.95})).0, json!(3));
    let (number, total, words) = place(&program, json!({}));
    assert_eq!((number, total), (json!(1), json!(3)), "the same question again is none more");
    assert!(words.starts_with("The 1st of 3 questions asked of these data"), "{words}");
    let refused = asked(&program, &of(json!({"tail_days": 60, "masked": []})));
    assert_eq!((&refused["state"], &refused["asked"]), (&json!("refused"), &Value::Null), "it has no interval");
    program.put("/api/v1/settings", &json!({"margins": {"default": 0.4}}).to_string()).expect(200);
    assert_eq!(place(&program, json!({})).1, json!(3), "a margin changes no interval");

    let program = program.kill_and_restart();
    assert_eq!(place(&program, json!({"tail_days": 3})).1, json!(3));
    let campaigns = program.post(&format!("{ASKED}/campaigns?wait=true"), "{}").expect(200).json();
    assert_eq!(campaigns["questions_asked"], json!(3), "what is measured for the list is not asked");
    let said = campaigns["words"].as_array().expect("sentences").last().expect("one").to_string();
    assert!(said.contains("3 questions were asked beside them: one in ten intervals of 90 %"), "{said}");
}

#[test]
fn masked_days_in_another_order_are_the_same_question() {
    let program = Program::start();
    let days = |from: &str, to: &str| json!({"from": from, "to": to});
    let (one, other) = (days("2026-01-23", "2026-01-25"), days("2026-01-26", "2026-01-27"));
    let of = |masked: Value| request("MuscleBlaze", "MB_SummerFit", &json!({"tail_days": 60, "masked": masked}));
    let first = asked(&program, &of(json!([one, other])));
    assert_eq!(first["state"], "refused", "nothing is worked on for this");
    for same in [json!([other, one]), json!([days("2026-01-23", "2026-01-27")]), json!([one, other, one])] {
        assert_eq!(asked(&program, &of(same))["id"], first["id"]);
    }
    assert_ne!(asked(&program, &of(json!([one])))["id"], first["id"]);
}

#[test]
fn while_estimates_run_the_dashboard_answers_and_an_unwanted_one_is_cancelled() {
    let (program, truth) = (Program::start(), truth());
    // No more run at once.
    let begun: Vec<String> = (truth["campaigns"].as_array().expect("a list").iter().take(8))
        .map(|known| json!({"brand": known["brand"], "campaign": known["campaign"]}))
        .map(|request| begin(&program, &request).expect(202).json()["id"].as_str().expect("an id").to_owned())
        .collect();
    let last = format!("{ASKED}/{}", begun.last().expect("an estimate"));
    program.get("/api/v1/dashboard?platform=Instagram&compare=previous").expect(200);
    assert_eq!(program.get(&last).expect(200).json()["state"], "running");
    program.delete(&last).expect(204);
    assert_eq!(program.get(&last).expect(200).json()["state"], "cancelled");
    let known = &truth["campaigns"][begun.len() - 1];
    let again = begin(&program, &json!({"brand": known["brand"], "campaign": known["campaign"]})).expect(202).json();
    assert_eq!((&again["state"], again["id"].as_str()), (&json!("running"), begun.last().map(String::as_str)));
}

/// A day of the small shop, from 0.
pub(crate) fn day(number: usize) -> String {
    Day::from_fields(2026, 1, 1).expect("a day").plus(number as i32).to_string()
}

pub(crate) fn period(days: Range<usize>) -> Value {
    json!({"from": day(days.start), "to": day(days.end - 1)})
}

const DAYS: usize = 140;
const CAMPAIGN: Range<usize> = 100..116;
const SALE: Range<usize> = 110..113;
/// An earlier campaign, and how long it lingers.
const EARLIER: Range<usize> = 40..52;
const LINGERS: usize = 7;
const NEW_LEVEL_FROM: usize = 20;

/// What a brand usually sells on a day: a week's rhythm, some luck, twice as much in the sale.
pub(crate) fn usual(brand: usize, at: usize) -> f64 {
    let week = [0.0, -40.0, -30.0, 10.0, 20.0, 90.0, 60.0][at % 7];
    let luck = ((at * at * 7 + at * 13 + brand * 29) % 61) as f64 - 30.0;
    let sale = if SALE.contains(&at) { 2.0 } else { 1.0 };
    (1000.0 + week + luck) * sale
}

/// Brands, each with what makes it special:
/// Clean none; Calm no campaign; Busy only an earlier one; Twice both; Small sales on each third day; Early a campaign from the
/// first day on; Moved another level.
fn shop() -> Program {
    let mut rows = "source,campaign,influencer_id,brand,product,date,orders,revenue\n".to_owned();
    let campaign = |rows: &mut String, name: &str, brand: &str, days: Range<usize>| {
        for at in days {
            writeln!(rows, "influencer,{name},7,{brand},{brand},{},1,{}", day(at), 400 + at % 5).expect("room");
        }
    };
    for (number, brand) in ["Clean", "Calm", "Busy", "Twice", "Small", "Early", "Moved"].into_iter().enumerate() {
        for at in (0..DAYS).filter(|at| brand != "Small" || at % 3 == 0) {
            let level = if brand == "Moved" && at >= NEW_LEVEL_FROM { 2.0 } else { 1.0 };
            let sold = usual(number, at) * level;
            writeln!(rows, "organic,,,{brand},{brand},{},2,{sold:.2}", day(at)).expect("room");
        }
        match brand {
            "Calm" => {}
            "Busy" => campaign(&mut rows, "Earlier", brand, EARLIER),
            "Early" => campaign(&mut rows, "Now", brand, 0..16),
            "Twice" => {
                campaign(&mut rows, "Earlier", brand, EARLIER);
                campaign(&mut rows, "Now", brand, CAMPAIGN);
            }
            _ => campaign(&mut rows, "Now", brand, CAMPAIGN),
        }
    }
    let people = "id,name,category,gender,followers,platform\n7,Asha,Fitness,F,12000,Instagram\n";
    let payouts = "influencer_id,basis,rate,orders,total_payout\n7,post,500,0,1000\n";
    let program = Program::start();
    let files = [("a.csv", people.as_bytes()), ("b.csv", rows.as_bytes()), ("c.csv", payouts.as_bytes())];
    program.upload("/api/v1/datasets?policy=accept_valid", &files).expect(201);
    program
}

/// The item of the check list that is wanted.
pub(crate) fn check<'e>(estimate: &'e Value, id: &str) -> &'e Value {
    let checks = estimate["checks"].as_array().expect("a list");
    checks.iter().find(|check| check["id"] == id).unwrap_or_else(|| panic!("no {id}: {estimate}"))
}

/// The question is refused by this item, which says what to do; the item is given back.
fn refused(program: &Program, request: &Value, id: &str) -> Value {
    let estimate = asked(program, request);
    let item = check(&estimate, id);
    assert_eq!((&estimate["state"], &item["state"]), (&json!("refused"), &json!("refused")), "{id}: {estimate}");
    assert!(estimate["report"].is_null() && item["fix"].is_string(), "{item}");
    item.clone()
}

/// The question as the item proposes it, taken now.
fn taken_as_proposed(program: &Program, request: &Value, item: &Value) {
    let mut corrected = request.clone();
    let proposed = item["propose"].as_object().unwrap_or_else(|| panic!("nothing proposed: {item}"));
    corrected.as_object_mut().expect("an object").extend(proposed.clone());
    let begun = begin(program, &corrected).expect(202).json();
    assert_eq!(check(&begun, item["id"].as_str().expect("an id"))["state"], "good", "{begun}");
    program.delete(&format!("{ASKED}/{}", begun["id"].as_str().expect("an id"))).expect(204);
}

#[test]
fn what_the_data_cannot_carry_is_refused_with_what_to_do() {
    let program = shop();
    let small = refused(
        &program,
        &request("Small", "Now", &json!({"controls": [], "masked": [period(SALE)]})),
        "sales_on_most_days",
    );
    assert_eq!(small["found"], "only 34 of 100 days");
    let early = refused(&program, &request("Early", "Now", &json!({})), "start");
    assert!(early["found"].as_str().expect("a sentence").contains("2026-01-01"), "{early}");
    let long = json!({"tail_days": 24, "masked": [period(SALE)], "to": day(CAMPAIGN.end - 1)});
    let long = refused(&program, &request("Clean", "Now", &long), "before");
    assert_eq!(long["found"], "100 days; 120 are needed");
    let masked = request("Clean", "Now", &json!({"masked": [period(CAMPAIGN.start..DAYS)]}));
    refused(&program, &masked, "days_that_count");
}

#[test]
fn an_unmasked_sale_in_the_campaign_is_refused_until_it_is_masked_as_proposed() {
    let program = shop();
    let unmasked = request("Clean", "Now", &json!({"masked": []}));
    let item = refused(&program, &unmasked, "events");
    assert_eq!(item["propose"], json!({"masked": [period(SALE)]}));
    taken_as_proposed(&program, &unmasked, &item);
}

#[test]
fn a_control_with_a_campaign_of_its_own_is_refused_and_the_others_are_proposed() {
    let program = shop();
    let touched = request("Clean", "Now", &json!({"controls": ["Busy", "Calm"]}));
    let item = refused(&program, &touched, "controls");
    assert_eq!(item["propose"], json!({"controls": ["Calm"]}));
    taken_as_proposed(&program, &touched, &item);
}

#[test]
fn another_level_before_is_refused_until_the_days_before_it_are_masked() {
    let program = shop();
    let moved = request("Moved", "Now", &json!({"controls": [], "masked": [period(SALE)]}));
    let item = refused(&program, &moved, "level");
    let proposed = item["propose"]["masked"].as_array().expect("days").clone();
    assert_eq!((proposed.len(), &proposed[0]["from"], &proposed[1]), (2, &json!(day(0)), &period(SALE)));
    // Found by medians: a day or two off.
    let until = proposed[0]["to"].as_str().expect("a day").to_owned();
    assert!((day(NEW_LEVEL_FROM - 3)..=day(NEW_LEVEL_FROM + 1)).contains(&until), "{until}");
    taken_as_proposed(&program, &moved, &item);
}

#[test]
fn other_campaigns_of_the_brand_before_are_refused_until_they_are_masked() {
    let program = shop();
    let open = request("Twice", "Now", &json!({"masked": [period(SALE)]}));
    let item = refused(&program, &open, "other_campaigns");
    assert_eq!(item["propose"], json!({"masked": [period(EARLIER.start..EARLIER.end + LINGERS), period(SALE)]}));
    taken_as_proposed(&program, &open, &item);
}

#[test]
fn an_invalid_question_is_answered_with_what_was_found() {
    let program = Program::start();
    let of = |more: Value| request("MuscleBlaze", "MB_SummerFit", &more);
    for (request, status, code, found) in [
        (request("MuscleBlaze", "Nothing", &json!({})), 404, "no_such_campaign", "Nothing"),
        (request("Gritzo", "MB_SummerFit", &json!({})), 404, "no_such_campaign", "Gritzo"),
        (of(json!({"from": "28.03.2026"})), 400, "bad_parameter", "28.03.2026"),
        (of(json!({"from": "2026-04-30", "to": "2026-04-01"})), 400, "bad_parameter", "2026-04-01"),
        (of(json!({"to": "2030-01-01"})), 400, "bad_parameter", "2030-01-01"),
        (of(json!({"masked": [{"from": "2026-02-02", "to": "2026-02-01"}]})), 400, "bad_parameter", "2026-02-02"),
        (of(json!({"controls": ["Nike"]})), 400, "bad_parameter", "Nike"),
        (of(json!({"usual_campaigns": ["Nothing"]})), 400, "bad_parameter", "Nothing"),
        (of(json!({"tail_days": 61})), 400, "bad_parameter", "61"),
        (of(json!({"tail_days": -1})), 400, "bad_body", "-1"),
        (of(json!({"colour": "red"})), 400, "bad_body", "colour"),
    ] {
        let error = begin(&program, &request).expect(status).json()["error"].clone();
        assert_eq!(error["code"], code, "{error}");
        assert!(error["message"].as_str().expect("a sentence").contains(found), "{found}: {error}");
    }
    program.get(&format!("{ASKED}/nothing")).expect(404);
    program.delete(&format!("{ASKED}/nothing")).expect(404);
}
