//! The rows of the four tables as typed values, texts as codes.

use super::{cells::WrittenDay, dictionary::Dictionary};

/// Where a row stood: which file of the upload, and its line there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) file: u16,
    pub(crate) line: u32,
}

/// One tracking row; texts are codes of [`Tables`]' dictionaries.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sale {
    pub(crate) place: Place,
    pub(crate) source: u32,
    pub(crate) campaign: u32,
    pub(crate) influencer: u32,
    pub(crate) product: u32,
    pub(crate) brand: u32,
    pub(crate) day: WrittenDay,
    pub(crate) orders: i64,
    pub(crate) revenue: i64,
}

/// One row of the roster.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) place: Place,
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) gender: String,
    pub(crate) platform: String,
    pub(crate) followers: Option<i64>,
}

/// One payment.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) place: Place,
    pub(crate) influencer: u32,
    pub(crate) basis: String,
    pub(crate) amount: i64,
    pub(crate) brand: u32,
    pub(crate) campaign: u32,
}

/// One post.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Post {
    pub(crate) place: Place,
    pub(crate) influencer: u32,
    pub(crate) day: WrittenDay,
    pub(crate) reach: i64,
    pub(crate) likes: i64,
    pub(crate) comments: i64,
}

/// The tables of one upload.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub(crate) ids: Dictionary,
    pub(crate) sources: Dictionary,
    pub(crate) campaigns: Dictionary,
    pub(crate) products: Dictionary,
    pub(crate) brands: Dictionary,
    pub(crate) sales: Vec<Sale>,
    pub(crate) people: Vec<Person>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) posts: Vec<Post>,
    /// Some tracking file has a brand column.
    pub(crate) has_brand_column: bool,
}
