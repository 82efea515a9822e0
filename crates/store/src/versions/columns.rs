//! Columns of stored tables, as what they hold.

use std::collections::{HashSet, hash_map::Entry};

use cube::SortedTexts;
use definitions::Day;
use parquet::data_type::ByteArray;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use rustc_hash::FxHashMap;

use crate::{StoreError, table_file::ColumnData};

pub(super) fn damaged() -> StoreError {
    StoreError::Damaged("a table has other columns or values than this program writes".to_owned())
}

pub(super) fn texts_at(table: &[ColumnData], at: usize) -> Result<Vec<&str>, StoreError> {
    let Some(ColumnData::Texts(values)) = table.get(at) else {
        return Err(damaged());
    };
    values.iter().map(|value| value.as_utf8().map_err(|_| damaged())).collect()
}

pub(super) fn numbers_at(table: &[ColumnData], at: usize) -> Result<&[i64], StoreError> {
    let Some(ColumnData::Numbers(values)) = table.get(at) else {
        return Err(damaged());
    };
    Ok(values)
}

/// A column of texts: each text once, and which of them each row has.
pub(super) struct Coded<'t> {
    pub(super) texts: Vec<&'t str>,
    pub(super) codes: Vec<usize>,
}

impl<'t> Coded<'t> {
    /// What a file holds once is one place in memory for all its rows: a million rows have some hundred places to look at.
    fn of(values: &'t [ByteArray]) -> Result<Self, StoreError> {
        let mut coded = Self { texts: Vec::new(), codes: Vec::with_capacity(values.len()) };
        let mut places = FxHashMap::default();
        let mut last = None;
        for value in values {
            let place = (value.data().as_ptr() as usize, value.len());
            let code = match last {
                Some((known, code)) if known == place => code,
                _ => match places.entry(place) {
                    Entry::Occupied(known) => *known.get(),
                    Entry::Vacant(new) => {
                        coded.texts.push(value.as_utf8().map_err(|_| damaged())?);
                        *new.insert(coded.texts.len() - 1)
                    }
                },
            };
            last = Some((place, code));
            coded.codes.push(code);
        }
        Ok(coded)
    }

    /// The rows' codes in a dictionary that has every text.
    pub(super) fn in_dictionary(&self, texts: &SortedTexts) -> Result<Vec<u32>, StoreError> {
        let code = |text: &&str| texts.code(text).ok_or_else(damaged);
        let codes = self.texts.iter().map(code).collect::<Result<Vec<u32>, _>>()?;
        Ok(self.codes.iter().map(|code| codes[*code]).collect())
    }
}

pub(super) fn coded_at<'t>(table: &'t [ColumnData], columns: &[usize]) -> Result<Vec<Coded<'t>>, StoreError> {
    let coded = |at: &usize| match table.get(*at) {
        Some(ColumnData::Texts(values)) => Coded::of(values),
        _ => Err(damaged()),
    };
    columns.par_iter().map(coded).collect()
}

pub(super) fn dictionary(columns: &[&Coded<'_>]) -> SortedTexts {
    let distinct: HashSet<&str> = columns.iter().flat_map(|coded| coded.texts.iter().copied()).collect();
    SortedTexts::new(distinct.into_iter().map(str::to_owned))
}

pub(super) fn day(number: i64) -> Result<Day, StoreError> {
    number.try_into().map(Day::from_number).map_err(|_| damaged())
}
