//! What the numbers say first: findings with amounts, sums by verdict, and who costs most.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::program::{Program, command};

const ASKED: &str = "/api/v1/dashboard?include=intervals&limit=1000";
/// Ten who earn and five who lose; two were paid and sold nothing, one sold and was not paid.
const EARNING: i64 = 10;
const LOSING: i64 = 5;

/// Those who earn are on YouTube: 100 orders of 1,000 for 20,000 each. Those who lose are on `platform`: 40 orders of 1,000 for 200,000 each.
fn loaded(platform: &str) -> Program {
    let mut people = String::from("id,name,category,gender,followers,platform\n");
    let mut sales = String::from("source,campaign,influencer_id,brand,product,date,orders,revenue\n");
    let mut payouts = String::from("influencer_id,basis,rate,orders,total_payout\n");
    let mut add = |id: &str, platform: &str, orders: i64, paid: i64| {
        writeln!(people, "{id},Name of {id},Fitness,F,1000,{platform}").expect("memory takes it");
        for day in 0..10 {
            let value = if day % 2 == 0 { 900 } else { 1_100 };
            let (part, revenue) = (orders / 10, orders / 10 * value);
            let row = format!("influencer,C,{id},Alpha,Whey,2026-01-{:02},{part},{revenue}", day * 2 + 1);
            if part > 0 {
                writeln!(sales, "{row}").expect("memory takes it");
            }
        }
        if paid > 0 {
            writeln!(payouts, "{id},post,0,0,{paid}").expect("memory takes it");
        }
    };
    (0..EARNING).for_each(|at| add(&format!("e{at}"), "YouTube", 100, 20_000));
    (0..LOSING).for_each(|at| add(&format!("l{at}"), platform, 40, 200_000 + at));
    add("s0", "Twitter", 0, 30_000);
    add("s1", "Twitter", 0, 12_000);
    add("free", "Twitter", 20, 0);
    Program::with_tables(&people, &sales, &payouts)
}

fn answer(program: &Program, query: &str) -> Value {
    program.get(&format!("{ASKED}{query}")).expect(200).json()
}

fn list<'a>(answer: &'a Value, name: &str) -> &'a Vec<Value> {
    answer[name].as_array().unwrap_or_else(|| panic!("no {name}"))
}

/// What those who lose cost beyond a part of their revenue.
fn loss(margin: f64) -> f64 {
    (0..LOSING).map(|at| (200_000 + at) as f64 - 40_000.0 * margin).sum()
}

#[test]
fn findings_have_amounts_that_follow_the_margin_and_come_by_their_money() {
    let program = loaded("Instagram");
    let shown = answer(&program, "");
    let losing = json!({
        "id": "losing_influencers", "amount": {"value": loss(1.0) as i64}, "influencers": LOSING,
        "filter": {"parameter": "verdict", "value": "loses"},
    });
    let [first, second, third] = &list(&shown, "insights")[..] else { panic!("{}", shown["insights"]) };
    assert_eq!(*first, losing);
    assert_eq!((&second["id"], &second["amount"]), (&json!("losing_platform"), &first["amount"]));
    assert_eq!(second["below"]["platform"], "Instagram");
    assert_eq!(
        second["above"],
        json!({"platform": "YouTube", "roas": {"value": 5.0}, "spend_share": second["above"]["spend_share"]})
    );
    assert_eq!(second["filter"], json!({"parameter": "platform", "value": "Instagram"}));
    assert_eq!(
        (&third["id"], &third["amount"]["value"], &third["influencers"]),
        (&json!("paid_without_sales"), &json!(42_000), &json!(2))
    );
    let half = answer(&program, "&margin=0.5");
    assert_eq!(half["insights"][0]["amount"]["value"], json!(loss(0.5) as i64));
    let nobody_certain = answer(&program, "&influencer=free");
    assert_eq!(nobody_certain["insights"], json!([]));
}

#[test]
fn sums_by_verdict_add_up_and_a_narrowed_table_leaves_them() {
    let program = loaded("Instagram");
    let shown = answer(&program, "&margin=0.7");
    let verdicts = list(&shown, "verdicts");
    let count = |id: &str| verdicts.iter().find(|of| of["verdict"] == id).map(|of| of["influencers"].clone());
    assert_eq!(
        ["earns", "loses", "not_sold", "not_paid"].map(count),
        [EARNING, LOSING, 2, 1].map(|count| Some(json!(count)))
    );
    let left: f64 = verdicts.iter().filter_map(|of| of["profit"]["value"].as_f64()).sum();
    assert_eq!(Some(left), shown["totals"]["profit"]["value"].as_f64());
    let narrowed = answer(&program, "&margin=0.7&verdict=loses");
    assert_eq!(narrowed["influencers_total"], LOSING);
    assert_eq!((&narrowed["verdicts"], &narrowed["insights"]), (&shown["verdicts"], &shown["insights"]));
}

#[test]
fn the_bottom_five_are_those_who_cost_most_beyond_what_they_brought() {
    let program = loaded("Instagram");
    let shown = answer(&program, "");
    let bottom = list(&shown, "bottom_influencers");
    let ids: Vec<&Value> = bottom.iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["l4", "l3", "l2", "l1", "l0"], "by what is left, not in the order of the roster");
    assert_eq!(bottom[0]["profit"]["value"], -160_004);
    assert_eq!(bottom[0]["verdict"], "loses");
    let others = answer(&program, "&platform=Twitter");
    let ids: Vec<&Value> = list(&others, "bottom_influencers").iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["s0", "s1"], "nobody who earns or is not paid");
    let plain = program.get("/api/v1/dashboard").expect(200).json();
    assert!(plain.get("insights").is_none() && plain.get("verdicts").is_none(), "only with intervals");
    assert!(plain["bottom_influencers"][0].get("verdict").is_none());
}

#[test]
fn shares_of_spend_are_of_the_platforms_that_are_drawn() {
    let program = loaded("Instagram");
    let shown = answer(&program, "&platform=YouTube&include=intervals,panels");
    assert_eq!(shown["platforms"][0]["spend_share"]["value"], 1.0);
    let panels = &shown["panels"];
    let platforms = list(panels, "platforms");
    let sum = |id: &str| -> f64 { platforms.iter().filter_map(|line| line[id]["value"].as_f64()).sum() };
    assert!((sum("spend_share") - 1.0).abs() < 1e-12);
    for id in ["revenue", "spend"] {
        assert_eq!(panels["platforms_total"][id]["value"].as_f64(), Some(sum(id)), "{id}");
    }
}

#[test]
fn a_hostile_name_of_a_platform_is_a_value_and_nothing_else() {
    let program = loaded("<b>&verdict=earns</b>");
    let shown = answer(&program, "");
    assert_eq!(shown["insights"][1]["filter"]["value"], "<b>&verdict=earns</b>");
}

#[test]
fn literal_spend_under_a_brand_is_said_to_be_the_whole_companys() {
    let program = loaded("Instagram");
    let codes = |query: &str| -> Vec<String> {
        list(&answer(&program, query), "warnings")
            .iter()
            .map(|one| one["code"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    assert!(codes("&method=literal&brand=Alpha").contains(&"literal_spend".to_owned()));
    assert!(!codes("&method=literal&platform=YouTube").contains(&"literal_spend".to_owned()));
    assert!(!codes("&brand=Alpha").contains(&"literal_spend".to_owned()));
    assert_eq!(answer(&program, "&method=literal&brand=Alpha")["insights"], json!([]));
}

fn listed(program: &Program, query: &str) -> Value {
    program.get(&format!("/api/v1/insights?{query}")).expect(200).json()
}

fn keys(answer: &Value) -> Vec<String> {
    list(answer, "insights").iter().map(|one| one["key"].as_str().expect("a key").to_owned()).collect()
}

fn decide(program: &Program, key: &str, decision: &Value) -> Value {
    let body = json!({"insight": key, "decision": decision}).to_string();
    program.put("/api/v1/insights/decisions", &body).expect(200).json()
}

#[test]
fn the_list_has_one_finding_a_subject_that_adds_up_to_what_the_first_screen_says() {
    let program = loaded("Instagram");
    let (shown, list_of_all) = (answer(&program, ""), listed(&program, ""));
    let all = list(&list_of_all, "insights");
    let of = |id: &'static str| all.iter().filter(move |one| one["id"] == id);
    let sum = |id: &'static str| of(id).map(|one| one["amount"]["value"].as_i64().expect("an amount")).sum::<i64>();
    let said = |id: &str| {
        let found = list(&shown, "insights").iter().find(|one| one["id"] == id).expect("the first screen says it");
        found["amount"]["value"].as_i64().expect("an amount")
    };
    assert_eq!(
        (of("losing_influencer").count() as i64, sum("losing_influencer")),
        (LOSING, said("losing_influencers"))
    );
    assert_eq!((of("paid_without_sales").count(), sum("paid_without_sales")), (2, said("paid_without_sales")));
    assert_eq!((of("losing_platform").count(), sum("losing_platform")), (1, said("losing_platform")));
    let amounts: Vec<i64> = all.iter().map(|one| one["amount"]["value"].as_i64().expect("an amount")).collect();
    assert!(amounts.is_sorted_by(|left, right| left >= right), "{amounts:?}");
    assert_eq!(list_of_all["open"], all.len());
    let losing = of("losing_influencer").next().expect("somebody loses");
    assert!(losing["detail"].as_str().expect("words").contains("90 % probability"), "{losing}");
    assert_eq!(losing["filters"][0]["parameter"], "influencer");
    assert_eq!(list(&listed(&program, "limit=2&offset=1"), "insights")[..], all[1..3]);
    assert!(keys(&listed(&program, "platform=YouTube")).iter().all(|key| !key.starts_with("losing_")));
    program.get("/api/v1/insights?sort=name").expect(400);
}

#[test]
fn done_and_not_now_are_remembered_survive_new_months_and_are_taken_back() {
    let program = loaded("Instagram");
    let before = keys(&listed(&program, ""));
    let first = decide(&program, &before[0], &json!("done"));
    assert_eq!(first, json!({"insight": before[0], "decision": "done", "before": null}));
    decide(&program, &before[1], &json!("not_now"));
    let after = listed(&program, "");
    assert_eq!((&after["open"], &after["not_now"], &after["done"]), (&json!(before.len() - 2), &json!(1), &json!(1)));
    let expected: Vec<String> = before[2..].iter().chain([&before[1], &before[0]]).cloned().collect();
    assert_eq!(keys(&after), expected);
    let month = "source,campaign,influencer_id,brand,product,date,orders,revenue\ninfluencer,C,e0,Alpha,Whey,2026-02-03,1,900\n";
    program
        .upload("/api/v1/datasets?mode=append&accept_proposals=true", &[("february.csv", month.as_bytes())])
        .expect(201);
    let program = program.kill_and_restart();
    let later = listed(&program, "");
    assert_eq!((&later["not_now"], &later["done"]), (&json!(1), &json!(1)), "{later}");
    assert_eq!(decide(&program, &before[0], &json!(null))["before"], "done");
    decide(&program, &before[1], &json!(null));
    assert_eq!(listed(&program, "")["open"], list(&listed(&program, ""), "insights").len());
    for refused in
        [json!({"insight": "nothing", "decision": "done"}), json!({"insight": before[0], "decision": "never"})]
    {
        program.put("/api/v1/insights/decisions", &refused.to_string()).expect(400);
    }
}

#[test]
fn the_command_line_lists_and_decides_the_same_findings() {
    let program = loaded("Instagram");
    let expected = listed(&program, "");
    let folder = program.end();
    let data = folder.path().join("data").to_string_lossy().into_owned();
    let run = |more: &[&str]| {
        let done = command(&[&["insights", "--data-dir", &data][..], more].concat());
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8_lossy(&done.stdout).into_owned()
    };
    let json = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(list(&json(&run(&["--json"])), "insights"), list(&expected, "insights"));
    let key = &keys(&expected)[0];
    let words = run(&["--decide", &format!("{key}=done")]);
    assert!(words.trim_end().ends_with(key.as_str()) && words.contains("(done)"), "{words}");
    assert_eq!(json(&run(&["--json", "--decide", &format!("{key}=open")]))["done"], 0);
}
