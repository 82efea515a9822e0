//! The exact optimum: conditions that only it fulfils, and searches that are too slow to be wrong.

use rand::RngExt as _;

use crate::{
    panel::{
        active_set::optimum,
        simplex::{Intercept, LeastSquares},
    },
    random::Seed,
};

/// A target and columns of draws, with what makes each one different.
fn drawn(name: &str, columns: usize, rows: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
    let mut dice = Seed::named(name).stream(columns as u64);
    let mut draw = || dice.random_range(-1.0..1.0);
    let mut column = |level: f64| (0..rows).map(|_| level + draw()).collect::<Vec<f64>>();
    ((0..columns).map(|at| column(at as f64 / columns as f64)).collect(), column(0.4))
}

/// The sum of squares by its definition.
fn squares(columns: &[Vec<f64>], target: &[f64], weights: &[f64]) -> f64 {
    let residual = |row: usize| columns.iter().zip(weights).map(|(column, weight)| weight * column[row]).sum::<f64>();
    (0..target.len()).map(|row| (residual(row) - target[row]).powi(2)).sum()
}

fn solved(columns: &[Vec<f64>], target: &[f64]) -> Vec<f64> {
    let weights = optimum(&LeastSquares::new(columns.to_vec(), target.to_vec(), Intercept::Without));
    assert!(weights.iter().all(|weight| *weight >= 0.0), "{weights:?}");
    assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{weights:?}");
    weights
}

/// Nothing is gained by moving weight from any column that has some to any other: what makes an optimum of a convex problem.
fn assert_optimal(columns: &[Vec<f64>], target: &[f64], weights: &[f64], about: &str) {
    let residual = |row: usize| {
        columns.iter().zip(weights).map(|(column, weight)| weight * column[row]).sum::<f64>() - target[row]
    };
    let residuals: Vec<f64> = (0..target.len()).map(residual).collect();
    let slope =
        |column: &Vec<f64>| -> f64 { column.iter().zip(&residuals).map(|(value, residual)| value * residual).sum() };
    let slopes: Vec<f64> = columns.iter().map(slope).collect();
    let lowest = slopes.iter().copied().fold(f64::INFINITY, f64::min);
    for (slope, weight) in slopes.iter().zip(weights).filter(|(_, weight)| **weight > 0.0) {
        assert!(slope - lowest < 1e-9, "{about}: a column of weight {weight} could give to a better one: {slopes:?}");
    }
}

#[test]
fn three_columns_are_weighed_as_a_search_of_every_thousandth_finds() {
    for name in ["one", "two", "three", "four"] {
        let (columns, target) = drawn(name, 3, 6);
        let found = squares(&columns, &target, &solved(&columns, &target));
        let mut best = f64::INFINITY;
        for first in 0..=1000 {
            for second in 0..=1000 - first {
                let weights = [first, second, 1000 - first - second].map(|part| f64::from(part) / 1000.0);
                best = best.min(squares(&columns, &target, &weights));
            }
        }
        assert!(found <= best + 1e-12 && found > best - 1e-4, "{name}: {found}, search {best}");
    }
}

#[test]
fn no_weight_of_the_optimum_could_be_moved_to_anything_better() {
    for (columns, rows) in [(2, 1), (5, 30), (38, 19), (49, 89), (100, 10), (200, 60)] {
        for name in ["spring", "summer", "autumn"] {
            let (columns, target) = drawn(name, columns, rows);
            assert_optimal(&columns, &target, &solved(&columns, &target), &format!("{name} {} {rows}", columns.len()));
        }
    }
}

#[test]
fn columns_that_stand_twice_or_all_alike_end_the_search() {
    let (columns, target) = drawn("twice", 12, 20);
    let twice: Vec<Vec<f64>> = columns.iter().chain(&columns).cloned().collect();
    let found = solved(&twice, &target);
    assert_optimal(&twice, &target, &found, "twice");
    let (alone, both) = (squares(&columns, &target, &solved(&columns, &target)), squares(&twice, &target, &found));
    assert!((alone - both).abs() < 1e-10, "{alone} {both}");
    assert_eq!(solved(&vec![vec![2.0; 5]; 4], &[1.0; 5]), [1.0, 0.0, 0.0, 0.0]);
    // A target that is one of the columns, and one far outside of all.
    assert_eq!(solved(&columns, &columns[7])[7], 1.0);
    assert_optimal(&columns, &[1e6; 20], &solved(&columns, &[1e6; 20]), "far");
}

#[test]
fn a_level_of_its_own_costs_nothing_with_an_intercept() {
    let (columns, target) = drawn("level", 15, 25);
    let higher: Vec<f64> = target.iter().map(|value| value + 1000.0).collect();
    let weights = |target: &[f64]| optimum(&LeastSquares::new(columns.clone(), target.to_vec(), Intercept::With));
    for (one, other) in weights(&target).iter().zip(weights(&higher)) {
        assert!((one - other).abs() < 1e-9, "{one} {other}");
    }
    // The same as columns and target around their own means.
    let centred = |row: &Vec<f64>| {
        let mean = row.iter().sum::<f64>() / row.len() as f64;
        row.iter().map(|value| value - mean).collect::<Vec<f64>>()
    };
    let around: Vec<Vec<f64>> = columns.iter().map(centred).collect();
    assert_optimal(&around, &centred(&target), &weights(&target), "around their means");
}
