//! Whether the dot or the comma of a column is its decimal mark.

use super::{Example, decimal::Decimal, written_amount::WrittenAmount};

/// Cells that only one decimal mark explains, and cells that both explain with different values.
#[derive(Clone, Debug, Default)]
pub(super) struct DecimalEvidence {
    only: [u64; 2],
    /// Cells whose comma is the decimal mark beyond doubt: `1.234,50`, `1,1M`.
    clear_commas: u64,
    /// Cells such as `12,50`, which may also be a typing error for thousands.
    lone_commas: Option<(u64, Example)>,
    /// Whole numbers without any separator.
    whole: u64,
    /// Cells such as `1.234`.
    open_dots: u64,
    /// Of these, cells that end in a zero: decimals seldom do, thousands often.
    open_dots_round: u64,
    /// Of these, cells marked with a currency without cents.
    open_dots_no_cents: u64,
    /// Cells such as `1,234`.
    open_commas: u64,
    open: Option<Example>,
}

/// Which decimal mark a column has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DecimalReading {
    Certain(Decimal),
    Doubtful { proposed: Decimal },
}

use DecimalReading::{Certain, Doubtful};

impl DecimalEvidence {
    /// Takes a whole number without separators.
    pub(super) fn add_whole(&mut self) {
        self.whole += 1;
    }

    /// Takes what a plain decimal comes to under each mark.
    pub(super) fn add_plain(&mut self, line: u64, cell: &str, values: [Option<i64>; 2]) {
        match values {
            [Some(dot), Some(comma)] if dot != comma => self.add_open_dot(line, cell, cell.ends_with('0')),
            [Some(_), None] => self.only[Decimal::Dot as usize] += 1,
            _ => self.whole += 1,
        }
    }

    /// Takes what a cell comes to under each mark.
    pub(super) fn add(&mut self, line: u64, cell: &str, written: &WrittenAmount, values: [Option<i64>; 2]) {
        match values {
            [Some(dot), Some(comma)] if dot == comma => self.whole += 1,
            [Some(_), Some(_)] if written.has_dot() => {
                self.open_dots_no_cents += u64::from(written.around.mark.is_some_and(|mark| mark.has_no_cents()));
                self.add_open_dot(line, cell, written.last_group().ends_with('0'));
            }
            [Some(_), Some(_)] => {
                self.open_commas += 1;
                self.open.get_or_insert_with(|| Example::new(line, cell));
            }
            [Some(_), None] => self.only[Decimal::Dot as usize] += 1,
            [None, Some(_)] => self.add_only_comma(line, cell, written),
            [None, None] => {}
        }
    }

    fn add_only_comma(&mut self, line: u64, cell: &str, written: &WrittenAmount) {
        self.only[Decimal::Comma as usize] += 1;
        if written.has_dot() || written.around.power.is_some() {
            self.clear_commas += 1;
        } else {
            self.lone_commas.get_or_insert_with(|| (0, Example::new(line, cell))).0 += 1;
        }
    }

    fn add_open_dot(&mut self, line: u64, cell: &str, is_round: bool) {
        self.open_dots += 1;
        self.open_dots_round += u64::from(is_round);
        self.open.get_or_insert_with(|| Example::new(line, cell));
    }

    /// The cell to show where the mark is asked.
    pub(super) fn example(&self) -> Option<&Example> {
        self.open.as_ref().or(self.lone_commas.as_ref().map(|(_, first)| first))
    }

    /// The mark, from the column itself, then from the rest of the file, then from what separates its cells.
    pub(super) fn decide(&self, delimiter: u8, elsewhere: Option<Decimal>) -> DecimalReading {
        match self.only {
            [0, 0] => self.without_witness(delimiter, elsewhere),
            [_, 0] => Certain(Decimal::Dot),
            [0, commas] => self.with_commas(commas, delimiter, elsewhere),
            [dots, commas] => self.with_both(dots, commas),
        }
    }

    /// `12,50` says comma; but beside `1,234`, or once among whole numbers, it may be a typing error.
    fn with_commas(&self, commas: u64, delimiter: u8, elsewhere: Option<Decimal>) -> DecimalReading {
        let is_backed = delimiter == b';' || elsewhere == Some(Decimal::Comma) || self.clear_commas > 0;
        let lone = self.lone_commas.as_ref().map_or(0, |(cells, _)| *cells);
        let is_usual = self.open_commas == 0 && (lone == 0 || lone * 2 >= self.whole);
        if is_backed || is_usual {
            return Certain(Decimal::Comma);
        }
        Doubtful { proposed: if commas > self.open_commas { Decimal::Comma } else { Decimal::Dot } }
    }

    /// Both occur: every such cell has one reading of its own, so only the open ones are in doubt.
    fn with_both(&self, dots: u64, commas: u64) -> DecimalReading {
        const CLEAR: u64 = 10;
        let (proposed, more, fewer) =
            if dots >= commas { (Decimal::Dot, dots, commas) } else { (Decimal::Comma, commas, dots) };
        let is_clear = self.open_dots + self.open_commas == 0 || more >= CLEAR * fewer;
        if is_clear { Certain(proposed) } else { Doubtful { proposed } }
    }

    fn without_witness(&self, delimiter: u8, elsewhere: Option<Decimal>) -> DecimalReading {
        let is_semicolon = delimiter == b';';
        match (self.open_dots, self.open_commas, elsewhere) {
            (0, 0, _) => Certain(elsewhere.unwrap_or_default()),
            (dots, 0, _) if dots == self.open_dots_no_cents => Certain(Decimal::Comma),
            (_, 0, Some(decimal)) | (0, _, Some(decimal)) => Certain(decimal),
            // In a file with semicolons, dots that always have three digits behind them group thousands.
            (_, 0, None) if is_semicolon => Certain(Decimal::Comma),
            (dots, 0, None) if dots == self.open_dots_round => Doubtful { proposed: Decimal::Comma },
            (_, 0, None) => Doubtful { proposed: Decimal::Dot },
            (0, _, None) if is_semicolon => Doubtful { proposed: Decimal::Dot },
            (0, _, None) => Certain(Decimal::Dot),
            (_, _, elsewhere) => {
                let usual = if is_semicolon { Decimal::Comma } else { Decimal::Dot };
                Doubtful { proposed: elsewhere.unwrap_or(usual) }
            }
        }
    }

    /// The mark that cells of this column alone prove, for the other columns of the file.
    pub(super) fn proven(&self) -> Option<Decimal> {
        match self.only {
            [dots, 0] if dots > 0 => Some(Decimal::Dot),
            [0, commas] if commas > 0 => Some(Decimal::Comma),
            _ => None,
        }
    }
}
