//! Worlds of posts whose effects are known, and cases by hand.

use rand::{Rng, RngExt, SeedableRng};
use rand_distr::{Distribution, Gamma, LogNormal};
use rand_pcg::Pcg64Mcg;

use super::{Contrast, Estimate, Observation, contrasts, discoveries};

const LEVEL: f64 = 0.9;
const KINDS: usize = 7;
const WORLDS: usize = 200;
const FALSE_PART: f64 = 0.1;
/// The third kind brings 40 % more, the sixth 35 % less.
const RATIOS: [f64; KINDS] = [1.0, 1.0, 1.4, 1.0, 1.0, 0.65, 1.0];

/// Forty influencers of very different size; posts that differ by chance as much as by anything, one in five brings nothing.
fn world(rng: &mut impl Rng) -> Vec<Observation> {
    let size = LogNormal::new(8.0, 1.2).unwrap();
    let chance = Gamma::new(1.2, 1.0 / 1.2).unwrap();
    let mut observations = Vec::new();
    for unit in 0..40 {
        let level: f64 = size.sample(rng);
        // Each prefers a kind, as influencers do.
        let usual = rng.random_range(0..KINDS);
        for _ in 0..rng.random_range(4..25) {
            let kind = if rng.random_bool(0.3) { usual } else { rng.random_range(0..KINDS) };
            let is_sold = rng.random_bool(0.8);
            let value = if is_sold { level * RATIOS[kind] * chance.sample(rng) } else { 0.0 };
            observations.push(Observation { unit, kind, value });
        }
    }
    observations
}

/// What a kind brings against a mixture of the others is less than against a kind without effect: the truth of a world is what
/// its expected values give.
fn truth(observations: &[Observation]) -> Vec<Contrast> {
    let expected = |seen: &Observation| Observation { value: RATIOS[seen.kind], ..*seen };
    contrasts(&observations.iter().map(expected).collect::<Vec<_>>(), KINDS, LEVEL)
}

/// What one world showed: its intervals, those that hold the truth, what was found and how much of it is false.
#[derive(Default)]
struct Seen {
    intervals: f64,
    held: f64,
    found: f64,
    is_false: f64,
    missed: f64,
}

fn seen(rng: &mut impl Rng) -> Seen {
    let observations = world(rng);
    let truth = truth(&observations);
    let of = |contrast: Contrast| contrast.estimate.unwrap();
    let estimates: Vec<Estimate> = contrasts(&observations, KINDS, LEVEL).into_iter().map(of).collect();
    let p_values: Vec<f64> = estimates.iter().map(|estimate| estimate.p_value).collect();
    let mut seen = Seen::default();
    for (kind, is_found) in discoveries(&p_values, FALSE_PART).into_iter().enumerate() {
        let (estimate, true_ratio) = (estimates[kind], truth[kind].estimate.unwrap().ratio);
        let is_right = RATIOS[kind] != 1.0 && (estimate.ratio > 1.0) == (RATIOS[kind] > 1.0);
        let one = |is: bool| f64::from(u8::from(is));
        seen.intervals += 1.0;
        seen.held += one((estimate.lower..=estimate.upper).contains(&true_ratio));
        seen.found += one(is_found);
        seen.is_false += one(is_found && !is_right);
        seen.missed += one(!is_found && RATIOS[kind] != 1.0);
    }
    seen
}

#[test]
fn intervals_hold_the_truth_and_few_discoveries_are_false() {
    let mut rng = Pcg64Mcg::seed_from_u64(17);
    let worlds: Vec<Seen> = (0..WORLDS).map(|_| seen(&mut rng)).collect();
    let sum = |of: fn(&Seen) -> f64| worlds.iter().map(of).sum::<f64>();
    let coverage = sum(|seen| seen.held) / sum(|seen| seen.intervals);
    assert!((0.86..=0.94).contains(&coverage), "{coverage}");
    // The false discovery rate is the mean over worlds; none of none is 0.
    let false_rate = sum(|seen| seen.is_false / seen.found.max(1.0)) / WORLDS as f64;
    assert!(false_rate <= FALSE_PART, "{false_rate}");
    let missed = sum(|seen| seen.missed) / (2 * WORLDS) as f64;
    assert!(missed < 0.5, "{missed} {false_rate} {coverage} of the effects are missed");
    assert!(sum(|seen| seen.is_false) > 0.0, "chance must have had its turn");
}

#[test]
fn a_large_account_says_no_more_than_a_small_one() {
    let posts = |unit: usize, level: f64, on_kind: f64| {
        let of = move |kind: usize, value: f64| Observation { unit, kind, value: value * level };
        [of(0, on_kind), of(0, on_kind * 1.1), of(1, 1.0), of(1, 0.9)]
    };
    let of_levels = |levels: [f64; 6]| {
        let ratios = [1.2, 0.8, 1.5, 1.0, 0.9, 1.3];
        let all: Vec<_> = (0..6).flat_map(|unit| posts(unit, levels[unit], ratios[unit])).collect();
        contrasts(&all, 2, LEVEL)[0].estimate.unwrap().ratio
    };
    let (equal, unequal) = (of_levels([1.0; 6]), of_levels([1.0, 1e6, 1.0, 50.0, 1.0, 1e3]));
    assert!((equal - unequal).abs() < 1e-9, "{equal} {unequal}");
}

#[test]
fn with_few_posts_or_influencers_a_kind_is_only_counted() {
    let few: Vec<_> = (0..9).map(|at| Observation { unit: at, kind: 0, value: 1.0 + at as f64 }).collect();
    let others = (0..9).map(|at| Observation { unit: at, kind: 1, value: 2.0 });
    let nine: Vec<_> = few.iter().copied().chain(others).collect();
    assert_eq!(contrasts(&nine, 2, LEVEL)[0], Contrast { observations: 9, units: 9, estimate: None });
    let of_four = (0..40).map(|at| Observation { unit: at % 4, kind: at / 20, value: 1.0 + (at % 7) as f64 });
    let four = contrasts(&of_four.collect::<Vec<_>>(), 2, LEVEL);
    assert_eq!((four[0].units, four[0].estimate), (4, None));
}

#[test]
fn a_kind_that_brings_nothing_has_no_ratio() {
    let of = |at: usize| Observation {
        unit: at % 8,
        kind: at / 40,
        value: if at < 40 { 0.0 } else { 1.0 + (at % 5) as f64 },
    };
    let found = contrasts(&(0..80).map(of).collect::<Vec<_>>(), 2, LEVEL);
    assert_eq!((found[0].observations, found[0].estimate), (40, None));
}

#[test]
fn discoveries_allow_chance_its_part() {
    assert_eq!(discoveries(&[0.001, 0.2, 0.03, 0.8], 0.1), [true, false, true, false]);
    assert_eq!(discoveries(&[0.06, 0.09], 0.1), [true, true]);
    assert_eq!(discoveries(&[0.06, 0.2], 0.1), [false, false]);
    assert!(discoveries(&[], 0.1).is_empty());
}
