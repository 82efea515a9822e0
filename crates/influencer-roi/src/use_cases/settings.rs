//! What is set for all versions of a data folder, and what of it a question is answered with.

use definitions::{Dimension, Margin, Margins, Question};
use ingest::ReadingSettings;
use store::{Dataset, FolderSettings, StoreError};

use super::UseCases;

impl UseCases {
    /// The margins that questions are answered with unless they ask for others: those kept with the folder, below them the
    /// setting of the program, which says nothing where it is the whole.
    pub(crate) fn margins(&self) -> Margins {
        let setting = Some(self.settings.margin).filter(|margin| *margin != Margin::WHOLE);
        self.data_folder.settings().margins.over(&Margins { default: setting, brands: Default::default() })
    }

    /// What new files are read with.
    pub(crate) fn reading_settings(&self) -> ReadingSettings {
        stored_over(&self.data_folder.settings(), self.settings.reading())
    }

    /// The question with the margins it is answered with: its own, below them those kept for the brands of the data.
    pub(crate) fn with_margins(&self, question: Question, dataset: &Dataset) -> Question {
        let mut kept = self.margins();
        kept.brands.retain(|brand, _| dataset.knows(Dimension::Brand, brand));
        Question { margins: question.margins.over(&kept), ..question }
    }

    /// The same for a question whose version is not open yet.
    pub(crate) fn asked(&self, question: Question) -> Result<Question, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        Ok(self.with_margins(question, &dataset))
    }
}

/// The settings of the folder, below them those of the program.
pub(super) fn stored_over(kept: &FolderSettings, program: ReadingSettings) -> ReadingSettings {
    ReadingSettings {
        currency: kept.currency.unwrap_or(program.currency),
        time_zone: kept.time_zone.unwrap_or(program.time_zone),
        keeps_personal_data: kept.keeps_personal_data.unwrap_or(program.keeps_personal_data),
        ..program
    }
}
