//! A row of each table as typed values, every cell checked.

use definitions::is_per_order;

use crate::{
    parse::row::{COUNT, DAY, NUMBER, Row},
    parse::{
        amounts,
        days::{self, WrittenDay},
    },
    report::issues::IssueKind,
    tables::fields::{Field, Role},
};

/// Days as they were read last: rows that follow each other often have the same.
#[derive(Debug, Default)]
pub(crate) struct Days {
    cell: String,
    day: Option<WrittenDay>,
}

impl Days {
    fn read(&mut self, cell: &str) -> Option<WrittenDay> {
        if self.cell != cell || self.day.is_none() {
            self.day = days::day(cell);
            cell.clone_into(&mut self.cell);
        }
        self.day
    }
}

/// Whether a row of its table can be used.
pub(crate) fn counts(row: &mut Row<'_>) -> bool {
    match row.columns.role() {
        Role::Influencers => person(row).is_some(),
        Role::Tracking => sale(row, None, &mut Days::default()).is_ok(),
        Role::Payouts => payment(row).is_ok(),
        Role::Posts => post(row, &mut Days::default()).is_some(),
    }
}

/// The numbers of a tracking row.
#[derive(Debug)]
pub(crate) struct Sale {
    pub(crate) day: WrittenDay,
    pub(crate) orders: i64,
    pub(crate) revenue: i64,
    pub(crate) clicks: Option<i64>,
}

/// What could be read of a row that cannot be used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct ExcludedAmounts {
    pub(crate) orders: i64,
    pub(crate) amount: i64,
}

/// Reads a tracking row; its day may be known already.
pub(crate) fn sale(row: &mut Row<'_>, known_day: Option<WrittenDay>, days: &mut Days) -> Result<Sale, ExcludedAmounts> {
    let day = known_day.or_else(|| row.needed(Field::Date, IssueKind::BadDate, |cell| days.read(cell), DAY));
    let orders = row.needed(Field::Orders, IssueKind::BadNumber, amounts::whole, COUNT);
    let revenue = row.needed(Field::Revenue, IssueKind::BadNumber, amounts::money, NUMBER);
    let (false, Some(day), Some(orders), Some(revenue)) = (row.failed(), day, orders, revenue) else {
        return Err(ExcludedAmounts { orders: orders.unwrap_or(0), amount: revenue.unwrap_or(0) });
    };
    row.warn_below_zero(Field::Revenue, revenue);
    row.warn_below_zero(Field::Orders, orders);
    let clicks = row.detail(Field::Clicks, amounts::whole, COUNT);
    Ok(Sale { day, orders, revenue, clicks })
}

/// The followers of a roster row that can be used.
pub(crate) fn person(row: &mut Row<'_>) -> Option<Option<i64>> {
    row.needed_id();
    let followers = row.detail(Field::Followers, amounts::whole, COUNT);
    (!row.failed()).then_some(followers)
}

/// The numbers of a payment.
#[derive(Debug)]
pub(crate) struct Paid {
    pub(crate) amount: i64,
    pub(crate) rate: Option<i64>,
    pub(crate) orders: Option<i64>,
    pub(crate) posts: Option<i64>,
    pub(crate) paid_on: Option<WrittenDay>,
}

pub(crate) fn payment(row: &mut Row<'_>) -> Result<Paid, ExcludedAmounts> {
    let mut paid = match row.columns.place(Field::TotalPayout) {
        Some(_) => {
            let rate = row.detail(Field::Rate, amounts::money, NUMBER);
            let orders = row.detail(Field::Orders, amounts::whole, COUNT);
            let amount = row.needed(Field::TotalPayout, IssueKind::BadNumber, amounts::money, NUMBER);
            amount.map(|amount| Paid {
                amount,
                rate,
                orders,
                posts: row.detail(Field::PostCount, amounts::whole, COUNT),
                paid_on: None,
            })
        }
        None => derived_payout(row),
    };
    let (Some(paid), false) = (&mut paid, row.failed()) else {
        return Err(ExcludedAmounts { orders: 0, amount: paid.map_or(0, |paid| paid.amount) });
    };
    row.warn_below_zero(Field::TotalPayout, paid.amount);
    row.warn_without_id(row.id());
    paid.paid_on = row.detail(Field::PaymentDate, days::day, DAY);
    Ok(Paid { ..*paid })
}

/// The rate times the orders when paid per order, times the posts (one when they are not counted) otherwise.
fn derived_payout(row: &mut Row<'_>) -> Option<Paid> {
    let rate = row.needed(Field::Rate, IssueKind::BadNumber, amounts::money, NUMBER)?;
    let (orders, posts) = if is_per_order(row.text(Field::Basis)) {
        (Some(row.needed(Field::Orders, IssueKind::BadNumber, amounts::whole, COUNT)?), None)
    } else {
        (None, row.detail(Field::PostCount, amounts::whole, COUNT))
    };
    let pieces = orders.or(posts).unwrap_or(1);
    let Some(total) = rate.checked_mul(pieces) else {
        let found = row.text(Field::Rate).to_owned();
        row.problem(IssueKind::BadNumber, Field::Rate, found, NUMBER);
        return None;
    };
    let found = format!("{} × {pieces}", row.text(Field::Rate));
    row.problem(
        IssueKind::DerivedPayout,
        Field::Rate,
        found,
        ("a column total_payout", "Add the column if the total was another."),
    );
    Some(Paid { amount: total, rate: Some(rate), orders, posts, paid_on: None })
}

/// The numbers of a post.
#[derive(Debug)]
pub(crate) struct Posted {
    pub(crate) day: WrittenDay,
    pub(crate) reach: i64,
    pub(crate) likes: i64,
    pub(crate) comments: i64,
    /// Shares, saves and views, where they are present.
    pub(crate) more: [Option<i64>; 3],
}

pub(crate) fn post(row: &mut Row<'_>, days: &mut Days) -> Option<Posted> {
    let day = row.needed(Field::Date, IssueKind::BadDate, |cell| days.read(cell), DAY);
    let [reach, likes, comments] = [Field::Reach, Field::Likes, Field::Comments].map(|field| row.counted(field));
    let day = day.filter(|_| !row.failed())?;
    row.warn_without_id(row.id());
    let more = [Field::Shares, Field::Saves, Field::Views].map(|field| row.detail(field, amounts::whole, COUNT));
    Some(Posted { day, reach, likes, comments, more })
}
