//! The filter: which rows and which people a question is about.

use crate::{
    day::Day,
    dimension::{Dimension, SALES_SIDE, Side, shown},
};

/// What is chosen. Several values of one dimension are "or", dimensions are "and", nothing chosen means all.
///
/// A blank value is chosen by [`crate::BLANK`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Selection {
    values: [Vec<String>; Dimension::ALL.len()],
    /// Part of an influencer's name, trimmed; empty means any name.
    pub name_part: String,
    /// The first day, inclusive.
    pub from: Option<Day>,
    /// The last day, inclusive.
    pub to: Option<Day>,
}

impl Selection {
    /// The chosen values of a dimension, in the order they were chosen.
    pub fn values(&self, dimension: Dimension) -> &[String] {
        &self.values[dimension as usize]
    }

    /// Whether a text passes a dimension's clause.
    pub fn takes(&self, dimension: Dimension, text: &str) -> bool {
        let values = self.values(dimension);
        values.is_empty() || values.iter().any(|chosen| chosen == shown(text))
    }

    /// Chooses one more value; a second time is once.
    pub fn choose(&mut self, dimension: Dimension, value: &str) {
        let values = &mut self.values[dimension as usize];
        if !values.iter().any(|chosen| chosen == value) {
            values.push(value.to_owned());
        }
    }

    /// The same selection without the clause of one dimension.
    #[must_use]
    pub fn without(&self, dimension: Dimension) -> Self {
        let mut selection = self.clone();
        selection.values[dimension as usize].clear();
        selection
    }

    /// The same selection on all days.
    #[must_use]
    pub fn without_days(&self) -> Self {
        Self { from: None, to: None, ..self.clone() }
    }

    /// Something is chosen that tracking rows answer to: brand, product, campaign or dates.
    pub fn filters_sales(&self) -> bool {
        self.filters_sales_values() || self.from.is_some() || self.to.is_some()
    }

    /// A brand, product or campaign is chosen.
    pub fn filters_sales_values(&self) -> bool {
        SALES_SIDE.into_iter().any(|dimension| !self.values(dimension).is_empty())
    }

    /// Something is chosen that the roster answers to.
    pub fn filters_influencers(&self) -> bool {
        let of_people = |dimension: &Dimension| dimension.side() == Side::Influencer;
        let chosen = |dimension: Dimension| !self.values(dimension).is_empty();
        !self.name_part.is_empty() || Dimension::ALL.into_iter().filter(of_people).any(chosen)
    }

    /// Whether the day lies in the chosen period.
    pub fn has_day(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// The selection as query pairs, in one canonical order; what is not chosen is not written.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        for dimension in Dimension::ALL {
            let mut values = self.values(dimension).to_vec();
            values.sort_unstable();
            pairs.extend(values.into_iter().map(|value| (dimension.id(), value)));
        }
        if !self.name_part.is_empty() {
            pairs.push(("q", self.name_part.clone()));
        }
        pairs.extend(self.from.map(|day| ("from", day.to_string())));
        pairs.extend(self.to.map(|day| ("to", day.to_string())));
        pairs
    }
}
