//! A histogram of a file's amounts in little memory: enough to recognise the few that lie far beyond all others.

/// Parts of each doubling.
const PARTS: usize = 8;
const BUCKETS: usize = 64 * PARTS;
/// The largest amounts kept as examples.
const LARGEST: usize = 20;
/// Fewer amounts than this have no usual size.
const ENOUGH: u64 = 20;
/// An outlier is at least so many times the third quartile.
const MIN_TIMES: u64 = 10;

/// Counts of amounts above 0 by size.
#[derive(Clone, Debug)]
pub(crate) struct AmountHistogram {
    counts: Vec<u64>,
    /// The largest, with their lines.
    largest: Vec<(i64, u32)>,
}

impl Default for AmountHistogram {
    fn default() -> Self {
        Self { counts: vec![0; BUCKETS], largest: Vec::new() }
    }
}

impl AmountHistogram {
    pub(crate) fn add(&mut self, amount: i64, line: u32) {
        let Ok(size) = u64::try_from(amount) else { return };
        self.counts[bucket(size)] += u64::from(size > 0);
        let is_large = self.largest.len() < LARGEST || self.largest.last().is_some_and(|last| amount > last.0);
        if size > 0 && is_large {
            let at = self.largest.partition_point(|&(larger, _)| larger >= amount);
            self.largest.insert(at, (amount, line));
            self.largest.truncate(LARGEST);
        }
    }

    /// Adds another part of the same file, a later one.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.counts.iter_mut().zip(&other.counts).for_each(|(count, more)| *count += more);
        self.largest.extend(&other.largest);
        self.largest.sort_by_key(|(amount, _)| std::cmp::Reverse(*amount));
        self.largest.truncate(LARGEST);
    }

    /// Amounts from here on are outliers: beyond the third quartile by three times the range between the quartiles, in
    /// doublings, which is Tukey's "far out" for amounts that spread over orders of magnitude; and ten times it at least.
    pub(crate) fn limit(&self) -> Option<i64> {
        let all: u64 = self.counts.iter().sum();
        if all < ENOUGH {
            return None;
        }
        let (first, third) = (self.quantile(all / 4), self.quantile(all - all / 4 - 1));
        let beyond = third + 1 + 3 * (third - first);
        let at_least = bucket(floor(third + 1).saturating_mul(MIN_TIMES)) + 1;
        i64::try_from(floor(beyond.max(at_least))).ok()
    }

    /// How many amounts are outliers, and the largest of them with their lines.
    pub(crate) fn outliers(&self) -> (u64, impl Iterator<Item = (i64, u32)>) {
        let limit = self.limit().unwrap_or(i64::MAX);
        let from = bucket(limit.unsigned_abs());
        let count = if limit == i64::MAX { 0 } else { self.counts[from..].iter().sum() };
        (count, self.largest.iter().copied().filter(move |(amount, _)| *amount >= limit))
    }

    fn quantile(&self, rank: u64) -> usize {
        let mut below = 0;
        let reaches = |count: &u64| {
            below += count;
            below > rank
        };
        self.counts.iter().position(reaches).unwrap_or(BUCKETS - 1)
    }
}

/// The bucket of an amount: its doubling, and which part of it.
fn bucket(amount: u64) -> usize {
    let amount = amount.max(1);
    let doubling = amount.ilog2() as usize;
    // The three bits below the highest one select the part.
    let part = if doubling >= 3 { (amount >> (doubling - 3)) & 7 } else { (amount << (3 - doubling)) & 7 };
    doubling * PARTS + part as usize
}

/// The smallest amount of a bucket.
fn floor(bucket: usize) -> u64 {
    let (doubling, part) = (bucket / PARTS, (bucket % PARTS) as u128);
    // Beyond the largest amount there is no bucket.
    if doubling >= 64 { u64::MAX } else { u64::try_from(((8 + part) << doubling) / 8).unwrap_or(u64::MAX) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_begin_at_their_floor() {
        for at in 3 * PARTS..63 * PARTS {
            assert_eq!(bucket(floor(at)), at);
            assert_eq!(bucket(floor(at + 1) - 1), at);
        }
        assert_eq!(bucket(0), 0);
        assert!(bucket(u64::MAX) < BUCKETS);
    }

    #[test]
    fn a_slipped_decimal_point_is_an_outlier_and_a_long_tail_is_not() {
        let mut usual = AmountHistogram::default();
        (0..1000).for_each(|at| usual.add(500_000_000 + at * 1_000_000, at as u32));
        assert_eq!(usual.outliers().0, 0);
        usual.add(90_000_000_000, 77);
        let (count, largest) = usual.outliers();
        assert_eq!((count, largest.collect::<Vec<_>>()), (1, vec![(90_000_000_000, 77)]));
        let mut tail = AmountHistogram::default();
        (0..2000).for_each(|at| tail.add(1_000_000 << (at % 12), at as u32));
        assert_eq!(tail.outliers().0, 0);
    }

    #[test]
    fn amounts_of_every_size_have_no_outlier() {
        let mut all = AmountHistogram::default();
        (0..63).for_each(|power| all.add(1 << power, power));
        assert_eq!(all.outliers().0, 0);
    }

    #[test]
    fn few_amounts_have_no_usual_size() {
        let mut few = AmountHistogram::default();
        (1..10).for_each(|at| few.add(at, 1));
        few.add(i64::MAX, 2);
        assert_eq!(few.outliers().0, 0);
    }
}
