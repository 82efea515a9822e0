//! Margins as JSON, both ways.

use std::collections::BTreeMap;

use definitions::{BLANK, BadMargin, Margin, Margins};
use serde::Deserialize;
use serde_json::{Value as Json, json};

/// The margins that an answer is computed with, and the ROAS at which brands without their own break even.
pub(super) fn answered(margins: &Margins) -> Json {
    let mut answered = json(margins);
    answered["break_even"] = json!(margins.default_or_whole().break_even());
    answered
}

/// `{"default": 0.4, "brands": {"Gritzo": 0.5}}`, null where none is set.
pub(super) fn json(margins: &Margins) -> Json {
    let brands: BTreeMap<&String, f64> = margins.brands.iter().map(|(brand, margin)| (brand, margin.part())).collect();
    json!({"default": margins.default.map(Margin::part), "brands": brands})
}

/// Margins as a client writes them.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MarginsBody {
    default: Option<f64>,
    brands: BTreeMap<String, f64>,
}

/// Margins that cannot be kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadMargins {
    #[error("margins: {0}")]
    Margin(#[from] BadMargin),
    #[error("margins: found a brand without a name, expected one such as Gritzo. Sales without a brand are {BLANK}.")]
    NoBrand,
}

impl MarginsBody {
    /// # Errors
    /// [`BadMargins`] for the first that is no margin, and for a brand without a name.
    pub(crate) fn margins(&self) -> Result<Margins, BadMargins> {
        if self.brands.contains_key("") {
            return Err(BadMargins::NoBrand);
        }
        let brand = |(brand, part): (&String, &f64)| Ok((brand.clone(), Margin::new(*part)?));
        let brands = self.brands.iter().map(brand).collect::<Result<_, BadMargin>>()?;
        Ok(Margins { default: self.default.map(Margin::new).transpose()?, brands })
    }
}
