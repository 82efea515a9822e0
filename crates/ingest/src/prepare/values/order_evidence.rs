//! What the cells of a column show about the order of day and month.

use super::{Example, written_day::WrittenDay};

/// Rows with one way of writing, and the first of them.
pub(super) type Counted = Option<(u64, Example)>;

pub(super) fn count(counted: &mut Counted, line: u64, cell: &str) {
    counted.get_or_insert_with(|| (0, Example::new(line, cell))).0 += 1;
}

/// Cells of three numbers, by what they show about the order of day and month.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderEvidence {
    /// Days in both orders, and two different ones.
    pub(super) open: Counted,
    /// Days only when the day comes first.
    pub(super) day_first: Counted,
    /// Days only when the month comes first.
    pub(super) month_first: Counted,
}

impl OrderEvidence {
    /// Takes a cell of three numbers.
    pub(super) fn add(&mut self, line: u64, cell: &str, written: WrittenDay) {
        match (written.day_first(), written.month_first()) {
            (Some(_), None) => count(&mut self.day_first, line, cell),
            (None, Some(_)) => count(&mut self.month_first, line, cell),
            (Some(one), Some(other)) if one != other => count(&mut self.open, line, cell),
            _ => {}
        }
    }

    pub(super) fn with(&self, other: &Self) -> Self {
        Self {
            open: sum(&self.open, &other.open),
            day_first: sum(&self.day_first, &other.day_first),
            month_first: sum(&self.month_first, &other.month_first),
        }
    }
}

/// Both together; the example is the first in the file.
fn sum(one: &Counted, other: &Counted) -> Counted {
    match (one, other) {
        (Some((a, first)), Some((b, second))) => {
            let example = if first.line <= second.line { first } else { second };
            Some((a + b, example.clone()))
        }
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}
