//! The rows behind a number.

use std::sync::Arc;

use definitions::{Aggregates, Measure, Question, Unit, Value, grouped};
use store::{Dataset, Manifest, RowColumn, RowTable, RowValue, Rows, StoreError};

use super::{
    UseCases,
    dashboard::answer::{Numbers, Warning, warnings},
};

/// One page of rows, and what all of them add up to.
pub(crate) struct RowsPage {
    pub(crate) manifest: Manifest,
    pub(crate) question: Question,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) of: Measure,
    pub(crate) table: RowTable,
    pub(crate) total: u64,
    /// Of every row, not of the page.
    pub(crate) sums: Numbers,
    /// What the dashboard counts of the measure.
    pub(crate) counted: Value,
    /// Why the two differ; blank where they do not.
    pub(crate) note: String,
    pub(crate) columns: Vec<RowColumn>,
    pub(crate) rows: Vec<Vec<RowValue<'static>>>,
}

impl UseCases {
    /// The part of the rows behind a measure that the question's table asks for.
    pub(crate) fn rows(&self, question: &Question, of: Measure) -> Result<RowsPage, StoreError> {
        let (dataset, aggregates) = self.aggregates(question)?;
        let table = RowTable::for_measure(of);
        let rows = self.data_folder.rows(&self.row_cache, &dataset, question, &aggregates, table)?;
        let found = rows.found()?;
        let counted = aggregates.totals.sums[of];
        Ok(RowsPage {
            manifest: dataset.manifest().clone(),
            warnings: warnings(&dataset, &aggregates, question),
            of,
            table,
            total: found.total,
            sums: table.measures().map(|measure| (measure.id(), value(measure, found.sums[measure]))).collect(),
            counted: value(of, counted),
            note: note(dataset.manifest(), of, found.sums[of], counted),
            columns: rows.columns(),
            rows: rows.page(question.table.offset as u64, question.table.limit)?,
            question: question.clone(),
        })
    }

    /// Every row behind a measure.
    pub(crate) fn all_rows(&self, question: &Question, of: Measure) -> Result<Rows, StoreError> {
        let (dataset, aggregates) = self.aggregates(question)?;
        self.data_folder.rows(&self.row_cache, &dataset, question, &aggregates, RowTable::for_measure(of))
    }

    fn aggregates(&self, question: &Question) -> Result<(Arc<Dataset>, Aggregates), StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let aggregates = dataset.query(question);
        Ok((dataset, aggregates))
    }
}

fn value(measure: Measure, sum: i64) -> Value {
    if measure.unit() == Unit::Money { Value::Money(sum) } else { Value::Count(sum) }
}

/// Payments are spread over sales: of one that lies partly on the selection only that part counts.
fn note(manifest: &Manifest, of: Measure, sum: i64, counted: i64) -> String {
    if of != Measure::Spend || sum == counted {
        return String::new();
    }
    let amount = |micros: i64| format!("{} {}", manifest.currency, grouped(micros));
    format!(
        "These payments come to {}; {} of it belongs to this selection and is counted, the rest lies on other sales of the \
         same influencers.",
        amount(sum),
        amount(counted)
    )
}
