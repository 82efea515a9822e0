//! Ranks of errors and conformal p-values against what follows from their definitions.

use super::{BEFORE, brands, close, panel};
use crate::panel::{MAX_TIMES_WORSE, Method, ORDERS, Rank, Withheld, estimate};

/// What a row has beyond the weighted others at each time.
fn gaps(others: &[&Vec<f64>], weights: &[f64], row: &[f64]) -> Vec<f64> {
    let synthetic = |time: usize| others.iter().zip(weights).map(|(other, weight)| weight * other[time]).sum::<f64>();
    row.iter().enumerate().map(|(time, outcome)| outcome - synthetic(time)).collect()
}

fn root_mean_square(gaps: &[f64]) -> f64 {
    (gaps.iter().map(|gap| gap * gap).sum::<f64>() / gaps.len() as f64).sqrt()
}

/// The errors before and after of the last of these rows, by a panel of its own.
fn errors(rows: &[Vec<f64>], before: usize) -> (f64, f64) {
    let found = estimate(&panel(rows, 1, before), Method::Sc).unwrap();
    let (treated, others) = rows.split_last().unwrap();
    let gaps = gaps(&others.iter().collect::<Vec<_>>(), &found.unit_weights, treated);
    (root_mean_square(&gaps[..before]), root_mean_square(&gaps[before..]))
}

#[test]
fn a_brand_is_ranked_among_panels_in_which_each_other_brand_is_the_treated_one() {
    let mut outcomes = brands(16, 1, 4.0);
    // One brand that no mix of others can follow.
    outcomes[5].iter_mut().enumerate().for_each(|(time, sold)| *sold += 400.0 + 40.0 * (time as f64).cos());
    let found = estimate(&panel(&outcomes, 1, BEFORE), Method::Sc).unwrap();
    let (before, after) = errors(&outcomes, BEFORE);
    assert!(close(found.rmspe.before, before, 1e-9) && close(found.rmspe.after, after, 1e-9), "{:?}", found.rmspe);
    assert!(close(found.rmspe.ratio, after / before, 1e-9));
    let placebo = |unit: usize| {
        let mut rows = outcomes[..16].to_vec();
        let treated = rows.remove(unit);
        rows.push(treated);
        errors(&rows, BEFORE)
    };
    let placebos: Vec<(f64, f64)> = (0..16).map(placebo).collect();
    let is_stored = |(own, _): &&(f64, f64)| *own <= MAX_TIMES_WORSE * before;
    let larger = |(own, later): &&(f64, f64)| later / own >= after / before;
    let ranks = found.rmspe_ranks.unwrap();
    assert_eq!(ranks.all, Rank { rank: 1 + placebos.iter().filter(larger).count(), of: 17 });
    let kept = placebos.iter().filter(is_stored).count();
    assert_eq!(ranks.well_followed.of, kept + 1);
    assert_eq!(ranks.well_followed.rank, 1 + placebos.iter().filter(is_stored).filter(larger).count());
    assert!(ranks.left_out.contains(&5) && ranks.left_out.len() == 16 - kept, "{ranks:?}");
    assert!(close(ranks.all.p(), ranks.all.rank as f64 / 17.0, 1e-12));
}

#[test]
fn several_treated_brands_and_few_untreated_ones_have_no_rank() {
    let several = estimate(&panel(&brands(20, 3, 9.0), 3, BEFORE), Method::Sc).unwrap();
    assert_eq!(several.rmspe_ranks, Err(Withheld::SeveralTreated { treated: 3 }));
    assert!(several.conformal.is_ok(), "their mean has residuals like any unit");
    let few = estimate(&panel(&brands(4, 1, 9.0), 1, BEFORE), Method::Did).unwrap();
    assert_eq!(few.rmspe_ranks, Err(Withheld::TooFewToRank { units: 5 }));
}

#[test]
fn conformal_p_values_of_difference_in_differences_are_counted_by_hand() {
    // The treated unit is above the mean of the others by 0, 1, −1, 0 and then by 5 and ½.
    let outcomes =
        [vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0], vec![3.0, 2.0, 1.0, 0.0, 1.0, 2.0], vec![2.0, 3.0, 1.0, 2.0, 8.0, 4.5]];
    let conformal = estimate(&panel(&outcomes, 1, 4), Method::Did).unwrap().conformal.unwrap();
    // Around their mean 1: 1, 0, 2, 1 and 4. Around 0.1: 0.1, 0.9, 1.1, 0.1 and 0.4.
    assert_eq!(conformal.by_time, [1.0 / 5.0, 3.0 / 5.0]);
    // Around 11/12 the two last add up to 4½; of the 15 pairs four add up to at least that.
    let most = 4.0 * (4.0 / 15.0 * 11.0 / 15.0 / ORDERS as f64).sqrt();
    assert!((conformal.joint - 4.0 / 15.0).abs() < most, "{}", conformal.joint);
}

#[test]
fn a_conformal_p_value_is_the_rank_in_a_fit_that_knows_the_time() {
    let outcomes = brands(15, 1, 3.0);
    for method in [Method::Sc, Method::ScIntercept] {
        let conformal = estimate(&panel(&outcomes, 1, BEFORE), method).unwrap().conformal.unwrap();
        for time in BEFORE..20 {
            // A panel that has this time among those before the start, and any other after it.
            let shuffled = |row: &Vec<f64>| [&row[..BEFORE], &[row[time], row[0]]].concat();
            let rows: Vec<Vec<f64>> = outcomes.iter().map(shuffled).collect();
            let weights = estimate(&panel(&rows, 1, BEFORE + 1), method).unwrap().unit_weights;
            let gaps = gaps(&rows[..15].iter().collect::<Vec<_>>(), &weights, &rows[15][..=BEFORE]);
            let level = if method == Method::Sc { 0.0 } else { gaps.iter().sum::<f64>() / gaps.len() as f64 };
            let own = (gaps[BEFORE] - level).abs();
            let as_large = gaps.iter().filter(|gap| (*gap - level).abs() >= own - 1e-9).count();
            let p = conformal.by_time[time - BEFORE];
            assert!(close(p, as_large as f64 / 15.0, 1e-12), "{method:?} {time}: {p}, {as_large} of 15");
        }
        assert!(conformal.joint > 0.0 && conformal.joint <= 1.0);
    }
}

#[test]
fn synthetic_difference_in_differences_has_no_conformal_p_values_and_says_why() {
    let found = estimate(&panel(&brands(15, 1, 3.0), 1, BEFORE), Method::Sdid).unwrap();
    assert_eq!(found.conformal, Err(Withheld::TimesAreWeighed));
    assert!(found.conformal.unwrap_err().to_string().contains("Use the method sc or did"));
}

#[test]
fn with_an_intercept_a_brand_of_another_level_is_followed_all_the_same() {
    let mut outcomes = brands(12, 0, 0.0);
    let twin = |time: usize| (outcomes[1][time] + outcomes[4][time]) / 2.0 + 5000.0;
    let sold: Vec<f64> = (0..20).map(|time| twin(time) + if time < BEFORE { 0.0 } else { 8.0 }).collect();
    outcomes.push(sold);
    let found = estimate(&panel(&outcomes, 1, BEFORE), Method::ScIntercept).unwrap();
    assert!(close(found.effect, 8.0, 1e-9) && close(found.intercept.unwrap(), 5000.0, 1e-9), "{found:?}");
    assert!(close(found.unit_weights[1], 0.5, 1e-6) && close(found.unit_weights[4], 0.5, 1e-6));
    assert!(found.rmspe.before < 1e-6 && close(found.rmspe.after, 8.0, 1e-6));
    assert_eq!(found.time_weights, vec![1.0 / BEFORE as f64; BEFORE]);
    let without = estimate(&panel(&outcomes, 1, BEFORE), Method::Sc).unwrap();
    assert!(without.intercept.is_none() && without.rmspe.before > 4000.0, "{:?}", without.rmspe);
}
