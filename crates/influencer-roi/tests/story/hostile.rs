//! Text from files is hostile: it is drawn and exported as text.

use crate::program::{Program, address, pairs};

pub(crate) fn hostile_texts() -> Vec<String> {
    let long = "x".repeat(10_000);
    [
        "<img src=x onerror=alert(1)>",
        "=cmd|' /C calc'!A0",
        "@SUM(1)",
        "+1",
        "-1+1",
        "\u{202e}gnirts",
        "a\"b,c\nd",
        "../../etc/passwd",
        "'; DROP TABLE datasets; --",
    ]
    .map(str::to_owned)
    .into_iter()
    .chain([long])
    .collect()
}

fn quoted(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
    cells.join(",") + "\n"
}

pub(crate) fn load_hostile(program: &Program) {
    let mut influencers = String::from("id,name,category,gender,followers,platform\n");
    let mut tracking = String::from("source,campaign,influencer_id,brand,product,date,orders,revenue\n");
    let mut payouts = String::from("influencer_id,basis,rate,orders,total_payout\n");
    for text in hostile_texts() {
        influencers.push_str(&quoted(&[&text, &text, &text, &text, "5", &text]));
        tracking.push_str(&quoted(&[&text, &text, &text, &text, &text, "2026-01-01", "1", "10"]));
        payouts.push_str(&quoted(&[&text, &text, "1", "1", "5"]));
    }
    let files =
        [("<b>i</b>.csv", influencers.as_bytes()), ("../t.csv", tracking.as_bytes()), ("=p.csv", payouts.as_bytes())];
    program.upload("/api/v1/datasets", &files).expect(201);
}

#[test]
fn hostile_text_counts_and_comes_back_as_it_was() {
    let program = Program::start();
    load_hostile(&program);
    let texts = hostile_texts();
    let all = program.dashboard(&[]);
    assert_eq!(all.influencers_total, texts.len());
    assert_eq!(all.totals["revenue"].value, (texts.len() * 10).to_string());
    for text in texts {
        let shown = program.dashboard(&pairs(&[("brand", &text), ("category", &text), ("influencer", &text)]));
        assert_eq!(shown.totals["revenue"].value, "10", "{text}");
        assert_eq!(shown.influencers[0].0, text);
    }
}

#[test]
fn an_export_of_hostile_text_runs_nothing() {
    let program = Program::start();
    load_hostile(&program);
    let export = program.get(&address("/api/v1/export/influencers.csv", &[])).expect(200).body;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(export.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a row")).collect();
    assert_eq!(rows.len(), hostile_texts().len() + 1);
    for cell in rows.iter().flatten() {
        let is_number = cell.parse::<f64>().is_ok();
        assert!(is_number || !cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
}
