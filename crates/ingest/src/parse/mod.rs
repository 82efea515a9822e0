//! Cells to typed values: amounts, days, ids, and whole rows of them.

pub(crate) mod cells;
pub(crate) mod row;
pub(crate) mod typed_row;
