//! What a cell looks like before anybody knows what its column is: a value, a word, a sign for nothing.

use super::words::folded;

/// Words that may stand in a number or a day.
const VALUE_WORDS: [&str; 66] = [
    "k",
    "m",
    "l",
    "b",
    "cr",
    "crore",
    "crores",
    "lakh",
    "lakhs",
    "lac",
    "lacs",
    "mn",
    "bn",
    "mio",
    "tsd",
    "rs",
    "inr",
    "usd",
    "eur",
    "gbp",
    "aed",
    "sgd",
    "cad",
    "aud",
    "jpy",
    "brl",
    "mxn",
    "idr",
    "vnd",
    "r",
    "dr",
    "am",
    "pm",
    "t",
    "z",
    "e",
    "st",
    "nd",
    "rd",
    "th",
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "gmt",
    "utc",
];
const NOTHING: [&str; 17] = [
    "", "-", "--", "—", "–", "n/a", "na", "nil", "none", "null", "nan", "tbd", "tba", "free", "barter", "#n/a",
    "not set",
];

/// Whether a cell is a number, an amount or a day rather than words.
pub(super) fn is_value(cell: &str) -> bool {
    let cell = cell.trim();
    if !cell.bytes().any(|byte| byte.is_ascii_digit()) || cell.len() > 60 {
        return false;
    }
    if crate::parse::days::day(cell).is_some() || crate::parse::amounts::money(cell).is_some() {
        return true;
    }
    // A letter right before a digit makes a code: INF01, Q3.
    let letters: Vec<char> = cell.chars().collect();
    let is_code =
        letters.windows(2).any(|pair| pair[0].is_alphabetic() && pair[1].is_ascii_digit() && !is_mark_letter(cell));
    let mut words = cell.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    !is_code && words.all(|word| VALUE_WORDS.contains(&word.to_lowercase().as_str()))
}

/// `Rs1,200`, `INR500`, `2026-03-01T10:00` have letters before digits and are values.
fn is_mark_letter(cell: &str) -> bool {
    let word: String = cell.chars().take_while(|letter| letter.is_alphabetic()).collect::<String>().to_lowercase();
    matches!(word.as_str(), "rs" | "inr" | "usd" | "eur" | "gbp" | "aed" | "r")
        || cell.as_bytes().get(10) == Some(&b'T')
}

/// Whether a cell says that there is nothing.
pub(super) fn is_nothing(cell: &str) -> bool {
    NOTHING.contains(&folded(cell).as_str())
}

/// The kinds of letters of a text, runs as one: `INF01` and `KOL7` are alike.
pub(super) fn pattern(text: &str) -> String {
    let mut pattern = String::new();
    for letter in text.chars() {
        let kind = match letter {
            _ if letter.is_ascii_digit() => '9',
            _ if letter.is_alphabetic() => 'a',
            _ => letter,
        };
        if !pattern.ends_with(kind) {
            pattern.push(kind);
        }
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_distinguished_from_a_name() {
        for value in [
            "4000",
            "₹ 1,23,456",
            "12.5%",
            "2026-03-02",
            "June 01 2024",
            "1.1M",
            "784,8K",
            "Rs. 500/-",
            "INR500",
            "(100)",
            "20240601",
            "2026-03-01T10:00:00Z",
            "1.234,56 €",
            "06/03/2024",
            "10:30",
        ] {
            assert!(is_value(value), "{value}");
        }
        for name in ["revenue", "INF01", "Q1", "7d views", "Top 10", "H&M", "-", "", "Asha 2", "dd-mm-yyyy"] {
            assert!(!is_value(name), "{name}");
        }
    }
}
