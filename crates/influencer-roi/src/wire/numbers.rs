//! Numbers and lists of them as JSON.

use definitions::{Value, decimal};
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};
use serde_json::value::RawValue;

use crate::insights::dashboard::Numbers;

/// One number: `{"value": 1.5}` or `{"value": null, "reason": "no_spend"}`. Money is written digit by digit, never through a double.
pub(crate) struct Number(pub(crate) Value);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.0 {
            Value::Money(micros) => {
                let exact = RawValue::from_string(decimal(micros)).map_err(serde::ser::Error::custom)?;
                map.serialize_entry("value", &exact)?;
            }
            Value::Count(count) => map.serialize_entry("value", &count)?,
            Value::Quotient(quotient) => map.serialize_entry("value", &quotient)?,
            Value::Missing(reason) => {
                map.serialize_entry("value", &())?;
                map.serialize_entry("reason", reason.id())?;
            }
        }
        map.end()
    }
}

pub(crate) fn money(micros: i64) -> Number {
    Number(Value::Money(micros))
}

pub(crate) fn count(count: i64) -> Number {
    Number(Value::Count(count))
}

/// A list that is written as it is walked, whatever its length.
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
