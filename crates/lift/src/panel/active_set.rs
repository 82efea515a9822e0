//! Weights that are none below zero and sum to one, at the exact optimum, by an active set.
//!
//! Most weights of a synthetic control are zero, so the search goes from one small set of columns to the next: solve for the set
//! as if weights could be negative, go there as far as the first weight that reaches zero, drop that column, and when nothing
//! drops add the column that helps most. Each set is better than the one before, so none comes twice and the search ends.

use super::simplex::{LeastSquares, dot, place_of_least};

/// A multiplier above minus this part of the largest product of columns and residuals is zero but for rounding.
const ZERO_MULTIPLIER: f64 = 1e-12;
/// A column of which no more than this part lies outside the plane of the others adds nothing to them.
const DEPENDENT: f64 = 1e-10;

/// The weights that minimise the squares, without any ridge.
pub(super) fn optimum(squares: &LeastSquares) -> Vec<f64> {
    let mut search = Search::at_best_vertex(squares);
    loop {
        let squares_before = search.descend();
        let Some(column) = search.most_negative_multiplier() else { break };
        if !search.basis.push(squares, column) || search.descend() >= squares_before {
            break;
        }
    }
    search.weights
}

/// Weights on their way to the optimum.
struct Search<'s> {
    squares: &'s LeastSquares,
    /// Of all columns; zero of those outside the basis.
    weights: Vec<f64>,
    basis: Basis,
    /// The length of the longest column.
    longest: f64,
}

impl<'s> Search<'s> {
    /// All weight on the column that is nearest to the target.
    fn at_best_vertex(squares: &'s LeastSquares) -> Self {
        let way = |column: &Vec<f64>| -> f64 {
            column.iter().zip(&squares.target).map(|(value, target)| (value - target).powi(2)).sum()
        };
        let ways: Vec<f64> = squares.columns.iter().map(way).collect();
        let nearest = place_of_least(&ways);
        let mut weights = vec![0.0; squares.columns.len()];
        weights[nearest] = 1.0;
        let longest = squares.columns.iter().map(|column| dot(column, column)).fold(0.0, f64::max).sqrt();
        Self { squares, weights, basis: Basis::of(squares, &[nearest]), longest }
    }

    /// Goes to the optimum of the basis, or of what is left of it where weights reach zero on the way; the squares there.
    fn descend(&mut self) -> f64 {
        loop {
            let residuals = self.squares.residuals(&self.weights);
            let way = self.basis.way_to_optimum(&residuals);
            let steps = self.basis.columns.iter().zip(way);
            let to_zero =
                |(column, step): (&usize, f64)| (step < 0.0).then(|| (self.weights[*column] / -step, *column));
            let first = steps.clone().filter_map(to_zero).filter(|(part, _)| *part < 1.0);
            let first = first.min_by(|left, right| left.0.total_cmp(&right.0));
            let part = first.map_or(1.0, |(part, _)| part);
            for (column, step) in steps {
                self.weights[*column] = (self.weights[*column] + part * step).max(0.0);
            }
            let Some((_, dropped)) = first else { break };
            self.weights[dropped] = 0.0;
            let kept: Vec<usize> = self.basis.columns.iter().copied().filter(|column| *column != dropped).collect();
            self.basis = Basis::of(self.squares, &kept);
        }
        let residuals = self.squares.residuals(&self.weights);
        dot(&residuals, &residuals)
    }

    /// The column outside the basis whose weight lowers the squares most when it rises from zero; none at the optimum.
    fn most_negative_multiplier(&self) -> Option<usize> {
        let residuals = self.squares.residuals(&self.weights);
        let slopes: Vec<f64> = self.squares.columns.iter().map(|column| dot(column, &residuals)).collect();
        // At the optimum of the basis all its slopes are the same: the multiplier of the sum.
        let of_sum = dot(&slopes, &self.weights);
        let zero = ZERO_MULTIPLIER * self.longest * self.longest.max(dot(&residuals, &residuals).sqrt());
        let outside = slopes.iter().enumerate().filter(|(column, _)| !self.basis.columns.contains(column));
        let least = outside.min_by(|left, right| left.1.total_cmp(right.1));
        least.filter(|(_, slope)| *slope - of_sum < -zero).map(|(column, _)| column)
    }
}

/// Columns none of which lies in the plane of the others, by an orthonormal basis of their differences from the first.
struct Basis {
    columns: Vec<usize>,
    directions: Vec<Vec<f64>>,
    /// For each difference how much of each direction up to its own it holds.
    parts: Vec<Vec<f64>>,
}

impl Basis {
    fn of(squares: &LeastSquares, columns: &[usize]) -> Self {
        let mut basis = Self { columns: Vec::new(), directions: Vec::new(), parts: Vec::new() };
        for column in columns {
            basis.push(squares, *column);
        }
        basis
    }

    /// Adds a column; whether it lies outside the plane of those that are in.
    fn push(&mut self, squares: &LeastSquares, column: usize) -> bool {
        if let Some(first) = self.columns.first() {
            let pairs = squares.columns[column].iter().zip(&squares.columns[*first]);
            let mut rest: Vec<f64> = pairs.map(|(value, first)| value - first).collect();
            let length = dot(&rest, &rest).sqrt();
            let mut parts = vec![0.0; self.directions.len()];
            // The second pass takes away what rounding left of the first.
            for _ in 0..2 {
                for (direction, part) in self.directions.iter().zip(&mut parts) {
                    let along = dot(direction, &rest);
                    *part += along;
                    rest.iter_mut().zip(direction).for_each(|(rest, value)| *rest -= along * value);
                }
            }
            let outside = dot(&rest, &rest).sqrt();
            if outside <= DEPENDENT * length {
                return false;
            }
            rest.iter_mut().for_each(|value| *value /= outside);
            parts.push(outside);
            self.directions.push(rest);
            self.parts.push(parts);
        }
        self.columns.push(column);
        true
    }

    /// By how much the weight of each column changes on the way to the optimum of the basis; the changes sum to zero.
    fn way_to_optimum(&self, residuals: &[f64]) -> Vec<f64> {
        let mut way: Vec<f64> = self.directions.iter().map(|direction| -dot(direction, residuals)).collect();
        for at in (0..way.len()).rev() {
            way[at] /= self.parts[at][at];
            let (below, own) = way.split_at_mut(at);
            below.iter_mut().zip(&self.parts[at]).for_each(|(open, part)| *open -= part * own[0]);
        }
        way.insert(0, -way.iter().sum::<f64>());
        way
    }
}
