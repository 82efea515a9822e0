//! What the words of a row say about its being a total.

use super::super::words::{AVERAGE, TOTAL, Words, folded};

/// How a row is labelled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// As a row like any other.
    None,
    /// With a word for total where the row says who it is about.
    Total,
    /// With a word for average.
    Average,
    /// With a word for total among others, as a name may have it: "Total Fitness".
    Loose,
    /// With a word for total beside somebody's key: a subtotal.
    Inside,
    /// Not at all: it has neither a key nor words.
    Unnamed,
}

/// No label is longer.
const LABEL_BYTES_MOST: usize = 120;

/// Words that are hardly ever part of a name.
const UNMISTAKABLE: [&str; 8] = ["total", "summe", "gesamt", "somme", "suma", "subtotal", "कुल", "योग"];

impl Label {
    /// The label of a row and its text: a word for total may stand in any column but those of amounts, that of days too.
    pub(super) fn of<'c>(keys: &[usize], labels: &[usize], amounts: &[usize], cells: &[&'c str]) -> (Self, &'c str) {
        let words = |columns: &[usize]| -> Vec<&'c str> {
            columns.iter().filter_map(|at| cells.get(*at).copied()).filter(|cell| has_letters(cell)).collect()
        };
        // Other columns are too many to look at them all: a label stands first or last.
        let is_word = |at: &usize| !amounts.contains(at) && has_letters(cells[*at]);
        let ends = [(0..cells.len()).find(is_word), (0..cells.len()).rev().find(is_word)];
        let ends = ends.into_iter().flatten().filter(|at| !keys.contains(at) && !labels.contains(at));
        let elsewhere = words(&ends.chain(labels.iter().copied()).collect::<Vec<_>>());
        if let Some(key) = words(keys).first() {
            let exact = elsewhere.iter().find(|cell| is_exact(cell));
            return match (told_by(key), exact) {
                (Self::None, Some(word)) => (Self::Inside, word),
                (Self::None, None) => (Self::None, ""),
                (label, _) => (label, key),
            };
        }
        let told = elsewhere.iter().map(|cell| (told_by(cell), *cell)).find(|(label, _)| *label != Self::None);
        match told {
            Some((Self::Loose, _)) if words(labels).len() > 1 => (Self::None, ""),
            Some(told) => told,
            None if words(labels).is_empty() => (Self::Unnamed, ""),
            None => (Self::None, ""),
        }
    }
}

fn has_letters(cell: &str) -> bool {
    cell.chars().any(char::is_alphanumeric)
}

fn is_exact(cell: &str) -> bool {
    may_tell(cell) && (TOTAL.has(cell) || AVERAGE.has(cell))
}

/// Cheap, and false for most cells: long texts and numbers tell nothing.
fn may_tell(cell: &str) -> bool {
    cell.len() <= LABEL_BYTES_MOST
        && cell.chars().any(char::is_alphabetic)
        && (TOTAL.may_hold(cell) || AVERAGE.may_hold(cell))
}

fn told_by(cell: &str) -> Label {
    match () {
        () if !may_tell(cell) => Label::None,
        () if TOTAL.has(cell) => Label::Total,
        () if AVERAGE.has(cell) => Label::Average,
        () if is_set_apart(&TOTAL, cell) => Label::Total,
        () if is_set_apart(&AVERAGE, cell) => Label::Average,
        () if is_loose(cell) => Label::Loose,
        () => Label::None,
    }
}

fn is_set_apart(words: &Words, cell: &str) -> bool {
    words.split(cell).is_some_and(|around| around.is_set_apart)
}

fn is_loose(cell: &str) -> bool {
    let text = folded(cell);
    UNMISTAKABLE.iter().any(|word| text.contains(word)) && TOTAL.split(cell).is_some()
}
