//! Small symmetric systems, as the regression of one sweep solves them.

/// The lower triangle of a positive definite matrix's factor, row by row.
#[derive(Debug, Clone)]
pub(super) struct Factor {
    size: usize,
    lower: Vec<f64>,
    /// The factor's diagonal, inverted: divisions are slow and every solve needs them.
    inverse_diagonal: Vec<f64>,
}

impl Factor {
    /// Of the matrix whose entries `entry(row, column)` gives; none when it is not positive definite.
    pub(super) fn of_matrix(size: usize, entry: impl Fn(usize, usize) -> f64) -> Option<Self> {
        let mut lower = vec![0.0; size * size];
        let mut inverse_diagonal = vec![0.0; size];
        for row in 0..size {
            for column in 0..=row {
                let (above, own) = lower.split_at(row * size);
                let left = if column == row { own } else { &above[column * size..] };
                let dot: f64 = own[..column].iter().zip(&left[..column]).map(|(one, other)| one * other).sum();
                let rest = entry(row, column) - dot;
                if column < row {
                    lower[row * size + column] = rest * inverse_diagonal[column];
                } else if rest > 0.0 && rest.is_finite() {
                    let root = rest.sqrt();
                    lower[row * size + row] = root;
                    inverse_diagonal[row] = 1.0 / root;
                } else {
                    return None;
                }
            }
        }
        Some(Self { size, lower, inverse_diagonal })
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.lower[row * self.size..row * self.size + row]
    }

    /// The logarithm of the matrix's determinant.
    pub(super) fn log_determinant(&self) -> f64 {
        -2.0 * self.inverse_diagonal.iter().map(|value| value.ln()).sum::<f64>()
    }

    /// Replaces `right` by the solution of `L x = right`.
    pub(super) fn solve_lower(&self, right: &mut [f64]) {
        for row in 0..self.size {
            let (known, open) = right.split_at_mut(row);
            let dot: f64 = self.row(row).iter().zip(known.iter()).map(|(one, other)| one * other).sum();
            open[0] = (open[0] - dot) * self.inverse_diagonal[row];
        }
    }

    /// Replaces `right` by the solution of `Lᵀ x = right`.
    pub(super) fn solve_upper(&self, right: &mut [f64]) {
        for row in (0..self.size).rev() {
            let value = right[row] * self.inverse_diagonal[row];
            right[row] = value;
            for (open, factor) in right[..row].iter_mut().zip(self.row(row)) {
                *open -= factor * value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MATRIX: [[f64; 3]; 3] = [[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]];

    #[test]
    fn both_solves_together_invert_the_matrix() {
        let factor = Factor::of_matrix(3, |row, column| MATRIX[row][column]).unwrap();
        let mut solution = [1.0, -2.0, 0.5];
        factor.solve_lower(&mut solution);
        factor.solve_upper(&mut solution);
        for (row, right) in MATRIX.iter().zip([1.0, -2.0, 0.5]) {
            let left: f64 = row.iter().zip(solution).map(|(one, other)| one * other).sum();
            assert!((left - right).abs() < 1e-12, "{left} is not {right}");
        }
        // 4(15 - 1) - 2(6 - 0.6) + 0.6(2 - 3)
        assert!((factor.log_determinant() - 44.6_f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn what_is_not_positive_definite_has_no_factor() {
        assert!(Factor::of_matrix(2, |_, _| 1.0).is_none());
        assert!(Factor::of_matrix(1, |_, _| f64::NAN).is_none());
    }
}
