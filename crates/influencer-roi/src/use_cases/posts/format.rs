//! What kind of post a caption announces. A guess by words, shown as one.

/// A format with the words of captions that announce it, in lower case; the first format with a word in a caption is taken.
const FORMATS: [(&str, &[&str]); 9] = [
    (
        "Results after weeks",
        &[
            "weeks with",
            "weeks of",
            "weeks in",
            "after 30 days",
            "days later",
            "progress",
            "before and after",
            "transformation",
        ],
    ),
    ("Comparison", &[" vs ", " vs. ", "versus", "compared", "better than", "what i used before"]),
    ("Unboxing", &["unboxing", "haul", "first impression", "just arrived"]),
    ("Day in the life", &["in a day", "day in the life", "day in my life", "vlog"]),
    ("Routine", &["routine", "every morning", "before bed", "pre-workout ritual"]),
    ("Recipe", &["recipe", "smoothie", "pancake", "how i make"]),
    ("Offer with code", &["code", "discount", "% off", "sale", "offer", "link in bio", "coupon"]),
    ("Question and answer", &["q&a", "ask me", "your questions", "you asked", "does it", "faq"]),
    ("Review", &["review", "honest", "tried", "my thoughts", "stack", "favourite", "favorite"]),
];

/// Captions without any of these words.
pub(super) const OTHER: &str = "Other";

/// The formats in their order, then [`OTHER`].
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|(name, _)| *name).chain([OTHER])
}

/// The place of a caption's format among the [`names`].
pub(super) fn format_of(caption: &str) -> usize {
    let lower = caption.to_lowercase();
    let announces = |(_, words): &(&str, &[&str])| words.iter().any(|word| lower.contains(word));
    FORMATS.iter().position(announces).unwrap_or(FORMATS.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_announces_its_format_and_without_a_word_it_is_another() {
        let format = |caption: &str| names().nth(format_of(caption)).expect("a format");
        assert_eq!(format("What I eat in a day, with Whey"), "Day in the life");
        assert_eq!(format("Whey vs. what I used before"), "Comparison");
        assert_eq!(format("HONEST Review of Whey"), "Review");
        assert_eq!(format("मेरा नया व्हे"), OTHER);
        assert_eq!(format(""), OTHER);
    }
}
