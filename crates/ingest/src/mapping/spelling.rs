//! Known names and the other ways they are written.

use crate::read::records::Person;

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

/// A dimension of the roster whose words are spelled in several ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelled {
    Platform,
    Gender,
}

impl Spelled {
    pub(crate) const ALL: [Self; 2] = [Self::Platform, Self::Gender];

    /// The name in the API.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::Gender => "gender",
        }
    }

    /// The name a word is known by, or the word as it stands.
    pub(crate) fn known(self, word: &str) -> &str {
        match self {
            Self::Platform => folded(&PLATFORMS, word),
            Self::Gender => folded(&GENDERS, word),
        }
    }

    /// The person's word, as it was written.
    pub(crate) fn written(self, person: &Person) -> &str {
        match self {
            Self::Platform => &person.platform,
            Self::Gender => &person.gender,
        }
    }
}

fn folded<'t>(known: &'static [(&'static str, &[&str])], text: &'t str) -> &'t str {
    let spelling = text.to_lowercase();
    let name = known.iter().find(|(_, spellings)| spellings.contains(&spelling.as_str()));
    name.map_or(text, |(name, _)| name)
}
