//! A set of files as tables of cells: what stands written in them, and beside it what they truly say.
//!
//! Rows keep their facts and their damage through every mutation; lines and headers are looked up when the files are written.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rand::{RngExt, seq::SliceRandom};
use rand_pcg::Pcg64;

/// One of the four tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Influencers,
    Tracking,
    Payouts,
    Posts,
}

impl Role {
    pub(super) const ALL: [Self; 4] = [Self::Influencers, Self::Tracking, Self::Payouts, Self::Posts];

    /// The name in the API.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Influencers => "influencers",
            Self::Tracking => "tracking",
            Self::Payouts => "payouts",
            Self::Posts => "posts",
        }
    }
}

/// What a row truly says. Fields that its table does not have are blank.
#[derive(Clone, Debug, Default)]
pub(super) struct Fact {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) gender: &'static str,
    pub(super) platform: &'static str,
    pub(super) followers: i64,
    pub(super) source: String,
    pub(super) day: Option<Date>,
    pub(super) orders: i64,
    /// Revenue or payout.
    pub(super) micros: i128,
}

impl Fact {
    /// The followers of a row whose cell is unreadable.
    pub(super) const FOLLOWERS_UNKNOWN: i64 = -1;
}

/// Why a row cannot be used: the code and the field of the bad cell, none when the row's shape is the damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Loss {
    pub(super) code: &'static str,
    pub(super) field: Option<&'static str>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) cells: Vec<String>,
    pub(super) fact: Fact,
    pub(super) loss: Option<Loss>,
    /// Warnings of the row that its facts alone do not show: the code, and the field where one is to blame.
    pub(super) warnings: Vec<(&'static str, Option<&'static str>)>,
    pub(super) blank_lines_before: usize,
    /// It is written, and no row of the table.
    pub(super) is_noise: bool,
    /// Some mutation chose it: another one chooses among the rest.
    is_taken: bool,
}

impl Row {
    pub(super) fn new(fact: Fact, cells: Vec<String>) -> Self {
        Self { cells, fact, ..Self::default() }
    }

    /// Nothing that counts.
    pub(super) fn noise(cells: Vec<String>) -> Self {
        Self { cells, is_noise: true, is_taken: true, ..Self::default() }
    }

    pub(super) fn damaged(cells: Vec<String>, code: &'static str) -> Self {
        Self { cells, loss: Some(Loss { code, field: None }), is_taken: true, ..Self::default() }
    }
}

/// A column: the field it holds (blank for none) and the header as the file writes it.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) field: &'static str,
    pub(super) header: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Little,
    Utf16Big,
    Windows1252,
}

/// How the table is put into bytes.
#[derive(Clone, Debug)]
pub(super) struct Writing {
    pub(super) encoding: Encoding,
    pub(super) delimiter: char,
    pub(super) line_end: &'static str,
    pub(super) leading_blank_lines: usize,
    /// Lines above the header that are no rows.
    pub(super) lines_above: Vec<String>,
    /// Cells of a row of units below the header.
    pub(super) units: Option<Vec<String>>,
    /// After so many rows the header stands once more.
    pub(super) header_again_after: Option<usize>,
    /// Lines below the rows that are none.
    pub(super) lines_below: Vec<String>,
    /// What the file ends with.
    pub(super) tail: &'static str,
    pub(super) trailing_blank_lines: usize,
    pub(super) has_final_line_end: bool,
    pub(super) quotes_every_cell: bool,
    pub(super) blank_cells_at_row_ends: usize,
    pub(super) is_gzip: bool,
}

impl Default for Writing {
    fn default() -> Self {
        Self {
            encoding: Encoding::Utf8,
            delimiter: ',',
            line_end: "\n",
            leading_blank_lines: 0,
            lines_above: Vec::new(),
            units: None,
            header_again_after: None,
            lines_below: Vec::new(),
            tail: "",
            trailing_blank_lines: 0,
            has_final_line_end: true,
            quotes_every_cell: false,
            blank_cells_at_row_ends: 0,
            is_gzip: false,
        }
    }
}

/// What is uploaded under a file's name.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Table,
    Bytes(&'static [u8]),
    /// The bytes of the file at this place of the set.
    CopyOf(usize),
}

#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    pub(super) writing: Writing,
    pub(super) content: Content,
    /// What is wrong with the file as a whole: the code, and the column where one is to blame.
    pub(super) complaint: Option<(&'static str, &'static str)>,
}

impl File {
    pub(super) fn new(role: Role, name: &str, columns: &[&'static str], rows: Vec<Row>) -> Self {
        let column = |header: &&'static str| Column { field: field_of(header), header: (*header).to_owned() };
        let columns = columns.iter().map(column).collect();
        let name = name.to_owned();
        Self { role, name, columns, rows, writing: Writing::default(), content: Content::Table, complaint: None }
    }

    /// A file beside the tables.
    pub(super) fn beside(name: &str, content: Content, code: &'static str) -> Self {
        let complaint = Some((code, ""));
        Self { content, complaint, ..Self::new(Role::Posts, name, &[], Vec::new()) }
    }

    /// Its rows are read: they are those of a table with all its columns.
    pub(super) fn is_read(&self) -> bool {
        matches!(self.content, Content::Table) && self.complaint.is_none()
    }

    pub(super) fn place(&self, field: &str) -> usize {
        let place = self.columns.iter().position(|column| column.field == field);
        place.unwrap_or_else(|| panic!("{} has no {field}", self.name))
    }

    pub(super) fn header(&self, field: &str) -> &str {
        self.columns[self.place(field)].header.trim()
    }

    pub(super) fn put(&mut self, row: usize, field: &str, cell: impl Into<String>) {
        let place = self.place(field);
        self.rows[row].cells[place] = cell.into();
    }

    pub(super) fn cell(&self, row: usize, field: &str) -> &str {
        &self.rows[row].cells[self.place(field)]
    }

    /// Rewrites the field's cell of every row that is as it should be.
    pub(super) fn rewrite(&mut self, field: &str, mut cell: impl FnMut(&mut Fact) -> String) {
        let place = self.place(field);
        for row in self.rows.iter_mut().filter(|row| row.loss.is_none() && !row.is_noise) {
            row.cells[place] = cell(&mut row.fact);
        }
    }

    /// Rewrites the field's cell of every row by what it says.
    pub(super) fn rewrite_cells(&mut self, field: &str, cell: impl Fn(&str) -> String) {
        let place = self.place(field);
        self.rows.iter_mut().for_each(|row| row.cells[place] = cell(&row.cells[place]));
    }

    /// Up to `count` rows, in the file's order, that no other mutation has chosen.
    pub(super) fn choose(&mut self, most: usize, rng: &mut Pcg64, suits: impl Fn(&Fact) -> bool) -> Vec<usize> {
        let suits = |row: &Row| !row.is_taken && suits(&row.fact);
        let mut places: Vec<usize> = (0..self.rows.len()).filter(|&at| suits(&self.rows[at])).collect();
        places.shuffle(rng);
        places.truncate(rng.random_range(1..=most));
        places.sort_unstable();
        assert!(!places.is_empty(), "{} has no row to choose", self.name);
        places.iter().for_each(|&at| self.rows[at].is_taken = true);
        places
    }
}

fn field_of(header: &'static str) -> &'static str {
    if header == "influencer_id" { "id" } else { header }
}

/// The files of one upload.
#[derive(Clone, Debug)]
pub(super) struct Set {
    pub(super) files: Vec<File>,
    /// All tables go into one workbook.
    pub(super) is_workbook: bool,
    /// The brand rule that is to be proposed.
    pub(super) brand_rule: &'static str,
    /// The ids of the questions that only the user can decide.
    pub(super) questions: BTreeSet<&'static str>,
    /// Codes of warnings that may come of it, wherever they are.
    pub(super) consequences: BTreeSet<&'static str>,
    /// Codes of warnings that must come of it, wherever they are.
    pub(super) demanded: BTreeSet<&'static str>,
    /// No file of some table can be read: no dataset can be made.
    pub(super) lacks_a_table: bool,
}

impl Set {
    /// The only file of the table.
    pub(super) fn file(&mut self, role: Role) -> &mut File {
        self.tables().find(|file| file.role == role).expect("the table is there")
    }

    pub(super) fn tables(&mut self) -> impl Iterator<Item = &mut File> {
        self.files.iter_mut().filter(|file| matches!(file.content, Content::Table))
    }
}
