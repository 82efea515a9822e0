//! One group of rows of a row file: its columns as they are asked for, its rows as cells.

use std::collections::BTreeMap;

use definitions::{Measure, Sums};
use parquet::data_type::ByteArray;

use super::{
    RowTable,
    cell::{RowColumn, RowUnit, RowValue},
    facts::RowFacts,
    files::FactFile,
};
use crate::{ColumnData, Dataset, StoreError, TableReader};
use definitions::BrandRule;
use ingest::{Role, TextColumn, WrittenDay};

/// A group's columns, each read once and only when it is needed.
pub(super) struct Group<'r> {
    reader: &'r TableReader,
    at: usize,
    pub(super) rows: usize,
    columns: BTreeMap<&'static str, ColumnData>,
}

impl<'r> Group<'r> {
    pub(super) fn new(reader: &'r TableReader, at: usize, rows: usize) -> Self {
        Self { reader, at, rows, columns: BTreeMap::new() }
    }

    pub(super) fn ensure(&mut self, columns: &[&'static str]) -> Result<(), StoreError> {
        for name in columns {
            if !self.columns.contains_key(name) {
                let column = self.reader.column(self.at, name)?;
                let is_whole = match &column {
                    ColumnData::Codes(values) => values.len() == self.rows,
                    ColumnData::Numbers(values) => values.len() == self.rows,
                    ColumnData::Texts(values) => values.len() == self.rows,
                };
                if !is_whole {
                    return Err(StoreError::Damaged(format!("column {name} has not as many values as rows")));
                }
                self.columns.insert(name, column);
            }
        }
        Ok(())
    }

    pub(super) fn codes(&mut self, column: &'static str) -> Result<&[i32], StoreError> {
        self.ensure(&[column])?;
        match self.columns.get(column) {
            Some(ColumnData::Codes(_)) => Ok(self.read(column)),
            _ => Err(StoreError::Damaged(format!("column {column} holds no codes"))),
        }
    }

    /// Codes that were read before.
    pub(super) fn read(&self, column: &'static str) -> &[i32] {
        match self.columns.get(column) {
            Some(ColumnData::Codes(values)) => values,
            _ => &[],
        }
    }

    pub(super) fn numbers(&self, column: &'static str) -> &[i64] {
        match self.columns.get(column) {
            Some(ColumnData::Numbers(values)) => values,
            _ => &[],
        }
    }

    pub(super) fn texts(&self, column: &'static str) -> &[ByteArray] {
        match self.columns.get(column) {
            Some(ColumnData::Texts(values)) => values,
            _ => &[],
        }
    }

    /// What rows add up to.
    ///
    /// # Errors
    /// When a column cannot be read.
    pub(super) fn sums(&mut self, table: RowTable, rows: &[u32]) -> Result<Sums, StoreError> {
        let mut sums = Sums::default();
        for measure in table.measures().filter(|_| !rows.is_empty()) {
            let column = match measure {
                Measure::Posts => {
                    sums[measure] = rows.len() as i64;
                    continue;
                }
                Measure::Reach => "reach",
                Measure::Likes => "likes",
                Measure::Comments => "comments",
                Measure::Orders | Measure::OrganicOrders | Measure::OtherOrders => "orders",
                _ => "revenue_micros",
            };
            self.ensure(&[column])?;
            let numbers = self.numbers(column);
            let part = rows.iter().filter_map(|row| numbers.get(*row as usize));
            // No sum of accepted rows leaves an i64: the import sees to it.
            sums[measure] = part.fold(0, |sum, number| sum.wrapping_add(*number));
        }
        Ok(sums)
    }

    /// Reads what cells of these columns need, as far as the file has it.
    ///
    /// # Errors
    /// When a column cannot be read.
    pub(super) fn ensure_parts(&mut self, parts: &[RowField], of: CellsOf<'_>) -> Result<(), StoreError> {
        let has = |column: &str| of.file.rows.as_ref().is_some_and(|rows| rows.has(column));
        for part in parts {
            let column = match part {
                RowField::File => None,
                RowField::Line => Some("line"),
                RowField::Day => Some("day"),
                RowField::Text(text) => Some(column_of(*text)),
                RowField::Name => Some(column_of(TextColumn::Id)),
                RowField::Brand => TextColumn::naming_brand(of.facts.brand).map(column_of),
                RowField::Number(column, _) | RowField::Stored(column) => Some(*column).filter(|column| has(column)),
            };
            self.ensure(column.as_slice())?;
        }
        Ok(())
    }

    /// One cell, of columns that were read before.
    pub(super) fn cell<'c>(&'c self, of: CellsOf<'c>, row: usize, part: RowField) -> RowValue<'c> {
        let CellsOf { facts, dataset, file } = of;
        let code = |text: TextColumn| self.read(column_of(text)).get(row).map_or(0, |code| *code as usize);
        let text = |text: TextColumn| facts.texts(text).get(code(text)).map_or("", String::as_str);
        match part {
            RowField::File => RowValue::text(&file.name),
            RowField::Line => {
                self.read("line").get(row).map_or(RowValue::Nothing, |line| RowValue::Count((*line as u32).into()))
            }
            RowField::Day => {
                let packed = self.read("day").get(row);
                let day = packed.and_then(|packed| file.order.resolve(WrittenDay::unpacked(*packed)));
                day.map_or(RowValue::Nothing, RowValue::Day)
            }
            RowField::Text(of) => RowValue::text(text(of)),
            RowField::Brand => RowValue::text(
                TextColumn::naming_brand(facts.brand).map_or("", |column| facts.brand.part(text(column))),
            ),
            RowField::Name => {
                let profile = facts.profile_of.get(code(TextColumn::Id)).copied().flatten();
                let in_roster = profile.map(|at| &dataset.profiles()[at]).filter(|profile| profile.in_roster);
                in_roster.map_or(RowValue::Nothing, |profile| RowValue::text(&profile.name))
            }
            RowField::Number(column, unit) => {
                self.numbers(column).get(row).map_or(RowValue::Nothing, |number| RowValue::number(*number, unit))
            }
            RowField::Stored(column) => {
                match self.texts(column).get(row).map(|text| String::from_utf8_lossy(text.data())) {
                    Some(text) if !text.is_empty() => RowValue::Text(text),
                    _ => RowValue::Nothing,
                }
            }
        }
    }
}

/// Where the cells of a row come from beside its group.
#[derive(Clone, Copy)]
pub(super) struct CellsOf<'c> {
    pub(super) facts: &'c RowFacts,
    pub(super) dataset: &'c Dataset,
    pub(super) file: &'c FactFile,
}

/// What a cell is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowField {
    File,
    Line,
    Day,
    Text(TextColumn),
    /// By the version's rule.
    Brand,
    Name,
    Number(&'static str, RowUnit),
    Stored(&'static str),
}

const TRACKING: [(RowColumn, RowField); 13] = [
    (RowColumn::new("file", "File", RowUnit::TextColumn), RowField::File),
    (RowColumn::new("line", "Line", RowUnit::Count), RowField::Line),
    (RowColumn::new("date", "Date", RowUnit::Day), RowField::Day),
    (RowColumn::new("source", "Source", RowUnit::TextColumn), RowField::Text(TextColumn::Source)),
    (RowColumn::new("influencer", "Influencer", RowUnit::TextColumn), RowField::Text(TextColumn::Id)),
    (RowColumn::new("name", "Name", RowUnit::TextColumn), RowField::Name),
    (RowColumn::new("campaign", "Campaign", RowUnit::TextColumn), RowField::Text(TextColumn::Campaign)),
    (RowColumn::new("brand", "Brand", RowUnit::TextColumn), RowField::Brand),
    (RowColumn::new("product", "Product", RowUnit::TextColumn), RowField::Text(TextColumn::Product)),
    (RowColumn::new("orders", "Orders", RowUnit::Count), RowField::Number("orders", RowUnit::Count)),
    (RowColumn::new("revenue", "Revenue", RowUnit::Money), RowField::Number("revenue_micros", RowUnit::Money)),
    (RowColumn::new("clicks", "Clicks", RowUnit::Count), RowField::Number("clicks", RowUnit::Count)),
    (RowColumn::new("user_id", "User", RowUnit::TextColumn), RowField::Stored("user_id")),
];

const POSTS: [(RowColumn, RowField); 14] = [
    (RowColumn::new("file", "File", RowUnit::TextColumn), RowField::File),
    (RowColumn::new("line", "Line", RowUnit::Count), RowField::Line),
    (RowColumn::new("date", "Date", RowUnit::Day), RowField::Day),
    (RowColumn::new("influencer", "Influencer", RowUnit::TextColumn), RowField::Text(TextColumn::Id)),
    (RowColumn::new("name", "Name", RowUnit::TextColumn), RowField::Name),
    (RowColumn::new("platform", "Platform", RowUnit::TextColumn), RowField::Stored("platform")),
    (RowColumn::new("url", "Address", RowUnit::TextColumn), RowField::Stored("url")),
    (RowColumn::new("caption", "Caption", RowUnit::TextColumn), RowField::Stored("caption")),
    (RowColumn::new("reach", "Reach", RowUnit::Count), RowField::Number("reach", RowUnit::Count)),
    (RowColumn::new("likes", "Likes", RowUnit::Count), RowField::Number("likes", RowUnit::Count)),
    (RowColumn::new("comments", "Comments", RowUnit::Count), RowField::Number("comments", RowUnit::Count)),
    (RowColumn::new("shares", "Shares", RowUnit::Count), RowField::Number("shares", RowUnit::Count)),
    (RowColumn::new("saves", "Saves", RowUnit::Count), RowField::Number("saves", RowUnit::Count)),
    (RowColumn::new("views", "Views", RowUnit::Count), RowField::Number("views", RowUnit::Count)),
];

/// The columns of a table's rows. What no file has is not shown; a product that is the brand is not shown twice.
pub(super) fn columns(facts: &RowFacts, table: RowTable) -> impl Iterator<Item = (RowColumn, RowField)> {
    let (all, role) = match table {
        RowTable::Posts => (POSTS.as_slice(), Role::Posts),
        _ => (TRACKING.as_slice(), Role::Tracking),
    };
    let is_wanted = move |part: RowField| match part {
        RowField::Text(TextColumn::Product) => facts.brand != BrandRule::Product,
        RowField::Number("clicks", _) => facts.has("clicks", role),
        RowField::Stored("user_id") => facts.has("user_id", role),
        _ => true,
    };
    all.iter().copied().filter(move |(_, part)| is_wanted(*part))
}

/// The column of the codes of a text in row files.
pub(super) const fn column_of(text: TextColumn) -> &'static str {
    match text {
        TextColumn::Id => "influencer_code",
        TextColumn::Source => "source_code",
        TextColumn::Campaign => "campaign_code",
        TextColumn::Product => "product_code",
        TextColumn::Brand => "brand_code",
    }
}
