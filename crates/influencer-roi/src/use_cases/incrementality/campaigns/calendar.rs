//! What the brands of campaigns sold day by day, so that it is seen when the campaigns ran.

use store::Dataset;

use super::super::data::{Period, Sales};

/// All that one brand sold on every day of the data, in currency units: organic, paid ads and influencers' sales.
pub(crate) struct BrandDays {
    pub(crate) brand: String,
    pub(crate) days: Period,
    /// One amount a day, oldest first, no gaps.
    pub(crate) revenue: Vec<f64>,
}

/// The most brands that are reported.
const MAX_BRANDS: usize = 12;

/// The brands of the campaigns, in the order of their first campaign; `of_campaigns` has one a campaign.
pub(super) fn calendar<'b>(dataset: &Dataset, of_campaigns: impl Iterator<Item = &'b str>) -> Vec<BrandDays> {
    let Some(sales) = Sales::from_dataset(dataset) else { return Vec::new() };
    let mut brands: Vec<&str> = Vec::new();
    for brand in of_campaigns {
        if brands.len() < MAX_BRANDS && !brands.contains(&brand) {
            brands.push(brand);
        }
    }
    let days =
        |brand: &str| BrandDays { brand: brand.to_owned(), days: sales.days, revenue: sales.brand(brand).outcome() };
    brands.into_iter().map(days).collect()
}
