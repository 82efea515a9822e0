//! Reading messy campaign files: detect → headers → cells → issues → mapping → reconciliation.
//!
//! Nothing is stored here. [`stage`] reads the files into typed rows; [`Staged::report`] says what they are under one mapping;
//! [`Staged::accepted`] is what a dataset is made from.

mod accepted;
mod cells;
mod changes;
mod check;
mod detect;
mod dictionary;
mod headers;
mod issues;
mod issues_file;
mod mapping;
mod proposal;
mod read;
mod repeated;
mod report;
mod row;
mod rows;
mod spelling;
mod tables;

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
};

pub use headers::{How, Role};
pub use issues::{Example, IssueGroup, Kind, Severity};
pub use mapping::{ALL_FILES, BadChange, BrandRule, Class, DateOrder, Mapping, MappingChanges};
pub use report::{
    BrandValue, Column, DateQuestion, FileReport, FilesQuestion, Question, Reconciliation, Report, SourceValue,
};

pub(crate) use accepted::{Accepted, AcceptedSale, Text};
pub(crate) use read::is_per_order;
pub(crate) use tables::{Payment, Person, Post};

use issues::Issues;
use tables::Tables;

/// One uploaded file on its way in.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The name people know it by. Never used as a path.
    pub name: String,
    /// The form field it came under; empty from the command line.
    pub form_field: String,
    /// Where its bytes are.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// How far an import is, shared between the reader and whoever watches.
#[derive(Debug, Default)]
pub struct Progress {
    bytes: AtomicU64,
    rows: AtomicU64,
    issues: AtomicU64,
    cancelled: AtomicBool,
}

impl Progress {
    /// Bytes, rows and issues so far.
    pub fn so_far(&self) -> (u64, u64, u64) {
        (self.bytes.load(Relaxed), self.rows.load(Relaxed), self.issues.load(Relaxed))
    }

    /// Asks the reader to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }

    /// Whether somebody asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Relaxed)
    }

    fn add_bytes(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Relaxed);
    }

    fn add_row(&self) {
        self.rows.fetch_add(1, Relaxed);
    }

    fn add_issue(&self) {
        self.issues.fetch_add(1, Relaxed);
    }
}

/// Files read into typed rows, with everything found on the way. Changes nothing anywhere.
#[derive(Debug)]
pub struct Staged {
    uploads: Vec<Upload>,
    files: Vec<FileReport>,
    tables: Tables,
    issues: Issues,
    proposal: Mapping,
    brand_rules: Vec<BrandRule>,
    questions: Vec<Question>,
    dates: proposal::Dates,
}

/// Reads the files, in their order. Several files of one table are read together; the same file twice is read once.
pub fn stage(mut uploads: Vec<Upload>, progress: &Arc<Progress>) -> Staged {
    repeated::name_apart(&mut uploads);
    let (mut tables, mut issues) = (Tables::default(), Issues::default());
    let mut sink = read::Sink { tables: &mut tables, issues: &mut issues, progress };
    let files: Vec<FileReport> = (0..uploads.len())
        .map(|at| match repeated::of_earlier(&uploads, at) {
            Some(earlier) => read::repeated_file(at, &uploads[at], earlier, &mut sink),
            None => read::file(at, &uploads[at], &mut sink),
        })
        .collect();
    proposal::note_missing_tables(&files, &mut issues);
    let dates = proposal::Dates::of(&tables, &files);
    let (brand_rules, proposal) = proposal::proposal(&tables, &dates);
    let questions = proposal::questions(&dates, &files);
    Staged { uploads, files, tables, issues, proposal, brand_rules, questions, dates }
}

impl Staged {
    /// What the import proposes to understand.
    pub fn proposal(&self) -> &Mapping {
        &self.proposal
    }

    /// What only the user can decide.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// What the files are and add up to under a mapping.
    pub fn report(&self, mapping: &Mapping) -> Report {
        self.accepted(mapping).report()
    }

    /// The rows that count under a mapping.
    pub(crate) fn accepted<'s>(&'s self, mapping: &'s Mapping) -> Accepted<'s> {
        Accepted::new(self, mapping)
    }
}
