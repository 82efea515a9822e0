//! What says that the money of a table is paid to creators.

use super::{lexicon::Meaning, table::Table};

/// Columns that only payments have.
const SIGNS: [Meaning; 8] = [
    Meaning::PaymentDate,
    Meaning::PayoutStatus,
    Meaning::Basis,
    Meaning::Rate,
    Meaning::Payout,
    Meaning::Fee,
    Meaning::Withheld,
    Meaning::Commission,
];

/// Signs that orders of a shop have, too: whether the buyer has paid, what the buyer paid, and the tax on it.
const SIGNS_OF_ORDERS: [Meaning; 3] = [Meaning::PayoutStatus, Meaning::Payout, Meaning::Withheld];
/// Columns of a creator, which orders of a shop do not have.
const OF_CREATORS: [Meaning; 6] = [
    Meaning::InfluencerId,
    Meaning::Creator,
    Meaning::CreatorEmail,
    Meaning::Handle,
    Meaning::Profile,
    Meaning::AffiliateId,
];

/// Whether something in the table says that its money is paid to creators.
pub(super) fn is_payment(table: &Table<'_>) -> bool {
    let is_sign = |sign: &Meaning| table.has(&[*sign]) && !(SIGNS_OF_ORDERS.contains(sign) && is_of_orders(table));
    SIGNS.iter().any(is_sign) || names_payments(table)
}

/// Whether each row is an order with the code it was made with, and no creator is named.
fn is_of_orders(table: &Table<'_>) -> bool {
    table.has(&[Meaning::OrderId]) && table.has(&[Meaning::Code]) && !table.has(&OF_CREATORS)
}

/// The name of the file says that it holds payments.
pub(super) fn names_payments(table: &Table<'_>) -> bool {
    let name = table.seen.name.to_lowercase();
    ["payout", "payment", "paid", "fees", "invoice", "spend"].iter().any(|word| name.contains(word))
}
