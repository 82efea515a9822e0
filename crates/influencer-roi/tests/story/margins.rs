//! Margins: kept with the data folder, asked about in an address, and what follows for contribution, break-even and verdicts.

use serde_json::{Value, json};

use crate::program::{Program, command};

const SETTINGS: &str = "/api/v1/settings";
const ASKED: &str = "/api/v1/dashboard?include=intervals&limit=1000";

/// Two brands. `a` sells 100 orders of 1,000 of Alpha for 50,000; `b` as much of Beta; `both` 60 and 40; `few` 10 of Alpha.
fn loaded() -> Program {
    let mut sales = String::from("source,campaign,influencer_id,brand,product,date,orders,revenue\n");
    let mut sell = |id: &str, campaign: &str, brand: &str, orders: usize| {
        for day in 0..10 {
            let value = if day % 2 == 0 { 900 } else { 1_100 };
            let part = orders / 10;
            let day = day * 2 + 1;
            sales.push_str(&format!("influencer,{campaign},{id},{brand},P,2026-01-{day:02},{part},{}\n", part * value));
        }
    };
    sell("a", "C", "Alpha", 100);
    sell("b", "C", "Beta", 100);
    sell("both", "C", "Alpha", 60);
    sell("both", "D", "Beta", 40);
    sell("few", "C", "Alpha", 10);
    sales.push_str("organic,,,Alpha,P,2026-01-05,10,9000\n");
    let people = "id,name,category,gender,followers,platform\na,A,Fitness,F,1,Instagram\nb,B,Fitness,F,1,YouTube\nboth,C,Fitness,F,1,Instagram\nfew,D,Fitness,F,1,YouTube\n";
    let payouts = "influencer_id,basis,rate,orders,total_payout\na,post,0,0,50000\nb,post,0,0,50000\nboth,post,0,0,50000\nfew,post,0,0,5000\n";
    Program::with_tables(people, &sales, payouts)
}

fn answer(program: &Program, query: &str) -> Value {
    program.get(&format!("{ASKED}{query}")).expect(200).json()
}

fn line(answer: &Value, id: &str) -> Value {
    let lines = answer["influencers"].as_array().expect("a list");
    lines.iter().find(|line| line["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
}

fn kept(program: &Program) -> Value {
    program.get(SETTINGS).expect(200).json()["margins"].clone()
}

fn set(program: &Program, body: &Value) -> Value {
    program.put(SETTINGS, &body.to_string()).expect(200).json()
}

#[test]
fn a_margin_that_is_set_stays_with_the_data_folder() {
    let program = loaded();
    let unset = json!({"margins": {"default": null, "brands": {}}});
    assert_eq!(kept(&program), unset["margins"]);
    assert_eq!(answer(&program, "")["margins"], json!({"default": null, "brands": {}, "break_even": 1.0}));
    let margins = json!({"margins": {"default": 0.4, "brands": {"Beta": 0.25, "Another": 0.9}}});
    assert_eq!(set(&program, &margins)["margins"], margins["margins"]);
    assert_eq!(set(&program, &json!({}))["margins"], margins["margins"], "what is left out stays");
    let again = Program::start_in(program.end(), &["--margin", "0.3"]);
    assert_eq!(kept(&again), margins["margins"]);
    let answer = answer(&again, "");
    assert_eq!(
        answer["margins"],
        json!({"default": 0.4, "brands": {"Beta": 0.25}, "break_even": 2.5}),
        "only brands of the data"
    );
    assert_eq!(line(&answer, "a")["contribution"]["value"], 40_000);
    assert_eq!(line(&answer, "b")["contribution"]["value"], 25_000);
    assert_eq!(line(&answer, "both")["contribution"]["value"], 34_000);
    assert_eq!(line(&answer, "both")["profit"]["value"], -16_000);
    assert_eq!(line(&answer, "both")["return_on_spend"]["value"], 0.68);
    assert_eq!(answer["totals"]["contribution"]["value"], 103_000);
    set(&again, &unset);
    let answer = self::answer(&again, "");
    assert_eq!(answer["margins"]["default"], 0.3, "the setting of the program is below the folder's");
}

#[test]
fn a_margin_that_cannot_be_is_refused_and_changes_nothing() {
    let program = Program::start();
    for body in [
        r#"{"margins":{"default":0}}"#,
        r#"{"margins":{"brands":{"A":1.2}}}"#,
        r#"{"margins":{"brands":{"":0.5}}}"#,
        r#"{"margin":0.4}"#,
    ] {
        program.put(SETTINGS, body).expect(400);
    }
    assert_eq!(program.get(SETTINGS).expect(200).json()["margins"]["default"], Value::Null);
    for query in ["margin=0", "margin=1.5", "margin=half", "margin.Gritzo=-1", "verdict=above"] {
        program.get(&format!("/api/v1/dashboard?{query}")).expect(400);
    }
}

#[test]
fn what_if_margins_are_asked_in_the_address_and_change_nothing_kept() {
    let program = loaded();
    set(&program, &json!({"margins": {"default": 0.4, "brands": {"Beta": 0.25}}}));
    let asked = answer(&program, "&margin=0.5&margin.Alpha=0.8");
    assert_eq!(asked["margins"], json!({"default": 0.5, "brands": {"Alpha": 0.8, "Beta": 0.25}, "break_even": 2.0}));
    assert_eq!(line(&asked, "a")["contribution"]["value"], 80_000);
    assert_eq!(line(&answer(&program, ""), "a")["contribution"]["value"], 40_000);
    let unknown = answer(&program, "&margin.Nobody=0.5");
    let codes: Vec<&Value> = unknown["warnings"].as_array().expect("a list").iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["unknown_value"]);
}

#[test]
fn each_line_earns_by_the_margin_of_what_it_sold() {
    let program = loaded();
    let whole = answer(&program, "");
    for id in ["a", "b", "both"] {
        assert_eq!(line(&whole, id)["verdict"], "earns", "{id}");
    }
    // Alpha breaks even at 1.25, Beta at 5: a ROAS of 2 earns with the one and loses with the other.
    let margins = answer(&program, "&margin=0.8&margin.Beta=0.2");
    assert_eq!(line(&margins, "a")["verdict"], "earns");
    assert_eq!(line(&margins, "b")["verdict"], "loses");
    assert_eq!(line(&margins, "both")["break_even_roas"]["value"], 100_000.0 / 56_000.0);
    let (of_mix, interval) = (line(&margins, "both"), line(&whole, "both"));
    for end in ["roas_lower", "roas_upper"] {
        assert_eq!(of_mix[end], interval[end], "a margin moves break-even, not the interval");
    }
    // The same margin for both brands, said twice, is one margin.
    let once = answer(&program, "&margin=0.5");
    let twice = answer(&program, "&margin.Alpha=0.5&margin.Beta=0.5&margin=1");
    for id in ["a", "b", "both", "few"] {
        let near =
            |one: &Value, other: &Value| (one.as_f64().expect("a number") - other.as_f64().expect("a number")).abs();
        let (one, other) = (line(&once, id), line(&twice, id));
        assert_eq!((&one["contribution"], &one["verdict"]), (&other["contribution"], &other["verdict"]), "{id}");
        assert!(near(&one["p_earns_cost"]["value"], &other["p_earns_cost"]["value"]) < 1e-9, "{id}");
    }
}

#[test]
fn platforms_campaigns_and_products_have_the_same_verdict() {
    let program = loaded();
    let answer = answer(&program, "&margin.Beta=0.2");
    let verdicts: Vec<(&Value, &Value)> = answer["platforms"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| (&line["platform"], &line["verdict"]))
        .collect();
    assert_eq!(verdicts, [(&json!("Instagram"), &json!("earns")), (&json!("YouTube"), &json!("loses"))]);
    let page = program.get("/api/v1/influencers/both?include=intervals&margin.Beta=0.2").expect(200).json();
    let campaigns = page["campaigns"].as_array().expect("a list");
    assert_eq!(campaigns[0]["campaign"], "C");
    assert_eq!((&campaigns[0]["verdict"], &campaigns[1]["verdict"]), (&json!("earns"), &json!("loses")));
    assert_eq!(campaigns[1]["contribution"]["value"], 8_000);
    let products = page["products"].as_array().expect("a list");
    assert_eq!((&products[0]["verdict"], &products[1]["verdict"]), (&json!("earns"), &json!("loses")));
    let plain = program.get("/api/v1/influencers/both").expect(200).json();
    assert!(plain["campaigns"][0].get("verdict").is_none() && plain["influencer"].get("verdict").is_none());
}

#[test]
fn a_verdict_narrows_the_table_and_not_the_totals() {
    let program = loaded();
    let all = answer(&program, "&margin.Beta=0.2");
    let losing = answer(&program, "&margin.Beta=0.2&verdict=loses");
    let ids: Vec<&Value> = losing["influencers"].as_array().expect("a list").iter().map(|line| &line["id"]).collect();
    assert_eq!((ids, &losing["influencers_total"]), (vec![&json!("b")], &json!(1)));
    assert_eq!((&losing["totals"], &losing["platforms"]), (&all["totals"], &all["platforms"]));
    let noted = |line: &&Value| line["verdict"] == "loses" || line["verdict"] == "earns";
    let both = all["influencers"].as_array().expect("a list").iter().filter(noted).count();
    let two = answer(&program, "&margin.Beta=0.2&verdict=loses&verdict=earns&sort=-verdict&limit=1&offset=1");
    assert_eq!((two["influencers"].as_array().map(Vec::len), &two["influencers_total"]), (Some(1), &json!(both)));
    assert!(both > 1);
    let csv =
        program.get("/api/v1/export/influencers.csv?columns=id,verdict&margin.Beta=0.2&verdict=loses").expect(200);
    assert_eq!(csv.body, "id,verdict\r\nb,loses\r\n");
}

#[test]
fn no_filter_turns_the_mark_against_the_whole_dataset_round() {
    let program = loaded();
    let all = answer(&program, "");
    let whole = all["totals"]["roas"]["value"].as_f64().expect("a ROAS");
    assert_eq!(all["dataset_roas"]["value"].as_f64(), Some(whole));
    for query in ["", "&influencer=few", "&brand=Beta", "&platform=YouTube&method=literal"] {
        let answer = answer(&program, query);
        assert_eq!(answer["dataset_roas"], all["dataset_roas"], "{query}");
        for line in answer["influencers"].as_array().expect("a list") {
            let Some(own) = line["roas"]["value"].as_f64() else { continue };
            let expected = match own.total_cmp(&whole) {
                std::cmp::Ordering::Greater => json!("above"),
                std::cmp::Ordering::Less => json!("below"),
                std::cmp::Ordering::Equal => Value::Null,
            };
            assert_eq!(line["against_dataset"], expected, "{query} {line}");
        }
    }
}

#[test]
fn the_command_line_asks_what_if_with_the_same_words() {
    let program = loaded();
    let shown = answer(&program, "&margin=0.5&margin.Alpha=0.8&verdict=earns");
    let data = program.end();
    let folder = data.path().join("data").display().to_string();
    let flags = ["--what-if-margin", "0.5", "--what-if-margin", "Alpha=0.8", "--verdict", "earns", "--limit", "1000"];
    let asked = command(&[&["ask", "--data-dir", &folder], &flags[..]].concat());
    let asked: Value = serde_json::from_slice(&asked.stdout).expect("JSON");
    assert_eq!((&asked["margins"], &asked["influencers"]), (&shown["margins"], &shown["influencers"]));
}

#[test]
fn a_campaign_earns_or_loses_at_the_margin_of_its_brand() {
    let program = Program::start();
    let asked = "/api/v1/incrementality";
    let campaign = program.get(asked).expect(200).json()["campaigns"][0].clone();
    let request = json!({"brand": campaign["brand"], "campaign": campaign["campaign"]}).to_string();
    let answered = |margin: &Value| {
        set(&program, &json!({"margins": {"default": margin, "brands": {}}}));
        program.post(&format!("{asked}?wait=true"), &request).expect(200).json()
    };
    let said = |job: &Value, words: &str| {
        let sentences = job["report"]["words"].as_array().expect("a list");
        sentences.iter().any(|sentence| sentence.as_str().is_some_and(|text| text.contains(words)))
    };
    let (whole, part) = (answered(&Value::Null), answered(&json!(0.4)));
    assert!(said(&whole, "break-even is 1×"), "{}", whole["report"]["words"]);
    assert!(said(&part, "at a margin of 40 % it breaks even at 2.50"), "{}", part["report"]["words"]);
    assert_ne!(whole["id"], part["id"], "another margin is another question");
    assert_eq!(part["settings"]["margin"], 0.4);
}
