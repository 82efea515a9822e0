//! Estimates whose errors are shared, and the inverse of their covariance in linear time.

use super::refusal::PoolError;

/// One estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Measured {
    /// The estimate.
    pub value: f64,
    /// Its standard deviation, above zero, in the same unit.
    pub sd: f64,
    /// Estimates with the same number share a part of their error.
    pub group: usize,
    /// What was expected without the effect, zero or more, in the same unit: an error of the expectation moves the estimate
    /// by it.
    pub expected: f64,
}

/// How much of the errors is shared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SharedError {
    /// The correlation of errors within a group, 0 to below 1.
    pub within_group: f64,
    /// By which part all expectations may be off together, 0 to 1.
    pub of_expected: f64,
}

impl SharedError {
    /// What simulated brands show: 0.3 within a group, 2 % of every expectation.
    pub const USUAL: Self = Self { within_group: 0.3, of_expected: 0.02 };
    /// Errors that have nothing to do with one another.
    pub const NONE: Self = Self { within_group: 0.0, of_expected: 0.0 };
}

/// `S`, kept by its parts: a diagonal, a column for each group and a column of all.
#[derive(Debug, Clone)]
pub(super) struct Covariance {
    own: Vec<f64>,
    of_group: Vec<f64>,
    of_all: Vec<f64>,
    group: Vec<usize>,
    groups: usize,
}

impl Covariance {
    /// # Errors
    /// [`PoolError`] for no estimate and for values out of their range.
    pub(super) fn new(measured: &[Measured], shared: SharedError) -> Result<Self, PoolError> {
        check(measured, shared)?;
        let SharedError { within_group, of_expected } = shared;
        let mut names: Vec<usize> = measured.iter().map(|one| one.group).collect();
        names.sort_unstable();
        names.dedup();
        let group = measured.iter().map(|one| names.partition_point(|name| *name < one.group)).collect();
        Ok(Self {
            own: measured.iter().map(|one| (1.0 - within_group) * one.sd.powi(2)).collect(),
            of_group: measured.iter().map(|one| within_group.sqrt() * one.sd).collect(),
            of_all: measured.iter().map(|one| of_expected * one.expected).collect(),
            group,
            groups: names.len(),
        })
    }

    /// The variance of the sum of all.
    pub(super) fn of_sum(&self) -> f64 {
        let of_group = self.by_group(|at| self.of_group[at]);
        let squares: f64 = of_group.iter().map(|sum| sum.powi(2)).sum();
        self.own.iter().sum::<f64>() + squares + self.of_all.iter().sum::<f64>().powi(2)
    }

    /// The inverse of `S + τ²·I`, factored: by Sherman and Morrison group by group, then once for all.
    pub(super) fn inverse(&self, tau: f64) -> Inverse<'_> {
        let diagonal: Vec<f64> = self.own.iter().map(|own| own + tau.powi(2)).collect();
        let group_load = self.by_group(|at| self.of_group[at].powi(2) / diagonal[at]);
        let mut inverse = Inverse { of: self, diagonal, group_load, all: Vec::new(), all_load: 0.0 };
        inverse.all = inverse.within_groups(&self.of_all);
        inverse.all_load = dot(&self.of_all, &inverse.all);
        inverse
    }

    fn by_group(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sums = vec![0.0; self.groups];
        self.group.iter().enumerate().for_each(|(at, group)| sums[*group] += value(at));
        sums
    }
}

/// `(S + τ²·I)⁻¹`.
pub(super) struct Inverse<'c> {
    of: &'c Covariance,
    diagonal: Vec<f64>,
    group_load: Vec<f64>,
    /// The column of all, with the groups' part of the inverse on it.
    all: Vec<f64>,
    all_load: f64,
}

impl Inverse<'_> {
    /// The inverse times a vector.
    pub(super) fn times(&self, values: &[f64]) -> Vec<f64> {
        let mut product = self.within_groups(values);
        let shared = dot(&self.of.of_all, &product) / (1.0 + self.all_load);
        product.iter_mut().zip(&self.all).for_each(|(value, all)| *value -= shared * all);
        product
    }

    /// Its diagonal.
    pub(super) fn diagonal(&self) -> Vec<f64> {
        let one = |(at, diagonal): (usize, &f64)| {
            let column = self.of.of_group[at] / diagonal;
            let group = column.powi(2) / (1.0 + self.group_load[self.of.group[at]]);
            diagonal.recip() - group - self.all[at].powi(2) / (1.0 + self.all_load)
        };
        self.diagonal.iter().enumerate().map(one).collect()
    }

    /// The logarithm of the determinant of `S + τ²·I`.
    pub(super) fn log_determinant(&self) -> f64 {
        let own: f64 = self.diagonal.iter().map(|value| value.ln()).sum();
        own + self.group_load.iter().map(|load| load.ln_1p()).sum::<f64>() + self.all_load.ln_1p()
    }

    fn within_groups(&self, values: &[f64]) -> Vec<f64> {
        let Covariance { of_group, group, .. } = self.of;
        let sums = self.of.by_group(|at| of_group[at] * values[at] / self.diagonal[at]);
        let one = |at: usize| {
            let shared = sums[group[at]] / (1.0 + self.group_load[group[at]]);
            (values[at] - of_group[at] * shared) / self.diagonal[at]
        };
        (0..values.len()).map(one).collect()
    }
}

pub(super) fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn check(measured: &[Measured], shared: SharedError) -> Result<(), PoolError> {
    if measured.is_empty() {
        return Err(PoolError::Nothing);
    }
    let setting = |what, found, expected| Err(PoolError::Setting { what, found, expected });
    if !(0.0..1.0).contains(&shared.within_group) {
        return setting("the correlation within a group", shared.within_group, "0 to below 1");
    }
    if !(0.0..=1.0).contains(&shared.of_expected) {
        return setting("the shared error of expectations", shared.of_expected, "0 to 1");
    }
    for (at, one) in measured.iter().enumerate() {
        let bad = |what, found, expected| Err(PoolError::BadValue { at, what, found, expected });
        if !one.value.is_finite() {
            return bad("its value", one.value, "a finite number");
        }
        if !(one.sd.is_finite() && one.sd > 0.0) {
            return bad("its standard deviation", one.sd, "a finite number above 0");
        }
        if !(one.expected.is_finite() && one.expected >= 0.0) {
            return bad("what was expected", one.expected, "a finite number, 0 or more");
        }
    }
    Ok(())
}
