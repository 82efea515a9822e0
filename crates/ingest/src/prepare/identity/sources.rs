//! What the words of a source, medium or code say where no creator owns them.

use super::{
    alias::{bare, folded},
    columns::listed,
};

/// A source or medium that is bought, or sent by the shop itself: `google / cpc`, `E-Mail`.
pub(super) fn is_paid(source: &str) -> bool {
    static PAID: &str = include_str!("words/paid.txt");
    says(source, PAID) || folded(source).contains("email") || words(source).iter().any(|word| word.starts_with("paid"))
}

/// A source or medium that no influencer was paid for: `google / organic`, `(direct) / (none)`.
pub(super) fn is_organic(source: &str) -> bool {
    static ORGANIC: &str = include_str!("words/organic.txt");
    let is_denied =
        words(source).iter().any(|word| matches!(word.as_str(), "non" | "not" | "no" | "nonorganic" | "inorganic"));
    !is_denied && says(source, ORGANIC)
}

fn says(source: &str, list: &'static str) -> bool {
    let words = words(source);
    listed(list).any(|known| words.iter().any(|word| word == known) || bare(source) == known)
}

fn words(source: &str) -> Vec<String> {
    source.split(|letter: char| !letter.is_alphanumeric()).map(folded).filter(|word| !word.is_empty()).collect()
}

/// Words this long say what a code is, whatever follows: `WELCOMEBOX`.
const TELLING_LETTERS: usize = 7;

/// A code of the shop itself: `WELCOME5`, `FIRSTORDER`, `NEW-USER-10`.
pub(super) fn is_shop_code(code: &str) -> bool {
    static CODES: &str = include_str!("words/shop_codes.txt");
    let letters: String = bare(code).chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let words: Vec<&str> = listed(CODES).filter(|word| !word.starts_with('+')).collect();
    let begins = words.iter().any(|word| word.len() >= TELLING_LETTERS && letters.starts_with(word));
    begins || is_made_of(&letters, &words, &listed(CODES).filter_map(|word| word.strip_prefix('+')).collect::<Vec<_>>())
}

/// Whether the letters are words of the shop and others that go with them, with nothing left over.
fn is_made_of(letters: &str, words: &[&str], beside: &[&str]) -> bool {
    // By length of the front: whether it can be cut into words, and whether one of them is the shop's.
    let mut fronts = vec![None; letters.len() + 1];
    fronts[0] = Some(false);
    for at in 0..letters.len() {
        let Some(has_word) = fronts[at] else {
            continue;
        };
        let own = words.iter().map(|word| (word, true));
        for (word, is_own) in own.chain(beside.iter().map(|word| (word, false))) {
            if letters.get(at..).is_some_and(|rest| rest.starts_with(word)) {
                let front = &mut fronts[at + word.len()];
                *front = Some(front.unwrap_or(false) || has_word || is_own);
            }
        }
    }
    fronts[letters.len()] == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_shop_buys_or_sends_is_no_creators() {
        for source in [
            "google / cpc",
            "E-Mail",
            "klaviyo / email",
            "IG_ADS",
            "facebook / paid_social",
            "paidsocial",
            "Newsletter",
        ] {
            assert!(is_paid(source), "{source}");
        }
        for source in ["instagram / influencer", "google / organic", "adidas", "Maila"] {
            assert!(!is_paid(source), "{source}");
        }
    }

    #[test]
    fn what_nobody_was_paid_for_is_organic() {
        for source in
            ["google / organic", "(direct) / (none)", "Direct", "Organic: Google", "Referral: blog.example", "web"]
        {
            assert!(is_organic(source), "{source}");
        }
        for source in ["non-organic", "not organic", "Inorganic", "instagram / influencer", "directory"] {
            assert!(!is_organic(source), "{source}");
        }
    }

    #[test]
    fn codes_of_the_shop_are_known_by_their_words() {
        for code in [
            "WELCOME5",
            "welcome-back",
            "NEWUSER10",
            "NEW 10",
            "FESTIVE20",
            "ABANDONCART",
            "FREESHIP",
            "FIRST15",
            "DIWALI24",
            "FLASHSALE",
            "SALE50OFF",
        ] {
            assert!(is_shop_code(code), "{code}");
        }
        for code in ["NEWTON10", "SALEEM10", "ASHA10", "FIRSTY", "RIYA", "10", "SAVE10", "DIWAN5"] {
            assert!(!is_shop_code(code), "{code}");
        }
    }
}
