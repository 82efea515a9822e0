//! What one thread makes of a block of rows.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    str::Utf8Error,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

use definitions::Attribute;

use crate::{
    checks::outliers::AmountHistogram,
    checks::repeated_rows::MAX_COMPARED_ROWS,
    formats::blocks::{Block, RowPlace},
    formats::split::{Cells, Splitter},
    parse::row::{Problem, Row},
    parse::typed_row::{self, Days, ExcludedAmounts},
    parse::{amounts, days::WrittenDay},
    read::dictionary::{NewTexts, TextColumn, UploadTexts},
    read::records::{NO_NUMBER, Payment, Person, PostSums, SaleSums, SourceLine},
    read::sums::AbsoluteTotal,
    report::corrections::Corrections,
    report::issues::{Affected, EXAMPLES, IssueKind},
    report::{Samples, Tally},
    tables::columns::{Columns, NumbersAfter},
    tables::fields::{Field, Role},
};

/// Room is made for rows of this size.
const ROW_BYTES_USUAL: usize = 64;

/// What every thread that reads a file knows of it.
pub(crate) struct FileContext {
    pub(crate) at: u16,
    pub(crate) role: Role,
    pub(crate) columns: Columns,
    /// Of tracking: the columns that say what a row's sums belong to, where they stand together.
    pub(crate) key_span: Option<(usize, usize)>,
    /// Where these come first and only numbers matter after them.
    pub(crate) numbers_after: Option<NumbersAfter>,
    pub(crate) delimiter: u8,
    /// Goes into the hash of every row.
    pub(crate) seed: u64,
    /// The bytes are the file's own, not a decoder's.
    pub(crate) is_as_written: bool,
    /// Lines whose rows are not read: others replace them.
    pub(crate) replaced: HashSet<u32>,
    /// Of a corrections file: which of its rows are read.
    pub(crate) corrections: Option<Corrections>,
    /// Rows of the table that were compared so far.
    pub(crate) compared: AtomicU64,
}

/// Tracking rows that count, column by column.
#[derive(Default)]
pub(crate) struct Sales {
    pub(crate) lines: Vec<u32>,
    pub(crate) orders: Vec<i64>,
    pub(crate) revenue: Vec<i64>,
    /// [`NO_NUMBER`] where there are none; empty where the file has no such column.
    pub(crate) clicks: Vec<i64>,
    /// Empty where rows are not compared any more.
    pub(crate) hashes: Vec<u64>,
    pub(crate) runs: Vec<Run>,
    pub(crate) sizes: [AbsoluteTotal; 2],
    pub(crate) spread: AmountHistogram,
}

/// Rows that follow each other and belong to the same; texts are codes of the thread's own dictionaries.
#[derive(Clone, Copy)]
pub(crate) struct Run {
    pub(crate) codes: [u32; TextColumn::ALL.len()],
    pub(crate) day: WrittenDay,
    /// How many rows of the batch stand before its end.
    pub(crate) end: usize,
}

impl Sales {
    fn push(&mut self, line: u32, sums: SaleSums, hash: Option<u64>) {
        self.lines.push(line);
        self.orders.push(sums.orders);
        self.revenue.push(sums.revenue);
        self.hashes.extend(hash);
        self.sizes[0].add(sums.orders);
        self.sizes[1].add(sums.revenue);
        self.spread.add(sums.revenue, line);
    }

    /// The row pushed last belongs to this.
    fn belongs(&mut self, codes: [u32; TextColumn::ALL.len()], day: WrittenDay) {
        let end = self.lines.len();
        match self.runs.last_mut() {
            Some(run) if run.codes == codes && run.day == day => run.end = end,
            _ => self.runs.push(Run { codes, day, end }),
        }
    }
}

/// A post that counts.
pub(crate) struct PostRow {
    pub(crate) line: u32,
    pub(crate) influencer: u32,
    pub(crate) day: WrittenDay,
    pub(crate) sums: PostSums,
    pub(crate) more: [Option<i64>; 3],
    pub(crate) hash: Option<u64>,
}

/// What is wrong with a row.
pub(crate) struct RowIssue {
    pub(crate) line: u32,
    pub(crate) problem: Problem,
    pub(crate) affected: Affected,
}

/// The rows of one block.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) new_texts: NewTexts,
    pub(crate) sales: Sales,
    /// Of each sale, or of each post: the texts that are only kept.
    pub(crate) kept: StoredTexts,
    pub(crate) people: Vec<Person>,
    pub(crate) payments: Vec<(Payment, Option<u64>)>,
    pub(crate) posts: Vec<PostRow>,
    /// The first of each kind.
    pub(crate) found: Vec<RowIssue>,
    /// By kind: how many there are of it, and the money on all but the ones in `found`.
    pub(crate) more: Vec<(u64, Affected)>,
    pub(crate) tally: Tally,
    pub(crate) samples: Samples,
}

impl Batch {
    /// Keeps the first few of a kind, and of the rest how many and how much: a file of nothing but errors takes no more room.
    fn note(&mut self, found: RowIssue) {
        let kind = found.problem.kind;
        if self.more.is_empty() {
            self.more = vec![(0, Affected::no_rows()); IssueKind::ALL.len()];
        }
        let (seen, more) = &mut self.more[kind as usize];
        *seen += 1;
        if *seen <= EXAMPLES as u64 {
            self.found.push(found);
        } else {
            more.add(found.affected);
        }
    }

    /// Issues in all of its rows.
    pub(crate) fn issues(&self) -> u64 {
        self.more.iter().map(|(seen, _)| seen).sum()
    }
}

/// Texts one after the other.
#[derive(Debug, Default)]
pub struct StoredTexts {
    /// UTF-8.
    pub bytes: Vec<u8>,
    /// Where each one ends.
    pub ends: Vec<u32>,
}

impl StoredTexts {
    fn push(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
        self.ends.push(self.bytes.len() as u32);
    }
}

/// Reads blocks of one file, one after the other.
pub(crate) struct Reader<'f> {
    file: &'f FileContext,
    texts: UploadTexts,
    known: [usize; TextColumn::ALL.len()],
    splitter: Splitter,
    days: Days,
    last: LastSale,
}

/// What the last tracking row belonged to: rows that follow each other often say the same.
#[derive(Default)]
struct LastSale {
    text: String,
    codes: [u32; TextColumn::ALL.len()],
    day: Option<WrittenDay>,
}

impl<'f> Reader<'f> {
    pub(crate) fn new(file: &'f FileContext) -> Self {
        let splitter = Splitter::new(file.delimiter);
        let (texts, known, days, last) = Default::default();
        Self { file, texts, known, splitter, days, last }
    }

    /// # Errors
    /// When the block is no UTF-8: the file has another encoding than was thought.
    pub(crate) fn read(&mut self, block: &Block, is_first: bool) -> Result<Batch, Utf8Error> {
        match block.text() {
            Ok(text) => Ok(self.read_text(block, text, is_first)),
            Err(error) if self.file.is_as_written => Err(error),
            // A decoder can be left with half a letter at the end of a broken file.
            Err(_) => {
                let block = block.lossy();
                block.text().map(|text| self.read_text(&block, text, is_first))
            }
        }
    }

    fn read_text(&mut self, block: &Block, text: &str, is_first: bool) -> Batch {
        let mut splitter = std::mem::replace(&mut self.splitter, Splitter::new(self.file.delimiter));
        let mut batch = Batch { samples: Samples::new(self.file.columns.headers().len()), ..Batch::default() };
        if self.file.role == Role::Tracking {
            let rows = text.len() / ROW_BYTES_USUAL;
            batch.sales.lines.reserve(rows);
            batch.sales.orders.reserve(rows);
            batch.sales.revenue.reserve(rows);
        }
        let compares = self.file.compared.load(Relaxed) < MAX_COMPARED_ROWS && !self.file.columns.are_corrections();
        block.rows(text, |place, row, has_quotes| {
            if !self.is_read(place) {
                return;
            }
            let hash = compares.then(|| hash(self.file.seed, row));
            if !is_first
                && !has_quotes
                && !place.has_open_quote
                && let Some(sums) = self.sums_after_the_same(row, &mut splitter)
            {
                batch.tally.rows += 1;
                self.push_same(place.short_line(), sums, hash, &mut batch);
                return;
            }
            let cells = splitter.split(row, has_quotes);
            if cells.is_blank() {
                return;
            }
            if is_first {
                batch.samples.take(cells.iter());
            }
            self.take(cells, place, hash, &mut batch);
        });
        self.splitter = splitter;
        batch.new_texts = self.texts.new_texts(&mut self.known);
        batch
    }

    /// The sums of a tracking row that begins as the last one did and then has nothing but plain numbers: most rows of a file
    /// sorted by day or campaign. Everything else takes the long way.
    fn sums_after_the_same(&self, row: &str, splitter: &mut Splitter) -> Option<SaleSums> {
        let after = self.file.numbers_after?;
        self.last.day?;
        let rest = row.strip_prefix(self.last.text.as_str())?;
        let rest = rest.strip_prefix(char::from(self.file.delimiter))?;
        let cells = splitter.split_plain(rest);
        let is_whole = cells.len() == after.columns;
        let (orders, revenue) = (cells.get(after.orders)?, cells.get(after.revenue)?);
        let (orders, revenue) = (amounts::plain_whole(orders)?, amounts::plain_micros(revenue)?);
        is_whole.then_some(SaleSums { orders, revenue })
    }

    fn push_same(&self, line: u32, sums: SaleSums, hash: Option<u64>, batch: &mut Batch) {
        if let Some(day) = self.last.day {
            batch.sales.push(line, sums, hash);
            batch.sales.belongs(self.last.codes, day);
        }
    }

    fn is_read(&self, place: RowPlace) -> bool {
        let line = place.short_line();
        !self.file.replaced.contains(&line)
            && self.file.corrections.as_ref().is_none_or(|corrections| corrections.reads(line))
    }

    fn take(&mut self, cells: Cells<'_>, place: RowPlace, hash: Option<u64>, batch: &mut Batch) {
        batch.tally.rows += 1;
        let mut row = Row::new(cells, &self.file.columns);
        row.check_shape(place.has_open_quote);
        let line = place.short_line();
        if self.file.corrections.as_ref().is_some_and(|corrections| corrections.copies_differ(line)) {
            row.report_conflicting_corrections();
        }
        let affected = match self.file.role {
            Role::Influencers => self.take_person(&mut row, line, batch),
            Role::Tracking => self.take_sale(&mut row, line, hash, batch),
            Role::Payouts => self.take_payment(&mut row, line, hash, batch),
            Role::Posts => self.take_post(&mut row, line, hash, batch),
        };
        batch.tally.rows_excluded += u64::from(row.failed());
        for problem in row.problems {
            batch.note(RowIssue { line, problem, affected });
        }
    }

    fn take_person(&mut self, row: &mut Row<'_>, line: u32, batch: &mut Batch) -> Affected {
        if let Some(followers) = typed_row::person(row) {
            let text = |field| row.text(field).to_owned();
            batch.people.push(Person {
                place: SourceLine { file: self.file.at, line },
                id: self.texts.code(TextColumn::Id, row.id()),
                name: if row.text(Field::Name).is_empty() { row.id().to_owned() } else { text(Field::Name) },
                attributes: Attribute::ALL.map(|attribute| text(Field::holding(attribute))),
                followers,
            });
        }
        Affected::one_row()
    }

    fn take_sale(&mut self, row: &mut Row<'_>, line: u32, hash: Option<u64>, batch: &mut Batch) -> Affected {
        let key = self.file.key_span.and_then(|span| row.between(span));
        let is_same = key.is_some_and(|key| self.last.day.is_some() && key == self.last.text);
        match typed_row::sale(row, self.last.day.filter(|_| is_same), &mut self.days) {
            Ok(sale) => {
                let sums = SaleSums { orders: sale.orders, revenue: sale.revenue };
                if !is_same {
                    self.last.codes = TextColumn::ALL.map(|kind| self.texts.code(kind, text_of(row, kind)));
                    self.last.day = key.map(|_| sale.day);
                    key.unwrap_or_default().clone_into(&mut self.last.text);
                }
                batch.sales.push(line, sums, hash);
                batch.sales.belongs(self.last.codes, sale.day);
                if row.columns.place(Field::Clicks).is_some() {
                    batch.sales.clicks.push(sale.clicks.unwrap_or(NO_NUMBER));
                }
                if row.columns.place(Field::UserId).is_some() {
                    batch.kept.push(row.text(Field::UserId));
                }
                Affected::revenue(1, sale.revenue)
            }
            Err(ExcludedAmounts { orders, amount }) => {
                batch.tally.exclude_sales(orders, amount);
                Affected::revenue(1, amount)
            }
        }
    }

    fn take_payment(&mut self, row: &mut Row<'_>, line: u32, hash: Option<u64>, batch: &mut Batch) -> Affected {
        match typed_row::payment(row) {
            Ok(paid) => {
                let payment = Payment {
                    place: SourceLine { file: self.file.at, line },
                    repeated: false,
                    influencer: self.texts.code(TextColumn::Id, row.id()),
                    basis: row.text(Field::Basis).to_owned(),
                    amount: paid.amount,
                    brand: self.texts.code(TextColumn::Brand, row.text(Field::Brand)),
                    campaign: self.texts.code(TextColumn::Campaign, row.text(Field::Campaign)),
                    rate: paid.rate,
                    orders: paid.orders,
                    posts: paid.posts,
                    paid_on: paid.paid_on,
                    status: row.text(Field::Status).to_owned(),
                    reference: row.text(Field::Reference).trim().to_owned(),
                };
                batch.payments.push((payment, hash));
                Affected::spend(paid.amount)
            }
            Err(ExcludedAmounts { amount, .. }) => {
                batch.tally.exclude_payment(amount);
                Affected::spend(amount)
            }
        }
    }

    fn take_post(&mut self, row: &mut Row<'_>, line: u32, hash: Option<u64>, batch: &mut Batch) -> Affected {
        if let Some(posted) = typed_row::post(row, &mut self.days) {
            for field in [Field::Platform, Field::Url, Field::Caption] {
                batch.kept.push(row.text(field));
            }
            batch.posts.push(PostRow {
                line,
                influencer: self.texts.code(TextColumn::Id, row.id()),
                day: posted.day,
                sums: PostSums { reach: posted.reach, likes: posted.likes, comments: posted.comments },
                more: posted.more,
                hash,
            });
        }
        Affected::one_row()
    }
}

/// The cell of a tracking row that names this.
pub(crate) fn text_of<'r>(row: &Row<'r>, kind: TextColumn) -> &'r str {
    match kind {
        TextColumn::Id => row.id(),
        TextColumn::Source => row.text(Field::Source),
        TextColumn::Campaign => row.text(Field::Campaign),
        TextColumn::Product => row.text(Field::Product),
        TextColumn::Brand => row.text(Field::Brand),
    }
}

/// What rows of files with one header have in common when they are compared.
pub(crate) fn seed(headers: &[String]) -> u64 {
    let mut hasher = DefaultHasher::new();
    headers.hash(&mut hasher);
    hasher.finish()
}

/// Distinguishes rows, letter for letter, and rows of files with different headers.
pub(crate) fn hash(seed: u64, row: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write_u64(seed);
    hasher.write(row.as_bytes());
    hasher.finish()
}
