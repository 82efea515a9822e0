//! The whole influencer table, row by row, for exports.

use std::sync::Arc;

use definitions::{Aggregates, Include, Question};
use store::{Dataset, Manifest, StoreError};

use super::{
    answer::{self, Line, Numbers, Warning},
    table::Table,
};
use crate::use_cases::{UseCases, estimates::Estimates};

/// Every row of the table, made one at a time: only the sums are in memory, never the file.
pub(crate) struct WholeTable {
    dataset: Arc<Dataset>,
    question: Question,
    aggregates: Aggregates,
    estimates: Option<Arc<Estimates>>,
}

impl UseCases {
    /// The whole table of a question, whatever part of it the question asks for; with estimates where they are wanted.
    pub(crate) fn whole_table(&self, question: &Question, intervals: bool) -> Result<WholeTable, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        // A table has no charts and no facets.
        let include = Include { intervals, ..Include::default() };
        let question = Question { include, ..question.clone() };
        let aggregates = dataset.query(&question);
        let estimates = self.estimates(&dataset, &question, &aggregates);
        Ok(WholeTable { aggregates, dataset, question, estimates })
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
        self.table().len()
    }

    fn table(&self) -> Table<'_> {
        Table::new(&self.dataset, &self.aggregates, &self.question).with_estimates(self.estimates.as_deref())
    }

    /// The whole selection's numbers.
    pub(crate) fn totals(&self) -> Numbers {
        answer::totals(&self.aggregates, &self.question)
    }

    /// By what rules the estimates are made, where there are any.
    pub(crate) fn estimates(&self) -> Option<&Estimates> {
        self.estimates.as_deref()
    }

    pub(crate) fn warnings(&self) -> Vec<Warning> {
        answer::warnings(&self.dataset, &self.aggregates, &self.question)
    }

    /// Passes every row to `take`, in the question's order.
    pub(crate) fn each_line<E>(&self, mut take: impl FnMut(&Line) -> Result<(), E>) -> Result<(), E> {
        let table = self.table();
        table.ordered().into_iter().try_for_each(|found| take(&answer::line(&table.row(found))))
    }
}
