//! Two tables of the sales: what each series is of, and its cells, one series after the other, as a cube takes them.
//!
//! Up to the third layout one table had it all, a row a cell with its texts.

use std::path::Path;

use cube::{CubeInput, Dictionaries, SalesCell, SalesKey, SalesSeries, SeriesKey, SortedTexts};
use definitions::Class;
use parquet::data_type::ByteArray;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::columns::{Coded, damaged, day, numbers_at};
use crate::{
    StoreError,
    integrity::Files,
    table_file::{self, ColumnData, TableWriter, Written},
};

const SERIES: &str = "message series { required binary class (UTF8); required binary influencer_id (UTF8); \
    required binary brand (UTF8); required binary product (UTF8); required binary campaign (UTF8); required int64 cells; }";
const CUBE: &str = "message cube { required int32 day; required int64 rows; required int64 orders; \
    required int64 revenue_micros; }";

pub(super) const SERIES_FILE: &str = "series.parquet";
pub(super) const CUBE_FILE: &str = "cube.parquet";

/// Rows of one row group.
const BATCH_ROWS: usize = 1 << 17;

/// Writes both tables.
pub(crate) fn write(folder: &Path, input: &CubeInput) -> Result<[Written; 2], StoreError> {
    let CubeInput { dictionaries: Dictionaries { ids, brands, products, campaigns }, sales, .. } = input;
    let texts = |texts: &SortedTexts, code: fn(&SeriesKey) -> u32| {
        ColumnData::Texts(sales.series.iter().map(|(key, _)| ByteArray::from(texts.text(code(key)))).collect())
    };
    let mut series = TableWriter::create(&folder.join(SERIES_FILE), SERIES)?;
    series.write(&[
        ColumnData::Texts(sales.series.iter().map(|(key, _)| ByteArray::from(key.class.id())).collect()),
        texts(ids, |key| key.influencer),
        texts(brands, |key| key.brand),
        texts(products, |key| key.product),
        texts(campaigns, |key| key.campaign),
        ColumnData::Numbers(sales.series.iter().map(|(_, cells)| (*cells).into()).collect()),
    ])?;
    let series = series.finish()?;
    let mut cells = TableWriter::create(&folder.join(CUBE_FILE), CUBE)?;
    for from in (0..sales.days.len()).step_by(BATCH_ROWS) {
        let batch = from..sales.days.len().min(from + BATCH_ROWS);
        let numbers = |numbers: &[i64]| ColumnData::Numbers(numbers[batch.clone()].to_vec());
        let days = ColumnData::Codes(sales.days[batch.clone()].to_vec());
        cells.write(&[days, numbers(&sales.rows), numbers(&sales.orders), numbers(&sales.revenue)])?;
    }
    Ok([series, cells.finish()?])
}

/// The table that has the texts of the sales: class, influencer, brand, product and campaign come first in both layouts.
pub(super) fn keyed_by(files: &Files) -> &'static str {
    if files.has(SERIES_FILE) { SERIES_FILE } else { CUBE_FILE }
}

/// - `keyed`: the table that [`keyed_by`] names.
/// - `sold`: its texts.
///
/// # Errors
/// [`StoreError::SetAside`] when a table is not what this program or an earlier one writes.
pub(super) fn read(
    files: &Files,
    keyed: &[ColumnData],
    sold: &[Coded<'_>],
    dictionaries: &Dictionaries,
) -> Result<SalesSeries, StoreError> {
    if keyed_by(files) == CUBE_FILE {
        return files.understood(CUBE_FILE, cells_with_texts(keyed, sold, dictionaries)).map(SalesSeries::new);
    }
    let series = files.understood(SERIES_FILE, series(keyed, sold, dictionaries))?;
    files.understood(CUBE_FILE, table_file::read(files, CUBE_FILE).and_then(|cells| sales_series(series, cells)))
}

/// What each row of `sold` is of.
fn keys(sold: &[Coded<'_>], dictionaries: &Dictionaries) -> Result<Vec<SeriesKey>, StoreError> {
    let Dictionaries { ids, brands, products, campaigns } = dictionaries;
    let class = |text: &&str| Class::ALL.into_iter().find(|class| class.id() == *text).ok_or_else(damaged);
    let classes = sold[0].texts.iter().map(class).collect::<Result<Vec<Class>, _>>()?;
    let codes: Vec<Vec<u32>> = [(1, ids), (2, brands), (3, products), (4, campaigns)]
        .into_par_iter()
        .map(|(at, texts)| sold[at].in_dictionary(texts))
        .collect::<Result<_, _>>()?;
    let key = |at: usize| {
        let [influencer, brand, product, campaign] = std::array::from_fn(|column| codes[column][at]);
        SeriesKey { class: classes[sold[0].codes[at]], influencer, brand, product, campaign }
    };
    Ok((0..sold[0].codes.len()).into_par_iter().map(key).collect())
}

fn series(
    table: &[ColumnData],
    sold: &[Coded<'_>],
    dictionaries: &Dictionaries,
) -> Result<Vec<(SeriesKey, u32)>, StoreError> {
    let cells = numbers_at(table, 5)?.iter().map(|cells| u32::try_from(*cells).map_err(|_| damaged()));
    let series: Vec<(SeriesKey, u32)> = keys(sold, dictionaries)?
        .into_iter()
        .zip(cells)
        .map(|(key, cells)| Ok((key, cells?)))
        .collect::<Result<_, StoreError>>()?;
    let is_sound = series.is_sorted_by(|left, right| left.0 < right.0) && series.iter().all(|(_, cells)| *cells > 0);
    is_sound.then_some(series).ok_or_else(damaged)
}

/// The cells of each series.
fn sales_series(series: Vec<(SeriesKey, u32)>, table: Vec<ColumnData>) -> Result<SalesSeries, StoreError> {
    let [ColumnData::Codes(days), ColumnData::Numbers(rows), ColumnData::Numbers(orders), ColumnData::Numbers(revenue)] =
        <[ColumnData; 4]>::try_from(table).map_err(|_| damaged())?
    else {
        return Err(damaged());
    };
    let sales = SalesSeries { series, days, rows, orders, revenue };
    sales.is_sound().then_some(sales).ok_or_else(damaged)
}

/// The cells of a layout up to the third.
fn cells_with_texts(
    table: &[ColumnData],
    sold: &[Coded<'_>],
    dictionaries: &Dictionaries,
) -> Result<Vec<SalesCell>, StoreError> {
    let keys = keys(sold, dictionaries)?;
    let (days, rows) = (numbers_at(table, 5)?, numbers_at(table, 6)?);
    let (orders, revenue) = (numbers_at(table, 7)?, numbers_at(table, 8)?);
    let cell = |at: usize| {
        let key = SalesKey { series: keys[at], day: day(days[at])? };
        Ok(SalesCell { key, rows: rows[at], orders: orders[at], revenue: revenue[at] })
    };
    (0..days.len()).into_par_iter().map(cell).collect()
}
