//! What the report says was done without a question.

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
