//! The payments of a version, as they came.

use std::collections::HashMap;

use definitions::{Day, shown};
use parquet::data_type::ByteArray;

use super::{
    cell::{RowColumn, RowUnit, RowValue},
    files::{FactFile, by_id},
};
use crate::{ColumnData, Dataset, Files, StoreError, TableReader, UNKNOWN};
use ingest::WrittenDay;

/// Every payment that counts, in the order of the files, column by column.
pub(super) struct Payments {
    files: Vec<i64>,
    lines: Vec<i64>,
    ids: Coded,
    pub(super) bases: Coded,
    amounts: Vec<i64>,
    rates: Vec<i64>,
    orders: Vec<i64>,
    days: Vec<i64>,
    statuses: Coded,
    posts: Vec<i64>,
    references: Coded,
    /// As the payment names them; blank for none.
    pub(super) brands: Coded,
    pub(super) campaigns: Coded,
    /// The place among the version's profiles.
    pub(super) profiles: Vec<Option<usize>>,
}

/// One payment with all that a version knows of it. What its row does not say is unknown, never 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPayment {
    /// The name of the file it stood in, and its line there.
    pub file: String,
    /// From 1; the header is a line, too.
    pub line: i64,
    /// The place of the payee among the version's profiles.
    pub profile: Option<usize>,
    /// As it was written.
    pub basis: String,
    /// Micros.
    pub amount: i64,
    /// Micros.
    pub rate: Option<i64>,
    /// How many it pays, as its row says.
    pub orders: Option<i64>,
    /// How many it pays, as its row says.
    pub posts: Option<i64>,
    /// When money moved.
    pub day: Option<Day>,
    /// As it was written; blank for none.
    pub status: String,
    /// How its transfer is known; blank for none.
    pub reference: String,
    /// As the payment names it; blank for none.
    pub brand: String,
    /// As the payment names it; blank for none.
    pub campaign: String,
}

/// Texts of a column, each kept once.
#[derive(Default)]
pub(super) struct Coded {
    pub(super) codes: Vec<u32>,
    texts: Vec<String>,
}

impl Coded {
    fn new(column: &[ByteArray]) -> Self {
        let (mut coded, mut known) = (Self::default(), HashMap::<&[u8], u32>::new());
        for text in column {
            let code = *known.entry(text.data()).or_insert_with(|| {
                coded.texts.push(String::from_utf8_lossy(text.data()).into_owned());
                coded.texts.len() as u32 - 1
            });
            coded.codes.push(code);
        }
        coded
    }

    pub(super) fn text(&self, row: usize) -> &str {
        &self.texts[self.codes[row] as usize]
    }
}

impl Payments {
    /// # Errors
    /// When they cannot be read.
    pub(super) fn read(dataset: &Dataset) -> Result<Self, StoreError> {
        // The two tables hold the same payments in the same order: as they came, and as they count.
        let files = dataset.files();
        let (came, count) = (Table::open(files, "payments.parquet")?, Table::open(files, "payouts.parquet")?);
        let ids = count.texts("influencer_id")?;
        let known = by_id(dataset);
        let places: Vec<Option<usize>> = ids.texts.iter().map(|id| known.get(shown(id)).copied()).collect();
        let payments = Self {
            files: came.numbers("file")?,
            lines: came.numbers("line")?,
            profiles: ids.codes.iter().map(|code| places[*code as usize]).collect(),
            ids,
            bases: count.texts("basis")?,
            amounts: count.numbers("amount_micros")?,
            rates: came.numbers("rate_micros")?,
            orders: came.numbers("orders")?,
            days: came.numbers("paid_on")?,
            statuses: came.texts("status")?,
            posts: came.numbers_if_stored("posts")?,
            references: came.texts_if_stored("reference")?,
            brands: count.texts("brand")?,
            campaigns: count.texts("campaign")?,
        };
        let Self { files, lines, ids, amounts, .. } = &payments;
        let is_whole = files.len() == ids.codes.len() && lines.len() == amounts.len() && files.len() == lines.len();
        let damaged = || StoreError::Damaged("the two tables of payments have not as many rows".to_owned());
        if is_whole { Ok(payments) } else { Err(damaged()) }
    }

    /// The payments of these profiles.
    pub(super) fn of_profiles(&self, people: &[bool]) -> Vec<u32> {
        let is_wanted = |profile: &Option<usize>| profile.is_some_and(|at| people[at]);
        let wanted = self.profiles.iter().enumerate().filter(|(_, profile)| is_wanted(profile));
        wanted.map(|(row, _)| row as u32).collect()
    }

    /// Micros.
    pub(super) fn amount(&self, row: usize) -> i64 {
        self.amounts[row]
    }

    fn paid_on(&self, files: &[FactFile], row: usize) -> Option<Day> {
        let packed = Some(self.days[row]).filter(|day| *day != UNKNOWN).map(|day| day as i32);
        let file = usize::try_from(self.files[row]).ok().and_then(|at| files.get(at));
        packed.zip(file).and_then(|(day, file)| file.order.resolve(WrittenDay::unpacked(day)))
    }

    /// Every payment with all that is known of it, in the order of the files.
    pub(super) fn all(&self, files: &[FactFile]) -> Vec<StoredPayment> {
        let known = |number: i64| Some(number).filter(|number| *number != UNKNOWN);
        let payment = |row: usize| StoredPayment {
            file: usize::try_from(self.files[row])
                .ok()
                .and_then(|at| files.get(at))
                .map_or("", |file| &file.name)
                .to_owned(),
            line: self.lines[row],
            profile: self.profiles[row],
            basis: self.bases.text(row).to_owned(),
            amount: self.amounts[row],
            rate: known(self.rates[row]),
            orders: known(self.orders[row]),
            posts: known(self.posts[row]),
            day: self.paid_on(files, row),
            status: self.statuses.text(row).to_owned(),
            reference: self.references.text(row).to_owned(),
            brand: self.brands.text(row).to_owned(),
            campaign: self.campaigns.text(row).to_owned(),
        };
        (0..self.amounts.len()).map(payment).collect()
    }

    pub(super) fn cell<'c>(
        &'c self,
        files: &'c [FactFile],
        dataset: &'c Dataset,
        row: usize,
        part: PaymentColumn,
    ) -> RowValue<'c> {
        let file = usize::try_from(self.files[row]).ok().and_then(|at| files.get(at));
        match part {
            PaymentColumn::File => RowValue::text(file.map_or("", |file| file.name.as_str())),
            PaymentColumn::Line => RowValue::Count(self.lines[row]),
            PaymentColumn::Id => RowValue::text(self.ids.text(row)),
            PaymentColumn::Name => {
                let profile = self.profiles[row].map(|at| &dataset.profiles()[at]);
                profile
                    .filter(|profile| profile.in_roster)
                    .map_or(RowValue::Nothing, |profile| RowValue::text(&profile.name))
            }
            PaymentColumn::Basis => RowValue::text(self.bases.text(row)),
            PaymentColumn::Brand => RowValue::text(self.brands.text(row)),
            PaymentColumn::Campaign => RowValue::text(self.campaigns.text(row)),
            PaymentColumn::Rate => RowValue::number(self.rates[row], RowUnit::Money),
            PaymentColumn::Orders => RowValue::number(self.orders[row], RowUnit::Count),
            PaymentColumn::Amount => RowValue::Money(self.amounts[row]),
            PaymentColumn::PaidOn => self.paid_on(files, row).map_or(RowValue::Nothing, RowValue::Day),
            PaymentColumn::Reference => RowValue::text(self.references.text(row)),
            PaymentColumn::Status => RowValue::text(self.statuses.text(row)),
        }
    }
}

/// What a cell is.
#[derive(Clone, Copy, Debug)]
pub(super) enum PaymentColumn {
    File,
    Line,
    Id,
    Name,
    Basis,
    Brand,
    Campaign,
    Rate,
    Orders,
    Amount,
    PaidOn,
    Status,
    Reference,
}

/// The columns of payments.
pub(super) fn columns() -> impl Iterator<Item = (RowColumn, PaymentColumn)> {
    [
        (RowColumn::new("file", "File", RowUnit::TextColumn), PaymentColumn::File),
        (RowColumn::new("line", "Line", RowUnit::Count), PaymentColumn::Line),
        (RowColumn::new("influencer", "Influencer", RowUnit::TextColumn), PaymentColumn::Id),
        (RowColumn::new("name", "Name", RowUnit::TextColumn), PaymentColumn::Name),
        (RowColumn::new("basis", "Basis", RowUnit::TextColumn), PaymentColumn::Basis),
        (RowColumn::new("brand", "Brand", RowUnit::TextColumn), PaymentColumn::Brand),
        (RowColumn::new("campaign", "Campaign", RowUnit::TextColumn), PaymentColumn::Campaign),
        (RowColumn::new("rate", "Rate", RowUnit::Money), PaymentColumn::Rate),
        (RowColumn::new("orders", "Orders", RowUnit::Count), PaymentColumn::Orders),
        (RowColumn::new("spend", "Amount", RowUnit::Money), PaymentColumn::Amount),
        (RowColumn::new("paid_on", "Paid on", RowUnit::Day), PaymentColumn::PaidOn),
        (RowColumn::new("status", "Status", RowUnit::TextColumn), PaymentColumn::Status),
        (RowColumn::new("reference", "Reference", RowUnit::TextColumn), PaymentColumn::Reference),
    ]
    .into_iter()
}

struct Table(TableReader);

impl Table {
    fn open(files: &Files, name: &str) -> Result<Self, StoreError> {
        TableReader::open(files, name).map(Self)
    }

    fn numbers(&self, column: &str) -> Result<Vec<i64>, StoreError> {
        let mut all = Vec::new();
        for group in 0..self.0.groups().len() {
            let ColumnData::Numbers(numbers) = self.0.column(group, column)? else { return Err(damaged(column)) };
            all.extend(numbers);
        }
        Ok(all)
    }

    /// A column that versions of earlier programs do not have: what it would say is unknown in them.
    fn numbers_if_stored(&self, column: &str) -> Result<Vec<i64>, StoreError> {
        if self.has(column) { self.numbers(column) } else { Ok(vec![UNKNOWN; self.rows()]) }
    }

    fn texts_if_stored(&self, column: &str) -> Result<Coded, StoreError> {
        if self.has(column) { self.texts(column) } else { Ok(Coded::new(&vec![ByteArray::from(""); self.rows()])) }
    }

    fn has(&self, column: &str) -> bool {
        self.0.columns().iter().any(|known| known == column)
    }

    fn rows(&self) -> usize {
        self.0.groups().into_iter().sum()
    }

    fn texts(&self, column: &str) -> Result<Coded, StoreError> {
        let mut all = Vec::new();
        for group in 0..self.0.groups().len() {
            let ColumnData::Texts(texts) = self.0.column(group, column)? else { return Err(damaged(column)) };
            all.extend(texts);
        }
        Ok(Coded::new(&all))
    }
}

fn damaged(column: &str) -> StoreError {
    StoreError::Damaged(format!("column {column} of the payments holds other values than this program writes"))
}
