//! What people have in their workbooks, and the text it becomes.

use rust_xlsxwriter::{Chart, ChartType, ExcelDateTime, Format, Formula};

use super::*;

#[test]
fn a_table_is_read_as_it_stands() {
    let book = workbook(|sheet| {
        sheet.write_row(0, 0, ["date", "influencer_id", "revenue", "is_new"]).unwrap();
        let date = ExcelDateTime::from_ymd(2024, 6, 1).unwrap();
        sheet.write_with_format(1, 0, &date, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
        sheet.write(1, 1, "007").unwrap();
        sheet.write(1, 2, 17_000.0).unwrap();
        sheet.write(1, 3, true).unwrap();
        let moment = ExcelDateTime::from_ymd(2024, 6, 1).unwrap().and_hms(10, 30, 0).unwrap();
        sheet.write_with_format(2, 0, &moment, &Format::new().set_num_format("d mmm yy hh:mm")).unwrap();
        sheet.write(2, 1, 7).unwrap();
        sheet.write(2, 2, 1_250.5).unwrap();
        sheet.write(2, 3, false).unwrap();
    });
    let expected = "date,influencer_id,revenue,is_new\n2024-06-01,007,17000,TRUE\n2024-06-01 10:30:00,7,1250.5,FALSE\n";
    assert_eq!(text_of(&book), expected);
}

#[test]
fn dates_counted_from_1904_are_the_days_the_spreadsheet_shows() {
    let book = workbook(|sheet| {
        sheet.write_with_format(0, 0, 43_982, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    });
    let since_1904 = with_text(&book, "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
    assert_eq!(text_of(&since_1904), "2024-06-01\n");
}

#[test]
fn a_display_format_does_not_change_a_number() {
    let formats = ["0.00%", "[$₹-4009] #,##0.00", "\"Rs \"#,##0", "#,##0;[Red](#,##0)", "0.0,,\" mio\""];
    let book = workbook(|sheet| {
        for (row, format) in formats.iter().enumerate() {
            sheet.write_with_format(row as u32, 0, 1_234.125, &Format::new().set_num_format(*format)).unwrap();
        }
    });
    assert_eq!(text_of(&book), "1234.125\n".repeat(formats.len()));
}

#[test]
fn letters_that_mean_something_to_a_csv_file_are_quoted() {
    let book = table(&[&["a,b", "say \"hi\"", "x;y", "p|q"], &["two\nlines", "tab\there", " padded ", "é₹"]]);
    let expected = "\"a,b\",\"say \"\"hi\"\"\",\"x;y\",\"p|q\"\ntwo lines,\"tab\there\", padded ,é₹\n";
    assert_eq!(text_of(&book), expected);
}

#[test]
fn formulas_give_the_value_they_last_had() {
    let book = workbook(|sheet| {
        sheet.write_formula(0, 0, Formula::new("=B1*2").set_result("84.5")).unwrap();
        sheet.write_formula(0, 1, Formula::new("=A2&\"x\"").set_result("Nike")).unwrap();
        sheet.write_formula(0, 2, Formula::new("=NA()").set_result("#N/A")).unwrap();
    });
    assert_eq!(text_of(&book), "84.5,Nike,#N/A\n");
}

#[test]
fn line_n_of_the_text_is_row_n_of_the_sheet() {
    let book = workbook(|sheet| {
        sheet.write_row(2, 2, ["id", "rate"]).unwrap();
        sheet.write_row(5, 2, ["INF1", "10"]).unwrap();
    });
    assert_eq!(text_of(&book), "\n\nid,rate\n\n\nINF1,10\n");
}

#[test]
fn a_column_is_left_out_only_when_all_of_it_is_empty() {
    let book = workbook(|sheet| {
        sheet.write_row(0, 3, ["c", "d"]).unwrap();
        sheet.write(1, 1, "a").unwrap();
        sheet.write(1, 3, "c").unwrap();
    });
    assert_eq!(text_of(&book), ",,c,d\na,,c,\n");
}

#[test]
fn all_rows_are_as_wide_as_the_widest() {
    let book = table(&[&["Report of June"], &[], &["id", "name", "rate"], &["1"], &["2", "B", "3", "a note"]]);
    assert_eq!(text_of(&book), "Report of June,,,\n\nid,name,rate,\n1,,,\n2,B,3,a note\n");
}

#[test]
fn cells_that_are_only_formatted_are_empty() {
    let book = workbook(|sheet| {
        sheet.write(0, 0, "id").unwrap();
        sheet.write_blank(0, 1, &Format::new().set_bold()).unwrap();
        sheet.write_blank(9, 9, &Format::new().set_bold()).unwrap();
    });
    assert_eq!(text_of(&book), "id\n");
}

#[test]
fn every_visible_sheet_with_a_cell_is_a_table() {
    let mut book = Workbook::new();
    for name in ["Tracking", "Notes", "Payouts 2024", "Lists"] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        if name != "Notes" {
            sheet.write(0, 0, name).unwrap();
        }
        sheet.set_hidden(name == "Lists");
    }
    let mut chart = Chart::new(ChartType::Line);
    chart.add_series().set_values("Tracking!$A$1:$A$2");
    book.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let found = read(&book.save_to_buffer().unwrap(), &LIMITS).unwrap();
    let expected = [("Tracking", "Tracking\n"), ("Payouts 2024", "Payouts 2024\n")];
    assert_eq!(found, expected.map(|(name, text)| (name.to_owned(), text.to_owned())));
}

#[test]
fn hidden_sheets_are_read_when_all_are_hidden() {
    let book = table(&[&["id"]]);
    let hidden = with_text(&book, "xl/workbook.xml", "<sheet ", "<sheet state=\"hidden\" ");
    assert_eq!(text_of(&hidden), "id\n");
}

#[test]
fn text_kept_in_the_cells_themselves_is_read_too() {
    let book = table(&[&["id"]]);
    let cells = "<c r=\"A1\" t=\"inlineStr\"><is><t>in &amp; out</t></is></c><c r=\"C1\"><v>4</v></c>";
    let inline = with_text(&book, SHEET, "<c r=\"A1\" t=\"s\"><v>0</v></c>", cells);
    assert_eq!(text_of(&inline), "in & out,,4\n");
}

#[test]
fn a_workbook_without_a_cell_has_no_tables() {
    assert!(read(&workbook(|_| {}), &LIMITS).unwrap().is_empty());
}
