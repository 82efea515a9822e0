//! Files that are no workbooks, broken ones, and ones made to do harm.

use super::*;

fn too_large(workbook: &[u8], limits: &Limits) -> (String, u64, u64) {
    match read(workbook, limits) {
        Err(UnreadableWorkbook::TooLarge { what, found, limit }) => (what, found, limit),
        other => panic!("{other:?}"),
    }
}

fn damage(workbook: &[u8]) -> String {
    match read(workbook, &LIMITS) {
        Err(UnreadableWorkbook::Damaged(what)) => what,
        other => panic!("{other:?}"),
    }
}

#[test]
fn other_files_are_distinguished() {
    let ole = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let encrypted: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let far = [&ole[..], &vec![0; (1 << 16) - 20], &encrypted].concat();
    let seen = [
        (far, "with a password"),
        ([&ole[..], &[0; 4096]].concat(), ".xls)"),
        (archive(&[("xl/workbook.bin", b"x")]), ".xlsb)"),
        (archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), ".ods)"),
        (archive(&[("word/document.xml", b"x")]), "Word"),
        (archive(&[("tracking.csv", "a,b\n"), ("../../x", "y")]), "unpack it"),
        (b"date,revenue\n".to_vec(), "another kind of file"),
        (Vec::new(), "empty file"),
    ];
    for (bytes, said) in seen {
        assert!(matches!(read(&bytes, &LIMITS), Err(UnreadableWorkbook::NotAWorkbook(_))), "{said}");
        assert!(refusal(&bytes).contains(said), "{} does not say {said}", refusal(&bytes));
    }
}

#[test]
fn a_part_that_unpacks_to_too_much_is_refused_before_it_is_parsed() {
    let book = table(&[&["id"]]);
    let bomb = with_part(&book, "xl/theme/theme1.xml", |xml| xml.to_owned() + &" ".repeat(4 << 20));
    let (what, found, limit) = too_large(&bomb, &LIMITS);
    assert_eq!((what.as_str(), limit), ("times its own size or more once unpacked", 200));
    assert!(found >= 200);
    let (what, found, limit) = too_large(&bomb, &Limits { expanded_bytes: 1 << 20, ..LIMITS });
    assert_eq!((what.as_str(), found, limit), ("bytes or more once unpacked", (1 << 20) + 1, 1 << 20));
    assert_eq!(read(&bomb, &Limits { ratio: 10_000, ..LIMITS }).unwrap().len(), 1);
}

#[test]
fn rows_columns_and_cells_have_their_limits() {
    let book = table(&[&["id", "name"], &["1", "Ada"], &["2", "Grace"]]);
    let limits = [
        (Limits { rows: 2, ..LIMITS }, "rows in sheet “Tracking”", 3, 2),
        (Limits { columns: 1, ..LIMITS }, "columns in sheet “Tracking”, row 1", 2, 1),
        (Limits { cell_bytes: 4, ..LIMITS }, "bytes of text in one cell of sheet “Tracking”, row 3, column 2", 5, 4),
    ];
    for (limits, what, found, limit) in limits {
        assert_eq!(too_large(&book, &limits), (what.to_owned(), found, limit));
    }
}

#[test]
fn one_long_text_shown_in_many_cells_is_counted_each_time() {
    let long = "x".repeat(30_000);
    let book = table(&vec![&[long.as_str()][..]; 50]);
    let (what, found, _) = too_large(&book, &Limits { expanded_bytes: 1 << 20, ..LIMITS });
    assert_eq!(what, "bytes of text in its sheets");
    assert!(found > 1 << 20);
}

#[test]
fn a_sheet_is_as_large_as_its_cells_whatever_it_claims() {
    let book = table(&[&["id"], &["1"]]);
    let claims = with_text(&book, SHEET, "<dimension ref=\"A1:A2\"/>", "<dimension ref=\"A1:XFD1048576\"/>");
    assert_eq!(text_of(&claims), "id\n1\n");
    let far = workbook(|sheet| {
        sheet.write(0, 0, "id").unwrap();
        sheet.write(1_048_575, 0, "1").unwrap();
    });
    assert_eq!(text_of(&far), format!("id\n{}1\n", "\n".repeat(1_048_574)));
}

#[test]
fn claims_that_would_fill_the_memory_are_refused() {
    let book = table(&[&["id"]]);
    for claimed in ["900000000000", "99999999999999999999"] {
        let claim = format!("uniqueCount = '{claimed}'");
        let texts = with_text(&book, "xl/sharedStrings.xml", "uniqueCount=\"1\"", &claim);
        assert!(damage(&texts).contains("claims to hold"));
    }
    let utf16 = |xml: &str| "\u{feff}".chars().chain(xml.chars()).flat_map(|letter| [letter, '\0']).collect();
    assert!(damage(&with_part(&book, "xl/sharedStrings.xml", utf16)).contains("not UTF-8"));
    let harmless = table(&[&["?uniqueCount=900000000000"]]);
    assert_eq!(text_of(&harmless), "?uniqueCount=900000000000\n");
    let formats = format!("<font><name val=\"{}\"/></font>{}", "n".repeat(1 << 20), "<xf fontId=\"0\"/>".repeat(1_000));
    let styles = with_part(&book, "xl/styles.xml", |xml| xml.to_owned() + &formats);
    assert_eq!(too_large(&styles, &LIMITS).0, "bytes of cell formats");
}

#[test]
fn a_file_cut_anywhere_is_damaged() {
    let book = table(&[&["id", "name"], &["1", "Ada"]]);
    for length in (4..book.len()).step_by(97) {
        damage(&book[..length]);
    }
}

#[test]
fn no_changed_byte_makes_the_reader_panic() {
    let book = table(&[&["id", "name"], &["1", "Ada"]]);
    // Most changes are found, some do not matter; both are answers.
    let is_answered = |changed: &[u8]| read(changed, &LIMITS).map_or(true, |sheets| sheets.len() <= 1);
    for at in (0..book.len()).step_by(61) {
        let mut changed = book.clone();
        changed[at] ^= 0x55;
        assert!(is_answered(&changed), "byte {at} of the archive");
    }
    let xml = String::from_utf8(parts_of(&book).into_iter().find(|(name, _)| name == SHEET).unwrap().1).unwrap();
    for at in (0..xml.len()).step_by(31) {
        for letter in ["<", ">", "\"", "9", "&", ""] {
            let changed = with_part(&book, SHEET, |xml| [&xml[..at], letter, &xml[at + 1..]].concat());
            assert!(is_answered(&changed), "{letter:?} at {at} of {xml}");
        }
    }
}

#[test]
fn names_in_a_workbook_are_never_paths() {
    let book = table(&[&["id"]]);
    let mut parts = parts_of(&with_text(&book, "xl/workbook.xml", "name=\"Tracking\"", "name=\"../../up\""));
    parts.push(("../../../x".to_owned(), b"y".to_vec()));
    assert_eq!(read(&archive(&parts), &LIMITS).unwrap(), [("../../up".to_owned(), "id\n".to_owned())]);
}

#[test]
fn broken_xml_names_the_sheet_and_the_last_row_that_was_read() {
    let book = table(&[&["id"], &["1"]]);
    let ends = with_part(&book, SHEET, |xml| xml[..xml.find("<row r=\"2\"").unwrap()].to_owned());
    assert!(damage(&ends).starts_with("sheet “Tracking”, in or after row 1: "));
    let unknown = with_text(&book, SHEET, "<c r=\"A2\" t=\"s\"><v>1</v></c>", "<c r=\"A2\" t=\"s\"><v>99</v></c>");
    assert!(damage(&unknown).starts_with("sheet “Tracking”, in or after row 1: "));
    let backwards = with_text(&book, SHEET, "r=\"A2\"", "r=\"A1\"");
    assert!(damage(&backwards).contains("row 1 does not come in its order"));
    let overflowing = with_text(&book, SHEET, "r=\"A2\"", "r=\"A99999999999\"");
    assert!(read(&overflowing, &LIMITS).is_err());
}

#[test]
fn two_sheets_of_one_name_are_not_read_as_one() {
    let mut book = Workbook::new();
    for name in ["June", "July"] {
        book.add_worksheet().set_name(name).unwrap().write(0, 0, name).unwrap();
    }
    let book = with_text(&book.save_to_buffer().unwrap(), "xl/workbook.xml", "name=\"July\"", "name=\"June\"");
    assert_eq!(damage(&book), "two sheets are called “June”");
}
