//! How a column writes amounts of money.

use std::collections::BTreeMap;

use crate::parse::amounts::plain_micros;

use super::{
    ColumnHint, Example,
    currency::Currency,
    decimal::Decimal,
    decimals::{DecimalEvidence, DecimalReading},
    unit::HeaderUnit,
    written_amount::WrittenAmount,
};

/// What `Cr` behind a number means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum CrMeaning {
    /// Ten million.
    #[default]
    Crore,
    /// Credit, the opposite of Dr.
    Credit,
}

/// Which side of an account an amount stands on, where the cell says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// `Dr`: money paid.
    Debit,
    /// `Cr`: money received.
    Credit,
}

/// One amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    /// In micros, with the sign of the cell; Dr and Cr are no signs.
    pub(crate) micros: i64,
    /// The currency that the cell names, else the one that the header names.
    pub(crate) mark: Option<Currency>,
    /// Dr or Cr.
    pub(crate) side: Option<Side>,
}

/// How a column writes its amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AmountStyle {
    /// The decimal mark.
    pub(crate) decimal: Decimal,
    /// Numbers without a unit of their own are in units of ten to this power.
    pub(crate) power: u8,
    /// What `Cr` means.
    pub(crate) cr: CrMeaning,
    /// The header says that the numbers are percent, not money.
    pub(crate) is_percent: bool,
    /// The currency that the header names.
    pub(crate) currency: Option<Currency>,
}

impl AmountStyle {
    /// The amount of a cell: exact, more than six decimals rounded half to even once.
    ///
    /// `None` when the cell is blank, percent, or not certainly an amount of this column's style. `-` and `Nil` are 0.
    pub(crate) fn read(&self, cell: &str) -> Option<Amount> {
        if self.is_percent {
            return None;
        }
        if self.decimal == Decimal::Dot
            && self.power == 0
            && let Some(micros) = plain_micros(cell)
        {
            return Some(Amount { micros, mark: self.currency, side: None });
        }
        let written = WrittenAmount::parse(crate::parse::text::trimmed(cell))?;
        let micros = self.micros(&written).filter(|_| !written.around.is_percent)?;
        Some(Amount { micros, mark: written.around.mark.or(self.currency), side: self.side(&written) })
    }

    /// Micros of a percent cell (`12,5 %` is 12.5), or of any number where the header says percent.
    pub(crate) fn read_percent(&self, cell: &str) -> Option<i64> {
        let written = WrittenAmount::parse(crate::parse::text::trimmed(cell))?;
        let is_percent = (self.is_percent || written.around.is_percent) && written.around.power.is_none();
        Self { power: 0, ..*self }.micros(&written).filter(|_| is_percent)
    }

    /// What is written under this style; the other decimal mark only where the cell allows no other reading.
    pub(super) fn micros(&self, written: &WrittenAmount) -> Option<i64> {
        let power = match (written.around.power, self.cr) {
            (Some(own), _) => own,
            (None, CrMeaning::Crore) if written.around.is_cr => 7,
            (None, _) => self.power,
        };
        self.chosen(written, |decimal| written.micros(decimal, power))
    }

    fn chosen(&self, written: &WrittenAmount, value: impl Fn(Decimal) -> Option<i64>) -> Option<i64> {
        value(self.decimal).or_else(|| value(self.decimal.other()).filter(|_| written.is_unmistakable()))
    }

    fn side(&self, written: &WrittenAmount) -> Option<Side> {
        let is_credit = written.around.is_cr && self.cr == CrMeaning::Credit;
        if written.around.is_debit { Some(Side::Debit) } else { is_credit.then_some(Side::Credit) }
    }
}

/// How many cells of a column have which sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Signs {
    /// Above 0, without Dr or Cr.
    pub(crate) positive: u64,
    /// Below 0, without Dr or Cr.
    pub(crate) negative: u64,
    /// Dr.
    pub(crate) debit: u64,
    /// Cr; only where [`AmountStyle::cr`] says credit.
    pub(crate) cr: u64,
}

/// How a column can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AmountReading {
    /// In one way.
    Certain(AmountStyle),
    /// In several that differ in money, the proposed one first; [`AmountEvidence::total`] says what each comes to.
    Doubtful { options: Vec<AmountStyle>, example: Example },
}

/// The cells of a column of amounts.
///
/// Memory: fixed, but for one count for each known currency.
#[derive(Clone, Debug)]
pub(crate) struct AmountEvidence {
    header: HeaderUnit,
    delimiter: u8,
    decimals: DecimalEvidence,
    /// What the cells come to, by decimal mark, by unit of the header or none, and by the meaning of Cr.
    totals: [[[i128; 2]; 2]; 2],
    signs: Signs,
    marks: BTreeMap<Currency, (u64, Example)>,
    unmarked: u64,
    percents: u64,
    unread: Option<(u64, Example)>,
    /// A cell without a unit of its own, for asking about the header's.
    bare: Option<Example>,
    other_units: u64,
    cr: CrEvidence,
}

/// Cells with `Cr`.
#[derive(Clone, Debug, Default)]
struct CrEvidence {
    first: Option<Example>,
    /// Cells of a thousand or more: as crore they would be billions.
    large: u64,
    /// Cells that write cents, as statements do.
    with_cents: u64,
}

const POWERS_OF_CR: [CrMeaning; 2] = [CrMeaning::Crore, CrMeaning::Credit];

impl AmountEvidence {
    /// Nothing seen yet of the column with this header; `stated` is a sentence about the unit of all amounts, blank for none.
    pub(crate) fn new(hint: &ColumnHint<'_>, stated: &str) -> Self {
        Self {
            header: HeaderUnit::of(hint).or_stated(stated),
            delimiter: hint.delimiter,
            decimals: DecimalEvidence::default(),
            totals: Default::default(),
            signs: Signs::default(),
            marks: BTreeMap::new(),
            unmarked: 0,
            percents: 0,
            unread: None,
            bare: None,
            other_units: 0,
            cr: CrEvidence::default(),
        }
    }

    /// Takes one cell; blank ones say nothing.
    pub(crate) fn add(&mut self, line: u64, cell: &str) {
        match plain_micros(cell) {
            Some(micros) if self.header.power == 0 => self.add_plain(line, cell, micros),
            _ => self.add_written(line, crate::parse::text::trimmed(cell)),
        }
    }

    fn add_plain(&mut self, line: u64, cell: &str, micros: i64) {
        let comma = match cell.split_once('.') {
            None => Some(micros),
            // One group of three: thousands where the comma is the decimal mark.
            Some((whole, fraction)) => {
                let is_group = fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
                micros.checked_mul(1000).filter(|_| is_group)
            }
        };
        self.decimals.add_plain(line, cell, [Some(micros), comma]);
        self.signs.positive += u64::from(micros > 0);
        self.unmarked += 1;
        // Where the comma is the decimal mark, such a cell is an error and comes to nothing.
        for (total, value) in self.totals.iter_mut().zip([micros, comma.unwrap_or(0)]) {
            total.iter_mut().flatten().for_each(|sum| *sum += i128::from(value));
        }
    }

    fn add_written(&mut self, line: u64, cell: &str) {
        if cell.is_empty() {
            return;
        }
        let written = WrittenAmount::parse(cell);
        let values = |written: &WrittenAmount| Decimal::BOTH.map(|decimal| written.micros(decimal, 0));
        match written.as_ref().map(|written| (written, values(written))) {
            Some((written, values)) if values.iter().any(Option::is_some) => {
                self.decimals.add(line, cell, written, values);
                self.add_around(line, cell, written, values);
                self.add_totals(written, values);
            }
            _ => self.unread.get_or_insert_with(|| (0, Example::new(line, cell))).0 += 1,
        }
    }

    fn add_around(&mut self, line: u64, cell: &str, written: &WrittenAmount, values: [Option<i64>; 2]) {
        let around = &written.around;
        let value = values.into_iter().flatten().next().unwrap_or(0);
        self.percents += u64::from(around.is_percent);
        match around.mark {
            Some(mark) => self.marks.entry(mark).or_insert_with(|| (0, Example::new(line, cell))).0 += 1,
            None => self.unmarked += u64::from(value != 0),
        }
        self.other_units += u64::from(around.power.is_some());
        if around.is_cr {
            self.cr.add(line, cell, written, value);
            self.signs.cr += 1;
        } else if around.is_debit {
            self.signs.debit += 1;
        } else {
            self.signs.positive += u64::from(value > 0);
            self.signs.negative += u64::from(value < 0);
        }
        if around.power.is_none() && !around.is_cr && value != 0 {
            self.bare.get_or_insert_with(|| Example::new(line, cell));
        }
    }

    fn add_totals(&mut self, written: &WrittenAmount, values: [Option<i64>; 2]) {
        let around = &written.around;
        if around.is_percent {
            return;
        }
        let is_bare = self.header.power == 0 && around.power.is_none() && !around.is_cr;
        for (decimal, by_unit) in Decimal::BOTH.into_iter().zip(&mut self.totals) {
            for (power, by_cr) in [0, self.header.power].into_iter().zip(by_unit) {
                for (cr, sum) in POWERS_OF_CR.into_iter().zip(by_cr) {
                    let style = AmountStyle { decimal, power, cr, ..AmountStyle::default() };
                    let bare = || style.chosen(written, |decimal| values[decimal as usize]);
                    let micros = if is_bare { bare() } else { style.micros(written) };
                    *sum += i128::from(micros.unwrap_or(0));
                }
            }
        }
    }

    /// What the readable cells come to under a style, in micros; percent is no money.
    pub(crate) fn total(&self, style: &AmountStyle) -> i128 {
        let unit = usize::from(style.power > 0);
        let cr = POWERS_OF_CR.iter().position(|cr| *cr == style.cr).unwrap_or(0);
        self.totals[style.decimal as usize][unit][cr]
    }

    /// The decimal mark that this column alone proves, for the other columns of its file.
    pub(crate) fn proven_decimal(&self) -> Option<Decimal> {
        self.decimals.proven()
    }

    /// How many cells have which sign.
    pub(crate) fn signs(&self) -> Signs {
        self.signs
    }

    /// How the column is written; `elsewhere` is what other columns of the file prove.
    pub(crate) fn decide(&self, elsewhere: Option<Decimal>) -> AmountReading {
        let (decimal, decimal_open) = match self.decimals.decide(self.delimiter, elsewhere) {
            DecimalReading::Certain(decimal) => (decimal, false),
            DecimalReading::Doubtful { proposed } => (proposed, true),
        };
        let power_open = self.header.is_doubtful && self.bare.is_some();
        let (cr, cr_open) = self.cr_meaning();
        let proposed = AmountStyle {
            decimal,
            power: self.header.power,
            cr,
            is_percent: self.header.is_percent,
            currency: self.header.currency,
        };
        let mut options = vec![proposed];
        vary(&mut options, decimal_open, |style| style.decimal = style.decimal.other());
        vary(&mut options, power_open, |style| style.power = 0);
        vary(&mut options, cr_open, |style| style.cr = other_meaning(style.cr));
        let open = [
            self.decimals.example().filter(|_| decimal_open),
            self.bare.as_ref().filter(|_| power_open),
            self.cr.first.as_ref().filter(|_| cr_open),
        ];
        match open.into_iter().flatten().next() {
            Some(example) => AmountReading::Doubtful { options, example: example.clone() },
            None => AmountReading::Certain(proposed),
        }
    }

    /// What Cr means in this column, and whether that is open.
    fn cr_meaning(&self) -> (CrMeaning, bool) {
        let cells = self.signs.cr;
        if self.signs.debit > 0 {
            return (CrMeaning::Credit, false);
        }
        let is_statement = self.cr.large > 0 || self.cr.with_cents == cells;
        match (cells > 0 && is_statement, self.other_units > 0) {
            (false, _) => (CrMeaning::Crore, false),
            // Lakhs beside it speak for crores, thousands of them for credit.
            (true, true) => (CrMeaning::Crore, self.cr.large > 0),
            (true, false) => (CrMeaning::Credit, true),
        }
    }
}

impl CrEvidence {
    fn add(&mut self, line: u64, cell: &str, written: &WrittenAmount, value: i64) {
        self.first.get_or_insert_with(|| Example::new(line, cell));
        self.large += u64::from(value.unsigned_abs() >= 1000 * definitions::MICROS_PER_UNIT.unsigned_abs());
        self.with_cents += u64::from(written.last_group().len() == 2);
    }
}

fn other_meaning(cr: CrMeaning) -> CrMeaning {
    match cr {
        CrMeaning::Crore => CrMeaning::Credit,
        CrMeaning::Credit => CrMeaning::Crore,
    }
}

/// Where something is open, every option so far stands once more with the other reading of it.
fn vary(options: &mut Vec<AmountStyle>, is_open: bool, change: impl Fn(&mut AmountStyle)) {
    if is_open {
        let mut varied = options.clone();
        varied.iter_mut().for_each(change);
        options.extend(varied);
    }
}

#[cfg(test)]
#[path = "amount_tests.rs"]
mod tests;
