//! Which columns of a roster hold aliases of its creators.

use std::collections::{HashMap, HashSet};

use super::{
    alias::{AliasKind, folded, parts},
    lost::is_digits,
};

/// How a header's words speak about aliases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeaderSays {
    Aliases,
    Nothing,
    Other,
}

/// One cell of a roster beside id, name and handle.
#[derive(Clone, Debug)]
pub(super) struct RosterCell {
    pub(super) person: u32,
    pub(super) header: String,
    pub(super) text: String,
}

/// The kind of aliases each column holds; columns that hold none are missing.
pub(super) fn alias_columns<'c>(cells: &'c [RosterCell], sold_under: &HashSet<String>) -> HashMap<&'c str, AliasKind> {
    let mut columns = HashMap::<&str, Vec<(u32, String)>>::new();
    for cell in cells {
        let forms = parts(&cell.text).into_iter().map(|part| (cell.person, folded(&part)));
        columns.entry(&cell.header).or_default().extend(forms.filter(|(_, form)| !form.is_empty()));
    }
    let holds = |(header, values): &(&str, Vec<(u32, String)>)| holds_aliases(header, values, sold_under);
    columns.into_iter().filter(holds).map(|(header, _)| (header, kind(header))).collect()
}

fn holds_aliases(header: &str, values: &[(u32, String)], sold_under: &HashSet<String>) -> bool {
    let distinct: HashSet<&str> = values.iter().map(|(_, form)| form.as_str()).collect();
    if values.is_empty() || distinct.iter().all(|form| is_answer(form)) {
        return false;
    }
    let sold = distinct.iter().filter(|form| sold_under.contains(**form)).count();
    let is_short = distinct.iter().all(|form| form.chars().count() <= 2);
    match says(header) {
        HeaderSays::Other => false,
        // Country codes are short and shared by many.
        HeaderSays::Aliases => sold > 0 || !is_short && distinct.len() * 2 > values.len(),
        HeaderSays::Nothing => {
            let is_number = distinct.iter().all(|form| is_digits(form));
            let one_each = distinct.len() * 10 >= values.len() * 9;
            one_each && !is_short && !is_number && sold * 2 >= distinct.len().min(4)
        }
    }
}

fn is_answer(form: &str) -> bool {
    const ANSWERS: [&str; 12] = ["yes", "no", "y", "n", "true", "false", "ja", "nein", "si", "oui", "non", "nao"];
    ANSWERS.contains(&form)
}

fn says(header: &str) -> HeaderSays {
    static ALIASES: &str = include_str!("words/alias_headers.txt");
    static OTHERS: &str = include_str!("words/other_headers.txt");
    let whole = folded(header);
    let words: Vec<String> = header_words(header);
    let names = |list: &'static str| {
        listed(list).any(|word| {
            let word = folded(word);
            words.contains(&word) || word == whole || word.chars().count() >= 6 && whole.contains(&word)
        })
    };
    // "Instagram followers" is a number, "Instagram" an address.
    if names(OTHERS) {
        HeaderSays::Other
    } else if names(ALIASES) {
        HeaderSays::Aliases
    } else {
        HeaderSays::Nothing
    }
}

/// The words of a header: `DiscountCode` and `discount_code` have two.
fn header_words(header: &str) -> Vec<String> {
    let mut spaced = String::new();
    let mut was_small = false;
    for letter in header.chars() {
        if was_small && letter.is_uppercase() {
            spaced.push(' ');
        }
        was_small = letter.is_lowercase();
        spaced.push(letter);
    }
    spaced.split(|letter: char| !letter.is_alphanumeric()).map(folded).filter(|word| !word.is_empty()).collect()
}

fn kind(header: &str) -> AliasKind {
    const HANDLES: [&str; 11] = [
        "handle",
        "handles",
        "username",
        "profile",
        "instagram",
        "youtube",
        "tiktok",
        "twitter",
        "facebook",
        "linkedin",
        "account",
    ];
    let words = header_words(header);
    let has = |wanted: &[&str]| words.iter().any(|word| wanted.contains(&word.as_str()));
    if has(&["email", "mail"]) {
        AliasKind::Email
    } else if has(&HANDLES) && !has(&["code", "coupon"]) {
        AliasKind::Handle
    } else {
        AliasKind::Code
    }
}

/// The words of a list: one a line, without comments.
pub(super) fn listed(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(header: &str, values: &[&str], sold_under: &[&str]) -> Option<AliasKind> {
        let cell = |(at, text): (usize, &&str)| RosterCell {
            person: at as u32,
            header: header.to_owned(),
            text: (*text).to_owned(),
        };
        let cells: Vec<_> = values.iter().enumerate().map(cell).collect();
        let sold_under = sold_under.iter().map(|text| folded(text)).collect();
        alias_columns(&cells, &sold_under).into_values().next()
    }

    #[test]
    fn a_column_of_codes_holds_aliases_in_any_language() {
        for header in [
            "Promo code",
            "DiscountCode",
            "Gutscheincode",
            "Código",
            "coupon_codes",
            "utm_content",
            "Tracking ID",
            "कोड",
        ] {
            assert_eq!(columns(header, &["ASHA10; ASHA-YT", "BEN15"], &["asha10"]), Some(AliasKind::Code), "{header}");
        }
        assert_eq!(columns("Instagram handle", &["@asha.fit", "@bencooks"], &[]), Some(AliasKind::Handle));
        assert_eq!(columns("Email", &["a@example.com", "b@example.com"], &[]), Some(AliasKind::Email));
    }

    #[test]
    fn a_pin_code_a_country_code_and_a_yes_are_no_aliases() {
        for (header, values) in [
            ("Code", ["IN", "AE", "IN"]),
            ("Country code", ["IND", "ARE", "USA"]),
            ("Pin code", ["411001", "560001", "110001"]),
            ("Code sent", ["yes", "no", "yes"]),
            ("Affiliate", ["TRUE", "FALSE", "TRUE"]),
            ("Instagram followers", ["120000", "85000", "9800"]),
            ("Niche", ["Fitness", "Food", "Beauty"]),
        ] {
            assert_eq!(columns(header, &values, &["INF01", "fitness", "560001"]), None, "{header}");
        }
    }

    #[test]
    fn a_column_of_any_other_name_needs_values_that_sales_name() {
        let values = ["SUN10", "MOON10", "STAR10"];
        assert_eq!(columns("Kickback", &values, &["sun10", "moon10"]), Some(AliasKind::Code));
        assert_eq!(columns("Kickback", &values, &["INF01"]), None);
        assert_eq!(columns("Team", &["north", "north", "south"], &["north", "south"]), None);
    }
}
