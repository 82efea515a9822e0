//! Batches of rows, in the order of the files, into one set of tables.

use std::{
    io,
    ops::Range,
    sync::{Arc, atomic::Ordering::Relaxed},
};

use crate::{
    Progress,
    checks::outliers::AmountHistogram,
    checks::repeated_rows::SeenRows,
    limits::{self, MAX_COMBINATIONS, MAX_DISTINCT, MAX_TEXT_BYTES, OverLimit},
    read::batch::{Batch, FileContext, PostRow, RowIssue, Sales},
    read::dictionary::{Recode, TextColumn},
    read::records::{Payment, Person, PostKey, RowsHash, SaleKey, Tables},
    read::row_sink::{RowSink, RowsOut},
    read::sums::AbsoluteTotal,
    read_error::ReadError,
    report::FileReport,
    report::issues::{Example, IssueKind, Issues, clipped},
    tables::fields::Role,
};

/// Everything that was read so far.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) tables: Tables,
    pub(crate) issues: Issues,
    pub(crate) sizes: AbsoluteTotals,
    /// By file: how its revenue or its payouts spread.
    pub(crate) histograms: Vec<AmountHistogram>,
    seen: [SeenRows; Role::ALL.len()],
}

/// How large the amounts are that will be added up.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct AbsoluteTotals {
    pub(crate) revenue: AbsoluteTotal,
    pub(crate) orders: AbsoluteTotal,
    pub(crate) spend: AbsoluteTotal,
    pub(crate) posts: AbsoluteTotal,
}

impl Collected {
    /// Of so many files.
    pub(crate) fn new(files: usize) -> Self {
        Self { histograms: vec![AmountHistogram::default(); files], ..Self::default() }
    }

    /// Rows of a table compared so far.
    pub(crate) fn compared(&self, role: Role) -> u64 {
        self.seen[role as usize].rows()
    }
}

/// Takes the batches of one file.
pub(crate) struct Collector<'c> {
    pub(crate) to: &'c mut Collected,
    pub(crate) file: &'c FileContext,
    pub(crate) report: &'c mut FileReport,
    pub(crate) progress: &'c Arc<Progress>,
    /// By thread: its codes as ours.
    recodes: Vec<Recode>,
    out: RowsOut,
}

impl<'c> Collector<'c> {
    pub(crate) fn new(
        to: &'c mut Collected,
        file: &'c FileContext,
        report: &'c mut FileReport,
        progress: &'c Arc<Progress>,
        sink: Box<dyn RowSink>,
    ) -> Self {
        Self { to, file, report, progress, recodes: Vec::new(), out: RowsOut::new(sink) }
    }

    /// # Errors
    /// When the rows cannot be stored, or are more than a table may have.
    pub(crate) fn take(&mut self, reader: usize, batch: Batch) -> Result<(), ReadError> {
        self.progress.add(batch.tally.rows, batch.issues());
        let recode = self.recode(reader, batch.new_texts);
        self.report.samples(batch.samples);
        self.report.tally.add(&batch.tally);
        batch.people.into_iter().for_each(|person| self.person(person, &recode));
        batch.payments.into_iter().for_each(|(payment, hash)| self.payment(payment, hash, &recode));
        self.sales(&batch.sales, &recode);
        batch.posts.iter().for_each(|post| self.post(post, &recode));
        batch.found.into_iter().for_each(|found| self.found(found));
        for (kind, (_, more)) in IssueKind::ALL.iter().zip(&batch.more).filter(|(_, (_, more))| more.rows > 0) {
            self.to.issues.add_more(*kind, &self.report.name, *more);
        }
        self.file.compared.store(self.to.compared(self.file.role), Relaxed);
        self.recodes[reader] = recode;
        self.out.keep(batch.kept);
        self.out.write_when_full().map_err(ReadError::Store)?;
        self.check_limits()
    }

    fn check_limits(&self) -> Result<(), ReadError> {
        let rows = limits::max_rows(self.file.role);
        let over = |what: &'static str, found: u64, limit: u64| {
            let [found, limit] = [found, limit].map(|number| number.to_string());
            Err(ReadError::Over(OverLimit { what: what.into(), found, limit }))
        };
        if self.report.tally.rows > rows {
            return over("the rows of a file", self.report.tally.rows, rows);
        }
        let cells = self.to.tables.sales.len().max(self.to.tables.posts.len()) as u64;
        if cells > MAX_COMBINATIONS {
            return over(
                "the different combinations of file, source, campaign, influencer, product, brand and day",
                cells,
                MAX_COMBINATIONS,
            );
        }
        for dictionary in TextColumn::ALL.map(|kind| self.to.tables.texts.dictionary(kind)) {
            if dictionary.texts().len() as u64 > MAX_DISTINCT {
                return over("the distinct values of a column", dictionary.texts().len() as u64, MAX_DISTINCT);
            }
            if dictionary.bytes() > MAX_TEXT_BYTES {
                return over("the bytes of a column's distinct values", dictionary.bytes(), MAX_TEXT_BYTES);
            }
        }
        Ok(())
    }

    /// # Errors
    /// When the rows cannot be stored.
    pub(crate) fn finish(self) -> io::Result<RowsHash> {
        self.out.finish()
    }

    /// Taken out for the time of a batch, so that rows can be added with it.
    fn recode(&mut self, reader: usize, new_texts: super::dictionary::NewTexts) -> Recode {
        if self.recodes.len() <= reader {
            self.recodes.resize_with(reader + 1, Recode::default);
        }
        let mut recode = std::mem::take(&mut self.recodes[reader]);
        self.to.tables.texts.learn(new_texts, &mut recode);
        recode
    }

    fn again(&mut self, hash: Option<u64>) -> bool {
        let role = self.file.role;
        hash.is_some_and(|hash| self.to.seen[role as usize].again(role, self.file.at, hash))
    }

    fn spread(&mut self) -> &mut AmountHistogram {
        &mut self.to.histograms[usize::from(self.file.at)]
    }

    fn sales(&mut self, sales: &Sales, recode: &Recode) {
        let [orders, revenue] = sales.sizes;
        self.to.sizes.orders.merge(orders);
        self.to.sizes.revenue.merge(revenue);
        self.spread().merge(&sales.spread);
        let mut start = 0;
        for run in &sales.runs {
            let code = |kind: TextColumn| recode.code(kind, run.codes[kind as usize]);
            let key = SaleKey {
                file: self.file.at,
                repeated: false,
                source: code(TextColumn::Source),
                campaign: code(TextColumn::Campaign),
                influencer: code(TextColumn::Id),
                product: code(TextColumn::Product),
                brand: code(TextColumn::Brand),
                day: run.day,
            };
            while start < run.end {
                let (end, repeated) = self.alike(&sales.hashes, start, run.end);
                self.run(&SaleKey { repeated, ..key }, sales, start..end);
                start = end;
            }
        }
    }

    /// How far rows go on that are all repeated, or all not.
    fn alike(&mut self, hashes: &[u64], start: usize, end: usize) -> (usize, bool) {
        let Some(hash) = hashes.get(start) else { return (end, false) };
        // While rows are compared each is taken by itself.
        (start + 1, self.again(Some(*hash)))
    }

    fn run(&mut self, key: &SaleKey, sales: &Sales, rows: Range<usize>) {
        let sums = self.to.tables.sales.rows(*key, sales.lines[rows.start], rows.len());
        // Sums that overflow are never used: the absolute totals show it.
        let sum = |numbers: &[i64]| numbers.iter().fold(0_i64, |sum, number| sum.wrapping_add(*number));
        sums.orders = sums.orders.wrapping_add(sum(&sales.orders[rows.clone()]));
        sums.revenue = sums.revenue.wrapping_add(sum(&sales.revenue[rows.clone()]));
        self.out.sales(key, sales, rows);
    }

    fn post(&mut self, post: &PostRow, recode: &Recode) {
        let repeated = self.again(post.hash);
        let influencer = recode.code(TextColumn::Id, post.influencer);
        let key = PostKey { file: self.file.at, repeated, influencer, day: post.day };
        let sums = self.to.tables.posts.rows(key, post.line, 1);
        for (sum, number) in [
            (&mut sums.reach, post.sums.reach),
            (&mut sums.likes, post.sums.likes),
            (&mut sums.comments, post.sums.comments),
        ] {
            *sum = sum.wrapping_add(number);
            self.to.sizes.posts.add(number);
        }
        self.out.post(&key, post);
    }

    fn person(&mut self, person: Person, recode: &Recode) {
        let id = recode.code(TextColumn::Id, person.id);
        self.to.tables.people.push(Person { id, ..person });
    }

    fn payment(&mut self, payment: Payment, hash: Option<u64>, recode: &Recode) {
        let repeated = self.again(hash);
        self.to.sizes.spend.add(payment.amount);
        self.spread().add(payment.amount, payment.place.line);
        self.to.tables.payments.push(Payment {
            repeated,
            influencer: recode.code(TextColumn::Id, payment.influencer),
            brand: recode.code(TextColumn::Brand, payment.brand),
            campaign: recode.code(TextColumn::Campaign, payment.campaign),
            ..payment
        });
    }

    fn found(&mut self, RowIssue { line, problem, affected }: RowIssue) {
        let example = Example {
            line: line.into(),
            column: problem.field.map_or(String::new(), |field| self.file.columns.header(field).to_owned()),
            found: clipped(&problem.found),
            expected: problem.expected,
            fix: problem.fix.to_owned(),
        };
        self.to.issues.add(problem.kind, &self.report.name, affected, example);
    }
}
