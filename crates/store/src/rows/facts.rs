//! What is needed to decide about the rows of one version: its texts by their codes, and the mapping it was made with.

use std::sync::{Arc, Mutex, PoisonError};

use definitions::shown;

use super::{
    files::{FactFile, RowFile, by_id, files},
    payments::Payments,
};
use crate::{ColumnData, Dataset, StoreError, read_table};
use definitions::{BrandRule, Class};
use ingest::{DROP, Role, TextColumn};

/// Everything about a version's rows but the rows.
pub(crate) struct RowFacts {
    /// By place in the upload.
    pub(super) files: Vec<FactFile>,
    texts: [Vec<String>; TextColumn::ALL.len()],
    /// By source.
    pub(super) classes: Vec<Class>,
    pub(super) brand: BrandRule,
    pub(super) drops_repeated: bool,
    /// By id: the place among the version's profiles.
    pub(super) profile_of: Vec<Option<usize>>,
    /// Read when they are asked for.
    payments: Mutex<Option<Arc<Payments>>>,
}

impl RowFacts {
    /// # Errors
    /// [`StoreError::NoRows`], or why they cannot be read.
    pub(super) fn read(dataset: &Dataset) -> Result<Self, StoreError> {
        let manifest = dataset.manifest();
        let files = files(dataset)?;
        let texts = texts(&read_table(dataset.files(), "texts.parquet")?)?;
        let class = |source: &String| Class::from_id(manifest.changes.source.get(source)?);
        let classes = texts[TextColumn::Source as usize].iter();
        Ok(Self {
            files,
            classes: classes.map(|source| class(source).unwrap_or(Class::Influencer)).collect(),
            brand: manifest.brand_rule(),
            drops_repeated: manifest.changes.repeated_rows.as_deref() == Some(DROP),
            profile_of: profiles_of(dataset, &texts[TextColumn::Id as usize]),
            texts,
            payments: Mutex::default(),
        })
    }

    /// Every text of a column by its code.
    pub(super) fn texts(&self, of: TextColumn) -> &[String] {
        &self.texts[of as usize]
    }

    /// The files of a table that left rows, by their place.
    pub(super) fn row_files(&self, role: Role) -> impl Iterator<Item = (usize, &RowFile)> {
        let of_role = self.files.iter().enumerate().filter(move |(_, file)| file.role == Some(role));
        of_role.filter_map(|(at, file)| Some((at, file.rows.as_ref()?)))
    }

    /// Whether some file of a table has a column that not every one has.
    pub(super) fn has(&self, column: &str, role: Role) -> bool {
        self.row_files(role).any(|(_, file)| file.has(column))
    }

    /// # Errors
    /// When they cannot be read.
    pub(super) fn payments(&self, dataset: &Dataset) -> Result<Arc<Payments>, StoreError> {
        let mut held = self.payments.lock().unwrap_or_else(PoisonError::into_inner);
        if held.is_none() {
            *held = Some(Arc::new(Payments::read(dataset)?));
        }
        held.clone().ok_or_else(|| StoreError::NoRows { id: dataset.manifest().id.clone() })
    }
}

fn texts(table: &[ColumnData]) -> Result<[Vec<String>; TextColumn::ALL.len()], StoreError> {
    let damaged = || StoreError::Damaged("the texts of the rows cannot be read".to_owned());
    let [ColumnData::Texts(columns), ColumnData::Texts(values)] = table else { return Err(damaged()) };
    let mut texts: [Vec<String>; TextColumn::ALL.len()] = Default::default();
    for (column, text) in columns.iter().zip(values) {
        let of = TextColumn::ALL.into_iter().find(|of| of.id().as_bytes() == column.data()).ok_or_else(damaged)?;
        texts[of as usize].push(text.as_utf8().map_err(|_| damaged())?.to_owned());
    }
    Ok(texts)
}

fn profiles_of(dataset: &Dataset, ids: &[String]) -> Vec<Option<usize>> {
    let profiles = by_id(dataset);
    ids.iter().map(|id| profiles.get(shown(id)).copied()).collect()
}
