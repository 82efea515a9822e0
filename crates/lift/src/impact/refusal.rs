//! Why there is no estimate.

use super::data_problem::DataProblem;

/// Why there is no estimate. Each message says what to do.
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
        /// The value found.
        found: String,
        /// What is accepted.
        expected: &'static str,
    },
    /// The data cannot carry the question. Rows and controls are counted from 0.
    #[error("{}", in_words(problems))]
    UnsuitableData {
        /// Each reason.
        problems: Vec<DataProblem>,
    },
    /// The estimate was cancelled.
    #[error("the estimate was cancelled.")]
    Cancelled,
}

/// One sentence for each reason, with what to do.
fn in_words(problems: &[DataProblem]) -> String {
    let sentence = |problem: &DataProblem| problem.sentence(|row| format!("row {row}"), |control| control.to_string());
    problems.iter().map(sentence).collect::<Vec<String>>().join(" ")
}
