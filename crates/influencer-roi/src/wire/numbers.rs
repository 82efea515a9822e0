//! Numbers and lists of them as JSON.

use definitions::{MICROS_PER_UNIT, Value, decimal};
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};
use serde_json::value::RawValue;

use crate::insights::dashboard::Numbers;

/// One number: `{"value": 1.5}` or `{"value": null, "reason": "no_spend"}`. Money is written with exactly its digits.
pub(crate) struct Number(pub(crate) Value);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.0 {
            Value::Money(micros) => map.serialize_entry("value", &Exact(micros))?,
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

/// An amount of micros as a number of currency units, every digit of it.
struct Exact(i64);

/// A decimal of at most 15 digits is the shortest text of its double: writing the double writes exactly these digits.
const DOUBLE_MOST: i64 = 1_000_000_000_000_000;
/// Smaller doubles are written with an exponent.
const DOUBLE_LEAST: i64 = 1_000;

impl Serialize for Exact {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(micros) = *self;
        if micros % MICROS_PER_UNIT == 0 {
            return serializer.serialize_i64(micros / MICROS_PER_UNIT);
        }
        if (DOUBLE_LEAST..DOUBLE_MOST).contains(&micros.saturating_abs()) {
            return serializer.serialize_f64(micros as f64 / MICROS_PER_UNIT as f64);
        }
        RawValue::from_string(decimal(micros)).map_err(serde::ser::Error::custom)?.serialize(serializer)
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

#[cfg(test)]
mod tests {
    use definitions::decimal;
    use rand::{RngExt, SeedableRng};

    use super::Exact;

    #[test]
    fn money_is_written_with_exactly_its_digits() {
        let mut dice = rand_pcg::Pcg64Mcg::seed_from_u64(4);
        let edges = [0, 1, 999, 1_000, 1_001, 999_999, 1_000_000, 999_999_999_999_999, 1_000_000_000_000_001, i64::MAX];
        let sizes = (0..200_000).map(|_| dice.random_range(0..=i64::MAX) >> dice.random_range(0..63));
        for micros in edges.into_iter().chain(sizes) {
            for micros in [micros, -micros] {
                assert_eq!(serde_json::to_string(&Exact(micros)).unwrap(), decimal(micros));
            }
        }
    }
}
