//! A fast JSON writer for answers with thousands of numbers: straight into bytes, each number in its one known shape. All else
//! goes through serde.

use std::sync::LazyLock;

use cube::join;
use definitions::{Day, METRICS, MICROS_PER_UNIT, Measure, Scope, Value};
use serde::Serialize;

use crate::use_cases::dashboard::answer::Numbers;

/// Capacity for an answer of usual size, which then never reallocates.
const USUAL_BYTES: usize = 1 << 18;

/// The number of objects from which a second thread saves more than it costs to wake it.
const WORTH_TWO_THREADS: usize = 50;

/// The keys of measures and metrics with their punctuation, prepared once: a long table writes them many thousand times.
static BEFORE: LazyLock<Vec<Short>> = LazyLock::new(|| {
    let measures = Measure::OF_INFLUENCERS.iter().map(|measure| measure.id());
    let before = |id: &str| Short::new(format!("\"{id}\":{{\"value\":").as_bytes());
    measures.chain(METRICS.iter().map(|metric| metric.id)).map(before).collect()
});

/// Each number from 0 to 99 in two digits.
const TWO_DIGITS: [[u8; 2]; 100] = {
    let mut digits = [[0; 2]; 100];
    let mut number = 0;
    while number < 100 {
        digits[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    digits
};

/// A few bytes in a buffer of fixed size, which is copied whole: faster than a copy of variable length.
#[derive(Clone, Copy)]
struct Short {
    bytes: [u8; 32],
    len: usize,
}

impl Short {
    const EMPTY: Self = Self { bytes: [0; 32], len: 0 };

    fn new(bytes: &[u8]) -> Self {
        let mut short = Self::EMPTY;
        short.bytes[..bytes.len()].copy_from_slice(bytes);
        Self { len: bytes.len(), ..short }
    }

    fn push(&mut self, byte: u8) {
        self.bytes[self.len] = byte;
        self.len += 1;
    }

    fn pair(&mut self, place: usize, number: u64) {
        self.bytes[place..place + 2].copy_from_slice(&TWO_DIGITS[number as usize]);
    }

    fn digits(&mut self, mut number: u64) {
        let (from, count) = (self.len, number.checked_ilog10().unwrap_or(0) as usize + 1);
        self.len += count;
        let mut place = self.len;
        while number >= 100 {
            place -= 2;
            self.pair(place, number % 100);
            number /= 100;
        }
        if place - from == 2 {
            self.pair(from, number);
        } else {
            self.bytes[from] = b'0' + number as u8;
        }
    }

    /// A decimal point and up to six digits.
    fn fraction(&mut self, millionths: u64) {
        if millionths == 0 {
            return;
        }
        self.push(b'.');
        let pairs = [millionths / 10_000, millionths / 100 % 100, millionths % 100];
        for (place, pair) in pairs.into_iter().enumerate() {
            self.pair(self.len + 2 * place, pair);
        }
        self.len += 6;
        while self.bytes[self.len - 1] == b'0' {
            self.len -= 1;
        }
    }

    fn whole(number: i64) -> Self {
        let mut short = Self::EMPTY;
        if number < 0 {
            short.push(b'-');
        }
        short.digits(number.unsigned_abs());
        short
    }

    /// An amount of micros as a number of currency units, every digit of it.
    fn money(micros: i64) -> Self {
        let (size, unit) = (micros.unsigned_abs(), MICROS_PER_UNIT.unsigned_abs());
        let mut short = Self::EMPTY;
        if micros < 0 {
            short.push(b'-');
        }
        short.digits(size / unit);
        short.fraction(size % unit);
        short
    }
}

/// The beginning of a JSON text.
pub(super) struct Text(Vec<u8>);

/// Entries of an object that are written apart and inserted later.
pub(super) struct Entries(Vec<u8>);

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
    pub(super) fn entry_list<T>(&mut self, name: &str, items: &[T], entries: impl FnMut(&mut Self, &T)) {
        self.list(name, |text| text.objects(items, entries));
    }

    /// The same of a long list, at the same time as other entries that follow later: [`Self::entries`] takes them.
    pub(super) fn entry_long_list<T: Sync>(
        &mut self,
        name: &str,
        items: &[T],
        entries: impl Fn(&mut Self, &T) + Sync,
        others: impl FnOnce(&mut Self) + Send,
    ) -> Entries {
        // The thread with the other entries starts on the list later, so it gets less of it.
        let (first, second) = items.split_at(items.len() * 2 / 3);
        let beside = || {
            let [mut follow, mut rest] = [(); 2].map(|()| Self(Vec::with_capacity(USUAL_BYTES / 2)));
            others(&mut follow);
            rest.objects(second, &entries);
            (Entries(follow.0), rest.0)
        };
        let mut follow = Entries(Vec::new());
        self.list(name, |text| {
            let rest;
            ((follow, rest), ()) = join(items.len() >= WORTH_TWO_THREADS, beside, || text.objects(first, &entries));
            text.0.extend_from_slice(&rest);
        });
        follow
    }

    /// Entries that were written before.
    pub(super) fn entries(&mut self, Entries(written): &Entries) {
        self.0.extend_from_slice(written);
    }

    fn list(&mut self, name: &str, objects: impl FnOnce(&mut Self)) {
        self.name(name);
        self.0.push(b'[');
        objects(self);
        self.close(b']');
        self.comma();
    }

    fn objects<T>(&mut self, items: &[T], mut entries: impl FnMut(&mut Self, &T)) {
        for item in items {
            self.braces(|text| entries(text, item));
            self.comma();
        }
    }

    /// Each number under its own name.
    pub(super) fn numbers(&mut self, numbers: &Numbers) {
        numbers.iter().for_each(|(id, value)| self.number(id, *value));
    }

    /// Every measure and metric that one influencer or platform has.
    pub(super) fn numbers_of_part(&mut self, scope: &Scope) {
        let measures = Measure::OF_INFLUENCERS.iter().map(|measure| scope.measure(*measure));
        for (value, before) in measures.chain(scope.metrics().map(|(_, value)| value)).zip(&*BEFORE) {
            self.short(before);
            self.rest_of_value(value);
            self.comma();
        }
    }

    /// One number: `{"value": 1.5}` or `{"value": null, "reason": "no_spend"}`. Money is written with exactly its digits.
    pub(super) fn number(&mut self, name: &str, value: Value) {
        self.name(name);
        self.value(value);
        self.comma();
    }

    pub(super) fn day(&mut self, name: &str, day: Day) {
        self.name(name);
        let (year, month, day) = day.fields();
        let [century, year, month, day] = [year / 100, year % 100, month, day].map(|pair| TWO_DIGITS[pair as usize]);
        let [[a, b], [c, d], [e, f], [g, h]] = [century, year, month, day];
        self.0.extend_from_slice(&[b'"', a, b, c, d, b'-', e, f, b'-', g, h, b'"', b',']);
    }

    /// The text of one number alone.
    pub(super) fn number_text(value: Value) -> String {
        let mut text = Self(Vec::new());
        text.value(value);
        String::from_utf8(text.0).unwrap_or_default()
    }

    fn value(&mut self, value: Value) {
        self.0.extend_from_slice(b"{\"value\":");
        self.rest_of_value(value);
    }

    fn rest_of_value(&mut self, value: Value) {
        match value {
            Value::Money(micros) => self.short(&Short::money(micros)),
            Value::Count(count) => self.short(&Short::whole(count)),
            Value::Quotient(quotient) => self.any(&quotient),
            Value::Missing(reason) => {
                self.0.extend_from_slice(b"null,\"reason\":\"");
                self.0.extend_from_slice(reason.id().as_bytes());
                self.0.push(b'"');
            }
        }
        self.0.push(b'}');
    }

    fn short(&mut self, Short { bytes, len }: &Short) {
        let end = self.0.len() + len;
        self.0.extend_from_slice(bytes);
        self.0.truncate(end);
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

    /// Replaces the last comma, where there is one.
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
    fn money_and_counts_are_written_with_exactly_their_digits() {
        let mut dice = rand_pcg::Pcg64Mcg::seed_from_u64(4);
        let edges = [0, 1, 999, 1_000, 1_001, 999_999, 1_000_000, 999_999_999_999_999, 1_000_000_000_000_001, i64::MAX];
        let sizes = (0..200_000).map(|_| dice.random_range(0..=i64::MAX) >> dice.random_range(0..63));
        for micros in edges.into_iter().chain(sizes) {
            for micros in [micros, -micros, i64::MIN + micros] {
                let expected = format!("{{\"value\":{}}}", decimal(micros));
                assert_eq!(Text::number_text(Value::Money(micros)), expected);
                assert_eq!(Text::number_text(Value::Count(micros)), format!("{{\"value\":{micros}}}"));
            }
        }
    }

    #[test]
    fn an_answer_is_the_json_it_says() {
        let numbers = vec![("orders", Value::Count(-3)), ("roas", Value::Missing(Reason::NoSpend))];
        let bytes = Text::object(|text| {
            text.entry("name", "a \"quoted\"\n name");
            text.entry_object("totals", |text| text.numbers(&numbers));
            text.entry_list("days", &[0, 59, -1], |text, number| text.day("date", Day::from_number(*number)));
            text.entry_list("none", &[(); 0], |_, ()| ());
            let number = |text: &mut Text, number: &i32| text.entry("number", number);
            let one = text.entry_long_list("short", &[1, 2, 3], number, |text| text.entry("one", &1));
            let two = text.entry_long_list("long", &[7; 200], number, |text| text.entry("two", &2));
            let none = text.entry_long_list("nothing", &[], number, |_| ());
            [none, two].iter().for_each(|entries| text.entries(entries));
            text.entries(&one);
            text.number("aov", Value::Quotient(0.1));
        });
        let read: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
        let expected = json!({
            "name": "a \"quoted\"\n name",
            "totals": {"orders": {"value": -3}, "roas": {"value": null, "reason": "no_spend"}},
            "days": [{"date": "1970-01-01"}, {"date": "1970-03-01"}, {"date": "1969-12-31"}],
            "none": [],
            "one": 1,
            "two": 2,
            "short": [{"number": 1}, {"number": 2}, {"number": 3}],
            "long": vec![json!({"number": 7}); 200],
            "nothing": [],
            "aov": {"value": 0.1},
        });
        assert_eq!(read, expected);
    }
}
