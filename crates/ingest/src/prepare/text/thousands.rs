//! Amounts whose own commas cut them into cells: `INF01,1,23,456` below a header of two names.

/// How the cells of a row with too many go together again.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Joining {
    /// They do not.
    None,
    /// In one way: first and last cell of each amount.
    One(Vec<(usize, usize)>),
    /// In several ways, so that only the user can say.
    Several,
}

/// Looks for the ways in which the cells of a row are as many as the header has.
pub(super) fn joining(cells: &[&str], width: usize) -> Joining {
    let blank_beyond = cells.iter().skip(width).rev().take_while(|cell| cell.trim().is_empty()).count();
    let cells = &cells[..cells.len() - blank_beyond];
    let (mut found, mut joins) = (Vec::new(), Vec::new());
    // So many cells in one row too many are something else.
    if cells.len() > width && cells.len() <= width + 12 {
        search(cells, 0, width, &mut joins, &mut found);
    }
    match found.len() {
        0 => Joining::None,
        1 => Joining::One(found.remove(0)),
        _ => Joining::Several,
    }
}

type Joins = Vec<(usize, usize)>;

fn search(cells: &[&str], at: usize, width: usize, joins: &mut Joins, found: &mut Vec<Joins>) {
    let left = cells.len() - at;
    if found.len() > 1 || width > left {
        return;
    }
    if left == 0 {
        found.push(joins.clone());
        return;
    }
    if width == 0 {
        return;
    }
    // `000` behind a number is no number of its own.
    if at == 0 || !is_rest(cells[at - 1], cells[at]) {
        search(cells, at + 1, width - 1, joins, found);
    }
    for last in at + 1..cells.len().min(at + 6) {
        if is_amount(&cells[at..=last]) {
            joins.push((at, last));
            search(cells, last + 1, width - 1, joins, found);
            joins.pop();
        }
    }
}

fn is_rest(before: &str, cell: &str) -> bool {
    let (before, cell) = (before.trim(), cell.trim());
    before.ends_with(|letter: char| letter.is_ascii_digit())
        && before.len() <= 3
        && cell.len() == 3
        && is_digits(cell)
        && cell.starts_with('0')
}

/// Whether cells are the groups of one amount, in threes or as in India.
fn is_amount(groups: &[&str]) -> bool {
    let [first, middle @ .., last] = groups else { return false };
    let first =
        first.trim().trim_start_matches(|letter: char| !letter.is_ascii_digit() && !letter.is_ascii_alphanumeric());
    let first = ["Rs.", "Rs", "INR", "rs"].iter().find_map(|mark| first.strip_prefix(mark)).unwrap_or(first).trim();
    let last = last.trim();
    let digits = last.bytes().take_while(u8::is_ascii_digit).count();
    let rest = last[digits..].trim_end_matches([')', ' ', '-', '/']);
    let is_decimal = rest.is_empty() || rest.strip_prefix('.').is_some_and(is_digits);
    let of = |length: usize| middle.iter().all(|group| is_digits(group) && group.len() == length);
    let begins = is_digits(first) && !first.starts_with('0');
    begins && digits == 3 && is_decimal && (of(3) && first.len() <= 3 || of(2) && first.len() <= 2)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The cells with the amounts put together.
pub(super) fn joined(cells: &[&str], joins: &[(usize, usize)]) -> Vec<String> {
    let mut joined = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let last = joins.iter().find(|(first, _)| *first == at).map_or(at, |(_, last)| *last);
        let parts: Vec<&str> = cells[at..=last].iter().map(|cell| cell.trim()).collect();
        joined.push(parts.join(","));
        at = last + 1;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, width: usize) -> Option<String> {
        let cells: Vec<&str> = text.split(',').collect();
        match joining(&cells, width) {
            Joining::One(joins) => Some(joined(&cells, &joins).join("|")),
            Joining::None => None,
            Joining::Several => Some("several".into()),
        }
    }

    #[test]
    fn an_amount_cut_by_its_commas_is_put_together() {
        assert_eq!(row("INF01,4,000", 2).unwrap(), "INF01|4,000");
        assert_eq!(row("INF01,1,23,456.50,paid", 3).unwrap(), "INF01|1,23,456.50|paid");
        assert_eq!(row("INF01,₹ 4,000,1,500", 3).unwrap(), "INF01|₹ 4,000|1,500");
        assert_eq!(row("INF01,12,100,000", 3).unwrap(), "INF01|12|100,000");
        assert_eq!(row("x,Fit,INF01,2026-03-02,2,1,50,000", 6).unwrap(), "x|Fit|INF01|2026-03-02|2|1,50,000");
        assert_eq!(row("INF01,(4,000),2026-03-01", 3).unwrap(), "INF01|(4,000)|2026-03-01");
    }

    #[test]
    fn what_may_be_two_amounts_is_not_decided() {
        assert_eq!(row("12,345,678", 2).unwrap(), "several");
        assert_eq!(row("Whey, 1kg,500", 2), None);
        assert_eq!(row("INF01,0,000", 2), None);
    }
}
