//! What is known of payments and of the work they are for.

use definitions::{Day, PayUnit, PaymentState};

use crate::scope::Scope;

/// One payment. What its row does not say is unknown, never 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The place among the payees.
    pub payee: usize,
    /// What the rate is multiplied with.
    pub unit: PayUnit,
    /// Micros; of a percentage, hundredths of the revenue in micros (`10_000_000` is 10 %).
    pub rate: Option<i64>,
    /// How many orders it pays, as its row says.
    pub orders: Option<i64>,
    /// How many posts it pays, as its row says.
    pub posts: Option<i64>,
    /// Micros.
    pub amount: i64,
    /// When money moved.
    pub day: Option<Day>,
    /// How far it is.
    pub state: PaymentState,
    /// How its transfer is known; blank for none.
    pub reference: String,
    /// What it names of the work it is for.
    pub scope: Scope,
}

/// What one payee sold of one brand and campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sold {
    /// Whose products; blank for none.
    pub brand: String,
    /// In which campaign; blank for none.
    pub campaign: String,
    /// What counts.
    pub orders: i64,
    /// Orders that rows below 0 took back, as a number above 0; `orders` is without them already.
    pub returned: i64,
    /// Micros.
    pub revenue: i64,
    /// With a sale.
    pub first: Day,
    /// With a sale.
    pub last: Day,
}

/// Somebody who is paid or sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payee {
    /// Whether the list of influencers has it.
    pub in_roster: bool,
    /// Each brand and campaign once.
    pub sold: Vec<Sold>,
    /// Days with posts and how many, each day once.
    pub posts: Vec<(Day, i64)>,
}

impl Payee {
    /// Whether anything is tracked for it.
    pub fn sells(&self) -> bool {
        self.sold.iter().any(is_sale)
    }
}

/// Whether anything is left of what was sold.
pub(crate) fn is_sale(sold: &Sold) -> bool {
    sold.orders > 0 || sold.revenue > 0
}

/// All payments of a version, in the order of the files, and the work they are for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// By place.
    pub payees: Vec<Payee>,
    /// In the order of the files.
    pub payments: Vec<Payment>,
    /// Whether the version has a table of posts at all.
    pub has_posts: bool,
}

impl Ledger {
    /// The first day with a sale.
    pub(crate) fn first_day(&self) -> Option<Day> {
        self.payees.iter().flat_map(|payee| &payee.sold).map(|sold| sold.first).min()
    }
}
