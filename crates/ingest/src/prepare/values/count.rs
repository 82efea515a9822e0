//! How a column writes whole numbers: orders, followers, likes.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::parse::amounts::plain_whole;

use super::{
    ColumnHint, Example,
    amount::{AmountStyle, CrMeaning},
    decimal::Decimal,
    decimals::{DecimalEvidence, DecimalReading},
    unit::HeaderUnit,
    words,
    written_amount::WrittenAmount,
};

/// How a column writes its counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CountStyle {
    /// The decimal mark of cells such as `1,1M`.
    pub(crate) decimal: Decimal,
    /// Numbers without a unit of their own are in units of ten to this power.
    pub(crate) power: u8,
}

impl CountStyle {
    /// The whole number of a cell: `17.0`, `120.5K`, `12,34,567`, `1M+`. `-` and `Nil` are 0.
    pub(crate) fn read(&self, cell: &str) -> Option<i64> {
        match plain_whole(cell) {
            Some(number) if self.power == 0 => Some(number),
            _ => self.value(&parse(cell)?),
        }
    }

    fn value(&self, written: &WrittenAmount) -> Option<i64> {
        let amount =
            AmountStyle { decimal: self.decimal, power: self.power, cr: CrMeaning::Crore, ..Default::default() };
        whole(amount.micros(written)?)
    }
}

fn whole(micros: i64) -> Option<i64> {
    (micros % definitions::MICROS_PER_UNIT == 0).then_some(micros / definitions::MICROS_PER_UNIT)
}

static COUNTED: LazyLock<FxHashSet<String>> = LazyLock::new(|| words::folded_words(include_str!("words/counted.txt")));

/// A cell as a number without currency, percent or side of an account; what is counted may stand behind it.
fn parse(cell: &str) -> Option<WrittenAmount> {
    let cell = crate::parse::text::trimmed(cell);
    let named = cell.rsplit_once([' ', '\u{a0}']).filter(|(_, word)| COUNTED.contains(&words::fold(word)));
    let number = named.map_or(cell, |(number, _)| number.trim_end());
    let written = WrittenAmount::parse(number.strip_suffix('+').unwrap_or(number))?;
    let around = &written.around;
    (around.mark.is_none() && !around.is_percent && !around.is_debit).then_some(written)
}

/// How a column of counts can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CountReading {
    /// In one way.
    Certain(CountStyle),
    /// In several that differ, the proposed one first; [`CountEvidence::total`] says what each comes to.
    Doubtful { options: Vec<CountStyle>, example: Example },
}

/// The cells of a column of counts.
#[derive(Clone, Debug)]
pub(crate) struct CountEvidence {
    header: HeaderUnit,
    delimiter: u8,
    decimals: DecimalEvidence,
    /// By decimal mark, with and without the unit of the header.
    totals: [[i128; 2]; 2],
    unread: Option<(u64, Example)>,
    bare: Option<Example>,
}

impl CountEvidence {
    /// Nothing seen yet of the column with this header.
    pub(crate) fn new(hint: &ColumnHint<'_>) -> Self {
        Self {
            header: HeaderUnit::of(hint),
            delimiter: hint.delimiter,
            decimals: DecimalEvidence::default(),
            totals: Default::default(),
            unread: None,
            bare: None,
        }
    }

    /// Takes one cell; blank ones say nothing.
    pub(crate) fn add(&mut self, line: u64, cell: &str) {
        match plain_whole(cell) {
            Some(number) if self.header.power == 0 => {
                self.decimals.add_whole();
                self.totals.iter_mut().flatten().for_each(|sum| *sum += i128::from(number));
            }
            _ if crate::parse::text::trimmed(cell).is_empty() => {}
            _ => self.add_written(line, cell),
        }
    }

    fn add_written(&mut self, line: u64, cell: &str) {
        let values =
            |written: &WrittenAmount, power| Decimal::BOTH.map(|decimal| CountStyle { decimal, power }.value(written));
        let Some(written) = parse(cell) else {
            return self.add_unread(line, cell);
        };
        let [bare, in_unit] = [0, self.header.power].map(|power| values(&written, power));
        if bare.iter().chain(&in_unit).all(Option::is_none) {
            return self.add_unread(line, cell);
        }
        if written.around.power.is_none() {
            self.bare.get_or_insert_with(|| Example::new(line, cell));
        }
        self.decimals.add(line, cell, &written, in_unit);
        for at in 0..2 {
            self.totals[at][0] += i128::from(bare[at].unwrap_or(0));
            self.totals[at][1] += i128::from(in_unit[at].unwrap_or(0));
        }
    }

    fn add_unread(&mut self, line: u64, cell: &str) {
        self.unread.get_or_insert_with(|| (0, Example::new(line, cell))).0 += 1;
    }

    /// What the readable cells come to under a style.
    pub(crate) fn total(&self, style: &CountStyle) -> i128 {
        self.totals[style.decimal as usize][usize::from(style.power > 0)]
    }

    /// How the column is written; `elsewhere` is the decimal mark that other columns of the file prove.
    pub(crate) fn decide(&self, elsewhere: Option<Decimal>) -> CountReading {
        let (decimal, is_open) = match self.decimals.decide(self.delimiter, elsewhere) {
            DecimalReading::Certain(decimal) => (decimal, false),
            DecimalReading::Doubtful { proposed } => (proposed, true),
        };
        let power = self.header.power;
        let decimals = if is_open { vec![decimal, decimal.other()] } else { vec![decimal] };
        let unit_open = self.header.is_doubtful && self.bare.is_some();
        let powers = if unit_open { vec![power, 0] } else { vec![power] };
        let style = |power: u8| decimals.iter().map(move |decimal| CountStyle { decimal: *decimal, power });
        let options: Vec<CountStyle> = powers.into_iter().flat_map(style).collect();
        let example = self.decimals.example().filter(|_| is_open).or(self.bare.as_ref().filter(|_| unit_open));
        match example {
            Some(example) => CountReading::Doubtful { options, example: example.clone() },
            None => CountReading::Certain(CountStyle { decimal, power }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(delimiter: u8, cells: &[&str]) -> CountEvidence {
        let mut evidence = CountEvidence::new(&ColumnHint { delimiter, unit: "", header: "Followers" });
        (2..).zip(cells).for_each(|(line, cell)| evidence.add(line, cell));
        evidence
    }

    fn read(delimiter: u8, cells: &[&str]) -> Vec<Option<i64>> {
        let CountReading::Certain(style) = evidence(delimiter, cells).decide(None) else {
            panic!("{cells:?} is asked")
        };
        cells.iter().map(|cell| style.read(cell)).collect()
    }

    #[test]
    fn followers_are_read_as_people_write_them() {
        assert_eq!(read(b',', &["120K", "85k", "9.8K", "1.5M"]), [120_000, 85_000, 9_800, 1_500_000].map(Some));
        assert_eq!(read(b',', &["1,1M", "784,8K", "12"]), [1_100_000, 784_800, 12].map(Some));
        assert_eq!(read(b',', &["120.5K", "84,000"]), [120_500, 84_000].map(Some));
        assert_eq!(read(b',', &["12,34,567", "17.0", "-"]), [1_234_567, 17, 0].map(Some));
        assert_eq!(read(b',', &["1.2L", "2 lakh", "1 Cr", "10K+"]), [120_000, 200_000, 10_000_000, 10_000].map(Some));
        assert_eq!(read(b',', &["84 000", "1\u{a0}200", "56,000 followers"]), [84_000, 1_200, 56_000].map(Some));
        assert_eq!(read(b';', &["1.234", "12.500"]), [1_234, 12_500].map(Some));
    }

    #[test]
    fn a_part_of_a_whole_is_no_count() {
        assert_eq!(read(b',', &["2.5", "many", "₹5", "12%", "5 for 10", "3"]), [None, None, None, None, None, Some(3)]);
    }

    #[test]
    fn a_dot_before_three_digits_is_asked_in_a_file_with_commas() {
        let evidence = evidence(b',', &["1.000", "2.000", "50"]);
        let CountReading::Doubtful { options, example } = evidence.decide(None) else { panic!() };
        assert_eq!(options.iter().map(|style| evidence.total(style)).collect::<Vec<_>>(), [3_050, 53]);
        assert_eq!(example, Example { line: 2, cell: "1.000".to_owned() });
        assert!(matches!(evidence.decide(Some(Decimal::Comma)), CountReading::Certain(_)));
    }
}
