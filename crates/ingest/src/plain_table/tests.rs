//! Tables as people and programs write them, and what is said of those that cannot be used.

use super::*;

fn read(bytes: &[u8]) -> Result<PlainTable, PlainTableError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("series.csv");
    fs::write(&path, bytes).unwrap();
    PlainTable::read(&path)
}

fn table(text: &str) -> PlainTable {
    read(text.as_bytes()).unwrap()
}

fn refusal(text: &str) -> String {
    read(text.as_bytes()).unwrap_err().to_string()
}

#[test]
fn columns_are_found_by_name_whatever_stands_between_them() {
    for delimiter in [",", ";", "\t", "|"] {
        let text = "day,organic sales,\"x, 1\"\n2026-01-01, 1250.50 ,-3\n\n2026-01-02,,1.2e5\n".replace(", 1\"", "1\"");
        let table = table(&text.replace(',', delimiter));
        assert_eq!(table.header(), ["day", "organic sales", "x1"]);
        assert_eq!(table.rows(), 2);
        assert_eq!(table.texts("day").unwrap(), ["2026-01-01", "2026-01-02"]);
        assert_eq!(table.numbers("organic sales").unwrap(), [Some(1250.5), None]);
        assert_eq!(table.numbers("x1").unwrap(), [Some(-3.0), Some(120_000.0)]);
    }
}

#[test]
fn a_quoted_cell_may_hold_the_delimiter_and_a_line_end() {
    let table = table("unit,y\n\"Asha, \"\"the\"\" chef\",1\n\"two\nlines\",2\nplain,x\n");
    assert_eq!(table.texts("unit").unwrap(), ["Asha, \"the\" chef", "two\nlines", "plain"]);
    let error = table.numbers("y").unwrap_err().to_string();
    assert!(error.starts_with("series.csv, line 5, column y: found \"x\""), "{error}");
}

#[test]
fn the_encoding_is_reported_as_an_import_tells_it() {
    let text = "unit,y\nCafé,1\n";
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let windows: Vec<u8> = text.chars().map(|letter| letter as u8).collect();
    for bytes in [text.as_bytes(), &[&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(), &utf_16, &windows] {
        assert_eq!(read(bytes).unwrap().texts("unit").unwrap(), ["Café"]);
    }
}

#[test]
fn what_is_not_certainly_a_number_is_refused_with_its_place() {
    for cell in ["\"12,50\"", "\"1,200\"", "₹5", "NaN", "inf", "NA", "1e999", "1 200", "0x10", "−3"] {
        let error = table(&format!("day,y\n1,2\n2,{cell}\n")).numbers("y").unwrap_err().to_string();
        let found = cell.trim_matches('"');
        let place =
            format!("series.csv, line 3, column y: found \"{found}\", expected a number such as 1250.50. Write it");
        assert!(error.starts_with(&place), "{error}");
    }
}

#[test]
fn a_column_that_is_not_there_is_reported_with_those_that_are() {
    let error = table("day,y\n1,2\n").numbers("sales").unwrap_err().to_string();
    assert_eq!(
        error,
        "series.csv, column sales: found \"day, y\", expected a column named sales. Name one of those columns."
    );
    let error = table("y,y\n1,2\n").numbers("y").unwrap_err().to_string();
    assert!(error.contains("two columns named y"), "{error}");
}

#[test]
fn a_row_of_another_length_is_refused_and_blanks_beyond_the_header_are_not() {
    assert!(refusal("a,b\n1,2\n3\n").starts_with("series.csv, line 3: found \"1 cell: 3\", expected 2 cells"));
    assert!(refusal("a,b\n1,2,3\n").starts_with("series.csv, line 2: found \"3 cells: 1, 2, 3\""));
    assert!(refusal("a,b\n\"1,2\n").contains("a closing quote"));
    assert_eq!(table("a,b\n1,2,,\n").numbers("b").unwrap(), [Some(2.0)]);
}

#[test]
fn what_is_no_table_is_reported() {
    for (bytes, found) in [
        (b"".as_slice(), "found \"nothing\""),
        (b"a,b\n", "a header and nothing below it"),
        (b"PK\x03\x04rest", "an Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"a\0b\0\0c", "a binary file"),
    ] {
        let error = read(bytes).unwrap_err().to_string();
        assert!(error.starts_with("series.csv") && error.contains(found), "{error}");
    }
    let error = PlainTable::read(Path::new("no-such-folder/series.csv")).unwrap_err().to_string();
    assert!(error.starts_with("no-such-folder/series.csv cannot be read"), "{error}");
}

#[test]
fn a_table_that_is_too_large_to_hold_is_refused() {
    let rows = format!("{},\n", "x".repeat(1 << 16)).repeat(MAX_PLAIN_TABLE_BYTES / (1 << 16) + 1);
    assert!(refusal(&format!("a,b\n{rows}")).contains("the cells of a table: found over"));
}

#[test]
fn times_stand_in_their_order_whatever_the_order_of_the_rows() {
    let names = |cells: &[&str]| table(&format!("t,y\n{},1\n", cells.join(",1\n"))).times("t").unwrap().names;
    assert_eq!(names(&["10", "9", "10", "1.5"]), ["1.5", "9", "10"]);
    assert_eq!(names(&["2026-10-01", "2026-09-30"]), ["2026-09-30", "2026-10-01"]);
    assert_eq!(names(&["2 Jan 2026", "1 Feb 2025"]), ["1 Feb 2025", "2 Jan 2026"]);
    assert_eq!(names(&["2026-W10", "2025-W40", "2026-W09"]), ["2025-W40", "2026-W09", "2026-W10"]);
    let hours = ["2026-01-01T10:00", "2026-01-01T09:00"];
    assert_eq!(names(&hours), [hours[1], hours[0]]);
    assert_eq!(table("t,y\n7,1\n6,1\n7.0,1\n").times("t").unwrap().places, [1, 0, 1]);
}

#[test]
fn a_time_that_can_mean_two_days_or_none_is_refused_with_its_place() {
    for (text, place) in [
        ("t,y\n2026-01-01,1\n03/04/2026,2\n", "line 3, column t: found \"03/04/2026\""),
        ("t,y\n1,1\nlater,2\n", "line 3, column t: found \"later\""),
        ("t,y\n1,1\n,2\n", "line 3, column t: found \"\""),
    ] {
        let error = table(text).times("t").unwrap_err().to_string();
        assert!(error.contains(place), "{error}");
    }
}
