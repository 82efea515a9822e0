//! What is to come of a set: computed from its facts by this test's own arithmetic, never by the program's.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    files::{self, WORKBOOK, Written},
    table::{Fact, File, Loss, Role, Row, Set},
};

/// Where an issue is to be found. Nothing for a column means any.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) line: u64,
    pub(super) column: Option<String>,
}

/// Issues by code and file.
pub(super) type Places = BTreeMap<(&'static str, String), Vec<Place>>;

/// Codes of warnings of which every place is known from the facts.
pub(super) const CERTAIN: [&str; 10] = [
    "unknown_influencer",
    "repeated_influencer",
    "conflicting_influencer",
    "blank_influencer",
    "organic_with_influencer",
    "negative_amount",
    "no_payout",
    "guessed_encoding",
    "unreadable_detail",
    "folded_spelling",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Influencer,
    Organic,
    Other,
}

/// Sums of rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) orders: i64,
    pub(super) micros: i128,
}

impl Sums {
    fn add(&mut self, fact: &Fact) {
        self.orders += fact.orders;
        self.micros += fact.micros;
    }
}

/// What one table adds up to.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableTruth {
    pub(super) rows: u64,
    pub(super) rows_excluded: u64,
    /// Of the rows left out, as far as their cells can be read; nothing where their shape is the damage.
    pub(super) excluded: Option<Sums>,
}

impl Default for TableTruth {
    fn default() -> Self {
        Self { rows: 0, rows_excluded: 0, excluded: Some(Sums::default()) }
    }
}

impl TableTruth {
    fn leave_out(&mut self, fact: &Fact, loss: Loss) {
        self.rows_excluded += 1;
        let readable = self.excluded.take().zip(loss.field);
        self.excluded = readable.map(|(mut excluded, field)| {
            excluded.orders += if field == "orders" { 0 } else { fact.orders };
            excluded.micros += if matches!(field, "revenue" | "total_payout") { 0 } else { fact.micros };
            excluded
        });
    }
}

/// Everything that is to be expected of one set.
pub(super) struct Truth {
    pub(super) errors: Places,
    /// Warnings that must be there, at these places.
    pub(super) warnings: Places,
    pub(super) tables: BTreeMap<Role, TableTruth>,
    /// By [`Class`].
    pub(super) sales: [Sums; 3],
    pub(super) spend: i128,
    /// Revenue of influencers and of nobody, by day.
    pub(super) daily: BTreeMap<String, [i128; 2]>,
    /// Sales and spend by influencer's id.
    pub(super) people: BTreeMap<String, (Sums, i128)>,
    /// The rows of the roster that count, in its order.
    pub(super) roster: Vec<Fact>,
}

impl Truth {
    /// Whether more than a fifth of the spend went to people who are not in the roster.
    pub(super) fn has_payees_outside(&self) -> bool {
        let is_listed = |id: &String| self.roster.iter().any(|fact| fact.id == *id);
        let outside: i128 = self.people.iter().filter(|(id, _)| !is_listed(id)).map(|(_, (_, spend))| spend).sum();
        // The reader takes a row with an open quote out; payments beside it are reported in its warnings.
        let is_open = self.errors.keys().any(|(code, _)| *code == "open_quote");
        outside * 5 > self.spend && !is_open
    }

    pub(super) fn of(set: &Set, written: &Written) -> Self {
        let reading = Reading::new(set, written);
        let mut truth = Self {
            errors: Places::new(),
            warnings: Places::new(),
            tables: BTreeMap::new(),
            sales: [Sums::default(); 3],
            spend: 0,
            daily: BTreeMap::new(),
            people: BTreeMap::new(),
            roster: Vec::new(),
        };
        truth.note_whole_files(set);
        reading.lines.iter().for_each(|line| truth.note_row(line));
        truth.add_up(&reading);
        truth.check_across(&reading);
        truth
    }

    fn note_whole_files(&mut self, set: &Set) {
        if set.lacks_a_table {
            note(&mut self.errors, "missing_table", "", Place { line: 0, column: None });
        }
        for file in &set.files {
            if let Some((code, column)) = file.complaint {
                let column = Some(column.to_owned());
                note(&mut self.errors, code, &file.name, Place { line: 0, column });
            }
            if file.is_read() && !set.is_workbook && files::is_guessed(file) {
                note(&mut self.warnings, "guessed_encoding", &file.name, Place { line: 0, column: None });
            }
        }
    }

    /// What the row itself says of its use.
    fn note_row(&mut self, line: &Line<'_>) {
        let table = self.tables.entry(line.file.role).or_default();
        table.rows += 1;
        let Some(loss) = line.row.loss else {
            for &(code, field) in &line.row.warnings {
                note(&mut self.warnings, code, line.name, line.place(field));
            }
            return;
        };
        table.leave_out(&line.row.fact, loss);
        let place = line.place(loss.field);
        note(&mut self.errors, loss.code, line.name, Place { column: Some(place.column.unwrap_or_default()), ..place });
    }

    fn add_up(&mut self, reading: &Reading<'_>) {
        for line in reading.used(Role::Tracking) {
            let (fact, class) = (&line.row.fact, reading.class(&line.row.fact));
            self.sales[class as usize].add(fact);
            if class == Class::Influencer {
                self.people.entry(fact.id.clone()).or_default().0.add(fact);
            }
            if class != Class::Other {
                let day = fact.day.expect("a used sale has a day").to_string();
                self.daily.entry(day).or_default()[class as usize] += fact.micros;
            }
            if fact.micros < 0 {
                note(&mut self.warnings, "negative_amount", line.name, line.place(Some("revenue")));
            }
        }
        for line in reading.used(Role::Payouts) {
            self.spend += line.row.fact.micros;
            self.people.entry(line.row.fact.id.clone()).or_default().1 += line.row.fact.micros;
            if line.row.fact.micros < 0 {
                note(&mut self.warnings, "negative_amount", line.name, line.place(Some("total_payout")));
            }
        }
    }

    fn check_across(&mut self, reading: &Reading<'_>) {
        let paid: BTreeSet<&str> = reading.used(Role::Payouts).map(|line| line.row.fact.id.as_str()).collect();
        let mut known = BTreeMap::new();
        for line in reading.used(Role::Influencers) {
            let fact = &line.row.fact;
            if let Some(name) = known.get(fact.id.as_str()) {
                let is_same = *name == fact.name;
                let code = if is_same { "repeated_influencer" } else { "conflicting_influencer" };
                note(&mut self.warnings, code, line.name, line.place(Some("id")));
                continue;
            }
            known.insert(fact.id.as_str(), fact.name.as_str());
            self.roster.push(fact.clone());
            if !paid.is_empty() && !paid.contains(fact.id.as_str()) {
                note(&mut self.warnings, "no_payout", line.name, line.place(None));
            }
        }
        let others = [Role::Tracking, Role::Payouts, Role::Posts];
        for line in others.into_iter().flat_map(|role| reading.used(role)) {
            if let Some(code) = reading.doubt_about_id(line, &known) {
                note(&mut self.warnings, code, line.name, line.place(Some("id")));
            }
        }
    }
}

fn note(places: &mut Places, code: &'static str, file: &str, place: Place) {
    places.entry((code, file.to_owned())).or_default().push(place);
}

/// A row where it was written.
struct Line<'s> {
    file: &'s File,
    name: &'s str,
    row: &'s Row,
    number: u64,
}

impl Line<'_> {
    fn place(&self, field: Option<&str>) -> Place {
        Place { line: self.number, column: field.map(|field| self.file.header(field).to_owned()) }
    }
}

/// The rows that can be read.
struct Reading<'s> {
    lines: Vec<Line<'s>>,
    /// Source values with an id on some row.
    with_id: BTreeSet<&'s str>,
}

impl<'s> Reading<'s> {
    fn new(set: &'s Set, written: &'s Written) -> Self {
        let mut lines = Vec::new();
        for (file, numbers) in set.files.iter().zip(&written.lines).filter(|(file, _)| file.is_read()) {
            let name = if set.is_workbook { WORKBOOK } else { &file.name };
            let line = |(row, &number)| Line { file, name, row, number };
            lines.extend(file.rows.iter().zip(numbers).filter(|(row, _)| !row.is_noise).map(line));
        }
        let mut reading = Self { lines, with_id: BTreeSet::new() };
        reading.with_id = reading.sources_with_id();
        reading
    }

    fn sources_with_id(&self) -> BTreeSet<&'s str> {
        let rows = self.used(Role::Tracking).map(|line| line.row);
        rows.filter(|row| !row.fact.id.is_empty()).map(|row| row.fact.source.as_str()).collect()
    }

    fn used(&self, role: Role) -> impl Iterator<Item = &Line<'s>> {
        self.lines.iter().filter(move |line| line.file.role == role && line.row.loss.is_none())
    }

    /// By the words of docs/metrics.md.
    fn class_of_source(&self, source: &str) -> Class {
        let words = source.to_lowercase();
        let says_paid = words.split(['_', ' ']).any(|word| ["ad", "ads", "paid"].contains(&word));
        if words.contains("organic") {
            Class::Organic
        } else if says_paid && !self.with_id.contains(source) {
            Class::Other
        } else {
            Class::Influencer
        }
    }

    /// A row without an id is never an influencer's.
    fn class(&self, fact: &Fact) -> Class {
        match self.class_of_source(&fact.source) {
            Class::Influencer if fact.id.is_empty() => Class::Other,
            class => class,
        }
    }

    fn doubt_about_id(&self, line: &Line<'_>, known: &BTreeMap<&str, &str>) -> Option<&'static str> {
        let fact = &line.row.fact;
        let class =
            if line.file.role == Role::Tracking { self.class_of_source(&fact.source) } else { Class::Influencer };
        match class {
            Class::Influencer if fact.id.is_empty() => Some("blank_influencer"),
            Class::Influencer => (!known.contains_key(fact.id.as_str())).then_some("unknown_influencer"),
            Class::Organic => (!fact.id.is_empty()).then_some("organic_with_influencer"),
            Class::Other => None,
        }
    }
}
