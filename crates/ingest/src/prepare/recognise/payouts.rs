//! A table of payments to creators, by words.

use super::{
    super::{
        super::{
            tables::columns::ColumnMatch,
            tables::fields::{Field, Role},
        },
        plan::{FieldPlan, From, Grain, Repeats},
    },
    Fed,
    header::{currency, words},
    keys,
    lexicon::Meaning,
    payment, sales,
    table::Table,
    turned,
};

/// Money that only a payment is.
pub(super) const MONEY: [Meaning; 4] = [Meaning::Payout, Meaning::Fee, Meaning::Commission, Meaning::Spend];

/// The payments of a file; nothing when it holds none. `sales` are those of the same file.
pub(super) fn payouts(table: &Table<'_>, sales: Option<&Fed>) -> Option<Fed> {
    let mut fed = Fed::new(Role::Payouts);
    if !keys::recognise_person(table, &mut fed) || !add_total(table, &mut fed, sales) {
        return None;
    }
    let date: &[Meaning] = if sales.is_some() { &[] } else { &[Meaning::Date, Meaning::OrderDate] };
    let dates = [&[Meaning::PaymentDate], date].concat();
    let is_promised = fed.plan.only_if_missing;
    let rate: &[Meaning] = if is_promised { &[] } else { &[Meaning::Rate] };
    fed.plan.fields.extend(table.plans(
        Role::Payouts,
        &[
            (Field::Basis, if is_promised { &[] } else { &[Meaning::Basis] }),
            (Field::Rate, rate),
            (Field::Orders, &[Meaning::Orders]),
            (Field::PostCount, &[Meaning::PostCount]),
            (Field::Brand, &[Meaning::Brand]),
            (Field::Campaign, &[Meaning::Campaign]),
            (Field::PaymentDate, &dates),
            (Field::Reference, &[Meaning::Reference]),
        ],
    ));
    if fed.plan.fields.iter().all(|plan| plan.field != Field::Basis) {
        add_basis(table, &mut fed);
    }
    fed.plan.status = table.first(&[Meaning::PayoutStatus, Meaning::Status, Meaning::OrderStatus]);
    if sales.is_none() {
        turned::add(table, &mut fed);
    }
    fed.plan.currency = table.first(&[Meaning::Currency]);
    fed.plan.extra_costs = extra_costs(table, &fed);
    // Orders pay each by itself; what stands beside sums may be repeated on each of them.
    let is_of_orders = sales.is_some_and(|sales| sales.grain != Grain::Sums) && table.has(&[Meaning::Commission]);
    fed.plan.repeats = if sales.is_some() && !is_of_orders { Repeats::Asked } else { Repeats::EachRow };
    Some(fed)
}

/// What was paid. Without a column of it the engine derives it from basis and rate, unless a total is there that no list knows.
fn add_total(table: &Table<'_>, fed: &mut Fed, sales: Option<&Fed>) -> bool {
    let is_sales_money = |at: &usize| sales.is_some_and(|sales| sales::holds(sales, *at));
    let mut money = table.listed(&[Meaning::Payout]);
    if payment::is_payment(table) || table.seen.role == Some(Role::Payouts) {
        money.extend(table.listed(&[Meaning::Total, Meaning::NetAmount]));
    }
    money.extend(table.listed(&[Meaning::Fee]));
    if money.is_empty() {
        money.extend(table.listed(&[Meaning::Commission]));
    }
    money.extend(table.listed(&[Meaning::Spend, Meaning::Amount, Meaning::GrossAmount]));
    money.retain(|at| !is_sales_money(at));
    money.retain(|at| !is_rate_in_disguise(table, *at));
    let Some(first) = money.first().copied() else { return guess_total(table, fed, sales) };
    set_total(table, fed, first, ColumnMatch::Alias);
    if money.len() > 1 {
        fed.plan.money_readings = money.iter().map(|at| sales::reading(table, *at, false)).collect();
    } else if sales.is_none() && is_bare_amount(table, first) {
        let why = format!("{} may be what was paid to the creators, or what they sold.", table.shown(first));
        fed.uncertain(Field::TotalPayout, vec![Some(first), None], why);
    }
    true
}

/// A generic amount, and nothing in the table or its name says that it was paid.
fn is_bare_amount(table: &Table<'_>, at: usize) -> bool {
    let is_generic = table.meaning(at).is_some_and(|meaning| sales::GENERIC.contains(&meaning));
    is_generic && !payment::is_payment(table) && table.seen.role != Some(Role::Payouts)
}

/// A commission or fee of percents.
fn is_rate_in_disguise(table: &Table<'_>, at: usize) -> bool {
    let unit = table.seen.units.get(at).is_some_and(|unit| unit.contains('%'));
    let mut cells = table.cells(at).peekable();
    unit || (cells.peek().is_some() && cells.all(|cell| cell.contains('%')))
}

fn set_total(table: &Table<'_>, fed: &mut Fed, at: usize, how: ColumnMatch) {
    let plan = table.plan(Role::Payouts, Field::TotalPayout, at);
    fed.plan.fields.push(FieldPlan { how: if how == ColumnMatch::Guess { how } else { plan.how }, ..plan });
    fed.plan.fixed_currency = currency(table.header(at)).map(str::to_owned);
}

fn guess_total(table: &Table<'_>, fed: &mut Fed, sales: Option<&Fed>) -> bool {
    let mut guessed = table.guessed(&MONEY);
    guessed.extend(table.listed(&[Meaning::Budget]));
    let has_rate = table.has(&[Meaning::Rate]);
    if guessed.is_empty() && payment::is_payment(table) && sales.is_none() {
        guessed.extend((0..table.seen.headers.len()).filter(|at| is_unknown_amount(table, *at)));
    }
    guessed.retain(|at| !sales.is_some_and(|sales| sales::holds(sales, *at)));
    let Some(first) = guessed.first().copied() else {
        return (has_rate && is_rate_enough(table)) || promised(table, fed);
    };
    set_total(table, fed, first, ColumnMatch::Guess);
    let why = format!("{} may be what was paid to the creators, or something else.", table.shown_all(&guessed));
    fed.uncertain(Field::TotalPayout, guessed.into_iter().map(Some).chain([None]).collect(), why);
    true
}

/// A commission in percents on a list of creators: it is paid on what they sell, unless payments come in another file.
fn promised(table: &Table<'_>, fed: &mut Fed) -> bool {
    let percents = table.listed(&[Meaning::Commission, Meaning::Fee, Meaning::Rate]);
    let Some(at) = percents.into_iter().find(|at| is_rate_in_disguise(table, *at)) else { return false };
    let field = |field, from| FieldPlan { field, from, how: ColumnMatch::Alias };
    fed.plan.fields.push(field(Field::Rate, From::Column(at)));
    fed.plan.fields.push(field(Field::Basis, From::Constant("percentage".to_owned())));
    fed.plan.only_if_missing = true;
    let why = format!("{} may be the share of their revenue that creators are paid.", table.shown(at));
    fed.uncertain(Field::Rate, vec![Some(at), None], why);
    true
}

/// A rate beside a list of creators is a quote; beside a basis or a number of posts or orders it pays.
fn is_rate_enough(table: &Table<'_>) -> bool {
    table.has(&[Meaning::Basis, Meaning::PostCount, Meaning::Orders]) || payment::names_payments(table)
}

/// A column of figures whose header no list knows.
fn is_unknown_amount(table: &Table<'_>, at: usize) -> bool {
    let is_figure = |cell: &str| cell.chars().any(|letter| letter.is_ascii_digit()) && cell.len() < 20;
    let mut cells = table.cells(at).peekable();
    let is_unknown = table.meaning(at).is_none() && !words(table.header(at)).is_empty();
    is_unknown && cells.peek().is_some() && cells.all(is_figure)
}

/// "Rate per post" says the basis of its rows.
fn add_basis(table: &Table<'_>, fed: &mut Fed) {
    let Some(rate) = table.first(&[Meaning::Rate]).filter(|_| !table.has(&[Meaning::Basis])) else { return };
    let header = format!(" {} ", words(table.header(rate)));
    let has = |list: &[&str]| list.iter().any(|word| header.contains(&format!(" {word} ")));
    let basis = if has(&["post", "reel", "video", "publicacion", "publication"]) {
        "post"
    } else if has(&["order", "sale", "cpo", "cpa", "acquisition"]) {
        "order"
    } else if has(&["percent", "percentage"]) || is_rate_in_disguise(table, rate) {
        "percentage"
    } else {
        return;
    };
    let from = From::Constant(basis.to_owned());
    fed.plan.fields.push(FieldPlan { field: Field::Basis, from, how: ColumnMatch::Alias });
}

/// Cost beside the fee. Where a total of all costs is there, that is the other reading already.
fn extra_costs(table: &Table<'_>, fed: &Fed) -> Vec<usize> {
    let is_total = |at: usize| table.meaning(at) == Some(Meaning::Spend);
    if fed.plan.money_readings.iter().any(|reading| is_total(reading.column)) {
        return Vec::new();
    }
    let mut extra = table.listed(&[Meaning::ExtraCost]);
    let is_fee = fed.plan.column_of(Field::TotalPayout).and_then(|at| table.meaning(at)) == Some(Meaning::Fee);
    if is_fee {
        extra.extend(table.listed(&[Meaning::Commission]).into_iter().filter(|at| !is_rate_in_disguise(table, *at)));
    }
    extra
}
