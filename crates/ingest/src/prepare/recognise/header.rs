//! A header as words that can be compared: without case, accents, marks and what stands in brackets.

/// The ways to read one header, the closest to what is written first.
pub(in crate::prepare) fn forms(header: &str) -> Vec<String> {
    let header = header.trim_start_matches('\u{feff}');
    let bare = without_brackets(header);
    let grouped = header.rsplit_once(" / ").map(|(_, own)| own.to_owned());
    let split = split_capitals(&bare);
    let mut forms: Vec<String> = Vec::new();
    for text in [Some(header.to_owned()), Some(bare), grouped, Some(split)].into_iter().flatten() {
        let words = words(&text);
        if !words.is_empty() && !forms.contains(&words) {
            forms.push(words);
        }
    }
    forms
}

/// Lower case without accents, one blank between words; `#` is "no" and `%` is "percent".
pub(in crate::prepare) fn words(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            '#' => plain.push_str(" no "),
            '%' => plain.push_str(" percent "),
            '\'' | '’' => {}
            letter if is_mark(letter) => {}
            letter if letter.is_alphanumeric() || is_devanagari(letter) => push_folded(&mut plain, letter),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An accent that stands after its letter, or a character without width.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}')
}

/// Its vowel signs are no letters of their own.
fn is_devanagari(letter: char) -> bool {
    matches!(letter, '\u{900}'..='\u{963}')
}

fn push_folded(plain: &mut String, letter: char) {
    let folded = match letter {
        'à'..='å' => "a",
        'ç' => "c",
        'è'..='ë' => "e",
        'ì'..='ï' => "i",
        'ñ' => "n",
        'ò'..='ö' | 'ø' => "o",
        'ù'..='ü' => "u",
        'ý' | 'ÿ' => "y",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        other => return plain.push(other),
    };
    plain.push_str(folded);
}

/// `Revenue (INR)` → `Revenue `.
fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

/// `CreatorName` → `Creator Name`.
fn split_capitals(text: &str) -> String {
    let mut split = String::with_capacity(text.len() + 4);
    let mut was_small = false;
    for letter in text.chars() {
        if letter.is_uppercase() && was_small {
            split.push(' ');
        }
        was_small = letter.is_lowercase();
        split.push(letter);
    }
    split
}

/// Codes and marks that name a currency in a header, in words as [`words`] makes them.
const CURRENCIES: [(&str, &str); 38] = [
    ("inr", "INR"),
    ("rs", "INR"),
    ("rupee", "INR"),
    ("rupees", "INR"),
    ("usd", "USD"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("gbp", "GBP"),
    ("aed", "AED"),
    ("sar", "SAR"),
    ("sgd", "SGD"),
    ("aud", "AUD"),
    ("cad", "CAD"),
    ("brl", "BRL"),
    ("mxn", "MXN"),
    ("jpy", "JPY"),
    ("cny", "CNY"),
    ("hkd", "HKD"),
    ("egp", "EGP"),
    ("pen", "PEN"),
    ("clp", "CLP"),
    ("cop", "COP"),
    ("ars", "ARS"),
    ("idr", "IDR"),
    ("vnd", "VND"),
    ("thb", "THB"),
    ("myr", "MYR"),
    ("php", "PHP"),
    ("pkr", "PKR"),
    ("bdt", "BDT"),
    ("lkr", "LKR"),
    ("npr", "NPR"),
    ("chf", "CHF"),
    ("zar", "ZAR"),
    ("try", "TRY"),
];

const MARKS: [(char, &str); 4] = [('₹', "INR"), ('$', "USD"), ('€', "EUR"), ('£', "GBP")];

/// The currency a header names for its whole column, by mark or as its first or last word.
pub(in crate::prepare) fn currency(header: &str) -> Option<&'static str> {
    if let Some((_, code)) = MARKS.iter().find(|(mark, _)| header.contains(*mark)) {
        return Some(code);
    }
    let words = words(header);
    let ends = [words.split(' ').next_back(), words.split(' ').next()];
    let of = |word: &str| CURRENCIES.iter().find(|(known, _)| *known == word).map(|(_, code)| *code);
    if !words.contains(' ') { None } else { ends.into_iter().flatten().find_map(of) }
}

/// The words of a header without those that name its currency or unit, or say that it is a sum.
pub(in crate::prepare) fn core(words: &str) -> String {
    const UNITS: [&str; 13] =
        ["in", "lakh", "lakhs", "lac", "lacs", "crore", "crores", "cr", "thousand", "thousands", "000", "k", "mn"];
    let is_said = |word: &&str| !UNITS.contains(word) && !CURRENCIES.iter().any(|(known, _)| known == word);
    let kept: Vec<&str> = words.split(' ').filter(is_said).collect();
    let kept = kept.join(" ");
    kept.strip_prefix("sum of ").map_or(kept.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_compare_without_case_accents_marks_and_brackets() {
        assert_eq!(words("Código de cupón"), "codigo de cupon");
        assert_eq!(words("Order #"), "order no");
        assert_eq!(words("Utilisateur d’essai"), "utilisateur dessai");
        assert_eq!(words("ऑर्डर मूल्य"), "ऑर्डर मूल्य");
        assert_eq!(forms("N. Revenue (formatted)"), ["n revenue formatted", "n revenue"]);
        assert_eq!(forms("CreatorName"), ["creatorname", "creator name"]);
        assert_eq!(forms("Sales / Revenue"), ["sales revenue", "revenue"]);
        assert_eq!(core("revenue in lakhs"), "revenue");
        assert_eq!(core("sum of revenue inr"), "revenue");
    }

    #[test]
    fn a_header_may_name_the_currency_of_its_column() {
        assert_eq!(currency("Amount spent (EGP)"), Some("EGP"));
        assert_eq!(currency("revenue_usd"), Some("USD"));
        assert_eq!(currency("Fee (₹)"), Some("INR"));
        assert_eq!(currency("Price($)"), Some("USD"));
        assert_eq!(currency("Revenue"), None);
        assert_eq!(currency("Euro"), None);
    }
}
