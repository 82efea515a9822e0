//! Files as exporters and people write them, and the rows they hold.

mod forms;
mod guards;
mod layouts;
mod workbooks;

use std::{fs, io::Write as _, path::Path};

use super::*;

/// What was read of a file.
struct Seen {
    sheet: Sheet,
    /// The line and the cells of each row, joined by `|`.
    rows: Vec<(u64, String)>,
}

fn upload(folder: &Path, bytes: &[u8]) -> Upload {
    let path = folder.join("upload");
    fs::write(&path, bytes).unwrap();
    Upload { name: "upload.csv".into(), form_field: String::new(), path, bytes: bytes.len() as u64 }
}

fn rows_of(sheet: &Sheet) -> Vec<(u64, String)> {
    let mut rows = Vec::new();
    sheet
        .each_row(&mut |line, cells| {
            rows.push((line, cells.join("|")));
            ControlFlow::Continue(())
        })
        .unwrap();
    rows
}

fn seen(bytes: impl AsRef<[u8]>) -> Seen {
    let folder = tempfile::tempdir().unwrap();
    let sheet = inspect(&upload(folder.path(), bytes.as_ref()), None).unwrap();
    Seen { rows: rows_of(&sheet), sheet }
}

fn refusal(bytes: impl AsRef<[u8]>) -> Refusal {
    let folder = tempfile::tempdir().unwrap();
    inspect(&upload(folder.path(), bytes.as_ref()), None).unwrap_err()
}

const HEADER: &str = "influencer_id,date,orders,revenue";
const ROWS: [&str; 3] = ["INF01,2026-03-02,4,8000", "INF02,2026-03-05,3,6000.50", "INF03,2026-03-14,2,1500"];

/// Checks that a text holds the three rows below the header, the first in this line, and is not plain.
fn check(text: impl AsRef<[u8]>, first_line: u64) -> Sheet {
    let shown = String::from_utf8_lossy(text.as_ref()).into_owned();
    let Seen { sheet, rows } = seen(text);
    assert_eq!(sheet.headers().join(","), HEADER, "{shown}");
    let expected: Vec<String> = ROWS.iter().map(|row| row.replace(',', "|")).collect();
    assert_eq!(rows.iter().map(|(_, row)| row.clone()).collect::<Vec<_>>(), expected, "{shown}");
    assert_eq!(rows[0].0, first_line, "{shown}");
    assert!(!sheet.is_plain(), "{shown}");
    assert!(!sheet.notes().is_empty() || sheet.delimiter() != b',', "{shown}");
    sheet
}

/// A text with lines above and below the table.
fn around(above: &str, below: &str) -> String {
    format!("{above}{HEADER}\n{}\n{below}", ROWS.join("\n"))
}
