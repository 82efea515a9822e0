//! The part of revenue that is earned, by brand: what turns revenue into contribution.

use std::collections::BTreeMap;

use crate::ratio::half_even;

/// Margins are kept in billionths: nine decimals of a part of revenue.
const BILLION: u32 = 1_000_000_000;

/// The part of revenue that is earned: above 0 and at most 1, exact to nine decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Margin(u32);

/// A margin that no sale can have.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error(
    "the margin is {0}, expected a number above 0 and up to 1. Give the part of revenue that is earned, such as 0.4."
)]
pub struct BadMargin(f64);

impl Margin {
    /// All revenue is earned; a ROAS of 1 breaks even.
    pub const WHOLE: Self = Self(BILLION);

    /// # Errors
    /// [`BadMargin`] for what is not above 0 and at most 1, once rounded to nine decimals.
    pub fn new(part: f64) -> Result<Self, BadMargin> {
        let billionths = (part * f64::from(BILLION)).round();
        let is_part = part <= 1.0 && billionths >= 1.0;
        if is_part { Ok(Self(billionths as u32)) } else { Err(BadMargin(part)) }
    }

    /// The part of revenue, above 0 and at most 1.
    pub fn part(self) -> f64 {
        f64::from(self.0) / f64::from(BILLION)
    }

    /// The ROAS at which what is earned is just what was spent.
    pub fn break_even(self) -> f64 {
        f64::from(BILLION) / f64::from(self.0)
    }

    /// What is earned on an amount of micros: whole micros, rounded half to even.
    pub fn of(self, micros: i64) -> i64 {
        // At most the amount itself, so it fits.
        half_even(i128::from(micros) * i128::from(self.0), BILLION.into()) as i64
    }
}

/// The margins that are chosen: of brands, and the one of all others. What is not chosen counts revenue whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Margins {
    /// Of every brand without its own.
    pub default: Option<Margin>,
    /// By the brand as answers write it, blank as [`crate::BLANK`].
    pub brands: BTreeMap<String, Margin>,
}

impl Margins {
    /// These, and those below where these choose nothing.
    #[must_use]
    pub fn over(&self, below: &Self) -> Self {
        let mut brands = below.brands.clone();
        brands.extend(self.brands.iter().map(|(brand, margin)| (brand.clone(), *margin)));
        Self { default: self.default.or(below.default), brands }
    }

    /// The margin of brands without their own.
    pub fn default_or_whole(&self) -> Margin {
        self.default.unwrap_or(Margin::WHOLE)
    }

    /// The margin of a brand as answers write it.
    pub fn of_brand(&self, brand: &str) -> Margin {
        self.brands.get(brand).copied().unwrap_or(self.default_or_whole())
    }

    /// The one margin that every brand has, where there is one.
    pub fn common(&self) -> Option<Margin> {
        let default = self.default_or_whole();
        self.brands.values().all(|margin| *margin == default).then_some(default)
    }

    /// Takes one query pair; false for one of another name.
    ///
    /// # Errors
    /// [`BadMargin`] for a value that is no margin.
    pub fn take(&mut self, name: &str, value: &str) -> Result<bool, BadMargin> {
        let margin = || Margin::new(value.parse().unwrap_or(f64::NAN));
        if name == DEFAULT_NAME {
            self.default = Some(margin()?);
            return Ok(true);
        }
        let Some(brand) = name.strip_prefix(BRAND_PREFIX).filter(|brand| !brand.is_empty()) else { return Ok(false) };
        self.brands.insert(brand.to_owned(), margin()?);
        Ok(true)
    }

    /// Leaves out what a name as of [`Self::to_pairs`] says; whether it is the name of a margin.
    pub fn leave_out(&mut self, name: &str) -> bool {
        if name == DEFAULT_NAME {
            self.default = None;
            return true;
        }
        name.strip_prefix(BRAND_PREFIX).is_some_and(|brand| {
            self.brands.remove(brand);
            !brand.is_empty()
        })
    }

    /// As query pairs, brands in order; settings are kept in the same words.
    pub fn to_pairs(&self) -> impl Iterator<Item = (String, String)> {
        let default = self.default.map(|margin| (DEFAULT_NAME.to_owned(), margin.part().to_string()));
        let brand = |(brand, margin): (&String, &Margin)| (format!("{BRAND_PREFIX}{brand}"), margin.part().to_string());
        default.into_iter().chain(self.brands.iter().map(brand))
    }
}

/// The parameter of the margin of brands without their own.
const DEFAULT_NAME: &str = "margin";
/// What a parameter of one brand's margin begins with.
pub const BRAND_PREFIX: &str = "margin.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contribution_is_rounded_half_to_even_on_either_side_of_nothing() {
        let half = Margin::new(0.5).unwrap();
        assert_eq!([1, 2, 3, 5, -1, -3, -5].map(|micros| half.of(micros)), [0, 1, 2, 2, 0, -2, -2]);
        assert_eq!(Margin::WHOLE.of(i64::MIN), i64::MIN);
        assert_eq!(Margin::new(0.4).unwrap().of(1_000_001), 400_000);
        assert_eq!(Margin::new(0.4).unwrap().part(), 0.4);
    }

    #[test]
    fn a_margin_is_above_nothing_and_at_most_the_whole() {
        for part in [0.0, -0.1, 1.000_000_1, f64::NAN, f64::INFINITY, 1e-12] {
            assert!(Margin::new(part).is_err(), "{part}");
        }
        assert!(Margin::new(1.5).unwrap_err().to_string().contains("the margin is 1.5"));
    }

    #[test]
    fn what_is_asked_comes_before_what_is_kept() {
        let of = |part| Margin::new(part).unwrap();
        let kept = Margins { default: Some(of(0.3)), brands: [("a".to_owned(), of(0.5))].into() };
        let asked = Margins { default: None, brands: [("b".to_owned(), of(0.6))].into() };
        let both = asked.over(&kept);
        assert_eq!(["a", "b", "c"].map(|brand| both.of_brand(brand).part()), [0.5, 0.6, 0.3]);
        assert_eq!((both.common(), Margins::default().common()), (None, Some(Margin::WHOLE)));
        assert_eq!(Margins { default: Some(of(0.4)), ..kept }.common(), None);
    }
}
