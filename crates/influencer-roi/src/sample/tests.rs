//! The files of a plan, read back as a stranger would read them.

mod payments;
mod sizes;
mod truth;
mod world;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use super::calendar::TAIL_DAYS;
use super::{Plan, calendar, write};

type Row = BTreeMap<String, String>;

struct Files {
    bytes: BTreeMap<String, Vec<u8>>,
    people: Vec<Row>,
    sales: Vec<Row>,
    payments: Vec<Row>,
    posts: Vec<Row>,
    truth: Value,
    campaigns: Vec<Value>,
}

fn plan(rows: Option<u64>, seed: u64) -> Plan {
    Plan { rows, influencers: None, seed }
}

fn generated(plan: &Plan) -> Files {
    let folder = tempfile::tempdir().unwrap();
    let written = write(plan, &folder.path().join("new/folder")).unwrap();
    let bytes = (written.files.iter())
        .map(|file| (file_name(&file.path), std::fs::read(&file.path).unwrap()))
        .collect::<BTreeMap<_, _>>();
    let truth: Value = serde_json::from_slice(&bytes["truth.json"]).unwrap();
    let files = Files {
        people: rows(&bytes["influencers.csv"]),
        sales: rows(&bytes["tracking_data.csv"]),
        payments: rows(&bytes["payouts.csv"]),
        posts: rows(&bytes["posts.csv"]),
        campaigns: truth["campaigns"].as_array().unwrap().clone(),
        truth,
        bytes,
    };
    let counted = [&files.people, &files.sales, &files.payments, &files.posts].map(|rows| rows.len() as u64);
    assert_eq!(counted.to_vec(), written.files[..4].iter().map(|file| file.rows).collect::<Vec<_>>());
    files
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut csv = csv::Reader::from_reader(bytes);
    let header = csv.headers().unwrap().clone();
    let named = |record: csv::StringRecord| {
        let cells = header.iter().zip(&record);
        cells.map(|(name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    csv.records().map(|record| named(record.unwrap())).collect()
}

/// `"1234.50"` is 123450 paise.
fn paise(text: &str) -> i64 {
    let (rupees, rest) = text.split_once('.').unwrap();
    assert_eq!(rest.len(), 2, "{text}");
    format!("{rupees}{rest}").parse().unwrap()
}

/// A money value of the truth, which must be a whole number of paise as it stands in the file.
fn true_paise(value: &Value) -> i64 {
    let text = value.to_string();
    let (rupees, rest) = text.split_once('.').unwrap();
    paise(&format!("{rupees}.{rest:0<2}"))
}

fn sum(rows: &[&Row], column: &str) -> i64 {
    rows.iter().map(|row| paise(&row[column])).sum()
}

fn day(row: &Row) -> calendar::Day {
    day_of(&row["date"])
}

fn day_of(text: &str) -> calendar::Day {
    let date: jiff::civil::Date = text.parse().unwrap();
    (date - calendar::FIRST_DAY).get_days() as calendar::Day
}

fn window(campaign: &Value) -> std::ops::RangeInclusive<calendar::Day> {
    day_of(text_of(&campaign["start"]))..=day_of(text_of(&campaign["end"])) + TAIL_DAYS
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// What counts as spend: everything but what was called back.
fn spend(files: &Files) -> Vec<&Row> {
    files.payments.iter().filter(|row| row["status"] != "cancelled").collect()
}

fn by_person<'r>(rows: impl IntoIterator<Item = &'r Row>, column: &str) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for row in rows.into_iter().filter(|row| !row["influencer_id"].is_empty()) {
        *sums.entry(row["influencer_id"].clone()).or_default() += paise(&row[column]);
    }
    sums
}
