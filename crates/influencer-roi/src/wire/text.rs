//! JSON as it is written where one answer has thousands of numbers: straight into its bytes, each in its one known shape. All
//! else goes through serde.

use std::io::Write as _;

use definitions::{Day, MICROS_PER_UNIT, Value};
use serde::Serialize;

use crate::insights::dashboard::Numbers;

/// Room for an answer of usual size, so that it does not move while it grows.
const USUAL_BYTES: usize = 1 << 18;

/// The beginning of a JSON text.
pub(super) struct Text(Vec<u8>);

impl Text {
    /// The bytes of one object.
    pub(super) fn object(entries: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut text = Self(Vec::with_capacity(USUAL_BYTES));
        text.braces(entries);
        text.0
    }

    /// `name` with something that serde writes.
    pub(super) fn entry(&mut self, name: &str, value: &(impl Serialize + ?Sized)) {
        self.name(name);
        self.any(value);
        self.comma();
    }

    pub(super) fn entry_object(&mut self, name: &str, entries: impl FnOnce(&mut Self)) {
        self.name(name);
        self.braces(entries);
        self.comma();
    }

    /// `name` with one object for each item.
    pub(super) fn entry_list<T>(&mut self, name: &str, items: &[T], mut entries: impl FnMut(&mut Self, &T)) {
        self.name(name);
        self.0.push(b'[');
        for item in items {
            self.braces(|text| entries(text, item));
            self.comma();
        }
        self.close(b']');
        self.comma();
    }

    /// Each number under its own name.
    pub(super) fn numbers(&mut self, numbers: &Numbers) {
        numbers.iter().for_each(|(id, value)| self.number(id, *value));
    }

    /// One number: `{"value": 1.5}` or `{"value": null, "reason": "no_spend"}`. Money is written with exactly its digits.
    pub(super) fn number(&mut self, name: &str, value: Value) {
        self.name(name);
        self.value(value);
        self.comma();
    }

    pub(super) fn day(&mut self, name: &str, day: Day) {
        self.name(name);
        // Writing to memory does not fail.
        let _ = write!(self.0, "\"{day}\",");
    }

    /// The text of one number alone.
    pub(super) fn of_value(value: Value) -> String {
        let mut text = Self(Vec::new());
        text.value(value);
        String::from_utf8(text.0).unwrap_or_default()
    }

    fn value(&mut self, value: Value) {
        self.0.extend_from_slice(b"{\"value\":");
        match value {
            Value::Money(micros) => self.money(micros),
            Value::Count(count) => self.any(&count),
            Value::Quotient(quotient) => self.any(&quotient),
            Value::Missing(reason) => {
                self.0.extend_from_slice(b"null,\"reason\":\"");
                self.0.extend_from_slice(reason.id().as_bytes());
                self.0.push(b'"');
            }
        }
        self.0.push(b'}');
    }

    /// An amount of micros as a number of currency units, every digit of it.
    fn money(&mut self, micros: i64) {
        let unit = MICROS_PER_UNIT.unsigned_abs();
        let (units, mut fraction) = (micros.unsigned_abs() / unit, micros.unsigned_abs() % unit);
        if micros < 0 {
            self.0.push(b'-');
        }
        self.any(&units);
        if fraction == 0 {
            return;
        }
        self.0.push(b'.');
        let mut place = unit / 10;
        while fraction > 0 {
            self.0.push(b'0' + (fraction / place) as u8);
            fraction %= place;
            place /= 10;
        }
    }

    /// Names are the program's own: nothing in them needs an escape.
    fn name(&mut self, name: &str) {
        self.0.push(b'"');
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(b"\":");
    }

    fn any(&mut self, value: &(impl Serialize + ?Sized)) {
        // Writing to memory does not fail, and no map of an answer has keys that are no texts.
        let written = serde_json::to_writer(&mut self.0, value);
        debug_assert!(written.is_ok(), "{written:?}");
    }

    fn braces(&mut self, entries: impl FnOnce(&mut Self)) {
        self.0.push(b'{');
        entries(self);
        self.close(b'}');
    }

    /// In the place of the last comma, where there is one.
    fn close(&mut self, end: u8) {
        if self.0.last() == Some(&b',') {
            self.0.pop();
        }
        self.0.push(end);
    }

    fn comma(&mut self) {
        self.0.push(b',');
    }
}

#[cfg(test)]
mod tests {
    use definitions::{Reason, decimal};
    use rand::{RngExt, SeedableRng};
    use serde_json::json;

    use super::*;

    #[test]
    fn money_is_written_with_exactly_its_digits() {
        let mut dice = rand_pcg::Pcg64Mcg::seed_from_u64(4);
        let edges = [0, 1, 999, 1_000, 1_001, 999_999, 1_000_000, 999_999_999_999_999, 1_000_000_000_000_001, i64::MAX];
        let sizes = (0..200_000).map(|_| dice.random_range(0..=i64::MAX) >> dice.random_range(0..63));
        for micros in edges.into_iter().chain(sizes) {
            for micros in [micros, -micros] {
                let expected = format!("{{\"value\":{}}}", decimal(micros));
                assert_eq!(Text::of_value(Value::Money(micros)), expected);
            }
        }
    }

    #[test]
    fn an_answer_is_the_json_it_says() {
        let numbers = vec![("orders", Value::Count(-3)), ("roas", Value::Missing(Reason::NoSpend))];
        let bytes = Text::object(|text| {
            text.entry("name", "a \"quoted\"\n name");
            text.entry_object("totals", |text| text.numbers(&numbers));
            text.entry_list("days", &[0, 59], |text, number| text.day("date", Day::from_number(*number)));
            text.entry_list("none", &[(); 0], |_, ()| ());
            text.number("aov", Value::Quotient(0.1));
        });
        let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let expected = json!({
            "name": "a \"quoted\"\n name",
            "totals": {"orders": {"value": -3}, "roas": {"value": null, "reason": "no_spend"}},
            "days": [{"date": "1970-01-01"}, {"date": "1970-03-01"}],
            "none": [],
            "aov": {"value": 0.1},
        });
        assert_eq!(read, expected);
    }
}
