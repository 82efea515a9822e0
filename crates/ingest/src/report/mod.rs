//! What an import understood, what is wrong with it, and what it adds up to.

pub(crate) mod corrections;
pub(crate) mod issues;
pub(crate) mod issues_file;
mod summary;

use crate::{
    Upload,
    mapping::{Mapping, MappingChanges, date_order::DateOrder},
    prepare::{Asked, LeftOut, Note, OwnShape, SeenKey, SeenStatus},
    read::records::RowsHash,
    report::issues::IssueGroup,
    tables::columns::{ColumnMatch, Columns},
    tables::fields::{Role, fields_of},
};
use definitions::{BrandRule, Class};

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
    /// What is understood differently from these files alone, because the user chose so for files with the same header.
    pub remembered: Vec<String>,
    /// Words of the roster that are counted under another spelling.
    pub spellings: Vec<SpellingValue>,
    /// Rows that stand twice, cell for cell.
    pub repeated: RepeatedRows,
    /// The version that the files were read together with: its id and its name.
    pub appended_to: Option<(String, String)>,
    /// What was done without a question, in sentences.
    pub notes: Vec<Note>,
    /// The keys on the sales with the most revenue, and whose they are.
    pub keys: Vec<SeenKey>,
    /// How many keys there are in all.
    pub keys_total: usize,
    /// Who they can belong to, by id and name; none where there are no keys.
    pub creators: Vec<(String, String)>,
    /// What only the user can decide.
    pub questions: Vec<ImportQuestion>,
    /// Questions without an answer.
    pub open_questions: usize,
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
    /// Which table it is, when it was recognised.
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
    pub columns: Vec<ColumnReport>,
    /// What its table can hold.
    pub fields: Vec<FieldReport>,
    /// What files with the same header have in common.
    pub fingerprint: String,
    /// The sheet of the workbook it comes from.
    pub sheet: Option<String>,
    /// The file whose rows its rows replace.
    pub corrects: Option<String>,
    /// Left out, by choice or as a sheet of notes.
    pub is_ignored: bool,
    /// The known export it is.
    pub shape: Option<String>,
    /// The user's own shape that has its header, used or not.
    pub own_shape: Option<OwnShape>,
    /// The words of its columns of statuses.
    pub statuses: Vec<SeenStatus>,
    /// Its rows were brought into the form of our tables before they were read.
    pub is_prepared: bool,
    /// Rows that were left out on purpose, by reason.
    pub left_out: Vec<LeftOut>,
    /// Which column held which field, once rows were read.
    pub(crate) held: Option<Columns>,
    /// Of its rows as they were stored.
    pub rows_hash: RowsHash,
    pub(crate) tally: Tally,
}

/// A field that a table can hold.
#[derive(Clone, Debug)]
pub struct FieldReport {
    /// Its documented header.
    pub field: &'static str,
    /// The table cannot be without it.
    pub required: bool,
}

impl FieldReport {
    pub(crate) fn for_role(role: Role) -> Vec<Self> {
        fields_of(role).iter().map(|spec| Self { field: spec.header, required: spec.required }).collect()
    }
}

/// A word of the roster that is counted under another spelling.
#[derive(Clone, Debug)]
pub struct SpellingValue {
    /// `platform` or `gender`.
    pub dimension: &'static str,
    /// As the file writes it.
    pub written: String,
    /// The name it is counted under.
    pub known: String,
    /// Rows of the roster that have it.
    pub rows: u64,
    /// Revenue of these influencers, in micros.
    pub revenue: i64,
}

/// Rows that stand twice, cell for cell.
#[derive(Clone, Copy, Debug, Default)]
pub struct RepeatedRows {
    /// How many beyond the first of each.
    pub rows: u64,
    /// Their revenue, in micros.
    pub revenue: i64,
    /// Their spend, in micros.
    pub spend: i64,
    /// Rows that were compared; of each table at most [`crate::MAX_COMPARED_ROWS`].
    pub compared: u64,
    /// They are left out.
    pub dropped: bool,
}

/// What was understood of one column.
#[derive(Clone, Debug)]
pub struct ColumnReport {
    /// As the file writes it.
    pub header: String,
    /// The documented header of the field it holds.
    pub field: Option<&'static str>,
    /// How sure that is.
    pub how: ColumnMatch,
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
pub enum ImportQuestion {
    /// Which of day and month stands first.
    DateOrder(DateQuestion),
    /// Whether several files of one table belong together.
    Files(FilesQuestion),
    /// Two readings of the files that differ in money, orders, days or identity.
    Asked(Asked),
}

impl ImportQuestion {
    /// What its answer is filed under: `dates.tracking`, `files.payouts`, `status.orders.csv.on hold`.
    pub fn id(&self) -> String {
        match self {
            Self::DateOrder(question) => format!("dates.{}", question.role),
            Self::Files(question) => format!("files.{}", question.role),
            Self::Asked(asked) => asked.id.clone(),
        }
    }

    /// Whether the changes hold an answer to it.
    pub fn is_answered_by(&self, changes: &MappingChanges) -> bool {
        match self {
            Self::DateOrder(question) => changes.dates.contains_key(question.role.id()),
            Self::Files(question) => changes.files.contains_key(question.role.id()),
            Self::Asked(asked) => {
                let source = asked.id.strip_prefix("source.").and_then(|source| changes.source.get(source));
                let answer = source.or_else(|| changes.answers.get(&asked.id));
                answer.is_some_and(|answer| asked.accepts(answer))
            }
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
    /// The order taken without an answer.
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
    pub(crate) fn exclude_sales(&mut self, orders: i64, revenue: i64) {
        self.orders_excluded = self.orders_excluded.saturating_add(orders);
        self.revenue_excluded = self.revenue_excluded.saturating_add(revenue);
    }

    pub(crate) fn exclude_payment(&mut self, amount: i64) {
        self.spend_excluded = self.spend_excluded.saturating_add(amount);
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.rows += other.rows;
        self.rows_excluded += other.rows_excluded;
        self.exclude_sales(other.orders_excluded, other.revenue_excluded);
        self.exclude_payment(other.spend_excluded);
    }
}

/// Distinct values shown of a column.
const SAMPLES: usize = 3;
const SAMPLE_LETTERS: usize = 60;
/// Rows looked through for them.
const SAMPLE_ROWS: usize = 1000;

/// By column: a few distinct values of its first rows.
#[derive(Debug, Default)]
pub(crate) struct Samples {
    columns: Vec<Vec<String>>,
    rows: usize,
}

impl Samples {
    /// Of so many columns.
    pub(crate) fn new(columns: usize) -> Self {
        Self { columns: vec![Vec::new(); columns], rows: 0 }
    }

    /// Takes the next row, unless enough were looked through.
    pub(crate) fn take<'c>(&mut self, cells: impl Iterator<Item = &'c str>) {
        self.rows += 1;
        if self.is_enough() {
            return;
        }
        for (samples, cell) in self.columns.iter_mut().zip(cells) {
            let cell = cell.trim();
            if samples.len() < SAMPLES && !cell.is_empty() {
                let sample: String = cell.chars().take(SAMPLE_LETTERS).collect();
                if !samples.contains(&sample) {
                    samples.push(sample);
                }
            }
        }
    }

    pub(crate) fn is_enough(&self) -> bool {
        self.rows > SAMPLE_ROWS
    }

    pub(crate) fn into_columns(self) -> Vec<Vec<String>> {
        self.columns
    }
}

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
            fields: Vec::new(),
            fingerprint: String::new(),
            sheet: None,
            corrects: None,
            is_ignored: false,
            shape: None,
            own_shape: None,
            statuses: Vec::new(),
            is_prepared: false,
            left_out: Vec::new(),
            held: None,
            rows_hash: RowsHash::default(),
            tally: Tally::default(),
        }
    }

    /// Only the first block of a file brings samples. A prepared table has other columns than its upload, which brought its own.
    pub(crate) fn samples(&mut self, samples: Samples) {
        if self.is_prepared {
            return;
        }
        let values = self.columns.iter_mut().zip(samples.columns).filter(|(_, values)| !values.is_empty());
        values.for_each(|(column, values)| column.samples = values);
    }
}

impl ColumnReport {
    pub(crate) fn ignored(header: &str) -> Self {
        Self { header: header.to_owned(), field: None, how: ColumnMatch::Ignored, samples: Vec::new() }
    }

    pub(crate) fn from_columns(columns: &Columns) -> Vec<Self> {
        let column = |(at, header): (usize, &String)| {
            let (field, how) = columns.held_at(at);
            Self { header: header.clone(), field, how, samples: Vec::new() }
        };
        columns.headers().iter().enumerate().map(column).collect()
    }
}
