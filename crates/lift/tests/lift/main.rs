//! The room of statistics at its edges: published results, hostile series, the same bytes everywhere.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod adversarial;
mod degenerate;
mod known;
mod made;
mod published;
