//! Known names and the other ways they are written.

const PLATFORMS: [(&str, &[&str]); 9] = [
    ("Instagram", &["instagram", "insta", "ig"]),
    ("YouTube", &["youtube", "yt", "you tube"]),
    ("Twitter", &["twitter", "x", "twitter/x", "x (twitter)"]),
    ("Facebook", &["facebook", "fb"]),
    ("TikTok", &["tiktok", "tik tok"]),
    ("LinkedIn", &["linkedin"]),
    ("Threads", &["threads"]),
    ("Snapchat", &["snapchat"]),
    ("Pinterest", &["pinterest"]),
];

const GENDERS: [(&str, &[&str]); 3] = [
    ("Male", &["male", "m", "man"]),
    ("Female", &["female", "f", "woman"]),
    ("Non-binary", &["non-binary", "nonbinary", "non binary", "nb"]),
];

/// The name a platform is known by, or the text as it stands.
pub(crate) fn platform(text: &str) -> &str {
    folded(&PLATFORMS, text)
}

/// The name a gender is known by, or the text as it stands.
pub(crate) fn gender(text: &str) -> &str {
    folded(&GENDERS, text)
}

fn folded<'t>(known: &'static [(&'static str, &[&str])], text: &'t str) -> &'t str {
    let spelling = text.to_lowercase();
    let name = known.iter().find(|(_, spellings)| spellings.contains(&spelling.as_str()));
    name.map_or(text, |(name, _)| name)
}
