//! The outcomes of one estimate: untreated and treated units, before and after. A placebo is a block of the same rows.

/// Rows of outcomes by unit, each oldest first and equally long.
pub(super) struct Block<'p> {
    pub(super) untreated: Vec<&'p [f64]>,
    pub(super) treated: Vec<&'p [f64]>,
    /// Times before the treatment starts.
    pub(super) before: usize,
}

impl<'p> Block<'p> {
    /// The block in which these of the untreated units are taken for treated; the treated ones are left out.
    pub(super) fn placebo(&self, treated: &[usize]) -> Block<'p> {
        let others = (0..self.untreated.len()).filter(|unit| !treated.contains(unit));
        Block {
            untreated: others.map(|unit| self.untreated[unit]).collect(),
            treated: treated.iter().map(|unit| self.untreated[*unit]).collect(),
            before: self.before,
        }
    }

    pub(super) fn times_after(&self) -> usize {
        self.treated.first().map_or(0, |row| row.len() - self.before)
    }

    /// How much an untreated unit moves from one time before the start to the next: the standard deviation of all their steps.
    pub(super) fn noise(&self) -> f64 {
        let steps = |row: &&[f64]| row[..self.before].windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<f64>>();
        let steps: Vec<f64> = self.untreated.iter().flat_map(steps).collect();
        let mean = mean(&steps);
        let squares: f64 = steps.iter().map(|step| (step - mean).powi(2)).sum();
        if steps.len() < 2 { 0.0 } else { (squares / (steps.len() - 1) as f64).sqrt() }
    }

    /// The mean of the treated units at a time.
    pub(super) fn treated_at(&self, time: usize) -> f64 {
        self.treated.iter().map(|row| row[time]).sum::<f64>() / self.treated.len() as f64
    }
}

/// The mean; zero of nothing.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}
