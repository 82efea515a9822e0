//! Who brought most and who cost most: the bars beside the table.

use std::cmp::Reverse;

use definitions::{InfluencerLine, Measure};

use super::table::first_of;

/// How many influencers the bars show.
const SHOWN: usize = 5;

/// By revenue above 0, ties in roster order.
pub(super) fn top(lines: &[InfluencerLine]) -> Vec<&InfluencerLine> {
    first(lines.iter().filter(|line| line.sums[Measure::Revenue] > 0), |line| Reverse(line.sums[Measure::Revenue]))
}

/// By loss: those who were paid more than is earned on their sales, the largest loss first, ties in roster order.
pub(super) fn bottom(lines: &[InfluencerLine]) -> Vec<&InfluencerLine> {
    first(lines.iter().filter(|line| line.sums[Measure::Spend] > 0 && profit(line) < 0), profit)
}

/// Micros. Wider than each of both: the difference of two tables may exceed either.
fn profit(line: &InfluencerLine) -> i128 {
    i128::from(line.contribution) - i128::from(line.sums[Measure::Spend])
}

fn first<'l, K: Ord>(
    chosen: impl Iterator<Item = &'l InfluencerLine>,
    rank: impl Fn(&InfluencerLine) -> K,
) -> Vec<&'l InfluencerLine> {
    let key = |line: &InfluencerLine| (rank(line), line.profile);
    first_of(chosen.collect(), SHOWN, |left: &&InfluencerLine, right| key(left).cmp(&key(right)))
}
