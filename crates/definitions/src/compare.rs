//! Comparing a period with another one: which days, how the two stand beside each other, and how much a number changed.

use crate::{
    day::Day,
    ratio::nearest_double,
    value::{Reason, Value},
};

/// The period to compare with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compare {
    /// None.
    #[default]
    None,
    /// As many days, just before.
    Previous,
    /// The same days a year before.
    Year,
    /// These days, inclusive.
    Days(Day, Day),
}

/// Two periods beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// The first compared day.
    pub from: Day,
    /// The last compared day.
    pub to: Day,
    /// How many days the compared ones are moved on to stand under the shown ones: the multiple of 7 that is nearest to the
    /// distance of the periods, so that a weekday stands beside the same weekday.
    pub shift_days: i32,
}

impl Compare {
    /// The period that this one is compared with; nothing for [`Compare::None`].
    pub fn with(self, from: Day, to: Day) -> Option<Compared> {
        let days = to.number() - from.number() + 1;
        let (before, until) = match self {
            Self::None => return None,
            Self::Previous => (from.plus(-days), from.plus(-1)),
            Self::Year => (from.a_year_before(), to.a_year_before()),
            Self::Days(before, until) => (before, until),
        };
        let distance = from.number() - before.number();
        Some(Compared { from: before, to: until, shift_days: (f64::from(distance) / 7.0).round() as i32 * 7 })
    }
}

impl Compared {
    /// The compared day that stands beside a shown one, where the compared period has it.
    pub fn beside(&self, day: Day) -> Option<Day> {
        Some(day.plus(-self.shift_days)).filter(|beside| (self.from..=self.to).contains(beside))
    }
}

/// How much a number changed, as a part of what it was: (now − before) / |before|.
///
/// Of money and counts the nearest double of the exact quotient. No value where one of the two has none, with its reason, and
/// where it was 0 before.
pub fn change(now: Value, before: Value) -> Value {
    match (now, before) {
        (Value::Missing(reason), _) | (_, Value::Missing(reason)) => Value::Missing(reason),
        (Value::Money(now), Value::Money(before)) | (Value::Count(now), Value::Count(before)) => exact(now, before),
        (now, before) => rounded(double(now), double(before)),
    }
}

fn exact(now: i64, before: i64) -> Value {
    if before == 0 {
        return Value::Missing(Reason::NothingBefore);
    }
    let (now, before) = (i128::from(now), i128::from(before));
    Value::Quotient(nearest_double(now - before, before.abs()))
}

fn rounded(now: f64, before: f64) -> Value {
    if before == 0.0 {
        return Value::Missing(Reason::NothingBefore);
    }
    Value::Quotient((now - before) / before.abs())
}

fn double(value: Value) -> f64 {
    match value {
        Value::Money(number) | Value::Count(number) => number as f64,
        Value::Quotient(quotient) => quotient,
        Value::Missing(_) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn compared(compare: Compare, from: &str, to: &str) -> (String, String, i32) {
        let compared = compare.with(day(from), day(to)).unwrap();
        (compared.from.to_string(), compared.to.to_string(), compared.shift_days)
    }

    #[test]
    fn periods_are_what_their_names_say_and_stand_by_weekday() {
        let previous = compared(Compare::Previous, "2026-06-01", "2026-06-30");
        assert_eq!(previous, ("2026-05-02".to_owned(), "2026-05-31".to_owned(), 28));
        let week = compared(Compare::Previous, "2026-06-08", "2026-06-14");
        assert_eq!(week, ("2026-06-01".to_owned(), "2026-06-07".to_owned(), 7));
        let year = compared(Compare::Year, "2026-06-01", "2026-06-30");
        assert_eq!(year, ("2025-06-01".to_owned(), "2025-06-30".to_owned(), 364));
        assert_eq!(Compare::None.with(day("2026-06-01"), day("2026-06-30")), None);
    }

    #[test]
    fn a_day_without_a_partner_stands_alone() {
        let compared = Compare::Previous.with(day("2026-06-01"), day("2026-06-30")).unwrap();
        assert_eq!(compared.beside(day("2026-06-01")), Some(day("2026-05-04")));
        assert_eq!(compared.beside(day("2026-06-28")), Some(day("2026-05-31")));
        assert_eq!(compared.beside(day("2026-06-29")), None);
    }

    #[test]
    fn a_change_is_a_part_of_what_was_before() {
        assert_eq!(change(Value::Money(3), Value::Money(2)), Value::Quotient(0.5));
        assert_eq!(change(Value::Money(-3), Value::Money(-2)), Value::Quotient(-0.5));
        assert_eq!(change(Value::Quotient(1.0), Value::Quotient(4.0)), Value::Quotient(-0.75));
        assert_eq!(change(Value::Count(1), Value::Count(0)), Value::Missing(Reason::NothingBefore));
        let missing = Value::Missing(Reason::NoSpend);
        assert_eq!(change(Value::Quotient(1.0), missing), missing);
    }
}
