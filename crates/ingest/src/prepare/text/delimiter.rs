//! Which letter separates the cells, where titles above the header would mislead the first line.

use crate::formats::split::Quotes;

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
const LINES: usize = 200;

/// The delimiter of a text: what a `sep=` line says, else the usual one where lines agree with it, else the one on which most do.
pub(super) fn of(head: &str, usual: u8) -> u8 {
    let lines: Vec<&str> = head.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    // The head may end inside a line.
    let lines = if lines.len() > 1 && lines.len() < LINES && !head.ends_with('\n') {
        &lines[..lines.len() - 1]
    } else {
        &lines[..]
    };
    let first = lines.first().copied().unwrap_or_default();
    let said = said_by(first).filter(|said| agreement(&lines[1..], *said).1 > 1);
    said.unwrap_or_else(|| {
        let (agreeing, cells) = agreement(lines, usual);
        // Without the first line, which may be a title.
        let below = |delimiter: u8| agreement(lines.get(1..).unwrap_or_default(), delimiter).0;
        let is_beaten = DELIMITERS.iter().any(|other| below(*other) > below(usual));
        let is_agreed = cells > 1 && agreeing * 2 >= lines.len() && cells_of(first, usual) == cells;
        if is_agreed && !is_beaten && said_by(first).is_none() {
            return usual;
        }
        let best = DELIMITERS.iter().rev().max_by_key(|delimiter| {
            let (agreeing, cells) = agreement(lines, **delimiter);
            if cells > 1 { (agreeing, cells) } else { (0, 0) }
        });
        best.copied().filter(|best| agreement(lines, *best).1 > 1).unwrap_or(usual)
    })
}

/// What a line such as `sep=;` says, in quotes or with delimiters after it or not.
pub(super) fn said_by(line: &str) -> Option<u8> {
    let line =
        line.trim_matches(|letter: char| letter == '\u{feff}' || letter == '"' || letter == '\r' || letter == '\n');
    let said = line.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="))?;
    let rest = line[said.len()..].trim_start_matches('"');
    let delimiter = *rest.as_bytes().first()?;
    let is_delimiter = delimiter == b'\t' || delimiter.is_ascii_punctuation() && delimiter != b'"';
    let is_alone = rest.bytes().all(|byte| byte == delimiter || byte == b'"' || byte == b' ' || byte == b',');
    (is_delimiter && is_alone).then_some(delimiter)
}

/// How many lines have the number of cells that most lines with more than one have, and that number.
fn agreement(lines: &[&str], delimiter: u8) -> (usize, usize) {
    let counts: Vec<usize> = lines.iter().map(|line| cells_of(line, delimiter)).collect();
    let agreeing = |cells: usize| counts.iter().filter(|count| **count == cells).count();
    let more = counts.iter().copied().filter(|cells| *cells > 1).max_by_key(|cells| (agreeing(*cells), *cells));
    more.map_or((0, 1), |cells| (agreeing(cells), cells))
}

fn cells_of(line: &str, delimiter: u8) -> usize {
    let mut quotes = Quotes::new(delimiter);
    1 + line.bytes().filter(|byte| quotes.is_outside_after(*byte) && *byte == delimiter).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sep_line_says_the_delimiter_however_it_is_dressed() {
        for line in ["sep=;", "\"sep=;\"", "SEP=;", "\u{feff}sep=;\r", "sep=;;;;;", "\"sep=;\",,,,"] {
            assert_eq!(said_by(line), Some(b';'), "{line:?}");
        }
        assert_eq!(said_by("sep=\t"), Some(b'\t'));
        assert_eq!(said_by("separate;b"), None);
        assert_eq!(said_by("sep=a"), None);
        assert_eq!(of("sep=|\na;b|c\n1|2\n", b';'), b'|');
        assert_eq!(of("sep=;\na,b,c\n1,2,3\n", b';'), b',', "a file saved again with commas");
    }

    #[test]
    fn titles_above_the_header_do_not_mislead() {
        assert_eq!(of("Sales, all brands\n\nid;date;revenue\n1;2026-01-02;3,5\n2;2026-01-03;4,5\n", b','), b';');
        assert_eq!(of("Report\nid\tdate\n1\t2\n3\t4\n", b','), b'\t');
        assert_eq!(of("id;rate\n1;2,5\n2;3,5\n", b';'), b';');
        assert_eq!(of("id,name\n", b','), b',');
        assert_eq!(of("alone\nrow\n", b','), b',');
    }
}
