//! Rows behind a number as JSON.

use definitions::decimal;
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::{Value as Json, json, value::RawValue};
use store::{RowColumn, RowValue};

use super::{
    answer::{selection, warning},
    numbers::{Each, Number, NumberMap},
    versions::DatasetShape,
};
use crate::use_cases::rows::RowsPage;

impl Serialize for RowsPage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("dataset", &DatasetShape::new(&self.manifest))?;
        map.serialize_entry("selection", &selection(&self.question.selection))?;
        map.serialize_entry("method", self.question.method.id())?;
        map.serialize_entry("warnings", &Each(&self.warnings, warning))?;
        map.serialize_entry("of", self.of.id())?;
        map.serialize_entry("table", self.table.id())?;
        map.serialize_entry("total", &self.total)?;
        map.serialize_entry("offset", &self.question.table.offset)?;
        map.serialize_entry("sums", &NumberMap(&self.sums))?;
        map.serialize_entry("counted", &Number(self.counted))?;
        map.serialize_entry("note", &self.note)?;
        map.serialize_entry("columns", &Each(&self.columns, column))?;
        map.serialize_entry("rows", &Each(&self.rows, |row| Each(row, CellShape)))?;
        map.end()
    }
}

fn column(column: &RowColumn) -> Json {
    json!({"id": column.id, "label": column.label, "unit": column.unit.id()})
}

/// A text, an exact number or nothing.
struct CellShape<'c>(&'c RowValue<'static>);

impl Serialize for CellShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            RowValue::Text(text) => serializer.serialize_str(text),
            RowValue::Count(count) => serializer.serialize_i64(*count),
            RowValue::Money(micros) => {
                RawValue::from_string(decimal(*micros)).map_err(serde::ser::Error::custom)?.serialize(serializer)
            }
            RowValue::Day(day) => serializer.collect_str(day),
            RowValue::Nothing => serializer.serialize_unit(),
        }
    }
}
