//! What pooled estimates promise.

use rand_distr::{Distribution as _, StandardNormal, Uniform};
use rand_pcg::Pcg64;

use super::*;
use crate::impact::IntervalEstimate;
use crate::random::Seed;

const LEVEL: f64 = 0.9;

fn alone(value: f64, sd: f64, group: usize) -> Measured {
    Measured { value, sd, group, expected: 0.0 }
}

fn near(found: f64, expected: f64, by: f64) {
    assert!((found - expected).abs() <= by, "found {found}, expected {expected} within {by}");
}

/// Coaching for a test in eight schools: Rubin (1981).
fn schools() -> Vec<Measured> {
    let values = [28.0, 8.0, -3.0, 7.0, -1.0, 1.0, 18.0, 12.0];
    let sds = [15.0, 10.0, 16.0, 11.0, 9.0, 11.0, 10.0, 18.0];
    values.into_iter().zip(sds).enumerate().map(|(at, (value, sd))| alone(value, sd, at)).collect()
}

#[test]
fn eight_schools_come_out_as_quadrature_has_them() {
    let pool = Pool::new(&schools(), SharedError::NONE, SpreadPrior::UNIFORM).unwrap();
    let medians = [10.2, 7.9, 6.7, 7.7, 5.6, 6.5, 10.0, 8.2];
    pool.median_of_each().into_iter().zip(medians).for_each(|(found, expected)| near(found, expected, 0.1));
    let shared = pool.shared(LEVEL);
    near(shared.mean, 7.93, 0.1);
    near(shared.sd, 5.18, 0.1);
    near(pool.median_spread(), 5.20, 0.1);
}

#[test]
fn one_estimate_is_pooled_with_nothing() {
    let pool = Pool::new(&[alone(0.6, 0.2, 0)], SharedError::USUAL, SpreadPrior::OF_SHARES).unwrap();
    let [found] = pool.each(LEVEL)[..] else { panic!("one estimate has one answer") };
    near(found.mean, 0.6, 1e-9);
    near(found.sd, 0.2, 1e-6);
    assert!(pool.shared(LEVEL).sd > 0.25, "what others are like is not known from one");
    let sum = sum(&[alone(0.6, 0.2, 0)], SharedError::USUAL, LEVEL).unwrap();
    near(sum.sd, 0.2, 1e-12);
}

#[test]
fn errors_shared_within_a_group_make_its_sum_less_certain() {
    let shared = SharedError { within_group: 0.3, of_expected: 0.0 };
    let of_groups = |groups: [usize; 3]| {
        let measured = groups.map(|group| alone(1.0, 1.0, group));
        sum(&measured, shared, LEVEL).unwrap().sd.powi(2)
    };
    near(of_groups([0, 1, 2]), 3.0, 1e-12);
    near(of_groups([0, 0, 2]), 3.0 + 2.0 * 0.3, 1e-12);
    near(of_groups([5, 5, 5]), 3.0 + 6.0 * 0.3, 1e-12);
}

/// The inverse that is built column by column against Gaussian elimination of the whole matrix.
#[test]
fn the_covariance_is_inverted_exactly() {
    let measured: Vec<Measured> = [(0.3, 0), (0.5, 1), (0.2, 0), (0.9, 1), (0.4, 2)]
        .into_iter()
        .map(|(sd, group)| Measured { value: 0.0, sd, group, expected: 10.0 * sd })
        .collect();
    let tau = 0.35_f64;
    let entry = |row: usize, column: usize| {
        let (one, other) = (&measured[row], &measured[column]);
        let all = 0.02 * 0.02 * one.expected * other.expected;
        match (row == column, one.group == other.group) {
            (true, _) => one.sd * one.sd + tau * tau + all,
            (false, true) => 0.3 * one.sd * other.sd + all,
            (false, false) => all,
        }
    };
    let covariance = covariance::Covariance::new(&measured, SharedError::USUAL).unwrap();
    let inverse = covariance.inverse(tau);
    for column in 0..measured.len() {
        let values: Vec<f64> = (0..measured.len()).map(|row| entry(row, column)).collect();
        for (row, value) in inverse.times(&values).into_iter().enumerate() {
            near(value, f64::from(u8::from(row == column)), 1e-12);
        }
    }
    let unit = |at: usize| (0..measured.len()).map(|row| f64::from(u8::from(row == at))).collect::<Vec<f64>>();
    let diagonal = inverse.diagonal();
    (0..measured.len()).for_each(|at| near(inverse.times(&unit(at))[at], diagonal[at], 1e-12));
    near(inverse.log_determinant(), log_determinant(&entry, measured.len()), 1e-10);
}

fn log_determinant(entry: &impl Fn(usize, usize) -> f64, size: usize) -> f64 {
    let mut rows: Vec<Vec<f64>> = (0..size).map(|row| (0..size).map(|column| entry(row, column)).collect()).collect();
    (0..size).fold(0.0, |sum, pivot| {
        for row in pivot + 1..size {
            let factor = rows[row][pivot] / rows[pivot][pivot];
            (pivot..size).for_each(|column| rows[row][column] -= factor * rows[pivot][column]);
        }
        sum + rows[pivot][pivot].ln()
    })
}

#[test]
fn bad_values_are_refused_with_what_is_accepted() {
    let pool = |measured: &[Measured], prior| Pool::new(measured, SharedError::USUAL, prior).err();
    assert_eq!(pool(&[], SpreadPrior::OF_SHARES), Some(PoolError::Nothing));
    let two = [alone(1.0, 1.0, 0), alone(2.0, 1.0, 0)];
    assert_eq!(pool(&two, SpreadPrior::UNIFORM), Some(PoolError::TooFew { found: 2 }));
    for bad in [alone(f64::NAN, 1.0, 0), alone(1.0, 0.0, 0), Measured { expected: -1.0, ..alone(1.0, 1.0, 0) }] {
        let refused = pool(&[alone(1.0, 1.0, 0), bad], SpreadPrior::OF_SHARES).unwrap();
        assert!(matches!(refused, PoolError::BadValue { at: 1, .. }), "{refused}");
    }
    let huge = [alone(1e300, 1e-300, 0), alone(-1e300, 1e300, 0)];
    assert!(pool(&huge, SpreadPrior::OF_SHARES).is_some());
}

/// Worlds of campaigns: four to a brand, their share of new revenue around 0.6, measured with errors that a brand shares and so
/// large that a third of the estimates are below zero, as brands' daily sales have it.
struct World {
    truth: Vec<f64>,
    measured: Vec<Measured>,
}

impl World {
    fn drawn(campaigns: usize, rng: &mut Pcg64) -> Self {
        let mut normal = || -> f64 { StandardNormal.sample(rng) };
        let brand_errors: Vec<f64> = (0..campaigns.div_ceil(4)).map(|_| normal()).collect();
        let of_all = normal();
        let truth: Vec<f64> = (0..campaigns).map(|_| 0.6 + 0.25 * normal()).collect();
        let own: Vec<f64> = (0..campaigns).map(|_| normal()).collect();
        let sds = Uniform::new(0.5, 1.8).unwrap();
        let measured = (0..campaigns)
            .map(|at| {
                let (sd, expected) = (sds.sample(rng), 4.0);
                let error = sd * (0.3_f64.sqrt() * brand_errors[at / 4] + 0.7_f64.sqrt() * own[at]);
                Measured { value: truth[at] + error + 0.02 * expected * of_all, sd, group: at / 4, expected }
            })
            .collect();
        Self { truth, measured }
    }
}

#[derive(Default)]
struct Found {
    held: usize,
    tried: usize,
    shared_held: usize,
    width: f64,
    shared_width: f64,
    worlds: usize,
}

const fn holds(estimate: &IntervalEstimate, truth: f64) -> bool {
    estimate.lower <= truth && truth <= estimate.upper
}

/// Pools many worlds of so many campaigns.
fn pooled(campaigns: usize, worlds: usize) -> Found {
    let mut rng = Seed::named("worlds of campaigns").stream(campaigns as u64);
    let mut found = Found { worlds, ..Found::default() };
    for _ in 0..worlds {
        let World { truth, measured } = World::drawn(campaigns, &mut rng);
        let pool = Pool::new(&measured, SharedError::USUAL, SpreadPrior::OF_SHARES).unwrap();
        let own = |one: &Measured| 2.0 * 1.644_853_6 * one.sd;
        for ((each, one), truth) in pool.each(LEVEL).iter().zip(&measured).zip(&truth) {
            found.held += usize::from(holds(each, *truth));
            found.tried += 1;
            found.width += (each.upper - each.lower) / own(one);
        }
        let shared = pool.shared(LEVEL);
        let usual = measured.iter().map(own).sum::<f64>() / campaigns as f64;
        found.shared_held += usize::from(holds(&shared, 0.6));
        found.shared_width += (shared.upper - shared.lower) / usual;
    }
    found
}

#[test]
fn pooled_intervals_hold_the_truth_and_are_shorter_than_the_campaigns_own() {
    for (campaigns, worlds, max_width) in [(4, 200, 0.75), (8, 120, 0.65), (12, 80, 0.60), (24, 50, 0.55)] {
        let found = pooled(campaigns, worlds);
        let part = |count: usize, of: usize| count as f64 / of as f64;
        let held = part(found.held, found.tried);
        let width = found.width / found.tried as f64;
        assert!(held >= 0.87 && width <= max_width, "{campaigns} campaigns: {held:.3} held, width {width:.3}");
        let shared = (part(found.shared_held, worlds), found.shared_width / found.worlds as f64);
        assert!(shared.0 >= 0.87, "{campaigns} campaigns: the shared factor {:.3} held", shared.0);
        assert!(campaigns < 8 || shared.1 <= 0.5, "{campaigns} campaigns: the shared factor's width {:.3}", shared.1);
    }
}

#[test]
fn sums_hold_the_truth_as_often_as_they_say() {
    const WORLDS: usize = 1_000;
    for campaigns in [4, 8, 12, 24] {
        let mut rng = Seed::named("worlds to be added up").stream(campaigns as u64);
        let is_held = |_: &usize| {
            let World { truth, measured } = World::drawn(campaigns, &mut rng);
            holds(&sum(&measured, SharedError::USUAL, LEVEL).unwrap(), truth.iter().sum())
        };
        let held = (0..WORLDS).filter(is_held).count();
        assert!((880..=920).contains(&held), "{campaigns} campaigns: {held} of {WORLDS} sums held");
    }
}

#[test]
fn what_others_would_bring_is_less_certain_than_the_shared_factor() {
    let measured: Vec<Measured> = (0..8).map(|at| alone(0.5 + 0.05 * at as f64, 0.3, at / 4)).collect();
    let pool = Pool::new(&measured, SharedError::USUAL, SpreadPrior::OF_SHARES).unwrap();
    let (shared, others) = (pool.shared(LEVEL), pool.predicted(&[100.0, 300.0], LEVEL));
    near(others.mean, 400.0 * shared.mean, 1e-6);
    assert!(others.sd > 400.0 * shared.sd);
    assert!(pool.spread() > 0.25);
}
