//! What the words of a row say about its being a total.

use rustc_hash::FxHashMap;

use super::super::words::{AVERAGE, TOTAL, Words, folded};

/// How a row is labelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Label {
    /// As a row like any other.
    #[default]
    None,
    /// With a word for total where the row says who it is about.
    Total,
    /// With a word for average.
    Average,
    /// With a word for total among others, as a name may have it: "Total Fitness".
    Loose,
    /// With a word for total beside an influencer's key: a subtotal.
    Inside,
    /// Not at all: it has neither a key nor words.
    Unnamed,
}

/// No label is longer.
const MAX_LABEL_BYTES: usize = 120;

/// Words that are hardly ever part of a name.
const UNMISTAKABLE: [&str; 8] = ["total", "summe", "gesamt", "somme", "suma", "subtotal", "कुल", "योग"];

/// What a text says by itself.
#[derive(Clone, Copy, Debug, Default)]
struct Meaning {
    label: Label,
    /// It is a word for total or average and nothing else.
    is_exact: bool,
}

/// Reads the labels of rows. Columns of words have the same texts in row after row: what each means is remembered.
#[derive(Debug, Default)]
pub(super) struct LabelReader {
    meanings: FxHashMap<String, Meaning>,
}

/// So many texts are remembered.
const MAX_MEANINGS: usize = 10_000;

impl LabelReader {
    /// The label of a row and its text: a word for total may stand in any column but those of amounts, that of days too.
    pub(super) fn label<'c>(
        &mut self,
        keys: &[usize],
        labels: &[usize],
        amounts: &[usize],
        cells: &[&'c str],
    ) -> (Label, &'c str) {
        let is_words = |at: &usize| cells.get(*at).is_some_and(|cell| has_letters(cell));
        // Other columns are too many to look at them all: a label stands first or last.
        let is_word = |at: &usize| !amounts.contains(at) && is_words(at);
        let ends = [(0..cells.len()).find(is_word), (0..cells.len()).rev().find(is_word)];
        let ends = ends.into_iter().flatten().filter(|at| !keys.contains(at) && !labels.contains(at));
        let mut elsewhere = ends.chain(labels.iter().copied().filter(is_words)).map(|at| cells[at]);
        if let Some(key) = keys.iter().find(|at| is_words(at)).map(|at| cells[*at]) {
            let label = self.meaning(key).label;
            if label != Label::None {
                return (label, key);
            }
            let exact = elsewhere.find(|cell| self.meaning(cell).is_exact);
            return exact.map_or((Label::None, ""), |word| (Label::Inside, word));
        }
        let noted = elsewhere.map(|cell| (self.meaning(cell).label, cell)).find(|(label, _)| *label != Label::None);
        let words = labels.iter().filter(|at| is_words(at)).count();
        match noted {
            Some((Label::Loose, _)) if words > 1 => (Label::None, ""),
            Some(noted) => noted,
            None if words == 0 => (Label::Unnamed, ""),
            None => (Label::None, ""),
        }
    }

    fn meaning(&mut self, cell: &str) -> Meaning {
        if let Some(known) = self.meanings.get(cell) {
            return *known;
        }
        if !may_be_label(cell) {
            return self.remember(cell, Meaning::default());
        }
        let is_exact = TOTAL.has(cell) || AVERAGE.has(cell);
        self.remember(cell, Meaning { label: label_of(cell), is_exact })
    }

    fn remember(&mut self, cell: &str, meaning: Meaning) -> Meaning {
        if self.meanings.len() < MAX_MEANINGS && cell.len() <= MAX_LABEL_BYTES {
            self.meanings.insert(cell.to_owned(), meaning);
        }
        meaning
    }
}

fn has_letters(cell: &str) -> bool {
    cell.chars().any(char::is_alphanumeric)
}

/// Cheap, and false for most cells: long texts and numbers show nothing.
fn may_be_label(cell: &str) -> bool {
    cell.len() <= MAX_LABEL_BYTES
        && cell.chars().any(char::is_alphabetic)
        && (TOTAL.may_hold(cell) || AVERAGE.may_hold(cell))
}

/// Of a text that may be a label.
fn label_of(cell: &str) -> Label {
    match () {
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
