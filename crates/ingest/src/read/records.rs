//! What is kept of the rows: sales and posts summed while they are read, the roster and the payouts row by row.

use definitions::Attribute;

use crate::{
    parse::days::WrittenDay,
    read::dictionary::{TextColumn, UploadTexts},
    read::sums::SumsByKey,
};

/// How a number that is not there is written.
pub(crate) const NO_NUMBER: i64 = i64::MIN;

/// The SHA-256 of what was written of a file's rows.
pub type RowsHash = [u8; 32];

/// Where a row stood: which file of the upload, and its line there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct SourceLine {
    pub file: u16,
    pub line: u32,
}

/// What tracking rows of one cell have in common; texts are codes of [`Tables`]' dictionaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct SaleKey {
    pub(crate) file: u16,
    /// The very same row stands somewhere before.
    pub(crate) repeated: bool,
    pub(crate) source: u32,
    pub(crate) campaign: u32,
    pub(crate) influencer: u32,
    pub(crate) product: u32,
    pub(crate) brand: u32,
    pub(crate) day: WrittenDay,
}

impl SaleKey {
    pub(crate) fn code(&self, kind: TextColumn) -> u32 {
        match kind {
            TextColumn::Id => self.influencer,
            TextColumn::Source => self.source,
            TextColumn::Campaign => self.campaign,
            TextColumn::Product => self.product,
            TextColumn::Brand => self.brand,
        }
    }
}

/// Orders and revenue of tracking rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SaleSums {
    pub(crate) orders: i64,
    pub(crate) revenue: i64,
}

/// What posts of one cell have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PostKey {
    pub(crate) file: u16,
    pub(crate) repeated: bool,
    pub(crate) influencer: u32,
    pub(crate) day: WrittenDay,
}

/// What posts add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PostSums {
    pub(crate) reach: i64,
    pub(crate) likes: i64,
    pub(crate) comments: i64,
}

/// One row of the roster, its words as they were written.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) place: SourceLine,
    pub(crate) id: u32,
    pub(crate) name: String,
    /// In the order of [`Attribute::ALL`].
    pub(crate) attributes: [String; Attribute::ALL.len()],
    pub(crate) followers: Option<i64>,
}

/// One payment; texts are codes of the upload's dictionaries, money is micros.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Payment {
    pub place: SourceLine,
    pub repeated: bool,
    pub influencer: u32,
    pub basis: String,
    pub amount: i64,
    pub brand: u32,
    pub campaign: u32,
    pub rate: Option<i64>,
    pub orders: Option<i64>,
    /// How many posts it pays, where its row says.
    pub posts: Option<i64>,
    pub paid_on: Option<WrittenDay>,
    pub status: String,
    /// How its transfer is known, as it was written; blank for none.
    pub reference: String,
}

/// The tables of one upload.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    pub(crate) texts: UploadTexts,
    pub(crate) sales: SumsByKey<SaleKey, SaleSums>,
    pub(crate) people: Vec<Person>,
    pub(crate) payments: Vec<Payment>,
    pub(crate) posts: SumsByKey<PostKey, PostSums>,
    /// Some tracking file has a brand column.
    pub(crate) has_brand_column: bool,
}
