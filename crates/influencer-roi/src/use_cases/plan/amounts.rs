//! A plan in whole micros that add up to today's money.

use super::payees::Candidate;

/// The amounts nearest to `spends` within each candidate's ends that add up to what all get today: what rounding leaves goes to the
/// largest remainders.
pub(super) fn whole(candidates: &[Candidate], spends: &[f64]) -> Vec<i64> {
    let mut amounts: Vec<i64> = candidates
        .iter()
        .zip(spends)
        .map(|(candidate, spend)| (spend.floor() as i64).clamp(candidate.least, candidate.most))
        .collect();
    let today: i128 = candidates.iter().map(|candidate| i128::from(candidate.today)).sum();
    let mut left = today - amounts.iter().copied().map(i128::from).sum::<i128>();
    let mut order: Vec<usize> = (0..amounts.len()).collect();
    let remainder = |at: &usize| spends[*at] - spends[*at].floor();
    order.sort_by(|one, other| remainder(other).total_cmp(&remainder(one)).then(one.cmp(other)));
    if left < 0 {
        order.reverse();
    }
    // One micro each by the remainders; what doubles of very large amounts are off by, to whoever has room.
    for step in [1, i128::MAX] {
        for &at in &order {
            let Candidate { least, most, .. } = candidates[at];
            let room = i128::from(if left > 0 { most - amounts[at] } else { amounts[at] - least });
            let taken = left.abs().min(room).min(step) * left.signum();
            amounts[at] += taken as i64;
            left -= taken;
        }
    }
    amounts
}

#[cfg(test)]
mod tests {
    use definitions::Verdict;

    use super::*;

    fn candidate(today: i64, least: i64, most: i64) -> Candidate {
        Candidate { profile: 0, verdict: Verdict::Earns, today, least, most, is_set: false }
    }

    #[test]
    fn whole_amounts_add_up_and_the_largest_remainder_gets_what_is_left() {
        let candidates = [candidate(10, 7, 13), candidate(10, 7, 13), candidate(10, 7, 13)];
        assert_eq!(whole(&candidates, &[9.3, 10.6, 10.1]), [9, 11, 10]);
        assert_eq!(whole(&candidates, &[10.0, 10.0, 10.0]), [10, 10, 10]);
    }

    #[test]
    fn no_rounding_pushes_an_amount_over_its_ends() {
        let candidates = [candidate(10, 7, 10), candidate(10, 7, 13), candidate(10, 10, 10)];
        let amounts = whole(&candidates, &[10.9, 9.2, 9.9]);
        assert_eq!(amounts, [10, 10, 10]);
        let large = [candidate(i64::MAX / 4, 0, i64::MAX / 2), candidate(i64::MAX / 4, 0, i64::MAX / 2)];
        let amounts = whole(&large, &[(i64::MAX / 4) as f64 * 1.1, (i64::MAX / 4) as f64 * 0.9]);
        assert_eq!(amounts.iter().sum::<i64>(), i64::MAX / 4 * 2);
    }
}
