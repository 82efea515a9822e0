//! Other bytes than plain lines of cells.

use super::*;

#[test]
fn a_blank_before_a_quote_belongs_to_no_cell() {
    let quoted =
        |line: &str, between: &str| line.split(',').map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(between);
    for between in [", ", ",  ", " , "] {
        let lines: Vec<String> = [HEADER].iter().chain(&ROWS).map(|line| quoted(line, between)).collect();
        check(lines.join("\n"), 2);
    }
    let Seen { rows, sheet } = seen("id, \"revenue\"\nINF01, \"1,250\"\n");
    assert_eq!(rows[0].1, "INF01|1,250");
    assert!(!sheet.is_plain());
    let late = format!("id,revenue\n{}INF02, \"1,250\"\n", "INF01,1\n".repeat(SAMPLE_ROWS + 5));
    assert_eq!(seen(late).rows.last().unwrap().1, "INF02|1,250");
}

#[test]
fn control_letters_at_the_end_are_no_row() {
    for end in ["\u{1a}", "\r\n\u{1a}\r\n", "\0\0\0\0", "\u{1a}\0\0"] {
        check(around("", end), 2);
    }
}

#[test]
fn amounts_cut_by_their_commas_are_put_together_or_refused() {
    let Seen { sheet, rows } = seen("influencer_id,total_payout\nINF01,4,000\nINF02,900\nINF03,1,23,456.50\n");
    let rows: Vec<&str> = rows.iter().map(|(_, row)| row.as_str()).collect();
    assert_eq!(rows, ["INF01|4,000", "INF02|900", "INF03|1,23,456.50"]);
    assert!(!sheet.is_plain() && sheet.notes()[0].contains("Thousands commas"));
    let rows = seen("id,date,revenue,status\nA1,2026-03-01,4,000,paid\nA2,2026-03-02,900,paid\n").rows;
    assert_eq!(rows[0].1, "A1|2026-03-01|4,000|paid");
    for doubtful in ["rate,total\n12,345,678\n5,900\n", "id,total\nA1,4,000\nA2,12000\n"] {
        let refusal = refusal(doubtful);
        assert!(refusal.fix.contains("Thousands commas") && refusal.line.is_some(), "{refusal:?}");
    }
    // The last name is missing, so that the row seems to fit.
    let rows = seen("influencer_id,total_payout,\nINF01,4,000\nINF02,1,500\n").rows;
    assert_eq!(rows[0].1, "INF01|4,000");
}

#[test]
fn a_comma_too_many_elsewhere_is_no_thousands_comma() {
    let text = "source,product,date,orders,revenue\nx,Whey,2026-03-01,4,8000\nx,Whey, 1kg,2026-03-02,4,800\n";
    let rows = seen(text).rows;
    assert_eq!(rows[1].1, "x|Whey|1kg|2026-03-02|4|800", "given as it stands, to be complained about");
}

#[test]
fn a_web_page_with_a_table_is_read_by_its_rows() {
    let row = |line: &str, tag: &str| {
        format!("<tr>{}</tr>", line.split(',').map(|cell| format!("<{tag}>{cell}</{tag}>")).collect::<String>())
    };
    let table: String = [row(HEADER, "th")].into_iter().chain(ROWS.iter().map(|line| row(line, "td"))).collect();
    let pages = [
        format!("<html><table>{table}</table></html>"),
        format!(
            "<!DOCTYPE html>\n<html><head><meta charset=utf-8><style>td {{mso-number-format:'\\@'}}</style></head><body><h1>Sales</h1><table border=1>{table}</table></body></html>"
        ),
        format!("\u{feff}<table><tr><td>Menu</td></tr></table><table class=\"report\">{table}</table>"),
        format!(
            "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><body><table>{}</table>",
            table.replace("</td>", "").replace("</tr>", "")
        ),
    ];
    for page in pages {
        let sheet = check(page, 2);
        assert!(sheet.notes().iter().any(|note| note.contains("web page")));
    }
    let titled = format!(
        "<table><tr><td colspan=4>Sales by creator</td></tr>{table}<tr><td colspan=4>Note: without taxes</td></tr></table>"
    );
    check(titled, 3);
}

#[test]
fn text_separated_by_tabs_is_read_whatever_its_name() {
    let text = around("", "").replace(',', "\t");
    let utf_16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [text.clone().into_bytes(), utf_16, format!("Report\n\n{text}").into_bytes()] {
        let Seen { sheet, rows } = seen(bytes);
        assert_eq!((sheet.headers().join(",").as_str(), rows.len(), sheet.delimiter()), (HEADER, 3, b'\t'));
    }
}

#[test]
fn what_is_no_table_is_refused_by_its_name() {
    let refused = [
        ("{\"data\":[{\"id\":1,\"revenue\":5}]}", "JSON"),
        ("[\n {\"id\": 1}\n]", "JSON"),
        ("{\"id\":1}\n{\"id\":2}\n", "JSON"),
        ("<!DOCTYPE html><html><body><form>Sign in</form></body></html>", "HTML page without a table"),
        ("<?xml version=\"1.0\"?>\n<orders><order id=\"1\"/></orders>", "XML"),
        (
            "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
            "Excel 2003 XML",
        ),
        ("MIME-Version: 1.0\nContent-Type: multipart/related\n", "web archive"),
        ("%PDF-1.7\n", "PDF"),
        ("\n\n  \n", "nothing"),
        ("", "nothing"),
    ];
    for (text, what) in refused {
        let refusal = refusal(text);
        assert!(refusal.found.contains(what) && !refusal.fix.is_empty(), "{text}: {refusal:?}");
    }
}

#[test]
fn packed_and_oddly_encoded_files_are_looked_into_alike() {
    let text = around("Sales by creator\n\n", "\nNote: without taxes\n");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(text.as_bytes()).unwrap();
    check(packed.finish().unwrap(), 4);
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(utf_16, 4);
    let windows = [text.replace("Sales", "Umsätze").chars().map(|letter| letter as u32 as u8).collect::<Vec<u8>>()];
    assert_eq!(check(&windows[0], 4).source.encoding, "windows-1252");
}

#[test]
fn a_large_plain_file_is_known_by_its_ends() {
    let rows = format!("{}\n", ROWS[0]).repeat(LOOKED_THROUGH_BYTES as usize / ROWS[0].len() + 10);
    let plain = seen(format!("{HEADER}\n{rows}"));
    assert!(plain.sheet.is_plain());
    let with_note = seen(format!("{HEADER}\n{rows}\nNote: without taxes\n"));
    assert!(!with_note.sheet.is_plain());
    assert_eq!(with_note.rows.len(), plain.rows.len());
}
