use std::collections::BTreeSet;

use super::super::calendar::{QUIET_DAYS, SALE_EVENTS, STOCK_OUT, SaleEvent};
use super::super::catalogue::BRANDS;
use super::super::fitting;
use super::{Row, by_person, day, generated, paise, plan, spend, sum, window};

#[test]
fn every_brand_has_quiet_days_before_its_campaigns_and_two_campaigns_or_more() {
    for (seed, rows) in [(1, None), (2, Some(50_000)), (3, Some(1_200))] {
        let files = generated(&plan(rows, seed));
        for brand in ["MuscleBlaze", "HKVitals", "Gritzo"] {
            let named = files.sales.iter().filter(|row| row["brand"] == brand && !row["campaign"].is_empty());
            let first = named.filter(|row| row["campaign"] != "MB_Affiliate").map(day).min().unwrap();
            assert!(first >= QUIET_DAYS);
            assert!(files.campaigns.iter().filter(|campaign| campaign["brand"] == brand).count() >= 2);
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
fn every_brand_sells_on_each_of_the_240_days_and_every_product_at_some_time() {
    let files = generated(&plan(None, 6));
    let organic = || files.sales.iter().filter(|row| row["source"] == "organic");
    let days: BTreeSet<_> = organic().map(|row| (&row["brand"], &row["date"])).collect();
    let products: BTreeSet<_> = organic().map(|row| &row["product"]).collect();
    assert_eq!((days.len(), products.len()), (3 * 240, 13));
    assert_eq!(files.sales[0]["date"], "2026-01-01");
    assert_eq!(files.sales.last().unwrap()["date"], "2026-08-28");
}

#[test]
fn one_campaign_has_a_festival_inside_and_two_of_one_brand_overlap() {
    for seed in 1..=20 {
        let campaigns = fitting::world_of(&plan(None, seed)).campaigns;
        let mut overlapping = Vec::new();
        for campaign in &campaigns {
            let disturbs = |event: &SaleEvent| event.first <= campaign.last_counted() && event.last >= campaign.start;
            let disturbed: Vec<&str> =
                SALE_EVENTS.iter().filter(|event| disturbs(event)).map(|event| event.name).collect();
            let expected: &[&str] = if campaign.name == "Gritzo_SummerBreak" { &["Eid sale"] } else { &[] };
            assert_eq!(disturbed, expected, "{}", campaign.name);
            assert!(campaign.brand != STOCK_OUT.brand || campaign.last_counted() < STOCK_OUT.first);
            let others = campaigns.iter().filter(|other| other.name != campaign.name && other.overlaps(campaign));
            overlapping.extend(others.map(|other| other.name));
        }
        assert_eq!(overlapping, ["MB_WheyWeek", "MB_MonsoonGains"]);
    }
}

/// Sums over the days of a brand, of its organic revenue.
fn a_day(rows: &[Row], brand: &str, days: std::ops::RangeInclusive<u16>) -> i64 {
    let length = days.clone().count() as i64;
    let meant = |row: &&Row| row["source"] == "organic" && row["brand"] == brand && days.contains(&day(row));
    sum(&rows.iter().filter(meant).collect::<Vec<_>>(), "revenue") / length
}

#[test]
fn a_sale_lifts_every_brand_and_a_stock_out_stops_one() {
    for seed in 1..=5 {
        let files = generated(&plan(None, seed));
        let event = &SALE_EVENTS[0];
        for brand in BRANDS {
            let usual = a_day(&files.sales, brand.name, 0..=event.first - 1);
            assert!(10 * a_day(&files.sales, brand.name, event.first..=event.last) > 11 * usual);
        }
        let out = BRANDS[STOCK_OUT.brand].name;
        let usual = a_day(&files.sales, out, 0..=QUIET_DAYS);
        assert!(2 * a_day(&files.sales, out, STOCK_OUT.first..=STOCK_OUT.last) < usual);
    }
}

/// The coefficient of variation of a brand's organic revenue by day, outside campaigns and sales.
#[test]
fn days_are_noisy_and_orders_are_worth_very_different_amounts() {
    let files = generated(&plan(None, 4));
    for brand in BRANDS {
        let days: Vec<f64> = (30..QUIET_DAYS).map(|day| a_day(&files.sales, brand.name, day..=day) as f64).collect();
        let mean = days.iter().sum::<f64>() / days.len() as f64;
        let variance = days.iter().map(|day| (day - mean).powi(2)).sum::<f64>() / days.len() as f64;
        assert!((0.2..0.7).contains(&(variance.sqrt() / mean)), "{}", variance.sqrt() / mean);
    }
    let single = files.sales.iter().filter(|row| row["orders"] == "1");
    let mut values: Vec<i64> = single.map(|row| paise(&row["revenue"]) / 100).collect();
    values.sort_unstable();
    let at = |permille: usize| values[values.len() * permille / 1000];
    assert!(at(995) > 4 * at(500), "{} {}", at(995), at(500));
    assert!(values[0] >= 150 && values[values.len() - 1] <= 40_000, "{} {:?}", values[0], values.last());
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
fn the_published_formula_and_the_truth_are_of_a_plausible_size() {
    for seed in 1..=8 {
        let files = generated(&plan(None, seed));
        let (organic, credited): (Vec<&Row>, Vec<&Row>) =
            files.sales.iter().partition(|row| row["source"] == "organic");
        let spend = sum(&spend(&files), "total_payout") as f64;
        let revenue = sum(&credited, "revenue") as f64;
        let published = (revenue - sum(&organic, "revenue") as f64) / spend;
        let brought: i64 = files.campaigns.iter().map(|campaign| super::true_paise(&campaign["new_revenue"])).sum();
        let (roas, lift) = (revenue / spend, brought as f64 / spend);
        assert!((2.0..3.5).contains(&roas) && (0.3..2.0).contains(&published), "{seed}: {roas} {published}");
        assert!(published < lift && lift < roas, "{seed}: {published} {lift} {roas}");
    }
}

#[test]
fn most_influencers_have_tens_of_orders_and_a_few_have_thousands() {
    let files = generated(&plan(None, 7));
    let mut orders = std::collections::BTreeMap::<&str, i64>::new();
    for row in files.sales.iter().filter(|row| row["source"] == "influencer") {
        *orders.entry(&row["influencer_id"]).or_default() += row["orders"].parse::<i64>().unwrap();
    }
    let count = |range: std::ops::Range<i64>| orders.values().filter(|orders| range.contains(orders)).count();
    assert!(count(1..10) >= 8 && count(10..150) >= 30 && count(150..5_000) >= 15, "{orders:?}");
    let paid = by_person(spend(&files), "total_payout");
    let sold = by_person(&files.sales, "revenue");
    let roas: Vec<f64> = paid.iter().map(|(id, &spend)| *sold.get(id).unwrap_or(&0) as f64 / spend as f64).collect();
    assert!(roas.iter().filter(|&&roas| roas < 1.5).count() >= 10, "{roas:?}");
    assert!(roas.iter().filter(|&&roas| roas > 4.0).count() >= 10, "{roas:?}");
}
