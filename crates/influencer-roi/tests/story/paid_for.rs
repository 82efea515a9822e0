//! Payments that name a brand or campaign of which the payee sold nothing: they count there, and nowhere else.

use serde_json::{Value, json};

use crate::program::Program;

/// Asha sells Gritzo in Monsoon and Whey in Diwali. Ben sells Whey in Diwali, and is paid for much else.
fn loaded() -> Program {
    let mut sales = String::from("source,campaign,influencer_id,brand,product,date,orders,revenue\n");
    for day in 1..10 {
        sales.push_str(&format!("influencer,Monsoon,1,Gritzo,Oats,2026-01-{day:02},2,500\n"));
        sales.push_str(&format!("influencer,Diwali,2,MuscleBlaze,Whey,2026-01-{day:02},1,300\n"));
        sales.push_str(&format!("organic,,,Gritzo,Oats,2026-01-{day:02},1,100\n"));
    }
    sales.push_str("influencer,Diwali,1,MuscleBlaze,Whey,2026-01-09,1,90\n");
    let people = "id,name,category,gender,followers,platform\n1,Asha,Food,F,1,Instagram\n2,Ben,Fitness,M,1,YouTube\n";
    let payouts = "influencer_id,basis,rate,orders,total_payout,brand,campaign\n\
                   1,post,0,0,100,Gritzo,Monsoon\n2,post,0,0,50,Gritzo,Monsoon\n2,post,0,0,30,,Retainer\n\
                   2,post,0,0,11,,Monsoon\n2,post,0,0,7,TrueBasics,\n2,post,0,0,400,,\n";
    Program::with_tables(people, &sales, payouts)
}

fn asked(program: &Program, query: &str) -> Value {
    program.get(&format!("/api/v1/dashboard?{query}")).expect(200).json()
}

fn spend(of: &Value) -> &Value {
    &of["spend"]["value"]
}

/// Spend, what only an unknown field keeps out, and the codes of the warnings.
fn spent(program: &Program, query: &str) -> (Value, Value, Vec<String>) {
    let answer = asked(program, query);
    let warnings = answer["warnings"].as_array().expect("a list").iter();
    let codes = warnings.map(|warning| warning["code"].as_str().expect("a code").to_owned()).collect();
    (spend(&answer["totals"]).clone(), answer["totals"]["unallocated_spend"]["value"].clone(), codes)
}

#[test]
fn a_payment_counts_under_the_brand_and_campaign_it_names_whoever_sold() {
    let program = loaded();
    let left_out = || vec!["unallocated_spend".to_owned()];
    // Ben's 400 name nothing: they lie on his sales of Whey.
    assert_eq!(spent(&program, ""), (json!(598), json!(98), vec![]));
    // What names no brand may be for Gritzo: 30 and 11.
    assert_eq!(spent(&program, "brand=Gritzo"), (json!(150), json!(41), left_out()));
    assert_eq!(spent(&program, "brand=Gritzo&platform=YouTube"), (json!(50), json!(41), left_out()));
    assert_eq!(spent(&program, "brand=Gritzo&campaign=Monsoon"), (json!(150), json!(11), left_out()));
    assert_eq!(spent(&program, "campaign=Monsoon").0, json!(161));
    assert_eq!(spent(&program, "campaign=Monsoon").1, json!(7), "TrueBasics may have been for Monsoon");
    assert_eq!(spent(&program, "campaign=Diwali").0, json!(400));
    let nothing_sold = |more: &str| vec![more.to_owned(), "no_organic_in_scope".to_owned()];
    let true_basics = spent(&program, "brand=TrueBasics");
    assert_eq!((&true_basics.0, &true_basics.1), (&json!(7), &json!(41)));
    assert!(nothing_sold("unallocated_spend").iter().all(|code| true_basics.2.contains(code)), "{true_basics:?}");
    assert!(!true_basics.2.contains(&"unknown_value".to_owned()));
    assert_eq!(spent(&program, "brand=(none)").0, json!(0), "unknown is not blank");
    assert_eq!(spent(&program, "product=Oats").1, json!(98));
    assert_eq!(spent(&program, "from=2026-01-01").1, json!(98), "no payment says on which day it sold");
    assert_eq!(spent(&program, "brand=Gritzo&method=literal").0, json!(598));
}

#[test]
fn what_only_payments_name_can_be_chosen() {
    let program = loaded();
    let facets = program.get("/api/v1/facets").expect(200).json();
    let count = |dimension: &str, name: &str| {
        let values = facets["dimensions"][dimension].as_array().expect("a list");
        values.iter().find(|value| value["value"] == name).map(|value| value["count"].clone())
    };
    assert_eq!((count("brand", "TrueBasics"), count("campaign", "Retainer")), (Some(json!(0)), Some(json!(0))));
    assert_eq!((count("brand", "(none)"), count("brand", "Gritzo")), (None, Some(json!(18))));
}

#[test]
fn a_profile_lists_the_campaigns_that_were_paid_for_and_not_sold() {
    let program = loaded();
    let campaigns = |query: &str| -> Vec<Value> {
        let path = format!("/api/v1/influencers/2?include=intervals&{query}");
        let profile = program.get(&path).expect(200).json();
        let lines = profile["campaigns"].as_array().expect("a list").iter();
        lines
            .map(|line| {
                json!([line["campaign"], spend(line), line["orders"]["value"], line["first_day"], line["verdict"]])
            })
            .collect()
    };
    let monsoon = |spend: i64| json!(["Monsoon", spend, 0, null, "not_sold"]);
    let all = campaigns("");
    assert_eq!(all[0].as_array().expect("a line")[..4], [json!("Diwali"), json!(400), json!(9), json!("2026-01-01")]);
    assert_eq!(all[1..], [monsoon(61), json!(["Retainer", 30, 0, null, "not_sold"])]);
    assert_eq!(campaigns("brand=Gritzo"), [monsoon(50)]);
    assert_eq!(campaigns("brand=Gritzo&to=2026-02-01"), Vec::<Value>::new());
}

#[test]
fn rows_and_table_hold_the_payments_that_a_campaign_counts() {
    let program = loaded();
    let behind = |query: &str| program.get(&format!("/api/v1/rows?of=spend&{query}")).expect(200).json();
    let rows = behind("campaign=Monsoon");
    assert_eq!((&rows["total"], &rows["counted"]["value"]), (&json!(3), &json!(161)));
    assert_eq!(behind("campaign=Retainer")["total"], json!(1));
    assert_eq!(behind("brand=TrueBasics&from=2026-01-01")["total"], json!(0));
    let table = program.get("/api/v1/export/influencers.csv?campaign=Retainer").expect(200).body;
    let ben = table.lines().find(|line| line.starts_with("2,Ben")).unwrap_or_else(|| panic!("no Ben: {table}"));
    assert!(ben.contains(",30,"), "{ben}");
}

#[test]
fn a_campaign_costs_every_payment_that_names_it() {
    let program = loaded();
    let measured = |query: &str| {
        let path = format!("/api/v1/incrementality/campaigns?wait=true{query}");
        program.post_and_wait(&path, "").expect(200).json()
    };
    let answer = measured("");
    let of = |name: &str| {
        let lines = answer["campaigns"].as_array().expect("a list");
        spend(lines.iter().find(|line| line["campaign"] == name).unwrap_or_else(|| panic!("no {name}"))).clone()
    };
    // No other brand has a Monsoon, so what names it alone is its own.
    assert_eq!((of("Monsoon"), of("Diwali")), (json!(161), json!(400)));
    assert_eq!(spend(&answer["rest"]), &json!(37));
    assert_eq!(spend(&measured("&brand=Gritzo")["rest"]), &json!(0));
}
