//! What is wrong with the files: grouped by kind, with the first examples and the place of every one.

use std::collections::HashMap;

/// An error is only what cannot be used; everything else is a warning and its row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Severity {
    /// The row, table or file cannot be used.
    Error,
    /// It is used, and somebody should know.
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
    ($($name:ident $severity:ident $code:literal $title:literal;)*) => {
        /// One kind of issue. The only list of codes there is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the titles say what each one is")]
        pub enum Kind { $($name,)* }

        impl Kind {
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

            /// Whether it can be used.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

kinds! {
    MissingTable Error "missing_table" "A table is missing";
    MissingColumn Error "missing_column" "A column is missing";
    UnknownTable Error "unknown_table" "The file is none of the four tables";
    UnreadableFile Error "unreadable_file" "The file cannot be read";
    EmptyFile Error "empty_file" "The file is empty";
    RepeatedFile Error "repeated_file" "The same file twice; it is read once";
    RaggedRow Error "ragged_row" "The row has another number of cells than the header";
    OpenQuote Error "open_quote" "A quote that is never closed";
    BadNumber Error "bad_number" "Not a number";
    BadDate Error "bad_date" "Not a date";
    BlankCell Error "blank_cell" "A cell that is needed is blank";
    TotalTooLarge Error "total_too_large" "The amounts add up to more than can be exact";
    NoRows Warning "no_rows" "A table without a row";
    GuessedEncoding Warning "guessed_encoding" "The encoding is guessed: read as Windows-1252";
    UnreadableDetail Warning "unreadable_detail" "A detail cannot be read; the row counts without it";
    RepeatedInfluencer Warning "repeated_influencer" "An influencer's id stands twice; the first row counts";
    UnknownInfluencer Warning "unknown_influencer" "An id that is not among the influencers; it counts and is listed as not in roster";
    BlankInfluencer Warning "blank_influencer" "A row without an influencer's id";
    OrganicWithInfluencer Warning "organic_with_influencer" "An organic row names an influencer; the name is ignored";
    NegativeAmount Warning "negative_amount" "An amount below 0; it counts as a refund";
    DerivedPayout Warning "derived_payout" "No total is given; it is worked out from the rate";
    FoldedSpelling Warning "folded_spelling" "Another spelling of a known name; it is counted under the known one";
    NoPayout Warning "no_payout" "An influencer without a payout";
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
    pub kind: Kind,
    /// The file's name; empty when no file is to blame.
    pub file: String,
    /// How many.
    pub count: u64,
    /// The first few.
    pub first: Vec<Example>,
}

/// The place of one issue, for the file that can be mended and uploaded again.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    pub(crate) file: usize,
    pub(crate) line: u64,
    pub(crate) column: String,
    pub(crate) kind: Kind,
    pub(crate) message: String,
}

/// Everything that was found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issues {
    pub(crate) groups: Vec<IssueGroup>,
    pub(crate) located: Vec<Located>,
    kept: HashMap<(usize, Severity), usize>,
}

/// Examples kept of each kind and file.
const EXAMPLES: usize = 5;
/// Characters kept of what stood in a cell.
const FOUND_LETTERS: usize = 200;
/// Places kept for the issues file, of each file and severity.
const LOCATED_MOST: usize = 100_000;

impl Issues {
    /// Notes one issue of the file at this place in the upload; `None` when no file is to blame.
    pub(crate) fn add(&mut self, kind: Kind, file: Option<(usize, &str)>, mut example: Example) {
        example.found = clipped(&example.found);
        if let Some((file, _)) = file
            && self.has_room(file, kind.severity())
        {
            let message = format!(
                "{}: found \"{}\", expected {}. {}",
                kind.title(),
                example.found,
                example.expected,
                example.fix
            );
            self.located.push(Located { file, line: example.line, column: example.column.clone(), kind, message });
        }
        let name = file.map_or("", |(_, name)| name);
        let group = self.groups.iter_mut().find(|group| group.kind == kind && group.file == name);
        match group {
            Some(group) => {
                group.count += 1;
                if group.first.len() < EXAMPLES {
                    group.first.push(example);
                }
            }
            None => self.groups.push(IssueGroup { kind, file: name.to_owned(), count: 1, first: vec![example] }),
        }
    }

    pub(crate) fn count(&self, severity: Severity) -> u64 {
        self.groups.iter().filter(|group| group.kind.severity() == severity).map(|group| group.count).sum()
    }
}

impl Issues {
    /// Warnings never push an error out of the issues file, and no file another's.
    fn has_room(&mut self, file: usize, severity: Severity) -> bool {
        let kept = self.kept.entry((file, severity)).or_default();
        *kept += 1;
        *kept <= LOCATED_MOST
    }
}

fn clipped(found: &str) -> String {
    let mut letters = found.chars();
    let mut short: String = letters.by_ref().take(FOUND_LETTERS).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
