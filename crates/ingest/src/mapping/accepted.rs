//! The rows that count under one mapping.

use std::collections::{HashMap, HashSet};

use definitions::{Attribute, Class, Day, Profile};

use crate::{
    DateOrder, FileReport, IssueKind, Mapping, Report, Role, Staged,
    mapping::spelling::Spelled,
    mapping::{brands::Brands, date_order::DateEvidence},
    read::dictionary::{BLANK_CODE, TextColumn},
    read::records::{Payment, Person, PostKey, PostSums, SaleKey, SaleSums, SourceLine},
    read::sums::SummedRows,
};

/// Tracking rows that count, summed: their class, day and brand decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AcceptedSale {
    pub(crate) class: Class,
    pub(crate) day: Day,
    pub(crate) brand: u32,
    pub(crate) cell: SummedRows<SaleKey, SaleSums>,
}

/// The rows of an upload under one mapping.
pub struct Accepted<'s> {
    pub(crate) staged: &'s Staged,
    pub(crate) mapping: &'s Mapping,
    pub(crate) classes: Vec<Class>,
    brands: Brands,
    /// By file: whether it was chosen among several of one table.
    pub(crate) is_chosen: Vec<bool>,
    /// By file: whether it could be read to its end.
    is_whole: Vec<bool>,
}

impl Staged {
    /// What the files are and add up to under a mapping.
    pub fn report(&self, mapping: &Mapping) -> Report {
        self.accepted(mapping).report()
    }

    /// The rows that count under a mapping.
    pub fn accepted<'s>(&'s self, mapping: &'s Mapping) -> Accepted<'s> {
        Accepted::new(self, mapping)
    }
}

impl<'s> Accepted<'s> {
    pub(crate) fn new(staged: &'s Staged, mapping: &'s Mapping) -> Self {
        let class = |source: &String| mapping.source.get(source).copied().unwrap_or(Class::Influencer);
        let tables = &staged.collected.tables;
        let classes = tables.texts.dictionary(TextColumn::Source).texts().iter().map(class).collect();
        let chosen = |file: &FileReport| file.role.and_then(|role| mapping.files.get(&role));
        let is_named = |file: &FileReport, name: &String| *name == file.name || file.corrects.as_ref() == Some(name);
        let is_chosen = |file: &FileReport| chosen(file).is_none_or(|name| is_named(file, name));
        // Part of a file is worse than none of it: nothing of a damaged one counts.
        let is_whole = |file: &FileReport| !staged.collected.issues.has(IssueKind::UnreadableFile, &file.name);
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
    pub fn texts(&self, text: TextColumn) -> &[String] {
        match text {
            TextColumn::Brand => self.brands.dictionary.texts(),
            other => self.read_texts(other),
        }
    }

    /// The texts that the codes of the stored rows mean.
    pub fn read_texts(&self, text: TextColumn) -> &[String] {
        self.staged.collected.tables.texts.dictionary(text).texts()
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
        DateEvidence::new(days).decided().unwrap_or_else(|| self.mapping.order(Role::Tracking))
    }

    pub(crate) fn sales(&self) -> impl Iterator<Item = AcceptedSale> + '_ {
        self.read_sales().filter_map(move |cell| {
            let day = self.order(Role::Tracking, cell.key.file).resolve(cell.key.day)?;
            Some(AcceptedSale { class: self.class_of(&cell.key), day, brand: self.brands.code(&cell.key), cell: *cell })
        })
    }

    /// The first row of each id, in the roster's order, in the names that count.
    pub fn roster(&self) -> impl Iterator<Item = Profile> {
        self.people().map(|person| Profile {
            id: self.texts(TextColumn::Id)[person.id as usize].clone(),
            name: person.name.clone(),
            attributes: self.attributes(person).map(str::to_owned),
            followers: person.followers,
            in_roster: true,
        })
    }

    /// A person's attributes in the names that count, in the order of [`Attribute::ALL`].
    pub(crate) fn attributes<'a>(&'a self, person: &'a Person) -> [&'a str; Attribute::ALL.len()] {
        Attribute::ALL.map(|attribute| match Spelled::of_attribute(attribute) {
            Some(spelled) => self.spelled(spelled, person),
            None => &person.attributes[attribute as usize],
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
        self.staged.collected.tables.texts.dictionary(TextColumn::Brand).text(payment.brand)
    }

    pub(crate) fn posts(&self) -> impl Iterator<Item = (Day, &'s SummedRows<PostKey, PostSums>)> {
        let day = |cell: &SummedRows<PostKey, PostSums>| self.order(Role::Posts, cell.key.file).resolve(cell.key.day);
        self.read_posts().filter_map(move |cell| Some((day(cell)?, cell)))
    }

    /// Rows of the files that count, whether or not the calendar has their day.
    pub(crate) fn read_sales(&self) -> impl Iterator<Item = &'s SummedRows<SaleKey, SaleSums>> {
        self.staged.collected.tables.sales.iter().filter(|cell| self.counts(cell.key.file, cell.key.repeated))
    }

    pub(crate) fn read_people(&self) -> impl Iterator<Item = &'s Person> {
        self.staged.collected.tables.people.iter().filter(|person| self.uses(person.place.file))
    }

    pub(crate) fn read_posts(&self) -> impl Iterator<Item = &'s SummedRows<PostKey, PostSums>> {
        self.staged.collected.tables.posts.iter().filter(|cell| self.counts(cell.key.file, cell.key.repeated))
    }

    /// The order that the file's own days show; the table's where they show none.
    pub(crate) fn order(&self, role: Role, file: u16) -> DateOrder {
        self.staged.dates.decided[usize::from(file)].unwrap_or_else(|| self.mapping.order(role))
    }

    pub(crate) fn uses(&self, file: u16) -> bool {
        self.is_chosen[usize::from(file)] && self.is_whole[usize::from(file)]
    }

    pub(crate) fn counts(&self, file: u16, repeated: bool) -> bool {
        self.uses(file) && !(repeated && self.mapping.drops_repeated)
    }

    fn class_of(&self, key: &SaleKey) -> Class {
        self.classes[key.source as usize].of_row(key.influencer != BLANK_CODE)
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

    /// A place in words.
    pub(crate) fn file_name(&self, place: SourceLine) -> &str {
        &self.staged.files[usize::from(place.file)].name
    }
}
