//! Where a payment stands that lies on no sale.

use crate::{dimension::Dimension, selection::Selection};

/// How the sales side of a selection takes a payment whose payee sold nothing of what it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Every clause is about something that the payment names, and takes it: the payment is spend.
    Inside,
    /// What it names passes; a clause about something that it does not name keeps it out.
    Unnamed,
    /// It names something else than what is chosen.
    Outside,
}

impl Placement {
    /// Where a payment stands that names this brand and campaign, each blank where it names none. A payment names no product and
    /// no day of sale; what it does not name is unknown, which is not the blank that can be chosen.
    pub fn of(selection: &Selection, brand: &str, campaign: &str) -> Self {
        let names = [(Dimension::Brand, brand), (Dimension::Product, ""), (Dimension::Campaign, campaign)];
        let is_outside = |(dimension, name): &(Dimension, &str)| !name.is_empty() && !selection.takes(*dimension, name);
        let is_unnamed =
            |(dimension, name): &(Dimension, &str)| name.is_empty() && !selection.values(*dimension).is_empty();
        if names.iter().any(is_outside) {
            Self::Outside
        } else if selection.from.is_some() || selection.to.is_some() || names.iter().any(is_unnamed) {
            Self::Unnamed
        } else {
            Self::Inside
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Placement;
    use crate::{BLANK, Day, Dimension, Selection};

    fn selection(chosen: &[(Dimension, &str)]) -> Selection {
        let mut selection = Selection::default();
        chosen.iter().for_each(|(dimension, value)| selection.choose(*dimension, value));
        selection
    }

    #[test]
    fn a_payment_for_gritzo_counts_under_gritzo_and_nowhere_else() {
        let under = |chosen: &[(Dimension, &str)]| Placement::of(&selection(chosen), "Gritzo", "");
        assert_eq!(under(&[]), Placement::Inside);
        assert_eq!(under(&[(Dimension::Brand, "Gritzo")]), Placement::Inside);
        assert_eq!(under(&[(Dimension::Brand, "MuscleBlaze"), (Dimension::Brand, "Gritzo")]), Placement::Inside);
        assert_eq!(under(&[(Dimension::Brand, "MuscleBlaze")]), Placement::Outside);
        assert_eq!(under(&[(Dimension::Brand, "Gritzo"), (Dimension::Campaign, "Diwali")]), Placement::Unnamed);
        assert_eq!(under(&[(Dimension::Brand, "Gritzo"), (Dimension::Product, "Oats")]), Placement::Unnamed);
        assert_eq!(under(&[(Dimension::Brand, "HKVitals"), (Dimension::Product, "Oats")]), Placement::Outside);
    }

    #[test]
    fn what_a_payment_does_not_name_is_not_the_blank_that_can_be_chosen() {
        for dimension in [Dimension::Brand, Dimension::Product, Dimension::Campaign] {
            assert_eq!(Placement::of(&selection(&[(dimension, BLANK)]), "", ""), Placement::Unnamed);
        }
        let of_people = selection(&[(Dimension::Platform, BLANK)]);
        assert_eq!(Placement::of(&of_people, "", ""), Placement::Inside);
    }

    #[test]
    fn no_payment_says_on_which_day_it_sold() {
        let mut days = selection(&[]);
        days.from = Some(Day::from_number(0));
        assert_eq!(Placement::of(&days, "Gritzo", "Diwali"), Placement::Unnamed);
    }
}
