//! What the brands of campaigns sold day by day, so that it is seen when the campaigns ran.

use store::Dataset;

use super::super::data::{Period, Sales};
use super::answer::MeasuredLine;

/// All that one brand sold on every day of the data, in currency units: organic, paid ads and influencers' sales.
pub(crate) struct BrandDays {
    pub(crate) brand: String,
    pub(crate) days: Period,
    /// One amount a day, oldest first, no gaps.
    pub(crate) revenue: Vec<f64>,
}

/// The most brands that are told.
const MAX_BRANDS: usize = 12;

/// The brands of the campaigns, in the order of their first campaign.
pub(super) fn calendar(dataset: &Dataset, lines: &[MeasuredLine]) -> Vec<BrandDays> {
    let Some(sales) = Sales::from_dataset(dataset) else { return Vec::new() };
    let mut brands: Vec<&str> = Vec::new();
    for measured in lines {
        if brands.len() < MAX_BRANDS && !brands.contains(&&*measured.line.brand) {
            brands.push(&measured.line.brand);
        }
    }
    let days =
        |brand: &str| BrandDays { brand: brand.to_owned(), days: sales.days, revenue: sales.brand(brand).outcome() };
    brands.into_iter().map(days).collect()
}
