use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::calendar::{SALE_EVENTS, TAIL_DAYS};
use super::dice::{Dice, Stream};
use super::{Plan, calendar, fitting, organic, write};

type Row = BTreeMap<String, String>;

/// The files of one plan, read back as a stranger would read them.
struct Files {
    bytes: BTreeMap<String, Vec<u8>>,
    people: Vec<Row>,
    sales: Vec<Row>,
    payments: Vec<Row>,
    posts: Vec<Row>,
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

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for rows in [None, Some(500), Some(20_000)] {
        assert!(generated(&plan(rows, 7)).bytes == generated(&plan(rows, 7)).bytes);
    }
}

#[test]
fn another_seed_gives_other_sales() {
    assert!(generated(&plan(None, 1)).sales != generated(&plan(None, 2)).sales);
}

/// FNV-1a over all files: a change of any byte, on any machine, must be a deliberate change.
#[test]
fn the_bytes_of_a_seed_never_change_unnoticed() {
    let files = generated(&plan(Some(12_000), 7));
    let hash = (files.bytes.values().flatten())
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    assert_eq!(format!("{hash:016x}"), "92ec526a0b410a2b");
}

#[test]
fn there_are_exactly_as_many_rows_as_asked_for() {
    for rows in [1, 2, 10, 240, 300, 500, 900, 1_500, 5_000, 9_000, 50_000] {
        for seed in [1, 2] {
            assert_eq!(generated(&plan(Some(rows), seed)).sales.len() as u64, rows);
        }
    }
}

#[test]
fn a_million_rows_name_a_thousand_influencers_and_the_natural_size_84() {
    let influencers = |rows| fitting::world_of(&plan(rows, 1)).roster.len();
    assert_eq!([None, Some(9_000), Some(1_000_000)].map(influencers), [84, 80, 1_000]);
}

#[test]
fn a_hundred_million_rows_need_no_more_memory_than_two_million() {
    let [few, many] = [2_000_000, 100_000_000].map(|rows| fitting::world_of(&plan(Some(rows), 1)));
    assert!(many.cells.len() < 2 * few.cells.len());
    let orders: i64 = many.cells.iter().map(|cell| cell.most_rows()).sum();
    assert!(orders as u64 >= many.rows && many.rows == 100_000_000);
}

#[test]
fn one_influencer_or_none_asked_for_is_no_reason_to_fail() {
    for influencers in [0, 1, 3] {
        let files = generated(&Plan { rows: Some(2_000), influencers: Some(influencers), seed: 5 });
        assert_eq!(files.people.len() as u32, influencers.max(1) + 1);
        assert_eq!(files.sales.len(), 2_000);
    }
}

#[test]
fn the_natural_size_is_about_eight_thousand_rows_so_nine_thousand_leave_nothing_out() {
    for seed in 1..=12 {
        let rows = fitting::world_of(&plan(None, seed)).rows;
        assert!((7_000..9_000).contains(&rows), "{rows}");
    }
}

#[test]
fn the_truth_agrees_with_the_sums_of_the_files() {
    for rows in [None, Some(1), Some(60), Some(500), Some(1_500), Some(4_000), Some(50_000)] {
        let files = generated(&plan(rows, 3));
        for campaign in &files.campaigns {
            truth_agrees(&files, campaign);
        }
        let spend: i64 = files.campaigns.iter().map(|campaign| true_paise(&campaign["spend"])).sum();
        assert_eq!(spend, sum(&files.payments.iter().collect::<Vec<_>>(), "total_payout"));
    }
}

fn truth_agrees(files: &Files, campaign: &Value) {
    let of_brand =
        |row: &&Row| row["brand"] == campaign["brand"].as_str().unwrap() && window(campaign).contains(&day(row));
    let inside: Vec<&Row> = files.sales.iter().filter(of_brand).collect();
    let (organic, credited): (Vec<&Row>, Vec<&Row>) = inside.iter().partition(|row| row["source"] == "organic");
    let named = |row: &&Row| row["campaign"] == campaign["campaign"].as_str().unwrap();
    assert_eq!(credited.iter().filter(|row| named(row)).count(), credited.len());
    assert_eq!(files.sales.iter().filter(named).count(), credited.len(), "no sale outside the window");
    assert_eq!(sum(&credited, "revenue"), true_paise(&campaign["credited_revenue"]));
    assert_eq!(sum(&organic, "revenue"), true_paise(&campaign["organic_revenue"]));
    let incremental = sum(&inside, "revenue") - true_paise(&campaign["organic_revenue_without_campaign"]);
    assert_eq!(incremental, true_paise(&campaign["incremental_revenue"]));
    // Read back by a parser that may be off by the last bit.
    let expected = incremental as f64 / sum(&credited, "revenue") as f64;
    match campaign["incrementality_factor"].as_f64() {
        Some(factor) => assert!((factor - expected).abs() < 1e-12),
        None => assert!(credited.is_empty()),
    }
}

#[test]
fn without_campaigns_the_shops_would_have_sold_what_was_drawn_first() {
    let files = generated(&plan(None, 11));
    let drawn = organic::draw(3, 1_000, &mut Dice::new(11, Stream::Organic));
    for campaign in &files.campaigns {
        let brand = super::catalogue::BRANDS.iter().position(|brand| brand.name == campaign["brand"]).unwrap();
        let usual: i64 = (drawn.iter())
            .filter(|cell| cell.brand == brand && window(campaign).contains(&cell.day))
            .map(|cell| cell.paise)
            .sum();
        assert_eq!(usual, true_paise(&campaign["organic_revenue_without_campaign"]));
    }
    let inside = |brand: &str, day| {
        files.campaigns.iter().any(|campaign| campaign["brand"] == brand && window(campaign).contains(&day))
    };
    let quiet = files.sales.iter().filter(|row| row["source"] == "organic" && !inside(&row["brand"], day(row)));
    let drawn_quiet = drawn.iter().filter(|cell| !inside(super::catalogue::BRANDS[cell.brand].name, cell.day));
    assert_eq!(sum(&quiet.collect::<Vec<_>>(), "revenue"), drawn_quiet.map(|cell| cell.paise).sum::<i64>());
}

#[test]
fn some_credited_sales_are_taken_from_organic_in_every_campaign() {
    for campaign in generated(&plan(None, 4)).campaigns {
        let factor = campaign["incrementality_factor"].as_f64().unwrap();
        assert!((0.4..1.0).contains(&factor), "{campaign}");
    }
}

#[test]
fn every_brand_has_sixty_days_without_influencers_and_two_campaigns() {
    for (seed, rows) in [(1, None), (2, Some(50_000)), (3, Some(1_200))] {
        let files = generated(&plan(rows, seed));
        for brand in ["MuscleBlaze", "HKVitals", "Gritzo"] {
            let influenced = files.sales.iter().filter(|row| row["brand"] == brand && row["source"] == "influencer");
            assert!(influenced.map(day).min().unwrap() >= 60);
            assert_eq!(files.campaigns.iter().filter(|campaign| campaign["brand"] == brand).count(), 2);
        }
    }
}

#[test]
fn the_first_sale_of_a_campaign_is_on_its_first_day() {
    let files = generated(&plan(None, 8));
    for campaign in &files.campaigns {
        let named = files.sales.iter().filter(|row| row["campaign"] == campaign["campaign"].as_str().unwrap());
        assert_eq!(named.map(day).min().unwrap(), *window(campaign).start());
    }
}

#[test]
fn every_brand_sells_several_products_on_each_of_the_240_days() {
    let files = generated(&plan(None, 6));
    let organic: BTreeSet<_> = (files.sales.iter())
        .filter(|row| row["source"] == "organic")
        .map(|row| (row["brand"].clone(), row["product"].clone(), row["date"].clone()))
        .collect();
    assert_eq!(organic.len(), 13 * 240);
    assert_eq!(files.sales[0]["date"], "2026-01-01");
    assert_eq!(files.sales.last().unwrap()["date"], "2026-08-28");
}

#[test]
fn no_sale_event_and_no_campaign_of_another_brand_disturbs_a_campaign() {
    for seed in 1..=20 {
        let campaigns = fitting::world_of(&plan(None, seed)).campaigns;
        for pair in campaigns.windows(2) {
            assert!(pair[0].last_sale() < pair[1].start);
        }
        for campaign in &campaigns {
            let disturbs =
                |event: &calendar::SaleEvent| event.first <= campaign.last_counted() && event.last >= campaign.start;
            assert!(!SALE_EVENTS.iter().any(disturbs));
            let counted = campaign.last_counted() - campaign.start + 1;
            let clean: u16 = calendar::QUIET_DAYS - (SALE_EVENTS[0].last - SALE_EVENTS[0].first + 1);
            assert!(clean >= 3 * counted);
        }
    }
}

#[test]
fn all_five_tiers_and_all_four_platforms_are_there() {
    for seed in 1..=20 {
        let roster = fitting::world_of(&plan(None, seed)).roster;
        let tiers: BTreeSet<usize> = (roster.iter())
            .map(|person| [10_000, 100_000, 500_000, 1_000_000].iter().filter(|&&low| person.followers >= low).count())
            .collect();
        let platforms: BTreeSet<&str> = roster.iter().map(|person| person.platform).collect();
        assert_eq!((tiers.len(), platforms.len()), (5, 4));
    }
}

#[test]
fn the_figures_are_of_a_plausible_size() {
    for seed in 1..=8 {
        let files = generated(&plan(None, seed));
        let (organic, credited): (Vec<&Row>, Vec<&Row>) =
            files.sales.iter().partition(|row| row["source"] == "organic");
        let spend = sum(&files.payments.iter().collect::<Vec<_>>(), "total_payout") as f64;
        let revenue = sum(&credited, "revenue") as f64;
        let roas = revenue / spend;
        let incremental = (revenue - sum(&organic, "revenue") as f64) / spend;
        assert!((1.8..3.4).contains(&roas) && (-3.2..3.0).contains(&incremental), "{seed}: {roas} {incremental}");
    }
}

#[test]
fn an_order_is_worth_600_to_4000_rupees() {
    for rows in [None, Some(30_000)] {
        for row in generated(&plan(rows, 9)).sales {
            let orders: i64 = row["orders"].parse().unwrap();
            let each = paise(&row["revenue"]) / orders.max(1) / 100;
            assert!(orders == 0 || (600..=4_000).contains(&each), "{row:?}");
        }
    }
}

#[test]
fn there_are_winners_and_losers_and_payments_of_both_kinds() {
    let files = generated(&plan(None, 1));
    let roas: Vec<f64> = (by_person(&files.payments, "total_payout").into_iter())
        .map(|(id, spend)| *by_person(&files.sales, "revenue").get(&id).unwrap_or(&0) as f64 / spend as f64)
        .collect();
    assert!(roas.iter().filter(|&&roas| roas < 1.0).count() >= 5);
    assert!(roas.iter().filter(|&&roas| roas > 3.0).count() >= 5);
    for payment in &files.payments {
        let (rate, total) = (paise(&payment["rate"]), paise(&payment["total_payout"]));
        let orders: i64 = payment["orders"].parse().unwrap();
        match payment["basis"].as_str() {
            "order" => assert_eq!(rate * orders, total),
            "post" => assert!(orders == 0 && total % rate == 0 && total / rate <= 4),
            other => panic!("{other}"),
        }
    }
    let kinds: BTreeSet<_> = (files.payments.iter())
        .map(|row| (row["basis"].clone(), row["brand"].is_empty(), row["campaign"].is_empty()))
        .collect();
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}

fn by_person(rows: &[Row], column: &str) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for row in rows.iter().filter(|row| !row["influencer_id"].is_empty()) {
        *sums.entry(row["influencer_id"].clone()).or_default() += paise(&row[column]);
    }
    sums
}

#[test]
fn the_blemishes_are_there_and_each_is_only_worth_a_warning() {
    for seed in 1..=5 {
        let files = generated(&plan(None, seed));
        let ids: BTreeSet<&String> = files.people.iter().map(|row| &row["id"]).collect();
        let distinct: BTreeSet<&Row> = files.people.iter().collect();
        assert_eq!((files.people.len(), ids.len(), distinct.len()), (85, 84, 84));
        let strangers =
            files.sales.iter().filter(|row| row["source"] == "influencer" && !ids.contains(&row["influencer_id"]));
        assert_eq!(strangers.count(), 1);
        assert_eq!(files.sales.iter().filter(|row| paise(&row["revenue"]) < 0).count(), 1);
        assert!((1..=2).contains(&files.people.iter().filter(|row| row["platform"] == "Youtube").count()));
        let paid = by_person(&files.payments, "total_payout");
        assert!(paid.keys().all(|id| ids.contains(id)));
        let unpaid =
            by_person(&files.sales, "revenue").into_keys().filter(|id| ids.contains(id) && !paid.contains_key(id));
        assert!(unpaid.count() >= 1);
        let payments_of = |id: &String| files.payments.iter().filter(|row| &row["influencer_id"] == id).count();
        assert!(paid.keys().any(|id| payments_of(id) > 1));
        assert!(files.posts.iter().all(|row| ids.contains(&row["influencer_id"])));
    }
}
