//! Signs that look alike, as one.

/// The text with every blank a space, every minus a hyphen, every apostrophe `'`, digits of Devanagari as ours, and what cannot be seen left out.
pub(super) fn plain_signs(cell: &str) -> String {
    if cell.is_ascii() {
        return cell.replace('\t', " ");
    }
    // Blanks of UTF-8 that were read as Windows-1252.
    let cell = cell.replace("Â\u{a0}", " ").replace("â€¯", " ").replace("âˆ’", "-");
    cell.chars().filter_map(plain_sign).collect()
}

fn plain_sign(sign: char) -> Option<char> {
    match sign {
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\t' => Some(' '),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => None,
        '−' | '–' | '—' | '‒' | '―' | '－' | '﹣' => Some('-'),
        '’' | '‘' | 'ʼ' | '′' | '`' | '´' => Some('\''),
        '०'..='९' => char::from_digit(sign as u32 - '०' as u32, 10),
        '０'..='９' => char::from_digit(sign as u32 - '０' as u32, 10),
        _ => Some(sign),
    }
}
