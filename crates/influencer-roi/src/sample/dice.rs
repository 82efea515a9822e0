//! Chance that falls the same way on every machine.
//!
//! Only whole numbers, and only `next_u64` of the generator: how a library maps bits to a range may change between its
//! releases, the bits of a named PCG do not.

use rand::Rng;
use rand_pcg::Pcg64;

/// Independent sequences of one seed, so that drawing more of one thing does not move the others.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    Roster,
    Organic,
    Campaigns,
    Sales,
    Payments,
    Posts,
    Affiliates,
    /// The rows of one cell.
    Rows(usize),
}

/// From this mean on counts are bell-shaped.
const MANY_PERMILLE: i64 = 40_000;

#[derive(Debug, Clone)]
pub(super) struct Dice(Pcg64);

impl Dice {
    pub(super) fn new(seed: u64, stream: Stream) -> Dice {
        let stream = stream.number();
        let high = scrambled(seed ^ scrambled(stream));
        let low = scrambled(high ^ seed.rotate_left(32));
        Dice(Pcg64::new((u128::from(high) << 64) | u128::from(low), u128::from(stream)))
    }

    /// Even over `0..limit`; 0 when the limit is 0. The bias of at most limit / 2⁶⁴ is of no consequence here.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(limit)) >> 64) as u64
    }

    /// Even over `low..=high`.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low + 1) as u64) as i64
    }

    pub(super) fn chance(&mut self, permille: u64) -> bool {
        self.below(1000) < permille
    }

    pub(super) fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last as u64 + 1) as usize);
        }
    }

    /// A factor in permille around 1000: bell-shaped, never further away than `spread`.
    pub(super) fn factor(&mut self, spread: i64) -> i64 {
        let four: i64 = (0..4).map(|_| self.between(-spread, spread)).sum();
        1000 + four / 4
    }

    /// As many as happen where `permille` thousandths of one are to be expected: scattered as counts of independent
    /// buyers are, a little less below forty.
    pub(super) fn count(&mut self, permille: i64) -> i64 {
        if permille >= MANY_PERMILLE {
            // The standard deviation of a count is its root, that of a factor 0.289 of its spread.
            let spread = 3_464 / (permille / 1000).isqrt();
            let lucky = i128::from(permille) * i128::from(self.factor(spread));
            return self.rounded(lucky, 1_000_000);
        }
        let trials = permille.max(0) / 100 + 10;
        (0..trials).filter(|_| self.below(trials as u64 * 1000) < permille.max(0) as u64).count() as i64
    }

    /// How much more than one piece at its price an order is worth, in permille: most are for one, a few for many.
    pub(super) fn basket(&mut self) -> i64 {
        let pieces = match self.below(1000) {
            0..780 => 1,
            780..930 => 2,
            930..980 => 3,
            980..996 => self.between(4, 6),
            _ => self.between(7, 10),
        };
        pieces * self.between(880, 1_120)
    }

    /// `numerator / denominator`, rounded up as often as its fraction says.
    pub(super) fn rounded(&mut self, numerator: i128, denominator: i128) -> i64 {
        let rest = (numerator % denominator) as u64;
        let up = self.below(denominator as u64) < rest;
        (numerator / denominator) as i64 + i64::from(up)
    }
}

impl Stream {
    fn number(self) -> u64 {
        match self {
            Stream::Roster => 1,
            Stream::Organic => 13,
            Stream::Campaigns => 3,
            Stream::Sales => 4,
            Stream::Payments => 5,
            Stream::Posts => 6,
            Stream::Affiliates => 7,
            Stream::Rows(cell) => 1000 + cell as u64,
        }
    }
}

/// The finaliser of SplitMix64: neighbouring seeds must not give neighbouring sequences.
fn scrambled(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}
