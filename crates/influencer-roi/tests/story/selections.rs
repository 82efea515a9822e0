//! Random selections: a naive second implementation agrees on every number, and the parts add up to the whole.

use rand_pcg::{Pcg64, rand_core::SeedableRng};
use serde_json::Value;

use crate::{
    oracle::{self, Facts, Method, Num, Numbers, Question},
    program::{Dashboard, Program, ShownNumbers, address, assert_numbers},
    sample, tiny,
};

const TINY_DATASETS: u64 = 100;
const QUESTIONS_OF_EACH: usize = 9;
const QUESTIONS_OF_THE_SAMPLE: usize = 100;

#[test]
fn a_naive_second_implementation_agrees_on_every_number_of_tiny_odd_datasets() {
    let program = Program::start();
    for seed in 0..TINY_DATASETS {
        let mut rng = Pcg64::seed_from_u64(seed);
        let facts = tiny::random_facts(&mut rng);
        load(&program, &facts);
        for _ in 0..QUESTIONS_OF_EACH {
            let question = tiny::random_question(&mut rng, &facts);
            check(&program, &facts, &question, &format!("tiny dataset {seed}"));
        }
    }
}

#[test]
fn a_naive_second_implementation_agrees_on_every_number_of_the_sample() {
    let (program, facts) = (Program::start(), sample::facts());
    let mut rng = Pcg64::seed_from_u64(2);
    for _ in 0..QUESTIONS_OF_THE_SAMPLE {
        let question = tiny::random_question(&mut rng, &facts);
        check(&program, &facts, &question, "the sample");
    }
}

#[test]
fn days_that_are_sent_once_are_the_days_of_the_selection() {
    let (program, facts) = (Program::start(), sample::facts());
    let mut rng = Pcg64::seed_from_u64(3);
    for _ in 0..QUESTIONS_OF_THE_SAMPLE {
        let question = tiny::random_question(&mut rng, &facts);
        let ask = |include: &str| -> Value {
            let mut pairs = question.query_pairs();
            pairs.extend([("limit".to_owned(), "2".to_owned()), ("include".to_owned(), include.to_owned())]);
            program.get(&address("/api/v1/dashboard", &pairs)).expect(200).json()
        };
        let (twice, mut once) = (ask("panels"), ask("panels,days_once"));
        let (from, to) = (&twice["selection"]["from"], &twice["selection"]["to"]);
        let chosen = |day: &Value| {
            let date = day["date"].as_str();
            from.as_str().is_none_or(|from| date >= Some(from)) && to.as_str().is_none_or(|to| date <= Some(to))
        };
        let days: Vec<Value> =
            once["panels"]["daily"].as_array().expect("days").iter().filter(|day| chosen(day)).cloned().collect();
        assert!(once.get("daily").is_none());
        once["daily"] = days.into();
        assert_eq!(once, twice, "{question:?}");
    }
}

fn load(program: &Program, facts: &Facts) {
    let folder = tempfile::tempdir().expect("a folder");
    tiny::write_csv(facts, folder.path()).expect("the files are written");
    program.load_folder(folder.path(), "policy=reject&accept_proposals=true").expect(201);
}

fn check(program: &Program, facts: &Facts, question: &Question, dataset: &str) {
    let about = format!("{dataset}, {question:?}");
    let shown = ask(program, question);
    let expected = oracle::answer(facts, question);
    assert_numbers(&shown.totals, &expected.totals, &about);
    assert_eq!(shown.platforms.len(), expected.platforms.len(), "{about}");
    for ((name, numbers), (platform, expected)) in shown.platforms.iter().zip(&expected.platforms) {
        assert_eq!(name, platform, "{about}");
        assert_numbers(numbers, expected, &format!("{about}, {name}"));
    }
    assert_eq!(shown.top, expected.top, "{about}");
    check_lines(&shown, expected.influencers, &about);
    check_days(&shown, &expected.daily, &about);
    if question.method == Method::Allocated {
        check_sums(program, question, &shown, &about);
    }
}

fn ask(program: &Program, question: &Question) -> Dashboard {
    let mut pairs = question.query_pairs();
    pairs.push(("limit".to_owned(), "100000".to_owned()));
    let shown = program.dashboard(&pairs);
    assert_eq!(shown.influencers.len(), shown.influencers_total);
    shown
}

/// By revenue, ties in roster order.
fn check_lines(shown: &Dashboard, mut expected: Vec<(String, Numbers)>, about: &str) {
    let revenue = |numbers: &Numbers| match numbers["revenue"] {
        Num::Exact(micros) => micros,
        _ => unreachable!("revenue is always exact"),
    };
    expected.sort_by_key(|(_, numbers)| std::cmp::Reverse(revenue(numbers)));
    assert_eq!(shown.influencers.len(), expected.len(), "{about}");
    for ((id, numbers), (expected_id, expected)) in shown.influencers.iter().zip(&expected) {
        assert_eq!(id, expected_id, "{about}");
        assert_numbers(numbers, expected, &format!("{about}, influencer {id}"));
    }
}

fn check_days(shown: &Dashboard, expected: &[(String, i128, i128, i128)], about: &str) {
    let number = |numbers: &ShownNumbers, id: &str| numbers[id].micros();
    let days: Vec<(String, i128, i128, i128)> = shown
        .daily
        .iter()
        .map(|(day, numbers)| {
            let orders = numbers["orders"].value.parse().expect("a count");
            (day.clone(), number(numbers, "revenue"), orders, number(numbers, "organic_revenue"))
        })
        .filter(|(_, revenue, orders, organic)| (*revenue, *orders, *organic) != (0, 0, 0))
        .collect();
    assert_eq!(days, expected, "{about}");
}

/// The sum rule: for a split by any dimension, the parts and the line of what nobody carries make the whole.
fn check_sums(program: &Program, question: &Question, whole: &Dashboard, about: &str) {
    check_lines_sum(question, whole, about);
    let facets = program.get("/api/v1/facets").expect(200).json();
    for dimension in ["brand", "product", "campaign", "category", "platform", "gender", "tier"] {
        let pairs = question.query_pairs();
        let values = facets["dimensions"][dimension].as_array();
        let Some(values) = values.filter(|_| pairs.iter().all(|(name, _)| name != dimension)) else {
            continue;
        };
        let name = |value: &Value| value["value"].as_str().expect("a text").to_owned();
        let parts: Vec<Dashboard> = values.iter().map(|value| part(program, &pairs, dimension, name(value))).collect();
        check_spend(program, question, dimension, whole, &parts, &format!("{about}, split by {dimension}"));
        check_split(question, dimension, whole, &parts, &format!("{about}, split by {dimension}"));
    }
}

fn part(program: &Program, pairs: &[(String, String)], dimension: &str, value: String) -> Dashboard {
    let mut pairs = pairs.to_vec();
    pairs.push((dimension.to_owned(), value));
    pairs.push(("limit".to_owned(), "0".to_owned()));
    program.dashboard(&pairs)
}

fn check_split(question: &Question, dimension: &str, whole: &Dashboard, parts: &[Dashboard], about: &str) {
    let is_of_sales = ["brand", "product", "campaign"].contains(&dimension);
    let sum = |id: &str| parts.iter().map(|part| part.micros(id)).sum::<i128>();
    assert_eq!(sum("revenue"), whole.micros("revenue"), "{about}: revenue");
    assert_eq!(sum("orders"), whole.micros("orders"), "{about}: orders");
    if whole.totals["baseline"].reason.is_none() {
        let by_share = dimension == "campaign" || !is_of_sales;
        let line = if by_share { unassigned_of_whole(question, whole) } else { 0 };
        assert_eq!(sum("baseline") + line, whole.micros("baseline"), "{about}: baseline");
        let incremental = whole.micros("incremental_revenue");
        assert_eq!(sum("incremental_revenue") - line, incremental, "{about}: incremental revenue");
    }
}

/// Each part has, beside its spend, what lies on no sale and may be its own. What names no part at all is reported for every one of
/// them, and of a part that there is not.
fn check_spend(
    program: &Program,
    question: &Question,
    dimension: &str,
    whole: &Dashboard,
    parts: &[Dashboard],
    about: &str,
) {
    let of_all = |id: &str| parts.iter().map(|part| part.micros(id)).sum::<i128>();
    if !["brand", "product", "campaign"].contains(&dimension) {
        assert_eq!(of_all("spend"), whole.micros("spend"), "{about}: spend");
        assert_eq!(of_all("unallocated_spend"), whole.micros("unallocated_spend"), "{about}: unallocated");
        return;
    }
    let of_no_part = part(program, &question.query_pairs(), dimension, "Nobody's".to_owned());
    let left = of_no_part.micros("unallocated_spend");
    if !filters_sales(question) {
        assert_eq!(of_all("spend") + left, whole.micros("spend"), "{about}: spend");
        return;
    }
    let parts_and_left = of_all("spend") + of_all("unallocated_spend") - (parts.len() as i128 - 1) * left;
    assert_eq!(parts_and_left, whole.micros("spend") + whole.micros("unallocated_spend"), "{about}: spend");
}

/// The table's lines are the split by influencer; the platforms' lines the split by platform.
fn check_lines_sum(question: &Question, whole: &Dashboard, about: &str) {
    for lines in [&whole.influencers, &whole.platforms] {
        let sum = |id: &str| lines.iter().map(|(_, numbers)| numbers[id].micros()).sum::<i128>();
        for id in ["revenue", "orders", "spend", "contribution", "profit"] {
            assert_eq!(sum(id), whole.micros(id), "{about}: {id} of the lines");
        }
        if whole.totals["baseline"].reason.is_none() {
            let line = unassigned_of_whole(question, whole);
            assert_eq!(sum("baseline") + line, whole.micros("baseline"), "{about}: baseline of the lines");
        }
    }
}

fn filters_sales(question: &Question) -> bool {
    let values = [&question.brand, &question.product, &question.campaign];
    values.iter().any(|values| !values.is_empty()) || question.from.is_some() || question.to.is_some()
}

/// What the whole counts that no part can: nothing once the whole itself is of some influencers or campaigns.
fn unassigned_of_whole(question: &Question, whole: &Dashboard) -> i128 {
    let Question { campaign, category, platform, gender, tier, influencer, .. } = question;
    let chosen = [campaign, category, platform, gender, tier, influencer].iter().any(|values| !values.is_empty());
    if chosen || !question.q.trim().is_empty() { 0 } else { whole.micros("unassigned_baseline") }
}

#[test]
fn the_export_is_the_table() {
    let program = Program::start();
    let pairs = crate::program::pairs(&[
        ("brand", "Gritzo"),
        ("platform", "YouTube"),
        ("sort", "-spend,name"),
        ("limit", "100000"),
    ]);
    let table = program.dashboard(&pairs);
    let export = program.get(&address("/api/v1/export/influencers.csv", &pairs)).expect(200);
    assert!(export.headers["content-type"].starts_with("text/csv"));
    let mut reader = csv::Reader::from_reader(export.body.as_bytes());
    let headers = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a row")).collect();
    assert_eq!(rows.len(), table.influencers_total);
    for (row, (id, numbers)) in rows.iter().zip(&table.influencers) {
        let cell =
            |name: &str| headers.iter().position(|header| header == name).and_then(|at| row.get(at)).expect("a cell");
        assert_eq!(cell("id"), id);
        for (name, shown) in numbers {
            let expected = if shown.value == "null" { "" } else { &shown.value };
            assert_eq!(cell(name).parse::<f64>().ok(), expected.parse::<f64>().ok(), "{id} {name}");
        }
    }
}
