//! Formulas whose values were never calculated: a person sees a number there, the file holds none.

use calamine::{DataRef, XlsxCellFormulaMetadataRecord};

/// Watches the formulas of one sheet.
pub(super) struct Formulas {
    calculates_on_load: bool,
    without_value: Option<(u32, u32)>,
    /// The first formula whose stored value is zero, and whether another has a value that is not.
    zero: Option<(u32, u32)>,
    has_other: bool,
}

impl Formulas {
    pub(super) fn new(calculates_on_load: bool) -> Self {
        Self { calculates_on_load, without_value: None, zero: None, has_other: false }
    }

    pub(super) fn take(&mut self, cell: &XlsxCellFormulaMetadataRecord<'_>) {
        if cell.formula.is_none() {
            return;
        }
        match &cell.value {
            DataRef::Empty => self.without_value = self.without_value.or(Some(cell.pos)),
            DataRef::Float(number) if *number == 0.0 => self.zero = self.zero.or(Some(cell.pos)),
            DataRef::Int(0) => self.zero = self.zero.or(Some(cell.pos)),
            _ => self.has_other = true,
        }
    }

    /// The first cell without a value. A program that writes zero everywhere and leaves calculating to others counts as well.
    pub(super) fn never_calculated(&self) -> Option<String> {
        let zero = self.zero.filter(|_| self.calculates_on_load && !self.has_other);
        self.without_value.or(zero).map(name_of)
    }
}

/// The name a spreadsheet shows, such as `E2`.
fn name_of((row, column): (u32, u32)) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_has_the_name_the_spreadsheet_shows() {
        assert_eq!([(1, 4), (0, 25), (9, 26), (0, 701), (0, 702)].map(name_of), ["E2", "Z1", "AA10", "ZZ1", "AAA1"]);
    }
}
