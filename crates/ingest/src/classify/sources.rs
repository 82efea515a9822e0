//! What the rows of a `source` value count as.

use definitions::Class;

/// The class of a `source` value, by its words and its ids.
pub(crate) fn proposed_class(value: &str, with_id: u64) -> Class {
    const PAID: [&str; 6] = ["ad", "ads", "paid", "email", "emails", "mail"];
    let value = value.to_lowercase();
    if value.contains("organic") && !value.contains("inorganic") {
        return Class::Organic;
    }
    let mut words = value.split(|letter: char| !letter.is_alphanumeric());
    let says_paid = words.any(|word| PAID.contains(&word)) || value.contains("e-mail");
    if says_paid && with_id == 0 { Class::Other } else { Class::Influencer }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_classed_by_what_it_says() {
        for (value, with_id, class) in [
            ("organic", 0, Class::Organic),
            ("Organic Search", 5, Class::Organic),
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
