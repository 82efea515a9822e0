//! The period that the lines around a table name: `# Start date: 20240601`, "Fee-Earnings reports from 06-01-2024 to 06-30-2024".

use definitions::Day;

use super::values::{self, DayEvidence, DayHint, DayReading, DayStyle};

/// Words of one line that are looked at.
const MAX_WORDS: usize = 60;
/// Words of one written day: `June 1, 2024`.
const WORDS_OF_DAY: usize = 3;

/// The first and last day that the lines name; nothing where they name none, or two readings differ.
pub(super) fn stated<'t>(texts: impl Iterator<Item = &'t str>, hint: &DayHint) -> Option<(Day, Day)> {
    let lines: Vec<Vec<&str>> = texts.map(words).collect();
    let any = DayStyle::in_zone(hint.zone.clone());
    let days: Vec<String> = lines.iter().flat_map(|words| days(words, &any)).collect();
    if days.is_empty() {
        // A month counts only where no day is named.
        let mut months = lines.iter().flat_map(|words| words.windows(2).filter_map(month));
        let first = months.next()?;
        return Some((first.0, months.last().unwrap_or(first).1)).filter(|(first, last)| first <= last);
    }
    let mut evidence = DayEvidence::new(hint.clone());
    days.iter().for_each(|day| evidence.add(0, day));
    let DayReading::Certain(style) = evidence.decide() else { return None };
    let days: Vec<Day> = days.iter().filter_map(|day| style.read(day)).collect();
    Some((*days.first()?, *days.last()?)).filter(|_| days.is_sorted())
}

/// The words without the marks around them.
fn words(line: &str) -> Vec<&str> {
    let is_mark = |letter: char| matches!(letter, ',' | ';' | ':' | '(' | ')' | '"' | '#' | '.');
    let words = line.split_whitespace().map(|word| word.trim_matches(is_mark)).filter(|word| !word.is_empty());
    words.take(MAX_WORDS).collect()
}

/// The days of a line as they are written, each in up to three words.
fn days(words: &[&str], style: &DayStyle) -> Vec<String> {
    let (mut days, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let day = |length: usize| {
            let text = words.get(at..at + length)?.join(" ");
            // A bare number is a number, not a day of a spreadsheet.
            let is_number = text.chars().all(|letter| letter.is_ascii_digit());
            let is_day = text.len() >= 6 && (!is_number || text.len() == 8);
            (is_day && style.read(&text).is_some()).then_some((text, length))
        };
        let found = (1..=WORDS_OF_DAY).rev().find_map(day);
        at += found.as_ref().map_or(1, |(_, length)| *length);
        days.extend(found.map(|(day, _)| day));
    }
    days
}

/// `August 2025`: the whole month.
fn month(words: &[&str]) -> Option<(Day, Day)> {
    let (month, year) = (values::month(words[0])?, words[1]);
    let first = |year: i32, month: u8| Day::parse(&format!("{year:04}-{month:02}-01")).ok();
    let year: i32 = year.parse().ok().filter(|_| year.len() == 4)?;
    let next = if month == 12 { first(year + 1, 1) } else { first(year, month + 1) }?;
    Some((first(year, month)?, Day::from_number(next.number() - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prepare::values::Zone;

    fn stated_in(lines: &[&str]) -> Option<String> {
        let (first, last) =
            stated(lines.iter().copied(), &DayHint { today: Day::LAST, zone: Zone::default(), is_1904: None })?;
        Some(format!("{first}..{last}"))
    }

    #[test]
    fn the_lines_above_a_report_name_its_period() {
        let june = Some("2024-06-01..2024-06-30".to_owned());
        assert_eq!(stated_in(&["# Account: Example", "# Start date: 20240601", "# End date: 20240630"]), june);
        assert_eq!(stated_in(&["Fee-Earnings reports from 06-01-2024 to 06-30-2024"]), june);
        assert_eq!(stated_in(&["Campaign report", "June 1, 2024 - June 30, 2024"]), june);
        assert_eq!(stated_in(&["Sales of June 2024"]), june);
        assert_eq!(stated_in(&["Period: 01/06/2024 – 30/06/2024"]), june);
    }

    #[test]
    fn what_names_no_period_or_two_names_none() {
        assert_eq!(
            stated_in(&["Sales report", "Property: 123456789", "20240601 of 5000 rows 45000"]),
            Some("2024-06-01..2024-06-01".to_owned())
        );
        assert_eq!(stated_in(&["Traffic acquisition"]), None);
        assert_eq!(stated_in(&["from 01/02/2024 to 03/04/2024"]), None);
    }
}
