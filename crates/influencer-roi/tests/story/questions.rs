//! Ordinary data do not stand in the way of a question about a campaign, and other causes of what it seems to have brought are reported:
//! a shop whose brands each have something of this.

use std::{fmt::Write as _, ops::Range};

use serde_json::{Value, json};

use crate::incrementality::{ASKED, asked, assert_near, begin, check, day, number, period, request};
use crate::program::Program;

const DAYS: usize = 140;
const CAMPAIGN: Range<usize> = 100..116;
const TEST_ORDER: usize = 30;
/// The campaign whose codes leak sells from the same day on until the data end.
const LEAKING: Range<usize> = 100..DAYS;
/// Holi falls into it.
const FESTIVE: Range<usize> = 60..76;
const HOLI: Range<usize> = 60..64;

/// What a brand usually sells on a day: a week's rhythm and some luck.
fn usual(brand: usize, at: usize) -> f64 {
    let week = [0.0, -40.0, -30.0, 10.0, 20.0, 90.0, 60.0][at % 7];
    let luck = ((at * at * 7 + at * 13 + brand * 29) % 61) as f64 - 30.0;
    1000.0 + week + luck
}

/// By how much a brand's organic sales differ from the usual on a day.
fn organic_factor(brand: &str, at: usize) -> f64 {
    match brand {
        "Dipped" if (88..CAMPAIGN.start).contains(&at) => 0.5,
        "Cheaper" if CAMPAIGN.contains(&at) => 0.85,
        _ => 1.0,
    }
}

/// One order of this amount on each day.
fn sell(rows: &mut String, keys: &str, brand: &str, days: impl Iterator<Item = usize>, amount: f64) {
    for at in days {
        writeln!(rows, "{keys},{brand},{brand},{},1,{amount}", day(at)).expect("room");
    }
}

/// Brands, each with what makes it special: Plain has a test order, a thin code that always sells and coded orders without a campaign.
fn shop() -> Program {
    let mut rows = "source,campaign,influencer_id,brand,product,date,orders,revenue\n".to_owned();
    for (number, brand) in
        ["Plain", "Leaking", "Dipped", "Cheaper", "Louder", "Festive", "Calm"].into_iter().enumerate()
    {
        for at in 0..DAYS {
            let sold = usual(number, at) * organic_factor(brand, at);
            writeln!(rows, "organic,,,{brand},{brand},{},2,{sold:.2}", day(at)).expect("room");
            let ads = if brand == "Louder" && CAMPAIGN.contains(&at) { 520.0 } else { 200.0 } + (at % 5) as f64;
            writeln!(rows, "paid_ads,,,{brand},{brand},{},1,{ads:.2}", day(at)).expect("room");
        }
        match brand {
            "Calm" => {}
            "Leaking" => sell(&mut rows, "influencer,Now,7", brand, LEAKING, 300.0),
            "Festive" => sell(&mut rows, "influencer,Now,7", brand, FESTIVE, 300.0),
            _ => sell(&mut rows, "influencer,Now,7", brand, CAMPAIGN, 400.0),
        }
    }
    sell(&mut rows, "influencer,Now,7", "Plain", std::iter::once(TEST_ORDER), 250.0);
    sell(&mut rows, "influencer,Affiliates,6", "Plain", (0..DAYS).step_by(4), 60.0);
    sell(&mut rows, "influencer,,6", "Plain", (0..DAYS).step_by(3), 90.0);
    let people = "id,name,category,gender,followers,platform\n6,Ben,Fitness,M,9000,YouTube\n7,Asha,Fitness,F,12000,Instagram\n\
                  8,Dev,Fitness,M,8000,Instagram\n9,Esha,Food,F,7000,YouTube\n";
    // Dev and Esha sold nothing.
    let payouts = "influencer_id,basis,rate,orders,total_payout,brand,campaign\n7,post,1000,0,1000,Plain,Now\n\
                   8,post,500,0,500,Plain,Now\n6,post,70,0,70,Plain,Affiliates\n9,post,300,0,300,Plain,\n";
    let program = Program::start();
    let files = [("a.csv", people.as_bytes()), ("b.csv", rows.as_bytes()), ("c.csv", payouts.as_bytes())];
    program.upload("/api/v1/datasets?policy=accept_valid&accept_proposals=true", &files).expect(201);
    program
}

/// The check list of a question; the estimate is not waited for.
fn listed(program: &Program, brand: &str, more: &Value) -> Value {
    let begun = begin(program, &request(brand, "Now", more)).json();
    program.delete(&format!("{ASKED}/{}", begun["id"].as_str().unwrap_or_else(|| panic!("no id: {begun}"))));
    begun
}

fn state<'e>(estimate: &'e Value, id: &str) -> &'e str {
    check(estimate, id)["state"].as_str().expect("a state")
}

fn found<'e>(estimate: &'e Value, id: &str) -> &'e str {
    check(estimate, id)["found"].as_str().expect("a sentence")
}

/// The item warns; with what it proposes it does not.
fn warned_until_proposed(program: &Program, brand: &str, id: &str, more: &Value) {
    let estimate = listed(program, brand, more);
    assert_eq!((&estimate["state"], state(&estimate, id)), (&json!("running"), "warning"), "{estimate}");
    let proposed = check(&estimate, id)["propose"].clone();
    assert_eq!(state(&listed(program, brand, &proposed), id), "good", "{proposed}");
}

#[test]
fn a_test_order_a_thin_code_and_coded_orders_without_a_campaign_block_nothing() {
    let program = shop();
    let estimate = asked(&program, &request("Plain", "Now", &json!({})));
    let (settings, report) = (&estimate["settings"], &estimate["report"]);
    assert_eq!(estimate["state"], "ready", "{}", estimate["checks"]);
    assert_eq!((&settings["from"], &settings["to"]), (&json!(day(CAMPAIGN.start)), &json!(day(CAMPAIGN.end - 1))));
    assert_eq!(settings["usual_campaigns"], json!(["(none)", "Affiliates"]));
    assert_eq!(found(&estimate, "other_campaigns"), "there was none; (none), Affiliates count with organic sales");
    // Every payment that names the campaign, whichever influencer sold; those of the usual code are not among it.
    assert_eq!((number(&report["spend"]), number(&report["unallocated_spend"])), (1500.0, 300.0));
    let if_all = &report["causal_incremental_roas_if_all"]["mean"];
    assert_near(number(if_all), number(&report["incremental_revenue"]["mean"]) / 1800.0, "if all of it belonged here");
    assert_near(number(&report["attributed_revenue"]), 400.0 * CAMPAIGN.len() as f64, "credited to the campaign");
    let expected = number(&report["expected_revenue"]["mean"]);
    let tipping = number(&report["incremental_revenue"]["mean"]) / expected;
    assert_near(number(&report["tipping_point"]["relative"]), tipping, "the tipping point");
    // Organic sales, ads, and codes: about 1000, 200, 400, and 45 of usual codes a day.
    let actual = number(&report["actual_revenue"]) / (CAMPAIGN.len() + 7) as f64;
    assert!((1450.0..1650.0).contains(&actual), "{actual}");
}

#[test]
fn what_a_report_says_claims_no_more_than_it_knows() {
    let program = shop();
    let estimate = asked(&program, &request("Plain", "Now", &json!({})));
    let words = estimate["report"]["words"].as_array().expect("sentences").iter();
    let words = words.map(|words| words.as_str().expect("a sentence")).collect::<Vec<&str>>().join(" ");
    for said in [
        "with 90 % probability, if nothing else changed on those days",
        "Another cause of +",
        "would explain all of it",
        "if all of it belonged here",
        "quiet test periods",
    ] {
        assert!(words.contains(said), "{said}: {words}");
    }
    for unsaid in ["could not have been detected", "intervals are", "windows", "draws", "κ"] {
        assert!(!words.contains(unsaid), "{unsaid}: {words}");
    }
}

#[test]
fn campaigns_that_are_said_not_to_be_usual_count_as_others() {
    let program = shop();
    let none = listed(&program, "Plain", &json!({"usual_campaigns": [], "masked": []}));
    assert_eq!((state(&none, "other_campaigns"), &none["settings"]["usual_campaigns"]), ("refused", &json!([])));
    let one = listed(&program, "Plain", &json!({"usual_campaigns": ["(none)"], "masked": []}));
    assert!(found(&one, "other_campaigns").ends_with("; (none) count with organic sales"), "{one}");
    assert_ne!(none["id"], one["id"], "another question");
}

#[test]
fn a_campaign_with_too_few_quiet_days_before_is_measured_on_its_first_days() {
    let program = shop();
    let estimate = listed(&program, "Leaking", &json!({}));
    // 86 of 100 days before are no festival: a third of them less a tail of 7.
    assert_eq!(found(&estimate, "measured_days"), "the first 21 of 40 days");
    assert_eq!((state(&estimate, "measured_days"), state(&estimate, "before")), ("information", "good"));
    assert_eq!(estimate["settings"]["to"], day(LEAKING.start + 20));
    assert_eq!(estimate["settings"]["campaign_days"], period(LEAKING));
    let whole = listed(&program, "Leaking", &json!({"to": day(DAYS - 1)}));
    assert_eq!((state(&whole, "before"), found(&whole, "before")), ("refused", "100 days; 120 are needed"));
}

#[test]
fn a_dip_before_the_start_is_reported_until_the_days_before_are_left_out() {
    let program = shop();
    warned_until_proposed(&program, "Dipped", "dip_before", &json!({}));
    let proposed = check(&listed(&program, "Dipped", &json!({"masked": []})), "dip_before")["propose"].clone();
    assert_eq!(proposed, json!({"masked": [period(CAMPAIGN.start - 14..CAMPAIGN.start)]}));
    assert_eq!(state(&listed(&program, "Plain", &json!({})), "dip_before"), "good");
}

#[test]
fn a_price_cut_and_louder_ads_are_reported_where_they_are_and_nowhere_else() {
    let program = shop();
    let states = |brand: &str| {
        let estimate = listed(&program, brand, &json!({}));
        ["order_value", "other_sources"].map(|id| state(&estimate, id).to_owned())
    };
    assert_eq!(states("Cheaper"), ["warning", "good"]);
    assert_eq!(states("Louder"), ["good", "warning"]);
    assert_eq!(states("Plain"), ["good", "good"]);
}

#[test]
fn festivals_are_left_out_as_proposed_and_told_where_they_count() {
    let program = shop();
    let proposed = listed(&program, "Festive", &json!({}));
    assert_eq!(state(&proposed, "festivals"), "good");
    assert!(found(&proposed, "festivals").starts_with("the days of Holi"), "{proposed}");
    let masked = proposed["settings"]["masked"].as_array().expect("days");
    assert!(masked.contains(&period(HOLI)), "{masked:?}");
    warned_until_proposed(&program, "Festive", "festivals", &json!({"masked": []}));
}
