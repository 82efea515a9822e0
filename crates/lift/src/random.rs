//! Chance that follows from the data: the same question gives the same draws, on any machine and any number of threads.

use rand_pcg::Pcg64;

/// A hash of data and settings, from which the generators of one estimate are made.
///
/// Not for secrets: SplitMix64's finaliser over the bits of everything that was absorbed, in order.
#[derive(Debug, Clone, Copy)]
pub struct Seed(u64);

impl Seed {
    /// The seed of an estimator, distinguished from the others by its `name`.
    #[must_use]
    pub fn named(name: &str) -> Seed {
        name.bytes().fold(Seed(0), |seed, byte| seed.with(u64::from(byte)))
    }

    /// This seed, changed by a whole number.
    #[must_use]
    pub fn with(self, number: u64) -> Seed {
        Seed(scrambled(self.0 ^ scrambled(number)))
    }

    /// This seed, changed by every value and by how many there are. Zero and minus zero are one value, and so are all NaN.
    #[must_use]
    pub fn with_values(self, values: &[f64]) -> Seed {
        let bits = |value: &f64| if value.is_nan() { f64::NAN.to_bits() } else { (value + 0.0).to_bits() };
        values.iter().map(bits).fold(self.with(values.len() as u64), Seed::with)
    }

    /// The hash itself.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The generator of one part of the work (a chain, an influencer). Parts are independent of one another and of the
    /// order in which they are worked on.
    #[must_use]
    pub fn stream(self, part: u64) -> Pcg64 {
        let high = scrambled(self.0 ^ 0x6c69_6674);
        let state = (u128::from(high) << 64) | u128::from(self.0);
        Pcg64::new(state, u128::from(part))
    }
}

/// The finaliser of SplitMix64.
fn scrambled(seed: u64) -> u64 {
    let mut bits = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use rand::Rng as _;

    use super::*;

    #[test]
    fn another_order_of_the_same_values_is_another_seed() {
        let first = Seed::named("impact").with_values(&[1.0, 2.0]).stream(0).next_u64();
        let other = Seed::named("impact").with_values(&[2.0, 1.0]).stream(0).next_u64();
        assert_ne!(first, other);
    }

    #[test]
    fn minus_zero_is_zero() {
        let zero = Seed::named("impact").with_values(&[0.0]).stream(3).next_u64();
        assert_eq!(zero, Seed::named("impact").with_values(&[-0.0]).stream(3).next_u64());
    }

    #[test]
    fn each_part_of_the_work_has_its_own_draws() {
        let seed = Seed::named("impact");
        let mut first: Vec<u64> = (0..100).map(|part| seed.stream(part).next_u64()).collect();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), 100);
    }
}
