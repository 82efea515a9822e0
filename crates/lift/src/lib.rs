//! Statistics: causal effects, their pooling, intervals of ROAS, panels, reallocation, comparisons within units.
//!
//! Statistics on plain numbers and a seed: brands, campaigns and money are known only to the crates above. Same data and settings give the same bytes, on any number of threads.
//!
//! Architecture invariant: no files, no clock, no network, no storage format and no JSON in this crate.

pub mod impact;
pub mod panel;
pub mod pool;
pub mod random;
pub mod reallocation;
pub mod roas;
pub mod within;
