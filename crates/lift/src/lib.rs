//! How much of the money would not have come without the influencers.
//!
//! The room of statistics. It sees numbers and a seed, nothing else: what a brand, a campaign or a rupee is, the program
//! above knows. Same data and settings give the same bytes, on any number of threads.
//!
//! Architecture invariant: no files, no clock, no network, no storage format and no JSON in this room.

pub mod impact;
pub mod panel;
pub mod random;
pub mod reallocation;
pub mod roas;
