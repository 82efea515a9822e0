//! The normal forms in which the names, codes and addresses of a creator are compared.

use serde::{Deserialize, Serialize};

use super::super::plan::KeyKind;

/// What kind of alias a text is; which kinds are tried first depends on the key that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AliasKind {
    /// A discount code, a tag of an address (`utm_content`), an affiliate or tracking id.
    Code,
    /// An id of the roster.
    Id,
    /// A handle or the address of a profile, on any platform.
    Handle,
    /// A person's or a channel's name.
    Name,
    /// An e-mail address.
    Email,
}

impl AliasKind {
    pub(super) const ALL: [Self; 5] = [Self::Code, Self::Id, Self::Handle, Self::Name, Self::Email];

    /// The kind a key is itself.
    pub(super) const fn of(kind: KeyKind) -> Self {
        match kind {
            KeyKind::Code | KeyKind::UtmContent | KeyKind::UtmCampaign | KeyKind::UtmSource => Self::Code,
            KeyKind::AffiliateId => Self::Id,
            KeyKind::Handle => Self::Handle,
            KeyKind::Email => Self::Email,
            KeyKind::Name => Self::Name,
        }
    }

    /// Every kind, the one the key is itself first.
    pub(super) fn tried_for(kind: KeyKind) -> impl Iterator<Item = Self> {
        let own = Self::of(kind);
        std::iter::once(own).chain(Self::ALL.into_iter().filter(move |other| *other != own))
    }

    /// The form in which two aliases of this kind are the same without any doubt.
    pub(super) fn strict(self, text: &str) -> String {
        let shown = visible(text);
        match self {
            Self::Id => id(&shown).to_owned(),
            Self::Handle => unmarked(&shown).to_lowercase(),
            Self::Code | Self::Name | Self::Email => shown.trim().to_lowercase(),
        }
    }
}

/// The form in which aliases are compared: without case, blanks, hyphens, underscores, accents, invisible letters, emoji and a
/// leading `@` or `'`.
pub(super) fn folded(text: &str) -> String {
    let shown = visible(text);
    let mark =
        |letter: &char| letter.is_whitespace() || matches!(letter, '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let letters =
        unmarked(&shown).chars().filter(|letter| !mark(letter)).flat_map(char::to_lowercase).filter_map(unaccented);
    let all: String = letters.collect();
    let plain: String = all.chars().filter(|letter| !is_emoji(*letter)).collect();
    if plain.is_empty() { all } else { plain }
}

/// Only letters and digits: `asha.fit` and `asha fit` are the same.
pub(super) fn bare(text: &str) -> String {
    folded(text).chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// An id as it is kept: a quote that keeps a spreadsheet from reading it as a formula is none of its letters.
pub(super) fn id(text: &str) -> &str {
    let text = text.trim();
    let quoted = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    let text = quoted.unwrap_or(crate::parse::text::unescape_formula(text));
    let number = text.strip_prefix('\'').filter(|rest| rest.starts_with(|letter: char| letter.is_alphanumeric()));
    crate::identity::ids::influencer_id(number.unwrap_or(text))
}

/// Whether the cell holds nothing that names anybody, as exports write it.
pub(super) fn is_blank(text: &str) -> bool {
    const BLANKS: [&str; 13] =
        ["", "-", "--", "–", "—", "(notset)", "notset", "(none)", "none", "null", "nan", "n/a", "(dataunavailable)"];
    let word: String =
        visible(text).chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_lowercase).collect();
    BLANKS.contains(&word.as_str())
}

/// Whether a blank is one of the words that can also be an influencer's id.
pub(super) fn is_blank_word(text: &str) -> bool {
    is_blank(text) && text.chars().any(char::is_alphabetic)
}

/// The parts of a cell that may each be an alias: the items of a list, the handle of a profile address, the tags of a link.
pub(super) fn parts(cell: &str) -> Vec<String> {
    let items = cell.split([';', ',', '\n', '\r', '|']).map(str::trim);
    items.filter(|item| !is_blank(item)).flat_map(read_address).collect()
}

/// What a profile address or a link says; any other text as it stands.
pub(super) fn read_address(text: &str) -> Vec<String> {
    let Some(address) = address(text) else {
        return vec![text.to_owned()];
    };
    match profile(address) {
        Some(handle) => vec![handle.to_owned()],
        None => link_tags(address),
    }
}

/// An address without its scheme and `www.`; nothing for other text.
fn address(text: &str) -> Option<&str> {
    let text = text.trim();
    let has_scheme = ["https://", "http://"].into_iter().find_map(|scheme| {
        text.get(..scheme.len()).filter(|front| front.eq_ignore_ascii_case(scheme)).map(|_| &text[scheme.len()..])
    });
    let rest = has_scheme.unwrap_or(text);
    let bare = ["www.", "m.", "mobile."].into_iter().find_map(|front| rest.strip_prefix(front)).unwrap_or(rest);
    let is_known = || bare.contains('/') && platform(bare).is_some();
    (has_scheme.is_some() || is_known()).then_some(bare)
}

fn platform(address: &str) -> Option<&str> {
    const PLATFORMS: [&str; 15] = [
        "instagram.com",
        "youtube.com",
        "tiktok.com",
        "twitter.com",
        "x.com",
        "facebook.com",
        "fb.com",
        "linkedin.com",
        "threads.net",
        "threads.com",
        "snapchat.com",
        "pinterest.com",
        "twitch.tv",
        "linktr.ee",
        "t.me",
    ];
    let host = address.split(['/', '?', '#']).next()?;
    PLATFORMS.into_iter().find(|platform| host.eq_ignore_ascii_case(platform))?;
    Some(&address[host.len()..])
}

/// The handle of a profile address; nothing where it leads to a post or anything else.
fn profile(address: &str) -> Option<&str> {
    const FRONTS: [&str; 7] = ["in", "add", "c", "user", "channel", "company", "pub"];
    const OTHERS: [&str; 9] = ["p", "reel", "reels", "watch", "shorts", "stories", "explore", "status", "hashtag"];
    let path = platform(address)?.split(['?', '#']).next()?;
    let mut steps = path.split('/').filter(|step| !step.is_empty());
    let first = steps.next()?;
    let handle = if FRONTS.contains(&first) { steps.next()? } else { first };
    (!OTHERS.contains(&handle)).then(|| handle.trim_start_matches('@'))
}

/// What a link to the shop carries of its creator: `?utm_content=asha`, `?ref=ASHA10`, `/discount/ASHA10`.
fn link_tags(address: &str) -> Vec<String> {
    const TAGS: [&str; 14] = [
        "utm_content",
        "ref",
        "tag",
        "code",
        "coupon",
        "discount",
        "aff",
        "affiliate",
        "via",
        "sca_ref",
        "rfsn",
        "subid",
        "aff_id",
        "promo",
    ];
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let pairs = query.split(['&', '#']).filter_map(|pair| pair.split_once('='));
    let tags = pairs.filter(|(name, _)| TAGS.contains(&name.to_lowercase().as_str())).map(|(_, value)| value);
    let discount = path.split_once("/discount/").map(|(_, code)| code.trim_end_matches('/'));
    tags.chain(discount)
        .filter(|value| !is_blank(value))
        .map(|value| value.replace(['+'], " ").replace("%20", " "))
        .collect()
}

/// Without marks before a handle: `@`, and the quote that makes a spreadsheet treat a cell as text.
fn unmarked(text: &str) -> &str {
    text.trim().trim_start_matches(['@', '\'', '\u{2019}', '`', '"']).trim_end_matches('"').trim()
}

/// Without invisible letters, and with letters of other widths and faces as plain ones.
fn visible(text: &str) -> String {
    text.chars().filter(|letter| !is_invisible(*letter)).map(plain).collect()
}

fn is_invisible(letter: char) -> bool {
    let is_break = letter.is_control() && !letter.is_whitespace();
    is_break
        || matches!(letter, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e01ef}')
}

/// Full-width letters and the bold and script faces of creators' names as plain letters.
fn plain(letter: char) -> char {
    const FACES: u32 = 0x1_d400;
    let code = u32::from(letter);
    let of_alphabet = |at: u32| if at < 26 { b'A' + at as u8 } else { b'a' + (at - 26) as u8 };
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(code - 0xfee0).unwrap_or(letter),
        '\u{1d400}'..='\u{1d6a3}' => char::from(of_alphabet((code - FACES) % 52)),
        '\u{1d7ce}'..='\u{1d7ff}' => char::from(b'0' + ((code - 0x1_d7ce) % 10) as u8),
        _ => letter,
    }
}

fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{1f000}'..='\u{1faff}' | '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{2122}' | '\u{ae}' | '\u{a9}')
}

/// The letter without its accent; nothing for an accent that stands as a letter of its own.
fn unaccented(letter: char) -> Option<char> {
    const PLAIN: [(&str, char); 17] = [
        ("àáâãäåāăą", 'a'),
        ("çćĉċč", 'c'),
        ("ďđ", 'd'),
        ("èéêëēĕėęě", 'e'),
        ("ĝğġģ", 'g'),
        ("ĥħ", 'h'),
        ("ìíîïĩīĭįı", 'i'),
        ("ķ", 'k'),
        ("ĺļľł", 'l'),
        ("ñńņň", 'n'),
        ("òóôõöøōŏő", 'o'),
        ("ŕŗř", 'r'),
        ("śŝşšș", 's'),
        ("ţťț", 't'),
        ("ùúûüũūŭůűų", 'u'),
        ("ýÿŷ", 'y'),
        ("źżž", 'z'),
    ];
    if ('\u{300}'..='\u{36f}').contains(&letter) {
        return None;
    }
    if letter.is_ascii() {
        return Some(letter);
    }
    Some(PLAIN.iter().find(|(accented, _)| accented.contains(letter)).map_or(letter, |(_, plain)| *plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_the_same_however_they_are_spelled() {
        for (one, other) in [
            ("ASHA10", "asha10"),
            ("CHITRA-YT", "chitra yt"),
            ("CHITRA_YT", "Chitra\u{2011}YT"),
            ("Asha\u{200b} Rao", "asha rao"),
            ("Asha Rao 💪🏽", "Asha Rao"),
            ("José Díaz", "Jose\u{301} Diaz"),
            ("𝓐𝓼𝓱𝓪 Rao", "Asha Rao"),
            ("ＡＳＨＡ10", "asha10"),
            ("'@meera.fit", "@meera.fit"),
            ("\u{2019}@Meera.Fit", "meera.fit"),
        ] {
            assert_eq!(folded(one), folded(other), "{one} {other}");
        }
    }

    #[test]
    fn different_creators_stay_different() {
        for (one, other) in
            [("ASHA10", "ASHA15"), ("asha.fit", "asha.fits"), ("💪", "🌸"), ("007", "7"), ("मीरा", "मीरू")]
        {
            assert_ne!(folded(one), folded(other), "{one} {other}");
        }
        assert_ne!(AliasKind::Id.strict("INF01"), AliasKind::Id.strict("inf01"));
        assert_ne!(AliasKind::Handle.strict("asha_fit"), AliasKind::Handle.strict("ashafit"));
    }

    #[test]
    fn a_profile_address_is_its_handle() {
        for (address, handle) in [
            ("https://www.instagram.com/asha.fit/?hl=en", "asha.fit"),
            ("instagram.com/asha.fit", "asha.fit"),
            ("https://youtube.com/@bencooks/videos", "bencooks"),
            ("http://m.youtube.com/c/bencooks", "bencooks"),
            ("https://www.tiktok.com/@devlifts?lang=en", "devlifts"),
            ("https://x.com/devlifts", "devlifts"),
            ("https://www.linkedin.com/in/asha-rao/", "asha-rao"),
        ] {
            assert_eq!(read_address(address), [handle], "{address}");
        }
        assert!(read_address("https://www.instagram.com/p/C8xyz/").is_empty());
        assert_eq!(read_address("x.com"), ["x.com"]);
    }

    #[test]
    fn a_link_to_the_shop_is_the_tags_it_carries() {
        assert_eq!(read_address("https://shop.example/whey?utm_source=ig&utm_content=asha_fit"), ["asha_fit"]);
        assert_eq!(read_address("https://shop.example/?ref=BEN15#top"), ["BEN15"]);
        assert_eq!(read_address("https://shop.example/discount/ASHA10?redirect=/"), ["ASHA10"]);
    }

    #[test]
    fn a_cell_holds_a_list_and_blanks_name_nobody() {
        assert_eq!(parts("CHITRA20; CHITRA-YT, ,FREESHIP"), ["CHITRA20", "CHITRA-YT", "FREESHIP"]);
        assert!(parts("(not set)").is_empty());
        assert!(is_blank(" N/A ") && is_blank("\u{200b}") && !is_blank("Nana"));
    }

    #[test]
    fn an_id_is_kept_without_what_a_spreadsheet_put_before_it() {
        for (cell, kept) in [
            ("'@meera.fit", "@meera.fit"),
            ("'007", "007"),
            ("=\"007\"", "007"),
            ("7.0", "7"),
            ("'7.0", "7"),
            ("O'Neil", "O'Neil"),
        ] {
            assert_eq!(id(cell), kept, "{cell}");
        }
    }
}
