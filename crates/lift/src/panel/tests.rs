//! Panels small enough to work out by hand, what must not matter, and what is refused.

mod inference;
mod optimum;
mod published;
mod refusals;
mod staggered;

use rand::RngExt as _;

use super::{MAX_PLACEBOS, Method, Observation, Panel, PanelEstimate, Withheld, estimate};
use crate::random::Seed;

/// Names such as `unit 003`, which sort as they count.
fn names(kind: &str, count: usize) -> Vec<String> {
    (0..count).map(|at| format!("{kind} {at:03}")).collect()
}

/// The panel of these rows of outcomes, its last `treated` units treated from place `before` on.
fn panel(outcomes: &[Vec<f64>], treated: usize, before: usize) -> Panel {
    let (units, times) = (names("unit", outcomes.len()), names("time", outcomes[0].len()));
    Panel::from_observations(&units, &times, &observations(outcomes, treated, before)).unwrap()
}

fn observations(outcomes: &[Vec<f64>], treated: usize, before: usize) -> Vec<Observation> {
    let untreated = outcomes.len() - treated;
    let row = |(unit, row): (usize, &Vec<f64>)| {
        let cell = move |(time, outcome): (usize, &f64)| {
            let is_treated = unit >= untreated && time >= before;
            Observation { unit, time, outcome: *outcome, is_treated }
        };
        row.iter().enumerate().map(cell).collect::<Vec<_>>()
    };
    outcomes.iter().enumerate().flat_map(row).collect()
}

/// Brands with a level and a slope of their own, a season they share, and noise; the last ones sell `effect` more.
fn brands(untreated: usize, treated: usize, effect: f64) -> Vec<Vec<f64>> {
    let mut dice = Seed::named("brands").stream(0);
    let (times, before) = (20, 14);
    (0..untreated + treated)
        .map(|unit| {
            let (level, slope) = (dice.random_range(50.0..150.0), dice.random_range(0.8..1.2));
            let sold = |time: usize| {
                let season = 10.0 * (time as f64).sin();
                let noise = dice.random_range(-2.0..2.0);
                let more = if unit >= untreated && time >= before { effect } else { 0.0 };
                level + slope * time as f64 + season + noise + more
            };
            (0..times).map(sold).collect()
        })
        .collect()
}

const BEFORE: usize = 14;

fn close(left: f64, right: f64, tolerance: f64) -> bool {
    (left - right).abs() <= tolerance * right.abs().max(1e-300)
}

#[test]
fn difference_in_differences_is_four_means() {
    // Untreated: 10 → 13 and 20 → 21, a rise of 2. Treated: 30 → 37, a rise of 7.
    let outcomes = [vec![9.0, 11.0, 12.0, 14.0], vec![20.0, 20.0, 21.0, 21.0], vec![29.0, 31.0, 36.0, 38.0]];
    let found = estimate(&panel(&outcomes, 1, 2), Method::Did).unwrap();
    assert!(close(found.effect, 5.0, 1e-12), "{found:?}");
    assert_eq!(found.unit_weights, [0.5, 0.5]);
    assert_eq!(found.time_weights, [0.5, 0.5]);
    // Each placebo against the one other: 3 − 1 and 1 − 3.
    assert!(
        close(found.placebo_effects[0].1, 2.0, 1e-12) && close(found.placebo_effects[1].1, -2.0, 1e-12),
        "{found:?}"
    );
    assert!(close(found.standard_error.unwrap(), 2.0, 1e-12));
    // Treated less untreated: 19.5, 21.5 before, 19.5, 20.5 after, each less the 15 it was before.
    assert!(close(found.effect_by_time[0], 4.5, 1e-12) && close(found.effect_by_time[1], 5.5, 1e-12), "{found:?}");
}

#[test]
fn three_brands_have_an_effect_but_no_p_value() {
    let found = estimate(&panel(&brands(2, 1, 5.0), 1, BEFORE), Method::Did).unwrap();
    assert_eq!(found.p, Err(Withheld::TooFewToRank { units: 3 }));
    assert_eq!(found.smallest_p, Some(1.0 / 3.0));
    assert!(found.p.unwrap_err().to_string().contains("1/3"));
}

#[test]
fn a_single_untreated_brand_gives_an_effect_without_a_standard_error() {
    let found = estimate(&panel(&brands(1, 1, 5.0), 1, BEFORE), Method::Did).unwrap();
    assert_eq!(found.standard_error, Err(Withheld::NoPlacebos { untreated: 1, treated: 1 }));
    assert!(found.effect.is_finite() && found.placebo_effects.is_empty());
}

#[test]
fn a_brand_that_is_the_mean_of_two_others_leans_on_these_two() {
    let mut outcomes = brands(12, 0, 0.0);
    let twin: Vec<f64> = (0..20).map(|time| (outcomes[2][time] + outcomes[7][time]) / 2.0).collect();
    let sold: Vec<f64> =
        twin.iter().enumerate().map(|(time, sold)| sold + if time < BEFORE { 0.0 } else { 8.0 }).collect();
    outcomes.push(sold);
    let exact = estimate(&panel(&outcomes, 1, BEFORE), Method::Sc).unwrap();
    let halves = |unit: usize| if unit == 2 || unit == 7 { 0.5 } else { 0.0 };
    assert!(exact.unit_weights.iter().enumerate().all(|(unit, weight)| (weight - halves(unit)).abs() < 1e-9));
    assert!((exact.effect - 8.0).abs() < 1e-9, "{}", exact.effect);
    let found = estimate(&panel(&outcomes, 1, BEFORE), Method::ScSynthdid).unwrap();
    assert!((found.effect - 8.0).abs() < 0.25, "{}", found.effect);
    // One half each is the best there is; the early stop ends the steps on their way there.
    assert!(
        found.unit_weights.iter().enumerate().all(|(unit, weight)| {
            if unit == 2 || unit == 7 { (0.35..0.5).contains(weight) } else { *weight < 0.05 }
        })
    );
    assert!(found.time_weights.is_empty(), "synthetic control weighs no times");
}

#[test]
fn a_known_effect_is_found_and_is_rarer_than_every_placebo() {
    let panel = panel(&brands(24, 1, 12.0), 1, BEFORE);
    let found = estimate(&panel, Method::Sdid).unwrap();
    assert!((found.effect - 12.0).abs() < 2.0, "{}", found.effect);
    assert_eq!(found.p, Ok(1.0 / 25.0));
    assert_eq!(found.p.ok(), found.smallest_p);
    assert!(found.standard_error.unwrap() < 3.0);
}

#[test]
fn without_an_effect_the_treated_brand_stands_among_the_placebos() {
    let found = estimate(&panel(&brands(24, 1, 0.0), 1, BEFORE), Method::Sdid).unwrap();
    assert!(found.p.unwrap() > 0.1, "{:?}", found.p);
}

#[test]
fn several_treated_brands_are_estimated_together_and_not_ranked() {
    let found = estimate(&panel(&brands(20, 3, 12.0), 3, BEFORE), Method::Sdid).unwrap();
    assert!((found.effect - 12.0).abs() < 2.0, "{}", found.effect);
    assert!(found.standard_error.unwrap() > 0.0);
    assert_eq!((found.p, found.smallest_p), (Err(Withheld::SeveralTreated { treated: 3 }), None));
}

#[test]
fn of_very_many_brands_some_are_drawn_as_placebos() {
    let found = estimate(&panel(&brands(600, 1, 12.0), 1, BEFORE), Method::Did).unwrap();
    assert_eq!(found.placebo_effects.len(), MAX_PLACEBOS);
    assert!(found.placebo_effects.is_sorted_by(|left, right| left.0 < right.0));
    assert_eq!((found.p, found.smallest_p), (Ok(1.0 / 501.0), Some(1.0 / 501.0)));
}

#[test]
fn the_effect_is_the_mean_of_its_times_and_weights_sum_to_one() {
    for method in Method::ALL {
        let found = estimate(&panel(&brands(15, 2, 6.0), 2, BEFORE), method).unwrap();
        let mean = found.effect_by_time.iter().sum::<f64>() / 6.0;
        assert!(close(mean, found.effect, 1e-9), "{method:?}");
        for weights in [&found.unit_weights, &found.time_weights].into_iter().filter(|weights| !weights.is_empty()) {
            assert!(close(weights.iter().sum(), 1.0, 1e-9) && weights.iter().all(|weight| *weight >= 0.0));
        }
    }
}

#[test]
fn in_paise_or_in_millions_above_any_level_the_effect_is_the_same() {
    let outcomes = brands(14, 1, 9.0);
    for method in Method::ALL {
        let rupees = estimate(&panel(&outcomes, 1, BEFORE), method).unwrap();
        for (times, plus) in [(100.0, 0.0), (1e-6, 0.0), (1e-300, 0.0), (1e300, 0.0), (-1.0, 0.0), (1.0, 1e6)] {
            let other = |value: &f64| value * times + plus;
            let other: Vec<Vec<f64>> = outcomes.iter().map(|row| row.iter().map(other).collect()).collect();
            let found = estimate(&panel(&other, 1, BEFORE), method).unwrap();
            let about = format!("{method:?} times {times} plus {plus}");
            assert!(close(found.effect, rupees.effect * times, 1e-6), "{about}: {}, {}", found.effect, rupees.effect);
            let (error, in_rupees) = (found.standard_error.unwrap(), rupees.standard_error.unwrap());
            assert!(close(error, in_rupees * times.abs(), 1e-4), "{about}: {error}, {in_rupees}");
            assert_eq!(found.p, rupees.p, "{about}");
        }
    }
}

#[test]
fn the_order_of_rows_and_the_number_of_threads_change_no_bit() {
    let outcomes = brands(13, 2, 9.0);
    let (units, times) = (names("unit", 15), names("time", 20));
    let mut rows = observations(&outcomes, 2, BEFORE);
    let found = |rows: &[Observation], threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let panel = Panel::from_observations(&units, &times, rows).unwrap();
        pool.install(|| estimate(&panel, Method::Sdid)).unwrap()
    };
    let alone = found(&rows, 1);
    rows.reverse();
    assert_eq!(found(&rows, 4), alone);
    let turned: Vec<String> = units.iter().rev().cloned().collect();
    let rows: Vec<Observation> = rows.iter().map(|row| Observation { unit: 14 - row.unit, ..*row }).collect();
    assert_eq!(estimate(&Panel::from_observations(&turned, &times, &rows).unwrap(), Method::Sdid).unwrap(), alone);
}

#[test]
fn brands_that_never_move_show_nothing_and_no_number_is_lost() {
    let level = |unit: usize| vec![0.1 * unit as f64; 8];
    let apart: Vec<Vec<f64>> = (0..12).map(level).collect();
    for outcomes in [apart, vec![vec![3.3; 8]; 12], vec![vec![0.0; 8]; 12]] {
        for method in Method::ALL {
            let PanelEstimate { effect, standard_error, p, .. } = estimate(&panel(&outcomes, 1, 5), method).unwrap();
            let compares_levels = matches!(method, Method::Sc | Method::ScSynthdid);
            let most = if compares_levels { 0.2 } else { 1e-12 };
            assert!(effect.abs() <= most && standard_error.unwrap().is_finite(), "{method:?} {effect}");
            assert!(compares_levels || p == Ok(1.0), "{method:?} {p:?}");
        }
    }
}
