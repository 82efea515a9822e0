//! The rows behind a number: tracking rows, payments or posts of a selection, in the order of the files.
//!
//! A row file holds what was read. Whether and as what a row counts is decided here again, by the rules and the mapping its
//! version was made with, so that the rows of a selection add up to the very number they stand behind.

mod cell;
mod facts;
mod files;
mod filter;
mod group;
mod on_sales;
mod payments;
mod posts;
mod row_cache;
pub(crate) mod row_files;
mod scan;

use std::{fmt, io, ops::Range, sync::Arc};

use definitions::{Aggregates, Measure, Method, Question, Selection};

pub use cell::{RowColumn, RowUnit, RowValue};
pub use payments::StoredPayment;
pub use posts::StoredPost;
pub use row_cache::RowCache;
pub use scan::FoundRows;

use crate::{DataFolder, Dataset, StoreError, doing};
use definitions::Class;

use facts::RowFacts;
use filter::RowFilter;
use payments::Payments;

/// The rows that one measure is summed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowTable {
    /// Tracking rows of a class.
    Tracking(Class),
    /// Payments.
    Payouts,
    /// Posts.
    Posts,
}

impl RowTable {
    /// The table of a measure.
    pub const fn for_measure(measure: Measure) -> Self {
        match measure {
            Measure::Revenue | Measure::Orders => Self::Tracking(Class::Influencer),
            Measure::OrganicRevenue | Measure::OrganicOrders => Self::Tracking(Class::Organic),
            Measure::OtherRevenue | Measure::OtherOrders => Self::Tracking(Class::Other),
            Measure::Spend => Self::Payouts,
            Measure::Posts | Measure::Reach | Measure::Likes | Measure::Comments => Self::Posts,
        }
    }

    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Tracking(_) => "tracking",
            Self::Payouts => "payouts",
            Self::Posts => "posts",
        }
    }

    /// Every measure that is summed over these rows.
    pub fn measures(self) -> impl Iterator<Item = Measure> {
        Measure::ALL.into_iter().filter(move |measure| Self::for_measure(*measure) == self)
    }
}

impl Dataset {
    /// Every payment of the version with all that is known of it, in the order of the files.
    ///
    /// # Errors
    /// [`StoreError::NoRows`] of a version that kept no rows, or why they cannot be read.
    pub fn payments(&self) -> Result<Vec<StoredPayment>, StoreError> {
        let files = files::files(self)?;
        Ok(Payments::read(self)?.all(&files))
    }
}

/// The rows of one table that lie on a selection, to be counted, paged and walked.
pub struct Rows {
    dataset: Arc<Dataset>,
    facts: Arc<RowFacts>,
    cache: Arc<RowCache>,
    key: String,
    behind: Behind,
}

/// Where the rows are.
enum Behind {
    Files(RowFilter),
    Payments { payments: Arc<Payments>, selection: Selection, method: Method, people: Vec<bool> },
}

impl fmt::Debug for Rows {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Rows").field("key", &self.key).finish_non_exhaustive()
    }
}

impl DataFolder {
    /// The rows behind one table's sums; `aggregates` answers the same question.
    ///
    /// # Errors
    /// [`StoreError::NoRows`], or what kept them from being read.
    pub fn rows(
        &self,
        cache: &Arc<RowCache>,
        dataset: &Arc<Dataset>,
        question: &Question,
        aggregates: &Aggregates,
        table: RowTable,
    ) -> Result<Rows, StoreError> {
        let facts = cache.facts(dataset)?;
        let mut people = vec![false; dataset.profiles().len()];
        aggregates.lines.iter().for_each(|line| people[line.profile] = true);
        let behind = match table {
            RowTable::Payouts => Behind::Payments {
                payments: facts.payments(dataset)?,
                selection: question.selection.clone(),
                method: question.method,
                people,
            },
            table => Behind::Files(RowFilter::new(&facts, table, &question.selection, &people)),
        };
        let key = format!("{table:?} {:?} {:?}", question.method, question.selection.to_pairs());
        Ok(Rows { dataset: dataset.clone(), facts, cache: cache.clone(), key, behind })
    }
}

impl Rows {
    /// What stands in each cell of a row.
    pub fn columns(&self) -> Vec<RowColumn> {
        match &self.behind {
            Behind::Files(filter) => group::columns(&self.facts, filter.table).map(|(column, _)| column).collect(),
            Behind::Payments { .. } => payments::columns().map(|(column, _)| column).collect(),
        }
    }

    /// How many rows there are and what they add up to; found once and remembered for a while.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn found(&self) -> Result<Arc<FoundRows>, StoreError> {
        self.cache.found(&self.dataset.manifest().id, &self.key, || match &self.behind {
            Behind::Files(filter) => scan::files(&self.facts, &self.dataset, filter),
            Behind::Payments { payments, selection, method, people } => {
                let counts_whole = *method == Method::Literal || !selection.filters_sales();
                let rows = if counts_whole {
                    payments.of_profiles(people)
                } else {
                    on_sales::lying_on(&self.dataset, selection, payments, people)
                };
                Ok(FoundRows::of_payments(rows, payments))
            }
        })
    }

    /// Rows from `offset` on, at most `limit` of them.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn page(&self, offset: u64, limit: usize) -> Result<Vec<Vec<RowValue<'static>>>, StoreError> {
        let mut page = Vec::new();
        let window = offset..offset.saturating_add(limit as u64);
        self.walk(&*self.found()?, window, &mut |cells| {
            page.push(cells.iter().map(RowValue::to_owned).collect());
            Ok(())
        })?;
        Ok(page)
    }

    /// Finds the rows and reads every byte of the files they are in, so that what is damaged is known before the first row is
    /// given away.
    ///
    /// # Errors
    /// When one cannot be read or is damaged.
    pub fn check(&self) -> Result<(), StoreError> {
        if let Behind::Files(filter) = &self.behind {
            let role = scan::role_of(filter.table);
            self.facts.row_files(role).try_for_each(|(_, rows)| self.dataset.files().check(&rows.stored))?;
        }
        self.found().map(|_| ())
    }

    /// Every row, one after the other; what `take` fails with ends it.
    ///
    /// # Errors
    /// When they cannot be read or taken.
    pub fn each(&self, take: &mut dyn FnMut(&[RowValue<'_>]) -> io::Result<()>) -> Result<(), StoreError> {
        let found = self.found()?;
        self.walk(&found, 0..found.total, take)
    }

    fn walk(
        &self,
        found: &FoundRows,
        window: Range<u64>,
        take: &mut dyn FnMut(&[RowValue<'_>]) -> io::Result<()>,
    ) -> Result<(), StoreError> {
        let mut take = |cells: &[RowValue<'_>]| take(cells).map_err(doing("passing rows on"));
        match &self.behind {
            Behind::Files(filter) => scan::walk(&self.facts, &self.dataset, filter, found, window, &mut take),
            Behind::Payments { payments, .. } => {
                let columns: Vec<_> = payments::columns().collect();
                for row in found.payments(window) {
                    let cell = |part: &payments::PaymentColumn| {
                        payments.cell(&self.facts.files, &self.dataset, *row as usize, *part)
                    };
                    take(&columns.iter().map(|(_, part)| cell(part)).collect::<Vec<_>>())?;
                }
                Ok(())
            }
        }
    }
}

/// What is done with each row that is walked over.
type Take<'t> = dyn FnMut(&[RowValue<'_>]) -> Result<(), StoreError> + 't;
