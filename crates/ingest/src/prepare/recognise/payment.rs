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

/// Whether something in the table says that its money is paid to creators.
pub(super) fn is_payment(table: &Table<'_>) -> bool {
    table.has(&SIGNS) || names_payments(table)
}

/// The name of the file says that it holds payments.
pub(super) fn names_payments(table: &Table<'_>) -> bool {
    let name = table.seen.name.to_lowercase();
    ["payout", "payment", "paid", "fees", "invoice", "spend"].iter().any(|word| name.contains(word))
}
