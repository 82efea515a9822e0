//! Files of evenly busy campaigns: about a million cells whatever the number of rows, which real exports reach after years.

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    path::Path,
};

use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_pcg::Pcg64Mcg;

const INFLUENCERS: usize = 1_000;
const DAYS: usize = 730;
const BRANDS: [&str; 3] = ["MuscleBlaze", "HKVitals", "Gritzo"];
const PRODUCTS: usize = 8;
const CAMPAIGNS: usize = 42;
/// The cells of one influencer: products times days.
const CAMPAIGNS_OF_ONE: usize = 6;
const PRODUCTS_OF_ONE: usize = 3;
const CAMPAIGN_DAYS: usize = 55;
const CATEGORIES: [&str; 5] = ["Fitness", "Nutrition", "Yoga", "Parenting", "Lifestyle"];
const PLATFORMS: [&str; 3] = ["Instagram", "YouTube", "Twitter"];
const GENDERS: [&str; 2] = ["Female", "Male"];

/// Sales of one influencer, or organic sales, of one product on one day.
struct SalesCell {
    influencer: Option<usize>,
    campaign: usize,
    product: usize,
    day: usize,
}

/// Writes the four files, with `rows` tracking rows spread evenly over the same cells.
pub(super) fn write(rows: u64, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let mut dice = Pcg64Mcg::seed_from_u64(4);
    write_influencers(folder, &mut dice)?;
    let cells = cells(&mut dice);
    write_payouts(folder, &mut dice)?;
    write_posts(folder, &mut dice)?;
    write_tracking(folder, &cells, rows, &mut dice)
}

fn file(folder: &Path, name: &str) -> anyhow::Result<BufWriter<File>> {
    Ok(BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?))
}

fn write_influencers(folder: &Path, dice: &mut Pcg64Mcg) -> anyhow::Result<()> {
    let mut out = file(folder, "influencers.csv")?;
    writeln!(out, "id,name,category,gender,followers,platform")?;
    for id in 0..INFLUENCERS {
        let followers = 10_f64.powf(dice.random_range(3.0..6.5)) as u64;
        let [category, platform, gender] =
            [&CATEGORIES[..], &PLATFORMS, &GENDERS].map(|values| *values.choose(dice).unwrap_or(&""));
        writeln!(out, "INF{id:04},Creator {id},{category},{gender},{followers},{platform}")?;
    }
    Ok(out.flush()?)
}

fn cells(dice: &mut Pcg64Mcg) -> Vec<SalesCell> {
    let mut cells = Vec::new();
    for day in 0..DAYS {
        let organic = |product| SalesCell { influencer: None, campaign: 0, product, day };
        cells.extend((0..BRANDS.len() * PRODUCTS).map(organic));
    }
    for influencer in 0..INFLUENCERS {
        for campaign in rand::seq::index::sample(dice, CAMPAIGNS, CAMPAIGNS_OF_ONE) {
            let first = dice.random_range(0..DAYS - CAMPAIGN_DAYS);
            for product in rand::seq::index::sample(dice, PRODUCTS, PRODUCTS_OF_ONE) {
                let product = campaign % BRANDS.len() * PRODUCTS + product;
                let cell = |day| SalesCell { influencer: Some(influencer), campaign, product, day };
                cells.extend((first..first + CAMPAIGN_DAYS).map(cell));
            }
        }
    }
    // As exports come: by day.
    cells.sort_by_key(|cell| cell.day);
    cells
}

fn write_tracking(folder: &Path, cells: &[SalesCell], rows: u64, dice: &mut Pcg64Mcg) -> anyhow::Result<()> {
    let mut out = file(folder, "tracking_data.csv")?;
    writeln!(out, "source,campaign,influencer_id,brand,product,date,orders,revenue")?;
    let count = cells.len() as u64;
    for (at, cell) in (0_u64..).zip(cells) {
        let brand = BRANDS[cell.product / PRODUCTS];
        let date = date(cell.day);
        for _ in rows * at / count..rows * (at + 1) / count {
            let (orders, paise) = (dice.random_range(1..4), dice.random_range(30_000..900_000));
            match cell.influencer {
                None => write!(out, "organic,,,")?,
                Some(id) => write!(out, "influencer,{brand}_{:02},INF{id:04},", cell.campaign)?,
            }
            let (rupees, paise) = (paise / 100, paise % 100);
            writeln!(out, "{brand},{brand} {},{date},{orders},{rupees}.{paise:02}", cell.product % PRODUCTS)?;
        }
    }
    Ok(out.flush()?)
}

fn write_payouts(folder: &Path, dice: &mut Pcg64Mcg) -> anyhow::Result<()> {
    let mut out = file(folder, "payouts.csv")?;
    writeln!(out, "influencer_id,basis,total_payout")?;
    for id in 0..INFLUENCERS {
        for basis in ["post", "order"] {
            writeln!(out, "INF{id:04},{basis},{}", dice.random_range(5_000..900_000))?;
        }
    }
    Ok(out.flush()?)
}

fn write_posts(folder: &Path, dice: &mut Pcg64Mcg) -> anyhow::Result<()> {
    let mut out = file(folder, "posts.csv")?;
    writeln!(out, "influencer_id,platform,date,reach,likes,comments")?;
    for id in 0..INFLUENCERS {
        for _ in 0..20 {
            let reach = dice.random_range(500..90_000);
            let day = date(dice.random_range(0..DAYS));
            writeln!(out, "INF{id:04},{},{day},{reach},{},{}", PLATFORMS[id % 3], reach / 20, reach / 400)?;
        }
    }
    Ok(out.flush()?)
}

/// Days from the first of 2024 on; two years, the first of them a leap year, less its last day.
pub(super) fn date(day: usize) -> String {
    const MONTHS: [usize; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let (year, mut left) = if day < 366 { (2024, day) } else { (2025, day - 366) };
    for (at, days) in MONTHS.into_iter().enumerate() {
        let days = if year == 2025 && at == 1 { 28 } else { days };
        if left < days {
            return format!("{year}-{:02}-{:02}", at + 1, left + 1);
        }
        left -= days;
    }
    unreachable!("two years have no more days")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        assert_eq!(
            [0, 59, 60, 365, 366, 425, 729].map(date),
            ["2024-01-01", "2024-02-29", "2024-03-01", "2024-12-31", "2025-01-01", "2025-03-01", "2025-12-30"]
        );
    }
}
