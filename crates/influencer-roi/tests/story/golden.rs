//! The original example: what the first program answered for every filter, by the literal method.

use std::path::Path;

use serde_json::Value;

use crate::{
    oracle::{self, Class, Facts, Method, Num, Payment, Person, Question, Sale},
    program::{Dashboard, Program, assert_numbers, pairs},
    tiny,
};

const MICROS: i128 = 1_000_000;

fn person(id: &str, name: &str, category: &str, gender: &str, followers: i64, platform: &str) -> Person {
    let [id, name, category, gender, platform] = [id, name, category, gender, platform].map(str::to_owned);
    Person { id, name, category, gender, platform, followers: Some(followers) }
}

fn sale(class: Class, campaign: &str, influencer: &str, brand: &str, day: &str, orders: i64, revenue: i128) -> Sale {
    let [campaign, influencer, brand, day] = [campaign, influencer, brand, day].map(str::to_owned);
    Sale { class, influencer, product: brand.clone(), brand, campaign, day, orders, revenue: revenue * MICROS }
}

fn payment(influencer: &str, basis: &str, amount: i128) -> Payment {
    let [influencer, basis] = [influencer, basis].map(str::to_owned);
    Payment { influencer, basis, amount: amount * MICROS, brand: String::new(), campaign: String::new() }
}

/// Six influencers, eight influencer sales, three organic ones, six payouts.
pub(crate) fn facts() -> Facts {
    use Class::{Influencer, Organic};
    Facts {
        people: vec![
            person("1", "Aisha Sharma", "Fitness", "Female", 2_500_000, "Instagram"),
            person("2", "Rohan Verma", "Wellness", "Male", 800_000, "YouTube"),
            person("3", "Priya Patel", "Nutrition", "Female", 500_000, "Instagram"),
            person("4", "Vikram Singh", "Fitness", "Male", 5_000_000, "YouTube"),
            person("5", "Sneha Gupta", "Wellness", "Female", 150_000, "Twitter"),
            person("6", "Arjun Reddy", "Grit/Motivation", "Male", 1_200_000, "Instagram"),
        ],
        sales: vec![
            sale(Influencer, "MB_SummerFit", "1", "MuscleBlaze", "2024-06-01", 150, 45_000),
            sale(Influencer, "MB_SummerFit", "1", "MuscleBlaze", "2024-06-15", 120, 38_000),
            sale(Influencer, "MB_SummerFit", "6", "MuscleBlaze", "2024-06-20", 200, 65_000),
            sale(Influencer, "HKV_Wellness", "2", "HKVitals", "2024-06-05", 80, 24_000),
            sale(Influencer, "HKV_Wellness", "2", "HKVitals", "2024-06-25", 95, 29_000),
            sale(Influencer, "HKV_Wellness", "3", "HKVitals", "2024-06-10", 50, 15_000),
            sale(Influencer, "Gritzo_Power", "4", "Gritzo", "2024-06-12", 300, 120_000),
            sale(Influencer, "Gritzo_Power", "5", "Gritzo", "2024-06-18", 20, 5_000),
            sale(Organic, "", "", "MuscleBlaze", "2024-06-01", 500, 150_000),
            sale(Organic, "", "", "HKVitals", "2024-06-01", 300, 90_000),
            sale(Organic, "", "", "Gritzo", "2024-06-01", 150, 60_000),
        ],
        payments: vec![
            payment("1", "post", 80_000),
            payment("2", "post", 100_000),
            payment("3", "order", 5_000),
            payment("4", "post", 150_000),
            payment("5", "order", 1_600),
            payment("6", "post", 60_000),
        ],
        posts: Vec::new(),
    }
}

fn program_with_the_example() -> Program {
    let (program, folder) = (Program::start(), tempfile::tempdir().expect("a folder"));
    tiny::write_csv(&facts(), folder.path()).expect("the files are written");
    program.load_folder(folder.path(), "policy=reject").expect(201);
    program
}

/// Every combination of brand, platform, category and search that the original answers cover.
fn questions() -> Vec<[&'static str; 4]> {
    let mut questions = Vec::new();
    for brand in ["", "MuscleBlaze", "HKVitals", "Gritzo"] {
        for platform in ["", "Instagram", "YouTube", "Twitter"] {
            for category in ["", "Fitness", "Wellness", "Nutrition", "Grit/Motivation"] {
                for search in ["", "a", "sin", "ROHAN", "zzz"] {
                    questions.push([brand, platform, category, search]);
                }
            }
        }
    }
    questions
}

fn literal(question: &[&str; 4]) -> Vec<(String, String)> {
    let [brand, platform, category, search] = question;
    pairs(&[("brand", brand), ("platform", platform), ("category", category), ("q", search), ("method", "literal")])
}

#[test]
fn the_literal_method_answers_four_hundred_filters_as_the_published_formula_does() {
    let (program, facts) = (program_with_the_example(), facts());
    let questions = questions();
    assert_eq!(questions.len(), 400);
    for question in questions {
        let shown = program.dashboard(&literal(&question));
        let [brand, platform, category, search] = question;
        let chosen = |value: &str| {
            if value.is_empty() { Vec::new() } else { vec![value.to_owned()] }
        };
        let asked = Question {
            brand: chosen(brand),
            platform: chosen(platform),
            category: chosen(category),
            q: search.to_owned(),
            method: Method::Literal,
            ..Question::default()
        };
        let expected = oracle::answer(&facts, &asked);
        assert_numbers(&shown.totals, &expected.totals, &format!("{question:?}"));
        assert_eq!(shown.top, expected.top, "{question:?}");
    }
}

#[test]
fn the_whole_example_is_as_its_authors_published_it() {
    let program = program_with_the_example();
    for method in ["literal", "allocated"] {
        let shown = program.dashboard(&pairs(&[("method", method)]));
        let value = |id: &str| shown.totals[id].value.as_str();
        assert_eq!([value("revenue"), value("spend"), value("orders")], ["341000", "396600", "1015"]);
        assert_eq!([value("roas"), value("incremental_roas")], ["0.8598083711548159", "0.10337871911245587"]);
        assert_eq!(shown.top, ["4", "1", "6", "2", "3"]);
    }
}

#[test]
fn sharing_out_changes_what_a_filter_would_misstate() {
    let program = program_with_the_example();
    let incremental_roas = |filter: (&str, &str), method: &str| {
        let shown = program.dashboard(&pairs(&[filter, ("method", method)]));
        shown.totals["incremental_roas"].value.parse::<f64>().expect("a number")
    };
    let near = |found: f64, published: f64, digits: f64| (found - published).abs() < digits;
    assert!(near(incremental_roas(("platform", "Twitter"), "literal"), -184.4, 0.05));
    assert!(near(incremental_roas(("platform", "Twitter"), "allocated"), 1.63, 0.005));
    assert!(near(incremental_roas(("brand", "MuscleBlaze"), "literal"), -0.005, 0.0005));
    assert!(near(incremental_roas(("brand", "MuscleBlaze"), "allocated"), -0.014, 0.0005));
}

/// The published answers themselves, where the shared folder is there.
#[test]
fn the_published_answers_are_reproduced_where_they_are_at_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/golden/seed-app");
    let Ok(text) = std::fs::read_to_string(folder.join("answers.json")) else {
        eprintln!("skipped: {} is missing; the example's own statement is checked above", folder.display());
        return;
    };
    let program = Program::start();
    program.load_folder(&folder, "policy=reject").expect(201);
    let answers: Vec<Value> = serde_json::from_str(&text).expect("a list");
    assert_eq!(answers.len(), 400);
    for answer in &answers {
        let filter = |name: &str| match answer["filters"][name].as_str().expect("a text") {
            "All" => "",
            value => value,
        };
        let question = [filter("brand"), filter("platform"), filter("category"), filter("search_term")];
        check_published(&program.dashboard(&literal(&question)), answer);
    }
}

fn check_published(shown: &Dashboard, answer: &Value) {
    let about = answer["filters"].to_string();
    for id in ["revenue", "spend", "orders"] {
        let published = answer[id].as_f64().expect("a number");
        assert_eq!(shown.totals[id].value.parse::<f64>().ok(), Some(published), "{about} {id}");
    }
    for id in ["roas", "incremental_roas"] {
        // The original says 0 where nothing can be divided; here that is no value.
        let expected = if shown.totals["spend"].value == "0" { None } else { answer[id].as_f64() };
        assert_eq!(shown.totals[id].value.parse::<f64>().ok(), expected, "{about} {id}");
    }
    let earns = |id: &&Value| {
        let lines = answer["influencers"].as_array().expect("a list");
        lines.iter().any(|line| line["id"] == **id && line["total_revenue"].as_f64() > Some(0.0))
    };
    let top = answer["top"].as_array().expect("a list");
    let top: Vec<String> = top.iter().filter(earns).map(Value::to_string).collect();
    assert_eq!(shown.top, top, "{about}");
    for line in answer["influencers"].as_array().expect("a list") {
        let id = line["id"].to_string();
        let (_, numbers) = shown.influencers.iter().find(|(shown, _)| *shown == id).expect("a line for everybody");
        for (name, published) in [("revenue", "total_revenue"), ("orders", "total_orders"), ("spend", "total_cost")] {
            assert_eq!(numbers[name].value.parse::<f64>().ok(), line[published].as_f64(), "{about} {id} {name}");
        }
    }
}

#[test]
fn a_number_that_cannot_be_divided_is_no_zero() {
    let shown = program_with_the_example().dashboard(&pairs(&[("q", "zzz")]));
    assert_numbers(&shown.totals, &[("roas", Num::None("no_spend"))].into(), "nobody");
    assert_eq!(shown.influencers_total, 0);
}
