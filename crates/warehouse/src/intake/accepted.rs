//! The rows that count under one mapping, and the report on them.

use std::collections::{BTreeMap, HashMap, HashSet};

use definitions::Day;

use super::{
    BrandRule, Class, DateQuestion, FileReport, Kind, Mapping, Report, Role, Staged,
    cells::WrittenDay,
    dictionary::BLANK_CODE,
    issues::{Example, Issues, Severity},
    mapping::{self, Brands, DateEvidence},
    report::{BrandValue, Reconciliation, SourceValue, Tally},
    tables::{Payment, Person, Place, Post, Sale, Tables},
};

/// A dictionary of an upload, for whoever stores its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    Id,
    Source,
    Campaign,
    Product,
    Brand,
}

/// A tracking row that counts: its class, day and brand decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AcceptedSale {
    pub(crate) class: Class,
    pub(crate) day: Day,
    pub(crate) brand: u32,
    pub(crate) row: Sale,
}

/// The rows of an upload under one mapping.
pub(crate) struct Accepted<'s> {
    staged: &'s Staged,
    mapping: &'s Mapping,
    classes: Vec<Class>,
    brands: Brands,
}

impl<'s> Accepted<'s> {
    pub(super) fn new(staged: &'s Staged, mapping: &'s Mapping) -> Self {
        let class = |source: &String| {
            mapping
                .source
                .get(source)
                .copied()
                .unwrap_or(Class::Influencer)
        };
        let classes = staged.tables.sources.texts().iter().map(class).collect();
        Self {
            staged,
            mapping,
            classes,
            brands: Brands::under(mapping.brand, &staged.tables),
        }
    }

    pub(crate) fn texts(&self, text: Text) -> &[String] {
        let tables = &self.staged.tables;
        match text {
            Text::Id => tables.ids.texts(),
            Text::Source => tables.sources.texts(),
            Text::Campaign => tables.campaigns.texts(),
            Text::Product => tables.products.texts(),
            Text::Brand => self.brands.dictionary.texts(),
        }
    }

    pub(crate) fn sales(&self) -> impl Iterator<Item = AcceptedSale> + '_ {
        let order = self.mapping.order(Role::Tracking);
        self.staged.tables.sales.iter().filter_map(move |sale| {
            let day = order.resolve(sale.day)?;
            Some(AcceptedSale {
                class: self.class_of(sale),
                day,
                brand: self.brands.of(sale),
                row: *sale,
            })
        })
    }

    /// The first row of each id, in the roster's order.
    pub(crate) fn people(&self) -> impl Iterator<Item = &'s Person> {
        let mut seen = HashSet::new();
        self.staged
            .tables
            .people
            .iter()
            .filter(move |person| seen.insert(person.id))
    }

    pub(crate) fn payments(&self) -> &'s [Payment] {
        &self.staged.tables.payments
    }

    /// The name of the brand a payment names; blank for none.
    pub(crate) fn named_brand(&self, payment: &Payment) -> &'s str {
        self.staged.tables.brands.text(payment.brand)
    }

    pub(crate) fn posts(&self) -> impl Iterator<Item = (Day, &'s Post)> {
        let order = self.mapping.order(Role::Posts);
        self.staged
            .tables
            .posts
            .iter()
            .filter_map(move |post| Some((order.resolve(post.day)?, post)))
    }

    /// A row without an id is never an influencer's.
    fn class_of(&self, sale: &Sale) -> Class {
        match self.classes[sale.source as usize] {
            Class::Influencer if sale.influencer == BLANK_CODE => Class::Other,
            class => class,
        }
    }

    pub(crate) fn report(&self) -> Report {
        let mut issues = self.staged.issues.clone();
        let mut tallies: Vec<Tally> = self.staged.files.iter().map(|file| file.tally).collect();
        self.check_days(&mut issues, &mut tallies);
        self.check_across(&mut issues);
        let reconciliation = self.reconciliation(&tallies);
        self.check_sizes(&mut issues, &reconciliation);
        let mut groups = issues.groups.clone();
        groups.sort_by_key(|group| {
            (
                group.kind.severity() == Severity::Warning,
                std::cmp::Reverse(group.count),
            )
        });
        Report {
            complete: is_complete(&issues),
            errors: issues.count(Severity::Error),
            warnings: issues.count(Severity::Warning),
            files: self.staged.files.clone(),
            mapping: self.mapping.clone(),
            sources: self.source_values(),
            brands: self.brand_values(),
            brand_rules: self.staged.brand_rules.clone(),
            questions: self.staged.questions.clone(),
            issues: groups,
            reconciliation,
        }
    }

    /// Every issue with its place, reading and checking together.
    pub(super) fn all_issues(&self) -> Issues {
        let mut issues = self.staged.issues.clone();
        self.check_days(
            &mut issues,
            &mut vec![Tally::default(); self.staged.files.len()],
        );
        self.check_across(&mut issues);
        issues
    }

    /// Days that the calendar does not have in the column's order.
    fn check_days(&self, issues: &mut Issues, tallies: &mut [Tally]) {
        for sale in self.lost(
            Role::Tracking,
            self.staged.tables.sales.iter().map(|sale| (sale, sale.day)),
        ) {
            let tally = &mut tallies[sale.place.file as usize];
            tally.rows_excluded += 1;
            tally.exclude_sale(sale.orders, sale.revenue);
            self.note_lost_day(issues, sale.place, sale.day);
        }
        for post in self.lost(
            Role::Posts,
            self.staged.tables.posts.iter().map(|post| (post, post.day)),
        ) {
            tallies[post.place.file as usize].rows_excluded += 1;
            self.note_lost_day(issues, post.place, post.day);
        }
    }

    fn lost<'r, R: 'r>(
        &self,
        role: Role,
        rows: impl Iterator<Item = (&'r R, WrittenDay)>,
    ) -> impl Iterator<Item = &'r R> {
        let order = self.mapping.order(role);
        rows.filter(move |(_, day)| order.resolve(*day).is_none())
            .map(|(row, _)| row)
    }

    fn note_lost_day(&self, issues: &mut Issues, place: Place, day: WrittenDay) {
        let WrittenDay::Numeric {
            first,
            second,
            year,
        } = day
        else {
            return;
        };
        let found = format!("{first:02}-{second:02}-{year}");
        let fix = "The rest of the column has the other order of day and month: write the date as year-month-day.";
        self.note(
            issues,
            Kind::BadDate,
            place,
            "date",
            &found,
            "a day in the order of the column",
            fix,
        );
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

    fn check_across(&self, issues: &mut Issues) {
        let roster: HashSet<u32> = self
            .staged
            .tables
            .people
            .iter()
            .map(|person| person.id)
            .collect();
        self.check_roster(issues);
        self.check_sales(issues, &roster);
        let paid: HashSet<u32> = self
            .payments()
            .iter()
            .map(|payment| payment.influencer)
            .collect();
        for payment in self
            .payments()
            .iter()
            .filter(|payment| payment.influencer != BLANK_CODE)
        {
            self.check_known(issues, &roster, payment.influencer, payment.place);
        }
        for (_, post) in self
            .posts()
            .filter(|(_, post)| post.influencer != BLANK_CODE)
        {
            self.check_known(issues, &roster, post.influencer, post.place);
        }
        for person in self.people().filter(|person| !paid.contains(&person.id)) {
            let id = self.staged.tables.ids.text(person.id);
            self.note(
                issues,
                Kind::NoPayout,
                person.place,
                "",
                id,
                "a row among the payouts",
                "Nothing needs to be done if nothing was paid.",
            );
        }
    }

    fn check_roster(&self, issues: &mut Issues) {
        let mut first = HashMap::new();
        for person in &self.staged.tables.people {
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
            let (class, has_id) = (
                self.classes[sale.source as usize],
                sale.influencer != BLANK_CODE,
            );
            match (class, has_id) {
                (Class::Influencer, true) => {
                    self.check_known(issues, roster, sale.influencer, sale.place)
                }
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
    fn check_sizes(&self, issues: &mut Issues, reconciliation: &[Reconciliation]) {
        let fits = |parts: &mut dyn Iterator<Item = i64>| {
            let size: i128 = parts.map(|part| i128::from(part.unsigned_abs())).sum();
            size <= i128::from(i64::MAX)
        };
        let tables = &self.staged.tables;
        let checks = [
            (
                Role::Tracking,
                fits(&mut tables.sales.iter().map(|sale| sale.revenue)),
            ),
            (
                Role::Tracking,
                fits(&mut tables.sales.iter().map(|sale| sale.orders)),
            ),
            (
                Role::Payouts,
                fits(&mut tables.payments.iter().map(|payment| payment.amount)),
            ),
            (
                Role::Posts,
                fits(
                    &mut tables
                        .posts
                        .iter()
                        .flat_map(|post| [post.reach, post.likes, post.comments]),
                ),
            ),
        ];
        for (role, _) in checks.into_iter().filter(|(_, fits)| !fits) {
            let file = reconciliation
                .iter()
                .find(|part| part.role == role)
                .map_or("", |part| &part.file);
            let example = Example {
                line: 0,
                column: String::new(),
                found: format!("amounts in {role} that are too large"),
                expected: "sums below 9,223,372,036,854 units".to_owned(),
                fix: "Correct the amounts that cannot be right.".to_owned(),
            };
            let at = self
                .staged
                .files
                .iter()
                .position(|report| report.name == file)
                .map(|at| (at, file));
            issues.add(Kind::TotalTooLarge, at, example);
        }
    }

    fn reconciliation(&self, tallies: &[Tally]) -> Vec<Reconciliation> {
        let mut parts: Vec<Option<Reconciliation>> = self
            .staged
            .files
            .iter()
            .zip(tallies)
            .map(|(file, tally)| reconciliation_of(file, tally))
            .collect();
        for sale in self.sales() {
            if let Some(part) = &mut parts[sale.row.place.file as usize] {
                let class = sale.class as usize;
                part.revenue_used[class] =
                    part.revenue_used[class].saturating_add(sale.row.revenue);
                part.orders_used[class] = part.orders_used[class].saturating_add(sale.row.orders);
            }
        }
        for payment in self.payments() {
            if let Some(part) = &mut parts[payment.place.file as usize] {
                part.spend_used = part.spend_used.saturating_add(payment.amount);
            }
        }
        parts.into_iter().flatten().collect()
    }

    fn source_values(&self) -> Vec<SourceValue> {
        let mut values: Vec<SourceValue> = Vec::new();
        for (text, &class) in self.texts(Text::Source).iter().zip(&self.classes) {
            values.push(SourceValue {
                value: text.clone(),
                class,
                rows: 0,
                with_id: 0,
                revenue: 0,
            });
        }
        for sale in self.sales() {
            let value = &mut values[sale.row.source as usize];
            value.rows += 1;
            value.with_id += u64::from(sale.row.influencer != BLANK_CODE);
            value.revenue = value.revenue.saturating_add(sale.row.revenue);
        }
        values.retain(|value| value.rows > 0);
        values.sort_by_key(|value| std::cmp::Reverse(value.rows));
        values
    }

    fn brand_values(&self) -> Vec<BrandValue> {
        let blank = |text: &String| BrandValue {
            value: text.clone(),
            rows: 0,
            revenue: 0,
        };
        let mut values: Vec<BrandValue> = self.texts(Text::Brand).iter().map(blank).collect();
        for sale in self.sales() {
            let value = &mut values[sale.brand as usize];
            value.rows += 1;
            value.revenue = value.revenue.saturating_add(sale.row.revenue);
        }
        values.retain(|value| value.rows > 0);
        values.sort_by_key(|value| std::cmp::Reverse(value.revenue));
        values
    }
}

fn reconciliation_of(file: &FileReport, tally: &Tally) -> Option<Reconciliation> {
    Some(Reconciliation {
        file: file.name.clone(),
        role: file.role?,
        rows: tally.rows,
        rows_excluded: tally.rows_excluded,
        revenue_used: [0; 3],
        orders_used: [0; 3],
        revenue_excluded: tally.revenue_excluded,
        orders_excluded: tally.orders_excluded,
        spend_used: 0,
        spend_excluded: tally.spend_excluded,
    })
}

/// No mapping and no policy makes a dataset of files with these.
fn is_complete(issues: &Issues) -> bool {
    !issues
        .groups
        .iter()
        .any(|group| matches!(group.kind, Kind::MissingTable | Kind::TotalTooLarge))
}

/// A table is there when some file of it could be read down to its rows.
pub(super) fn note_missing_tables(files: &[FileReport], issues: &mut Issues) {
    let unusable = |file: &FileReport| {
        let blamed = |kind| {
            issues
                .groups
                .iter()
                .any(|group| group.file == file.name && group.kind == kind)
        };
        blamed(Kind::MissingColumn) || blamed(Kind::UnreadableFile)
    };
    let has = |role| {
        files
            .iter()
            .any(|file| file.role == Some(role) && !unusable(file))
    };
    let missing: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| role.is_required() && !has(*role))
        .collect();
    for role in missing {
        let found: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        let example = Example {
            line: 0,
            column: String::new(),
            found: if found.is_empty() {
                "no file".to_owned()
            } else {
                found.join(", ")
            },
            expected: format!("a readable CSV file of {role}"),
            fix: format!("Add the {role} file and upload all of them together."),
        };
        issues.add(Kind::MissingTable, None, example);
    }
}

pub(super) fn proposal(tables: &Tables) -> (Vec<BrandRule>, Mapping) {
    let mut with_id = vec![None; tables.sources.texts().len()];
    for sale in &tables.sales {
        *with_id[sale.source as usize].get_or_insert(0_u64) +=
            u64::from(sale.influencer != BLANK_CODE);
    }
    let class = |(text, with_id): (&String, Option<u64>)| {
        Some((text.clone(), mapping::proposed_class(text, with_id?)))
    };
    let source: BTreeMap<String, Class> = tables
        .sources
        .texts()
        .iter()
        .zip(with_id)
        .filter_map(class)
        .collect();
    let (rules, brand) = mapping::proposed_brand_rule(tables);
    let of = |role, evidence: DateEvidence| evidence.proposed().map(|order| (role, order));
    let dates = [
        of(Role::Tracking, sale_days(tables)),
        of(Role::Posts, post_days(tables)),
    ];
    (
        rules,
        Mapping {
            source,
            brand,
            dates: dates.into_iter().flatten().collect(),
        },
    )
}

pub(super) fn questions(tables: &Tables, files: &[FileReport]) -> Vec<DateQuestion> {
    let question = |(role, evidence): (Role, DateEvidence)| {
        let example = evidence.question()?;
        let file = files
            .iter()
            .find(|file| file.role == Some(role))
            .map_or(String::new(), |file| file.name.clone());
        Some(DateQuestion {
            role,
            file,
            example,
            proposed: mapping::DateOrder::DayMonth,
        })
    };
    [
        (Role::Tracking, sale_days(tables)),
        (Role::Posts, post_days(tables)),
    ]
    .into_iter()
    .filter_map(question)
    .collect()
}

fn sale_days(tables: &Tables) -> DateEvidence {
    DateEvidence::of(tables.sales.iter().map(|sale| sale.day))
}

fn post_days(tables: &Tables) -> DateEvidence {
    DateEvidence::of(tables.posts.iter().map(|post| post.day))
}
