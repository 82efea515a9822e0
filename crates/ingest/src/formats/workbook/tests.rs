//! Whole workbooks, as people and programs write them.

mod hostile;
mod tables;

use std::{
    fs,
    io::{Cursor, Read as _, Write as _},
};

use rust_xlsxwriter::{Workbook, Worksheet};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::*;

const LIMITS: Limits = Limits {
    expanded_bytes: 64 << 20,
    held_bytes: 32 << 20,
    ratio: 200,
    rows: 1_048_576,
    columns: 1_024,
    cell_bytes: 1 << 18,
};

/// The sheets of a workbook with their text.
fn read(workbook: &[u8], limits: &Limits) -> Found<Vec<(String, String)>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("upload");
    fs::write(&path, workbook).unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let sheets = sheets(&path, &out, limits)?;
    assert_eq!(fs::read_dir(&out).unwrap().count(), sheets.len());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    let text = |sheet: &Sheet| fs::read_to_string(&sheet.path).unwrap();
    assert!(sheets.iter().all(|sheet| sheet.bytes == text(sheet).len() as u64 && sheet.path.parent() == Some(&out)));
    Ok(sheets.iter().map(|sheet| (sheet.name.clone(), text(sheet))).collect())
}

/// The text of the only sheet.
fn text_of(workbook: &[u8]) -> String {
    let mut sheets = read(workbook, &LIMITS).unwrap();
    assert_eq!(sheets.len(), 1);
    sheets.remove(0).1
}

fn refusal(workbook: &[u8]) -> String {
    read(workbook, &LIMITS).unwrap_err().to_string()
}

/// A workbook with one sheet called Tracking.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet().set_name("Tracking").unwrap());
    workbook.save_to_buffer().unwrap()
}

fn table(rows: &[&[&str]]) -> Vec<u8> {
    workbook(|sheet| {
        for (row, cells) in rows.iter().enumerate() {
            sheet.write_row(row as u32, 0, cells.iter().copied()).unwrap();
        }
    })
}

fn archive<Name: ToString, Bytes: AsRef<[u8]>>(parts: &[(Name, Bytes)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name.to_string(), SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes.as_ref()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn parts_of(workbook: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let count = archive.len();
    let part = |index| {
        let mut part = archive.by_index(index).unwrap();
        let (name, mut bytes) = (part.name().unwrap().into_owned(), Vec::new());
        part.read_to_end(&mut bytes).unwrap();
        (name, bytes)
    };
    (0..count).map(part).collect()
}

/// The same workbook with one part of it changed.
fn with_part(workbook: &[u8], part: &str, change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut parts = parts_of(workbook);
    let (_, bytes) = parts.iter_mut().find(|(name, _)| name == part).unwrap();
    *bytes = change(std::str::from_utf8(bytes).unwrap()).into_bytes();
    archive(&parts)
}

fn with_text(workbook: &[u8], part: &str, old: &str, new: &str) -> Vec<u8> {
    with_part(workbook, part, |xml| {
        assert!(xml.contains(old), "{old} is not in {part}: {xml}");
        xml.replace(old, new)
    })
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
