//! What an import understood, what is wrong with it, and what it adds up to.

use csv::StringRecord;

use super::{
    Upload,
    headers::{Columns, How, Role},
    issues::IssueGroup,
    mapping::{BrandRule, Class, DateOrder, Mapping, MappingChanges},
};

/// Everything the user sees before deciding.
#[derive(Clone, Debug)]
pub struct Report {
    /// The three needed tables are there and readable.
    pub complete: bool,
    /// How many errors.
    pub errors: u64,
    /// How many warnings.
    pub warnings: u64,
    /// One for each uploaded file.
    pub files: Vec<FileReport>,
    /// The answers the numbers below were made with.
    pub mapping: Mapping,
    /// Every distinct `source` value.
    pub sources: Vec<SourceValue>,
    /// Every brand under the mapping's rule.
    pub brands: Vec<BrandValue>,
    /// The rules that these files allow.
    pub brand_rules: Vec<BrandRule>,
    /// What only the user can decide.
    pub questions: Vec<Question>,
    /// Grouped by kind and file, errors first.
    pub issues: Vec<IssueGroup>,
    /// In = used + excluded, for each file of a known table.
    pub reconciliation: Vec<Reconciliation>,
}

/// What was understood of one file.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The name it was uploaded under.
    pub name: String,
    /// Which table it is, when that could be told.
    pub role: Option<Role>,
    /// Rows below the header.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// The encoding's standard name; empty when the file could not be read.
    pub encoding: &'static str,
    /// The byte between cells.
    pub delimiter: u8,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    pub(crate) tally: Tally,
}

/// What was understood of one column.
#[derive(Clone, Debug)]
pub struct Column {
    /// As the file writes it.
    pub header: String,
    /// The documented header of the field it holds.
    pub field: Option<&'static str>,
    /// How sure that is.
    pub how: How,
    /// A few distinct values.
    pub samples: Vec<String>,
}

/// One distinct `source` value.
#[derive(Clone, Debug)]
pub struct SourceValue {
    /// As the file writes it.
    pub value: String,
    /// What its rows count as.
    pub class: Class,
    /// How many rows have it.
    pub rows: u64,
    /// How many of them carry an influencer's id.
    pub with_id: u64,
    /// Their revenue in micros.
    pub revenue: i64,
}

/// One brand.
#[derive(Clone, Debug)]
pub struct BrandValue {
    /// Its name; blank text for none.
    pub value: String,
    /// How many rows have it.
    pub rows: u64,
    /// Their revenue in micros.
    pub revenue: i64,
}

/// Something only the user can decide.
#[derive(Clone, Debug)]
pub enum Question {
    /// Which of day and month stands first.
    DateOrder(DateQuestion),
    /// Whether several files of one table belong together.
    Files(FilesQuestion),
}

impl Question {
    /// Where the answer stands in the mapping: `dates.tracking`, `files.payouts`.
    pub fn id(&self) -> String {
        match self {
            Self::DateOrder(question) => format!("dates.{}", question.role),
            Self::Files(question) => format!("files.{}", question.role),
        }
    }

    /// Whether the changes hold an answer to it.
    pub fn is_answered_by(&self, changes: &MappingChanges) -> bool {
        match self {
            Self::DateOrder(question) => changes.dates.contains_key(question.role.id()),
            Self::Files(question) => changes.files.contains_key(question.role.id()),
        }
    }
}

/// Several files that are all the same table: monthly exports, or one and an extract of it.
#[derive(Clone, Debug)]
pub struct FilesQuestion {
    /// Which table.
    pub role: Role,
    /// The files' names, in the order of the upload.
    pub files: Vec<String>,
}

/// A column of days whose order of day and month nothing in it decides.
#[derive(Clone, Debug)]
pub struct DateQuestion {
    /// Which table.
    pub role: Role,
    /// The file's name.
    pub file: String,
    /// The first part, the second part and the year of one such day.
    pub example: (u8, u8, u16),
    /// The order taken when nobody answers.
    pub proposed: DateOrder,
}

/// What one file adds up to. Money in micros.
#[derive(Clone, Debug)]
pub struct Reconciliation {
    /// The file's name.
    pub file: String,
    /// Which table.
    pub role: Role,
    /// Rows below the header.
    pub rows: u64,
    /// Rows left out.
    pub rows_excluded: u64,
    /// Of tracking: used revenue by class.
    pub revenue_used: [i64; Class::ALL.len()],
    /// Of tracking: used orders by class.
    pub orders_used: [i64; Class::ALL.len()],
    /// Of tracking: the readable revenue of rows left out.
    pub revenue_excluded: i64,
    /// Of tracking: the readable orders of rows left out.
    pub orders_excluded: i64,
    /// Of payouts: used spend.
    pub spend_used: i64,
    /// Of payouts: the readable spend of rows left out.
    pub spend_excluded: i64,
}

/// Rows of a file and what the ones left out would have added.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) rows: u64,
    pub(crate) rows_excluded: u64,
    pub(crate) revenue_excluded: i64,
    pub(crate) orders_excluded: i64,
    pub(crate) spend_excluded: i64,
}

impl Tally {
    pub(crate) fn exclude_sale(&mut self, orders: i64, revenue: i64) {
        self.orders_excluded = self.orders_excluded.saturating_add(orders);
        self.revenue_excluded = self.revenue_excluded.saturating_add(revenue);
    }

    pub(crate) fn exclude_payment(&mut self, amount: i64) {
        self.spend_excluded = self.spend_excluded.saturating_add(amount);
    }
}

/// Distinct values shown of a column.
const SAMPLES: usize = 3;
const SAMPLE_LETTERS: usize = 60;

impl FileReport {
    pub(crate) fn new(upload: &Upload) -> Self {
        Self {
            name: upload.name.clone(),
            role: None,
            rows: 0,
            bytes: upload.bytes,
            encoding: "",
            delimiter: b',',
            columns: Vec::new(),
            tally: Tally::default(),
        }
    }

    pub(crate) fn take_samples(&mut self, record: &StringRecord) {
        for (column, cell) in self.columns.iter_mut().zip(record) {
            let cell = cell.trim();
            if column.samples.len() < SAMPLES && !cell.is_empty() {
                let sample: String = cell.chars().take(SAMPLE_LETTERS).collect();
                if !column.samples.contains(&sample) {
                    column.samples.push(sample);
                }
            }
        }
    }
}

impl Column {
    pub(crate) fn ignored(header: &str) -> Self {
        Self { header: header.to_owned(), field: None, how: How::Ignored, samples: Vec::new() }
    }

    pub(crate) fn all_of(columns: &Columns) -> Vec<Self> {
        let column = |(at, header): (usize, &String)| {
            let (field, how) = columns.held_at(at);
            Self { header: header.clone(), field, how, samples: Vec::new() }
        };
        columns.headers().iter().enumerate().map(column).collect()
    }
}
