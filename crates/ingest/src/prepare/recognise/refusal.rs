//! What a table lacks that feeds nothing, in one sentence.

use super::{super::plan::Refusal, keys::PERSON, lexicon::Meaning, table::Table};

/// The refusal of a table that is none of ours.
pub(super) fn lacking(table: &Table<'_>) -> Refusal {
    let headers = table.seen.headers.iter().map(|header| definitions::shown(header)).collect::<Vec<_>>().join(", ");
    let is_traffic = table.has(&[Meaning::Clicks, Meaning::Views, Meaning::Reach]);
    let has_money = table.has(&super::sales::MONEY) || table.has(&super::payouts::MONEY);
    let why = if has_money && !table.has(&PERSON) {
        "It holds amounts, but no column says which creator, code or link they belong to"
    } else if is_traffic {
        "It holds clicks, views or impressions, but no revenue, no spend, no creators and no posts"
    } else if table.has(&PERSON) {
        "It names people, but holds no revenue, no spend, no posts and nothing else about creators"
    } else {
        "It holds no revenue, no spend, no creators and no posts"
    };
    Refusal {
        is_known_to_reader: false,
        line: None,
        column: String::new(),
        found: headers,
        expected: "columns of creators, sales, payouts or posts".to_owned(),
        fix: format!(
            "{why}. Leave the file out, or say on the import page which table it is and what its columns hold."
        ),
    }
}
