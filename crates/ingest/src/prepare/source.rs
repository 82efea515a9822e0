//! One uploaded table with everything that is understood of it, and its rows as typed values.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashSet},
};

use definitions::Day;

use super::{
    super::{Upload, tables::fields::Field},
    identity::Key,
    plan::{FieldPlan, FilePlan, From, KeyColumn, TablePlan},
    text::Sheet,
    values::{AmountStyle, CountStyle, Currency, DayStyle, Side},
};

/// One uploaded table.
pub(super) struct Source<'u> {
    /// Its place among the uploads.
    pub(super) at: usize,
    pub(super) upload: &'u Upload,
    pub(super) sheet: Sheet,
    pub(super) plan: FilePlan,
    /// Its header is our own: it is rewritten only where its text, a value or a key asks for it.
    pub(super) is_own: bool,
    pub(super) styles: Styles,
    /// Its list of creators where another file brings one: it only says which name stands beside which id.
    pub(super) named: Option<TablePlan>,
    /// Days that are left out as mistyped.
    pub(super) odd_days: HashSet<Day>,
}

/// How each column writes its values.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    pub(super) amounts: BTreeMap<usize, AmountStyle>,
    pub(super) counts: BTreeMap<usize, CountStyle>,
    pub(super) days: BTreeMap<usize, DayStyle>,
}

/// A cell that holds a value, or the text of one that does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'c, T> {
    Read(T),
    /// Nothing stands there, or the table has no such column.
    Blank,
    Unreadable(&'c str),
}

impl<T> Value<'_, T> {
    pub(super) fn read(self) -> Option<T> {
        match self {
            Self::Read(value) => Some(value),
            Self::Blank | Self::Unreadable(_) => None,
        }
    }
}

/// The rows of a source as one of the tables it feeds.
#[derive(Clone, Copy)]
pub(super) struct View<'s> {
    pub(super) table: &'s TablePlan,
    pub(super) styles: &'s Styles,
}

/// Stands for any text in the values of a shape.
const ANY: &str = "*";

impl<'s> View<'s> {
    pub(super) fn plan_of(&self, field: Field) -> Option<&'s FieldPlan> {
        self.table.fields.iter().find(|plan| plan.field == field)
    }

    pub(super) fn column(&self, field: Field) -> Option<usize> {
        self.table.column_of(field)
    }

    /// The text of a field, blank where the table has none.
    pub(super) fn text<'c>(&self, cells: &[&'c str], field: Field) -> Cow<'c, str>
    where
        's: 'c,
    {
        match self.plan_of(field).map(|plan| &plan.from) {
            None => Cow::Borrowed(""),
            Some(From::Column(column)) => Cow::Borrowed(cell(cells, *column)),
            Some(From::Constant(text)) => Cow::Borrowed(text.as_str()),
            Some(From::Joined(columns)) => {
                let parts: Vec<&str> =
                    columns.iter().map(|column| cell(cells, *column)).filter(|text| !text.is_empty()).collect();
                Cow::Owned(parts.join(" "))
            }
            Some(From::Parameter { column, name }) => Cow::Owned(parameter(cell(cells, *column), name)),
        }
    }

    /// The micros of an amount.
    pub(super) fn amount<'c>(&self, cells: &[&'c str], field: Field) -> Value<'c, i64> {
        self.column(field).map_or(Value::Blank, |column| self.amount_at(cells, column))
    }

    /// The micros of the amount in a column.
    pub(super) fn amount_at<'c>(&self, cells: &[&'c str], column: usize) -> Value<'c, i64> {
        let text = cell(cells, column);
        if text.is_empty() {
            return Value::Blank;
        }
        let style = self.styles.amounts.get(&column).copied().unwrap_or_default();
        style.read(text).map_or(Value::Unreadable(text), |amount| Value::Read(amount.micros))
    }

    /// Which side of an account the amount in a column stands on, where its cell says it.
    pub(super) fn side_at(&self, cells: &[&str], column: usize) -> Option<Side> {
        let style = self.styles.amounts.get(&column).copied().unwrap_or_default();
        style.read(cell(cells, column))?.side
    }

    pub(super) fn count<'c>(&self, cells: &[&'c str], field: Field) -> Value<'c, i64> {
        let Some(column) = self.column(field) else { return Value::Blank };
        let text = cell(cells, column);
        if text.is_empty() {
            return Value::Blank;
        }
        let style = self.styles.counts.get(&column).copied().unwrap_or_default();
        style.read(text).map_or(Value::Unreadable(text), Value::Read)
    }

    /// The currency of a row's money: as its column says, as the amount is marked, or as the header says; blank for none.
    pub(super) fn currency(&self, cells: &[&str], money: Option<usize>) -> String {
        let of_column = self.table.currency.map(|column| cell(cells, column).trim()).filter(|text| !text.is_empty());
        if let Some(text) = of_column {
            let known = Currency::of_word(text).or_else(|| Currency::of_header(text));
            let letters = || text.chars().filter(|letter| letter.is_alphabetic()).collect::<String>().to_uppercase();
            return known.map_or_else(letters, |currency| currency.code().to_owned());
        }
        let style = money.and_then(|column| self.styles.amounts.get(&column));
        let amount = style.zip(money).and_then(|(style, column)| style.read(cell(cells, column)));
        let mark = amount.and_then(|amount| amount.mark).map(|mark| mark.code().to_owned());
        mark.or_else(|| self.table.fixed_currency.clone()).unwrap_or_default()
    }

    pub(super) fn day<'c>(&self, cells: &[&'c str], field: Field) -> Value<'c, Day> {
        let Some(column) = self.column(field) else { return Value::Blank };
        let text = cell(cells, column);
        if text.is_empty() {
            return Value::Blank;
        }
        let style = self.styles.days.get(&column);
        style.and_then(|style| style.read(text)).map_or(Value::Unreadable(text), Value::Read)
    }

    /// The keys of a row, those that are blank left out. An id in a column of its own stands as the only key.
    pub(super) fn keys(&self, cells: &[&str]) -> Vec<Key> {
        if self.table.keys.is_empty() || self.plan_of(Field::Influencer).is_some() {
            let id = self.text(cells, Field::Influencer);
            if !id.is_empty() {
                return vec![Key::creator(&id)];
            }
        }
        let keys = self.table.keys.iter().map(|key| key_of(key, cells));
        keys.filter(|key| !key.text.is_empty()).collect()
    }

    /// Whether the row feeds this table at all: a bank statement's incoming money feeds no payouts.
    pub(super) fn feeds(&self, cells: &[&str]) -> bool {
        self.table.only.as_ref().is_none_or(|(column, values)| {
            let text = cell(cells, *column);
            values.iter().any(|value| value.eq_ignore_ascii_case(text))
        })
    }

    /// Whether a row is left out by what one of its cells says, with its column and that cell.
    pub(super) fn left_out<'c>(&self, cells: &[&'c str]) -> Option<(usize, &'c str)> {
        self.table.left_out.iter().find_map(|(column, values)| {
            let text = cell(cells, *column);
            let is_left_out = |value: &String| value.eq_ignore_ascii_case(text) || value == ANY && !text.is_empty();
            values.iter().any(is_left_out).then_some((*column, text))
        })
    }

    /// Whether a column leaves rows out by any text at all: a day on which an order was cancelled.
    pub(super) fn is_any_left_out(&self, column: usize) -> bool {
        self.table.left_out.iter().any(|(known, values)| *known == column && values.iter().any(|value| value == ANY))
    }

    pub(super) fn status<'c>(&self, cells: &[&'c str]) -> &'c str {
        self.table.status.map_or("", |column| cell(cells, column))
    }

    pub(super) fn refund(&self, cells: &[&str]) -> i64 {
        let refund = self.table.refund.and_then(|column| self.amount_at(cells, column).read());
        // Some tools write what was given back as a negative amount.
        refund.map_or(0, i64::abs)
    }
}

fn key_of(key: &KeyColumn, cells: &[&str]) -> Key {
    let text = cell(cells, key.column);
    let text = key.parameter.as_deref().map_or_else(|| text.to_owned(), |name| parameter(text, name));
    Key { is_contained: key.is_contained, ..Key::new(key.kind, &text) }
}

/// A cell of a row; blank where the row is short.
pub(super) fn cell<'c>(cells: &[&'c str], column: usize) -> &'c str {
    cells.get(column).copied().unwrap_or_default()
}

/// The value of `name` in a query string, an address or lines of `name: value`.
pub(super) fn parameter(text: &str, name: &str) -> String {
    let ends = |letter: char| matches!(letter, '&' | '\n' | '\r' | ';' | ',' | ' ' | '#' | '"');
    for (at, _) in text.match_indices(name) {
        let is_word = !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
        let rest = text[at + name.len()..].trim_start();
        if let Some(value) = rest.strip_prefix(['=', ':']).filter(|_| is_word) {
            let value = value.trim_start();
            return value.split(ends).next().unwrap_or_default().to_owned();
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_found_in_addresses_and_in_lines() {
        assert_eq!(parameter("https://x.example/?utm_source=ig&utm_content=asha", "utm_content"), "asha");
        assert_eq!(parameter("utm_source: ig\nutm_content: asha_fit\n", "utm_content"), "asha_fit");
        assert_eq!(parameter("my_utm_content=no", "utm_content"), "");
        assert_eq!(parameter("", "utm_content"), "");
    }
}
