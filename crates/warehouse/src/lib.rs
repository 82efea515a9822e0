//! Campaign files in, immutable dataset versions kept, sums out.
//!
//! The only room that knows CSV, Parquet, SQLite and the cube. Files come in by [`stage`], are kept by [`Warehouse::commit`]
//! and answer by [`Dataset::gather`].
//!
//! Architecture invariant: no HTTP, no ratio and no metric in this room; only exact sums leave it.

mod cube;
mod gather;
mod intake;
mod store;

pub use cube::{Facet, FacetValue};
pub use intake::{
    ALL_FILES, BadChange, BrandRule, BrandValue, Class, Column, DateOrder, DateQuestion, Example, FileReport,
    FilesQuestion, How, IssueGroup, Kind, Mapping, MappingChanges, Progress, Question, Reconciliation, Report, Role,
    Severity, SourceValue, Staged, Upload, stage,
};
pub use store::{
    Dataset, Excluded, IMPORT_PREFIX, Listed, Manifest, RowCounts, StoreError, TableTotals, Version, Warehouse,
};
