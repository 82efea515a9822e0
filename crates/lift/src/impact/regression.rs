//! Spike and slab: which columns explain the outcome, by how much, and how much noise is left.
//!
//! Coefficients and noise are integrated out while columns flip in and out, so that a flip never has to wait for a
//! coefficient to come by (George & McCulloch 1997, as in Scott & Varian 2014).

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use rand::Rng;

use super::chance::{Variance, happens, normal, uniform};
use super::cholesky::Factor;

/// The number of cached sets of columns at which the cache is cleared.
const MAX_SETS: usize = 4_096;
/// A cached set of columns is a bit mask in one word, in which columns that always take part need no bit.
pub(super) const MAX_CONTROLS: usize = 100;

/// The design: the columns with their priors.
#[derive(Debug, Clone)]
pub(super) struct Design {
    /// Each over all rows, those to be forecast included.
    pub(super) columns: Vec<Vec<f64>>,
    /// The probability that a column takes part; 1 for those that always do.
    pub(super) inclusion: Vec<f64>,
    /// `XᵀX` over the rows whose outcome is seen.
    gram: Vec<f64>,
    /// What the slab's precision is in units of the noise's.
    precision: Vec<f64>,
    /// How many outcomes are seen.
    seen: usize,
    pub(super) noise: Variance,
}

impl Design {
    /// The slab weighs as much as a hundredth of a row: `0.01 (½ XᵀX/n + ½ diag(XᵀX/n))` over `prior_rows` rows.
    ///
    /// `seen` says which of the rows have an outcome.
    pub(super) fn new(
        columns: Vec<Vec<f64>>,
        inclusion: Vec<f64>,
        seen: &[bool],
        prior_rows: usize,
        noise: Variance,
    ) -> Self {
        const ROWS_OF_THE_SLAB: f64 = 0.01;
        let size = columns.len();
        let product = |one: usize, other: usize, rows: &dyn Fn(usize) -> bool| -> f64 {
            let pairs = columns[one].iter().zip(&columns[other]).enumerate();
            pairs.filter(|(row, _)| rows(*row)).map(|(_, (one, other))| one * other).sum()
        };
        let is_seen = |row: usize| seen.get(row).copied().unwrap_or(false);
        let of_prior = |row: usize| row < prior_rows;
        let cells = || (0..size).flat_map(|row| (0..size).map(move |column| (row, column)));
        let gram = cells().map(|(row, column)| product(row, column, &is_seen)).collect();
        let precision = cells()
            .map(|(row, column)| {
                let weight = if row == column { 1.0 } else { 0.5 };
                ROWS_OF_THE_SLAB * weight * product(row, column, &of_prior) / prior_rows as f64
            })
            .collect();
        let seen = seen.iter().filter(|seen| **seen).count();
        Self { columns, inclusion, gram, precision, seen, noise }
    }

    fn size(&self) -> usize {
        self.columns.len()
    }
}

fn sums_of(columns: &[Vec<f64>], rows: Range<usize>) -> Vec<f64> {
    columns.iter().map(|column| column[rows.clone()].iter().sum()).collect()
}

/// The current state of the regression.
#[derive(Debug)]
pub(super) struct Regression<'d> {
    design: &'d Design,
    pub(super) included: Vec<bool>,
    /// Zero for those that do not take part.
    pub(super) coefficients: Vec<f64>,
    pub(super) noise: f64,
    factors: HashMap<u128, Option<Rc<Factors>>>,
    /// The columns' sums over the rows of the forecast.
    forecast_sums: Vec<f64>,
    order: Vec<usize>,
}

/// The matrices of one set of columns; they do not depend on the outcome.
#[derive(Debug)]
struct Factors {
    columns: Vec<usize>,
    posterior: Factor,
    /// Half the log determinants' difference, and the log prior of the set.
    log_weight: f64,
}

/// One set of columns against the outcome.
struct Fitted {
    factors: Rc<Factors>,
    /// `L⁻¹ Xᵀr`.
    half_solved: Vec<f64>,
    squares_left: f64,
    log_likelihood: f64,
}

impl<'d> Regression<'d> {
    /// Begins with the columns that always take part.
    pub(super) fn new(design: &'d Design, noise: f64, forecast: Range<usize>) -> Self {
        let included: Vec<bool> = design.inclusion.iter().map(|probability| *probability >= 1.0).collect();
        let order = (0..design.size()).filter(|column| design.inclusion[*column] < 1.0).collect();
        let coefficients = vec![0.0; design.size()];
        let forecast_sums = sums_of(&design.columns, forecast);
        Self { design, included, coefficients, noise, factors: HashMap::new(), forecast_sums, order }
    }

    /// One step: flips, then noise, then coefficients. `rest` is the outcome less everything else, over the rows before
    /// the forecast, zero where there is no outcome.
    pub(super) fn step(&mut self, rest: &[f64], rng: &mut impl Rng) {
        let products: Vec<f64> = (self.design.columns.iter())
            .map(|column| column.iter().zip(rest).map(|(value, rest)| value * rest).sum())
            .collect();
        let squares: f64 = rest.iter().map(|value| value * value).sum();
        let Some(mut now) = self.fit(&products, squares) else {
            return;
        };
        shuffle(&mut self.order, rng);
        for at in 0..self.order.len() {
            let column = self.order[at];
            self.included[column] = !self.included[column];
            match self.fit(&products, squares) {
                Some(other) if happens(other.log_likelihood - now.log_likelihood, rng) => now = other,
                _ => self.included[column] = !self.included[column],
            }
        }
        self.draw(now, rng);
    }

    fn draw(&mut self, fitted: Fitted, rng: &mut impl Rng) {
        self.noise = self.design.noise.after(self.design.seen, fitted.squares_left).draw(rng);
        let deviation = self.noise.sqrt();
        let mut solution = fitted.half_solved;
        solution.iter_mut().for_each(|value| *value += deviation * normal(rng));
        fitted.factors.posterior.solve_upper(&mut solution);
        self.coefficients.fill(0.0);
        for (column, value) in fitted.factors.columns.iter().zip(solution) {
            self.coefficients[*column] = value;
        }
    }

    fn fit(&mut self, products: &[f64], squares: f64) -> Option<Fitted> {
        let factors = self.factors_of_included()?;
        let mut half_solved: Vec<f64> = factors.columns.iter().map(|column| products[*column]).collect();
        factors.posterior.solve_lower(&mut half_solved);
        let explained: f64 = half_solved.iter().map(|value| value * value).sum();
        let squares_left = (squares - explained).max(0.0);
        let after = self.design.noise.after(self.design.seen, squares_left);
        let log_likelihood = factors.log_weight - after.shape * after.rate.ln();
        Some(Fitted { factors, half_solved, squares_left, log_likelihood })
    }

    fn factors_of_included(&mut self) -> Option<Rc<Factors>> {
        let chances = self.included.iter().zip(&self.design.inclusion).filter(|(_, probability)| **probability < 1.0);
        let key = chances.fold(0, |key, (included, _)| key << 1 | u128::from(*included));
        if let Some(known) = self.factors.get(&key) {
            return known.clone();
        }
        if self.factors.len() >= MAX_SETS {
            self.factors.clear();
        }
        let factors = Factors::new(self.design, &self.included).map(Rc::new);
        self.factors.insert(key, factors.clone());
        factors
    }

    /// The sum of the fitted values over the rows of the forecast.
    pub(super) fn sum_of_fitted(&self) -> f64 {
        self.coefficients.iter().zip(&self.forecast_sums).map(|(coefficient, sum)| coefficient * sum).sum()
    }

    /// Adds the fitted value of each row.
    pub(super) fn add_fitted(&self, rows: Range<usize>, to: &mut [f64]) {
        for (column, coefficient) in self.design.columns.iter().zip(&self.coefficients) {
            if *coefficient != 0.0 {
                to.iter_mut().zip(&column[rows.clone()]).for_each(|(sum, value)| *sum += coefficient * value);
            }
        }
    }
}

impl Factors {
    fn new(design: &Design, included: &[bool]) -> Option<Self> {
        let size = design.size();
        let columns: Vec<usize> = (0..size).filter(|column| included[*column]).collect();
        let at = |row: usize, column: usize| columns[row] * size + columns[column];
        let prior = Factor::of_matrix(columns.len(), |row, column| design.precision[at(row, column)])?;
        let posterior = Factor::of_matrix(columns.len(), |row, column| {
            design.precision[at(row, column)] + design.gram[at(row, column)]
        })?;
        let chances = design.inclusion.iter().zip(included).filter(|(probability, _)| **probability < 1.0);
        let log_prior: f64 = chances
            .map(|(probability, included)| if *included { probability.ln() } else { (-probability).ln_1p() })
            .sum();
        let log_weight = log_prior + 0.5 * (prior.log_determinant() - posterior.log_determinant());
        Some(Self { columns, posterior, log_weight })
    }
}

fn shuffle(order: &mut [usize], rng: &mut impl Rng) {
    for last in (1..order.len()).rev() {
        order.swap(last, (rng.next_u64() % (last as u64 + 1)) as usize);
    }
}

/// Coefficients and noise as the prior has them, for drawing worlds in which the model is true.
pub(super) fn from_prior(design: &Design, rng: &mut impl Rng) -> Option<(Vec<f64>, f64)> {
    let included: Vec<bool> = design.inclusion.iter().map(|chance| *chance >= 1.0 || uniform(rng) < *chance).collect();
    let size = design.size();
    let columns: Vec<usize> = (0..size).filter(|column| included[*column]).collect();
    let factor =
        Factor::of_matrix(columns.len(), |row, column| design.precision[columns[row] * size + columns[column]])?;
    let noise = design.noise.draw(rng);
    let mut values: Vec<f64> = columns.iter().map(|_| noise.sqrt() * normal(rng)).collect();
    factor.solve_upper(&mut values);
    let mut coefficients = vec![0.0; size];
    columns.iter().zip(values).for_each(|(column, value)| coefficients[*column] = value);
    Some((coefficients, noise))
}
