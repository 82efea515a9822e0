//! The report: what the views say, as PDF whose text can be read and whose bytes follow from data and question alone.

use std::{fs, time::Instant};

use lopdf::Document;

use crate::program::{Program, command};

const PEOPLE: &str = "id,name,platform\n1,प्रिया क्षत्रिय,Instagram\n2,<script>alert(1)</script>,YouTube\n3,\"=cmd|' /C calc'!A0\",Instagram\n";
const SALES: &str = "source,campaign,influencer_id,brand,product,date,orders,revenue\n\
    influencer,Diwali,1,Gritzo,Whey,2026-01-05,10,1234567\ninfluencer,Diwali,2,Gritzo,Whey,2026-01-06,4,500\n\
    influencer,Holi,3,HKVitals,Gummies,2026-01-20,3,300\norganic,,,Gritzo,Whey,2026-01-05,1,50\n";
/// The first payment is listed twice under one reference.
const PAYMENTS: &str = "influencer_id,basis,rate,orders,total_payout,brand,campaign,payment_date,status,reference\n\
    1,order,10,10,100,Gritzo,Diwali,2026-01-10,paid,R1\n1,order,10,10,100,Gritzo,Diwali,2026-01-13,paid,R1\n\
    2,order,20,4,98765,Gritzo,Diwali,2026-01-11,paid,R2\n3,order,20,3,7000,HKVitals,Holi,,paid,\n";
const REPORT: &str = "/api/v1/export/report.pdf";

fn loaded() -> Program {
    let program = Program::start();
    let files = [("influencers.csv", PEOPLE), ("tracking_data.csv", SALES), ("payouts.csv", PAYMENTS)];
    let files = files.map(|(name, text)| (name, text.as_bytes()));
    program.upload("/api/v1/datasets?accept_proposals=true", &files).expect(201);
    // What is measured is reported: a report of the same moment is asked for below.
    program.post("/api/v1/incrementality/campaigns?wait=true", "{}").expect(200);
    program
}

/// The text of each page, without the spaces that the extraction guesses.
fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("it is a PDF");
    let numbers: Vec<u32> = document.get_pages().into_keys().collect();
    let page = |number: u32| document.extract_text(&[number]).expect("its text is text");
    numbers.into_iter().map(|number| page(number).split_whitespace().collect()).collect()
}

/// As the report writes amounts of rupees.
fn rupees(program: &Program, query: &str, id: &str) -> String {
    let totals = program.get(&format!("/api/v1/dashboard?{query}")).expect(200).json()["totals"].clone();
    let units = totals[id]["value"].as_f64().expect("an amount") as i64;
    let digits = units.to_string();
    let (front, last) = digits.split_at(digits.len().saturating_sub(3));
    let pairs: Vec<String> =
        front.as_bytes().rchunks(2).rev().map(|pair| String::from_utf8_lossy(pair).into_owned()).collect();
    let groups: Vec<&str> = pairs.iter().map(String::as_str).chain([last]).collect();
    format!("₹{}", groups.join(","))
}

#[test]
fn the_report_says_what_the_dashboard_says_on_two_to_four_pages() {
    let program = loaded();
    for query in ["", "brand=Gritzo", "platform=YouTube&margin=0.4", "method=literal", "to=2026-01-10"] {
        let pages = pages(&program.bytes(&format!("{REPORT}?{query}")));
        assert!((2..=4).contains(&pages.len()), "{query}: {} pages", pages.len());
        for id in ["revenue", "spend"] {
            let amount = rupees(&program, query, id);
            assert!(pages[0].contains(&amount), "{query}: no {id} {amount} in {}", pages[0]);
        }
        let version = program.get("/api/v1/dashboard").json()["dataset"]["id"].as_str().expect("an id").to_owned();
        assert!(pages.iter().all(|page| page.contains(&version)), "each page names its version");
    }
    let pages = pages(&program.bytes(&format!("{REPORT}?brand=Gritzo&baseline=campaign_days"))).concat();
    for said in ["Brand:Gritzo", "Allocated:", "campaigndays", "OverallROAS", "TotalRevenue÷TotalSpend", "Paidtwice"] {
        assert!(pages.contains(said), "no {said} in {pages}");
    }
}

#[test]
fn the_findings_of_the_payouts_have_their_cases_and_money() {
    let program = loaded();
    let findings = program.get("/api/v1/payouts").expect(200).json()["findings"].clone();
    let pages = pages(&program.bytes(REPORT)).concat();
    let found = findings.as_array().expect("a list");
    assert!(!found.is_empty());
    for finding in found {
        let title: String = finding["title"].as_str().expect("a title").split_whitespace().collect();
        let cases = finding["cases"].as_i64().or_else(|| finding["cases"]["value"].as_i64()).expect("a count");
        assert!(pages.contains(&format!("{title}{cases}₹")), "no {title} {cases} in {pages}");
    }
}

#[test]
fn names_are_text_in_the_letters_of_their_script() {
    let program = loaded();
    let pdf = program.bytes(REPORT);
    let pages = pages(&pdf).concat();
    assert!(pages.contains("<script>alert(1)<"), "{pages}");
    assert!(pages.contains("=cmd|'/C"), "{pages}");
    let document = Document::load_mem(&pdf).expect("it is a PDF");
    let has_font = |name: &str| {
        document.objects.values().filter_map(|object| object.as_dict().ok()).any(|dict| {
            let base = dict.get(b"BaseFont").and_then(lopdf::Object::as_name).unwrap_or_default();
            String::from_utf8_lossy(base).contains(name)
        })
    };
    assert!(has_font("NotoSansDevanagari") && has_font("NotoSans-"));
    let runs = |object: &lopdf::Object| {
        object.as_dict().is_ok_and(|dict| dict.has(b"JS") || dict.has(b"OpenAction") || dict.has(b"URI"))
    };
    assert!(!document.objects.values().any(runs), "nothing in a report is run or followed");
}

#[test]
fn the_same_version_and_question_have_the_same_bytes_in_the_program_and_on_the_command_line() {
    let program = loaded();
    let query = format!("{REPORT}?platform=Instagram&margin=0.4");
    let first = program.get(&query).expect(200);
    let tag = first.headers["etag"].clone();
    assert_eq!(first.headers["content-type"], "application/pdf");
    let bytes = program.bytes(&query);
    assert_eq!(program.bytes(&query), bytes);
    assert_eq!(program.get_with(&query, "if-none-match", &tag).status, 304);
    let began = Instant::now();
    program.bytes(&format!("{query}&from=2026-01-02"));
    assert!(began.elapsed().as_secs() < 5, "an unoptimised program takes {:?}", began.elapsed());
    let folder = program.end();
    let (data, out) = (folder.path().join("data"), folder.path().join("report.pdf"));
    let flags = ["--platform", "Instagram", "--what-if-margin", "0.4"];
    let (data, to) = (data.to_string_lossy().into_owned(), out.to_string_lossy().into_owned());
    let arguments: Vec<&str> = ["report", "--data-dir", &data, "--out", &to].into_iter().chain(flags).collect();
    let done = command(&arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(fs::read(&out).expect("it is written"), bytes);
}

#[test]
fn a_report_of_nobody_and_of_no_day_says_so() {
    let program = loaded();
    let pages = pages(&program.bytes(&format!("{REPORT}?q=nobody&from=2030-01-01"))).concat();
    assert!(pages.contains("Noinfluencerisinthisselection."), "{pages}");
    program.get(&format!("{REPORT}?colour=red")).expect(400);
    program.get(&format!("{REPORT}?dataset=none")).expect(404);
}
