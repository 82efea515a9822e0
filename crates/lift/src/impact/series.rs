//! The question: a series, what may explain it, and which of its rows are asked about.

use std::ops::Range;

use super::refusal::Refusal;
use super::regression::MAX_CONTROLS;

/// One series and its question.
///
/// - Shape: `outcome`, `masked` and each of `controls` have one value per row (a day), oldest first, no gaps.
/// - Unit: any; effects come in the outcome's unit.
/// - The rows before `post` are the pre-period; rows after it are not looked at.
/// - A non-finite outcome counts as masked. A control must be finite in every row up to the end of `post`.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// What may have been lifted.
    pub outcome: &'a [f64],
    /// Series that the cause did not touch.
    pub controls: &'a [&'a [f64]],
    /// Rows that count neither before nor after: sales, festivals.
    pub masked: &'a [bool],
    /// The post period: the rows whose effect is estimated.
    pub post: PostPeriod,
}

/// The post period: the rows whose effect is estimated, from `start` to before `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PostPeriod {
    /// The first of them.
    pub start: usize,
    /// One past the last of them.
    pub end: usize,
}

impl PostPeriod {
    /// The rows.
    #[must_use]
    pub const fn rows(self) -> Range<usize> {
        self.start..self.end
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

impl Series<'_> {
    /// Whether a row has an outcome that counts.
    pub(super) fn is_seen(&self, row: usize) -> bool {
        !self.masked[row] && self.outcome[row].is_finite()
    }

    /// Checks lengths, rows and gaps; the model checks the rest.
    pub(super) fn check(&self, min_rows: usize) -> Result<(), Refusal> {
        let rows = self.outcome.len();
        let PostPeriod { start, end } = self.post;
        if self.post.is_empty() || end > rows || start == 0 {
            return Err(Refusal::NoSuchRows { start, last: end.saturating_sub(1), rows });
        }
        self.check_lengths(rows)?;
        self.check_controls(end)?;
        let found = (0..start).filter(|row| self.is_seen(*row)).count();
        if found < min_rows {
            return Err(Refusal::TooFewRows { found, needed: min_rows });
        }
        if !self.post.rows().any(|row| self.is_seen(row)) {
            return Err(Refusal::NothingToMeasure);
        }
        Ok(())
    }

    fn check_lengths(&self, rows: usize) -> Result<(), Refusal> {
        let controls = self.controls.iter().enumerate().map(|(at, control)| (format!("control {at}"), control.len()));
        let uneven = std::iter::once(("the mask".to_owned(), self.masked.len())).chain(controls);
        match uneven.into_iter().find(|(_, found)| *found != rows) {
            Some((what, found)) => Err(Refusal::UnevenLengths { what, found, expected: rows }),
            None => Ok(()),
        }
    }

    fn check_controls(&self, end: usize) -> Result<(), Refusal> {
        if self.controls.len() > MAX_CONTROLS {
            return Err(Refusal::TooManyControls { found: self.controls.len(), most: MAX_CONTROLS });
        }
        let gap = |(at, control): (usize, &&[f64])| {
            let row = control[..end].iter().position(|value| !value.is_finite())?;
            Some(Refusal::GapInControl { control: at, row })
        };
        self.controls.iter().enumerate().find_map(gap).map_or(Ok(()), Err)
    }
}
