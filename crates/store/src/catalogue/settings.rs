//! What people set for all versions of a data folder: a name and a text each.

use std::str::FromStr;

use definitions::Margins;
use ingest::{DatasetCurrency, ShopTimeZone};
use rusqlite::{Connection, params};

use super::WORKSPACE;
use crate::StoreError;

const CURRENCY: &str = "currency";
const TIME_ZONE: &str = "time_zone";
const KEEPS_PERSONAL_DATA: &str = "keep_personal_data";

/// What people set for all versions of a data folder. What is not set follows the settings of the program.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FolderSettings {
    /// The parts of revenue that are earned.
    pub margins: Margins,
    /// What the amounts of new versions are in, where they carry no mark.
    pub currency: Option<DatasetCurrency>,
    /// Where the shop of new versions is.
    pub time_zone: Option<ShopTimeZone>,
    /// Whether the kept files of new versions hold the personal data of buyers.
    pub keeps_personal_data: Option<bool>,
}

impl FolderSettings {
    /// Sets what is named: `currency`, `time_zone`, `keep_personal_data`, `margin`, or `margin.` and a brand.
    ///
    /// # Errors
    /// [`BadFolderSetting`] for another name, and for a value that the setting cannot have.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), BadFolderSetting> {
        match name {
            CURRENCY => self.currency = Some(parsed(name, value)?),
            TIME_ZONE => self.time_zone = Some(parsed(name, value)?),
            KEEPS_PERSONAL_DATA => self.keeps_personal_data = Some(parsed(name, value)?),
            _ if self.margins.take(name, value).map_err(|error| bad_value(name, &error))? => {}
            _ => return Err(BadFolderSetting::Name(name.to_owned())),
        }
        Ok(())
    }

    /// What is named is no longer set.
    ///
    /// # Errors
    /// [`BadFolderSetting`] for a name that no setting has.
    pub fn unset(&mut self, name: &str) -> Result<(), BadFolderSetting> {
        match name {
            CURRENCY => self.currency = None,
            TIME_ZONE => self.time_zone = None,
            KEEPS_PERSONAL_DATA => self.keeps_personal_data = None,
            _ if self.margins.leave_out(name) => {}
            _ => return Err(BadFolderSetting::Name(name.to_owned())),
        }
        Ok(())
    }

    /// What is set, as it would be set again: a name and a text each.
    pub fn to_pairs(&self) -> impl Iterator<Item = (String, String)> {
        let currency = self.currency.map(|currency| (CURRENCY, currency.to_string()));
        let zone = self.time_zone.map(|zone| (TIME_ZONE, zone.to_string()));
        let keeps = self.keeps_personal_data.map(|keeps| (KEEPS_PERSONAL_DATA, keeps.to_string()));
        let reading = [currency, zone, keeps].into_iter().flatten().map(|(name, value)| (name.to_owned(), value));
        self.margins.to_pairs().chain(reading)
    }
}

/// A setting that a data folder cannot keep.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFolderSetting {
    /// No setting has this name.
    #[error(
        "found the setting \"{0}\", expected one of currency, time_zone, keep_personal_data, margin, or margin. and a brand, such as margin.Gritzo"
    )]
    Name(String),
    /// The setting cannot have this value.
    #[error("{name}: {cause}")]
    Value {
        /// Of the setting.
        name: String,
        /// What was found, and what is expected.
        cause: String,
    },
}

fn bad_value(name: &str, cause: &impl ToString) -> BadFolderSetting {
    BadFolderSetting::Value { name: name.to_owned(), cause: cause.to_string() }
}

fn parsed<T: FromStr<Err: ToString>>(name: &str, value: &str) -> Result<T, BadFolderSetting> {
    value.parse().map_err(|error: T::Err| bad_value(name, &error))
}

/// The settings that are kept. What cannot be read any more is as good as not set.
pub(super) fn settings(connection: &Connection) -> Result<FolderSettings, StoreError> {
    let mut statement = connection.prepare("SELECT name, value FROM settings WHERE workspace = ?1 ORDER BY name")?;
    let rows = statement.query_map([WORKSPACE], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut settings = FolderSettings::default();
    for (name, value) in rows.collect::<Result<Vec<(String, String)>, _>>()? {
        if let Err(error) = settings.set(&name, &value) {
            tracing::warn!("a setting is left out: {error}");
        }
    }
    Ok(settings)
}

/// Replaces all settings, or none where it fails.
pub(super) fn replace(connection: &mut Connection, settings: &FolderSettings) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    // What a later program has set stays.
    transaction.execute(
        "DELETE FROM settings WHERE workspace = ?1 \
         AND (name IN ('margin', ?2, ?3, ?4) OR name GLOB 'margin.*')",
        params![WORKSPACE, CURRENCY, TIME_ZONE, KEEPS_PERSONAL_DATA],
    )?;
    for (name, value) in settings.to_pairs() {
        transaction.execute(
            "INSERT INTO settings (workspace, name, value) VALUES (?1, ?2, ?3)",
            params![WORKSPACE, name, value],
        )?;
    }
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use definitions::Margin;

    use super::super::Catalogue;
    use super::*;

    #[test]
    fn settings_outlive_the_program_and_are_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.sqlite");
        let of = |part| Margin::new(part).unwrap();
        let brands = [("Gritzo".to_owned(), of(0.123456789)), ("(none)".to_owned(), of(1.0))];
        let first = FolderSettings {
            margins: Margins { default: Some(of(0.4)), brands: brands.into() },
            currency: Some("USD".parse().unwrap()),
            time_zone: Some("Europe/Berlin".parse().unwrap()),
            keeps_personal_data: Some(true),
        };
        let margins = Margins { default: None, brands: [("O'Brand*".to_owned(), of(0.5))].into() };
        let second = FolderSettings { margins, keeps_personal_data: Some(false), ..FolderSettings::default() };
        for settings in [FolderSettings::default(), first, second, FolderSettings::default()] {
            Catalogue::open(&path).unwrap().set(&settings).unwrap();
            assert_eq!(Catalogue::open(&path).unwrap().settings(), &settings);
        }
    }

    #[test]
    fn a_setting_is_refused_by_name_and_value_and_changes_nothing() {
        let mut settings = FolderSettings::default();
        for (name, value) in [("currency", "pebbles"), ("time_zone", ""), ("margin", "9"), ("keep_personal_data", "1")]
        {
            let error = settings.set(name, value).unwrap_err();
            assert!(error.to_string().starts_with(&format!("{name}: ")), "{error}");
        }
        assert_eq!(settings.set("colour", "red"), Err(BadFolderSetting::Name("colour".to_owned())));
        assert_eq!(settings, FolderSettings::default());
    }

    #[test]
    fn what_is_set_can_be_unset() {
        let mut settings = FolderSettings::default();
        for (name, value) in
            [("currency", "USD"), ("margin", "0.4"), ("margin.A", "0.5"), ("keep_personal_data", "true")]
        {
            settings.set(name, value).unwrap();
        }
        let names: Vec<String> = settings.to_pairs().map(|(name, _)| name).collect();
        assert_eq!(names, ["margin", "margin.A", "currency", "keep_personal_data"]);
        names.iter().for_each(|name| settings.unset(name).unwrap());
        assert_eq!(settings, FolderSettings::default());
        assert!(settings.unset("colour").is_err());
    }

    #[test]
    fn what_a_later_program_has_set_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("catalogue.sqlite");
        let mut catalogue = Catalogue::open(&path).unwrap();
        let later = "INSERT INTO settings (workspace, name, value) VALUES ('default', 'later', '1')";
        catalogue.connection.execute(later, []).unwrap();
        catalogue.set(&FolderSettings::default()).unwrap();
        let left = "SELECT value FROM settings WHERE name = 'later'";
        assert_eq!(catalogue.connection.query_row(left, [], |row| row.get::<_, String>(0)).unwrap(), "1");
    }
}
