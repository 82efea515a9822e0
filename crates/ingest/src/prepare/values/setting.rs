//! What the settings of a dataset can be: its currency, and where its shop is.

use std::{fmt, str::FromStr};

use super::{
    currency::dataset_codes,
    zone::{DEFAULT_TIME_ZONE, zone_names},
};

/// The currency that a dataset counts in, by its code of three letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatasetCurrency(&'static str);

/// Where the shop is: a zone of the IANA time zone database that the import knows the rules of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShopTimeZone(&'static str);

/// A setting that the import does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("found \"{found}\", expected {what} such as {example}. Known are {}.", known.join(", "))]
pub struct UnknownSetting {
    found: String,
    what: &'static str,
    example: &'static str,
    known: Vec<&'static str>,
}

impl DatasetCurrency {
    /// Every currency that amounts can be in, in the order of their codes.
    pub fn all() -> Vec<&'static str> {
        sorted(dataset_codes())
    }

    /// Its code: `INR`.
    pub const fn code(self) -> &'static str {
        self.0
    }
}

impl ShopTimeZone {
    /// Every zone whose rules are known, in the order of their names.
    pub fn all() -> Vec<&'static str> {
        sorted(zone_names())
    }

    /// Its name: `Asia/Kolkata`.
    pub const fn name(self) -> &'static str {
        self.0
    }
}

impl Default for DatasetCurrency {
    fn default() -> Self {
        Self("INR")
    }
}

impl Default for ShopTimeZone {
    fn default() -> Self {
        Self(DEFAULT_TIME_ZONE)
    }
}

impl FromStr for DatasetCurrency {
    type Err = UnknownSetting;

    fn from_str(text: &str) -> Result<Self, UnknownSetting> {
        known_as(text, Self::all()).map(Self).map_err(|known| UnknownSetting {
            found: text.to_owned(),
            what: "the code of a currency",
            example: "INR",
            known,
        })
    }
}

impl FromStr for ShopTimeZone {
    type Err = UnknownSetting;

    fn from_str(text: &str) -> Result<Self, UnknownSetting> {
        known_as(text, Self::all()).map(Self).map_err(|known| UnknownSetting {
            found: text.to_owned(),
            what: "the name of a time zone",
            example: "Asia/Kolkata",
            known,
        })
    }
}

impl fmt::Display for DatasetCurrency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

impl fmt::Display for ShopTimeZone {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.0)
    }
}

/// The known name that a text means without regard to case; all known names where it is none.
fn known_as(text: &str, known: Vec<&'static str>) -> Result<&'static str, Vec<&'static str>> {
    known.iter().find(|name| name.eq_ignore_ascii_case(text.trim())).copied().ok_or(known)
}

fn sorted(names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    let mut names: Vec<&'static str> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_zones_are_known_in_any_case_and_others_are_refused_with_the_list() {
        assert_eq!("usd".parse(), Ok(DatasetCurrency("USD")));
        assert_eq!(" europe/berlin".parse(), Ok(ShopTimeZone("Europe/Berlin")));
        assert_eq!(DatasetCurrency::default().code().parse(), Ok(DatasetCurrency::default()));
        assert_eq!(ShopTimeZone::default().name().parse(), Ok(ShopTimeZone::default()));
        let error = "Rupees".parse::<DatasetCurrency>().unwrap_err().to_string();
        assert!(
            error.starts_with("found \"Rupees\", expected the code of a currency such as INR. Known are AED, ARS, ")
        );
        assert!("Mars/Olympus".parse::<ShopTimeZone>().is_err());
    }

    #[test]
    fn every_code_has_three_capital_letters() {
        assert!(
            DatasetCurrency::all().iter().all(|code| code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()))
        );
        assert!(DatasetCurrency::all().len() > 50);
    }
}
