//! Reading messy campaign files: detect → headers → cells → issues → mapping → reconciliation.
//!
//! [`read_files()`] reads the files once, in blocks and on every core: sales and posts are summed while they are read, the rows
//! themselves go to a [`RowStore`]. [`Staged::report`] says what the files are under one mapping; [`Staged::accepted`] is what
//! a dataset is made from.

mod checks;
mod classify;
mod error;
mod formats;
mod identity;
mod limits;
mod mapping;
mod parse;
mod plain_table;
mod plan;
mod prepare;
mod progress;
mod read;
mod read_error;
mod read_files;
mod report;
mod staged;
mod tables;

use std::path::PathBuf;

pub use checks::repeated_rows::MAX_COMPARED_ROWS;
pub use classify::files::IGNORE;
pub use error::IngestError;
pub use limits::{
    MAX_COLUMNS, MAX_COMBINATIONS, MAX_CORRECTED_ROWS, MAX_DISTINCT, MAX_PLAIN_TABLE_BYTES, MAX_ROW_BYTES,
    MAX_TEXT_BYTES, MAX_UNPACKED_BYTES, MAX_UNPACKED_TIMES, MAX_WORKBOOK_BYTES, MAX_WORKBOOK_HELD_BYTES, OverLimit,
    UNPACKED_ANYWAY, max_rows,
};
pub use mapping::{
    ALL_FILES, BadChange, DROP, KEEP, Mapping, MappingChanges,
    accepted::Accepted,
    date_order::DateOrder,
    saved::{SavedMapping, SavedMappings},
};
pub use parse::days::WrittenDay;
pub use plain_table::{PlainTable, PlainTableError, Times};
pub use plan::{Plan, ReadingSettings};
pub use prepare::{
    Alias, AliasKind, Aliases, Answers, Asked, Choice, DatasetCurrency, Free, LeftOut, NotAnOwner, Note, OwnShape,
    OwnedBecause, Owner, SeenKey, SeenStatus, Shape, ShapeError, ShopTimeZone, UnknownSetting, payment_state, shape_of,
    shapes_document,
};
pub use progress::Progress;
pub use read::{
    batch::StoredTexts,
    dictionary::TextColumn,
    records::{Payment, RowsHash, SourceLine},
    row_sink::{Extras, Nowhere, RowColumns, RowSink, RowStore},
};
pub use read_files::{inspect_files, read_files};
pub use report::{
    BrandValue, ColumnReport, DateQuestion, FieldReport, FileReport, FilesQuestion, ImportQuestion, Reconciliation,
    RepeatedRows, Report, SourceValue, SpellingValue,
    issues::{Example, IssueGroup, IssueKind, Severity},
};
pub use staged::{NoShape, Staged};
pub use tables::{columns::ColumnMatch, fields::Role};

/// One uploaded file on its way in.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name it is known by. Never used as a path.
    pub name: String,
    /// The form field it came under; empty from the command line.
    pub form_field: String,
    /// Where its bytes are.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}
