//! Sheets of text and lines, written as PDF.
//!
//! A [`Sheet`] is a list of items with their places; [`write()`] draws it. Text stays text: it can be selected, searched and copied, and
//! nothing in it is ever run. Neither a clock nor a random number is used, so the same sheets have the same bytes. What a sheet says is
//! decided above.

mod error;
mod fonts;
mod pdf;
mod sheet;

pub use error::PaperError;
pub use fonts::{FontFiles, Fonts};
pub use pdf::{About, write};
pub use sheet::{Colour, Item, Path, Sheet, Style, Weight};
