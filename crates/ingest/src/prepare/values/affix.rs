//! What stands before and after the digits of an amount: marks, units, signs, brackets, `/-`, Dr and Cr.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{currency::Currency, currency::currency_words, words};

/// Everything around the digits of one amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Affixes {
    pub(super) minus: bool,
    pub(super) plus: bool,
    pub(super) opened: bool,
    pub(super) closed: bool,
    pub(super) mark: Option<Currency>,
    /// A unit as a power of ten: 5 for lakh.
    pub(super) power: Option<u8>,
    /// `Cr`, which is crore or credit.
    pub(super) is_cr: bool,
    pub(super) is_debit: bool,
    pub(super) is_percent: bool,
}

#[derive(Clone, Copy, Debug)]
enum Meaning {
    Mark(Currency),
    Power(u8),
    Cr,
    Debit,
    Percent,
    /// Changes nothing: `/-`, `only`.
    Nothing,
}

/// Words by lower case.
static MEANINGS: LazyLock<FxHashMap<&'static str, Meaning>> = LazyLock::new(|| {
    let marks = currency_words().map(|(word, currency)| (word, Meaning::Mark(currency)));
    let powers = words::entries(include_str!("words/units.txt"))
        .filter_map(|(key, word)| Some((word, Meaning::Power(key.split(' ').next()?.parse().ok()?))));
    let others = [
        ("cr", Meaning::Cr),
        ("cr.", Meaning::Cr),
        ("dr", Meaning::Debit),
        ("dr.", Meaning::Debit),
        ("%", Meaning::Percent),
        ("percent", Meaning::Percent),
        ("per cent", Meaning::Percent),
        ("/-", Meaning::Nothing),
        ("/=", Meaning::Nothing),
        (".-", Meaning::Nothing),
        (",-", Meaning::Nothing),
        (",--", Meaning::Nothing),
        ("only", Meaning::Nothing),
        (".", Meaning::Nothing),
    ];
    marks.chain(powers).chain(others).collect()
});

/// The words of [`MEANINGS`], the longest first.
static LONGEST_FIRST: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut all: Vec<&'static str> = MEANINGS.keys().copied().collect();
    all.sort_by_key(|word| std::cmp::Reverse(word.len()));
    all
});

impl Affixes {
    /// Takes the text before the digits. `None` when something in it is not understood, or twice.
    pub(super) fn take_before(&mut self, text: &str) -> Option<()> {
        self.take(text, true)
    }

    /// Takes the text after the digits. `None` when something in it is not understood, or twice.
    pub(super) fn take_after(&mut self, text: &str) -> Option<()> {
        self.take(text, false)
    }

    fn take(&mut self, text: &str, is_before: bool) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        let lower = text.to_lowercase();
        let mut rest = lower.trim();
        while !rest.is_empty() {
            rest = self.take_first(rest, is_before)?.trim_start();
        }
        Some(())
    }

    /// Takes the first sign or word of a text, and gives what follows it.
    fn take_first<'t>(&mut self, text: &'t str, is_before: bool) -> Option<&'t str> {
        if let Some(meaning) = MEANINGS.get(text) {
            self.apply(*meaning, is_before)?;
            return Some("");
        }
        let first = text.chars().next()?;
        match first {
            '-' => once(&mut self.minus)?,
            '+' => once(&mut self.plus)?,
            '(' => once(&mut self.opened)?,
            ')' => once(&mut self.closed)?,
            // A currency sign that an encoding without it lost, or a quote that makes a number text.
            '?' | '\u{fffd}' | '\'' if is_before => {}
            _ => return self.take_word(text, is_before),
        }
        Some(&text[first.len_utf8()..])
    }

    fn take_word<'t>(&mut self, text: &'t str, is_before: bool) -> Option<&'t str> {
        let is_whole = |word: &&&str| {
            let ends = |rest: &str| !rest.starts_with(char::is_alphabetic) || !word.ends_with(char::is_alphabetic);
            text.strip_prefix(**word).is_some_and(ends)
        };
        let word = LONGEST_FIRST.iter().find(is_whole)?;
        self.apply(*MEANINGS.get(word)?, is_before)?;
        Some(&text[word.len()..])
    }

    fn apply(&mut self, meaning: Meaning, is_before: bool) -> Option<()> {
        match meaning {
            Meaning::Mark(mark) => {
                self.mark = Some(self.mark.map_or(Some(mark), |known| known.and(mark))?);
                Some(())
            }
            Meaning::Power(power) if !is_before && self.power.is_none() && !self.is_cr => {
                self.power = Some(power);
                Some(())
            }
            Meaning::Power(_) => None,
            Meaning::Cr if self.power.is_none() => once(&mut self.is_cr),
            Meaning::Cr => None,
            Meaning::Debit => once(&mut self.is_debit),
            Meaning::Percent => once(&mut self.is_percent),
            Meaning::Nothing => Some(()),
        }
    }

    /// Whether the number is below 0; `None` for half a bracket or two signs.
    pub(super) fn is_negative(&self) -> Option<bool> {
        let signs = u8::from(self.minus) + u8::from(self.plus) + u8::from(self.opened);
        (self.opened == self.closed && signs <= 1 && !(self.is_cr && self.is_debit))
            .then_some(self.minus || self.opened)
    }
}

fn once(flag: &mut bool) -> Option<()> {
    (!std::mem::replace(flag, true)).then_some(())
}
