//! What only shows across rows, columns and tables: days against their column's order, ids against the roster, sizes.

use std::collections::{HashMap, HashSet};

use super::{
    Class, Kind, Role,
    accepted::Accepted,
    cells::WrittenDay,
    dictionary::BLANK_CODE,
    issues::{Example, Issues},
    report::{Reconciliation, Tally},
    tables::Place,
};

impl Accepted<'_> {
    /// Days that the calendar does not have in the column's order.
    pub(super) fn check_days(&self, issues: &mut Issues, tallies: &mut [Tally]) {
        for sale in self.lost(Role::Tracking, self.read_sales().map(|sale| (sale, sale.place, sale.day))) {
            let tally = &mut tallies[sale.place.file as usize];
            tally.rows_excluded += 1;
            tally.exclude_sale(sale.orders, sale.revenue);
            self.note_lost_day(issues, sale.place, sale.day);
        }
        for post in self.lost(Role::Posts, self.read_posts().map(|post| (post, post.place, post.day))) {
            tallies[post.place.file as usize].rows_excluded += 1;
            self.note_lost_day(issues, post.place, post.day);
        }
    }

    fn lost<'r, R: 'r>(
        &self,
        role: Role,
        rows: impl Iterator<Item = (&'r R, Place, WrittenDay)>,
    ) -> impl Iterator<Item = &'r R> {
        rows.filter(move |(_, place, day)| self.order(role, *place).resolve(*day).is_none()).map(|(row, ..)| row)
    }

    fn note_lost_day(&self, issues: &mut Issues, place: Place, day: WrittenDay) {
        let WrittenDay::Numeric { first, second, year } = day else {
            return;
        };
        let found = format!("{first:02}-{second:02}-{year}");
        let fix = "The rest of the column has the other order of day and month: write the date as year-month-day.";
        self.note(issues, Kind::BadDate, place, "date", &found, "a day in the order of the column", fix);
    }

    #[expect(clippy::too_many_arguments, reason = "an issue has that many parts")]
    fn note(
        &self,
        issues: &mut Issues,
        kind: Kind,
        place: Place,
        column: &str,
        found: &str,
        expected: &str,
        fix: &str,
    ) {
        let file = place.file as usize;
        let name = &self.staged.files[file].name;
        let example = Example {
            line: place.line.into(),
            column: column.to_owned(),
            found: found.to_owned(),
            expected: expected.to_owned(),
            fix: fix.to_owned(),
        };
        issues.add(kind, Some((file, name)), example);
    }

    pub(super) fn check_across(&self, issues: &mut Issues) {
        let roster: HashSet<u32> = self.read_people().map(|person| person.id).collect();
        self.check_roster(issues);
        self.check_sales(issues, &roster);
        for payment in self.payments().filter(|payment| payment.influencer != BLANK_CODE) {
            self.check_known(issues, &roster, payment.influencer, payment.place);
        }
        for (_, post) in self.posts().filter(|(_, post)| post.influencer != BLANK_CODE) {
            self.check_known(issues, &roster, post.influencer, post.place);
        }
        self.check_paid(issues);
    }

    /// Who was never paid; nothing to say while there are no payouts at all.
    fn check_paid(&self, issues: &mut Issues) {
        let paid: HashSet<u32> = self.payments().map(|payment| payment.influencer).collect();
        let unpaid = self.people().filter(|person| !paid.is_empty() && !paid.contains(&person.id));
        for person in unpaid {
            let id = self.staged.tables.ids.text(person.id);
            let fix = "Nothing needs to be done if nothing was paid.";
            self.note(issues, Kind::NoPayout, person.place, "", id, "a row among the payouts", fix);
        }
    }

    fn check_roster(&self, issues: &mut Issues) {
        let mut first = HashMap::new();
        for person in self.read_people() {
            if let Some(line) = first.get(&person.id) {
                let id = self.staged.tables.ids.text(person.id);
                let expected = format!("an id once (the first stands in line {line})");
                self.note(
                    issues,
                    Kind::RepeatedInfluencer,
                    person.place,
                    "id",
                    id,
                    &expected,
                    "Remove the row that is not right.",
                );
            } else {
                first.insert(person.id, person.place.line);
            }
        }
    }

    fn check_sales(&self, issues: &mut Issues, roster: &HashSet<u32>) {
        for sale in self.sales().map(|sale| sale.row) {
            let (class, has_id) = (self.classes[sale.source as usize], sale.influencer != BLANK_CODE);
            match (class, has_id) {
                (Class::Influencer, true) => self.check_known(issues, roster, sale.influencer, sale.place),
                (Class::Influencer, false) => {
                    let fix = "Fill in the id if an influencer made the sale; until then it counts as other.";
                    self.note(
                        issues,
                        Kind::BlankInfluencer,
                        sale.place,
                        "influencer_id",
                        "",
                        "an influencer's id",
                        fix,
                    );
                }
                (Class::Organic, true) => {
                    let id = self.staged.tables.ids.text(sale.influencer);
                    let fix = "Change the class of the source if these are an influencer's sales.";
                    self.note(
                        issues,
                        Kind::OrganicWithInfluencer,
                        sale.place,
                        "influencer_id",
                        id,
                        "no id on organic sales",
                        fix,
                    );
                }
                _ => {}
            }
        }
    }

    fn check_known(&self, issues: &mut Issues, roster: &HashSet<u32>, id: u32, place: Place) {
        if !roster.contains(&id) {
            let id = self.staged.tables.ids.text(id);
            let fix = "Add the influencer to the roster or correct the id.";
            self.note(
                issues,
                Kind::UnknownInfluencer,
                place,
                "influencer_id",
                id,
                "an id of the influencers file",
                fix,
            );
        }
    }

    /// Sums stay exact only while everything fits: the one place that sees to it.
    pub(super) fn check_sizes(&self, issues: &mut Issues, reconciliation: &[Reconciliation]) {
        let fits = |parts: &mut dyn Iterator<Item = i64>| {
            let size: i128 = parts.map(|part| i128::from(part.unsigned_abs())).sum();
            size <= i128::from(i64::MAX)
        };
        let tables = &self.staged.tables;
        let checks = [
            (Role::Tracking, fits(&mut tables.sales.iter().map(|sale| sale.revenue))),
            (Role::Tracking, fits(&mut tables.sales.iter().map(|sale| sale.orders))),
            (Role::Payouts, fits(&mut tables.payments.iter().map(|payment| payment.amount))),
            (Role::Posts, fits(&mut tables.posts.iter().flat_map(|post| [post.reach, post.likes, post.comments]))),
        ];
        for (role, _) in checks.into_iter().filter(|(_, fits)| !fits) {
            let file = reconciliation.iter().find(|part| part.role == role).map_or("", |part| &part.file);
            let example = Example {
                line: 0,
                column: String::new(),
                found: format!("amounts in {role} that are too large"),
                expected: "sums below 9,223,372,036,854 units".to_owned(),
                fix: "Correct the amounts that cannot be right.".to_owned(),
            };
            let at = self.staged.files.iter().position(|report| report.name == file).map(|at| (at, file));
            issues.add(Kind::TotalTooLarge, at, example);
        }
    }
}
