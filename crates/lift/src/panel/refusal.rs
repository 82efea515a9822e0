//! Why a panel gives no estimate, or an estimate no p-value: what was found and what to do.

use super::{MIN_UNTREATED, UNTREATED_FOR_FIVE_PERCENT, method::Method};

/// Why a panel gives no estimate.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum PanelError {
    /// Nothing at all.
    #[error("the panel has no rows. Give one row for each unit and time.")]
    Empty,
    /// No number, or none that is finite.
    #[error("unit \"{unit}\" at time \"{time}\" has the outcome {found}, expected a finite number. Correct it.")]
    NotFinite {
        /// The unit's name.
        unit: String,
        /// The time's name.
        time: String,
        /// The outcome.
        found: f64,
    },
    /// Two rows for one cell.
    #[error("unit \"{unit}\" has time \"{time}\" more than once. Keep one row for each unit and time, or add them up.")]
    Repeated {
        /// The unit's name.
        unit: String,
        /// The time's name.
        time: String,
    },
    /// A cell without an outcome.
    #[error(
        "the panel is not balanced: unit \"{unit}\" has no outcome at time \"{time}\" ({missing} of {cells} cells are missing). \
         Add what is missing, or leave out the units or times that have gaps."
    )]
    Unbalanced {
        /// The first unit with a gap.
        unit: String,
        /// Its first gap.
        time: String,
        /// Gaps in all.
        missing: usize,
        /// Units times times.
        cells: usize,
    },
    /// No unit is ever treated.
    #[error("no unit is treated. Mark the treated units with 1 from the time on at which the treatment starts.")]
    NoTreated,
    /// Every unit is treated.
    #[error("all {units} units are treated: nothing is left to compare with. Add units that were never treated.")]
    NoUntreated {
        /// How many.
        units: usize,
    },
    /// Nothing is known from before.
    #[error("unit \"{unit}\" is treated from the first time \"{time}\" on. Add times before the treatment started.")]
    TreatedFromTheFirst {
        /// The unit's name.
        unit: String,
        /// The first time.
        time: String,
    },
    /// Not one block.
    #[error(
        "the treatment starts at different times: unit \"{unit}\" at \"{time}\", unit \"{other}\" at \"{other_time}\". Use the \
         method cs, or keep the treated units of one start and all untreated units."
    )]
    DifferentStarts {
        /// A treated unit.
        unit: String,
        /// Where its treatment starts.
        time: String,
        /// Another.
        other: String,
        /// Where that one's starts.
        other_time: String,
    },
    /// Treated, then not.
    #[error(
        "unit \"{unit}\" is treated before time \"{time}\" but not then. Leave out the times after the treatment ended."
    )]
    TreatmentEnds {
        /// The unit's name.
        unit: String,
        /// The first time without treatment after it began.
        time: String,
    },
    /// Weights would fit anything.
    #[error(
        "{} needs at least {MIN_UNTREATED} untreated units, found {found}. Add untreated units, or use the method did.",
        .method.label()
    )]
    TooFewUntreated {
        /// The method that was asked for.
        method: Method,
        /// Untreated units.
        found: usize,
    },
    /// How much outcomes move by themselves cannot be determined.
    #[error(
        "{} needs at least 2 times before the treatment starts, found {found}. Add earlier times, or use the method did.",
        .method.label()
    )]
    TooFewTimesBefore {
        /// The method that was asked for.
        method: Method,
        /// Times before the start.
        found: usize,
    },
    /// Overflow on the way back to the outcome's unit.
    #[error("the effect is larger than a number can be. Give the outcome in a larger unit, such as millions.")]
    BeyondNumbers,
}

/// Why a part of an estimate is not reported.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum Withheld {
    /// No placebo has anything to be compared with.
    #[error(
        "a standard error needs more untreated than treated units and at least 2: found {untreated} untreated and {treated} treated."
    )]
    NoPlacebos {
        /// Untreated units.
        untreated: usize,
        /// Treated units.
        treated: usize,
    },
    /// Ranks among so few say nothing.
    #[error(
        "with {units} units the smallest possible p-value is 1/{units}: a p-value needs at least {MIN_UNTREATED} untreated units, and \
         {UNTREATED_FOR_FIVE_PERCENT} to be below 0.05."
    )]
    TooFewToRank {
        /// All units.
        units: usize,
    },
    /// Ranks are of single units.
    #[error("the treated unit is ranked among the untreated ones only where one unit is treated; here {treated} are.")]
    SeveralTreated {
        /// Treated units.
        treated: usize,
    },
    /// Residuals are not alike.
    #[error(
        "a conformal p-value takes all times alike, and synthetic difference in differences weighs them. Use the method sc or did."
    )]
    TimesAreWeighed,
    /// How much a single unit varies cannot be determined.
    #[error(
        "a standard error needs at least 2 units in every group that starts together and 2 that are never treated: found {treated} \
         and {never_treated}."
    )]
    TooFewToVary {
        /// Units of the smallest group.
        treated: usize,
        /// Units that are never treated.
        never_treated: usize,
    },
}
