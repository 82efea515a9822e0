//! What stands in a row, and what a column holds.

use std::borrow::Cow;

use definitions::Day;

/// One cell of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowValue<'r> {
    /// A text of a file: never blank, and hostile.
    Text(Cow<'r, str>),
    /// Pieces.
    Count(i64),
    /// Micros.
    Money(i64),
    /// A calendar day.
    Day(Day),
    /// The file says nothing.
    Nothing,
}

impl<'r> RowValue<'r> {
    pub(super) fn text(text: &'r str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(Cow::Borrowed(text)) }
    }

    pub(super) fn number(number: i64, unit: RowUnit) -> Self {
        // Every table writes what it does not know as this.
        if number == crate::UNKNOWN {
            return Self::Nothing;
        }
        if unit == RowUnit::Money { Self::Money(number) } else { Self::Count(number) }
    }

    pub(super) fn to_owned(&self) -> RowValue<'static> {
        match self {
            Self::Text(text) => RowValue::Text(Cow::Owned(text.clone().into_owned())),
            Self::Count(count) => RowValue::Count(*count),
            Self::Money(micros) => RowValue::Money(*micros),
            Self::Day(day) => RowValue::Day(*day),
            Self::Nothing => RowValue::Nothing,
        }
    }
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the cells")]
pub enum RowUnit {
    TextColumn,
    Count,
    Money,
    Day,
}

impl RowUnit {
    /// The name in the API.
    pub const fn id(self) -> &'static str {
        match self {
            Self::TextColumn => "text",
            Self::Count => "count",
            Self::Money => "money",
            Self::Day => "day",
        }
    }
}

/// A column of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowColumn {
    /// The name in the API.
    pub id: &'static str,
    /// The name people read.
    pub label: &'static str,
    /// What its cells are.
    pub unit: RowUnit,
}

impl RowColumn {
    pub(super) const fn new(id: &'static str, label: &'static str, unit: RowUnit) -> Self {
        Self { id, label, unit }
    }
}
