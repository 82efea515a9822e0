//! Which currency a mark, a code or a word means, and whether a column has one or several.

use std::{fmt, sync::LazyLock};

use rustc_hash::FxHashMap;

use super::words;

/// What a mark says about the currency: one code, or several that share the mark (`$`), the usual one first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Currency {
    /// Codes of three letters, separated by blanks.
    codes: &'static str,
}

impl Currency {
    /// What a cell or part of it such as `USD`, `₹`, `rupees` or the garbled `â‚¹` means.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        CURRENCIES.get(word.trim().to_lowercase().as_str()).map(|known| known.0)
    }

    /// What a header says: `Spend (USD)`, `revenue_inr`, `Price($)`, `Betrag in EUR`.
    ///
    /// Codes that are words of their own (`TRY`, `MAD`) count only in capitals, longer words not at all.
    pub(crate) fn of_header(header: &str) -> Option<Self> {
        let tokens = header.split(|letter: char| letter.is_whitespace() || "()[]{}_,;:/|".contains(letter));
        tokens.filter(|token| !token.is_empty()).find_map(Self::of_header_token).or_else(|| sign_in(header))
    }

    fn of_header_token(token: &str) -> Option<Self> {
        let (currency, in_capitals) = *CURRENCIES.get(token.trim_matches('-').to_lowercase().as_str())?;
        let is_code = token.len() == 3 && currency.fits(&token.to_uppercase());
        let is_mark = !token.is_ascii() || token.contains('$') || matches!(token.to_lowercase().as_str(), "rs" | "rs.");
        (is_mark || is_code && (!in_capitals || token == token.to_uppercase())).then_some(currency)
    }

    /// The code it usually means: of `$` that is USD.
    pub(crate) fn code(&self) -> &'static str {
        &self.codes[..3]
    }

    /// Whether it can mean this code, as `$` can mean CAD.
    pub(crate) fn fits(&self, code: &str) -> bool {
        self.codes.split(' ').any(|own| own == code)
    }

    /// What both say together: `$` and `CAD` are CAD; nothing where they contradict each other.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        if self.codes.split(' ').all(|code| other.fits(code)) {
            return Some(self);
        }
        other.codes.split(' ').all(|code| self.fits(code)).then_some(other)
    }

    /// Amounts have no smaller unit, so three digits behind a dot are thousands.
    pub(super) fn has_no_cents(&self) -> bool {
        ["VND", "IDR", "JPY", "KRW", "CLP"].contains(&self.codes)
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.codes)
    }
}

/// By lower-case word: the currency, and whether a header must write it in capitals.
static CURRENCIES: LazyLock<FxHashMap<&'static str, (Currency, bool)>> = LazyLock::new(|| {
    let known = marks().map(|(word, currency, in_capitals)| (word, (currency, in_capitals)));
    known.collect()
});

fn marks() -> impl Iterator<Item = (&'static str, Currency, bool)> {
    words::entries(include_str!("words/currencies.txt"))
        .map(|(key, word)| (word, Currency { codes: key.trim_start_matches('!') }, key.starts_with('!')))
}

/// Every word of a currency in lower case, for texts that run into each other.
pub(super) fn currency_words() -> impl Iterator<Item = (&'static str, Currency)> {
    marks().map(|(word, currency, _)| (word, currency))
}

/// The code of every currency, some of them several times.
pub(super) fn dataset_codes() -> impl Iterator<Item = &'static str> {
    marks().flat_map(|(_, currency, _)| currency.codes.split(' '))
}

/// A sign such as `₹` anywhere in a text, also without blanks around it.
fn sign_in(text: &str) -> Option<Currency> {
    let sign = |letter: char| Currency::of_word(letter.encode_utf8(&mut [0; 4]));
    text.chars().filter(|letter| !letter.is_alphanumeric()).find_map(sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(word: &str) -> Option<&'static str> {
        Currency::of_word(word).map(|currency| currency.code())
    }

    #[test]
    fn marks_codes_and_words_mean_their_currency() {
        for (word, expected) in [
            ("₹", "INR"),
            ("Rs.", "INR"),
            ("inr", "INR"),
            ("â‚¹", "INR"),
            ("Ã¢â€šÂ¹", "INR"),
            ("US$", "USD"),
            ("€", "EUR"),
            ("â‚¬", "EUR"),
            ("R$", "BRL"),
            ("đ", "VND"),
        ] {
            assert_eq!(code(word), Some(expected), "{word}");
        }
        assert_eq!(code("points"), None);
        assert!(Currency::of_word("$").unwrap().fits("CAD"));
        assert!(!Currency::of_word("US$").unwrap().fits("CAD"));
    }

    #[test]
    fn a_header_may_name_the_currency() {
        for (header, expected) in [
            ("Amount spent (USD)", Some("USD")),
            ("revenue_inr", Some("INR")),
            ("Price($)", Some("USD")),
            ("Fee (Rs.)", Some("INR")),
            ("Umsatz in EUR", Some("EUR")),
            ("Spend₹", Some("INR")),
            ("Cost (TRY)", Some("TRY")),
            ("Try rate", None),
            ("Real revenue", None),
            ("Pound cake sales", None),
            ("Revenue", None),
        ] {
            assert_eq!(Currency::of_header(header).map(|currency| currency.code()), expected, "{header}");
        }
    }
}
