//! A source's rows as canonical tables: decided statuses, currencies, days and sellers, line for line.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    ops::ControlFlow::{Break, Continue},
    path::Path,
    rc::Rc,
};

use definitions::Day;

use super::{
    super::{
        tables::columns::{Choices, ColumnMatch},
        tables::fields::{Field, Role, fields_of},
    },
    conversion::Conversion,
    identity::{Decided, Key, Payee, Seller, Spellings},
    order_lines::OrderLines,
    plan::StatusMeaning,
    shared_orders::{OrderDecisions, order_hash},
    source::{Source, Value, View, cell},
    survey::{self, Orders, Sums},
    tracked::Tracked,
    write::CanonicalTable,
};

/// Everything that was decided about one table of a source.
pub(super) struct Decisions<'d> {
    /// Lines that are no rows: totals and averages.
    pub(super) skipped: HashSet<u64>,
    pub(super) meaning: Box<dyn Fn(&str) -> StatusMeaning + 'd>,
    /// By currency code: what becomes of its amounts.
    pub(super) currencies: BTreeMap<String, Conversion>,
    /// Which reading of the money counts, by its place in the plan.
    pub(super) reading: Option<usize>,
    /// A person's row counts once, not each time it stands there.
    pub(super) once: bool,
    /// An order's total that stands on each of its lines counts once.
    pub(super) once_per_order: bool,
    /// Columns of further cost that are added to the spend.
    pub(super) extra_costs: Vec<usize>,
    /// Payments with a rate and no total are worked out.
    pub(super) works_out_totals: bool,
    /// The day of rows that have none.
    pub(super) fixed_day: Option<Day>,
    /// Days that are left out as mistyped.
    pub(super) odd_days: HashSet<Day>,
    pub(super) decided: &'d Decided,
    /// What payments without a total are worked out from.
    pub(super) tracked: &'d Tracked,
    pub(super) brands: &'d Spellings,
    pub(super) campaigns: &'d Spellings,
    /// The upload's name, by which the roster knows its rows.
    pub(super) file: &'d str,
    /// Days whose rows give way to a later file's.
    pub(super) replaced_days: BTreeSet<String>,
    /// Rows that are there already, by what they say, and how often.
    pub(super) repeated: RefCell<HashMap<u64, u32>>,
    /// Orders that another file holds, too.
    pub(super) orders: Rc<OrderDecisions>,
}

/// A row as it would be written.
pub(super) struct RowSeen<'r> {
    /// What it says: equal rows of two files have the same.
    pub(super) hash: u64,
    /// Its day; blank where it has none.
    pub(super) day: &'r str,
    /// Its revenue or spend, in micros.
    pub(super) money: i64,
    /// Whom a sale or a payment names; blank where it names no influencer.
    pub(super) person: &'r str,
    /// The source of a sale.
    pub(super) source: &'r str,
    pub(super) orders: i64,
    /// It is decided what counts of its order.
    pub(super) is_of_decided_order: bool,
}

/// One canonical table, written.
pub(super) struct Emitted {
    pub(super) bytes: u64,
    /// Which column holds which field.
    pub(super) choices: Choices,
    /// Rows that were left out on purpose, by reason.
    pub(super) left_out: BTreeMap<String, Sums>,
}

/// Writes the rows of one table of a source.
pub(super) fn emit(
    source: &Source<'_>,
    table_at: usize,
    path: &Path,
    decisions: &Decisions<'_>,
) -> io::Result<Emitted> {
    let table = &source.plan.tables[table_at];
    let view = View { table, styles: &source.styles };
    let (fields, headers, choices) = columns_of(source, &view, decisions);
    let mut out = CanonicalTable::create(path, source.sheet.header_line(), &headers)?;
    let left_out = write_rows(source, view, decisions, fields, &mut |line, texts, _| out.put(line, texts))?;
    Ok(Emitted { bytes: out.finish()?, choices, left_out })
}

/// Gives the rows of one table of a source as they would be written.
pub(super) fn each_row(
    source: &Source<'_>,
    table_at: usize,
    decisions: &Decisions<'_>,
    take: &mut dyn FnMut(RowSeen<'_>),
) -> io::Result<()> {
    let view = View { table: &source.plan.tables[table_at], styles: &source.styles };
    let (fields, ..) = columns_of(source, &view, decisions);
    write_rows(source, view, decisions, fields, &mut |_, _, row| {
        take(row);
        Ok(())
    })?;
    Ok(())
}

/// Takes a row: its line, its texts, and what it comes to.
type Sink<'s> = dyn FnMut(u64, &[String], RowSeen<'_>) -> io::Result<()> + 's;

/// Gives every row that counts to `sink`; gives back what was left out, by reason.
fn write_rows(
    source: &Source<'_>,
    view: View<'_>,
    decisions: &Decisions<'_>,
    fields: Vec<Field>,
    sink: &mut Sink<'_>,
) -> io::Result<BTreeMap<String, Sums>> {
    let orders = Orders::new(source.plan.grain, view.table);
    let lines = OrderLines::new(view.table, source.plan.grain, decisions.once_per_order);
    let mut writer = Writer {
        view,
        decisions,
        fields,
        headers: source.sheet.headers(),
        sink,
        orders,
        lines,
        left_out: BTreeMap::new(),
        seen: HashSet::new(),
        order: None,
    };
    let mut failed = None;
    source.sheet.each_row(&mut |line, cells| match writer.take(line, cells) {
        Ok(()) => Continue(()),
        Err(error) => {
            failed = Some(error);
            Break(())
        }
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    writer.end_order()?;
    Ok(writer.left_out)
}

/// The fields that are written, their headers, and which is which. A column keeps the name it has in the upload, so that issues name it.
fn columns_of(source: &Source<'_>, view: &View<'_>, decisions: &Decisions<'_>) -> (Vec<Field>, Vec<String>, Choices) {
    let (mut fields, mut headers, mut choices) = (Vec::new(), Vec::<String>::new(), Choices::new());
    for spec in fields_of(view.table.role) {
        if !is_written(spec.field, view, decisions) {
            choices.insert(spec.header.to_owned(), (String::new(), ColumnMatch::Exact));
            continue;
        }
        let written = view.column(spec.field).map(|column| source.sheet.headers()[column].clone());
        let free = |name: &String| !name.is_empty() && !headers.contains(name) && !is_documented(view.table.role, name);
        let header = written.filter(free).unwrap_or_else(|| spec.header.to_owned());
        let how = view.plan_of(spec.field).map_or(ColumnMatch::Exact, |plan| plan.how);
        choices.insert(spec.header.to_owned(), (header.clone(), how));
        fields.push(spec.field);
        headers.push(header);
    }
    (fields, headers, choices)
}

fn is_documented(role: Role, name: &str) -> bool {
    fields_of(role).iter().any(|spec| spec.header == name)
}

fn is_written(field: Field, view: &View<'_>, decisions: &Decisions<'_>) -> bool {
    let has = view.plan_of(field).is_some();
    match (view.table.role, field) {
        (Role::Payouts, Field::Status) => has || view.table.status.is_some(),
        (_, Field::Influencer) | (Role::Tracking, Field::Orders | Field::Revenue | Field::Date) => true,
        // Without a column of sources the sellers show the class, and where there is one it does.
        (Role::Tracking, Field::Source) => true,
        (Role::Payouts, Field::TotalPayout) => {
            has || [&decisions.tracked.sold, &decisions.tracked.orders, &decisions.tracked.posts]
                .iter()
                .any(|sums| !sums.is_empty())
        }
        _ => has,
    }
}

struct Writer<'w, 's> {
    view: View<'w>,
    decisions: &'w Decisions<'w>,
    fields: Vec<Field>,
    /// Of the upload.
    headers: &'w [String],
    sink: &'w mut Sink<'s>,
    orders: Orders,
    lines: OrderLines,
    left_out: BTreeMap<String, Sums>,
    /// Ids that were written, where each counts once.
    seen: HashSet<String>,
    /// The order of the last row that names one.
    order: Option<u64>,
}

impl Writer<'_, '_> {
    /// Gives a row away, unless a later file replaces it or the data has it already.
    fn put(&mut self, line: u64, texts: &[String]) -> io::Result<()> {
        let text = |fields: &[Field]| {
            self.fields.iter().position(|field| fields.contains(field)).map_or("", |at| texts[at].as_str())
        };
        let (day, money) = (text(&[Field::Date, Field::PaymentDate]), text(&[Field::Revenue, Field::TotalPayout]));
        let money = crate::parse::amounts::money(money).unwrap_or(0);
        let hash = self.hash(texts);
        if self.decisions.replaced_days.contains(day) {
            self.leave_out("replaced by a later file".to_owned(), 0, money);
            return Ok(());
        }
        let mut repeated = self.decisions.repeated.borrow_mut();
        if let Some(count) = repeated.get_mut(&hash).filter(|count| **count > 0) {
            *count -= 1;
            drop(repeated);
            self.leave_out("already in the data".to_owned(), 0, money);
            return Ok(());
        }
        drop(repeated);
        let row = RowSeen {
            hash,
            day,
            money,
            person: text(&[Field::Influencer]),
            source: text(&[Field::Source]),
            orders: text(&[Field::Orders]).parse().unwrap_or(0),
            is_of_decided_order: self.is_in(&self.decisions.orders.decided),
        };
        (self.sink)(line, texts, row)
    }

    /// What a row says, whichever columns its file has beside.
    fn hash(&self, texts: &[String]) -> u64 {
        let mut hasher = DefaultHasher::new();
        for (field, text) in self.fields.iter().zip(texts) {
            let is_compared = !matches!(field, Field::Clicks | Field::UserId | Field::Rate | Field::Basis);
            if is_compared && !text.is_empty() {
                (*field as u8, text.as_str()).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    fn take(&mut self, line: u64, cells: &[&str]) -> io::Result<()> {
        if self.decisions.skipped.contains(&line) {
            return Ok(());
        }
        if cells.len() > self.headers.len() {
            return self.give_misshapen(line, cells);
        }
        if !self.view.feeds(cells) {
            return Ok(());
        }
        self.enter_order(cells)?;
        if self.is_in(&self.decisions.orders.left_out) {
            let money = survey::money(&self.view, cells, self.decisions.reading).read().unwrap_or(0);
            self.lines.skip(cells);
            self.leave_out("orders that another file holds, too".to_owned(), 0, money);
            return Ok(());
        }
        if let Some((column, text)) = self.view.left_out(cells) {
            let header = &self.headers[column];
            let is_any = self.view.is_any_left_out(column);
            let why = if is_any { format!("{header} is filled") } else { format!("“{text}”") };
            let money = survey::money(&self.view, cells, self.decisions.reading).read().unwrap_or(0);
            self.end_order()?;
            self.lines.skip(cells);
            self.leave_out(why, 0, money);
            return Ok(());
        }
        if survey::comes_in(&self.view, cells, self.decisions.reading) {
            let money = survey::money(&self.view, cells, self.decisions.reading).read().unwrap_or(0);
            self.leave_out("money that came in".to_owned(), 0, money);
            return Ok(());
        }
        match self.view.table.role {
            Role::Tracking => self.take_sale(line, cells),
            Role::Payouts => self.take_payment(line, cells),
            Role::Influencers => self.take_person(line, cells),
            Role::Posts => self.take_post(line, cells),
        }
    }

    /// A row that names another order than the last one ends that one.
    fn enter_order(&mut self, cells: &[&str]) -> io::Result<()> {
        if self.decisions.orders.decided.is_empty() {
            return Ok(());
        }
        let order = self.view.table.order_key.and_then(|column| order_hash(cell(cells, column)));
        if order.is_some() && order != self.order {
            self.end_order()?;
            self.order = order;
        }
        Ok(())
    }

    fn is_in(&self, orders: &HashSet<u64>) -> bool {
        self.order.is_some_and(|order| orders.contains(&order))
    }

    /// A row with more cells than the header says nothing for certain: it is written as it stands, and the reader refuses it.
    fn give_misshapen(&mut self, line: u64, cells: &[&str]) -> io::Result<()> {
        let mut texts: Vec<String> = cells.iter().map(|cell| (*cell).to_owned()).collect();
        texts.resize(texts.len().max(self.fields.len() + 1), String::new());
        let hash = self.hash(&texts);
        let row = RowSeen { hash, day: "", money: 0, person: "", source: "", orders: 0, is_of_decided_order: false };
        (self.sink)(line, &texts, row)
    }

    fn leave_out(&mut self, why: String, orders: i64, money: i64) {
        let sums = self.left_out.entry(why).or_default();
        sums.rows += 1;
        sums.orders = sums.orders.saturating_add(orders);
        sums.money = sums.money.saturating_add(money);
    }

    /// What becomes of an amount in the row's currency; nothing where the row is left out.
    fn converted<'c>(&self, cells: &[&str], amount: Value<'c, i64>) -> Option<Value<'c, i64>> {
        let currency = self.view.currency(cells, survey::money_column(&self.view, self.decisions.reading));
        match self.decisions.currencies.get(&currency).copied().unwrap_or(Conversion::Keep) {
            Conversion::Keep => Some(amount),
            Conversion::LeaveOut => None,
            Conversion::Rate(rate) => Some(match amount {
                Value::Read(micros) => Value::Read(times_rate(micros, rate)),
                other => other,
            }),
        }
    }

    fn take_sale(&mut self, line: u64, cells: &[&str]) -> io::Result<()> {
        let view = self.view;
        if self.lines.is_further(&view, cells) {
            self.lines.add(&view, line, cells);
            return Ok(());
        }
        self.end_order()?;
        self.lines.skip(cells);
        let status = view.status(cells);
        let meaning = (self.decisions.meaning)(status);
        let gross = self.sale_amount(cells);
        let refund = if meaning == StatusMeaning::LeftOut { 0 } else { self.refund_of(cells) };
        let written = gross.read().unwrap_or(0);
        let amount = match gross {
            Value::Read(amount) => Value::Read(amount - refund),
            other => other,
        };
        let orders = self.orders.of(&view, cells, written);
        let out = meaning == StatusMeaning::LeftOut
            || meaning == StatusMeaning::NetOfRefund && view.table.refund.is_none() && written != 0;
        if out {
            self.leave_out(format!("status \"{}\"", status.trim()), orders, written);
            return Ok(());
        }
        if self.is_empty_line(cells, &amount) {
            return Ok(());
        }
        let Some(amount) = self.converted(cells, amount) else {
            self.leave_out(
                format!("in {}", view.currency(cells, survey::money_column(&view, self.decisions.reading))),
                orders,
                written,
            );
            return Ok(());
        };
        let day = view.day(cells, Field::Date);
        if day.read().is_some_and(|day| self.decisions.odd_days.contains(&day)) {
            self.leave_out("mistyped day".to_owned(), orders, written);
            return Ok(());
        }
        self.write_sale(line, cells, amount, orders)
    }

    /// A further line of an order that says nothing of its own: no money, no day, no orders.
    fn is_empty_line(&self, cells: &[&str], amount: &Value<'_, i64>) -> bool {
        let view = self.view;
        let is_blank = |field| view.column(field).is_none_or(|_| view.text(cells, field).is_empty());
        matches!(amount, Value::Blank)
            && view.table.order_key.is_some()
            && is_blank(Field::Date)
            && is_blank(Field::Orders)
    }

    fn sale_amount<'c>(&self, cells: &[&'c str]) -> Value<'c, i64> {
        match self.decisions.reading {
            Some(at) => self.view.amount_at(cells, self.view.table.money_readings[at].column),
            None => self.view.amount(cells, Field::Revenue),
        }
    }

    fn refund_of(&self, cells: &[&str]) -> i64 {
        let is_less = self.decisions.reading.is_none_or(|at| self.view.table.money_readings[at].less_refund);
        if is_less { self.view.refund(cells) } else { 0 }
    }

    fn write_sale(&mut self, line: u64, cells: &[&str], amount: Value<'_, i64>, orders: i64) -> io::Result<()> {
        let view = self.view;
        let keys = view.keys(cells);
        let day = view.day(cells, Field::Date).read().or(self.decisions.fixed_day);
        let (class, id) = if view.column(Field::Source).is_some() && !view.text(cells, Field::Source).is_empty() {
            (view.text(cells, Field::Source).into_owned(), self.id_of(&keys, day, cells))
        } else {
            self.seller_of(&keys, day)
        };
        if view.table.only_owned && id.is_empty() {
            self.leave_out("names no creator".to_owned(), orders, amount.read().unwrap_or(0));
            return Ok(());
        }
        let texts: Vec<String> = self
            .fields
            .iter()
            .map(|field| match field {
                Field::Source => class.clone(),
                Field::Influencer => id.clone(),
                Field::Date => self.day_text(cells, Field::Date),
                Field::Orders => self.orders_text(cells, orders),
                Field::Revenue => amount_text(amount),
                Field::Brand | Field::Campaign => self.spelled(*field, cells),
                Field::Clicks => count_text(view.count(cells, *field)),
                _ => view.text(cells, *field).into_owned(),
            })
            .collect();
        if self.lines.collects() {
            self.lines.begin(&view, line, cells, texts, &self.fields, amount.read());
            return Ok(());
        }
        self.put(line, &texts)
    }

    /// Writes the order that is being collected: its figures on the first line, its money shared over its products.
    fn end_order(&mut self) -> io::Result<()> {
        for (line, texts) in self.lines.take() {
            self.put(line, &texts)?;
        }
        Ok(())
    }

    fn orders_text(&self, cells: &[&str], orders: i64) -> String {
        match self.view.count(cells, Field::Orders) {
            Value::Unreadable(text) => text.to_owned(),
            Value::Blank if self.view.column(Field::Orders).is_some() => String::new(),
            _ => orders.to_string(),
        }
    }

    fn day_text(&self, cells: &[&str], field: Field) -> String {
        match self.view.day(cells, field) {
            Value::Read(day) => day.to_string(),
            Value::Unreadable(text) => text.to_owned(),
            Value::Blank if field == Field::Date => {
                self.decisions.fixed_day.map_or_else(String::new, |day| day.to_string())
            }
            Value::Blank => String::new(),
        }
    }

    fn spelled(&self, field: Field, cells: &[&str]) -> String {
        let text = self.view.text(cells, field);
        let spellings = if field == Field::Brand { self.decisions.brands } else { self.decisions.campaigns };
        spellings.name(text.trim()).to_owned()
    }

    /// The class a sale counts as and the id it is counted for.
    fn seller_of(&self, keys: &[Key], day: Option<Day>) -> (String, String) {
        match self.decisions.decided.seller(keys, day) {
            Seller::Person(id) => ("influencer".to_owned(), id),
            Seller::Organic => ("organic".to_owned(), String::new()),
            Seller::Other { code } => (format!("other: {code}"), String::new()),
        }
    }

    /// The roster's id where the key fits one, the key itself elsewhere: it counts and is listed as not in the roster.
    fn id_of(&self, keys: &[Key], day: Option<Day>, cells: &[&str]) -> String {
        match self.decisions.decided.seller(keys, day) {
            Seller::Person(id) => id,
            Seller::Organic | Seller::Other { .. } => match self.view.table.keys.first() {
                Some(_) => keys.first().map(|key| key.text.clone()).unwrap_or_default(),
                None => self.view.text(cells, Field::Influencer).into_owned(),
            },
        }
    }

    fn take_payment(&mut self, line: u64, cells: &[&str]) -> io::Result<()> {
        let view = self.view;
        let status = view.status(cells);
        let amount = self.payment_amount(cells);
        let written = amount.read().unwrap_or(0);
        if (self.decisions.meaning)(status) == StatusMeaning::LeftOut {
            self.leave_out(format!("status \"{}\"", status.trim()), 0, written);
            return Ok(());
        }
        let Some(amount) = self.converted(cells, amount) else {
            self.leave_out(
                format!("in {}", view.currency(cells, survey::money_column(&view, self.decisions.reading))),
                0,
                written,
            );
            return Ok(());
        };
        let payee = self.decisions.decided.payee(&view.keys(cells));
        if view.table.only_owned && !matches!(payee, Payee::Person(_)) {
            self.leave_out("names no creator".to_owned(), 0, written);
            return Ok(());
        }
        let id = match payee {
            Payee::Person(id) | Payee::Outside(id) => id,
            Payee::LeftOut => {
                self.leave_out("no payment to a creator".to_owned(), 0, written);
                return Ok(());
            }
        };
        if self.decisions.once && !self.seen.insert(id.clone()) {
            return Ok(());
        }
        let texts: Vec<String> =
            self.fields.iter().map(|field| self.payment_text(*field, cells, &id, amount)).collect();
        self.put(line, &texts)
    }

    /// What a row pays, with the further costs that are part of the spend.
    fn payment_amount<'c>(&self, cells: &[&'c str]) -> Value<'c, i64> {
        let further = |column: &usize| self.view.amount_at(cells, *column).read().unwrap_or(0);
        let further = self.decisions.extra_costs.iter().map(further).fold(0, i64::saturating_add);
        match survey::money(&self.view, cells, self.decisions.reading) {
            Value::Read(amount) => Value::Read(amount.saturating_add(further)),
            other => other,
        }
    }

    fn payment_text(&self, field: Field, cells: &[&str], id: &str, amount: Value<'_, i64>) -> String {
        let view = self.view;
        match field {
            Field::Influencer => id.to_owned(),
            Field::TotalPayout if view.column(Field::TotalPayout).is_none() => self.derived(cells, id),
            Field::TotalPayout if self.decisions.works_out_totals && survey::is_rate_alone(&view, cells) => {
                self.derived(cells, id)
            }
            Field::TotalPayout => amount_text(amount),
            Field::Status => view.status(cells).to_owned(),
            Field::Rate => amount_text(survey::rate(&view, cells)),
            Field::Orders | Field::PostCount => count_text(view.count(cells, field)),
            Field::PaymentDate => self.day_text(cells, field),
            Field::Brand | Field::Campaign => self.spelled(field, cells),
            _ => view.text(cells, field).into_owned(),
        }
    }

    /// A payout without a total, from its rate: a percentage of what was sold, an amount per order, or one per post.
    fn derived(&self, cells: &[&str], id: &str) -> String {
        let view = self.view;
        let Value::Read(rate) = survey::rate(&view, cells) else { return String::new() };
        let basis = view.text(cells, Field::Basis).to_lowercase();
        let total = if definitions::is_percentage(&basis) {
            let sold = self.decisions.tracked.sold.get(id).copied().unwrap_or(0);
            Some(definitions::percent_of(sold, rate))
        } else if definitions::is_per_order(&basis) {
            let tracked = || self.decisions.tracked.orders.get(id).copied().unwrap_or(0);
            // Without a column of orders those that were tracked are paid for.
            let counted = view.count(cells, Field::Orders).read();
            let says_nothing = view.column(Field::Orders).is_none() || self.decisions.works_out_totals;
            let orders = counted.or_else(|| says_nothing.then(tracked));
            orders.and_then(|orders| rate.checked_mul(orders))
        } else {
            let counted = view.count(cells, Field::PostCount).read();
            let posts = counted.or_else(|| self.decisions.tracked.posts.get(id).copied().filter(|posts| *posts > 0));
            rate.checked_mul(posts.unwrap_or(1))
        };
        total.map_or_else(String::new, definitions::decimal)
    }

    fn take_person(&mut self, line: u64, cells: &[&str]) -> io::Result<()> {
        let view = self.view;
        let known = self.decisions.decided.id_of_row(self.decisions.file, line).map(str::to_owned);
        let id = known.unwrap_or_else(|| person_id(&view, cells));
        if self.decisions.once && !self.seen.insert(id.clone()) {
            return Ok(());
        }
        let texts: Vec<String> = self
            .fields
            .iter()
            .map(|field| match field {
                Field::Influencer => id.clone(),
                Field::Followers => count_text(view.count(cells, *field)),
                _ => view.text(cells, *field).into_owned(),
            })
            .collect();
        self.put(line, &texts)
    }

    fn take_post(&mut self, line: u64, cells: &[&str]) -> io::Result<()> {
        let view = self.view;
        let day = view.day(cells, Field::Date).read();
        let keys = view.keys(cells);
        if view.table.only_owned && !matches!(self.decisions.decided.seller(&keys, day), Seller::Person(_)) {
            self.leave_out("names no creator".to_owned(), 0, 0);
            return Ok(());
        }
        let id = self.id_of(&keys, day, cells);
        let texts: Vec<String> = self
            .fields
            .iter()
            .map(|field| match field {
                Field::Influencer => id.clone(),
                Field::Date => self.day_text(cells, *field),
                Field::Platform | Field::Url | Field::Caption => view.text(cells, *field).into_owned(),
                _ => count_text(view.count(cells, *field)),
            })
            .collect();
        self.put(line, &texts)
    }
}

/// The id of a row of a roster: its own, or its name where no column holds ids.
pub(super) fn person_id(view: &View<'_>, cells: &[&str]) -> String {
    let has_ids = view.table.column_of(Field::Influencer).is_some();
    let id = view.text(cells, if has_ids { Field::Influencer } else { Field::Name });
    crate::parse::text::unescape_formula(crate::identity::ids::influencer_id(&id)).to_owned()
}

pub(super) fn amount_text(amount: Value<'_, i64>) -> String {
    match amount {
        Value::Read(micros) => definitions::decimal(micros),
        Value::Blank => String::new(),
        Value::Unreadable(text) => text.to_owned(),
    }
}

fn count_text(count: Value<'_, i64>) -> String {
    match count {
        Value::Read(number) => number.to_string(),
        Value::Blank => String::new(),
        Value::Unreadable(text) => text.to_owned(),
    }
}

/// An amount in another currency at a rate, rounded half to even once.
fn times_rate(micros: i64, rate: i64) -> i64 {
    let product = i128::from(micros) * i128::from(rate);
    let unit = i128::from(definitions::MICROS_PER_UNIT);
    let (whole, rest) = (product.div_euclid(unit), product.rem_euclid(unit));
    let up = rest * 2 > unit || rest * 2 == unit && whole % 2 != 0;
    i64::try_from(whole + i128::from(up)).unwrap_or(i64::MAX)
}
