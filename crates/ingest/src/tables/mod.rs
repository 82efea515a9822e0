//! The four tables, their fields, and which column holds which field.

pub(crate) mod columns;
pub(crate) mod fields;
