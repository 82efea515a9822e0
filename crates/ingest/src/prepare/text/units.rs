//! In which unit a column's values are, as far as its header says.

use super::{
    layout::Layout,
    words::{UNIT, folded},
};

/// Marks that make a text in brackets a unit.
const MARKS: [char; 8] = ['₹', '$', '€', '£', '¥', '%', '‰', '#'];
/// Words that make an amount a multiple, in a sentence.
const MULTIPLES: [&str; 20] = [
    "lakh",
    "lakhs",
    "lac",
    "lacs",
    "crore",
    "crores",
    "thousand",
    "thousands",
    "'000",
    "000s",
    "million",
    "millions",
    "mn",
    "mio",
    "लाख",
    "करोड़",
    "tausend",
    "miles",
    "milliers",
    "milhares",
];
const CURRENCIES: [&str; 12] = ["inr", "usd", "eur", "gbp", "aed", "rupees", "dollars", "euros", "₹", "$", "€", "rs"];

/// The unit of each column.
pub(super) fn of(layout: &Layout) -> Vec<String> {
    let below =
        |column: usize| layout.units.as_ref().and_then(|row| row.cells.get(column)).filter(|unit| !unit.is_empty());
    let unit = |(column, name): (usize, &String)| {
        below(column).map_or_else(|| in_name(name), |unit| unit.trim_matches(['(', ')', '[', ']', ' ']).to_owned())
    };
    layout.header.iter().enumerate().map(unit).collect()
}

/// The unit a name carries: in brackets, behind a comma, or as its last words.
fn in_name(name: &str) -> String {
    let bracketed = name.rfind(['(', '[']).map(|open| name[open..].trim_matches(['(', ')', '[', ']', ' ']));
    let behind = || name.rsplit_once(" in ").or_else(|| name.rsplit_once(", ")).map(|(_, unit)| unit.trim());
    let last = || name.split_whitespace().next_back().filter(|last| *last != name.trim());
    let is_mark = |unit: &&str| unit.contains(MARKS) && unit.chars().count() <= 4;
    let found = bracketed
        .filter(|unit| is_unit(unit))
        .or_else(|| behind().filter(|unit| is_unit(unit)))
        .or_else(|| last().filter(is_mark));
    found
        .or_else(|| {
            (name.starts_with(['%', '₹', '$', '€'])).then(|| &name[..name.chars().next().map_or(0, char::len_utf8)])
        })
        .unwrap_or_default()
        .to_owned()
}

fn is_unit(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && (UNIT.has(text) || text.contains(MARKS) || folded(text).split(' ').any(|word| MULTIPLES.contains(&word)))
}

/// Whether a sentence says in which unit all amounts are.
pub(super) fn states_unit(text: &str) -> bool {
    let text = folded(text);
    let words: Vec<&str> =
        text.split(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | ',' | '.' | ':')).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let is_about_amounts =
        has(&["in", "amounts", "amount", "figures", "values", "currency", "all", "betrage", "mein", "en", "em", "में"]);
    is_about_amounts && (has(&MULTIPLES) || has(&CURRENCIES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_says_its_unit() {
        let units = [
            ("Revenue (INR)", "INR"),
            ("Price($)", "$"),
            ("Amount [in lakhs]", "in lakhs"),
            ("Revenue in lakhs", "lakhs"),
            ("Followers ('000)", "'000"),
            ("Share %", "%"),
            ("Amount spent (USD)", "USD"),
            ("Attribution (last click)", ""),
            ("revenue", ""),
            ("Creators in Mumbai", ""),
        ];
        for (name, unit) in units {
            assert_eq!(in_name(name), unit, "{name}");
        }
    }

    #[test]
    fn a_title_may_say_the_unit_of_all_amounts() {
        assert!(
            states_unit("All figures in ₹ lakhs")
                && states_unit("(Amounts in INR '000)")
                && states_unit("Currency: USD")
        );
        assert!(!states_unit("Sales by creator") && !states_unit("All Users"));
    }
}
