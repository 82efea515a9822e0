//! The text of a cell: entities are letters, line ends and runs of blanks are one blank.

/// Entities that stand in tables of amounts and names; an unknown one stays as it is written.
const NAMED: [(&str, &str); 22] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{a0}"),
    ("euro", "€"),
    ("pound", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("minus", "−"),
    ("middot", "·"),
    ("hellip", "…"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("ntilde", "ñ"),
    ("ccedil", "ç"),
];
const LONGEST: usize = 12;

/// The text of a cell's bytes.
pub(super) fn text_of(bytes: &[u8]) -> String {
    let written = String::from_utf8_lossy(bytes);
    let mut text = String::with_capacity(written.len());
    let mut rest = written.as_ref();
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let (letter, taken) = entity(&rest[at..]);
        text.push_str(&letter);
        rest = &rest[at + taken..];
    }
    text.push_str(rest);
    one_line(&text)
}

/// The letters of the entity a text begins with, and how many bytes it takes.
fn entity(text: &str) -> (String, usize) {
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';');
    let letters = end.and_then(|end| decoded(&text[1..end]));
    letters.map_or_else(|| ("&".to_owned(), 1), |letters| (letters, end.unwrap_or(0) + 1))
}

fn decoded(name: &str) -> Option<String> {
    if let Some((_, letters)) = NAMED.iter().find(|(known, _)| *known == name) {
        return Some((*letters).to_owned());
    }
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|letter| !letter.is_control() || letter.is_whitespace()).map(String::from)
}

fn one_line(text: &str) -> String {
    let words = text.split([' ', '\n', '\r', '\t', '\0']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}
