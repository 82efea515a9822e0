//! The word lists in `words/`: totals, averages, months, days of the week.
//!
//! Words are compared folded: lower case, Latin accents removed, everything but letters and digits a blank.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// A label in the form words are compared in: `"Médiane (₹):"` is `"mediane"`.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match plain_letter(letter) {
            Some(plain) => folded.push_str(plain),
            None if is_part_of_word(letter) => folded.push(letter),
            None if folded.ends_with(' ') || folded.is_empty() || is_dropped(letter) => {}
            None => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Letters, digits, and the signs that Devanagari writes its vowels and clusters with.
fn is_part_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\u{900}'..='\u{903}' | '\u{93e}'..='\u{94d}') || letter == 'ø'
}

/// Marks that only refine the letter before them: combining accents and the dot below Devanagari letters.
fn is_dropped(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

fn plain_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'ç' | 'ć' | 'č' => "c",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ì'..='ï' | 'ī' => "i",
        'ñ' | 'ń' => "n",
        'ò'..='ö' | 'ō' | 'ő' => "o",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        // Letters with the dot below as one sign.
        '\u{958}' => "क",
        '\u{959}' => "ख",
        '\u{95a}' => "ग",
        '\u{95b}' => "ज",
        '\u{95c}' => "ड",
        '\u{95d}' => "ढ",
        '\u{95e}' => "फ",
        _ => return None,
    })
}

/// The lines `key: word, word` of a list, without its comments.
pub(super) fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(": "))
        .flat_map(|(key, words)| words.split(", ").map(move |word| (key, word)))
}

/// The lines `word, word` of a list, folded.
pub(super) fn folded_words(list: &'static str) -> FxHashSet<String> {
    let lines = list.lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(", ")).map(fold).collect()
}

/// Beginnings of three letters or more, and whole names, with the month each has; 0 where several have it.
static MONTHS: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let mut months = FxHashMap::default();
    let names: Vec<(u8, String)> = entries(include_str!("words/months.txt"))
        .filter_map(|(month, name)| Some((month.parse().ok()?, fold(name))))
        .collect();
    for (month, name) in &names {
        for (at, _) in name.char_indices().skip(3) {
            let known = months.entry(name[..at].to_owned()).or_insert(*month);
            if known != month {
                *known = 0;
            }
        }
    }
    months.extend(names.into_iter().map(|(month, name)| (name, month)));
    months
});

/// The month, 1 to 12, that a name or its beginning means in one of the six languages.
pub(crate) fn month(name: &str) -> Option<u8> {
    MONTHS.get(&fold(name)).copied().filter(|month| *month > 0)
}

static WEEKDAYS: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let days = entries(include_str!("words/weekdays.txt"));
    days.filter_map(|(day, name)| Some((fold(name), day.parse().ok()?))).collect()
});

/// The day of the week, Monday 1 to Sunday 7, that a name means.
pub(super) fn weekday(name: &str) -> Option<u8> {
    WEEKDAYS.get(&fold(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_accents_and_punctuation() {
        for (text, folded) in [
            ("  Médiane (₹): ", "mediane"),
            ("Grand-Total", "grand total"),
            ("Größe", "grosse"),
            ("rückerstattet", "ruckerstattet"),
            ("re\u{301}gle\u{301}", "regle"),
            ("रद्द", "रद्द"),
            ("फ़रवरी", "फरवरी"),
            ("partially_refunded", "partially refunded"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn months_are_known_in_six_languages() {
        for (name, number) in [
            ("June", 6),
            ("jun", 6),
            ("Juin", 6),
            ("junio", 6),
            ("Junho", 6),
            ("जून", 6),
            ("März", 3),
            ("Mrz", 3),
            ("mar", 3),
            ("août", 8),
            ("Dez", 12),
            ("ene", 1),
            ("फ़रवरी", 2),
            ("sept", 9),
            ("set", 9),
            ("out", 10),
            ("Mai", 5),
            ("jui", 0),
            ("ju", 0),
            ("orders", 0),
        ] {
            assert_eq!(month(name).unwrap_or(0), number, "{name}");
        }
    }
}
