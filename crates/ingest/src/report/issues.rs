//! What is wrong with the files: grouped by kind, with the first examples and the money they affect.

use std::fmt;

/// An error is only what cannot be used; everything else is a warning and its row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The row, table or file cannot be used.
    Error,
    /// It is used, and the user should know.
    Warning,
}

impl Severity {
    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

macro_rules! kinds {
    ($($name:ident $severity:ident $code:literal $title:literal $meaning:literal;)*) => {
        /// One kind of issue. The only list of codes there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the titles say what each one is")]
        pub enum IssueKind { $($name,)* }

        impl IssueKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name in the API.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// The name people read.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// What it is and what becomes of the rows.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)* }
            }

            /// Whether it can be used.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

kinds! {
    MissingTable Error "missing_table" "A table is missing"
        "A dataset needs influencers, tracking and payouts. Without payouts it is possible once the user says that nothing was paid.";
    MissingColumn Error "missing_column" "A column is missing"
        "No column of the file holds a field the table cannot do without. Choose the column that holds it, or add it.";
    UnknownTable Error "unknown_table" "The file is none of the four tables"
        "Neither its header nor its name identifies it. Choose its table, or leave it out.";
    UnusableFile Error "unusable_file" "The file cannot be used in this form"
        "It is understood, but lacks what a dataset needs, or holds two things at once. The message names the form and the way out.";
    UnreadableFile Error "unreadable_file" "The file cannot be read"
        "It is not a text table or a workbook, or it is damaged.";
    EmptyFile Error "empty_file" "The file is empty"
        "It does not even have a header.";
    RepeatedFile Error "repeated_file" "The same file twice; it is read once"
        "Two files have the same bytes. Counting both would double the numbers.";
    CorrectsNothing Error "mends_nothing" "Corrected rows whose file is missing"
        "Rows with a column _line replace rows of the file they came from; upload that file with them.";
    CopiesDiffer Error "copies_differ" "Corrected rows of one line that differ"
        "A row with several issues is in issues.csv once for each; correct all of its rows alike.";
    RaggedRow Error "ragged_row" "The row has a different number of cells than the header"
        "It is unclear which cell belongs to which column.";
    OpenQuote Error "open_quote" "A quote that is never closed"
        "Only the row that contains it is lost; the rows below are read.";
    BadNumber Error "bad_number" "Not a number"
        "An amount that the row needs cannot be read with certainty.";
    BadDate Error "bad_date" "Not a date"
        "The day cannot be read, or the calendar has no such day.";
    BlankCell Error "blank_cell" "A cell that is needed is blank"
        "Without it the row cannot be counted anywhere.";
    TotalTooLarge Error "total_too_large" "The amounts add up to more than can be exact"
        "Some amount must be wrong: sums this large would not be exact.";
    NoRows Warning "no_rows" "A table without a row"
        "There is a header and no row below it.";
    IgnoredSheet Warning "ignored_sheet" "A sheet that is none of the four tables"
        "The workbook has other sheets that are tables; this one is left out.";
    GuessedEncoding Warning "guessed_encoding" "The encoding is guessed: read as Windows-1252"
        "The text is not UTF-8. Accents may look wrong; numbers are not affected.";
    UnreadableDetail Warning "unreadable_detail" "A detail cannot be read; the row counts without it"
        "The row does not need the cell for any total.";
    RepeatedInfluencer Warning "repeated_influencer" "An influencer's id appears twice; the first row counts"
        "The rows are the same.";
    ConflictingInfluencer Warning "conflicting_influencer" "An influencer's id appears twice with different details; the first row counts"
        "Two rows of the roster have one id and different names, platforms or followers.";
    UnknownInfluencer Warning "unknown_influencer" "An id that is not in the influencers file; its rows count and are listed as not in roster"
        "Its revenue, spend and posts stay in every total, in a row of their own.";
    BlankInfluencer Warning "blank_influencer" "A row without an influencer's id"
        "A tracking row without an id counts as other: neither influencer revenue nor baseline.";
    OrganicWithInfluencer Warning "organic_with_influencer" "An organic row names an influencer; the name is ignored"
        "Organic sales belong to no influencer: they are the baseline.";
    NegativeAmount Warning "negative_amount" "An amount below 0; it counts as a refund"
        "It is subtracted from the totals.";
    RepeatedRow Warning "repeated_row" "The same row appears twice"
        "Every cell is the same as in an earlier row. It counts, unless repeated rows are left out.";
    Outlier Warning "outlier" "An amount far beyond the others"
        "It counts. It lies far outside the range of nearly all rows of the file; check whether a decimal point slipped.";
    DerivedPayout Warning "derived_payout" "No total is given; it is calculated from the rate"
        "Rate times orders when paid per order, times posts otherwise.";
    PayoutMismatch Warning "payout_mismatch" "The payout differs from its rate"
        "The total counts as written; the rate is only information.";
    PaidOrdersDiffer Warning "paid_orders_differ" "The orders paid for differ from the orders tracked"
        "The payouts name a different number of orders than the tracking file has for the influencer.";
    SoldUnpaid Warning "sold_unpaid" "Sales of an influencer who was not paid"
        "There is revenue and no spend, so no return can be calculated.";
    NoPayout Warning "no_payout" "An influencer without a payout"
        "No row of the payouts names the influencer.";
    FoldedSpelling Warning "folded_spelling" "Another spelling of a known name; it is counted under the known one"
        "The file keeps its spelling; answers use the known name. Keep it apart if it means something else.";
}

/// One place where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The line of the file where the row begins, from 1; 0 when it is about the whole file.
    pub line: u64,
    /// The header of the column; empty when it is about the whole row.
    pub column: String,
    /// What stood there.
    pub found: String,
    /// What would be right.
    pub expected: String,
    /// What to do.
    pub fix: String,
}

/// All issues of one kind in one file.
#[derive(Clone, Debug)]
pub struct IssueGroup {
    /// Which kind.
    pub kind: IssueKind,
    /// The file's name; empty when no file is to blame.
    pub file: String,
    /// How many.
    pub count: u64,
    /// The revenue on the rows it is about, in micros.
    pub revenue: i64,
    /// The spend on the rows it is about, in micros.
    pub spend: i64,
    /// The first few.
    pub first: Vec<Example>,
}

/// The rows that an issue is about: how many, and the money on them in micros.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Affected {
    pub(crate) rows: u64,
    pub(crate) revenue: i64,
    pub(crate) spend: i64,
}

impl Affected {
    pub(crate) fn no_rows() -> Self {
        Self { rows: 0, revenue: 0, spend: 0 }
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.revenue = self.revenue.saturating_add(other.revenue);
        self.spend = self.spend.saturating_add(other.spend);
    }

    pub(crate) fn one_row() -> Self {
        Self { rows: 1, revenue: 0, spend: 0 }
    }

    pub(crate) fn revenue(rows: u64, revenue: i64) -> Self {
        Self { rows, revenue, spend: 0 }
    }

    pub(crate) fn spend(spend: i64) -> Self {
        Self { rows: 1, revenue: 0, spend }
    }
}

/// Everything that was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issues {
    pub(crate) groups: Vec<IssueGroup>,
}

/// Examples kept of each kind and file.
pub(crate) const EXAMPLES: usize = 5;
/// Characters kept of what stood in a cell.
const FOUND_LETTERS: usize = 200;

impl Issues {
    /// Notes issues of one kind in a file; a blank name when no file is to blame.
    pub(crate) fn add(&mut self, kind: IssueKind, file: &str, affected: Affected, mut example: Example) {
        example.found = clipped(&example.found);
        let known = self.groups.iter().position(|group| group.kind == kind && group.file == file);
        let at = known.unwrap_or_else(|| {
            let file = file.to_owned();
            self.groups.push(IssueGroup { kind, file, count: 0, revenue: 0, spend: 0, first: Vec::new() });
            self.groups.len() - 1
        });
        let group = &mut self.groups[at];
        group.count += affected.rows;
        group.revenue = group.revenue.saturating_add(affected.revenue);
        group.spend = group.spend.saturating_add(affected.spend);
        if group.first.len() < EXAMPLES {
            group.first.push(example);
        }
    }

    /// More of a kind that was noted in the file before.
    pub(crate) fn add_more(&mut self, kind: IssueKind, file: &str, more: Affected) {
        if let Some(group) = self.groups.iter_mut().find(|group| group.kind == kind && group.file == file) {
            group.count += more.rows;
            group.revenue = group.revenue.saturating_add(more.revenue);
            group.spend = group.spend.saturating_add(more.spend);
        }
    }

    /// Only what was said of the file as a whole stays.
    pub(crate) fn forget_rows(&mut self, file: &str) {
        self.groups.retain(|group| group.file != file || group.first.iter().all(|example| example.line == 0));
    }

    pub(crate) fn has(&self, kind: IssueKind, file: &str) -> bool {
        self.groups.iter().any(|group| group.kind == kind && group.file == file)
    }

    pub(crate) fn count(&self, severity: Severity) -> u64 {
        self.groups.iter().filter(|group| group.kind.severity() == severity).map(|group| group.count).sum()
    }
}

impl IssueGroup {
    /// Which file and how often: `payouts.csv, 3 times`; without the file where no file is to blame.
    pub fn extent(&self) -> String {
        let times = if self.count == 1 { "once".to_owned() } else { format!("{} times", self.count) };
        if self.file.is_empty() { times } else { format!("{}, {times}", self.file) }
    }
}

impl fmt::Display for Example {
    /// `line 41, column rate: found "12,50", expected a number such as 1250.50. Remove the comma.` Says no line for a whole file and
    /// no column for a whole row.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, found, expected, fix } = self;
        match (line, column.as_str()) {
            (0, "") => {}
            (0, column) => write!(formatter, "column {column}: ")?,
            (line, "") => write!(formatter, "line {line}: ")?,
            (line, column) => write!(formatter, "line {line}, column {column}: ")?,
        }
        write!(formatter, "found \"{found}\", expected {expected}. {fix}")
    }
}

impl Example {
    /// Text whose letters do not show its encoding.
    pub(crate) fn guessed_encoding() -> Self {
        let fix = "Check names with accents; if they look wrong, export as UTF-8.";
        Self::of_file("text that is not UTF-8", "UTF-8", fix)
    }

    /// About a whole file.
    pub(crate) fn of_file(found: impl Into<String>, expected: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { line: 0, column: String::new(), found: found.into(), expected: expected.into(), fix: fix.into() }
    }
}

pub(crate) fn clipped(found: &str) -> String {
    let mut letters = found.chars();
    let mut short: String = letters.by_ref().take(FOUND_LETTERS).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::{Example, IssueGroup, IssueKind};

    #[test]
    fn a_message_names_no_line_of_a_whole_file_and_no_column_of_a_whole_row() {
        let example =
            |line, column: &str| Example { line, column: column.to_owned(), ..Example::of_file("a", "b", "C.") };
        assert_eq!(example(41, "rate").to_string(), "line 41, column rate: found \"a\", expected b. C.");
        assert_eq!(example(41, "").to_string(), "line 41: found \"a\", expected b. C.");
        assert_eq!(example(0, "rate").to_string(), "column rate: found \"a\", expected b. C.");
        assert_eq!(example(0, "").to_string(), "found \"a\", expected b. C.");
    }

    #[test]
    fn issues_of_no_file_name_none() {
        let group = |file: &str, count| {
            let file = file.to_owned();
            let (kind, first) = (IssueKind::MissingTable, Vec::new());
            IssueGroup { kind, file, count, revenue: 0, spend: 0, first }.extent()
        };
        assert_eq!((group("a.csv", 3), group("", 1)), ("a.csv, 3 times".to_owned(), "once".to_owned()));
    }
}
