//! What each seller key sold in the chosen days: the influencers' lines add it up, and organic sales are shared out by it.

use std::borrow::Cow;

use super::filter::Filter;
use crate::{BLANK_CODE, Cube};

/// Rows, orders, revenue and spend by seller key.
pub(super) struct SellerSums<'c>(Cow<'c, [[i64; 4]]>);

impl<'c> SellerSums<'c> {
    /// Of every key whose brand is chosen; of all keys when sales without a brand are chosen.
    pub(super) fn new(cube: &'c Cube, filter: &Filter) -> Self {
        let (sellers, all) = (&cube.sellers, filter.has_brand(BLANK_CODE));
        let of_brands = sellers.brands().filter(|(brand, _)| all || filter.has_brand(*brand)).map(|(_, range)| range);
        Self(sellers.sales.of_ranges(of_brands, filter.period))
    }

    pub(super) fn of_seller(&self, seller: usize) -> [i64; 4] {
        self.0[seller]
    }

    pub(super) fn revenue(&self, seller: usize) -> i64 {
        self.0[seller][2]
    }
}
