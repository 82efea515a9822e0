//! A world as the files that the program reads, and its truth beside them.

use std::{fs, path::Path};

use anyhow::Context as _;
use serde_json::json;

use super::world::{Brand, DAYS, FIRST_DAY, Sales, World};

/// Writes the tables and `truth.json` into a folder, which is made.
pub(super) fn write(world: &World, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let days = calendar();
    let mut sales = String::from("source,campaign,influencer_id,brand,product,date,orders,revenue\n");
    let mut payouts = String::from("influencer_id,basis,rate,orders,total_payout,brand,campaign\n");
    let mut people = String::from("id,name,category,gender,followers,platform\n");
    let mut truth = Vec::new();
    for (number, brand) in world.brands.iter().enumerate() {
        sales += &rows(&days, "organic,,", brand, &brand.organic);
        sales += &rows(&days, "paid_ads,,", brand, &brand.ads);
        for (at, code) in brand.codes.iter().enumerate() {
            let id = 10 * (number + 1) + at;
            people += &format!("{id},Person {id},Fitness,F,12000,Instagram\n");
            sales += &rows(&days, &format!("influencer,{},{id}", code.campaign), brand, &code.sales);
            let paid = 0.5 * code.sales.revenue.iter().sum::<f64>();
            payouts += &format!("{id},post,{paid:.2},0,{paid:.2},{},{}\n", brand.name, code.campaign);
            let campaign = code.truth.as_ref().map(|(span, brought)| {
                let brought: serde_json::Map<String, serde_json::Value> =
                    days.iter().zip(brought).map(|(day, brought)| (day.clone(), json!(brought))).collect();
                let (start, end) = (&days[span.start], &days[span.end - 1]);
                json!({"brand": brand.name, "campaign": code.campaign, "start": start, "end": end, "brought": brought})
            });
            truth.extend(campaign);
        }
    }
    let files = [("influencers.csv", people), ("tracking_data.csv", sales), ("payouts.csv", payouts)];
    for (name, text) in files.into_iter().chain([("truth.json", json!({"campaigns": truth}).to_string())]) {
        fs::write(folder.join(name), text).with_context(|| format!("{name} cannot be written"))?;
    }
    Ok(())
}

fn rows(days: &[String], keys: &str, brand: &Brand, sales: &Sales) -> String {
    let row = |day: usize| {
        let (orders, revenue) = (sales.orders[day], sales.revenue[day]);
        (orders > 0.0).then(|| format!("{keys},{0},{0},{1},{orders:.0},{revenue:.2}\n", brand.name, days[day]))
    };
    (0..DAYS).filter_map(row).collect()
}

/// The days as they are written.
fn calendar() -> Vec<String> {
    let is_leap = |year: i16| year % 4 == 0;
    let length = |year: i16, month: i8| match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let next = |(year, month, day): (i16, i8, i8)| match (month, day) {
        (month, day) if day < length(year, month) => (year, month, day + 1),
        (12, _) => (year + 1, 1, 1),
        (month, _) => (year, month + 1, 1),
    };
    std::iter::successors(Some(FIRST_DAY), |day| Some(next(*day)))
        .take(DAYS)
        .map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
        .collect()
}
