//! What one upload may hold: over a limit the answer comes at once, and the data stays as it was.

use std::{fmt::Write as _, io::Write as _};

use flate2::{Compression, write::GzEncoder};

use crate::program::Program;

const INFLUENCERS: &str = "id,name,platform\n1,Asha,Instagram\n";
const PAYOUTS: &str = "influencer_id,basis,rate,orders,total_payout\n1,post,10,0,10\n";
const HEADER: &str = "source,campaign,influencer_id,product,date,orders,revenue";

/// Uploads the tracking file with what else a dataset needs; the answer is the code of an error.
fn refused(program: &Program, name: &str, tracking: &[u8], status: u16) -> String {
    let files = [("influencers.csv", INFLUENCERS.as_bytes()), (name, tracking), ("payouts.csv", PAYOUTS.as_bytes())];
    let before = program.get("/api/v1/datasets").expect(200).body;
    let answer = program.upload("/api/v1/datasets", &files).expect(status).json();
    assert_eq!(program.get("/api/v1/datasets").expect(200).body, before, "the data stays as it was");
    let staged = program.upload("/api/v1/imports?wait=true", &files).expect(status).json();
    assert_eq!(staged["error"]["code"], answer["error"]["code"]);
    assert!(answer["error"]["message"].as_str().is_some_and(|message| !message.is_empty()));
    answer["error"]["code"].as_str().unwrap_or_default().to_owned()
}

/// The most memory the program ever had, in bytes.
pub(crate) fn max_memory(program: &Program) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", program.id())).expect("a running process");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse::<u64>().ok()).expect("a number") * 1024
}

fn packed(bytes: impl Iterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    bytes.for_each(|bytes| packer.write_all(&bytes).expect("memory takes it"));
    packer.finish().expect("memory takes it")
}

#[test]
fn monsters_are_refused_and_memory_stays_flat() {
    let program = Program::start();
    let columns: String = (0..1000).fold(String::from("source"), |mut header, at| {
        write!(header, ",c{at}").expect("memory takes it");
        header
    });
    let wide = format!("{columns},date,orders,revenue,influencer_id\n");
    assert_eq!(refused(&program, "tracking.csv", wide.as_bytes(), 413), "over_limit");
    let huge_cell = format!("{HEADER}\ninfluencer,{},1,Whey,2026-01-01,1,10\n", "x".repeat(2 << 20));
    assert_eq!(refused(&program, "tracking.csv", huge_cell.as_bytes(), 413), "over_limit");
    let endless_header = "x".repeat(8 << 20);
    assert_eq!(refused(&program, "tracking.csv", endless_header.as_bytes(), 413), "over_limit");
    // 40 MB of one row over and over: hundreds of times its size.
    let rows = "influencer,C,1,Whey,2026-01-01,1,10\n".repeat(30_000).into_bytes();
    let bomb = packed(std::iter::once(format!("{HEADER}\n").into_bytes()).chain((0..40).map(|_| rows.clone())));
    assert!(bomb.len() < 160_000, "{} bytes", bomb.len());
    assert_eq!(refused(&program, "tracking.csv.gz", &bomb, 413), "over_limit");
    let memory = max_memory(&program);
    assert!(memory < 256 << 20, "{memory} bytes of memory");
}

#[test]
fn nothing_but_errors_takes_little_room_and_quotes_without_end_little_time() {
    let program = Program::start();
    let ragged = format!("{HEADER}\n{}", "a\n".repeat(1_500_000));
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("tracking.csv", ragged.as_bytes()),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ];
    let report = program.upload("/api/v1/imports?wait=true", &files).expect(200).json()["report"].clone();
    assert_eq!(report["errors"], 1_500_000);
    assert_eq!(report["reconciliation"][1]["rows_excluded"], 1_500_000);
    let memory = max_memory(&program);
    assert!(memory < 256 << 20, "{memory} bytes of memory");
    // Each line opens a cell that never ends; looking for the end from each of them would take minutes.
    let quotes = format!("{HEADER}\n{}", "x\",\"\n".repeat(200_000));
    let files = [
        ("influencers.csv", INFLUENCERS.as_bytes()),
        ("tracking.csv", quotes.as_bytes()),
        ("payouts.csv", PAYOUTS.as_bytes()),
    ];
    let report = program.upload("/api/v1/imports?wait=true", &files).expect(200).json()["report"].clone();
    assert_eq!(report["reconciliation"][1]["rows_used"], 0);
}

#[test]
fn an_archive_that_poses_as_a_table_is_refused() {
    let program = Program::start();
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0not really";
    for (name, bytes) in [
        ("tracking.csv", &zip[..]),
        ("tracking.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"),
        ("tracking.csv", b"%PDF-1.7"),
        ("tracking.csv", b"\x1f\x8b\x08\0\0\0\0\0\0\x03broken"),
    ] {
        assert_eq!(refused_table(&program, name, bytes), "unreadable_file");
    }
}

/// The kind of issue that an unreadable tracking file is reported with.
fn refused_table(program: &Program, name: &str, bytes: &[u8]) -> String {
    let files = [("influencers.csv", INFLUENCERS.as_bytes()), (name, bytes), ("payouts.csv", PAYOUTS.as_bytes())];
    let staged = program.upload("/api/v1/imports?wait=true", &files).expect(200).json();
    let issues = staged["report"]["issues"].as_array().expect("a list");
    let of_file = issues.iter().find(|group| group["file"] == name).expect("an issue of the file");
    of_file["code"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn an_upload_has_a_size_and_a_number_of_files() {
    let program = Program::start_with(&["--upload-bytes-most", "100000"]);
    let large = format!("{HEADER}\n{}", "influencer,C,1,Whey,2026-01-01,1,10\n".repeat(5_000));
    assert_eq!(refused(&program, "tracking.csv", large.as_bytes(), 413), "upload_too_large");
    let names: Vec<String> = (0..65).map(|at| format!("{at}.csv")).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"a,b\n1,2\n"[..])).collect();
    let answer = program.upload("/api/v1/imports", &many).expect(413).json();
    assert_eq!(answer["error"]["code"], "too_many_files");
}

#[test]
fn the_limits_are_documented_as_they_are() {
    let limits = include_str!("../../../../docs/limits.md");
    for (limit, number) in [
        ("rows of a tracking", ingest::max_rows(ingest::Role::Tracking)),
        ("rows of an influencers", ingest::max_rows(ingest::Role::Payouts)),
        ("columns of a file", ingest::MAX_COLUMNS as u64),
        ("bytes of a row, and so of a cell", ingest::MAX_ROW_BYTES as u64),
        ("distinct influencers", ingest::MAX_DISTINCT),
        ("bytes of these texts", ingest::MAX_TEXT_BYTES),
        ("combinations of file", ingest::MAX_COMBINATIONS),
        ("rows of a corrections file", ingest::MAX_CORRECTED_ROWS as u64),
        ("bytes a `.gz` file unpacks to", ingest::MAX_UNPACKED_BYTES),
        ("times its size", ingest::MAX_UNPACKED_TIMES),
        ("beyond 4", ingest::UNPACKED_ANYWAY),
        ("bytes an `.xlsx`", ingest::MAX_WORKBOOK_BYTES),
        ("bytes of its shared texts", ingest::MAX_WORKBOOK_HELD_BYTES),
        ("bytes of a series or panel", ingest::MAX_PLAIN_TABLE_BYTES as u64),
        ("compared to find repeated", ingest::MAX_COMPARED_ROWS),
        ("uploaded files that are kept", store::MAX_ORIGINALS_BYTES),
    ] {
        let line = limits.lines().find(|line| line.contains(limit)).unwrap_or_else(|| panic!("{limit} is documented"));
        assert!(line.contains(&grouped(number)), "{limit}: {number} stands in {line}");
    }
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

#[test]
fn every_kind_of_issue_is_documented_as_it_is() {
    let documented = include_str!("../../../../docs/issues.md");
    for kind in ingest::IssueKind::ALL {
        let line = format!("| `{}` | {} | {} | {} |", kind.code(), kind.severity().id(), kind.title(), kind.meaning());
        assert!(documented.contains(&line), "docs/issues.md lacks: {line}");
    }
    assert_eq!(documented.matches("\n| `").count(), ingest::IssueKind::ALL.len());
}
