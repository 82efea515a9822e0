//! The unit that a header or a units row gives to a whole column: lakhs, thousands, a currency, percent.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{ColumnHint, currency::Currency, words};

/// What a header says about the numbers below it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeaderUnit {
    /// The numbers are in units of ten to this power: 5 for lakhs.
    pub(crate) power: u8,
    /// A single letter such as `(L)` may also mean something else.
    pub(crate) is_doubtful: bool,
    /// The numbers are percent.
    pub(crate) is_percent: bool,
    /// The numbers are in this currency.
    pub(crate) currency: Option<Currency>,
}

/// By lower-case word: the power of ten, and whether the word is a letter that may mean something else.
static POWERS: LazyLock<FxHashMap<&'static str, (u8, bool)>> = LazyLock::new(|| {
    let entries = words::entries(include_str!("words/units.txt"));
    let known = entries.filter_map(|(key, word)| {
        let (power, rest) = key.split_once(' ').unwrap_or((key, ""));
        Some((word, (power.parse().ok()?, !rest.is_empty())))
    });
    known.collect()
});

impl HeaderUnit {
    /// Reads `Revenue (in lakhs)`, `Amount ('000)`, `spend_usd`, `Commission %`, and a units row's `₹ Cr`.
    pub(crate) fn of(hint: &ColumnHint<'_>) -> Self {
        let (power, is_doubtful) = power_of(hint).unwrap_or_default();
        let currency = Currency::of_word(hint.unit).or_else(|| Currency::of_header(hint.unit));
        Self {
            power,
            is_doubtful,
            is_percent: [hint.unit, hint.header].into_iter().any(says_percent),
            currency: currency.or_else(|| Currency::of_header(hint.header)),
        }
    }

    /// With the multiple that a sentence above or below the table gives, where the column has none of its own. It is asked: the
    /// sentence may be about other figures.
    pub(crate) fn or_stated(self, sentence: &str) -> Self {
        match power_in(&sentence.to_lowercase(), true).filter(|_| self.power == 0 && !self.is_percent) {
            Some((power, _)) => Self { power, is_doubtful: true, ..self },
            None => self,
        }
    }
}

fn says_percent(text: &str) -> bool {
    const WORDS: [&str; 7] = ["percent", "pct", "percentage", "prozent", "porcentaje", "pourcentage", "percentual"];
    // "incl. 18% GST" is no unit.
    let is_unit = |(at, _): (usize, &str)| !text[..at].trim_end().ends_with(|letter: char| letter.is_ascii_digit());
    text.match_indices('%').any(is_unit) || words::fold(text).split(' ').any(|word| WORDS.contains(&word))
}

fn power_of(hint: &ColumnHint<'_>) -> Option<(u8, bool)> {
    let header = hint.header.to_lowercase();
    let bracketed = header.split(['(', '[', '{']).skip(1).filter_map(|part| part.split([')', ']', '}']).next());
    let stated = [hint.unit.to_lowercase()].into_iter().chain(bracketed.map(str::to_owned));
    stated.into_iter().find_map(|text| power_in(&text, false)).or_else(|| power_in(&header, true))
}

/// The power of the first unit in a text. In running text only a whole word counts that ends it or follows "in".
fn power_in(text: &str, is_running: bool) -> Option<(u8, bool)> {
    let tokens: Vec<&str> =
        text.split(|letter: char| letter.is_whitespace() || "()[]{}_,;:/₹$€£".contains(letter)).collect();
    let tokens: Vec<&str> = tokens.into_iter().filter(|token| !token.is_empty()).collect();
    let known = |at: usize| {
        let (power, is_letter) = *POWERS.get(tokens[at])?;
        let before = at.checked_sub(1).map_or("", |before| tokens[before]);
        let is_stated = !is_running || is_word(tokens[at]) && (at + 1 == tokens.len() && at > 0 || before == "in");
        (is_stated && !matches!(before, "per" | "pro" | "por" | "par")).then_some((power, is_letter))
    };
    (0..tokens.len()).find_map(known)
}

/// Long enough to mean nothing else in the middle of a header; `k` and `cr` do so only in brackets.
fn is_word(token: &str) -> bool {
    !matches!(token, "mil" | "mill" | "miles" | "000") && token.chars().count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(header: &str, unit: &str) -> HeaderUnit {
        HeaderUnit::of(&ColumnHint { delimiter: b',', unit, header })
    }

    #[test]
    fn a_header_may_say_that_numbers_are_lakhs_or_thousands() {
        for (header, row, power, is_doubtful) in [
            ("Revenue (in lakhs)", "", 5, false),
            ("Revenue", "in lakhs", 5, false),
            ("Revenue", "₹ Lakh", 5, false),
            ("Revenue (₹ Cr)", "", 7, false),
            ("revenue_in_lakhs", "", 5, false),
            ("Sales in Crores", "", 7, false),
            ("Amount ('000)", "", 3, false),
            ("Amount (000s)", "", 3, false),
            ("Spend (USD thousands)", "", 3, false),
            ("Umsatz (Tsd. €)", "", 3, false),
            ("Umsatz in Mio", "", 6, false),
            ("Followers (K)", "", 3, false),
            ("Revenue (L)", "", 5, true),
            ("Revenue (M)", "", 6, true),
            ("Revenue", "", 0, false),
            ("Cost per thousand", "", 0, false),
            ("CPM (per 1000)", "", 0, false),
            ("Million Fitness sales", "", 0, false),
            ("Amount K", "", 0, false),
        ] {
            let found = unit(header, row);
            assert_eq!((found.power, found.is_doubtful), (power, is_doubtful), "{header} {row}");
        }
    }

    #[test]
    fn a_header_may_say_currency_and_percent() {
        assert_eq!(unit("Spend (USD)", "").currency.unwrap().code(), "USD");
        assert_eq!(unit("Spend", "₹ Lakh").currency.unwrap().code(), "INR");
        assert!(unit("Commission (%)", "").is_percent && unit("Provision in Prozent", "").is_percent);
        assert!(!unit("Commission", "").is_percent && !unit("Revenue (incl. 18% GST)", "").is_percent);
    }
}
