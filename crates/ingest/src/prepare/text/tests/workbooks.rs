//! Sheets of workbooks, and what their text does not show.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use super::{
    super::super::super::{
        formats::workbook::{self, Limits},
        limits::{MAX_COLUMNS, MAX_ROW_BYTES},
    },
    summary::{Repeats, is_named_summary, repeats},
    *,
};

const LIMITS: Limits = Limits {
    expanded_bytes: 64 << 20,
    held_bytes: 32 << 20,
    ratio: 200,
    rows: 1 << 20,
    columns: MAX_COLUMNS as u64,
    cell_bytes: MAX_ROW_BYTES as u64,
};

/// The sheets of a workbook, in order, with their rows.
fn sheets(fill: impl FnOnce(&mut Workbook)) -> Vec<(Seen, SheetFacts)> {
    sheets_in(&tempfile::tempdir().unwrap(), fill)
}

fn sheets_in(folder: &tempfile::TempDir, fill: impl FnOnce(&mut Workbook)) -> Vec<(Seen, SheetFacts)> {
    let path = folder.path().join("book.xlsx");
    let mut book = Workbook::new();
    fill(&mut book);
    book.save(&path).unwrap();
    let read = |sheet: workbook::Sheet| {
        let upload = Upload { name: sheet.name, form_field: String::new(), path: sheet.path, bytes: sheet.bytes };
        let inspected = inspect(&upload, Some(&sheet.facts)).unwrap();
        (Seen { rows: rows_of(&inspected), sheet: inspected }, sheet.facts)
    };
    workbook::sheets(&path, folder.path(), &LIMITS).unwrap().into_iter().map(read).collect()
}

fn write(sheet: &mut Worksheet, from: u32, lines: &[&str]) {
    for (row, line) in lines.iter().enumerate() {
        for (column, cell) in line.split(',').enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let at = (from + row as u32, column as u16);
            match cell.parse::<f64>() {
                Ok(number) => sheet.write(at.0, at.1, number).unwrap(),
                Err(_) => sheet.write(at.0, at.1, cell).unwrap(),
            };
        }
    }
}

#[test]
fn a_header_of_two_rows_with_merged_groups_is_read() {
    let (seen, _) = sheets(|book| {
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, 1, "Creator", &Format::new()).unwrap();
        sheet.merge_range(0, 2, 0, 3, "Sales", &Format::new()).unwrap();
        write(sheet, 1, &[HEADER]);
        write(sheet, 2, &ROWS);
    })
    .remove(0);
    assert_eq!(seen.sheet.headers().join(","), HEADER);
    assert_eq!((seen.rows.len(), seen.rows[0].0), (3, 3));
    let (seen, _) = sheets(|book| {
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 1, 0, "influencer_id", &Format::new()).unwrap();
        sheet.merge_range(0, 1, 1, 1, "date", &Format::new()).unwrap();
        sheet.merge_range(0, 2, 0, 3, "Sales", &Format::new()).unwrap();
        write(sheet, 1, &[",,orders,revenue"]);
        write(sheet, 2, &ROWS);
    })
    .remove(0);
    assert_eq!(seen.sheet.headers().join(","), HEADER);
}

#[test]
fn units_and_notes_of_a_sheet_are_no_rows() {
    let (seen, _) = sheets(|book| {
        let sheet = book.add_worksheet();
        write(sheet, 0, &["Sales by creator", "", HEADER, ",dd-mm-yyyy,nos,INR"]);
        write(sheet, 4, &ROWS);
        write(sheet, 7, &["", "Amounts are net of GST"]);
    })
    .remove(0);
    assert_eq!((seen.rows.len(), seen.rows[0].0), (3, 5), "{:?}", seen.rows);
    assert_eq!(seen.sheet.units(), ["", "dd-mm-yyyy", "nos", "INR"]);
}

#[test]
fn a_merged_cell_stands_in_each_of_its_rows() {
    let (seen, facts) = sheets(|book| {
        let sheet = book.add_worksheet();
        write(sheet, 0, &["id,platform,fee", ",YouTube,100", ",Instagram,", "INF02,Blog,300"]);
        sheet.merge_range(1, 0, 2, 0, "INF01", &Format::new()).unwrap();
        sheet.merge_range(1, 2, 2, 2, "", &Format::new()).unwrap();
        sheet.write(1, 2, 100).unwrap();
    })
    .remove(0);
    let rows: Vec<&str> = seen.rows.iter().map(|(_, row)| row.as_str()).collect();
    assert_eq!(rows, ["INF01|YouTube|100", "INF01|Instagram|100", "INF02|Blog|300"]);
    assert_eq!(facts.filled[&2], [3], "an amount that stands for two rows is reported");
}

#[test]
fn a_range_that_reaches_below_the_table_makes_no_rows() {
    let (seen, _) = sheets(|book| {
        let sheet = book.add_worksheet();
        write(sheet, 0, &["id,fee", ",1", ",2"]);
        sheet.merge_range(1, 0, 90, 0, "INF01", &Format::new()).unwrap();
    })
    .remove(0);
    assert_eq!(seen.rows.len(), 2);
}

#[test]
fn formulas_nobody_calculated_are_refused_by_their_cell() {
    let never = |result: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book.xlsx");
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        write(sheet, 0, &["id,fee", "INF01,"]);
        sheet.write_formula(1, 1, rust_xlsxwriter::Formula::new("=2*3").set_result(result)).unwrap();
        book.save(&path).unwrap();
        workbook::sheets(&path, folder.path(), &LIMITS).map(|_| ()).map_err(|error| error.to_string())
    };
    assert!(never("6").is_ok());
    let zero = never("0").unwrap_err();
    assert!(zero.contains("never calculated") && zero.contains("B2"), "{zero}");
}

#[test]
fn a_sheet_that_sums_up_another_is_known() {
    let summed = |summary: &[&str]| {
        let folder = tempfile::tempdir().unwrap();
        let sheets = sheets_in(&folder, |book| {
            write(
                book.add_worksheet(),
                0,
                &[
                    "campaign,influencer_id,date,orders,revenue",
                    "A,INF01,d,4,8000",
                    "B,INF01,d,1,500",
                    "A,INF02,d,3,6000.5",
                ],
            );
            write(book.add_worksheet(), 0, summary);
        });
        repeats(&sheets[1].0.sheet, &sheets[0].0.sheet).unwrap()
    };
    let is_summary = |summary: &[&str]| summed(summary) == Repeats::Wholly;
    assert!(is_summary(&["influencer_id,orders,revenue", "INF01,5,8500", "INF02,3,6000.5"]));
    assert!(is_summary(&["Row Labels,Sum of revenue", "inf01,8500", "inf02,6000.5", "Grand Total,14500.5"]));
    assert!(is_summary(&["Campaign,Revenue", "A,14000.5", "B,500"]));
    assert!(
        !is_summary(&["influencer_id,orders,total_payout", "INF01,5,1000", "INF02,3,900"]),
        "payouts repeat the orders only"
    );
    assert!(!is_summary(&["influencer_id,revenue", "INF01,8500", "INF03,6000.5"]));
    assert_eq!(summed(&["influencer_id,revenue,roas", "INF01,8500,2.1", "INF02,6000.5,4"]), Repeats::Partly);
    assert!(is_named_summary("Pivot March") && is_named_summary("Übersicht") && !is_named_summary("Tracking"));
    assert!(!is_summary(&["id,name", "INF01,Asha", "INF02,Ben"]));
}
