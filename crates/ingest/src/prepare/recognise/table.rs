//! A file as its recogniser sees it: what each header means, and what its first rows look like.

use super::{
    super::{
        super::{
            tables::columns::ColumnMatch,
            tables::fields::{Field, Role, fields_of},
        },
        plan::{FieldPlan, From},
    },
    Seen,
    header::words,
    lexicon::{self, Meaning, Reading},
};

/// The columns of a file by meaning.
pub(super) struct Table<'a> {
    pub(super) seen: &'a Seen<'a>,
    readings: Vec<Option<Reading>>,
}

impl<'a> Table<'a> {
    pub(super) fn of(seen: &'a Seen<'a>) -> Self {
        let mut readings: Vec<Option<Reading>> = seen.headers.iter().map(|header| lexicon::read(header)).collect();
        for (at, reading) in readings.iter_mut().enumerate() {
            // "Sales rep", "Total Fitness": what is no figure is no amount.
            if reading.is_some_and(|reading| is_figure(reading.meaning)) && !holds_figures(seen, at) {
                *reading = None;
            }
        }
        let has_order = readings.iter().flatten().any(|reading| reading.meaning == Meaning::OrderId);
        for (at, reading) in readings.iter_mut().enumerate() {
            // Shopify calls the number of an order its name.
            let is_name = reading.is_some_and(|reading| reading.is_listed && reading.meaning == Meaning::FullName);
            if is_name && !has_order && holds_order_numbers(seen, at) {
                *reading = Some(Reading { meaning: Meaning::OrderId, is_listed: true });
            }
        }
        Self { seen, readings }
    }

    /// Columns whose whole header means one of these, in the order of the meanings.
    pub(super) fn listed(&self, meanings: &[Meaning]) -> Vec<usize> {
        self.found(meanings, true)
    }

    /// Columns whose header only contains one of these.
    pub(super) fn guessed(&self, meanings: &[Meaning]) -> Vec<usize> {
        self.found(meanings, false)
    }

    fn found(&self, meanings: &[Meaning], is_listed: bool) -> Vec<usize> {
        let of = |meaning: &Meaning| {
            let wanted = Some(Reading { meaning: *meaning, is_listed });
            self.readings.iter().enumerate().filter(move |(_, reading)| **reading == wanted).map(|(at, _)| at)
        };
        meanings.iter().flat_map(of).collect()
    }

    pub(super) fn first(&self, meanings: &[Meaning]) -> Option<usize> {
        self.listed(meanings).first().copied()
    }

    pub(super) fn has(&self, meanings: &[Meaning]) -> bool {
        self.first(meanings).is_some()
    }

    pub(super) fn meaning(&self, at: usize) -> Option<Meaning> {
        self.readings[at].filter(|reading| reading.is_listed).map(|reading| reading.meaning)
    }

    pub(super) fn header(&self, at: usize) -> &'a str {
        &self.seen.headers[at]
    }

    /// The header in quotes; with the number of its column where another one is called the same.
    pub(super) fn shown(&self, at: usize) -> String {
        let same = |header: &&String| words(header) == words(self.header(at));
        let header = definitions::shown(self.header(at));
        if self.seen.headers.iter().filter(same).count() > 1 {
            format!("\"{header}\" (column {})", at + 1)
        } else {
            format!("\"{header}\"")
        }
    }

    /// Several headers, as people list them.
    pub(super) fn shown_all(&self, columns: &[usize]) -> String {
        columns.iter().map(|at| self.shown(*at)).collect::<Vec<_>>().join(", ")
    }

    /// Cells of a column that are not blank.
    pub(super) fn cells(&self, at: usize) -> impl Iterator<Item = &'a str> {
        cells(self.seen, at)
    }

    /// At least half of the cells are keys that other files know.
    pub(super) fn holds_keys(&self, at: usize) -> bool {
        let cells: Vec<&str> = self.cells(at).collect();
        let known = cells.iter().filter(|cell| (self.seen.is_key)(cell)).count();
        !cells.is_empty() && known * 2 >= cells.len()
    }

    /// No cell stands twice.
    pub(super) fn is_distinct(&self, at: usize) -> bool {
        let mut cells: Vec<String> = self.cells(at).map(words).collect();
        let all = cells.len();
        cells.sort_unstable();
        cells.dedup();
        cells.len() == all
    }

    /// A field filled by a column of a listed header.
    pub(super) fn plan(&self, role: Role, field: Field, at: usize) -> FieldPlan {
        let documented = fields_of(role).iter().find(|spec| spec.field == field).map_or("", |spec| spec.header);
        let is_exact = words(self.header(at)) == words(documented);
        FieldPlan { field, from: From::Column(at), how: if is_exact { ColumnMatch::Exact } else { ColumnMatch::Alias } }
    }

    /// Fields that one listed column each fills, where there is one.
    pub(super) fn plans(&self, role: Role, fields: &[(Field, &[Meaning])]) -> Vec<FieldPlan> {
        let plan = |(field, meanings): &(Field, &[Meaning])| Some(self.plan(role, *field, self.first(meanings)?));
        fields.iter().filter_map(plan).collect()
    }
}

/// Whether every cell is a number with a sign or a few letters before it, such as `#1001` and `SO-1001`, and at least one has them.
fn holds_order_numbers(seen: &Seen<'_>, at: usize) -> bool {
    const MIN_DIGITS: usize = 3;
    const MAX_PREFIX: usize = 5;
    let prefix = |cell: &str| cell.find(|letter: char| letter.is_ascii_digit());
    let is_number = |cell: &str| {
        prefix(cell).is_some_and(|start| {
            let digits = &cell[start..];
            start <= MAX_PREFIX && digits.len() >= MIN_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let mut any = false;
    let all = cells(seen, at).all(|cell| {
        any |= prefix(cell).is_some_and(|start| start > 0);
        is_number(cell)
    });
    all && any
}

fn cells<'a>(seen: &Seen<'a>, at: usize) -> impl Iterator<Item = &'a str> {
    let of = move |row: &'a Vec<String>| row.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    seen.samples.iter().filter_map(of)
}

fn is_figure(meaning: Meaning) -> bool {
    use Meaning::{
        Amount, Average, Budget, CancelledOrders, Commission, Date, ExtraCost, Fee, Followers, GrossAmount, GrossSales,
        Items, LineTotal, NetAmount, NetSales, OrderDate, OrderTotal, OrderValue, Orders, PaymentDate, Payout,
        PostCount, PostDate, Refund, Revenue, Spend, Subtotal, Total, Views, Withheld,
    };
    matches!(
        meaning,
        Amount
            | Average
            | Budget
            | CancelledOrders
            | Commission
            | Date
            | ExtraCost
            | Fee
            | Followers
            | GrossAmount
            | GrossSales
            | Items
            | LineTotal
            | NetAmount
            | NetSales
            | OrderDate
            | OrderTotal
            | OrderValue
            | Orders
            | PaymentDate
            | Payout
            | PostCount
            | PostDate
            | Refund
            | Revenue
            | Spend
            | Subtotal
            | Total
            | Views
            | Withheld
    )
}

/// At least half of the cells that are not blank hold a digit or say that there is nothing.
fn holds_figures(seen: &Seen<'_>, at: usize) -> bool {
    let is_nothing = |cell: &str| ["-", "–", "—", "nil", "na", "n/a"].contains(&cell.to_lowercase().as_str());
    let is_figure = |cell: &&str| {
        cell.chars().any(char::is_numeric) || is_nothing(cell) || words(cell).split(' ').any(lexicon::is_month)
    };
    let (mut figures, mut all) = (0_usize, 0_usize);
    for cell in cells(seen, at) {
        all += 1;
        figures += usize::from(is_figure(&cell));
    }
    figures * 2 >= all
}
