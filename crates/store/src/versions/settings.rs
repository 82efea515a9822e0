//! What people set for all versions of a data folder.

use super::data_folder::{DataFolder, held};
use crate::{FolderSettings, StoreError};

impl DataFolder {
    /// The settings that are kept with the folder.
    pub fn settings(&self) -> FolderSettings {
        held(&self.catalogue).settings().clone()
    }

    /// Changes the settings that are kept, all at once; gives them back as they are then.
    ///
    /// # Errors
    /// When the catalogue cannot be written: then those before stay.
    pub fn change_settings(&self, change: impl FnOnce(&mut FolderSettings)) -> Result<FolderSettings, StoreError> {
        let mut catalogue = held(&self.catalogue);
        let mut settings = catalogue.settings().clone();
        change(&mut settings);
        catalogue.set(&settings)?;
        Ok(settings)
    }
}
