//! What is stored of a dataset and what a cube is built from.

use definitions::{Day, Profile};

use super::texts::Dictionaries;
use crate::intake::Class;

/// Sales of one class, influencer, brand, product, campaign and day. Ordered by exactly that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SalesKey {
    pub(crate) class: Class,
    pub(crate) influencer: u32,
    pub(crate) day: Day,
    pub(crate) brand: u32,
    pub(crate) product: u32,
    pub(crate) campaign: u32,
}

/// The sums of one cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SalesCell {
    pub(crate) key: SalesKey,
    pub(crate) rows: i64,
    pub(crate) orders: i64,
    pub(crate) revenue: i64,
}

/// One payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PaymentRow {
    pub(crate) influencer: u32,
    pub(crate) basis: String,
    pub(crate) amount: i64,
    pub(crate) brand: u32,
    pub(crate) campaign: u32,
}

/// Posts of one influencer and day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PostCell {
    pub(crate) influencer: u32,
    pub(crate) day: Day,
    pub(crate) posts: i64,
    pub(crate) reach: i64,
    pub(crate) likes: i64,
    pub(crate) comments: i64,
}

/// What is stored of a dataset and what a cube is built from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) dictionaries: Dictionaries,
    /// The roster in its order, each id once.
    pub(crate) roster: Vec<Profile>,
    /// Sorted by key, each key once.
    pub(crate) sales: Vec<SalesCell>,
    pub(crate) payments: Vec<PaymentRow>,
    pub(crate) posts: Vec<PostCell>,
}

/// Sums cells of the same key; the result is sorted by key.
pub(crate) fn summed(mut cells: Vec<SalesCell>) -> Vec<SalesCell> {
    cells.sort_unstable_by_key(|cell| cell.key);
    cells.dedup_by(|next, kept| {
        let same = next.key == kept.key;
        if same {
            kept.rows += next.rows;
            kept.orders += next.orders;
            kept.revenue += next.revenue;
        }
        same
    });
    cells
}

/// Sums posts of the same influencer and day; the result is sorted by both.
pub(crate) fn summed_posts(mut cells: Vec<PostCell>) -> Vec<PostCell> {
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
