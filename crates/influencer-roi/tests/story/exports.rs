//! Files that are taken away: exactly what is shown, typed, and running nothing.

use std::{collections::BTreeMap, fmt::Write as _, io::Cursor};

use calamine::{Data, Reader, Xlsx};

use crate::{
    hostile::{hostile_texts, load_hostile},
    limits::max_memory,
    program::{Program, address, command, pairs},
};

const CSV: &str = "/api/v1/export/influencers.csv";
const XLSX: &str = "/api/v1/export/influencers.xlsx";

/// A workbook's sheets, cell by cell.
struct Book(BTreeMap<String, Vec<Vec<Data>>>);

impl Book {
    fn read(bytes: Vec<u8>) -> Self {
        let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        assert_eq!(book.sheet_names(), ["Influencers", "About", "Definitions"]);
        let sheets = book.worksheets().into_iter();
        Self(sheets.map(|(name, cells)| (name, cells.rows().map(<[Data]>::to_vec).collect())).collect())
    }

    /// What "About" says of this.
    fn about(&self, label: &str) -> Vec<String> {
        let lines = self.0["About"].iter().filter(|line| line[0] == *label);
        lines.map(|line| line[1].to_string()).collect()
    }

    fn names(&self) -> Vec<String> {
        self.0["Influencers"].iter().skip(1).map(|line| line[1].to_string()).collect()
    }
}

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

/// A cell says what the CSV says, as the type it is.
fn assert_same(cell: &Data, text: &str, column: &str) {
    match cell {
        Data::Empty => assert_eq!(text, "", "{column}"),
        Data::Bool(flag) => assert_eq!(flag.to_string(), text, "{column}"),
        Data::Float(number) => assert_eq!(Some(*number), text.parse().ok(), "{column}"),
        Data::Int(number) => assert_eq!(number.to_string(), text, "{column}"),
        Data::String(shown) => {
            assert_eq!(shown, text, "{column}");
            assert!(
                ["id", "name", "category", "gender", "platform", "tier", "verdict", "against_dataset"]
                    .contains(&column),
                "{column}"
            );
        }
        other => panic!("{column}: {other:?}"),
    }
}

#[test]
fn a_workbook_holds_what_the_csv_holds_with_types() {
    let program = Program::start();
    for query in ["", "?platform=YouTube&from=2026-05-01&to=2026-06-30&sort=name", "?method=literal&brand=Gritzo"] {
        let csv = csv_rows(&program.get(&format!("{CSV}{query}")).expect(200).body);
        let book = Book::read(program.bytes(&format!("{XLSX}{query}")));
        let sheet = &book.0["Influencers"];
        assert_eq!(sheet.len(), csv.len(), "{query}");
        for (line, texts) in sheet.iter().zip(&csv).skip(1) {
            assert_eq!(line.len(), texts.len());
            line.iter().zip(texts).zip(&csv[0]).for_each(|((cell, text), column)| assert_same(cell, text, column));
        }
    }
}

#[test]
fn a_workbook_says_what_it_is_about() {
    let program = Program::start();
    let filter = pairs(&[("brand", "Gritzo"), ("brand", "(none)"), ("q", "a"), ("from", "2026-05-01")]);
    let shown = program.dashboard(&filter);
    let dataset = program.get("/api/v1/dashboard").expect(200).json()["dataset"].clone();
    let book = Book::read(program.bytes(&address(XLSX, &filter)));
    assert_eq!(book.about("Content hash"), [dataset["content_hash"].as_str().expect("a hash")]);
    assert_eq!(book.about("Dataset id"), [dataset["id"].as_str().expect("an id")]);
    assert_eq!(book.about("Filter: Brand"), ["Gritzo or (none)"]);
    assert_eq!(book.about("Filter: name contains"), ["a"]);
    assert_eq!(book.about("Days shown"), ["from 2026-05-01"]);
    assert!(book.about("Method")[0].starts_with("Allocated: "));
    assert_eq!(book.about("Total Revenue")[0].parse::<f64>().ok(), shown.totals["revenue"].value.parse().ok());
    assert_eq!(book.about("Unallocated Spend").len(), 1);
    assert!(book.about("Rounded").is_empty() && book.about("Cut").is_empty());
    let meanings = &book.0["Definitions"];
    assert!(meanings.iter().any(|line| line[1] == *"incremental_roas" && line[3].to_string().contains("÷")));
}

#[test]
fn columns_come_in_the_order_of_the_screen() {
    let program = Program::start();
    let csv = csv_rows(&program.get(&format!("{CSV}?columns=roas,name")).expect(200).body);
    assert_eq!(csv[0], ["roas", "name"]);
    let book = Book::read(program.bytes(&format!("{XLSX}?columns=revenue,name,followers")));
    let head: Vec<String> = book.0["Influencers"][0].iter().map(Data::to_string).collect();
    assert_eq!(head, ["Total Revenue (INR)", "Name", "Followers"]);
    for path in [CSV, XLSX] {
        let refused = program.get(&format!("{path}?columns=name,luck")).expect(400).json();
        assert_eq!(refused["error"]["code"], "bad_parameter");
        let message = refused["error"]["message"].as_str().expect("a sentence");
        assert!(message.contains("\"luck\"") && message.contains("engagement_rate"), "{message}");
        let tag = program.get_with(&format!("{path}?columns=name"), "accept", "*/*").headers["etag"].clone();
        program.get_with(&format!("{path}?columns=name"), "if-none-match", &tag).expect(304);
        program.get_with(&format!("{path}?columns=id"), "if-none-match", &tag).expect(200);
    }
}

#[test]
fn hostile_names_stay_text_in_a_workbook() {
    let program = Program::start();
    load_hostile(&program);
    let book = Book::read(program.bytes(XLSX));
    let mut names = book.names();
    let mut expected = hostile_texts();
    names.sort();
    expected.sort();
    assert_eq!(names, expected);
    let mut sheets = Xlsx::new(Cursor::new(program.bytes(XLSX))).expect("a workbook");
    let formulas = sheets.worksheet_formula("Influencers").expect("a sheet");
    assert!(formulas.used_cells().next().is_none());
}

/// Amounts that no double keeps, and a name that no cell holds.
fn load_extremes(program: &Program) {
    let long = "n".repeat(32_800);
    let influencers = format!("id,name,platform\n1,{long},Instagram\n2,Asha,Instagram\n");
    let tracking = "source,campaign,influencer_id,product,date,orders,revenue\n\
        influencer,C,1,Whey,2026-01-01,1,9007199254.740993\ninfluencer,C,2,Whey,2026-01-01,1,0.1\n";
    let payouts = "influencer_id,basis,rate,orders,total_payout\n1,post,10,0,10\n";
    let files = [
        ("influencers.csv", influencers.as_bytes()),
        ("tracking.csv", tracking.as_bytes()),
        ("payouts.csv", payouts.as_bytes()),
    ];
    program.upload("/api/v1/datasets", &files).expect(201);
}

#[test]
fn what_a_cell_cannot_hold_is_said() {
    let program = Program::start();
    load_extremes(&program);
    let book = Book::read(program.bytes(XLSX));
    assert!(book.about("Rounded")[0].contains("rounded"), "{:?}", book.about("Rounded"));
    assert!(book.about("Cut")[0].contains("cut"), "{:?}", book.about("Cut"));
    assert_eq!(book.names()[0].len(), 32_767);
    let csv = program.get(&format!("{CSV}?columns=revenue")).expect(200).body;
    assert_eq!(csv, "revenue\r\n9007199254.740993\r\n0.1\r\n");
}

#[test]
fn the_command_line_writes_the_same_files() {
    let program = Program::start();
    let flags = ["--platform", "Instagram", "--sort", "name", "--columns", "name,revenue,roas"];
    let query = "platform=Instagram&sort=name&columns=name,revenue,roas";
    let csv = program.get(&format!("{CSV}?{query}")).expect(200).body;
    let sheet = Book::read(program.bytes(&format!("{XLSX}?{query}"))).0.remove("Influencers");
    let data = program.end();
    let folder = data.path().join("data").display().to_string();
    let run = |more: &[&str]| {
        let arguments = [&["export", "--data-dir", &folder], &flags[..], more].concat();
        let output = command(&arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    assert_eq!(run(&[]), csv.as_bytes());
    assert_eq!(Book::read(run(&["--format", "xlsx"])).0.remove("Influencers"), sheet);
    let to = data.path().join("table.xlsx");
    assert!(run(&["--out", to.to_str().expect("a plain path")]).is_empty());
    assert_eq!(Book::read(std::fs::read(to).expect("the file is there")).0.remove("Influencers"), sheet);
    let wrong = command(&["export", "--data-dir", &folder, "--columns", "luck"]);
    assert_eq!(wrong.status.code(), Some(2));
}

/// 50,000 influencers with a sale each.
fn load_many(program: &Program) {
    let mut influencers = String::from("id,name,category,gender,followers,platform\n");
    let mut tracking = String::from("source,campaign,influencer_id,product,date,orders,revenue\n");
    for at in 0..50_000 {
        writeln!(influencers, "{at},Influencer number {at},Fitness,F,{at},Instagram").expect("memory takes it");
        writeln!(tracking, "influencer,C,{at},Whey,2026-01-01,1,{at}.25").expect("memory takes it");
    }
    let files = [
        ("influencers.csv", influencers.as_bytes()),
        ("tracking.csv", tracking.as_bytes()),
        ("payouts.csv", b"influencer_id,basis,rate,orders,total_payout\n1,post,10,0,10\n".as_slice()),
    ];
    program.upload("/api/v1/datasets", &files).expect(201);
}

#[test]
fn a_table_of_fifty_thousand_lines_never_waits_in_memory() {
    let program = Program::start();
    load_many(&program);
    // What reading and a first question took is no matter of the export.
    program.get("/api/v1/dashboard?limit=1").expect(200);
    std::fs::write(format!("/proc/{}/clear_refs", program.id()), "5").expect("the peak is forgotten");
    let before = max_memory(&program);
    let csv = program.bytes(CSV);
    let xlsx = program.bytes(&format!("{XLSX}?columns=name,revenue,roas"));
    let more = max_memory(&program).saturating_sub(before);
    assert_eq!(csv.iter().filter(|byte| **byte == b'\n').count(), 50_001);
    assert!(xlsx.len() > 500_000, "{} bytes", xlsx.len());
    assert!(more < 64 << 20, "{more} bytes more");
}
