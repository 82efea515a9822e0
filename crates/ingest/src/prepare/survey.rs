//! What the rows of a source come to, by everything that may still be decided: statuses, currencies, keys, readings of the money.
//!
//! Memory grows with distinct keys and words, never with rows.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    ops::ControlFlow::{Break, Continue},
};

use definitions::Day;

use crate::{
    DateOrder, WrittenDay,
    parse::{amounts, days},
};

use super::{
    super::{
        limits::MAX_DISTINCT,
        tables::fields::{Field, Role},
    },
    identity::{Key, KeySums, PayeeSums, Written},
    plan::{Grain, StatusMeaning, TablePlan},
    source::{Source, Value, View, cell},
    text::totals::{TotalRow, Totals, TotalsFinder, is_total},
    values::{AmountEvidence, ColumnHint, CountEvidence, DayEvidence, DayHint, Side},
};

/// How every amount, count and day of a source is written.
#[derive(Default)]
pub(super) struct Evidence {
    pub(super) amounts: BTreeMap<usize, AmountEvidence>,
    pub(super) counts: BTreeMap<usize, CountEvidence>,
    pub(super) days: BTreeMap<usize, DayEvidence>,
    /// Columns with a cell that today's reader does not read, or reads otherwise.
    pub(super) unusual: HashSet<usize>,
}

/// Rows and what they add up to; money in micros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) rows: u64,
    pub(super) orders: i64,
    pub(super) money: i64,
}

impl Sums {
    pub(super) fn add(&mut self, orders: i64, money: i64) {
        self.rows += 1;
        self.orders = self.orders.saturating_add(orders);
        self.money = self.money.saturating_add(money);
    }
}

/// What the rows of one table of a source come to.
#[derive(Default)]
pub(super) struct Facts {
    /// By status as written, in lower case.
    pub(super) statuses: BTreeMap<String, Sums>,
    /// By currency code; blank where a row says none.
    pub(super) currencies: BTreeMap<String, Sums>,
    /// By distinct combination of keys, in the order they were first seen, of rows that count.
    pub(super) keys: Vec<KeySums>,
    key_places: HashMap<Vec<Key>, usize>,
    /// What each reading of the money comes to, in the order of the plan.
    pub(super) readings: Vec<i64>,
    /// What each column of further cost comes to, in the order of the plan.
    pub(super) extra_costs: Vec<i64>,
    /// Lines that are totals or may be.
    pub(super) totals: Totals,
    /// By person: the amount that stands on each of their rows.
    pub(super) repeated: BTreeMap<String, Repeated>,
    /// Further rows of an order that hold the order's total again, and what they come to.
    pub(super) repeated_totals: Sums,
    /// Further rows of an order with another amount.
    pub(super) own_amounts: u64,
    /// Payments with a rate and no total.
    pub(super) rates_alone: u64,
    /// By text as written: how many rows have it, of brands and of campaigns.
    pub(super) spellings: [Written; 2],
    pub(super) first_day: Option<Day>,
    pub(super) last_day: Option<Day>,
    pub(super) rows: u64,
    /// Of our own files: some cell means something else to our own reader than by the style of its column.
    pub(super) differs: bool,
}

/// A figure of one person that may stand once a person or once a row.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Repeated {
    pub(super) rows: u64,
    pub(super) first: i64,
    pub(super) sum: i64,
    pub(super) differs: bool,
}

/// What was settled before the rows are surveyed.
pub(super) struct Settled<'s> {
    pub(super) meaning: &'s dyn Fn(&str) -> StatusMeaning,
    pub(super) reading: Option<usize>,
    /// Whether a text is in a list of creators: such a row is no total.
    pub(super) is_person: &'s dyn Fn(&str) -> bool,
    /// Whether a source says organic: such a row's id says nothing.
    pub(super) is_organic: &'s dyn Fn(&str) -> bool,
    /// Whether a line that may be a total is left out as one.
    pub(super) is_left_out: &'s dyn Fn(u64) -> bool,
}

/// Looks at every cell that holds an amount, a count or a day.
pub(super) fn evidence(source: &Source<'_>, days: &DayHint) -> io::Result<Evidence> {
    let mut evidence = Evidence::default();
    for table in &source.plan.tables {
        let hint = |column: usize| ColumnHint {
            delimiter: source.sheet.delimiter(),
            unit: source.sheet.units().get(column).map_or("", String::as_str),
            header: &source.sheet.headers()[column],
        };
        let stated = source.sheet.stated_unit().unwrap_or_default();
        for column in amount_columns(table) {
            evidence.amounts.entry(column).or_insert_with(|| AmountEvidence::new(&hint(column), stated));
        }
        for column in columns_of(table, &COUNTS) {
            evidence.counts.entry(column).or_insert_with(|| CountEvidence::new(&hint(column)));
        }
        for column in columns_of(table, &DAYS) {
            evidence.days.entry(column).or_insert_with(|| DayEvidence::new(days.clone()));
        }
    }
    let width = source.sheet.headers().len();
    source.sheet.each_row(&mut |line, cells| {
        // Cells that have moved show nothing about their columns.
        if cells.len() <= width {
            evidence.add(line, cells);
        }
        Continue(())
    })?;
    Ok(evidence)
}

impl Evidence {
    fn add(&mut self, line: u64, cells: &[&str]) {
        for (column, amounts) in &mut self.amounts {
            let text = cell(cells, *column);
            amounts.add(line, text);
            if crate::parse::amounts::money(text).is_none() && !text.is_empty() {
                self.unusual.insert(*column);
            }
        }
        for (column, counts) in &mut self.counts {
            let text = cell(cells, *column);
            counts.add(line, text);
            if crate::parse::amounts::whole(text).is_none() && !text.is_empty() {
                self.unusual.insert(*column);
            }
        }
        for (column, days) in &mut self.days {
            let text = cell(cells, *column);
            days.add(line, text);
            if crate::parse::days::day(text).is_none() && !text.is_empty() {
                self.unusual.insert(*column);
            }
        }
    }
}

/// The columns of money of all tables of a source, each once.
pub(super) fn columns_of_money(source: &Source<'_>) -> BTreeSet<usize> {
    source.plan.tables.iter().flat_map(amount_columns).collect()
}

const COUNTS: [Field; 10] = [
    Field::Orders,
    Field::Followers,
    Field::PostCount,
    Field::Reach,
    Field::Likes,
    Field::Comments,
    Field::Shares,
    Field::Saves,
    Field::Views,
    Field::Clicks,
];
const DAYS: [Field; 2] = [Field::Date, Field::PaymentDate];
const MONEY: [Field; 3] = [Field::Revenue, Field::Rate, Field::TotalPayout];

fn columns_of(table: &TablePlan, fields: &[Field]) -> Vec<usize> {
    fields.iter().filter_map(|field| table.column_of(*field)).collect()
}

/// The columns of a table that hold money.
pub(super) fn amount_columns(table: &TablePlan) -> Vec<usize> {
    let mut columns = columns_of(table, &MONEY);
    columns.extend(table.refund);
    columns.extend(table.line_price);
    columns.extend(&table.extra_costs);
    columns.extend(table.money_readings.iter().map(|reading| reading.column));
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// Goes through the rows of one table of a source.
pub(super) fn facts(source: &Source<'_>, table: &TablePlan, settled: &Settled<'_>) -> io::Result<Facts> {
    let view = View { table, styles: &source.styles };
    let mut survey = Survey {
        view,
        is_own: source.is_own,
        settled,
        amounts: money_columns(table),
        totals: finder(source, table),
        orders: Orders::new(source.plan.grain, table),
        last_order: None,
        held_back: Vec::new(),
        facts: Facts {
            readings: vec![0; table.money_readings.len()],
            extra_costs: vec![0; table.extra_costs.len()],
            ..Facts::default()
        },
    };
    source.sheet.each_row(&mut |line, cells| {
        survey.take(line, cells);
        if survey.facts.keys.len() as u64 > MAX_DISTINCT { Break(()) } else { Continue(()) }
    })?;
    Ok(survey.finish())
}

/// The columns that a total row adds up: what counts, not what is counted by.
fn money_columns(table: &TablePlan) -> Vec<usize> {
    let mut columns = amount_columns(table);
    columns.retain(|column| Some(*column) != table.line_price && Some(*column) != table.column_of(Field::Rate));
    columns.extend(table.column_of(Field::Orders));
    if table.role == Role::Influencers {
        columns.extend(table.column_of(Field::Followers));
    }
    columns
}

fn finder(source: &Source<'_>, table: &TablePlan) -> TotalsFinder {
    let mut keys: Vec<usize> = table.keys.iter().map(|key| key.column).collect();
    keys.extend(table.column_of(Field::Influencer));
    keys.extend(table.order_key);
    keys.dedup();
    let amounts = money_columns(table);
    let is_no_label = |column: &usize| {
        keys.contains(column)
            || amounts.contains(column)
            || source.styles.days.contains_key(column)
            || source.styles.amounts.contains_key(column)
            || source.styles.counts.contains_key(column)
    };
    let labels = (0..source.sheet.headers().len()).filter(|column| !is_no_label(column)).collect();
    TotalsFinder::new(keys, labels, amounts).with_days(source.styles.days.keys().copied().collect())
}

/// The rate of a payment: an amount, or the figure of `10 %` where the basis says percent.
pub(super) fn rate<'c>(view: &View<'_>, cells: &[&'c str]) -> Value<'c, i64> {
    let rate = view.amount(cells, Field::Rate);
    let Value::Unreadable(text) = rate else { return rate };
    if !definitions::is_percentage(&view.text(cells, Field::Basis)) {
        return rate;
    }
    let style = view.column(Field::Rate).and_then(|column| view.styles.amounts.get(&column)).copied();
    style.unwrap_or_default().read_percent(text).map_or(rate, Value::Read)
}

/// Whether a row of payments says what one order or which share of the sales is paid and leaves the cell of the total empty.
pub(super) fn is_rate_alone(view: &View<'_>, cells: &[&str]) -> bool {
    let basis = view.text(cells, Field::Basis);
    (definitions::is_per_order(&basis) || definitions::is_percentage(&basis))
        && view.table.role == Role::Payouts
        && view.column(Field::TotalPayout).is_some()
        && matches!(view.amount(cells, Field::TotalPayout), Value::Blank)
        && matches!(rate(view, cells), Value::Read(rate) if rate > 0)
}

/// Rows that may be totals and are looked at once the end of the table is known.
const MAX_HELD_BACK: usize = 10_000;

struct Survey<'s, 'f> {
    view: View<'s>,
    is_own: bool,
    settled: &'s Settled<'f>,
    amounts: Vec<usize>,
    totals: TotalsFinder,
    orders: Orders,
    /// The order of the last row and its money.
    last_order: Option<(String, i64)>,
    held_back: Vec<Row>,
    facts: Facts,
}

/// One row as far as the survey needs it.
struct Row {
    line: u64,
    keys: Vec<Key>,
    status: String,
    currency: String,
    day: Option<Day>,
    orders: i64,
    /// Revenue of a sale, amount of a payment.
    money: i64,
    readings: Vec<i64>,
    extra_costs: Vec<i64>,
    /// A payment with a rate and no total.
    is_rate_alone: bool,
    spellings: [String; 2],
}

impl Survey<'_, '_> {
    fn take(&mut self, line: u64, cells: &[&str]) {
        let view = self.view;
        if !view.feeds(cells) || comes_in(&view, cells, self.settled.reading) {
            return;
        }
        if view.left_out(cells).is_some() {
            // The order is known, so that its further lines begin none.
            self.orders.of(&view, cells, 0);
            return;
        }
        let micros = micros(&view, &self.amounts, cells);
        self.facts.differs |= self.is_own && differs(&view, cells);
        let row = self.row(line, cells);
        if self.totals.add(line, cells, &micros) && self.held_back.len() < MAX_HELD_BACK {
            self.held_back.push(row);
        } else {
            self.facts.take(row, self.settled);
        }
    }

    fn row(&mut self, line: u64, cells: &[&str]) -> Row {
        let view = self.view;
        let money = money(&view, cells, self.settled.reading).read();
        self.read_order(cells, money);
        let amount = |column: usize| view.amount_at(cells, column).read().unwrap_or(0);
        let reading = |reading: &super::plan::MoneyReading| {
            amount(reading.column) - if reading.less_refund { view.refund(cells) } else { 0 }
        };
        let says_organic = (self.settled.is_organic)(&view.text(cells, Field::Source));
        let keys = if says_organic { Vec::new() } else { view.keys(cells) };
        let text = |field| view.text(cells, field).trim().to_owned();
        Row {
            line,
            keys,
            status: view.status(cells).trim().to_lowercase(),
            currency: view.currency(cells, money_column(&view, self.settled.reading)),
            day: view.day(cells, Field::Date).read(),
            orders: self.orders.of(&view, cells, money.unwrap_or(0)),
            money: money.unwrap_or(0),
            readings: view.table.money_readings.iter().map(reading).collect(),
            extra_costs: view.table.extra_costs.iter().map(|column| amount(*column)).collect(),
            is_rate_alone: is_rate_alone(&view, cells),
            spellings: [text(Field::Brand), text(Field::Campaign)],
        }
    }

    /// Whether lines of one order repeat its total or hold amounts of their own.
    fn read_order(&mut self, cells: &[&str], money: Option<i64>) {
        let (Some(column), Some(money)) = (self.view.table.order_key, money) else { return };
        let order = cell(cells, column);
        match &self.last_order {
            Some((last, total)) if last == order && !order.is_empty() => {
                if *total == money && money != 0 {
                    self.facts.repeated_totals.add(0, money);
                } else if money > 0 {
                    self.facts.own_amounts += 1;
                }
            }
            _ => self.last_order = Some((order.to_owned(), money)),
        }
    }

    fn finish(mut self) -> Facts {
        let totals = std::mem::replace(&mut self.totals, TotalsFinder::new(Vec::new(), Vec::new(), Vec::new()));
        self.facts.totals = if self.view.table.role == Role::Influencers {
            sums_of_people(totals)
        } else {
            totals.finish(self.settled.is_person)
        };
        let totals = &self.facts.totals;
        let doubtful = totals.doubtful.iter().filter(|row| (self.settled.is_left_out)(row.line));
        let left_out: HashSet<u64> = totals.certain.iter().chain(doubtful).map(|row| row.line).collect();
        let rows = std::mem::take(&mut self.held_back);
        rows.into_iter().filter(|row| !left_out.contains(&row.line)).for_each(|row| self.facts.take(row, self.settled));
        self.facts
    }
}

/// Whether some cell of a row means something else to our own reader than by the style of its column.
fn differs(view: &View<'_>, cells: &[&str]) -> bool {
    let money = |column: &usize| amounts::money(cell(cells, *column)) != view.amount_at(cells, *column).read();
    let count = |field: &Field| {
        view.column(*field)
            .is_some_and(|column| amounts::whole(cell(cells, column)) != view.count(cells, *field).read())
    };
    let day = |field: &Field| {
        let Some(column) = view.column(*field) else { return false };
        match (days::day(cell(cells, column)), view.day(cells, *field).read()) {
            (Some(WrittenDay::Certain(one)), other) => Some(one) != other,
            // Which order counts, our own reader asks itself.
            (Some(written @ WrittenDay::Numeric { .. }), Some(day)) => {
                DateOrder::ALL.into_iter().all(|order| order.resolve(written) != Some(day))
            }
            (None, day) => day.is_some(),
            (Some(WrittenDay::Numeric { .. }), None) => true,
        }
    };
    amount_columns(view.table).iter().any(money) || COUNTS.iter().any(count) || DAYS.iter().any(day)
}

/// The figures of a row that a total adds up, in micros; nothing where a cell is none.
fn micros(view: &View<'_>, columns: &[usize], cells: &[&str]) -> Vec<Option<i64>> {
    let counted = |column: usize| {
        [Field::Orders, Field::Followers].into_iter().find(|field| view.table.column_of(*field) == Some(column))
    };
    let micros = |column: &usize| match counted(*column) {
        Some(field) => view.count(cells, field).read(),
        None => view.amount_at(cells, *column).read(),
    };
    columns.iter().map(micros).collect()
}

/// Rows with the sum of all others in a file that lists people and holds their money, too: such a row would stand in its own list,
/// and be a person for every other table. One table whose figures all agree shows it for the whole file.
pub(super) fn sums_of_file(source: &Source<'_>) -> io::Result<Vec<TotalRow>> {
    let mut all = Vec::new();
    let tables = &source.plan.tables;
    if tables.len() < 2 || tables.iter().all(|table| table.role != Role::Influencers) {
        return Ok(all);
    }
    for table in tables {
        let view = View { table, styles: &source.styles };
        let (mut totals, amounts) = (finder(source, table), money_columns(table));
        source.sheet.each_row(&mut |line, cells| {
            totals.add(line, cells, &micros(&view, &amounts, cells));
            Continue(())
        })?;
        all.extend(sums_of_people(totals).certain);
    }
    Ok(all)
}

/// Rows of a list of creators that hold the sum of all: every row stands in the list, so that only a bare word for total whose
/// figures agree is one.
fn sums_of_people(totals: TotalsFinder) -> Totals {
    let mut totals = totals.finish(&|_| false);
    let is_sum = |row: &TotalRow| {
        let is_read = row.amounts.iter().any(Option::is_some);
        is_read && is_total(&row.what) && row.amounts.iter().zip(&row.sums).all(|(shown, sum)| *shown == Some(*sum))
    };
    totals.certain.retain(is_sum);
    totals.doubtful.clear();
    totals
}

/// The column whose money counts.
pub(super) fn money_column(view: &View<'_>, reading: Option<usize>) -> Option<usize> {
    let of_reading = reading.map(|at| view.table.money_readings[at].column);
    let field = if view.table.role == Role::Payouts { Field::TotalPayout } else { Field::Revenue };
    of_reading.or_else(|| view.column(field))
}

/// The money of a row: what a sale brought less what was given back, or what was paid.
pub(super) fn money<'c>(view: &View<'_>, cells: &[&'c str], reading: Option<usize>) -> Value<'c, i64> {
    let Some(column) = money_column(view, reading) else { return Value::Blank };
    let is_less = reading.is_none_or(|at| view.table.money_readings[at].less_refund);
    match view.amount_at(cells, column) {
        Value::Read(amount) if view.table.role == Role::Tracking && is_less => Value::Read(amount - view.refund(cells)),
        Value::Read(amount) if view.table.outgoing_is_negative => Value::Read(-amount),
        other => other,
    }
}

/// Whether a row of a statement is money that comes in, beside the payments that go out.
pub(super) fn comes_in(view: &View<'_>, cells: &[&str], reading: Option<usize>) -> bool {
    let is_credit = |column: usize| view.side_at(cells, column) == Some(Side::Credit);
    view.table.credit_comes_in && money_column(view, reading).is_some_and(is_credit)
        || view.table.outgoing_is_negative && money(view, cells, reading).read().is_some_and(|paid| paid < 0)
}

/// Counts orders: as a column says, or one a row, or one a distinct order.
pub(super) struct Orders {
    by: By,
    /// Hashes of the order keys so far.
    seen: HashSet<u64>,
    last: Option<u64>,
}

enum By {
    Column,
    /// A report of sums that knows no orders.
    Nothing,
    Row,
    Key(usize),
}

/// Distinct orders that are distinguished; beyond it only lines that stand together are.
const ORDERS_TOLD_APART: usize = 20_000_000;

impl Orders {
    pub(super) fn new(grain: Grain, table: &TablePlan) -> Self {
        let has_column = table.fields.iter().any(|plan| plan.field == Field::Orders);
        let by = match (has_column, grain, table.order_key) {
            (true, ..) => By::Column,
            (false, Grain::Sums, _) => By::Nothing,
            (false, Grain::Order | Grain::OrderLine, Some(key)) => By::Key(key),
            (false, Grain::Order | Grain::OrderLine, None) => By::Row,
        };
        Self { by, seen: HashSet::new(), last: None }
    }

    /// How many orders a row adds. A further row of an order adds none, nor does a correction.
    pub(super) fn of(&mut self, view: &View<'_>, cells: &[&str], money: i64) -> i64 {
        match self.by {
            By::Column => view.count(cells, Field::Orders).read().unwrap_or(0),
            By::Nothing => 0,
            By::Row => i64::from(money >= 0),
            By::Key(column) => i64::from(self.is_first(cell(cells, column)) && money >= 0),
        }
    }

    /// Whether this is the first row of its order; a blank key belongs to the order above.
    fn is_first(&mut self, key: &str) -> bool {
        if key.is_empty() {
            return self.last.is_none();
        }
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let hash = hasher.finish();
        if self.last.replace(hash) == Some(hash) {
            return false;
        }
        self.seen.len() >= ORDERS_TOLD_APART || self.seen.insert(hash)
    }
}

impl Facts {
    fn take(&mut self, row: Row, settled: &Settled<'_>) {
        self.rows += 1;
        let meaning = (settled.meaning)(&row.status);
        self.statuses.entry(row.status).or_default().add(row.orders, row.money);
        if meaning == StatusMeaning::LeftOut {
            return;
        }
        self.rates_alone += u64::from(row.is_rate_alone);
        self.currencies.entry(row.currency).or_default().add(row.orders, row.money);
        let sums = self.readings.iter_mut().chain(&mut self.extra_costs);
        for (sum, amount) in sums.zip(row.readings.iter().chain(&row.extra_costs)) {
            *sum = sum.saturating_add(*amount);
        }
        for (written, text) in self.spellings.iter_mut().zip(row.spellings) {
            if !text.is_empty() {
                written.add(&text, 1, MAX_DISTINCT as usize);
            }
        }
        if let Some(day) = row.day {
            self.first_day = Some(self.first_day.map_or(day, |first| first.min(day)));
            self.last_day = Some(self.last_day.map_or(day, |last| last.max(day)));
        }
        self.add_repeated(&row.keys, row.money);
        self.add_keys(row.keys, row.day, row.orders, row.money);
    }

    fn add_repeated(&mut self, keys: &[Key], money: i64) {
        let who = keys.first().map(|key| key.text.clone()).unwrap_or_default();
        let first = Repeated { first: money, ..Repeated::default() };
        let repeated = self.repeated.entry(who).or_insert(first);
        repeated.rows += 1;
        repeated.sum = repeated.sum.saturating_add(money);
        repeated.differs |= repeated.first != money;
    }

    fn add_keys(&mut self, keys: Vec<Key>, day: Option<Day>, orders: i64, money: i64) {
        let at = match self.key_places.get(&keys) {
            Some(at) => *at,
            None => {
                self.keys.push(KeySums { keys: keys.clone(), ..KeySums::default() });
                self.key_places.insert(keys, self.keys.len() - 1);
                self.keys.len() - 1
            }
        };
        let sums = &mut self.keys[at];
        sums.rows += 1;
        sums.orders = sums.orders.saturating_add(orders);
        sums.revenue = sums.revenue.saturating_add(money);
        if let Some(day) = day {
            let (first, last) = sums.days.unwrap_or((day, day));
            sums.days = Some((first.min(day), last.max(day)));
        }
    }

    /// The same sums as those of payees.
    pub(super) fn payees(&self) -> Vec<PayeeSums> {
        let payee = |sums: &KeySums| PayeeSums { keys: sums.keys.clone(), rows: sums.rows, spend: sums.revenue };
        self.keys.iter().map(payee).collect()
    }
}
