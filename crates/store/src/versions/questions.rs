//! How many questions were asked of a version.

use super::data_folder::{DataFolder, held};
use crate::{StoreError, catalogue::QuestionNumber};

impl DataFolder {
    /// Counts a question of a version: the same one again changes nothing, and of a version that is gone nothing is kept.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn count_question(&self, id: &str, question: &str) -> Result<(), StoreError> {
        // Under the lock, so that no version is removed between the look and the writing.
        let catalogue = held(&self.catalogue);
        let Some(known) = catalogue.find(id)? else { return Ok(()) };
        catalogue.count_question(&known.id, question)
    }

    /// The place of a question among those asked of its version; nothing where it was never counted.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn question_number(&self, id: &str, question: &str) -> Result<Option<QuestionNumber>, StoreError> {
        held(&self.catalogue).question_number(id, question)
    }

    /// How many different questions were asked of a version.
    ///
    /// # Errors
    /// When the catalogue cannot be read.
    pub fn questions_asked(&self, id: &str) -> Result<u32, StoreError> {
        held(&self.catalogue).questions(id)
    }
}
