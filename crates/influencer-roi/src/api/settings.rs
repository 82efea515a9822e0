//! The settings of a data folder as JSON, both ways.

use definitions::Margins;
use ingest::{DatasetCurrency, ReadingSettings, ShopTimeZone, UnknownSetting};
use serde::{Deserialize, Deserializer};
use serde_json::{Value as Json, json};
use store::FolderSettings;

use super::margins::{self, BadMargins, MarginsBody};

/// What is set for all versions of a data folder, what new files are read with, and what can be chosen.
pub(crate) fn settings(kept: &FolderSettings, reading: &ReadingSettings) -> Json {
    json!({
        "margins": margins::json(&kept.margins),
        "currency": reading.currency.code(),
        "time_zone": reading.time_zone.name(),
        "keep_personal_data": reading.keeps_personal_data,
        "choices": {"currency": DatasetCurrency::all(), "time_zone": ShopTimeZone::all()},
    })
}

/// What a client wants to set; what is left out stays as it is, null is no longer set.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct SettingsBody {
    margins: Option<MarginsBody>,
    #[serde(deserialize_with = "present")]
    currency: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    time_zone: Option<Option<String>>,
    #[serde(deserialize_with = "present")]
    keep_personal_data: Option<Option<bool>>,
}

/// A field that is there, null or not.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(field: D) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(field).map(Some)
}

/// Settings that cannot be kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BadSettings {
    #[error(transparent)]
    Margins(#[from] BadMargins),
    #[error("currency: {0}")]
    Currency(UnknownSetting),
    #[error("time_zone: {0}")]
    TimeZone(UnknownSetting),
}

/// Settings to be changed, each checked.
#[derive(Debug, Default)]
pub(crate) struct SettingsChange {
    pub(crate) margins: Option<Margins>,
    currency: Option<Option<DatasetCurrency>>,
    time_zone: Option<Option<ShopTimeZone>>,
    keeps_personal_data: Option<Option<bool>>,
}

impl SettingsBody {
    /// # Errors
    /// [`BadSettings`] for the first that cannot be kept.
    pub(crate) fn change(self) -> Result<SettingsChange, BadSettings> {
        let currency = self.currency.map(|text| text.map(|text| text.parse()).transpose());
        let time_zone = self.time_zone.map(|text| text.map(|text| text.parse()).transpose());
        Ok(SettingsChange {
            margins: self.margins.map(|margins| margins.margins()).transpose()?,
            currency: currency.transpose().map_err(BadSettings::Currency)?,
            time_zone: time_zone.transpose().map_err(BadSettings::TimeZone)?,
            keeps_personal_data: self.keep_personal_data,
        })
    }
}

impl SettingsChange {
    /// Takes the place of what is kept, where it says something.
    pub(crate) fn apply(self, kept: &mut FolderSettings) {
        let Self { margins, currency, time_zone, keeps_personal_data } = self;
        kept.margins = margins.unwrap_or(std::mem::take(&mut kept.margins));
        kept.currency = currency.unwrap_or(kept.currency);
        kept.time_zone = time_zone.unwrap_or(kept.time_zone);
        kept.keeps_personal_data = keeps_personal_data.unwrap_or(kept.keeps_personal_data);
    }
}
