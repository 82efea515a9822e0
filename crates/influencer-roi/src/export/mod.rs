//! The influencer table as a file, and text that no spreadsheet runs.

use std::io;

use definitions::{METRICS, Measure, Value, decimal, shown};

use warehouse::{Cell, Rows};

use crate::insights::dashboard::Line;

/// Text as a spreadsheet shows it and never runs it: what could begin a formula gets a leading apostrophe, numbers never.
pub(crate) fn inert(text: &str) -> String {
    if text.trim().parse::<f64>().is_ok() {
        return text.to_owned();
    }
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{feff}']).chars().next();
    let runs = text.starts_with(['\t', '\r', '\n'])
        || matches!(first, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    if runs { format!("'{text}") } else { text.to_owned() }
}

/// Writes every line as RFC 4180, UTF-8, raw numbers; no value is an empty cell.
pub(crate) fn write_csv(lines: &[Line], out: impl io::Write) -> io::Result<()> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    out.write_record(header())?;
    for line in lines {
        out.write_record(cells(line))?;
    }
    out.flush()
}

/// Writes every row behind a number as RFC 4180, UTF-8; what the file does not say is an empty cell.
pub(crate) fn write_rows(rows: &Rows, out: impl io::Write) -> io::Result<()> {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    out.write_record(rows.columns().iter().map(|column| column.id))?;
    let taken = rows.each(&mut |cells| Ok(out.write_record(cells.iter().map(cell))?));
    taken.map_err(io::Error::other)?;
    out.flush()
}

fn cell(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => inert(text),
        Cell::Count(count) => count.to_string(),
        Cell::Money(micros) => decimal(*micros),
        Cell::Day(day) => day.to_string(),
        Cell::Nothing => String::new(),
    }
}

const PROFILE: [&str; 9] =
    ["id", "name", "category", "gender", "platform", "followers", "tier", "in_roster", "verdict"];

fn header() -> impl Iterator<Item = &'static str> {
    let measures = Measure::ALL.into_iter().filter(|measure| measure.is_of_influencers()).map(Measure::id);
    PROFILE.into_iter().chain(measures).chain(METRICS.iter().map(|metric| metric.id))
}

fn cells(line: &Line) -> impl Iterator<Item = String> + '_ {
    let profile = &line.profile;
    let followers = profile.followers.map_or(String::new(), |followers| followers.to_string());
    let about = [
        inert(&profile.id),
        inert(&profile.name),
        inert(shown(&profile.category)),
        inert(shown(&profile.gender)),
        inert(shown(&profile.platform)),
        followers,
        profile.tier().to_owned(),
        profile.in_roster.to_string(),
        line.verdict.id().to_owned(),
    ];
    about.into_iter().chain(line.numbers.iter().map(|(_, value)| number(*value)))
}

fn number(value: Value) -> String {
    match value {
        Value::Money(micros) => decimal(micros),
        Value::Count(count) => count.to_string(),
        Value::Quotient(quotient) => quotient.to_string(),
        Value::Missing(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn text_that_a_spreadsheet_would_run_is_made_inert() {
        for text in ["=1+1", "+1+1", "-a", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "\r=1", "＝1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        for text in ["Aisha Sharma", "", "7", "-100", "+1", "a=1", "(none)", "'quoted"] {
            assert_eq!(inert(text), text);
        }
    }
}
