//! What influencers earned and were paid, and what of it is worth a question.

mod answer;
mod book;
mod deciding;
mod findings;
mod statements;

pub(crate) use answer::{LeftOut, PayoutsPage};
pub(crate) use book::BookCache;
pub(crate) use deciding::{DecideError, Decided};
pub(crate) use findings::{DecidedCase, Finding, FindingSums};
pub(crate) use statements::{Statement, StatementTotals};
