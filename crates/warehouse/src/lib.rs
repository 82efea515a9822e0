//! Campaign files in, immutable dataset versions kept, sums out.
//!
//! The only room that knows CSV, Parquet, SQLite and the cube. Files come in by [`stage`], are kept by [`Warehouse::commit`]
//! and answer by [`Dataset::gather`].
//!
//! Architecture invariant: no HTTP, no ratio and no metric in this room; only exact sums leave it.

mod cube;
mod gather;
mod intake;
mod rows;
mod staging;
mod store;

pub use cube::{Facet, FacetValue};
pub use gather::{SellerCell, both};
pub use intake::{
    ALL_FILES, BadChange, BrandRule, BrandValue, CELLS_MOST, COLUMNS_MOST, COMPARED_ROWS_MOST, Class, Column,
    DISTINCT_MOST, DROP, DateOrder, DateQuestion, Example, FieldReport, FileReport, FilesQuestion, How, IGNORE,
    IssueGroup, KEEP, Kind, MENDED_ROWS_MOST, Mapping, MappingChanges, Memories, Memory, OverLimit,
    PLAIN_TABLE_BYTES_MOST, PlainTable, PlainTableError, Plan, Progress, Question, ROW_BYTES_MOST, Reconciliation,
    RepeatedRows, Report, Role, Severity, SourceValue, SpellingValue, StageError, Staged, TEXT_BYTES_MOST, Times,
    UNPACKED_ANYWAY, UNPACKED_BYTES_MOST, UNPACKED_TIMES_MOST, Upload, WORKBOOK_BYTES_MOST, WORKBOOK_HELD_BYTES_MOST,
    rows_most,
};
pub use rows::{Cell, CellUnit, Found, RowColumn, RowTable, Rows};
pub use staging::{look, stage};
pub use store::{
    BIN_DAYS, Binned, CampaignSales, Commit, Damage, Dataset, Excluded, IMPORT_PREFIX, Listed, Listing, Manifest,
    OPEN_BYTES_MOST, ORIGINALS_BYTES_MOST, Original, ReadFile, RowCounts, Sold, StoreError, TableTotals, Unusable,
    Version, Warehouse,
};
