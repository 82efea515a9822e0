//! How an amount is shared out in whole micros so that the parts always sum to the whole.

/// An amount that is shared out by weight, as running totals: part k is `upto(W₁..ₖ) − upto(W₁..ₖ₋₁)`.
#[derive(Clone, Copy, Debug)]
pub struct Sharing {
    size: u64,
    sign: i64,
    whole: i64,
    /// The size of one unit of weight, nearly.
    rate: f64,
    /// Small enough for a double to distinguish its units and for twice the whole to fit 64 bits.
    is_usual: bool,
}

/// Three roundings of a double are less than one unit of any amount below.
const USUAL_SIZE: u64 = 1 << 50;
const USUAL_WHOLE: i64 = 1 << 61;

impl Sharing {
    /// Sharing `total` over weights that add up to `whole`; `None` when there is no weight above 0 to carry it.
    pub fn new(total: i64, whole: i64) -> Option<Self> {
        let size = total.unsigned_abs();
        let is_usual = size < USUAL_SIZE && whole < USUAL_WHOLE;
        (whole > 0).then(|| Self { size, sign: total.signum(), whole, rate: size as f64 / whole as f64, is_usual })
    }

    /// What lies on the first weights, which add up to `weight`: ⌊T·W₁..ₖ/W⌋, of a negative total by its absolute value.
    #[inline]
    pub fn upto(&self, weight: i64) -> i64 {
        // A guess, made exact by what it leaves: far cheaper than dividing 128 bits.
        let guess = (weight as f64 * self.rate) as i64;
        if self.is_usual { self.sign * self.corrected(guess, weight) } else { self.corrected_large(guess, weight) }
    }

    /// Of a usual amount the guess is one off at most, so that what it leaves fits 64 bits, though the products do not.
    #[inline]
    fn corrected(&self, guess: i64, weight: i64) -> i64 {
        let rest = (self.size as i64).wrapping_mul(weight).wrapping_sub(guess.wrapping_mul(self.whole));
        guess - i64::from(rest < 0) + i64::from(rest >= self.whole)
    }

    /// With the sign of the total.
    fn corrected_large(&self, guess: i64, weight: i64) -> i64 {
        let (product, whole) = (i128::from(self.size) * i128::from(weight), i128::from(self.whole));
        let rest = product - i128::from(guess) * whole;
        // A part is never larger than the total, which came as an i64.
        (i128::from(self.sign) * (i128::from(guess) + rest.div_euclid(whole))) as i64
    }
}

/// The parts of `total` in proportion to `weights`, in their order.
///
/// - Unit: `total` in and parts out in the same whole unit; weights in any unit, a weight below 0 weighs 0.
/// - Part k is ⌊T·W₁..ₖ/W⌋ − ⌊T·W₁..ₖ₋₁/W⌋ by 128-bit running totals; a negative total by its absolute value.
/// - `None` when there is no weight above 0 to carry it.
///
/// The weights must not add up to more than an `i64` holds (the import sees to it).
pub fn shares<'w>(total: i64, weights: &'w [i64]) -> Option<impl Iterator<Item = i64> + 'w> {
    let sharing = Sharing::new(total, weights.iter().map(|&weight| weight.max(0)).sum())?;
    let (mut carried, mut given) = (0_i64, 0_i64);
    Some(weights.iter().map(move |&weight| {
        if weight <= 0 {
            return 0;
        }
        carried += weight;
        let upto = sharing.upto(carried);
        let part = upto - given;
        given = upto;
        part
    }))
}

/// What each sale weighs when a payment is spread over its payee's sales: its orders when the payee is paid per order and its revenue
/// otherwise, and the other one where no weight is above 0.
///
/// One order count (pieces) and one revenue (micros) for each sale, in their order; the same length out.
pub fn spend_weights(is_per_order: bool, orders: Vec<i64>, revenue: Vec<i64>) -> Vec<i64> {
    let (first, second) = if is_per_order { (orders, revenue) } else { (revenue, orders) };
    if first.iter().any(|&weight| weight > 0) { first } else { second }
}

#[cfg(test)]
mod tests {
    use super::{Sharing, shares, spend_weights};

    fn parts(total: i64, weights: &[i64]) -> Vec<i64> {
        shares(total, weights).unwrap().collect()
    }

    #[test]
    fn parts_follow_the_running_totals() {
        assert_eq!(parts(10, &[1, 1, 1]), [3, 3, 4]);
        assert_eq!(parts(-10, &[1, 1, 1]), [-3, -3, -4]);
        assert_eq!(parts(100, &[0, -5, 7, 0]), [0, 0, 100, 0]);
    }

    #[test]
    fn parts_of_the_largest_amounts_still_sum_to_the_whole() {
        let weights = [i64::MAX / 3, i64::MAX / 3, 1, i64::MAX / 5];
        for total in [i64::MAX, i64::MIN, 1, -1, 0] {
            let sum: i128 = parts(total, &weights).into_iter().map(i128::from).sum();
            assert_eq!(sum, i128::from(total));
        }
    }

    #[test]
    fn running_totals_are_the_floor_of_the_exact_quotient() {
        let sizes =
            [1, 2, 999_999, 46_685_915_260_000, (1 << 50) - 1, (1 << 61) - 1, i64::MAX / 7, i64::MAX - 1, i64::MAX];
        for whole in sizes {
            for total in sizes.into_iter().chain([0, -3, i64::MIN]) {
                let sharing = Sharing::new(total, whole).unwrap();
                let odd = (1..=40).map(|step| (whole / 41 * step + step).min(whole));
                for weight in [0, 1, whole / 3, whole / 2, whole - 1, whole].into_iter().chain(odd) {
                    let exact = i128::from(total.unsigned_abs()) * i128::from(weight) / i128::from(whole);
                    assert_eq!(
                        i128::from(sharing.upto(weight)),
                        exact * i128::from(total.signum()),
                        "{total} {weight}/{whole}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_payment_weighs_by_its_basis_and_by_the_other_where_that_is_nothing() {
        assert_eq!(spend_weights(true, vec![1, 2], vec![7, 8]), [1, 2]);
        assert_eq!(spend_weights(false, vec![1, 2], vec![7, 8]), [7, 8]);
        assert_eq!(spend_weights(true, vec![0, -2], vec![7, 8]), [7, 8]);
    }

    #[test]
    fn an_amount_that_nobody_carries_is_not_shared() {
        assert!(shares(5, &[]).is_none());
        assert!(shares(5, &[0, -1]).is_none());
    }
}
