//! What the report says was done without a question.

use crate::tables::fields::Role;

/// Rows that were left out on purpose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Why: `status "cancelled"`.
    pub why: String,
    /// How many rows.
    pub rows: u64,
    /// Their orders.
    pub orders: i64,
    /// Their revenue or spend, in micros.
    pub money: i64,
}

/// Something that was done without a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file's name; empty where it is about several.
    pub file: String,
    /// A sentence.
    pub text: String,
}

/// One word of a file's column of statuses, and whether its rows count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenStatus {
    /// The table its rows feed.
    pub role: Role,
    /// The header of its column.
    pub column: String,
    /// As written, in lower case; blank for cells without one.
    pub word: String,
    /// What an answer, `count` or `leave_out`, is filed under.
    pub question: String,
    /// How many rows.
    pub rows: u64,
    /// Their orders.
    pub orders: i64,
    /// Their revenue less refunds, or their spend, in micros.
    pub money: i64,
    /// The rows are used.
    pub counts: bool,
    /// They count and may still change.
    pub is_pending: bool,
    /// What was given back is taken off.
    pub is_net_of_refund: bool,
    /// No list of words knows it: it is a question.
    pub is_asked: bool,
}

impl SeenStatus {
    /// The two answers there are.
    pub(crate) const ANSWERS: [&str; 2] = ["count", "leave_out"];
}
