//! Brands and campaigns that are written in several ways.

use std::collections::{BTreeMap, HashMap};

/// Names as they are written, with how many rows have each, in the order in which they are met.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    names: Vec<(String, u64)>,
    places: HashMap<String, usize>,
}

impl Written {
    /// Counts rows of a name; a new one only while there are fewer than `most`.
    pub(crate) fn add(&mut self, name: &str, rows: u64, most: usize) {
        if let Some(at) = self.places.get(name) {
            self.names[*at].1 += rows;
        } else if self.names.len() < most {
            self.places.insert(name.to_owned(), self.names.len());
            self.names.push((name.to_owned(), rows));
        }
    }

    /// Each name with its rows.
    pub(crate) fn names(&self) -> &[(String, u64)] {
        &self.names
    }
}

/// The name each spelling counts under.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spellings {
    /// Only spellings that count under another one.
    pub(crate) names: BTreeMap<String, String>,
    /// One sentence a name, for the report.
    pub(crate) notes: Vec<String>,
}

impl Spellings {
    /// The name this spelling counts under.
    pub(crate) fn name<'t>(&'t self, spelling: &'t str) -> &'t str {
        self.names.get(spelling).map_or(spelling, String::as_str)
    }
}

/// Folds spellings that differ in case, blanks, `_` and `+` only, as advertising platforms do.
///
/// `seen` holds each distinct spelling with its rows, in the order of the file; `chosen` the names a user has set by spelling.
/// The most frequent spelling names it, the first one where two are equal.
pub(crate) fn folded_spellings(what: &str, seen: &[(String, u64)], chosen: &BTreeMap<String, String>) -> Spellings {
    let mut groups = HashMap::<String, Vec<&(String, u64)>>::new();
    let mut order = Vec::new();
    for spelling in seen {
        let form = form(&spelling.0);
        let group = groups.entry(form.clone()).or_default();
        if group.is_empty() {
            order.push(form);
        }
        group.push(spelling);
    }
    let mut spellings = Spellings::default();
    for group in order.iter().filter_map(|form| groups.get(form)) {
        spellings.add_group(what, group, chosen);
    }
    spellings
}

impl Spellings {
    fn add_group(&mut self, what: &str, group: &[&(String, u64)], chosen: &BTreeMap<String, String>) {
        let most = group.iter().map(|(_, rows)| *rows).max().unwrap_or(0);
        let Some((name, _)) = group.iter().find(|(_, rows)| *rows == most) else {
            return;
        };
        let mut folded = Vec::new();
        for (spelling, _) in group {
            let name = chosen.get(spelling).unwrap_or(name);
            if name != spelling {
                self.names.insert(spelling.clone(), name.clone());
                folded.push(spelling.as_str());
            }
        }
        if !folded.is_empty() {
            self.notes.push(format!("{what}: {} counts as \"{name}\".", super::roster::quoted(&folded)));
        }
    }
}

/// Without case, blanks, `_` and `+`; a `+` at the end is part of the name, as in "Whey+".
fn form(text: &str) -> String {
    let text = text.trim().replace("%20", " ");
    let name = text.trim_end_matches('+');
    let letters = name.chars().filter(|letter| {
        !letter.is_whitespace() && !matches!(letter, '_' | '+' | '\u{200b}'..='\u{200d}' | '\u{feff}')
    });
    letters.flat_map(char::to_lowercase).collect::<String>() + &text[name.len()..]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(seen: &[(&str, u64)]) -> Spellings {
        let seen: Vec<_> = seen.iter().map(|(text, rows)| ((*text).to_owned(), *rows)).collect();
        folded_spellings("Brand", &seen, &BTreeMap::new())
    }

    #[test]
    fn the_most_frequent_spelling_names_a_brand() {
        let spellings = folded(&[("muscleblaze", 1), ("MuscleBlaze", 3), ("Muscle Blaze", 2), ("HKVitals", 1)]);
        for spelling in ["muscleblaze", "MuscleBlaze", "Muscle Blaze"] {
            assert_eq!(spellings.name(spelling), "MuscleBlaze");
        }
        assert_eq!(spellings.name("HKVitals"), "HKVitals");
        assert_eq!(spellings.notes, ["Brand: \"muscleblaze\" and \"Muscle Blaze\" counts as \"MuscleBlaze\"."]);
    }

    #[test]
    fn the_first_spelling_names_it_where_two_are_equally_frequent() {
        assert_eq!(folded(&[("spring_fit", 2), ("Spring+Fit", 2), ("Spring Fit", 1)]).name("Spring Fit"), "spring_fit");
    }

    #[test]
    fn names_are_counted_in_the_order_in_which_they_are_met() {
        let mut written = Written::default();
        for name in ["b", "a", "b", "c"] {
            written.add(name, 1, 2);
        }
        assert_eq!(written.names(), [("b".to_owned(), 2), ("a".to_owned(), 1)]);
    }

    #[test]
    fn different_names_stay_different() {
        for pair in [["Whey", "Whey+"], ["HK-Vitals", "HKVitals"], ["Spring 1", "Spring 2"], ["A", "Á"]] {
            assert!(folded(&pair.map(|text| (text, 1))).names.is_empty(), "{pair:?}");
        }
    }

    #[test]
    fn a_name_the_user_has_set_goes_before_the_most_frequent_one() {
        let chosen = BTreeMap::from([("muscleblaze".to_owned(), "muscleblaze".to_owned())]);
        let seen = [("MuscleBlaze".to_owned(), 3), ("muscleblaze".to_owned(), 1)];
        assert_eq!(folded_spellings("Brand", &seen, &chosen).name("muscleblaze"), "muscleblaze");
    }
}
