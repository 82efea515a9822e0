//! What the rows of a `source` value count as.

use definitions::Class;

/// The class of a `source` value, by its words and its ids.
pub(crate) fn proposed_class(value: &str, with_id: u64) -> Class {
    const PAID: [&str; 6] = ["ad", "ads", "paid", "email", "emails", "mail"];
    let value = value.to_lowercase();
    if value.starts_with(OTHER) {
        return Class::Other;
    }
    if says_organic(&value) {
        return if with_id > 0 && is_compound_organic(&value) { Class::Influencer } else { Class::Organic };
    }
    let mut words = value.split(|letter: char| !letter.is_alphanumeric());
    let says_paid = words.any(|word| PAID.contains(&word)) || value.contains("e-mail");
    if says_paid && with_id == 0 { Class::Other } else { Class::Influencer }
}

/// What sources begin with that the preparation made for sales which no influencer made.
pub(crate) const OTHER: &str = "other: ";

/// Whether a value in lower case says organic, and not that it is none: `non-organic`, `inorganic`.
fn says_organic(value: &str) -> bool {
    value.match_indices("organic").any(|(at, _)| {
        let before = value[..at].trim_end_matches(|letter: char| !letter.is_alphanumeric());
        !["non", "not", "no", "in", "un"]
            .iter()
            .any(|word| before.strip_suffix(word).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
    })
}

/// Whether a value says organic together with something else, such as `instagram_organic`: rows with ids under it are doubtful.
pub(crate) fn is_compound_organic(value: &str) -> bool {
    let value = value.to_lowercase();
    let mut words = value.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    says_organic(&value) && !words.all(|word| word == "organic")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_classed_by_what_it_says() {
        for (value, with_id, class) in [
            ("organic", 0, Class::Organic),
            ("Organic", 5, Class::Organic),
            ("Organic Search", 0, Class::Organic),
            ("organic_social", 5, Class::Influencer),
            ("Non-organic", 5, Class::Influencer),
            ("not organic", 5, Class::Influencer),
            ("inorganic", 5, Class::Influencer),
            ("other: ORGANIC10", 0, Class::Other),
            ("influencer", 5, Class::Influencer),
            ("Instagram", 5, Class::Influencer),
            ("paid_ad", 0, Class::Other),
            ("E-Mail", 0, Class::Other),
            ("Paid", 148, Class::Influencer),
            ("IG_ADS", 9, Class::Influencer),
            ("Instagram", 0, Class::Influencer),
            ("", 3, Class::Influencer),
        ] {
            assert_eq!(proposed_class(value, with_id), class, "{value}");
        }
    }
}
