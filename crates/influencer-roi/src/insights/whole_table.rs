//! The influencer table as a whole, line by line, for files that are taken away.

use std::sync::Arc;

use definitions::{Gathered, Include, Question};
use warehouse::{Dataset, Manifest, StoreError};

use super::{
    Insights,
    dashboard::{self, Line, Numbers, Warning},
    table::Table,
};

/// Every line of the table, made one at a time: what is held is the sums, never the file.
pub(crate) struct WholeTable {
    dataset: Arc<Dataset>,
    question: Question,
    gathered: Gathered,
}

impl Insights {
    /// The whole table of a question, whatever part of it the question asks for.
    pub(crate) fn whole_table(&self, question: &Question) -> Result<WholeTable, StoreError> {
        let dataset = self.warehouse.dataset(question.dataset.as_deref())?;
        // Charts and choices are no part of a table.
        let question = Question { include: Include::default(), ..question.clone() };
        Ok(WholeTable { gathered: dataset.gather(&question), dataset, question })
    }
}

impl WholeTable {
    /// The version it is from.
    pub(crate) fn manifest(&self) -> &Manifest {
        self.dataset.manifest()
    }

    pub(crate) fn question(&self) -> &Question {
        &self.question
    }

    /// How many lines there are.
    pub(crate) fn len(&self) -> usize {
        self.gathered.lines.len()
    }

    /// The whole selection's numbers.
    pub(crate) fn totals(&self) -> Numbers {
        dashboard::totals(&self.gathered, &self.question)
    }

    pub(crate) fn warnings(&self) -> Vec<Warning> {
        dashboard::warnings(&self.dataset, &self.gathered, &self.question)
    }

    /// Gives every line away, in the question's order.
    pub(crate) fn each_line<E>(&self, mut take: impl FnMut(&Line) -> Result<(), E>) -> Result<(), E> {
        let table = Table::new(self.dataset.profiles(), &self.gathered, &self.question);
        table.ordered().into_iter().try_for_each(|found| take(&dashboard::line(&table.row(found))))
    }
}
