//! Numbers as a reader of paper wants them.

use definitions::{Unit, Value, grouped};

const LAKH: f64 = 1e5;
const CRORE: f64 = 1e7;
const MICROS: i64 = 1_000_000;

/// How amounts of one currency are written.
pub(super) struct Figures {
    symbol: String,
    /// Lakh and crore.
    is_indian: bool,
}

impl Figures {
    pub(super) fn new(currency: &str) -> Self {
        let symbol = match currency {
            "INR" => "₹".to_owned(),
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            other => format!("{other}\u{a0}"),
        };
        Self { symbol, is_indian: currency == "INR" }
    }

    /// In whole units: `₹1,23,456`.
    pub(super) fn money(&self, micros: i64) -> String {
        let size = i128::from(micros.unsigned_abs());
        let unit = i128::from(MICROS);
        let whole = i64::try_from((size + unit / 2) / unit).unwrap_or(i64::MAX);
        let sign = if micros < 0 && whole != 0 { "−" } else { "" };
        format!("{sign}{}{}", self.symbol, grouped(whole.saturating_mul(MICROS)))
    }

    /// The same with its sign where it is above 0.
    pub(super) fn signed(&self, micros: i64) -> String {
        let money = self.money(micros);
        if micros > 0 { format!("+{money}") } else { money }
    }

    /// For a card and a sentence: `₹4.67 Cr`.
    pub(super) fn short(&self, micros: i64) -> String {
        self.short_units(micros as f64 / MICROS as f64)
    }

    /// The same of an estimate, in units of the currency.
    pub(super) fn short_units(&self, units: f64) -> String {
        let size = units.abs();
        let sign = if units < 0.0 { "−" } else { "" };
        match self.is_indian {
            // What would be written as 100.00 L is a crore.
            true if size >= 0.999_95 * CRORE => format!("{sign}{}{:.2}\u{a0}Cr", self.symbol, size / CRORE),
            true if size >= 0.999_995 * LAKH => format!("{sign}{}{:.2}\u{a0}L", self.symbol, size / LAKH),
            true | false => self.money((units * MICROS as f64).round() as i64),
        }
    }

    /// A number with its unit; one that is none is a dash.
    pub(super) fn value(&self, value: Value, unit: Unit) -> String {
        match (value, unit) {
            (Value::Missing(_), _) => "–".to_owned(),
            (Value::Money(micros), _) => self.money(micros),
            (Value::Count(count), _) => whole(count),
            (Value::Quotient(quotient), Unit::Times | Unit::Count) => times(quotient),
            (Value::Quotient(quotient), Unit::Share) => share(quotient),
            (Value::Quotient(quotient), Unit::Money | Unit::MoneyPer) => {
                self.money((quotient * MICROS as f64).round() as i64)
            }
        }
    }
}

/// Pieces: `36,551`.
pub(super) fn whole(count: i64) -> String {
    let text = grouped(count.saturating_mul(MICROS));
    text.replacen('-', "−", 1)
}

/// `2.54×`; nothing is shown more exactly than it is known.
pub(super) fn times(quotient: f64) -> String {
    if quotient > 0.0 && quotient < 0.005 {
        return "< 0.01×".to_owned();
    }
    let text = format!("{:.2}×", quotient.abs());
    if quotient < 0.0 && text != "0.00×" { format!("−{text}") } else { text }
}

/// `36.7 %`.
pub(super) fn share(part: f64) -> String {
    let text = format!("{:.1}\u{a0}%", 100.0 * part.abs());
    if part < 0.0 && !text.starts_with("0.0") { format!("−{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_indian_readers_write_them() {
        let rupees = Figures::new("INR");
        let short = |units: i64| rupees.short(units * MICROS).replace('\u{a0}', " ");
        assert_eq!(rupees.money(12_345_678_500_000), "₹1,23,45,679");
        assert_eq!(rupees.signed(-1_500_000), "−₹2");
        assert_eq!((rupees.signed(2_000_000), rupees.signed(0)), ("+₹2".to_owned(), "₹0".to_owned()));
        assert_eq!(rupees.money(-400_000), "₹0");
        assert_eq!(
            (short(46_685_915), short(99_999), short(100_000)),
            ("₹4.67 Cr".into(), "₹99,999".into(), "₹1.00 L".into())
        );
        assert_eq!((short(9_999_900), short(-3_622_000)), ("₹1.00 Cr".into(), "−₹36.22 L".into()));
        assert_eq!(Figures::new("USD").short(2_500_000_000_000), "$25,00,000");
    }

    #[test]
    fn shares_and_multiples_have_their_sign_and_no_more_digits_than_are_known() {
        assert_eq!((times(2.536), times(-0.001), times(0.004)), ("2.54×".into(), "0.00×".into(), "< 0.01×".into()));
        assert_eq!((share(0.3671), share(-0.1)), ("36.7\u{a0}%".into(), "−10.0\u{a0}%".into()));
        assert_eq!((whole(36_551), whole(-7)), ("36,551".into(), "−7".into()));
    }
}
