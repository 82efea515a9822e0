//! The rows that count under one mapping, and the report on them.

use std::collections::{HashMap, HashSet};

use definitions::{Day, Profile};

use crate::{
    DateOrder, FileReport, Kind, Mapping, RepeatedRows, Report, Role, SpellingValue, Staged,
    mapping::spelling::Spelled,
    mapping::{Brands, DateEvidence},
    read::dictionary::{BLANK_CODE, Text},
    read::records::{Payment, Person, Place, PostKey, PostSums, SaleKey, SaleSums},
    read::sums::Cell,
    report::issues::{Issues, Severity},
    report::{BrandValue, Reconciliation, SourceValue, Tally},
};
use definitions::Class;

/// Tracking rows that count, summed: their class, day and brand decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AcceptedSale {
    pub(crate) class: Class,
    pub(crate) day: Day,
    pub(crate) brand: u32,
    pub(crate) cell: Cell<SaleKey, SaleSums>,
}

/// The rows of an upload under one mapping.
pub struct Accepted<'s> {
    pub(crate) staged: &'s Staged,
    pub(crate) mapping: &'s Mapping,
    pub(crate) classes: Vec<Class>,
    brands: Brands,
    /// By file: whether it was chosen among several of one table.
    is_chosen: Vec<bool>,
    /// By file: whether it could be read to its end.
    is_whole: Vec<bool>,
}

impl<'s> Accepted<'s> {
    pub(crate) fn new(staged: &'s Staged, mapping: &'s Mapping) -> Self {
        let class = |source: &String| mapping.source.get(source).copied().unwrap_or(Class::Influencer);
        let tables = &staged.collected.tables;
        let classes = tables.texts.of(Text::Source).texts().iter().map(class).collect();
        let chosen = |file: &FileReport| file.role.and_then(|role| mapping.files.get(&role));
        let is_named = |file: &FileReport, name: &String| *name == file.name || file.mends.as_ref() == Some(name);
        let is_chosen = |file: &FileReport| chosen(file).is_none_or(|name| is_named(file, name));
        // Part of a file is worse than none of it: nothing of a damaged one counts.
        let is_whole = |file: &FileReport| !staged.collected.issues.has(Kind::UnreadableFile, &file.name);
        Self {
            staged,
            mapping,
            classes,
            brands: Brands::under(mapping.brand, tables),
            is_chosen: staged.files.iter().map(is_chosen).collect(),
            is_whole: staged.files.iter().map(is_whole).collect(),
        }
    }

    /// Every text of a column by its code, brands as the rule names them.
    pub fn texts(&self, text: Text) -> &[String] {
        match text {
            Text::Brand => self.brands.dictionary.texts(),
            other => self.read_texts(other),
        }
    }

    /// The texts that the codes of the stored rows mean.
    pub fn read_texts(&self, text: Text) -> &[String] {
        self.staged.collected.tables.texts.of(text).texts()
    }

    /// Every file of the upload by its place: its name, its table where it counts, and the order its days are read in.
    pub fn files(&self) -> impl Iterator<Item = (&str, Option<Role>, DateOrder)> {
        let counting = |at: usize, file: &FileReport| file.role.filter(|_| self.uses(at as u16));
        let order = |at: usize, role: Option<Role>| match role {
            Some(Role::Payouts) => self.order_of_payments(at as u16),
            role => self.order(role.unwrap_or(Role::Tracking), at as u16),
        };
        self.staged.files.iter().enumerate().map(move |(at, file)| {
            let role = counting(at, file);
            (file.name.as_str(), role, order(at, role))
        })
    }

    /// Days of payments decide nothing and are never asked about: as their file shows, else as the sales are written.
    fn order_of_payments(&self, file: u16) -> DateOrder {
        let payments = self.payments().filter(|payment| payment.place.file == file);
        let days = payments.filter_map(|payment| Some((payment.paid_on?, 1)));
        DateEvidence::of(days).decided().unwrap_or_else(|| self.mapping.order(Role::Tracking))
    }

    pub(crate) fn sales(&self) -> impl Iterator<Item = AcceptedSale> + '_ {
        self.read_sales().filter_map(move |cell| {
            let day = self.order(Role::Tracking, cell.key.file).resolve(cell.key.day)?;
            Some(AcceptedSale { class: self.class_of(&cell.key), day, brand: self.brands.of(&cell.key), cell: *cell })
        })
    }

    /// The first row of each id, in the roster's order, in the names that count.
    pub fn roster(&self) -> impl Iterator<Item = Profile> {
        self.people().map(|person| Profile {
            id: self.texts(Text::Id)[person.id as usize].clone(),
            name: person.name.clone(),
            category: person.category.clone(),
            gender: self.spelled(Spelled::Gender, person).to_owned(),
            platform: self.spelled(Spelled::Platform, person).to_owned(),
            followers: person.followers,
            in_roster: true,
        })
    }

    pub(crate) fn people(&self) -> impl Iterator<Item = &'s Person> {
        let mut seen = HashSet::new();
        self.read_people().filter(move |person| seen.insert(person.id))
    }

    /// The name that a person's word is counted under.
    pub(crate) fn spelled<'a>(&'a self, spelled: Spelled, person: &'a Person) -> &'a str {
        let written = spelled.written(person);
        let counted = self.mapping.spelling.get(spelled.id()).and_then(|names| names.get(written));
        counted.map_or(written, String::as_str)
    }

    /// Payments that count, in the order of the files.
    pub fn payments(&self) -> impl Iterator<Item = &'s Payment> {
        let tables = &self.staged.collected.tables;
        tables.payments.iter().filter(|payment| self.counts(payment.place.file, payment.repeated))
    }

    /// The name of the brand a payment names; blank for none.
    pub fn named_brand(&self, payment: &Payment) -> &'s str {
        self.staged.collected.tables.texts.of(Text::Brand).text(payment.brand)
    }

    pub(crate) fn posts(&self) -> impl Iterator<Item = (Day, &'s Cell<PostKey, PostSums>)> {
        let day = |cell: &Cell<PostKey, PostSums>| self.order(Role::Posts, cell.key.file).resolve(cell.key.day);
        self.read_posts().filter_map(move |cell| Some((day(cell)?, cell)))
    }

    /// Rows of the files that count, whether or not the calendar has their day.
    pub(crate) fn read_sales(&self) -> impl Iterator<Item = &'s Cell<SaleKey, SaleSums>> {
        self.staged.collected.tables.sales.iter().filter(|cell| self.counts(cell.key.file, cell.key.repeated))
    }

    pub(crate) fn read_people(&self) -> impl Iterator<Item = &'s Person> {
        self.staged.collected.tables.people.iter().filter(|person| self.uses(person.place.file))
    }

    pub(crate) fn read_posts(&self) -> impl Iterator<Item = &'s Cell<PostKey, PostSums>> {
        self.staged.collected.tables.posts.iter().filter(|cell| self.counts(cell.key.file, cell.key.repeated))
    }

    /// The order that the file's own days show; the table's where they show none.
    pub(crate) fn order(&self, role: Role, file: u16) -> DateOrder {
        self.staged.dates.decided[usize::from(file)].unwrap_or_else(|| self.mapping.order(role))
    }

    pub(crate) fn uses(&self, file: u16) -> bool {
        self.is_chosen[usize::from(file)] && self.is_whole[usize::from(file)]
    }

    fn counts(&self, file: u16, repeated: bool) -> bool {
        self.uses(file) && !(repeated && self.mapping.drops_repeated)
    }

    fn class_of(&self, key: &SaleKey) -> Class {
        self.classes[key.source as usize].of_row(key.influencer != BLANK_CODE)
    }

    /// What was found on reading, without what is wrong with files that do not count.
    fn issues_of_used_files(&self) -> Issues {
        let mut issues = self.staged.collected.issues.clone();
        let unused = self.staged.files.iter().zip(&self.is_chosen).filter(|(_, is_chosen)| !**is_chosen);
        unused.for_each(|(file, _)| issues.groups.retain(|group| group.file != file.name));
        issues
    }

    pub(crate) fn report(&self) -> Report {
        let mut issues = self.issues_of_used_files();
        let mut tallies: Vec<Tally> = self.staged.files.iter().map(|file| file.tally).collect();
        self.leave_out(&mut tallies);
        self.check_days(&mut issues, &mut tallies);
        self.check_across(&mut issues);
        let reconciliation = self.reconciliation(&tallies);
        self.check_sizes(&mut issues, &reconciliation);
        let mut groups = issues.groups.clone();
        // Errors first, and a table that is missing after what may have kept it from being read.
        groups.sort_by_key(|group| {
            let is_warning = group.kind.severity() == Severity::Warning;
            (is_warning, group.kind == Kind::MissingTable, std::cmp::Reverse(group.count))
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
            remembered: self.staged.remembered.clone(),
            spellings: self.spelling_values(),
            repeated: self.repeated_rows(),
            appended_to: None,
            questions: self.staged.questions.clone(),
            open_questions: self.staged.questions.len(),
            issues: groups,
            reconciliation,
        }
    }

    /// Rows of a file that was not chosen and repeated rows that are dropped, and what they would have added.
    fn leave_out(&self, tallies: &mut [Tally]) {
        let tables = &self.staged.collected.tables;
        for cell in tables.sales.iter().filter(|cell| !self.counts(cell.key.file, cell.key.repeated)) {
            let tally = &mut tallies[usize::from(cell.key.file)];
            tally.rows_excluded += u64::from(cell.rows);
            tally.exclude_sales(cell.sums.orders, cell.sums.revenue);
        }
        for payment in tables.payments.iter().filter(|payment| !self.counts(payment.place.file, payment.repeated)) {
            let tally = &mut tallies[usize::from(payment.place.file)];
            tally.rows_excluded += 1;
            tally.exclude_payment(payment.amount);
        }
        for cell in tables.posts.iter().filter(|cell| !self.counts(cell.key.file, cell.key.repeated)) {
            tallies[usize::from(cell.key.file)].rows_excluded += u64::from(cell.rows);
        }
        for (_, tally) in tallies.iter_mut().enumerate().filter(|(file, _)| !self.uses(*file as u16)) {
            tally.rows_excluded = tally.rows;
        }
    }

    fn reconciliation(&self, tallies: &[Tally]) -> Vec<Reconciliation> {
        let mut parts: Vec<Option<Reconciliation>> =
            self.staged.files.iter().zip(tallies).map(|(file, tally)| reconciliation_of(file, tally)).collect();
        for sale in self.sales() {
            if let Some(part) = &mut parts[usize::from(sale.cell.key.file)] {
                let class = sale.class as usize;
                part.revenue_used[class] = part.revenue_used[class].saturating_add(sale.cell.sums.revenue);
                part.orders_used[class] = part.orders_used[class].saturating_add(sale.cell.sums.orders);
            }
        }
        for payment in self.payments() {
            if let Some(part) = &mut parts[usize::from(payment.place.file)] {
                part.spend_used = part.spend_used.saturating_add(payment.amount);
            }
        }
        parts.into_iter().flatten().collect()
    }

    fn source_values(&self) -> Vec<SourceValue> {
        let mut values: Vec<SourceValue> = Vec::new();
        for (text, &class) in self.texts(Text::Source).iter().zip(&self.classes) {
            values.push(SourceValue { value: text.clone(), class, rows: 0, with_id: 0, revenue: 0 });
        }
        for AcceptedSale { cell, .. } in self.sales() {
            let value = &mut values[cell.key.source as usize];
            value.rows += u64::from(cell.rows);
            value.with_id += if cell.key.influencer == BLANK_CODE { 0 } else { u64::from(cell.rows) };
            value.revenue = value.revenue.saturating_add(cell.sums.revenue);
        }
        values.retain(|value| value.rows > 0);
        values.sort_by_key(|value| std::cmp::Reverse(value.rows));
        values
    }

    fn brand_values(&self) -> Vec<BrandValue> {
        let blank = |text: &String| BrandValue { value: text.clone(), rows: 0, revenue: 0 };
        let mut values: Vec<BrandValue> = self.texts(Text::Brand).iter().map(blank).collect();
        for sale in self.sales() {
            let value = &mut values[sale.brand as usize];
            value.rows += u64::from(sale.cell.rows);
            value.revenue = value.revenue.saturating_add(sale.cell.sums.revenue);
        }
        values.retain(|value| value.rows > 0);
        values.sort_by_key(|value| std::cmp::Reverse(value.revenue));
        values
    }

    /// Words that are counted under another name or could be.
    fn spelling_values(&self) -> Vec<SpellingValue> {
        let revenue = self.revenue_by_id();
        let mut values: Vec<SpellingValue> = Vec::new();
        for spelled in Spelled::ALL {
            for person in self.people() {
                let (written, known) = (spelled.written(person), self.spelled(spelled, person));
                if spelled.known(written) == written && known == written {
                    continue;
                }
                let same = |value: &SpellingValue| value.dimension == spelled.id() && value.written == written;
                let at = values.iter().position(same).unwrap_or_else(|| {
                    let (written, known) = (written.to_owned(), known.to_owned());
                    values.push(SpellingValue { dimension: spelled.id(), written, known, rows: 0, revenue: 0 });
                    values.len() - 1
                });
                let sold = revenue.get(&person.id).copied().unwrap_or(0);
                values[at].rows += 1;
                values[at].revenue = values[at].revenue.saturating_add(sold);
            }
        }
        values
    }

    /// Influencer revenue by id.
    pub(crate) fn revenue_by_id(&self) -> HashMap<u32, i64> {
        let mut revenue = HashMap::<u32, i64>::new();
        for sale in self.sales().filter(|sale| sale.class == Class::Influencer) {
            let sum = revenue.entry(sale.cell.key.influencer).or_default();
            *sum = sum.saturating_add(sale.cell.sums.revenue);
        }
        revenue
    }

    fn repeated_rows(&self) -> RepeatedRows {
        let compared = Role::ALL.map(|role| self.staged.collected.compared(role)).iter().sum();
        let dropped = self.mapping.drops_repeated;
        let mut repeated = RepeatedRows { compared, dropped, ..RepeatedRows::default() };
        let tables = &self.staged.collected.tables;
        for cell in tables.sales.iter().filter(|cell| cell.key.repeated && self.uses(cell.key.file)) {
            repeated.rows += u64::from(cell.rows);
            repeated.revenue = repeated.revenue.saturating_add(cell.sums.revenue);
        }
        for payment in tables.payments.iter().filter(|payment| payment.repeated && self.uses(payment.place.file)) {
            repeated.rows += 1;
            repeated.spend = repeated.spend.saturating_add(payment.amount);
        }
        let posts = tables.posts.iter().filter(|cell| cell.key.repeated && self.uses(cell.key.file));
        repeated.rows += posts.map(|cell| u64::from(cell.rows)).sum::<u64>();
        repeated
    }

    /// A place in words.
    pub(crate) fn file_name(&self, place: Place) -> &str {
        &self.staged.files[usize::from(place.file)].name
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
    !issues.groups.iter().any(|group| matches!(group.kind, Kind::MissingTable | Kind::TotalTooLarge))
}
