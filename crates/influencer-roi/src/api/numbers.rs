//! Numbers and lists of them as JSON.

use definitions::Value;
use serde::{Serialize, Serializer, ser::SerializeSeq};
use serde_json::value::RawValue;

use super::text::Text;
use crate::use_cases::dashboard::answer::Numbers;

/// One number, in its one shape.
pub(crate) struct Number(pub(crate) Value);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(Text::number_text(self.0)).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

pub(crate) fn money(micros: i64) -> Number {
    Number(Value::Money(micros))
}

pub(crate) fn count(count: i64) -> Number {
    Number(Value::Count(count))
}

/// A list that is serialised item by item, without a copy.
pub(crate) struct Each<'i, T, R>(pub(crate) &'i [T], pub(crate) fn(&'i T) -> R);

impl<T, R: Serialize> Serialize for Each<'_, T, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        self.0.iter().try_for_each(|item| list.serialize_element(&(self.1)(item)))?;
        list.end()
    }
}

/// Numbers by their name.
pub(crate) struct NumberMap<'n>(pub(crate) &'n Numbers);

impl Serialize for NumberMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, value)| (id, Number(*value))))
    }
}
