//! What one upload may hold. `docs/limits.md` lists every limit; a test holds the two together.

use std::{borrow::Cow, io};

use crate::tables::fields::Role;

/// The most bytes of one row, and so of one cell.
pub const MAX_ROW_BYTES: usize = 1 << 20;
/// The most columns of a file.
pub const MAX_COLUMNS: usize = 500;
/// The most distinct ids, sources, campaigns, products or brands.
pub const MAX_DISTINCT: u64 = 500_000;
/// The most bytes of all these texts of one kind.
pub const MAX_TEXT_BYTES: u64 = 16 << 20;
/// The most different combinations of file, source, campaign, influencer, product, brand and day.
pub const MAX_COMBINATIONS: u64 = 10_000_000;
/// The most rows of a corrections file.
pub const MAX_CORRECTED_ROWS: usize = 1_000_000;
/// The most bytes that one compressed file may unpack to.
pub const MAX_UNPACKED_BYTES: u64 = 16 << 30;
/// How many times its size a compressed file may unpack to; tables pack 5 to 60 times.
pub const MAX_UNPACKED_TIMES: u64 = 200;
/// The most bytes that a workbook may unpack to.
pub const MAX_WORKBOOK_BYTES: u64 = 1 << 30;
/// The most bytes of a workbook's shared texts, which are held in memory as a whole.
pub const MAX_WORKBOOK_HELD_BYTES: u64 = 32 << 20;
/// The most bytes of a table that is held in memory as a whole, each cell counting one more than its text.
pub const MAX_PLAIN_TABLE_BYTES: usize = 64 << 20;
/// Small files may unpack to so much whatever their ratio.
pub const UNPACKED_ANYWAY: u64 = 4 << 20;

/// The most rows of a file: sales and posts are summed while they are read, the roster and the payouts are kept.
pub const fn max_rows(role: Role) -> u64 {
    match role {
        Role::Influencers | Role::Payouts => 2_000_000,
        Role::Tracking | Role::Posts => 1_000_000_000,
    }
}

/// Something in a file is more than may be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{what}: found {found}, at most {limit} allowed")]
pub struct OverLimit {
    /// Of what there is too much.
    pub what: Cow<'static, str>,
    /// How much.
    pub found: String,
    /// How much there may be.
    pub limit: String,
}

impl From<OverLimit> for io::Error {
    fn from(over: OverLimit) -> Self {
        Self::new(io::ErrorKind::InvalidData, over)
    }
}
