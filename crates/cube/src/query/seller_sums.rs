//! What each slot sold in the chosen days: lines are made of it, and organic sales are shared out by it.

use std::borrow::Cow;

use super::filter::Filter;
use crate::{BLANK_CODE, Cube};

/// Rows, orders, revenue and spend by slot.
pub(super) struct SlotSums<'c>(Cow<'c, [[i64; 4]]>);

impl<'c> SlotSums<'c> {
    /// Of every slot whose brand is chosen; of all of them where the sales that name no brand are.
    pub(super) fn new(cube: &'c Cube, filter: &Filter) -> Self {
        let (slots, all) = (&cube.slots, filter.has_brand(BLANK_CODE));
        let of_brands = slots.brands().filter(|(brand, _)| all || filter.has_brand(*brand)).map(|(_, range)| range);
        Self(slots.sales.of_ranges(of_brands, filter.period))
    }

    pub(super) fn of(&self, slot: usize) -> [i64; 4] {
        self.0[slot]
    }

    pub(super) fn revenue(&self, slot: usize) -> i64 {
        self.0[slot][2]
    }
}
