//! Known names and the other ways they are written.

use definitions::Attribute;

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

    /// The attribute whose words these are.
    pub(crate) const fn attribute(self) -> Attribute {
        match self {
            Self::Platform => Attribute::Platform,
            Self::Gender => Attribute::Gender,
        }
    }

    /// The spelling of an attribute, where it has known ones.
    pub(crate) fn of_attribute(attribute: Attribute) -> Option<Self> {
        Self::ALL.into_iter().find(|spelled| spelled.attribute() == attribute)
    }

    /// The name in the API.
    pub(crate) const fn id(self) -> &'static str {
        self.attribute().id()
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
        &person.attributes[self.attribute() as usize]
    }
}

fn folded<'t>(known: &'static [(&'static str, &[&str])], text: &'t str) -> &'t str {
    let spelling = text.to_lowercase();
    let name = known.iter().find(|(_, spellings)| spellings.contains(&spelling.as_str()));
    name.map_or(text, |(name, _)| name)
}
