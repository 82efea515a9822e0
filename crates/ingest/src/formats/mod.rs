//! Bytes to rows of text: encodings, compression, delimiters, quotes, workbooks.

pub(crate) mod blocks;
pub(crate) mod detect;
pub(crate) mod open_file;
pub(crate) mod sheets;
pub(crate) mod split;
pub(crate) mod text_rows;
pub(crate) mod workbook;
