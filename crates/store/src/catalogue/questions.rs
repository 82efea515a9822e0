//! Which questions were asked of a version: among many answers some are wrong by chance, so their number is kept.

use rusqlite::{OptionalExtension, params};

use super::Catalogue;
use crate::StoreError;

/// The place of a question among all that were asked of its version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionNumber {
    /// 1 for the first.
    pub number: u32,
    /// How many different ones were asked so far.
    pub total: u32,
}

impl Catalogue {
    /// Counts a question of a version once, however often it is asked.
    pub(crate) fn count_question(&self, dataset: &str, question: &str) -> Result<(), StoreError> {
        let added = self.connection.execute(
            "INSERT OR IGNORE INTO questions (dataset, question, number) \
             SELECT ?1, ?2, COUNT(*) + 1 FROM questions WHERE dataset = ?1",
            params![dataset, question],
        )?;
        if added > 0 {
            self.settle();
        }
        Ok(())
    }

    /// Nothing where it was never asked.
    pub(crate) fn question_number(&self, dataset: &str, question: &str) -> Result<Option<QuestionNumber>, StoreError> {
        let place = "SELECT number FROM questions WHERE dataset = ?1 AND question = ?2";
        let number = self.connection.query_row(place, [dataset, question], |row| row.get(0)).optional()?;
        let total = self.questions(dataset)?;
        Ok(number.map(|number| QuestionNumber { number, total }))
    }

    /// How many different questions were asked of a version.
    pub(crate) fn questions(&self, dataset: &str) -> Result<u32, StoreError> {
        let count = "SELECT COUNT(*) FROM questions WHERE dataset = ?1";
        Ok(self.connection.query_row(count, [dataset], |row| row.get(0))?)
    }
}
