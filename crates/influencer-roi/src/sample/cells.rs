//! The cells: sales by influencer, product and day, before they are split into rows.

use std::collections::BTreeMap;

use super::calendar::Day;
use super::campaigns::Campaign;
use super::dice::Dice;

/// Sales of one product of one brand on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SalesCell {
    pub(super) day: Day,
    pub(super) brand: usize,
    pub(super) product: usize,
    pub(super) origin: Origin,
    pub(super) orders: i64,
    pub(super) paise: i64,
    /// What the same cell would have brought without any campaign: drawn first, with the same luck.
    pub(super) paise_without_campaign: i64,
}

/// Where a sale came from; campaigns and people by their index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    Organic,
    Credited {
        campaign: usize,
        person: usize,
    },
    /// With the code of an influencer who sells on all days, for no campaign.
    Affiliate {
        person: usize,
    },
    /// Money that went back to a buyer; the order stays counted.
    Refund {
        campaign: usize,
        person: usize,
    },
    /// Credited to an id that the roster does not know.
    Stranger {
        campaign: usize,
    },
}

impl Origin {
    pub(super) fn campaign(self) -> Option<usize> {
        match self {
            Origin::Organic | Origin::Affiliate { .. } => None,
            Origin::Credited { campaign, .. } | Origin::Refund { campaign, .. } | Origin::Stranger { campaign } => {
                Some(campaign)
            }
        }
    }
}

impl SalesCell {
    /// An order is never torn apart, and the blemishes stay one row each.
    pub(super) fn most_rows(&self) -> i64 {
        match self.origin {
            Origin::Organic | Origin::Credited { .. } | Origin::Affiliate { .. } => self.orders.max(1),
            Origin::Refund { .. } | Origin::Stranger { .. } => 1,
        }
    }
}

/// How much the rows of a small file say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Day, product, influencer.
    Fine,
    /// An influencer's products of a day on one row, named after the first.
    MainProduct,
    /// As before, and so are the organic sales of a brand.
    OneProduct,
    /// As before, and an influencer's sales by week of the campaign.
    Weekly,
    /// As before, and an influencer's sales of a campaign on its first day.
    WholeCampaign,
}

/// Merging moves credited sales only inside a campaign's own window and brand, so the truth of a campaign stays what it was.
pub(super) fn merged(cells: &[SalesCell], grain: Grain, campaigns: &[Campaign]) -> Vec<SalesCell> {
    let mut merged: BTreeMap<(Day, usize, Origin, usize), SalesCell> = BTreeMap::new();
    for cell in cells {
        let day = day_at(grain, cell, campaigns);
        let product = product_at(grain, cell);
        merged
            .entry((day, cell.brand, cell.origin, product))
            .and_modify(|sum| sum.add(cell))
            .or_insert_with(|| SalesCell { day, ..cell.clone() });
    }
    merged.into_values().collect()
}

impl SalesCell {
    fn add(&mut self, other: &SalesCell) {
        self.orders += other.orders;
        self.paise += other.paise;
        self.paise_without_campaign += other.paise_without_campaign;
    }
}

fn product_at(grain: Grain, cell: &SalesCell) -> usize {
    match (grain, cell.origin) {
        (Grain::Fine, _) | (Grain::MainProduct, Origin::Organic) => cell.product,
        _ => 0,
    }
}

fn day_at(grain: Grain, cell: &SalesCell, campaigns: &[Campaign]) -> Day {
    let start = match cell.origin {
        Origin::Credited { campaign, .. } => campaigns[campaign].start,
        Origin::Affiliate { .. } => 0,
        Origin::Organic | Origin::Refund { .. } | Origin::Stranger { .. } => return cell.day,
    };
    match grain {
        Grain::Fine | Grain::MainProduct | Grain::OneProduct => cell.day,
        Grain::Weekly => start + (cell.day - start) / 7 * 7,
        Grain::WholeCampaign => start,
    }
}

/// Orders of one cell that are drawn one by one; more are worth what so many are on average.
const MAX_BASKETS: i64 = 32;

/// What `orders` orders of a piece at `paise_each` are worth.
pub(super) fn paise_of(orders: i64, paise_each: i64, dice: &mut Dice) -> i64 {
    let drawn = orders.min(MAX_BASKETS);
    let baskets: i64 = (0..drawn).map(|_| dice.basket()).sum();
    let exact = i128::from(paise_each) * i128::from(baskets) * i128::from(orders);
    (exact / i128::from(1000 * drawn.max(1))) as i64
}

/// `count` of the cells, evenly spaced: the last resort for a file too small to hold every day.
pub(super) fn thinned(cells: Vec<SalesCell>, count: usize) -> Vec<SalesCell> {
    let all = cells.len();
    (cells.into_iter().enumerate())
        .filter(|(index, _)| (index + 1) * count / all > index * count / all)
        .map(|(_, cell)| cell)
        .collect()
}
