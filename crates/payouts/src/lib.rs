//! What influencers earned under their terms, what they were paid, and what of it an auditor would ask about.
//!
//! A [`Ledger`] is what is known: payments, sales and posts. [`lines()`] sets what was earned against what was paid, per payee
//! and what the payments name; [`audit()`] finds the payments worth a question. Nothing here is stored, asked or shown.
//!
//! Architecture invariant: whole numbers only. What is earned, paid too much and without terms is what is paid, pending, due
//! and owed, to the micro, in every line and so in every sum of lines.

mod audit;
mod ledger;
mod line;
mod lines;
mod published;
mod repeats;
mod scope;
mod work_days;

pub use audit::{Case, CaseKind, Certainty, audit};
pub use ledger::{Ledger, Payee, Payment, Sold};
pub use line::{Amounts, Line};
pub use lines::lines;
pub use scope::Scope;
