use std::collections::BTreeMap;

use super::super::calendar::{self, DAYS};
use super::super::dice::{Dice, Stream};
use super::super::{catalogue::BRANDS, organic};
use super::{Files, Row, Value, day, generated, plan, spend, sum, true_paise, window};

/// By brand and day: revenue of all rows, less what there would have been without campaigns.
fn added(files: &Files) -> BTreeMap<(String, calendar::Day), i64> {
    let mut added = BTreeMap::new();
    for row in &files.sales {
        *added.entry((row["brand"].clone(), day(row))).or_default() += super::paise(&row["revenue"]);
    }
    for brand in files.truth["brands"].as_array().unwrap() {
        let usual = brand["revenue_without_campaigns"].as_array().unwrap();
        assert_eq!(usual.len(), usize::from(DAYS));
        for (day, revenue) in (0..).zip(usual) {
            *added.entry((super::text_of(&brand["brand"]).to_owned(), day)).or_default() -= true_paise(revenue);
        }
    }
    added
}

#[test]
fn the_truth_agrees_with_the_sums_of_the_files() {
    for rows in [None, Some(1), Some(60), Some(500), Some(1_500), Some(4_000), Some(50_000)] {
        let files = generated(&plan(rows, 3));
        let added = added(&files);
        for campaign in &files.campaigns {
            truth_agrees(&files, campaign, &added);
        }
        let always_on = files.truth["always_on"].as_array().unwrap();
        let known: i64 = files.campaigns.iter().chain(always_on).map(|work| true_paise(&work["spend"])).sum();
        assert_eq!(known, sum(&spend(&files), "total_payout"));
        let codes = files.sales.iter().filter(|row| row["campaign"] == "MB_Affiliate");
        let revenue = sum(&codes.collect::<Vec<_>>(), "revenue");
        assert_eq!(revenue, always_on.iter().map(|work| true_paise(&work["credited_revenue"])).sum::<i64>());
    }
}

fn truth_agrees(files: &Files, campaign: &Value, added: &BTreeMap<(String, calendar::Day), i64>) {
    let brand = super::text_of(&campaign["brand"]);
    let named = |row: &&Row| row["campaign"] == campaign["campaign"].as_str().unwrap();
    let credited: Vec<&Row> = files.sales.iter().filter(named).collect();
    assert!(credited.iter().all(|row| row["brand"] == brand && window(campaign).contains(&day(row))));
    assert_eq!(sum(&credited, "revenue"), true_paise(&campaign["credited_revenue"]));
    let inside = |row: &&Row| row["brand"] == brand && window(campaign).contains(&day(row));
    let organic = files.sales.iter().filter(inside).filter(|row| row["source"] == "organic");
    assert_eq!(sum(&organic.collect::<Vec<_>>(), "revenue"), true_paise(&campaign["organic_revenue"]));
    let brought: i64 = window(campaign).filter_map(|day| added.get(&(brand.to_owned(), day))).sum();
    assert_eq!(brought, true_paise(&campaign["incremental_revenue"]));
}

#[test]
fn what_each_campaign_added_sums_to_what_all_of_them_did() {
    for (rows, seed) in [(None, 3), (None, 7), (Some(50_000), 2)] {
        let files = generated(&plan(rows, seed));
        let new: i64 = files.campaigns.iter().map(|campaign| true_paise(&campaign["new_revenue"])).sum();
        assert_eq!(new, added(&files).values().sum::<i64>());
        for campaign in &files.campaigns {
            let alone = campaign["overlaps"].as_array().unwrap().is_empty();
            assert_eq!(alone, campaign["new_revenue"] == campaign["incremental_revenue"], "{campaign}");
        }
    }
}

#[test]
fn without_campaigns_the_shops_would_have_sold_what_was_drawn_first() {
    let files = generated(&plan(None, 11));
    let drawn = organic::draw(3, 1_000, &mut Dice::new(11, Stream::Organic));
    for campaign in &files.campaigns {
        let brand = BRANDS.iter().position(|brand| brand.name == campaign["brand"]).unwrap();
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
    let drawn_quiet = drawn.iter().filter(|cell| !inside(BRANDS[cell.brand].name, cell.day));
    assert_eq!(sum(&quiet.collect::<Vec<_>>(), "revenue"), drawn_quiet.map(|cell| cell.paise).sum::<i64>());
}

/// Buyers who would have come anyway use the codes: organic sales fall while a campaign runs.
#[test]
fn some_credited_sales_are_taken_from_organic_in_every_campaign() {
    for seed in 1..=8 {
        let shares: Vec<f64> = generated(&plan(None, seed))
            .campaigns
            .iter()
            .map(|campaign| {
                assert!(
                    true_paise(&campaign["organic_revenue"])
                        < true_paise(&campaign["organic_revenue_without_campaign"])
                );
                campaign["new_share"].as_f64().unwrap()
            })
            .collect();
        assert!(shares.iter().all(|share| (0.3..0.98).contains(share)), "{shares:?}");
        assert!(shares.iter().any(|&share| share < 0.75) && shares.iter().any(|&share| share > 0.88), "{shares:?}");
    }
}
