//! Tables of plausible and hostile cells, written in every way a table is written, some of them damaged afterwards.

use crate::{Case, Sent, Truth, dice::Dice, spreadsheet::Spreadsheet};

/// A cell and what it adds to orders or to an amount.
type Cell = (String, i64);

const TABLES: [(&str, &[&str]); 4] = [
    ("influencers", &["id", "name", "category", "gender", "followers", "platform"]),
    ("tracking", &["source", "campaign", "influencer_id", "brand", "product", "date", "orders", "revenue"]),
    ("payouts", &["influencer_id", "basis", "rate", "orders", "total_payout"]),
    ("posts", &["influencer_id", "platform", "date", "url", "caption", "reach", "likes", "comments"]),
];
const TEXTS: [&str; 14] = [
    "1",
    "2",
    "INF001",
    "influencer",
    "organic",
    "é",
    "a,b;c\td|e",
    "say \"hi\"",
    "two\nlines",
    "two\r\nlines",
    "=1+1",
    "<b>",
    "\u{202e}x",
    "x",
];
const DAYS: [&str; 12] = [
    "2026-01-01",
    "2026-12-31",
    "31-12-2026",
    "05-06-2026",
    "12/31/2026",
    "5 Jan 2026",
    "2026-01-01T10:00:00",
    "45292",
    "",
    "0000-00-00",
    "99-99-9999",
    "never",
];
const COUNTS: [(&str, i64); 10] = [
    ("1", 1),
    ("17.0", 17),
    ("1,200", 1_200),
    ("-3", -3),
    ("0", 0),
    ("(2)", -2),
    ("+4", 4),
    ("x", 0),
    ("1.5", 0),
    ("", 0),
];
/// Micros. Texts that certainly are no amounts add nothing.
const AMOUNTS: [(&str, i64); 16] = [
    ("100", 100_000_000),
    ("0.000001", 1),
    ("1,23,456.50", 123_456_500_000),
    ("1,234,567", 1_234_567_000_000),
    ("(100)", -100_000_000),
    ("-0.5", -500_000),
    ("1.2e5", 120_000_000_000),
    ("Rs. 10", 10_000_000),
    ("+7", 7_000_000),
    ("0.0000005", 0),
    ("0.0000015", 2),
    ("", 0),
    ("x", 0),
    ("NaN", 0),
    ("1e40", 0),
    ("--1", 0),
];

/// Four files; each is written whole, or damaged in one place.
pub(crate) fn case(bytes: &[u8]) -> Case {
    let mut dice = Dice::new(bytes);
    let mut case = Case::default();
    for table in TABLES {
        let (name, mut written, truth) = file(table, &mut dice);
        let is_damaged = dice.once_in(4);
        if is_damaged {
            damage(&mut written, &mut dice);
        }
        case.files.push(Sent { name, bytes: written });
        case.truth.push((!is_damaged).then_some(truth));
    }
    case
}

fn file((role, headers): (&'static str, &[&str]), dice: &mut Dice<'_>) -> (String, Vec<u8>, Truth) {
    let mut sheet = Spreadsheet::new(headers, dice);
    let mut truth = Truth { role, ..Truth::default() };
    for number in 0..dice.below(12) {
        let row: Vec<Cell> = headers.iter().map(|header| cell(header, dice)).collect();
        let mut texts: Vec<String> = row.iter().map(|(text, _)| text.clone()).collect();
        if role != "tracking" {
            // Neither rows nor files that are the same.
            texts[0] = number.to_string();
        }
        sheet.add(texts);
        truth.rows += 1;
        let of = |name| headers.iter().position(|header| *header == name).map_or(0, |at| row[at].1);
        truth.orders += if role == "tracking" { of("orders") } else { 0 };
        truth.revenue += of("revenue");
        truth.spend += of("total_payout");
    }
    let (ending, bytes) = sheet.written(dice);
    (format!("{role}.{ending}"), bytes, truth)
}

fn cell(header: &str, dice: &mut Dice<'_>) -> Cell {
    let of = |(text, value): &(&str, i64)| ((*text).to_owned(), *value);
    match header {
        "date" => ((*dice.pick(&DAYS)).to_owned(), 0),
        "orders" | "followers" | "reach" | "likes" | "comments" => of(dice.pick(&COUNTS)),
        "revenue" | "rate" | "total_payout" => of(dice.pick(&AMOUNTS)),
        _ => ((*dice.pick(&TEXTS)).to_owned(), 0),
    }
}

const DAMAGES: [&[u8]; 12] = [
    b"\"",
    b"\0",
    b"\r",
    b"\n\n\n",
    b",,,,,,,,,,,,",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe9",
    b"\x1f\x8b\x08",
    b"PK\x03\x04",
    b"\"\"\"",
    b"source,campaign,influencer_id,brand,product,date,orders,revenue\n",
];

/// Cuts, repeats, or puts in what does not belong.
fn damage(bytes: &mut Vec<u8>, dice: &mut Dice<'_>) {
    let at = dice.below(bytes.len().clamp(1, 65_536));
    match dice.below(5) {
        0 => bytes.truncate(at),
        1 => {
            let tail = bytes[at..].to_vec();
            bytes.extend(tail.repeat(dice.below(20)));
        }
        2 => {
            let many = dice.pick(&DAMAGES).repeat(dice.below(3_000));
            drop(bytes.splice(at..at, many));
        }
        3 => bytes.insert(at, dice.byte()),
        _ => drop(bytes.splice(at..at, dice.pick(&DAMAGES).iter().copied())),
    }
}
