//! The rows that count under one mapping, and the report on them.

use std::collections::HashSet;

use definitions::Day;

use super::{
    Class, DateOrder, FileReport, Kind, Mapping, Report, Role, Staged,
    dictionary::BLANK_CODE,
    issues::{Issues, Severity},
    mapping::Brands,
    report::{BrandValue, Reconciliation, SourceValue, Tally},
    tables::{Payment, Person, Place, Post, Sale},
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
    pub(super) staged: &'s Staged,
    pub(super) mapping: &'s Mapping,
    pub(super) classes: Vec<Class>,
    brands: Brands,
    /// By file: whether its rows count.
    is_used: Vec<bool>,
}

impl<'s> Accepted<'s> {
    pub(super) fn new(staged: &'s Staged, mapping: &'s Mapping) -> Self {
        let class = |source: &String| mapping.source.get(source).copied().unwrap_or(Class::Influencer);
        let classes = staged.tables.sources.texts().iter().map(class).collect();
        let chosen = |file: &FileReport| file.role.and_then(|role| mapping.files.get(&role));
        let is_used = |file: &FileReport| chosen(file).is_none_or(|name| *name == file.name);
        Self {
            staged,
            mapping,
            classes,
            brands: Brands::under(mapping.brand, &staged.tables),
            is_used: staged.files.iter().map(is_used).collect(),
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
        self.read_sales().filter_map(move |sale| {
            let day = self.order(Role::Tracking, sale.place).resolve(sale.day)?;
            Some(AcceptedSale { class: self.class_of(sale), day, brand: self.brands.of(sale), row: *sale })
        })
    }

    /// The first row of each id, in the roster's order.
    pub(crate) fn people(&self) -> impl Iterator<Item = &'s Person> {
        let mut seen = HashSet::new();
        self.read_people().filter(move |person| seen.insert(person.id))
    }

    pub(crate) fn payments(&self) -> impl Iterator<Item = &'s Payment> {
        self.staged.tables.payments.iter().filter(|payment| self.uses(payment.place))
    }

    /// The name of the brand a payment names; blank for none.
    pub(crate) fn named_brand(&self, payment: &Payment) -> &'s str {
        self.staged.tables.brands.text(payment.brand)
    }

    pub(crate) fn posts(&self) -> impl Iterator<Item = (Day, &'s Post)> {
        self.read_posts().filter_map(|post| Some((self.order(Role::Posts, post.place).resolve(post.day)?, post)))
    }

    /// Rows of the files that count, whether or not the calendar has their day.
    pub(super) fn read_sales(&self) -> impl Iterator<Item = &'s Sale> {
        self.staged.tables.sales.iter().filter(|sale| self.uses(sale.place))
    }

    pub(super) fn read_people(&self) -> impl Iterator<Item = &'s Person> {
        self.staged.tables.people.iter().filter(|person| self.uses(person.place))
    }

    pub(super) fn read_posts(&self) -> impl Iterator<Item = &'s Post> {
        self.staged.tables.posts.iter().filter(|post| self.uses(post.place))
    }

    /// The order that the file's own days show; the table's where they show none.
    pub(super) fn order(&self, role: Role, place: Place) -> DateOrder {
        self.staged.dates.decided[place.file as usize].unwrap_or_else(|| self.mapping.order(role))
    }

    /// What was found on reading, without what is wrong with files that do not count.
    fn issues_of_used_files(&self) -> Issues {
        let mut issues = self.staged.issues.clone();
        let unused = self.staged.files.iter().zip(&self.is_used).filter(|(_, is_used)| !**is_used);
        unused.for_each(|(file, _)| issues.groups.retain(|group| group.file != file.name));
        issues.located.retain(|located| self.is_used[located.file]);
        issues
    }

    fn uses(&self, place: Place) -> bool {
        self.is_used[place.file as usize]
    }

    /// A row without an id is never an influencer's.
    fn class_of(&self, sale: &Sale) -> Class {
        match self.classes[sale.source as usize] {
            Class::Influencer if sale.influencer == BLANK_CODE => Class::Other,
            class => class,
        }
    }

    pub(crate) fn report(&self) -> Report {
        let mut issues = self.issues_of_used_files();
        let mut tallies: Vec<Tally> = self.staged.files.iter().map(|file| file.tally).collect();
        self.leave_out_files(&mut tallies);
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
            questions: self.staged.questions.clone(),
            issues: groups,
            reconciliation,
        }
    }

    /// Every issue with its place, reading and checking together.
    pub(super) fn all_issues(&self) -> Issues {
        let mut issues = self.issues_of_used_files();
        self.check_days(&mut issues, &mut vec![Tally::default(); self.staged.files.len()]);
        self.check_across(&mut issues);
        issues
    }

    /// Rows of a file that was not chosen are left out, and what they would have added is shown.
    fn leave_out_files(&self, tallies: &mut [Tally]) {
        let left_out = |place: Place| !self.uses(place);
        for sale in self.staged.tables.sales.iter().filter(|sale| left_out(sale.place)) {
            tallies[sale.place.file as usize].exclude_sale(sale.orders, sale.revenue);
        }
        for payment in self.staged.tables.payments.iter().filter(|payment| left_out(payment.place)) {
            tallies[payment.place.file as usize].exclude_payment(payment.amount);
        }
        for (tally, _) in tallies.iter_mut().zip(&self.is_used).filter(|(_, is_used)| !**is_used) {
            tally.rows_excluded = tally.rows;
        }
    }

    fn reconciliation(&self, tallies: &[Tally]) -> Vec<Reconciliation> {
        let mut parts: Vec<Option<Reconciliation>> =
            self.staged.files.iter().zip(tallies).map(|(file, tally)| reconciliation_of(file, tally)).collect();
        for sale in self.sales() {
            if let Some(part) = &mut parts[sale.row.place.file as usize] {
                let class = sale.class as usize;
                part.revenue_used[class] = part.revenue_used[class].saturating_add(sale.row.revenue);
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
            values.push(SourceValue { value: text.clone(), class, rows: 0, with_id: 0, revenue: 0 });
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
        let blank = |text: &String| BrandValue { value: text.clone(), rows: 0, revenue: 0 };
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
    !issues.groups.iter().any(|group| matches!(group.kind, Kind::MissingTable | Kind::TotalTooLarge))
}
