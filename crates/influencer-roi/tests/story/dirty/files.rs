//! Tables as the bytes of files, and the line on which each row begins.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use jiff::civil::Date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::table::{Content, Encoding, File, Row, Set, Writing};

/// The one file of a workbook's tables.
pub(super) const WORKBOOK: &str = "campaign.xlsx";

/// What is uploaded, and by file of the set the line of each row.
pub(super) struct Written {
    pub(super) uploads: Vec<(String, Vec<u8>)>,
    pub(super) lines: Vec<Vec<u64>>,
}

pub(super) fn write(set: &Set) -> Written {
    if set.is_workbook {
        return workbook(set);
    }
    let tables: Vec<(Vec<u8>, Vec<u64>)> = set.files.iter().map(table).collect();
    let bytes = |at: usize| match set.files[at].content {
        Content::Table => tables[at].0.clone(),
        Content::Bytes(bytes) => bytes.to_vec(),
        Content::CopyOf(original) => tables[original].0.clone(),
    };
    let uploads = set.files.iter().enumerate().map(|(at, file)| (file.name.clone(), bytes(at))).collect();
    Written { uploads, lines: tables.into_iter().map(|(_, lines)| lines).collect() }
}

/// Whether the file's letters show its encoding for certain.
pub(super) fn is_guessed(file: &File) -> bool {
    let text = text(file).0;
    file.writing.encoding == Encoding::Windows1252 && !text.is_ascii()
}

fn table(file: &File) -> (Vec<u8>, Vec<u64>) {
    let (text, lines) = text(file);
    let bytes = encoded(&text, file.writing.encoding);
    (if file.writing.is_gzip { gzip(&bytes) } else { bytes }, lines)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let marked = || format!("\u{feff}{text}");
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8WithMark => marked().into_bytes(),
        Encoding::Utf16Little => marked().encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Big => marked().encode_utf16().flat_map(u16::to_be_bytes).collect(),
        // All letters of the base stand where Latin-1 has them.
        Encoding::Windows1252 => text.chars().map(|letter| u8::try_from(letter).expect("a Latin-1 letter")).collect(),
    }
}

fn text(file: &File) -> (String, Vec<u64>) {
    let writing = &file.writing;
    let mut text = writing.line_end.repeat(writing.leading_blank_lines);
    let header: Vec<&str> = file.columns.iter().map(|column| column.header.as_str()).collect();
    for above in &writing.lines_above {
        text.push_str(above);
        text.push_str(writing.line_end);
    }
    let header = line(&header, writing);
    text.push_str(&header);
    if let Some(units) = &writing.units {
        let units: Vec<&str> = units.iter().map(String::as_str).collect();
        text.push_str(writing.line_end);
        text.push_str(&line(&units, writing));
    }
    let mut lines = Vec::new();
    for (at, row) in file.rows.iter().enumerate() {
        if writing.header_again_after == Some(at) {
            text.push_str(writing.line_end);
            text.push_str(&header);
        }
        text.push_str(&writing.line_end.repeat(1 + row.blank_lines_before));
        lines.push(line_number(&text));
        text.push_str(&row_line(row, writing));
    }
    for below in &writing.lines_below {
        text.push_str(writing.line_end);
        text.push_str(below);
    }
    if writing.has_final_line_end {
        text.push_str(&writing.line_end.repeat(1 + writing.trailing_blank_lines));
    }
    text.push_str(writing.tail);
    (text, lines)
}

/// The line that comes after the text, counted as an editor counts.
fn line_number(text: &str) -> u64 {
    let ends = text.replace("\r\n", "\n").chars().filter(|letter| matches!(letter, '\n' | '\r')).count();
    1 + ends as u64
}

fn row_line(row: &Row, writing: &Writing) -> String {
    let cells: Vec<&str> = row.cells.iter().map(String::as_str).collect();
    let line = line(&cells, writing);
    let has_open_quote = row.loss.is_some_and(|loss| loss.code == "open_quote");
    if has_open_quote { format!("\"{line}") } else { line }
}

fn line(cells: &[&str], writing: &Writing) -> String {
    let mut cells: Vec<String> = cells.iter().map(|cell| quoted(cell, writing)).collect();
    cells.extend(std::iter::repeat_n(String::new(), writing.blank_cells_at_row_ends));
    cells.join(&writing.delimiter.to_string())
}

fn quoted(cell: &str, writing: &Writing) -> String {
    if writing.quotes_every_cell || cell.contains([writing.delimiter, '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// One workbook, a sheet for each table, with typed days and numbers where the cells are plain ones.
fn workbook(set: &Set) -> Written {
    let mut book = Workbook::new();
    for file in &set.files {
        fill(book.add_worksheet(), file);
    }
    let bytes = book.save_to_buffer().expect("memory takes it");
    let lines = set.files.iter().map(|file| (2..).take(file.rows.len()).collect()).collect();
    Written { uploads: vec![(WORKBOOK.to_owned(), bytes)], lines }
}

fn fill(sheet: &mut Worksheet, file: &File) {
    for (at, column) in file.columns.iter().enumerate() {
        sheet.write_string(0, at as u16, &column.header).expect("a header");
    }
    for (row, line) in file.rows.iter().zip(1..) {
        for (at, cell) in row.cells.iter().enumerate() {
            fill_cell(sheet, line, at as u16, cell);
        }
    }
}

fn fill_cell(sheet: &mut Worksheet, line: u32, column: u16, cell: &str) {
    if let Some(number) = plain_number(cell) {
        sheet.write_number(line, column, number).expect("a number");
    } else if let Some(day) = cell.parse::<Date>().ok().filter(|day| day.to_string() == cell) {
        let format = Format::new().set_num_format("yyyy-mm-dd");
        let (year, month, day) = (day.year() as u16, day.month() as u8, day.day() as u8);
        let day = ExcelDateTime::from_ymd(year, month, day).expect("a day");
        sheet.write_datetime_with_format(line, column, &day, &format).expect("a day");
    } else if !cell.is_empty() {
        sheet.write_string(line, column, cell).expect("a text");
    }
}

/// A number that a double holds exactly as it is written.
fn plain_number(cell: &str) -> Option<f64> {
    let is_plain = cell.len() <= 15
        && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && !(cell.starts_with('0') && cell.len() > 1 && !cell.starts_with("0."));
    cell.parse().ok().filter(|_| is_plain)
}
