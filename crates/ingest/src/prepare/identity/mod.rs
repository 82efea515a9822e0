//! Who each key of a sale or payment is.
//!
//! A creator has one id and many aliases: codes, handles, profile addresses, e-mails, names. [`RosterBuilder`] collects them,
//! [`decide()`] says for the distinct keys of an upload who they are, and what only the user can say. Nothing here sees a row:
//! the memory grows with distinct keys and people only.

mod alias;
mod aliases;
mod columns;
mod decide;
mod from_sales;
mod index;
mod lookup;
mod lost;
mod near;
mod outcome;
mod payees;
mod questions;
mod resolve;
mod roster;
mod seen_keys;
mod sources;
mod spelling;
mod tally;

pub use alias::AliasKind;
pub use aliases::{Alias, Aliases, NotAnOwner, Owner};
pub use seen_keys::{OwnedBecause, SeenKey};
pub(crate) use {
    decide::{Decided, Seen, decide},
    outcome::{Key, KeySums, Payee, PayeeSums, Seller},
    roster::{CodeRow, PersonRow, RosterBuilder},
    spelling::{Spellings, Written, folded_spellings},
};

#[cfg(test)]
mod tests;
