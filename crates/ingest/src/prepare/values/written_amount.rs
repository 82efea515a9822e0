//! One cell as an amount whose decimal mark and unit may still be open.

use super::{
    super::super::parse::decimal::{exponent, micros, ungrouped},
    affix::Affixes,
    decimal::Decimal,
    signs::plain_signs,
};

/// An amount as a cell wrote it.
#[derive(Clone, Debug)]
pub(super) struct WrittenAmount {
    /// Digits with their separators, without signs and marks.
    number: String,
    pub(super) around: Affixes,
    is_negative: bool,
}

impl WrittenAmount {
    /// Reads a cell; `None` when it is not an amount whatever the decimal mark: `5 for 10`, `N/A Whey`, `10:30`.
    pub(super) fn parse(cell: &str) -> Option<Self> {
        let plain = plain_signs(cell);
        let text = plain.trim();
        let Some((start, end)) = number_in(text) else {
            return Self::without_digits(text);
        };
        let mut around = Affixes::default();
        around.take_before(&text[..start])?;
        around.take_after(&text[end..])?;
        let is_negative = around.is_negative()?;
        Some(Self { number: text[start..end].to_owned(), around, is_negative })
    }

    /// `-`, `₹ -` and `Nil` are how accounts write zero.
    fn without_digits(text: &str) -> Option<Self> {
        const ZEROS: [&str; 5] = ["nil", "nil.", "zero", "शून्य", "shunya"];
        let zero = |around| Some(Self { number: "0".to_owned(), around, is_negative: false });
        let is_dash = !text.is_empty() && text.len() <= 3 && text.bytes().all(|byte| byte == b'-');
        if is_dash || ZEROS.contains(&text.to_lowercase().as_str()) {
            return zero(Affixes::default());
        }
        let mut around = Affixes::default();
        around.take_before(text)?;
        // Besides the dash only a mark.
        let expected = Affixes { minus: true, mark: around.mark, ..Affixes::default() };
        (around == expected).then(|| zero(Affixes { minus: false, ..around }))?
    }

    /// Micros when the decimal mark and the power of ten of the unit are these; `None` when it cannot be written so.
    pub(super) fn micros(&self, decimal: Decimal, power: u8) -> Option<i64> {
        let (mantissa, exponent) = exponent(&self.number)?;
        let (point, group) = decimal.marks();
        let (whole, fraction) = mantissa.split_once(point).unwrap_or((mantissa, ""));
        let mut separators = [group, '\'', ' '].into_iter().filter(|mark| whole.contains(*mark));
        let separator = separators.next().unwrap_or(group);
        if separators.next().is_some() {
            return None;
        }
        let micros = micros(&ungrouped(whole, separator)?, fraction, exponent + i64::from(power))?;
        Some(if self.is_negative { -micros } else { micros })
    }

    /// Its separators allow one reading only, whatever the rest of the column says: `1.234,50`, `1,23,456`.
    pub(super) fn is_unmistakable(&self) -> bool {
        let count = |mark| self.number.bytes().filter(|byte| *byte == mark).count();
        let (dots, commas) = (count(b'.'), count(b','));
        dots > 0 && commas > 0 || dots > 1 || commas > 1
    }

    /// How many digits stand behind the last separator of any kind; 0 without one.
    pub(super) fn last_group(&self) -> &str {
        self.number.rsplit_once(['.', ',']).map_or("", |(_, last)| last)
    }

    pub(super) fn has_dot(&self) -> bool {
        self.number.contains('.')
    }
}

/// Where the number begins and ends: from the first digit, or the point before it, to the last.
fn number_in(text: &str) -> Option<(usize, usize)> {
    let first = text.find(|letter: char| letter.is_ascii_digit())?;
    let end = text.rfind(|letter: char| letter.is_ascii_digit())? + 1;
    let before = &text[..first];
    let begins_with_point = before.strip_suffix(['.', ',']).is_some_and(|rest| !rest.ends_with(char::is_alphabetic));
    Some((if begins_with_point { first - 1 } else { first }, end))
}
