//! The sales of each influencer by campaign and day: they show how much orders and their values vary.

use definitions::Selection;

use super::filter::Filter;
use crate::Cube;

/// What an influencer sold of one brand and product in one campaign on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SellerDay {
    /// Keeps the campaigns of an influencer apart, the blank one among them.
    pub campaign: u32,
    /// A number that grows by one a day.
    pub day: i32,
    /// Pieces.
    pub orders: i64,
    /// Micros.
    pub revenue: i64,
}

impl SellerDay {
    /// Campaign and day in one number, which is compared at once.
    fn place(&self) -> u64 {
        u64::from(self.campaign) << 32 | u64::from(self.day.cast_unsigned() ^ (1 << 31))
    }
}

impl Cube {
    /// Gives the cells of the selection away, those of one influencer (a profile) at a time, by campaign and day.
    pub fn each_seller(&self, selection: &Selection, mut take: impl FnMut(usize, &[SellerDay])) {
        let filter = Filter::new(self, selection);
        let mut cells: Vec<SellerDay> = Vec::new();
        let mut next = 0;
        for own in self.series.chunk_by(|left, right| left.profile == right.profile) {
            cells.clear();
            for series in own {
                let run = next;
                next += 1;
                let passes = filter.people[series.profile as usize].passes();
                if passes && filter.combinations[series.combination as usize].passes() {
                    let campaign = self.combinations[series.combination as usize].campaign;
                    self.by_series.each_day(run, filter.period, |day, orders, revenue| {
                        cells.push(SellerDay { campaign, day, orders, revenue });
                    });
                }
            }
            if !cells.is_empty() {
                cells.sort_unstable_by_key(SellerDay::place);
                take(own[0].profile as usize, &cells);
            }
        }
    }
}
