//! Problems that the data checks can find, each with a sentence that says what to do.

/// What the data cannot carry.
#[derive(Debug, Clone, PartialEq)]
pub enum DataProblem {
    /// Too short a time before.
    ShortBefore {
        /// Rows that count before the post period.
        found: usize,
        /// Rows that are needed for it.
        needed: usize,
    },
    /// The outcome is zero on too many days.
    MostlyZero {
        /// Rows before with an outcome other than zero.
        found: usize,
        /// Rows before.
        of: usize,
    },
    /// The outcome moved to another level before the campaign, and stayed there.
    LevelBreak {
        /// The first row at the new level.
        row: usize,
        /// The change, as a share of the level before.
        change: f64,
    },
    /// A control moved to another level when the post period began.
    ControlMoved {
        /// Which control.
        control: usize,
        /// The change, as a share of the level before.
        change: f64,
    },
    /// Controls leapt for a few days in the post period: a sale or a festival.
    Event {
        /// The first of these rows.
        first: usize,
        /// The last of them.
        last: usize,
        /// How much above (or below) its usual the control was, as a share.
        change: f64,
    },
}

impl DataProblem {
    /// The sentence: what was found and what to do.
    #[must_use]
    pub fn sentence(&self, row: impl Fn(usize) -> String, control: impl Fn(usize) -> String) -> String {
        let percent = |change: &f64| format!("{:+.0} %", change * 100.0);
        match self {
            Self::ShortBefore { found, needed } => format!(
                "Only {found} usable days lie before the campaign; {needed} are needed. Add earlier data, choose a shorter \
                 campaign or tail, or unmask days."
            ),
            Self::MostlyZero { found, of } => format!(
                "Only {found} of the {of} days before have sales; 80 % are needed. Ask about a larger brand, or about weeks \
                 instead of days."
            ),
            Self::LevelBreak { row: at, change } => format!(
                "The sales moved to another level on {} ({}) and stayed there. Mask the days before it, or begin the data \
                 there.",
                row(*at),
                percent(change)
            ),
            Self::ControlMoved { control: at, change } => format!(
                "Control {} moved ({}) when the campaign began: the campaign touched it, or something else happened to \
                 both. Leave it out, or mask those days.",
                control(*at),
                percent(change)
            ),
            Self::Event { first, last, change } => format!(
                "From {} to {} the controls were far from their usual ({}): a sale or a festival inside the campaign. Mask \
                 those days.",
                row(*first),
                row(*last),
                percent(change)
            ),
        }
    }
}
