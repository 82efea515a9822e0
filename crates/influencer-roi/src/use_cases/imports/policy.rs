//! The options of a commit, and the errors that prevent it.

use std::sync::Arc;

use ingest::{ImportQuestion, IngestError, IssueGroup, MappingChanges, Report};
use store::StoreError;

/// What happens to rows with errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Policy {
    /// One error stops the commit.
    #[default]
    Reject,
    /// Rows with errors are left out.
    AcceptValid,
}

impl Policy {
    pub(crate) const EXPECTED: &str = "reject or accept_valid";

    pub(crate) fn from_id(id: &str) -> Option<Self> {
        match id {
            "reject" => Some(Self::Reject),
            "accept_valid" => Some(Self::AcceptValid),
            _ => None,
        }
    }
}

/// The options of a commit.
#[derive(Clone, Debug, Default)]
pub(crate) struct CommitOptions {
    pub(crate) policy: Policy,
    pub(crate) changes: MappingChanges,
    pub(crate) name: Option<String>,
    /// Open questions are answered as proposed.
    pub(crate) takes_proposals: bool,
    /// Made by the generator, not uploaded.
    pub(crate) is_sample: bool,
}

/// Why an import did not become a dataset.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ImportError {
    #[error("there is no import \"{0}\". It may have been committed, cancelled or swept at a restart.")]
    NoSuchImport(String),
    #[error("this import is {0}: it cannot be committed or cancelled any more.")]
    NotReady(&'static str),
    #[error("the import failed unexpectedly. The data is unchanged.")]
    Failed,
    #[error(transparent)]
    Stage(#[from] IngestError),
    #[error("{0}")]
    Ended(Arc<ImportError>),
    #[error("the current data is the sample: there is nothing to add to. Replace it with your own files first.")]
    IsSample,
    #[error("{}", refused(.0))]
    Refused(Box<Report>),
    #[error(
        "every row of the {0} was left out or has an error: there would be nothing to count. Answer the questions otherwise or correct the file."
    )]
    NothingCounts(&'static str, Box<Report>),
    #[error("{0}")]
    OpenQuestion(String, Box<Report>),
    #[error(
        "the kept files of this version do not come to the same sums any more, so nothing was changed. Upload them again, and set the aliases then."
    )]
    ReadsOtherwise,
    #[error("too many imports are open. Commit or discard one and try again.")]
    TooMany,
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn refused(report: &Report) -> String {
    let files: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
    let fix = "Correct them and upload again, or use the valid rows (accept_valid).";
    let missing = report.issues.iter().find(|group| group.kind.code() == "missing_table");
    match missing.and_then(|group| group.first.first()) {
        Some(example) => {
            format!("A table is missing: found {}, expected {}. {}", example.found, example.expected, example.fix)
        }
        None => format!("{} errors in {}. {fix}", report.errors, files.join(", ")),
    }
}

impl ImportError {
    /// The report whose questions are open.
    pub(crate) fn open_report(&self) -> Option<&Report> {
        match self {
            Self::OpenQuestion(_, report) => Some(report),
            _ => None,
        }
    }

    /// The issue groups that prevented it.
    pub(crate) fn issues(&self) -> &[IssueGroup] {
        match self {
            Self::Refused(report) | Self::OpenQuestion(_, report) | Self::NothingCounts(_, report) => &report.issues,
            Self::Ended(error) => error.issues(),
            _ => &[],
        }
    }
}

/// The open question as a sentence.
pub(super) fn open_question(question: &ImportQuestion) -> String {
    let asked = match question {
        ImportQuestion::DateOrder(of) => {
            format!("{}: nothing in the dates shows which is the day and which the month.", of.file)
        }
        ImportQuestion::Files(of) => format!("{} are all {}: do they belong together?", of.files.join(", "), of.role),
        ImportQuestion::Asked(asked) => asked.text.clone(),
    };
    format!("{asked} Answer the question {} or accept the proposals.", question.id())
}
