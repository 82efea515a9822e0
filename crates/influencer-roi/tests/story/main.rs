//! Story tests that a marketer could check, against the real program over HTTP and on the command line.
//!
//! The facts are stated here, by the tests themselves; `oracle` is a second, naive implementation of every number.

mod aliases;
mod any_export;
mod appending;
mod campaigns;
mod commands;
mod corpus;
mod damaged;
mod dirty;
mod exports;
mod full_disk;
mod golden;
mod hostile;
mod imports;
mod incrementality;
mod insights;
mod intervals;
mod killed;
mod layouts;
mod limits;
mod lost;
mod mapping;
mod margins;
mod metrics;
mod middleware;
mod openapi;
mod oracle;
mod orders_again;
mod own_shapes;
mod paid_for;
mod panel;
mod payouts;
mod program;
mod questions;
mod report;
mod rows;
mod sample;
mod selections;
mod settings;
mod tiny;
mod traced;
mod versions;
mod whole;
