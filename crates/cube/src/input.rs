//! What is stored of a dataset and what a cube is built from.

use std::ops::Range;

use definitions::{Class, Day, Profile};
use rayon::slice::ParallelSliceMut;

use crate::dictionaries::Dictionaries;

/// Whose sales a series holds, and of what. Ordered by exactly that; organic and other sales have neither influencer nor campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it; texts are codes of the dictionaries")]
pub struct SeriesKey {
    pub class: Class,
    pub influencer: u32,
    pub brand: u32,
    pub product: u32,
    pub campaign: u32,
}

/// Sales of one series and day. Ordered by exactly that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SalesKey {
    pub series: SeriesKey,
    pub day: Day,
}

/// The sums of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; revenue in micros")]
pub struct SalesCell {
    pub key: SalesKey,
    pub rows: i64,
    pub orders: i64,
    pub revenue: i64,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; the amount in micros, brand and campaign as the payment names them")]
pub struct PaymentRow {
    pub influencer: u32,
    pub basis: String,
    pub amount: i64,
    pub brand: u32,
    pub campaign: u32,
}

/// Posts of one influencer and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct PostCell {
    pub influencer: u32,
    pub day: Day,
    pub posts: i64,
    pub reach: i64,
    pub likes: i64,
    pub comments: i64,
}

/// What is stored of a dataset and what a cube is built from.
#[derive(Clone, Debug, Default)]
pub struct CubeInput {
    /// What the codes mean.
    pub dictionaries: Dictionaries,
    /// The roster in its order, each id once.
    pub roster: Vec<Profile>,
    /// Every cell of the sales.
    pub sales: SalesSeries,
    /// As they came.
    pub payments: Vec<PaymentRow>,
    /// Sorted by influencer and day, each pair once.
    pub posts: Vec<PostCell>,
}

/// Sales day by day, one series after the other. Every column has one entry a cell; the days of a series ascend, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SalesSeries {
    /// Ascending, each once, with how many cells it has: at least one.
    pub series: Vec<(SeriesKey, u32)>,
    /// As [`Day::number`] counts.
    pub days: Vec<i32>,
    /// Tracking rows.
    pub rows: Vec<i64>,
    /// Orders.
    pub orders: Vec<i64>,
    /// Micros.
    pub revenue: Vec<i64>,
}

impl SalesSeries {
    /// Sums the cells of one series and day; they come in any order.
    pub fn new(mut cells: Vec<SalesCell>) -> Self {
        cells.par_sort_unstable_by_key(|cell| cell.key);
        let mut all = Self::default();
        for cells in cells.chunk_by(|left, right| left.key == right.key) {
            let SalesKey { series, day } = cells[0].key;
            match all.series.last_mut() {
                Some((last, cells)) if *last == series => *cells += 1,
                _ => all.series.push((series, 1)),
            }
            all.days.push(day.number());
            all.rows.push(cells.iter().map(|cell| cell.rows).sum());
            all.orders.push(cells.iter().map(|cell| cell.orders).sum());
            all.revenue.push(cells.iter().map(|cell| cell.revenue).sum());
        }
        all
    }

    /// Whether every column has all cells of the series, and the days of each series ascend.
    pub fn is_sound(&self) -> bool {
        let cells = self.series.iter().map(|(_, cells)| *cells as usize).sum::<usize>();
        let lengths = [self.days.len(), self.rows.len(), self.orders.len(), self.revenue.len()];
        lengths == [cells; 4] && self.places().all(|place| self.days[place].is_sorted_by(|left, right| left < right))
    }

    /// The first and the last day with a sale.
    pub(crate) fn span(&self) -> Option<(Day, Day)> {
        let first = self.days.iter().min()?;
        let last = self.days.iter().max()?;
        Some((Day::from_number(*first), Day::from_number(*last)))
    }

    /// Takes away what no influencer sold, which stands last.
    pub(crate) fn split_off_unattributed(&mut self) -> Self {
        let at = self.series.partition_point(|(key, _)| key.class == Class::Influencer);
        let series = self.series.split_off(at);
        let cells: usize = series.iter().map(|(_, cells)| *cells as usize).sum();
        let from = self.days.len() - cells;
        Self {
            series,
            days: self.days.split_off(from),
            rows: self.rows.split_off(from),
            orders: self.orders.split_off(from),
            revenue: self.revenue.split_off(from),
        }
    }

    /// Where the cells of each series are.
    pub(crate) fn places(&self) -> impl Iterator<Item = Range<usize>> {
        let mut next = 0;
        self.series.iter().map(move |(_, cells)| {
            let from = next;
            next += *cells as usize;
            from..next
        })
    }
}

/// Sums posts of the same influencer and day; the result is sorted by both.
pub fn summed_posts(mut cells: Vec<PostCell>) -> Vec<PostCell> {
    cells.sort_unstable_by_key(|cell| (cell.influencer, cell.day));
    cells.dedup_by(|next, kept| {
        let same = (next.influencer, next.day) == (kept.influencer, kept.day);
        if same {
            kept.posts += next.posts;
            kept.reach += next.reach;
            kept.likes += next.likes;
            kept.comments += next.comments;
        }
        same
    });
    cells
}
