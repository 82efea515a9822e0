//! Tables whose days or months stand side by side as columns.

use super::{super::plan::Refusal, Seen, header::words, lexicon};

/// The refusal of a table with a column for each month or day, which names the way out.
pub(super) fn side_by_side(seen: &Seen<'_>) -> Option<Refusal> {
    let periods: Vec<&String> = seen.headers.iter().filter(|header| is_period(header)).collect();
    let others = seen.headers.len() - periods.len();
    let is_wide = periods.len() >= 3 || (periods.len() == 2 && others <= 2);
    is_wide.then(|| Refusal { is_known_to_reader: false,
        line: None,
        column: String::new(),
        found: periods.iter().take(4).map(|header| definitions::shown(header)).collect::<Vec<_>>().join(", "),
        expected: "one row per influencer and day, with a column of days".to_owned(),
        fix: "Months or days stand side by side as columns. Turn them into rows (unpivot columns in a spreadsheet): one column \
              of days and one of amounts."
            .to_owned(),
    })
}

/// `Jan-26`, `March 2026`, `2026-03`, `Q1 2026`, `Week 12`, `2026-03-01`, alone or with the name of a measure.
fn is_period(header: &str) -> bool {
    let words = words(header);
    let tokens: Vec<&str> = words.split(' ').collect();
    let is_number = |token: &&&str| token.chars().all(|letter| letter.is_ascii_digit());
    let numbers: Vec<&&str> = tokens.iter().filter(is_number).collect();
    let is_month = |token: &&str| lexicon::is_month(token.trim_end_matches(|letter: char| letter.is_ascii_digit()));
    if tokens.iter().any(is_month) {
        return tokens.len() <= 3;
    }
    is_quarter_or_week(&tokens) || (numbers.len() == tokens.len() && is_date(&numbers))
}

fn is_quarter_or_week(tokens: &[&str]) -> bool {
    let first = tokens.first().copied().unwrap_or_default();
    let is_counted = |word: &str, begin: &str| {
        word.strip_prefix(begin).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let is_named = ["week", "wk", "quarter", "kw", "semana", "semaine", "woche", "month"].contains(&first)
        && tokens.len() == 2
        && tokens[1].bytes().all(|byte| byte.is_ascii_digit());
    is_named || (tokens.len() <= 2 && (is_counted(first, "q") || is_counted(first, "w")))
}

/// Year and month, or year, month and day in any order.
fn is_date(numbers: &[&&str]) -> bool {
    let is_year = |number: &&&&str| number.len() == 4 && (number.starts_with("19") || number.starts_with("20"));
    (2..=3).contains(&numbers.len()) && numbers.iter().any(|number| is_year(&number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_days_are_known_as_headers() {
        for header in [
            "Jan-26",
            "Mar 2026",
            "2026-03",
            "03/2026",
            "2026-03-01",
            "Q1 2026",
            "Week 12",
            "Revenue Jan",
            "März 26",
            "Jan26",
            "जनवरी",
        ] {
            assert!(is_period(header), "{header}");
        }
        for header in ["date", "revenue", "2026", "Name", "Q", "order no 1", "Maya", "Instagram", "Sub Id 1"] {
            assert!(!is_period(header), "{header}");
        }
    }
}
