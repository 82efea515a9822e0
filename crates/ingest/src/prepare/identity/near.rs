//! The one creator whose code or name a key nearly matches: only ever a proposal.

use std::collections::{HashMap, HashSet};

use super::{
    alias::{AliasKind, bare, folded},
    index::PersonIndex,
    roster::Roster,
    sources::is_shop_code,
};

type Owners = HashMap<String, HashSet<PersonIndex>>;

/// Aliases and names in the forms in which a slip of the pen still finds them.
pub(super) struct NearMatches {
    /// Letters and digits, with letters that look like digits as those digits.
    looks: Owners,
    /// Letters a code begins with: of codes and handles, of whole names and of their words.
    stems: Owners,
    /// Every form of an alias with one letter left out, with the digits behind it.
    slips: Owners,
    /// The words of a name in the order of the alphabet.
    words: Owners,
}

/// Shorter texts are near too much.
const MIN_STEM_LETTERS: usize = 3;
const MIN_LOOKS_LETTERS: usize = 4;
const MIN_SLIP_LETTERS: usize = 5;
/// No code begins with a longer name.
const MAX_STEM_BYTES: usize = 60;

impl NearMatches {
    pub(super) fn new(roster: &Roster) -> Self {
        let mut near = Self { looks: Owners::new(), stems: Owners::new(), slips: Owners::new(), words: Owners::new() };
        for (kind, form, people) in roster.index.aliases() {
            people.into_iter().for_each(|person| near.add(kind, form, person));
        }
        for (person, known) in roster.people.iter().enumerate() {
            near.add_name(&known.name, person as PersonIndex);
        }
        near
    }

    fn add(&mut self, kind: AliasKind, form: &str, person: PersonIndex) {
        let letters = bare(form);
        put(&mut self.looks, looks(&letters), person);
        // Ids are numbered: the next number is another influencer.
        if matches!(kind, AliasKind::Id | AliasKind::Email) {
            return;
        }
        let (stem, digits) = stem(&letters);
        put(&mut self.stems, stem.to_owned(), person);
        slips(stem).into_iter().for_each(|slip| put(&mut self.slips, slip + "#" + digits, person));
    }

    fn add_name(&mut self, name: &str, person: PersonIndex) {
        let mut words = name_words(name);
        words.iter().for_each(|word| put(&mut self.stems, word.clone(), person));
        words.sort_unstable();
        put(&mut self.words, words.join(" "), person);
    }

    /// The creator a code is near to, unless it is a code of the shop or near to several.
    pub(super) fn of_code(&self, code: &str) -> Option<PersonIndex> {
        let letters = bare(code);
        let (stem, digits) = stem(&letters);
        let same = || {
            self.looks_like(&letters).or_else(|| only(self.stems.get(stem).filter(|_| is_long(stem, MIN_STEM_LETTERS))))
        };
        let nearly = || self.begins_like(stem).or_else(|| self.slipped(stem, digits));
        same().or_else(|| if is_shop_code(code) { None } else { nearly() })
    }

    /// The creator a payee's name is near to: "Rao Asha", "Asha Rao Media", "Asha Roa".
    pub(super) fn of_name(&self, name: &str) -> Option<PersonIndex> {
        let mut words = name_words(name);
        words.sort_unstable();
        let letters = bare(name);
        let turned = || only(self.words.get(&words.join(" ")));
        let slipped = || self.slipped(stem(&letters).0, stem(&letters).1);
        self.looks_like(&letters).or_else(turned).or_else(|| self.among(&words)).or_else(slipped)
    }

    fn looks_like(&self, letters: &str) -> Option<PersonIndex> {
        only(self.looks.get(&looks(letters)).filter(|_| is_long(letters, MIN_LOOKS_LETTERS)))
    }

    fn begins_like(&self, stem: &str) -> Option<PersonIndex> {
        let ends = (MIN_LOOKS_LETTERS..stem.len().min(MAX_STEM_BYTES)).rev().filter_map(|end| stem.get(..end));
        ends.filter_map(|front| self.stems.get(front)).map(|people| only(Some(people))).next()?
    }

    fn slipped(&self, stem: &str, digits: &str) -> Option<PersonIndex> {
        if !is_long(stem, MIN_SLIP_LETTERS) {
            return None;
        }
        let mut people = HashSet::new();
        for slip in slips(stem) {
            people.extend(self.slips.get(&(slip + "#" + digits)).into_iter().flatten().copied());
        }
        only(Some(&people))
    }

    /// The creator all words of whose name are among these: at least two.
    fn among(&self, words: &[String]) -> Option<PersonIndex> {
        let mut people = HashSet::new();
        for first in 0..words.len() {
            for second in first + 1..words.len() {
                let pair = format!("{} {}", words[first], words[second]);
                people.extend(self.words.get(&pair).into_iter().flatten().copied());
            }
        }
        only(Some(&people))
    }
}

fn put(owners: &mut Owners, form: String, person: PersonIndex) {
    if !form.is_empty() {
        owners.entry(form).or_default().insert(person);
    }
}

fn only(people: Option<&HashSet<PersonIndex>>) -> Option<PersonIndex> {
    let mut people = people?.iter();
    people.next().copied().filter(|_| people.next().is_none())
}

fn is_long(text: &str, least: usize) -> bool {
    text.chars().count() >= least
}

/// The text without the digits at its end, and those digits.
fn stem(letters: &str) -> (&str, &str) {
    let stem = letters.trim_end_matches(|letter: char| letter.is_ascii_digit());
    letters.split_at(stem.len())
}

fn looks(letters: &str) -> String {
    let digit = |letter: char| match letter {
        'o' => '0',
        'l' | 'i' => '1',
        's' => '5',
        _ => letter,
    };
    letters.chars().map(digit).collect()
}

/// The text itself and with each one of its letters left out: texts one slip apart have one of these in common.
fn slips(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() < MIN_SLIP_LETTERS || letters.len() > 40 {
        return Vec::new();
    }
    let without = |left_out: usize| {
        letters.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, letter)| *letter).collect()
    };
    (0..=letters.len()).map(without).collect()
}

fn name_words(name: &str) -> Vec<String> {
    let words = name.split(|letter: char| letter.is_whitespace() || matches!(letter, '.' | ',' | '-' | '_'));
    words.map(folded).filter(|word| is_long(word, MIN_STEM_LETTERS)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare::identity::roster::{PersonRow, RosterBuilder};

    fn roster() -> Roster {
        let mut builder = RosterBuilder::default();
        for (line, (id, name, handle, code)) in [
            ("INF01", "Asha Rao", "@asha.fit", "ASHA10"),
            ("INF02", "Ben Cole", "@bencooks", "BEN15"),
            ("INF03", "Chitra Iyer", "@chitra.glow", "CHITRA20"),
            ("INF04", "Meera Rao", "@meera", "MEERA10"),
        ]
        .into_iter()
        .enumerate()
        {
            let cells = [("Code", code)];
            builder.add_person(PersonRow {
                id,
                name,
                handle,
                cells: &cells,
                file: "creators.csv",
                line: line as u64 + 2,
            });
        }
        builder.finish(&HashSet::new())
    }

    #[test]
    fn a_code_is_near_to_the_creator_it_is_a_slip_or_a_variant_of() {
        let roster = roster();
        let near = NearMatches::new(&roster);
        for (code, id) in [
            ("ASHA1O", "INF01"),
            ("ASHA15", "INF01"),
            ("asha_fit", "INF01"),
            ("CHITAR20", "INF03"),
            ("CHITRAA20", "INF03"),
            ("CHITRAGLOW5", "INF03"),
            ("BENCOOKS10", "INF02"),
            ("IYER20", "INF03"),
            ("MEERASAVES", "INF04"),
        ] {
            assert_eq!(near.of_code(code).map(|person| roster.id(person)), Some(id), "{code}");
        }
        for code in ["RAO10", "WELCOME5", "INF05", "DEV10", "B10", "TARA20", "SUMMER"] {
            assert_eq!(near.of_code(code), None, "{code}");
        }
    }

    #[test]
    fn a_payee_is_near_to_the_creator_whose_name_is_turned_longer_or_misspelt() {
        let roster = roster();
        let near = NearMatches::new(&roster);
        for (name, id) in
            [("Rao Asha", "INF01"), ("Asha Rao Media LLP", "INF01"), ("Chitra Iyyer", "INF03"), ("Ben Cloe", "INF02")]
        {
            assert_eq!(near.of_name(name).map(|person| roster.id(person)), Some(id), "{name}");
        }
        for name in ["Meera Asha", "Rao", "Google Ireland", "Chitra Nair"] {
            assert_eq!(near.of_name(name), None, "{name}");
        }
    }
}
