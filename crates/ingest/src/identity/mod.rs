//! Who a row is about.

pub(crate) mod ids;
