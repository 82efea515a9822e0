//! What is stored of a dataset and what a cube is built from.

use definitions::{Day, Profile};

use crate::dictionaries::Dictionaries;
use definitions::Class;

/// Sales of one class, influencer, brand, product, campaign and day. Ordered by exactly that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names say it; texts are codes of the dictionaries")]
pub struct SalesKey {
    pub class: Class,
    pub influencer: u32,
    pub day: Day,
    pub brand: u32,
    pub product: u32,
    pub campaign: u32,
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
    /// Sorted by key, each key once.
    pub sales: Vec<SalesCell>,
    /// As they came.
    pub payments: Vec<PaymentRow>,
    /// Sorted by influencer and day, each pair once.
    pub posts: Vec<PostCell>,
}

/// Sums cells of the same key; the result is sorted by key.
pub fn summed(mut cells: Vec<SalesCell>) -> Vec<SalesCell> {
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
