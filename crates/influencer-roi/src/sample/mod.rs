//! Example data whose true answer is known.
//!
//! Draws a brand house, its influencers, nine campaigns and 240 days of sales, and writes them as the files a marketer would
//! upload, beside `truth.json` with what each campaign really added. The data are as unruly as real ones: noisy days,
//! posts that spread, campaigns that overlap, buyers who would have come anyway, codes that sell on all days, sales, a
//! stock-out, and payments an auditor would ask about. The estimators are judged on it, the first start shows it and the
//! load tests are fed by it.
//!
//! Architecture invariant: the same plan gives the same bytes on any machine. So nothing here reads the clock or the
//! environment, nothing is computed in floats (money is whole paise) and no hash map is walked.
//!
//! Memory does not grow with the rows: the cells (sales by influencer, product and day) are in memory, rows are split off while
//! writing.

mod affiliates;
mod audit;
mod calendar;
mod campaigns;
mod catalogue;
mod cells;
mod dice;
mod files;
mod fitting;
mod ledger;
mod organic;
mod payments;
mod posts;
mod roster;
mod sales;
mod share;
mod talent;
#[cfg(test)]
mod tests;
mod truth;
mod world;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What to generate. `None` means the natural size: about 9,000 tracking rows and 84 influencers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Tracking rows, exactly. Below the natural number rows are merged and, at the very end, left out; above it they
    /// are split down to single orders, and beyond that the shops sell more.
    pub(crate) rows: Option<u64>,
    /// People in the roster; by default 80, or 1,000 from a million rows on.
    pub(crate) influencers: Option<u32>,
    /// The same seed gives the same bytes.
    pub(crate) seed: u64,
}

/// The files of one [`write()`], in the order in which they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Written {
    /// `influencers.csv`, `tracking_data.csv`, `payouts.csv`, `posts.csv`, `truth.json`.
    pub(crate) files: Vec<WrittenFile>,
}

/// One file that now lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WrittenFile {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// Rows without the header; for `truth.json` the campaigns.
    pub(crate) rows: u64,
}

/// Writes the five files of `plan` into the folder `out`, which is created when missing; files of the same names are
/// replaced.
///
/// # Errors
/// Whatever the file system answers; some of the files may be written by then.
pub(crate) fn write(plan: &Plan, out: &Path) -> io::Result<Written> {
    let world = fitting::world_of(plan);
    fs::create_dir_all(out)?;
    files::write_all(&world, out)
}
