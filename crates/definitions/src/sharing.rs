//! How an amount is shared out in whole micros so that the parts always sum to the whole.

/// The parts of `total` in proportion to `weights`, in their order.
///
/// - Unit: `total` in and parts out in the same whole unit; weights in any unit, a weight below 0 weighs 0.
/// - Part k is ⌊T·W₁..ₖ/W⌋ − ⌊T·W₁..ₖ₋₁/W⌋ by 128-bit running totals; a negative total by its absolute value.
/// - `None` when there is nobody to carry it: no weight above 0.
///
/// The weights must not add up to more than an `i64` holds (the import sees to it).
pub fn shares<'w>(total: i64, weights: &'w [i64]) -> Option<impl Iterator<Item = i64> + 'w> {
    let whole: i128 = weights.iter().map(|&weight| i128::from(weight.max(0))).sum();
    if whole == 0 {
        return None;
    }
    let (size, sign) = (i128::from(total.unsigned_abs()), i128::from(total.signum()));
    let (mut carried, mut given) = (0_i128, 0_i128);
    Some(weights.iter().map(move |&weight| {
        if weight <= 0 {
            return 0;
        }
        carried += i128::from(weight);
        let upto = size * carried / whole;
        let part = upto - given;
        given = upto;
        // A part is never larger than the total, which came as an i64.
        (sign * part) as i64
    }))
}

#[cfg(test)]
mod tests {
    use super::shares;

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
    fn an_amount_that_nobody_carries_is_not_shared() {
        assert!(shares(5, &[]).is_none());
        assert!(shares(5, &[0, -1]).is_none());
    }
}
