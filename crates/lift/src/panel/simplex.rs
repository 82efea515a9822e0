//! Weights that are none below zero and sum to one, fitted by Frank-Wolfe steps with exact line search.
//!
//! Each step goes from the weights towards the one column that helps most. What a step changes is kept up to date instead of
//! being worked out again, so that it costs one pass over the columns and one over the rows, not one over the matrix.

use std::collections::HashMap;

use super::block::mean;

/// Products that one fit keeps, 32 MB of them; beyond, they are worked out at each step.
const PRODUCTS_KEPT: usize = 4 << 20;

/// What weights `w` are to minimise: `Σ(Σⱼ wⱼ·columnⱼ − target)²`.
pub(super) struct LeastSquares {
    pub(super) columns: Vec<Vec<f64>>,
    pub(super) target: Vec<f64>,
}

/// Whether the fit may be off by a constant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Intercept {
    With,
    Without,
}

/// What the steps also weigh, and when they end.
#[derive(Clone, Copy)]
pub(super) struct Steps {
    /// `ridge·Σw²` is added to the mean of squares.
    pub(super) ridge: f64,
    pub(super) max_steps: usize,
    /// A step that lowers the mean square by no more is the last one.
    pub(super) min_decrease: f64,
}

impl LeastSquares {
    /// `columns` and `target` are equally long.
    pub(super) fn new(mut columns: Vec<Vec<f64>>, mut target: Vec<f64>, intercept: Intercept) -> LeastSquares {
        if intercept == Intercept::With {
            columns.iter_mut().chain([&mut target]).for_each(|column| {
                let level = mean(column);
                column.iter_mut().for_each(|value| *value -= level);
            });
        }
        take_away_what_columns_share(&mut columns, &mut target);
        LeastSquares { columns, target }
    }

    /// The weights that steps from `start` lead to.
    pub(super) fn fit(&self, start: Vec<f64>, steps: Steps) -> Vec<f64> {
        let mut walk = Walk::from(self, start, steps.ridge * self.target.len() as f64);
        for step in 0..steps.max_steps {
            let decrease = walk.step() / self.target.len() as f64;
            // Two steps are always taken.
            if step > 0 && decrease <= steps.min_decrease {
                break;
            }
        }
        walk.weights
    }

    /// Fitted less target, by row.
    pub(super) fn residuals(&self, weights: &[f64]) -> Vec<f64> {
        let mut residuals: Vec<f64> = self.target.iter().map(|value| -value).collect();
        for (column, weight) in self.columns.iter().zip(weights).filter(|(_, weight)| **weight != 0.0) {
            residuals.iter_mut().zip(column).for_each(|(residual, value)| *residual += weight * value);
        }
        residuals
    }
}

/// Weights sum to one: what all columns and the target have in common, row by row, changes no residual and costs digits.
fn take_away_what_columns_share(columns: &mut [Vec<f64>], target: &mut [f64]) {
    for row in 0..target.len() {
        let shared = columns.iter().map(|column| column[row]).sum::<f64>() / columns.len() as f64;
        columns.iter_mut().for_each(|column| column[row] -= shared);
        target[row] -= shared;
    }
}

/// The weights on their way, with what follows from them.
struct Walk<'s> {
    squares: &'s LeastSquares,
    /// For the sum of squares.
    ridge: f64,
    weights: Vec<f64>,
    /// Fitted less target, by row.
    residuals: Vec<f64>,
    /// Each column times the residuals: half the slope, without the ridge.
    slopes: Vec<f64>,
    /// Half the slope with the ridge.
    ridged: Vec<f64>,
    /// By column that was stepped to: its product with each column, less that of the target.
    products: HashMap<usize, Vec<f64>>,
    /// Each column times the target.
    target_products: Vec<f64>,
}

impl<'s> Walk<'s> {
    fn from(squares: &'s LeastSquares, weights: Vec<f64>, ridge: f64) -> Self {
        let residuals = squares.residuals(&weights);
        let times = |vector: &[f64]| squares.columns.iter().map(|column| dot(column, vector)).collect::<Vec<f64>>();
        let (slopes, target_products) = (times(&residuals), times(&squares.target));
        let ridged = vec![0.0; slopes.len()];
        Self { squares, ridge, weights, residuals, slopes, ridged, products: HashMap::new(), target_products }
    }

    /// Steps towards the column of the steepest slope; by how much that lowered what is minimised.
    fn step(&mut self) -> f64 {
        let (squares, ridge) = (self.squares, self.ridge);
        for ((ridged, slope), weight) in self.ridged.iter_mut().zip(&self.slopes).zip(&self.weights) {
            *ridged = slope + ridge * weight;
        }
        let toward = place_of_least(&self.ridged);
        let steepness = dot(&self.ridged, &self.weights) - self.ridged[toward];
        let way_squares = dot(&self.weights, &self.weights) + 1.0 - 2.0 * self.weights[toward];
        let curvature = self.fitted_way_squares(&squares.columns[toward]) + ridge * way_squares;
        if curvature <= 0.0 {
            return 0.0;
        }
        let part = (steepness / curvature).clamp(0.0, 1.0);
        self.go(toward, part);
        part * (2.0 * steepness - part * curvature)
    }

    /// How far the fitted values are from a column.
    fn fitted_way_squares(&self, column: &[f64]) -> f64 {
        let way = column.iter().zip(&self.residuals).zip(&self.squares.target);
        way.map(|((value, residual), target)| (value - residual - target).powi(2)).sum()
    }

    /// Goes this part of the way to a column.
    fn go(&mut self, toward: usize, part: f64) {
        let (squares, kept) = (self.squares, 1.0 - part);
        let column = &squares.columns[toward];
        let products = self.products.remove(&toward).unwrap_or_else(|| self.products_with(column));
        self.weights.iter_mut().for_each(|weight| *weight *= kept);
        self.weights[toward] += part;
        // Both are linear in the weights: a mixture of what they were and what they are at the column alone.
        for ((residual, value), target) in self.residuals.iter_mut().zip(column).zip(&squares.target) {
            *residual = kept * *residual + part * (value - target);
        }
        for (slope, product) in self.slopes.iter_mut().zip(&products) {
            *slope = kept * *slope + part * *product;
        }
        if (self.products.len() + 1) * products.len() <= PRODUCTS_KEPT {
            self.products.insert(toward, products);
        }
    }

    /// The product of each column with this one, less that with the target.
    fn products_with(&self, column: &[f64]) -> Vec<f64> {
        let others = self.squares.columns.iter().zip(&self.target_products);
        others.map(|(other, target)| dot(other, column) - target).collect()
    }
}

/// The first place of the smallest value.
pub(super) fn place_of_least(values: &[f64]) -> usize {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    values.iter().position(|value| *value == least).unwrap_or(0)
}

/// Sums side by side, which a processor adds at once; always in the same order.
const LANES: usize = 8;

/// The product of two rows of the same length.
pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    let (left, left_rest) = left.as_chunks::<LANES>();
    let (right, right_rest) = right.as_chunks::<LANES>();
    let mut sums = [0.0; LANES];
    for (left, right) in left.iter().zip(right) {
        for lane in 0..LANES {
            sums[lane] += left[lane] * right[lane];
        }
    }
    let rest: f64 = left_rest.iter().zip(right_rest).map(|(left, right)| left * right).sum();
    sums.iter().sum::<f64>() + rest
}
