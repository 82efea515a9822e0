//! A table of sales, by words.

use super::{
    super::{
        super::{
            tables::columns::ColumnMatch,
            tables::fields::{Field, Role},
        },
        plan::{FieldPlan, From, Grain, KeyColumn, KeyKind, MoneyReading},
    },
    Fed,
    header::{currency, words},
    keys,
    lexicon::Meaning,
    table::Table,
    turned,
};

/// Money that only a sale has.
pub(super) const MONEY: [Meaning; 4] = [Meaning::OrderTotal, Meaning::Revenue, Meaning::NetSales, Meaning::GrossSales];

/// Money of a sale, what customers paid in the end first: the proposed reading.
const RANKED: [Meaning; 9] = [
    Meaning::OrderTotal,
    Meaning::Total,
    Meaning::Revenue,
    Meaning::NetSales,
    Meaning::NetAmount,
    Meaning::Amount,
    Meaning::Subtotal,
    Meaning::GrossSales,
    Meaning::GrossAmount,
];

/// Money of which only what stands beside it says whether it came in or went out.
pub(super) const GENERIC: [Meaning; 5] =
    [Meaning::Total, Meaning::NetAmount, Meaning::Amount, Meaning::GrossAmount, Meaning::Subtotal];

/// Columns that only sales have.
const SIGNS: [Meaning; 9] = [
    Meaning::OrderId,
    Meaning::Orders,
    Meaning::OrderDate,
    Meaning::Product,
    Meaning::Items,
    Meaning::Refund,
    Meaning::OrderStatus,
    Meaning::Buyer,
    Meaning::OrderValue,
];

/// The sales of a file; nothing when it holds none.
pub(super) fn sales(table: &Table<'_>) -> Option<Fed> {
    let mut fed = Fed::new(Role::Tracking);
    if !is_sales(table) || !add_revenue(table, &mut fed) || !add_person(table, &mut fed) {
        return None;
    }
    add_day(table, &mut fed);
    add_orders(table, &mut fed);
    fed.plan.fields.extend(table.plans(
        Role::Tracking,
        &[
            (Field::Campaign, &[Meaning::Campaign]),
            (Field::Product, &[Meaning::Product]),
            (Field::Brand, &[Meaning::Brand]),
            (Field::UserId, &[Meaning::UserId]),
        ],
    ));
    fed.plan.status = table.first(&[Meaning::OrderStatus, Meaning::Status]);
    turned::add(table, &mut fed);
    fed.plan.currency = table.first(&[Meaning::Currency]);
    Some(fed)
}

/// Whether the money of the table is that of sales. A sheet of payments may say the revenue they were for.
fn is_sales(table: &Table<'_>) -> bool {
    let chosen = table.seen.role == Some(Role::Tracking);
    let is_payment = super::payment::is_payment(table);
    let has_day = table.has(&[Meaning::OrderDate, Meaning::Date, Meaning::Month]);
    let is_own_payment = is_payment && table.has(&[Meaning::Basis, Meaning::Rate]) && !has_day;
    if table.has(&MONEY) || !table.guessed(&MONEY).is_empty() {
        return chosen || !is_own_payment;
    }
    let is_generic = table.has(&GENERIC) || table.has(&[Meaning::OrderValue, Meaning::LineTotal]);
    let has_sign = table.has(&SIGNS) || is_code_of_order(table) || names_sales(table);
    chosen || (is_generic && has_sign && !is_payment)
}

/// A code beside an amount is that of an order, unless the table is a list of creators.
fn is_code_of_order(table: &Table<'_>) -> bool {
    let is_list = table.has(&[Meaning::Followers, Meaning::Category, Meaning::Gender]);
    table.has(&[Meaning::Code, Meaning::UtmContent, Meaning::UtmSource, Meaning::UtmCampaign]) && !is_list
}

/// The name of the file says that it holds sales.
fn names_sales(table: &Table<'_>) -> bool {
    let name = table.seen.name.to_lowercase();
    ["order", "sale", "track", "revenue"].iter().any(|word| name.contains(word))
}

/// The readings of the money; a header that only hints at it is asked.
fn add_revenue(table: &Table<'_>, fed: &mut Fed) -> bool {
    let mut money = table.listed(&RANKED);
    let value = table.listed(&[Meaning::OrderValue]);
    // Where a row is one order, the order's value is its money.
    if table.has(&[Meaning::OrderId]) && !table.has(&[Meaning::Orders]) {
        money.splice(0..0, value.iter().copied());
    }
    if money.is_empty() {
        money = table.listed(&[Meaning::LineTotal]);
    }
    if money.is_empty() {
        return guess_revenue(table, fed, &value);
    }
    if super::payment::is_payment(table) && table.has(&MONEY) {
        // Beside the revenue a generic amount is that of the payment.
        money.retain(|at| !table.meaning(*at).is_some_and(|meaning| GENERIC.contains(&meaning)));
    }
    let sales = table.listed(&[Meaning::Revenue]);
    let counts = sales.iter().copied().find(|at| is_bare_sales(table, *at));
    if let Some(at) = counts.filter(|_| sales.len() > 1 && !table.has(&[Meaning::Orders])) {
        money.retain(|other| *other != at);
    }
    set_revenue(table, fed, &money);
    true
}

fn is_bare_sales(table: &Table<'_>, at: usize) -> bool {
    words(table.header(at)) == "sales"
}

fn guess_revenue(table: &Table<'_>, fed: &mut Fed, value: &[usize]) -> bool {
    let guessed = table.guessed(&RANKED);
    let Some(at) = guessed.first().or(value.first()).copied() else { return false };
    let why = if guessed.is_empty() {
        format!("{} may be the value of one order or of all orders of a row.", table.shown(at))
    } else {
        format!("{} may be the revenue, or something else.", table.shown_all(&guessed))
    };
    let candidates = if guessed.is_empty() { vec![at] } else { guessed };
    set_money_field(table, fed, at, ColumnMatch::Guess);
    fed.uncertain(Field::Revenue, candidates.into_iter().map(Some).chain([None]).collect(), why);
    true
}

fn set_revenue(table: &Table<'_>, fed: &mut Fed, money: &[usize]) {
    let is_amount = |at: &usize| !turned::says_so(table, Role::Tracking, *at);
    let refund = table.first(&[Meaning::Refund]).or(table.guessed(&[Meaning::Refund]).into_iter().find(is_amount));
    let is_net = |at: usize| matches!(table.meaning(at), Some(Meaning::NetSales | Meaning::NetAmount));
    let mut readings: Vec<MoneyReading> = Vec::new();
    for at in money {
        // What was given back is off the net sales already.
        let less_first = refund.is_some() && !is_net(*at);
        readings.push(reading(table, *at, less_first));
        if refund.is_some() && money.len() == 1 {
            readings.push(reading(table, *at, !less_first));
        }
    }
    set_money_field(table, fed, money[0], ColumnMatch::Alias);
    fed.plan.refund = refund;
    if readings.len() > 1 {
        fed.plan.money_readings = readings;
    }
}

pub(super) fn reading(table: &Table<'_>, at: usize, less_refund: bool) -> MoneyReading {
    let same = |header: &&String| words(header) == words(table.header(at));
    let is_alone = table.seen.headers.iter().filter(same).count() == 1;
    let name = words(table.header(at)).replace(' ', "_");
    let place = if is_alone { String::new() } else { format!("_{}", at + 1) };
    let refund = if less_refund { "_less_refund" } else { "" };
    let said = if less_refund { " less what was given back" } else { "" };
    MoneyReading {
        value: format!("{name}{place}{refund}"),
        label: format!("{}{said}", table.shown(at)),
        column: at,
        less_refund,
        currency: currency(table.header(at)).map(str::to_owned),
    }
}

fn set_money_field(table: &Table<'_>, fed: &mut Fed, at: usize, how: ColumnMatch) {
    let mut plan = table.plan(Role::Tracking, Field::Revenue, at);
    plan.how = if how == ColumnMatch::Guess { ColumnMatch::Guess } else { plan.how };
    fed.plan.fields.push(plan);
    fed.plan.fixed_currency = currency(table.header(at)).map(str::to_owned);
}

/// Who sold. Our own `source` shows the class; a shop's or an analytics tool's is a key.
fn add_person(table: &Table<'_>, fed: &mut Fed) -> bool {
    let source = table.first(&[Meaning::Source]);
    let is_recognised = keys::recognise_person(table, fed);
    let is_person = fed.plan.fields.iter().any(|plan| plan.field == Field::Influencer)
        || fed.plan.keys.iter().any(|key| matches!(key.kind, KeyKind::Name | KeyKind::Handle | KeyKind::Email));
    let Some(at) = source else { return is_recognised };
    if is_person {
        fed.plan.fields.push(table.plan(Role::Tracking, Field::Source, at));
    } else {
        fed.plan.keys.push(KeyColumn { column: at, kind: KeyKind::UtmSource, is_contained: false, parameter: None });
        fed.plan.keys.sort_by_key(|key| key.kind);
    }
    true
}

/// The day of the sale: that of the order; a day of delivery beside it is a second candidate.
fn add_day(table: &Table<'_>, fed: &mut Fed) {
    let mut days = table.listed(&[Meaning::OrderDate, Meaning::Date, Meaning::OtherDate]);
    let is_sure = days.len() == 1 && table.has(&[Meaning::OrderDate, Meaning::Date]);
    if days.is_empty() {
        days = table.guessed(&[Meaning::OrderDate, Meaning::Date]);
        days.extend(table.listed(&[Meaning::PaymentDate, Meaning::PostDate, Meaning::ValidTo, Meaning::ValidFrom]));
    }
    if let (true, Some(month)) = (days.is_empty(), table.first(&[Meaning::Month])) {
        fed.plan.fields.push(table.plan(Role::Tracking, Field::Date, month));
        return;
    }
    let Some(day) = days.first().copied() else { return };
    let plan = table.plan(Role::Tracking, Field::Date, day);
    fed.plan.fields.push(FieldPlan { how: if is_sure { plan.how } else { ColumnMatch::Guess }, ..plan });
    if !is_sure {
        let (why, none) = if days.len() > 1 {
            (format!("{} may each be the day of the sale.", table.shown_all(&days)), None)
        } else {
            (format!("{} may be the day of the sale, or another one.", table.shown(day)), Some(None))
        };
        fed.uncertain(Field::Date, days.into_iter().map(Some).chain(none).collect(), why);
    }
}

/// How many orders a row is. Quantity is never orders; a row that names its order is one.
fn add_orders(table: &Table<'_>, fed: &mut Fed) {
    let order = table.first(&[Meaning::OrderId]);
    let orders = table.listed(&[Meaning::Orders]);
    let turned: Vec<usize> =
        [table.listed(&[Meaning::CancelledOrders]), table.guessed(&[Meaning::CancelledOrders])].concat();
    fed.plan.order_key = order;
    fed.grain = if order.is_some() { grain_of_orders(table, fed) } else { Grain::Sums };
    if let Some(at) = orders.first().copied() {
        fed.plan.fields.push(table.plan(Role::Tracking, Field::Orders, at));
        if orders.len() > 1 || !turned.is_empty() {
            let all = [orders, turned].concat();
            let why = format!("{} may each be the number of orders that count.", table.shown_all(&all));
            fed.uncertain(Field::Orders, all.into_iter().map(Some).collect(), why);
        }
        return;
    }
    if order.is_none() {
        guess_orders(table, fed, turned);
    }
}

fn guess_orders(table: &Table<'_>, fed: &mut Fed, turned: Vec<usize>) {
    let revenue = fed.plan.column_of(Field::Revenue);
    let bare_sales =
        table.listed(&[Meaning::Revenue]).into_iter().filter(|at| Some(*at) != revenue && is_bare_sales(table, *at));
    let mut guessed: Vec<usize> = bare_sales.collect();
    guessed.extend(table.guessed(&[Meaning::Orders]));
    let has_day = fed.plan.fields.iter().any(|plan| plan.field == Field::Date);
    let items = table.listed(&[Meaning::Items]);
    if guessed.is_empty() && has_day && !items.is_empty() {
        let why = format!("{} counts pieces: without another column each row is one order.", table.shown_all(&items));
        let columns = items.into_iter().chain(turned).map(Some);
        fed.uncertain(Field::Orders, [None].into_iter().chain(columns).collect(), why);
        fed.grain = Grain::Order;
        return;
    }
    guessed.extend(items);
    guessed.extend(turned);
    if let Some(at) = guessed.first().copied() {
        let plan = table.plan(Role::Tracking, Field::Orders, at);
        fed.plan.fields.push(FieldPlan { how: ColumnMatch::Guess, ..plan });
        let why = format!("{} may be the number of orders, or something else.", table.shown_all(&guessed));
        fed.uncertain(Field::Orders, guessed.into_iter().map(Some).chain([None]).collect(), why);
        fed.grain = Grain::Order;
    } else if has_day {
        fed.grain = Grain::Order;
        fed.notes.push("No column says how many orders a row is: each row counts as one order.".to_owned());
    } else {
        fed.notes.push("No column says how many orders a row is: the number of orders stays 0.".to_owned());
    }
}

/// Lines of one order that stand together and say the order's money once, or the same again, are lines; else each row has its own.
fn grain_of_orders(table: &Table<'_>, fed: &Fed) -> Grain {
    let (Some(order), Some(money)) = (fed.plan.order_key, fed.plan.column_of(Field::Revenue)) else {
        return Grain::Order;
    };
    let is_of_order = matches!(table.meaning(money), Some(Meaning::OrderTotal | Meaning::OrderValue | Meaning::Total));
    let is_line = |rows: &[Vec<String>]| {
        let cell = |row: usize, at: usize| rows[row].get(at).map_or("", |cell| cell.trim());
        let is_same_order = !cell(0, order).is_empty() && cell(0, order) == cell(1, order);
        is_same_order && (cell(1, money).is_empty() || (is_of_order && cell(0, money) == cell(1, money)))
    };
    if table.seen.samples.windows(2).any(is_line) { Grain::OrderLine } else { Grain::Order }
}

/// The column that fills a field of the plan, for the tables that share it.
pub(super) fn holds(fed: &Fed, at: usize) -> bool {
    let is_held = |plan: &FieldPlan| matches!(plan.from, From::Column(column) if column == at);
    fed.plan.fields.iter().any(is_held) || fed.plan.money_readings.iter().any(|reading| reading.column == at)
}
