//! What a cell of a workbook is as text.

use std::fmt::Write as _;

use calamine::{DataRef, ExcelDateTime};
use jiff::{Unit, civil::DateTime};

/// Puts the text of a cell into `text`, which is emptied first. A number is the shortest decimal that gives the same double.
pub(super) fn write_text(value: &DataRef<'_>, text: &mut String) {
    text.clear();
    // Writing into a string cannot fail.
    let _ = match value {
        DataRef::Empty => Ok(()),
        DataRef::Int(number) => write!(text, "{number}"),
        DataRef::Float(number) => write_number(*number, text),
        DataRef::String(letters) => write_on_one_line(letters, text),
        DataRef::SharedString(letters) => write_on_one_line(letters, text),
        DataRef::Bool(is_true) => text.write_str(if *is_true { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) => write_moment(moment, text),
        DataRef::DateTimeIso(written) => write_iso(written, text),
        DataRef::DurationIso(written) => text.write_str(written),
        DataRef::Error(error) => write!(text, "{error}"),
    };
}

fn write_number(number: f64, text: &mut String) -> std::fmt::Result {
    // Adding zero turns the negative zero into the plain one.
    write!(text, "{}", number + 0.0)
}

/// A line end inside a cell would shift every line after it.
fn write_on_one_line(letters: &str, text: &mut String) -> std::fmt::Result {
    let mut lines = letters.split('\n');
    text.push_str(lines.next().unwrap_or_default());
    for line in lines {
        if text.ends_with('\r') {
            text.pop();
        }
        text.push(' ');
        text.push_str(line);
    }
    if text.contains(['\r', '\0']) {
        *text = text.replace(['\r', '\0'], " ");
    }
    Ok(())
}

/// The first serial day after 9999-12-31, the last date a spreadsheet can show.
const DAYS_END: f64 = 2_958_466.0;
const SECONDS_OF_DAY: f64 = 86_400.0;

fn write_moment(moment: &ExcelDateTime, text: &mut String) -> std::fmt::Result {
    let days = moment.as_f64();
    if !(0.0..DAYS_END).contains(&days) {
        return write_number(days, text);
    }
    // A number below one is a time of day without a date.
    if moment.is_duration() || days < 1.0 {
        let seconds = (days * SECONDS_OF_DAY).round() as u64;
        return write!(text, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, millisecond) = moment.to_ymd_hms_milli();
    let fraction = i32::from(millisecond) * 1_000_000;
    let parts = (year as i16, month as i8, day as i8, hour as i8, minute as i8, second as i8);
    match DateTime::new(parts.0, parts.1, parts.2, parts.3, parts.4, parts.5, fraction) {
        Ok(date_time) => write_date_time(date_time, text),
        // Spreadsheets know a 29th of February 1900; the calendar does not.
        Err(_) => write!(text, "{year:04}-{month:02}-{day:02}"),
    }
}

fn write_date_time(exact: DateTime, text: &mut String) -> std::fmt::Result {
    let rounded = exact.round(Unit::Second).unwrap_or(exact);
    // A sale in the last second of a day is no sale of the next one.
    let rounded = if rounded.date() == exact.date() { rounded } else { last_second(exact) };
    let is_midnight = rounded.time() == jiff::civil::Time::midnight();
    if is_midnight { write!(text, "{}", rounded.date()) } else { write!(text, "{} {}", rounded.date(), rounded.time()) }
}

fn last_second(moment: DateTime) -> DateTime {
    moment.date().at(moment.hour(), moment.minute(), moment.second(), 0)
}

fn write_iso(written: &str, text: &mut String) -> std::fmt::Result {
    match written.trim_end_matches('Z').parse() {
        Ok(date_time) => write_date_time(date_time, text),
        Err(_) => write_on_one_line(written, text),
    }
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{self, DateTime as Date, TimeDelta};

    use super::*;

    fn text_of(value: DataRef<'_>) -> String {
        let mut text = "left over".to_owned();
        write_text(&value, &mut text);
        text
    }

    fn moment(days: f64, kind: ExcelDateTimeType, is_1904: bool) -> String {
        text_of(DataRef::DateTime(ExcelDateTime::new(days, kind, is_1904)))
    }

    #[test]
    fn numbers_are_written_out_and_as_short_as_they_can_be() {
        let written = [
            (17_000.0, "17000"),
            (1_250.5, "1250.5"),
            (1e20, "100000000000000000000"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (0.1 + 0.2, "0.30000000000000004"),
            (-0.0, "0"),
            (1e-7, "0.0000001"),
            (-45.25, "-45.25"),
        ];
        for (number, expected) in written {
            assert_eq!(text_of(DataRef::Float(number)), expected);
        }
    }

    #[test]
    fn dates_are_written_year_first_in_both_date_systems() {
        assert_eq!(moment(45444.0, Date, false), "2024-06-01");
        assert_eq!(moment(43982.0, Date, true), "2024-06-01");
        assert_eq!(moment(45444.4375, Date, false), "2024-06-01 10:30:00");
        assert_eq!(moment(59.0, Date, false), "1900-02-28");
        assert_eq!(moment(60.0, Date, false), "1900-02-29");
        assert_eq!(moment(61.0, Date, false), "1900-03-01");
        assert_eq!(moment(2_958_465.0, Date, false), "9999-12-31");
    }

    #[test]
    fn a_time_is_rounded_to_the_second_and_stays_on_its_day() {
        assert_eq!(moment(45444.999999, Date, false), "2024-06-01 23:59:59");
        assert_eq!(moment(46_083.999_996_527_77, Date, false), "2026-03-02 23:59:59");
        assert_eq!(moment(43_982.999_996_527_77, Date, true), "2024-06-01 23:59:59");
        // What a double loses of midnight is no moment before it.
        assert_eq!(moment(45_443.999_999_999_9, Date, false), "2024-06-01");
        assert_eq!(moment(45444.43750001, Date, false), "2024-06-01 10:30:00");
    }

    #[test]
    fn a_time_without_a_date_and_a_span_of_time_stay_times() {
        assert_eq!(moment(0.4375, Date, false), "10:30:00");
        assert_eq!(moment(1.5, TimeDelta, false), "36:00:00");
    }

    #[test]
    fn a_number_that_is_no_date_stays_a_number() {
        assert_eq!(moment(-3.0, Date, false), "-3");
        assert_eq!(moment(1e9, Date, false), "1000000000");
    }

    #[test]
    fn dates_kept_as_text_by_the_workbook_are_written_the_same_way() {
        assert_eq!(text_of(DataRef::DateTimeIso("2024-06-01T10:30:00Z".into())), "2024-06-01 10:30:00");
        assert_eq!(text_of(DataRef::DateTimeIso("2024-06-01".into())), "2024-06-01");
        assert_eq!(text_of(DataRef::DateTimeIso("soon".into())), "soon");
    }

    #[test]
    fn any_line_end_inside_a_cell_becomes_one_space() {
        assert_eq!(text_of(DataRef::SharedString("a\nb\r\nc\rd")), "a b c d");
        assert_eq!(text_of(DataRef::SharedString("a\n\nb\n")), "a  b ");
    }
}
