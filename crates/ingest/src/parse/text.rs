//! One cell's text without what does not belong to it.

use definitions::BLANK;

/// Text without surrounding white space; the written form of a blank is a blank.
pub(crate) fn trimmed(cell: &str) -> &str {
    let is_tight = |letter: Option<&u8>| letter.is_some_and(u8::is_ascii_alphanumeric);
    if is_tight(cell.as_bytes().first()) && is_tight(cell.as_bytes().last()) {
        return cell;
    }
    let cell = cell.trim();
    if cell == BLANK { "" } else { cell }
}

/// The cell as it was before the issues file escaped it: a quote before a formula is the program's own.
pub(crate) fn unescape_formula(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(['=', '+', '-', '@', '\t', '\r']) => rest,
        _ => cell,
    }
}
