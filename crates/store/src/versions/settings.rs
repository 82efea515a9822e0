//! What people set for all versions of a data folder.

use definitions::Margins;

use super::data_folder::{DataFolder, held};
use crate::StoreError;

impl DataFolder {
    /// The margins that are kept with the folder.
    pub fn margins(&self) -> Margins {
        held(&self.catalogue).margins().clone()
    }

    /// Replaces the margins that are kept.
    ///
    /// # Errors
    /// When the catalogue cannot be written: then those before stay.
    pub fn set_margins(&self, margins: &Margins) -> Result<(), StoreError> {
        held(&self.catalogue).set_margins(margins)
    }
}
