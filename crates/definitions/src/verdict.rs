//! The colour of a ROAS, as a word.

use crate::value::Value;

/// Where an influencer stands against break-even and against the selection's own ROAS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Below break-even.
    Loses,
    /// From break-even up to the selection's ROAS.
    Earns,
    /// Above break-even and above the selection's ROAS.
    Above,
    /// No spend, so no ROAS.
    NotPaid,
}

impl Verdict {
    /// Every verdict, worst first.
    pub const ALL: [Self; 4] = [Self::Loses, Self::Earns, Self::Above, Self::NotPaid];

    /// The verdict on an influencer's ROAS inside a selection with this ROAS.
    pub fn from_roas(own: Value, selection: Value) -> Self {
        match (own, selection) {
            (Value::Quotient(own), _) if own < 1.0 => Self::Loses,
            (Value::Quotient(own), Value::Quotient(selection)) if own > selection => Self::Above,
            (Value::Quotient(_), _) => Self::Earns,
            _ => Self::NotPaid,
        }
    }

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Loses => "loses",
            Self::Earns => "earns",
            Self::Above => "above",
            Self::NotPaid => "not_paid",
        }
    }

    /// The name people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Loses => "loses money",
            Self::Earns => "earns, below average",
            Self::Above => "above average",
            Self::NotPaid => "not paid",
        }
    }

    /// The rule behind it.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Loses => "ROAS below 1: less revenue than was paid.",
            Self::Earns => "ROAS from 1 up to the ROAS of the whole selection.",
            Self::Above => "ROAS above 1 and above the ROAS of the whole selection.",
            Self::NotPaid => "No payout lies on this line, so it has no ROAS.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Verdict;
    use crate::value::{Reason, Value::*};

    #[test]
    fn a_verdict_is_relative_to_break_even_and_to_the_selection() {
        let of = |own| Verdict::from_roas(Quotient(own), Quotient(2.0));
        assert_eq!(of(0.99), Verdict::Loses);
        assert_eq!(of(1.0), Verdict::Earns);
        assert_eq!(of(2.0), Verdict::Earns);
        assert_eq!(of(2.01), Verdict::Above);
        assert_eq!(Verdict::from_roas(Missing(Reason::NoSpend), Quotient(2.0)), Verdict::NotPaid);
    }

    #[test]
    fn in_a_losing_selection_whoever_earns_is_above_average() {
        assert_eq!(Verdict::from_roas(Quotient(1.0), Quotient(0.5)), Verdict::Above);
        assert_eq!(Verdict::from_roas(Quotient(0.7), Quotient(0.5)), Verdict::Loses);
    }
}
