//! The user's own shapes of exports, which are kept with the folder.

use ingest::Shape;

use super::data_folder::{DataFolder, held};
use crate::StoreError;

impl DataFolder {
    /// The user's own shapes, by id.
    pub fn own_shapes(&self) -> Vec<Shape> {
        held(&self.catalogue).shapes().to_vec()
    }

    /// Keeps a shape in the place of one with its id or for the same header.
    ///
    /// # Errors
    /// [`StoreError::ShapeOfProgram`], [`StoreError::TooManyShapes`], or why the catalogue cannot be written.
    pub fn save_shape(&self, shape: &Shape) -> Result<(), StoreError> {
        held(&self.catalogue).save_shape(shape)
    }

    /// Forgets a shape. Versions that were read with it keep it.
    ///
    /// # Errors
    /// [`StoreError::NoSuchShape`], [`StoreError::ShapeOfProgram`], or why the catalogue cannot be written.
    pub fn remove_shape(&self, id: &str) -> Result<(), StoreError> {
        held(&self.catalogue).remove_shape(id)
    }
}
