//! What only shows across rows, columns and tables: days against their column's order, ids against the roster, sizes.

use std::collections::{HashMap, HashSet};

use crate::{
    IssueKind, Role,
    mapping::accepted::Accepted,
    mapping::spelling::Spelled,
    parse::days::WrittenDay,
    read::dictionary::{BLANK_CODE, TextColumn},
    read::records::{Person, SourceLine},
    report::issues::{Affected, Example, Issues},
    report::{Reconciliation, Tally},
};
use definitions::{Attribute, Class};

/// Something found across rows, with the place of the first row it is about.
pub(crate) struct Note {
    pub(crate) kind: IssueKind,
    pub(crate) place: SourceLine,
    pub(crate) affected: Affected,
    pub(crate) column: &'static str,
    pub(crate) found: String,
    pub(crate) expected: String,
    pub(crate) fix: &'static str,
}

/// Takes what is found.
pub(crate) type Notes<'n> = dyn FnMut(Note) + 'n;

/// The ids of the roster, for checking those of other tables.
pub(crate) struct Roster(HashSet<u32>);

impl Roster {
    /// The issue with an id on a row of influencer sales, a payment or a post, if there is one.
    pub(crate) fn problem(&self, accepted: &Accepted<'_>, id: u32) -> Option<IdIssue> {
        if id == BLANK_CODE || self.0.contains(&id) {
            return None;
        }
        Some(IdIssue {
            kind: IssueKind::UnknownInfluencer,
            found: accepted.texts(TextColumn::Id)[id as usize].clone(),
            expected: "an id of the influencers file",
            fix: "Add the influencer to the roster or correct the id.",
        })
    }
}

/// What is wrong with the id of one row.
pub(crate) struct IdIssue {
    pub(crate) kind: IssueKind,
    pub(crate) found: String,
    pub(crate) expected: &'static str,
    pub(crate) fix: &'static str,
}

impl IdIssue {
    pub(crate) fn note(self, place: SourceLine, affected: Affected) -> Note {
        let Self { kind, found, expected, fix } = self;
        Note { kind, place, affected, column: "influencer_id", found, expected: expected.to_owned(), fix }
    }
}

impl Accepted<'_> {
    /// Days that the calendar does not have in the column's order.
    pub(crate) fn check_days(&self, issues: &mut Issues, tallies: &mut [Tally]) {
        for cell in self.read_sales() {
            if let Some(found) = self.impossible_day(Role::Tracking, cell.key.file, cell.key.day) {
                let tally = &mut tallies[usize::from(cell.key.file)];
                tally.rows_excluded += u64::from(cell.rows);
                tally.exclude_sales(cell.sums.orders, cell.sums.revenue);
                let affected = Affected::revenue(cell.rows.into(), cell.sums.revenue);
                self.add(
                    issues,
                    impossible_day_note(found, SourceLine { file: cell.key.file, line: cell.line }, affected),
                );
            }
        }
        for cell in self.read_posts() {
            if let Some(found) = self.impossible_day(Role::Posts, cell.key.file, cell.key.day) {
                tallies[usize::from(cell.key.file)].rows_excluded += u64::from(cell.rows);
                let affected = Affected::revenue(cell.rows.into(), 0);
                self.add(
                    issues,
                    impossible_day_note(found, SourceLine { file: cell.key.file, line: cell.line }, affected),
                );
            }
        }
    }

    /// How a day is written that the calendar does not have in the order of its column.
    pub(crate) fn impossible_day(&self, role: Role, file: u16, day: WrittenDay) -> Option<String> {
        match day {
            WrittenDay::Numeric { first, second, year } if self.order(role, file).resolve(day).is_none() => {
                Some(format!("{first:02}-{second:02}-{year}"))
            }
            _ => None,
        }
    }

    pub(crate) fn add(&self, issues: &mut Issues, note: Note) {
        let Note { kind, place, affected, column, found, expected, fix } = note;
        let held = self.staged.files[usize::from(place.file)].held.as_ref();
        let column = held.map_or(column, |columns| columns.header_of(column));
        let example =
            Example { line: place.line.into(), column: column.to_owned(), found, expected, fix: fix.to_owned() };
        issues.add(kind, self.file_name(place), affected, example);
    }

    pub(crate) fn check_across(&self, issues: &mut Issues) {
        self.across(&mut |note| self.add(issues, note));
    }

    /// Everything found across rows. Sales and posts are checked by their sums: each stands for all its rows.
    pub(crate) fn across(&self, notes: &mut Notes<'_>) {
        let roster = self.roster_ids();
        self.check_roster(notes);
        for sale in self.sales() {
            let place = SourceLine { file: sale.cell.key.file, line: sale.cell.line };
            let affected = Affected::revenue(sale.cell.rows.into(), sale.cell.sums.revenue);
            let class = self.classes[sale.cell.key.source as usize];
            if let Some(issue) = self.sale_problem(&roster, class, sale.cell.key.influencer) {
                notes(issue.note(place, affected));
            }
            if sale.cell.key.repeated {
                notes(repeated_note(place, affected));
            }
        }
        for payment in self.payments() {
            if let Some(issue) = roster.problem(self, payment.influencer) {
                notes(issue.note(payment.place, Affected::spend(payment.amount)));
            }
            if payment.repeated {
                notes(repeated_note(payment.place, Affected::spend(payment.amount)));
            }
        }
        for (_, post) in self.posts() {
            let place = SourceLine { file: post.key.file, line: post.line };
            let affected = Affected::revenue(post.rows.into(), 0);
            if let Some(issue) = roster.problem(self, post.key.influencer) {
                notes(issue.note(place, affected));
            }
            if post.key.repeated {
                notes(repeated_note(place, affected));
            }
        }
        self.check_outliers(notes);
        self.check_payouts(notes);
    }

    pub(crate) fn roster_ids(&self) -> Roster {
        Roster(self.read_people().map(|person| person.id).collect())
    }

    fn check_roster(&self, notes: &mut Notes<'_>) {
        let mut first = HashMap::<u32, &Person>::new();
        for person in self.read_people() {
            self.check_spelling(person, notes);
            let Some(earlier) = first.get(&person.id) else {
                first.insert(person.id, person);
                continue;
            };
            let is_same = self.facts(earlier) == self.facts(person);
            notes(Note {
                kind: if is_same { IssueKind::RepeatedInfluencer } else { IssueKind::ConflictingInfluencer },
                place: person.place,
                affected: Affected::one_row(),
                column: "id",
                found: self.texts(TextColumn::Id)[person.id as usize].clone(),
                expected: format!("each id once (it is first in line {})", earlier.place.line),
                fix: "Remove the wrong row.",
            });
        }
    }

    fn facts<'p>(&'p self, person: &'p Person) -> (&'p str, [&'p str; Attribute::ALL.len()], Option<i64>) {
        (&person.name, self.attributes(person), person.followers)
    }

    fn check_spelling(&self, person: &Person, notes: &mut Notes<'_>) {
        for spelled in Spelled::ALL {
            let (written, known) = (spelled.written(person), self.spelled(spelled, person));
            if written != known {
                notes(Note {
                    kind: IssueKind::FoldedSpelling,
                    place: person.place,
                    affected: Affected::one_row(),
                    column: spelled.id(),
                    found: written.to_owned(),
                    expected: format!("the spelling it is known by: {known}"),
                    fix: "Nothing needs to be done.",
                });
            }
        }
    }

    /// The issue with an id on a tracking row, given the class of its source.
    pub(crate) fn sale_problem(&self, roster: &Roster, class: Class, id: u32) -> Option<IdIssue> {
        match (class, id != BLANK_CODE) {
            (Class::Influencer, true) => roster.problem(self, id),
            (Class::Influencer, false) => Some(IdIssue {
                kind: IssueKind::BlankInfluencer,
                found: String::new(),
                expected: "an influencer's id",
                fix: "Fill in the id if an influencer made the sale; until then it counts as other.",
            }),
            (Class::Organic, true) => Some(IdIssue {
                kind: IssueKind::OrganicWithInfluencer,
                found: self.texts(TextColumn::Id)[id as usize].clone(),
                expected: "no id on organic sales",
                fix: "Change the class of the source if these are an influencer's sales.",
            }),
            _ => None,
        }
    }

    fn check_outliers(&self, notes: &mut Notes<'_>) {
        for (file, spread) in self.staged.collected.histograms.iter().enumerate() {
            let is_tracking = self.staged.files[file].role == Some(Role::Tracking);
            if !self.uses(file as u16) {
                continue;
            }
            let (count, largest) = spread.outliers();
            let mut shown = 0;
            for (amount, line) in largest {
                shown += 1;
                let place = SourceLine { file: file as u16, line };
                notes(outlier_note(place, amount, 1, is_tracking));
            }
            // Only a few are kept with their lines; the count includes all.
            if let Some(rest) = count.checked_sub(shown).filter(|rest| *rest > 0) {
                let place = SourceLine { file: file as u16, line: 0 };
                notes(outlier_note(place, spread.limit().unwrap_or(0), rest, is_tracking));
            }
        }
    }

    /// Sums stay exact only while everything fits: the one place that sees to it.
    pub(crate) fn check_sizes(&self, issues: &mut Issues, reconciliation: &[Reconciliation]) {
        let sizes = &self.staged.collected.sizes;
        let checks = [
            (Role::Tracking, sizes.revenue),
            (Role::Tracking, sizes.orders),
            (Role::Payouts, sizes.spend),
            (Role::Posts, sizes.posts),
        ];
        for (role, _) in checks.into_iter().filter(|(_, size)| !size.fits()) {
            let file = reconciliation.iter().find(|part| part.role == role).map_or("", |part| &part.file);
            let fix = "Correct the amounts that are wrong.";
            let found = format!("amounts in {role} that are too large");
            let example = Example::of_file(found, "sums below 9,223,372,036,854 units", fix);
            issues.add(IssueKind::TotalTooLarge, file, Affected::one_row(), example);
        }
    }
}

pub(crate) fn impossible_day_note(found: String, place: SourceLine, affected: Affected) -> Note {
    let fix = "The rest of the column has the other order of day and month: write the date as year-month-day.";
    let expected = "a day in the order of the column".to_owned();
    Note { kind: IssueKind::BadDate, place, affected, column: "date", found, expected, fix }
}

pub(crate) fn repeated_note(place: SourceLine, affected: Affected) -> Note {
    Note {
        kind: IssueKind::RepeatedRow,
        place,
        affected,
        column: "",
        found: "the same row again".to_owned(),
        expected: "each row once".to_owned(),
        fix: "Leave repeated rows out if they were exported twice; keep them if they are separate sales.",
    }
}

pub(crate) fn outlier_note(place: SourceLine, amount: i64, rows: u64, is_tracking: bool) -> Note {
    let (column, revenue, spend) = if is_tracking { ("revenue", amount, 0) } else { ("total_payout", 0, amount) };
    Note {
        kind: IssueKind::Outlier,
        place,
        affected: Affected { rows, revenue, spend },
        column,
        found: definitions::decimal(amount),
        expected: "an amount in the range of the others".to_owned(),
        fix: "Correct the amount if a decimal point slipped; it counts as written.",
    }
}
