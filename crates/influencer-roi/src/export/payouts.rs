//! Statements and findings as tables: one row per line of a statement, one row per case.

use std::io;

use definitions::{Reason, Unit, Value};
use payouts::{Amounts, CaseKind, Line};
use store::{PayoutDecision, StoredPayment};

use super::{
    columns::{Column, ColumnKind, ColumnValue},
    written,
};
use crate::use_cases::payouts::{DecidedCase, PayoutsPage, Statement};

/// Which table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PayoutTable {
    Statements,
    Findings,
}

/// One cell, and all of one row.
pub(super) enum Cell {
    Text(String),
    Number(Value),
    Nothing,
}
pub(super) type Cells = Vec<Cell>;

impl PayoutTable {
    /// Every table.
    pub(crate) const ALL: [Self; 2] = [Self::Statements, Self::Findings];

    /// The name in the API.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Statements => "statements",
            Self::Findings => "findings",
        }
    }

    /// The name people read.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Statements => "Statements",
            Self::Findings => "Findings",
        }
    }

    pub(super) fn columns(self) -> Vec<Column> {
        let text = |(id, label)| Column { id, label, kind: ColumnKind::Text };
        let number = |(id, label, unit)| Column { id, label, kind: ColumnKind::Number(unit) };
        let payee =
            [("influencer_id", "Influencer id"), ("name", "Name"), ("brand", "Brand"), ("campaign", "Campaign")];
        let payee = payee.map(text).into_iter();
        match self {
            Self::Statements => payee.chain([text(("basis", "Basis"))]).chain(OF_LINES.map(number)).collect(),
            Self::Findings => {
                let found = [("finding", "Finding"), ("certainty", "How sure")].map(text).into_iter();
                found.chain(payee).chain(OF_CASES.map(number)).chain(OF_PAYMENTS.map(text)).collect()
            }
        }
    }

    pub(super) fn rows(self, page: &PayoutsPage) -> Vec<Cells> {
        let findings = page.findings();
        match self {
            Self::Statements => {
                let statements = page.statements(&findings);
                statements.iter().flat_map(|statement| lines(page, statement)).collect()
            }
            Self::Findings => findings.iter().flat_map(|found| &found.cases).map(|shown| case(page, shown)).collect(),
        }
    }
}

const OF_LINES: [(&str, &str, Unit); 15] = [
    ("lowest_rate", "Lowest rate", Unit::Money),
    ("highest_rate", "Highest rate", Unit::Money),
    ("payments", "Payments", Unit::Count),
    ("orders", "Tracked orders", Unit::Count),
    ("revenue", "Tracked revenue", Unit::Money),
    ("posts", "Posts", Unit::Count),
    ("earned", "Earned under the terms", Unit::Money),
    ("paid", "Paid", Unit::Money),
    ("pending", "Pending", Unit::Money),
    ("due", "Due", Unit::Money),
    ("owed", "In no payment", Unit::Money),
    ("too_much", "Paid too much", Unit::Money),
    ("without_terms", "Without terms", Unit::Money),
    ("spend", "Spend", Unit::Money),
    ("balance", "Balance", Unit::Money),
];
const OF_CASES: [(&str, &str, Unit); 3] = [
    ("at_risk", "At risk", Unit::Money),
    ("owed", "You may owe", Unit::Money),
    ("owed_at_most", "You may owe at most", Unit::Money),
];
const OF_PAYMENTS: [(&str, &str); 7] = [
    ("stated", "Paid for"),
    ("known", "Known"),
    ("amounts", "Amounts"),
    ("dates", "Dates"),
    ("references", "References"),
    ("rows", "Rows"),
    ("decision", "Decision"),
];

fn lines(page: &PayoutsPage, statement: &Statement<'_>) -> Vec<Cells> {
    if statement.lines.is_empty() {
        return vec![unpaid(page, statement)];
    }
    statement.lines.iter().map(|line| of_line(page, line)).collect()
}

fn payee(page: &PayoutsPage, profile: usize, brand: &str, campaign: &str) -> impl Iterator<Item = Cell> {
    let profile = &page.dataset.profiles()[profile];
    [&profile.id, &profile.name, brand, campaign].map(|text| Cell::Text(text.to_owned())).into_iter()
}

fn of_line(page: &PayoutsPage, line: &Line) -> Cells {
    let known =
        |number: Option<i64>, of: fn(i64) -> Value| number.map_or(Cell::Nothing, |known| Cell::Number(of(known)));
    let own = [
        Cell::Text(line.unit.id().to_owned()),
        known(line.rates.map(|rates| rates.0), Value::Money),
        known(line.rates.map(|rates| rates.1), Value::Money),
        Cell::Number(Value::Count(line.payments.len() as i64)),
        Cell::Number(Value::Count(line.orders)),
        Cell::Number(Value::Money(line.revenue)),
        known(line.posts, Value::Count),
    ];
    payee(page, line.payee, &line.scope.brand, &line.scope.campaign)
        .chain(own)
        .chain(amounts(&line.amounts, line.has_terms))
        .collect()
}

/// An influencer who sells and is in no payment.
fn unpaid(page: &PayoutsPage, statement: &Statement<'_>) -> Cells {
    let own = [
        Cell::Nothing,
        Cell::Nothing,
        Cell::Nothing,
        Cell::Number(Value::Count(0)),
        Cell::Number(Value::Count(statement.orders)),
        Cell::Number(Value::Money(statement.revenue)),
        statement.posts.map_or(Cell::Nothing, |posts| Cell::Number(Value::Count(posts))),
    ];
    payee(page, statement.profile, "", "").chain(own).chain(amounts(&statement.amounts, false)).collect()
}

fn amounts(amounts: &Amounts, has_terms: bool) -> [Cell; 9] {
    let known = |micros: i64| Value::Money(micros);
    let by_terms = |micros: i64| if has_terms { Value::Money(micros) } else { Value::Missing(Reason::NoTerms) };
    [
        by_terms(amounts.earned),
        known(amounts.paid),
        known(amounts.pending),
        known(amounts.due),
        by_terms(amounts.owed),
        by_terms(amounts.too_much),
        known(amounts.without_terms),
        known(amounts.listed()),
        by_terms(amounts.balance()),
    ]
    .map(Cell::Number)
}

fn case(page: &PayoutsPage, DecidedCase { keyed, decision }: &DecidedCase<'_>) -> Cells {
    let found = &keyed.case;
    let text = |text: &str| Cell::Text(text.to_owned());
    let money = |micros: i64| Cell::Number(Value::Money(micros));
    let compared = |known: Option<i64>| {
        let of =
            |known| if found.kind == CaseKind::AmountDiffers { definitions::decimal(known) } else { known.to_string() };
        Cell::Text(known.map_or(String::new(), of))
    };
    let payments = || found.payments.iter().map(|at| &page.book.kept[*at]);
    let joined = |of: fn(&StoredPayment) -> String| Cell::Text(payments().map(of).collect::<Vec<_>>().join("; "));
    let mut cells = vec![text(found.kind.title()), text(&found.certainty.id().replace('_', " "))];
    cells.extend(payee(page, found.payee, &found.scope.brand, &found.scope.campaign));
    cells.extend([money(found.at_risk), money(found.owed), money(found.owed_at_most)]);
    cells.extend([
        compared(found.stated),
        compared(found.known),
        joined(|payment| definitions::decimal(payment.amount)),
        joined(|payment| payment.day.map_or(String::new(), |day| day.to_string())),
        joined(|payment| payment.reference.clone()),
        joined(|payment| format!("{} line {}", payment.file, payment.line)),
        text(decision.map_or("", PayoutDecision::id)),
    ]);
    cells
}

impl Cell {
    pub(super) fn value(&self) -> ColumnValue<'_> {
        match self {
            Self::Text(text) => ColumnValue::Text(text),
            Self::Number(value) => ColumnValue::Number(*value),
            Self::Nothing => ColumnValue::Nothing,
        }
    }
}

/// Writes one table as RFC 4180, UTF-8, raw numbers; no value is an empty cell.
pub(crate) fn write_payouts_csv(page: &PayoutsPage, table: PayoutTable, out: impl io::Write) -> io::Result<()> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    out.write_record(table.columns().iter().map(|column| column.id))?;
    for cells in table.rows(page) {
        out.write_record(cells.iter().map(|cell| written(cell.value())))?;
    }
    out.flush()
}
