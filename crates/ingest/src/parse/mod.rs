//! Cells to typed values: amounts, days, and whole rows of them.

pub(crate) mod amounts;
pub(crate) mod days;
pub(crate) mod decimal;
pub(crate) mod row;
pub(crate) mod text;
pub(crate) mod typed_row;
