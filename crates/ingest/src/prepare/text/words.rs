//! Words that show a total, an average, a note or a unit, in the languages our users write; kept as data beside the code.

use std::{collections::HashSet, sync::LazyLock};

use rustc_hash::FxHashSet;

/// A list of words, one a line; lines with `#` and a blank are comments.
pub(super) struct Words(LazyLock<List>);

struct List {
    words: HashSet<String>,
    /// The first two letters of every word; a text that has none of these pairs has none of the words.
    pairs: FxHashSet<[char; 2]>,
}

pub(super) static TOTAL: Words = Words(LazyLock::new(|| read(include_str!("words/total.txt"))));
pub(super) static AVERAGE: Words = Words(LazyLock::new(|| read(include_str!("words/average.txt"))));
pub(super) static NOTE: Words = Words(LazyLock::new(|| read(include_str!("words/note.txt"))));
pub(super) static SUMMARY: Words = Words(LazyLock::new(|| read(include_str!("words/summary.txt"))));
pub(super) static UNIT: Words = Words(LazyLock::new(|| read(include_str!("words/unit.txt"))));

fn read(list: &str) -> List {
    let lines = list.lines().filter(|line| !line.starts_with("# "));
    let words: HashSet<String> = lines.map(folded).filter(|word| !word.is_empty()).collect();
    let pair = |word: &String| Some([word.chars().next()?, word.chars().nth(1)?]);
    List { pairs: words.iter().filter_map(pair).collect(), words }
}

impl Words {
    /// Whether the text is one of the words.
    pub(super) fn has(&self, text: &str) -> bool {
        self.0.words.contains(&folded(text))
    }

    /// False only where no word of two letters or more stands in the text; does not allocate.
    pub(super) fn may_hold(&self, text: &str) -> bool {
        let letters = || text.chars().map(|letter| without_accent(letter.to_lowercase().next().unwrap_or(letter)));
        letters().zip(letters().skip(1)).any(|(first, second)| self.0.pairs.contains(&[first, second]))
    }

    /// Whether a text begins with one of the words, which ends there.
    pub(super) fn begins(&self, text: &str) -> bool {
        let text = folded(text);
        self.0.words.iter().any(|word| rest_after(&text, word).is_some())
    }

    /// What stands before or after the word a text begins or ends with, with the mark between them.
    pub(super) fn split(&self, text: &str) -> Option<Around> {
        let text = folded(text);
        let longest_first = |word: &&String| std::cmp::Reverse(word.len());
        let mut words: Vec<&String> = self.0.words.iter().filter(|word| text.contains(word.as_str())).collect();
        words.sort_by_key(longest_first);
        words.iter().find_map(|word| around(&text, word))
    }
}

/// What a word that means a total stands beside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Around {
    /// The rest of the text, folded.
    pub(super) rest: String,
    /// A colon, bracket or dash separates the two.
    pub(super) is_set_apart: bool,
}

fn around(text: &str, word: &str) -> Option<Around> {
    let rest = rest_after(text, word).or_else(|| {
        let before = text.strip_suffix(word)?;
        (!before.ends_with(char::is_alphanumeric)).then_some(before)
    })?;
    let marks = [':', '(', '-', '–', '—', '=', '|'];
    let is_set_apart = rest.trim().starts_with(marks) || rest.trim().ends_with(marks);
    let is_mark = |letter: char| letter.is_whitespace() || marks.contains(&letter) || letter == ')';
    Some(Around { rest: rest.trim_matches(is_mark).to_owned(), is_set_apart })
}

fn rest_after<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    text.strip_prefix(word)
        .filter(|rest| !rest.starts_with(char::is_alphanumeric) || !word.ends_with(char::is_alphanumeric))
}

/// A text as words are compared: lower case, Latin letters without accents, single blanks, no marks around it.
pub(super) fn folded(text: &str) -> String {
    let around =
        |letter: char| letter.is_whitespace() || matches!(letter, ':' | '*' | '=' | '(' | ')' | '[' | ']' | '"');
    let text = text.trim_matches(around);
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            _ if letter.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            '\u{300}'..='\u{36f}' => {}
            _ => folded.push(without_accent(letter)),
        }
    }
    folded
}

fn without_accent(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' => 'a',
        'ç' => 'c',
        'è'..='ë' | 'ē' | 'ė' => 'e',
        'ì'..='ï' | 'ī' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ō' => 'o',
        'ù'..='ü' | 'ū' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_for_total_is_known_in_every_language_and_spelling() {
        for word in [
            "Total",
            "GRAND TOTAL",
            "Total:",
            "Total général",
            "कुल योग",
            "Kul",
            "Gesamtsumme",
            "Suma",
            "Soma",
            "Sub-Total",
        ] {
            assert!(TOTAL.has(word), "{word}");
        }
        assert!(!TOTAL.has("Total Fitness") && !TOTAL.has("Totalis") && !TOTAL.has(""));
    }

    #[test]
    fn what_stands_beside_a_total_is_reported() {
        let around = |text: &str| TOTAL.split(text).map(|around| (around.rest, around.is_set_apart));
        assert_eq!(around("Total: Campaigns"), Some(("campaigns".into(), true)));
        assert_eq!(around("INF01 Total"), Some(("inf01".into(), false)));
        assert_eq!(around("Total Fitness"), Some(("fitness".into(), false)));
        assert_eq!(around("Grand total (4 rows)"), Some(("4 rows".into(), true)));
        assert_eq!(around("Totality"), None);
    }
}
