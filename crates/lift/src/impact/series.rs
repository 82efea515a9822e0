//! The question: a series, what may explain it, and which of its rows are asked about; and why there may be no answer.

use std::ops::Range;

use super::data_checks::Doubt;
use super::regression::COLUMNS_MOST;

/// One series and its question.
///
/// - Shape: `outcome`, `masked` and each of `controls` have one value per row (a day), oldest first, no gaps.
/// - Unit: any; effects come in the outcome's unit.
/// - The rows before `post` are the pre-period; rows after it are not looked at.
/// - An outcome that is not finite counts as masked. A control must be finite in every row up to the end of `post`.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// What may have been lifted.
    pub outcome: &'a [f64],
    /// Series that the cause did not touch.
    pub controls: &'a [&'a [f64]],
    /// Rows that count neither before nor after: sales, festivals.
    pub masked: &'a [bool],
    /// The rows whose effect is asked for.
    pub post: PostPeriod,
}

/// The rows whose effect is asked for: from `start` to before `end`.
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

/// Why there is no estimate. Each says what to do.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    /// The question is not one about this series.
    #[error(
        "the post period is rows {start} to {last}, but the series has {rows} rows. Choose rows within it, with some before them."
    )]
    NoSuchRows {
        /// First row asked for.
        start: usize,
        /// Last row asked for.
        last: usize,
        /// Rows there are.
        rows: usize,
    },
    /// A series beside the outcome has another length.
    #[error("{what} has {found} values, the outcome {expected}. Give one value for each row.")]
    UnevenLengths {
        /// Which series.
        what: String,
        /// Values it has.
        found: usize,
        /// Rows of the outcome.
        expected: usize,
    },
    /// A control has a gap.
    #[error("control {control} has no number in row {row}. Fill the gap or leave this control out.")]
    GapInControl {
        /// Which control, from 0.
        control: usize,
        /// Which row, from 0.
        row: usize,
    },
    /// Too many controls for one regression.
    #[error("{found} controls were given; at most {most} can be weighed against one another. Choose the closest ones.")]
    TooManyControls {
        /// Controls given.
        found: usize,
        /// Controls accepted.
        most: usize,
    },
    /// Nothing was seen before, or nothing after.
    #[error(
        "{found} usable rows lie before the post period; at least {needed} are needed. Begin later, or add earlier data."
    )]
    TooFewRows {
        /// Unmasked rows with an outcome.
        found: usize,
        /// Rows needed.
        needed: usize,
    },
    /// Every row of the post period is masked.
    #[error("every row of the post period is masked or empty. Unmask some, or choose a longer period.")]
    NothingToMeasure,
    /// The pre-period does not vary.
    #[error(
        "the outcome is the same in every row before the post period, so nothing says how much it varies. Choose a series that varies."
    )]
    Constant,
    /// Numbers that doubles cannot carry through.
    #[error(
        "the values are too large, too small or too far apart to compute with. Use another unit, such as thousands."
    )]
    OutOfScale,
    /// Settings that make no sense.
    #[error("{what} is {found}; expected {expected}.")]
    Setting {
        /// Which setting.
        what: &'static str,
        /// As given.
        found: String,
        /// What is accepted.
        expected: &'static str,
    },
    /// The data cannot carry the question. Rows and controls are counted from 0.
    #[error("{}", in_words(doubts))]
    Doubtful {
        /// Each reason.
        doubts: Vec<Doubt>,
    },
    /// Somebody stopped it.
    #[error("the estimate was cancelled.")]
    Cancelled,
}

/// One sentence for each reason, with what to do.
fn in_words(doubts: &[Doubt]) -> String {
    let sentence = |doubt: &Doubt| doubt.sentence(|row| format!("row {row}"), |control| control.to_string());
    doubts.iter().map(sentence).collect::<Vec<String>>().join(" ")
}

impl Series<'_> {
    /// Whether a row has an outcome that counts.
    pub(super) fn is_seen(&self, row: usize) -> bool {
        !self.masked[row] && self.outcome[row].is_finite()
    }

    /// Checks everything but what only a model can judge.
    pub(super) fn check(&self, rows_least: usize) -> Result<(), Refusal> {
        let rows = self.outcome.len();
        let PostPeriod { start, end } = self.post;
        if self.post.is_empty() || end > rows || start == 0 {
            return Err(Refusal::NoSuchRows { start, last: end.saturating_sub(1), rows });
        }
        self.check_lengths(rows)?;
        self.check_controls(end)?;
        let found = (0..start).filter(|row| self.is_seen(*row)).count();
        if found < rows_least {
            return Err(Refusal::TooFewRows { found, needed: rows_least });
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
        // The intercept and the days of the week take their part of the columns.
        const MOST: usize = COLUMNS_MOST - 32;
        if self.controls.len() > MOST {
            return Err(Refusal::TooManyControls { found: self.controls.len(), most: MOST });
        }
        let gap = |(at, control): (usize, &&[f64])| {
            let row = control[..end].iter().position(|value| !value.is_finite())?;
            Some(Refusal::GapInControl { control: at, row })
        };
        self.controls.iter().enumerate().find_map(gap).map_or(Ok(()), Err)
    }
}
