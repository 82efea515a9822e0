//! The report on the rows that count under one mapping.

use std::cmp::Reverse;

use super::{
    BrandValue, FileReport, Reconciliation, RepeatedRows, Report, SourceValue, SpellingValue, Tally,
    issues::{IssueKind, Issues, Severity},
};
use crate::{
    Role,
    mapping::{
        accepted::{Accepted, AcceptedSale},
        spelling::Spelled,
    },
    read::dictionary::{BLANK_CODE, TextColumn},
};

impl Accepted<'_> {
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
            (is_warning, group.kind == IssueKind::MissingTable, Reverse(group.count))
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
            notes: self.staged.notes.clone(),
            keys: self.staged.keys.clone(),
            keys_total: self.staged.keys_total,
            creators: self.staged.creators.clone(),
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
        for (text, &class) in self.texts(TextColumn::Source).iter().zip(&self.classes) {
            values.push(SourceValue { value: text.clone(), class, rows: 0, with_id: 0, revenue: 0 });
        }
        for AcceptedSale { cell, .. } in self.sales() {
            let value = &mut values[cell.key.source as usize];
            value.rows += u64::from(cell.rows);
            value.with_id += if cell.key.influencer == BLANK_CODE { 0 } else { u64::from(cell.rows) };
            value.revenue = value.revenue.saturating_add(cell.sums.revenue);
        }
        values.retain(|value| value.rows > 0);
        values.sort_by_key(|value| Reverse(value.rows));
        values
    }

    fn brand_values(&self) -> Vec<BrandValue> {
        let blank = |text: &String| BrandValue { value: text.clone(), rows: 0, revenue: 0 };
        let mut values: Vec<BrandValue> = self.texts(TextColumn::Brand).iter().map(blank).collect();
        for sale in self.sales() {
            let value = &mut values[sale.brand as usize];
            value.rows += u64::from(sale.cell.rows);
            value.revenue = value.revenue.saturating_add(sale.cell.sums.revenue);
        }
        values.retain(|value| value.rows > 0);
        values.sort_by_key(|value| Reverse(value.revenue));
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
    !issues.groups.iter().any(|group| matches!(group.kind, IssueKind::MissingTable | IssueKind::TotalTooLarge))
}
