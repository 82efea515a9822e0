//! Versions that earlier programs made open, and answer what the same files answer when they are loaded now.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::program::Program;

/// A version in the third layout, whose table of the sales had a row a cell with its texts.
const THIRD: &str = "66188df6aff83-0";
const FILES: [&str; 4] = ["influencers.csv", "payouts.csv", "posts.csv", "tracking_data.csv"];
const QUESTIONS: [&str; 10] = [
    "dashboard?include=panels,facets",
    "dashboard?brand=MuscleBlaze",
    "dashboard?campaign=HKVitals+Summer&method=literal",
    "dashboard?product=HKVitals+Bar&from=2026-03-05&to=2026-03-25",
    "dashboard?platform=YouTube&category=Yoga",
    "dashboard?influencer=INF1&compare=previous&from=2026-03-20&to=2026-04-09",
    "influencers/INF5?",
    "rows?of=revenue&brand=HKVitals",
    "rows?of=spend",
    "payouts?cases=1000",
];

#[test]
fn a_version_of_the_third_layout_answers_as_its_files_do_now() {
    let program = Program::start();
    let home = program.data_dir().join("datasets").join(THIRD);
    let folder = program.end();
    fs::create_dir_all(&home).expect("a folder");
    let stored = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/story/layout-3");
    for entry in fs::read_dir(stored).expect("the version") {
        let entry = entry.expect("an entry");
        fs::copy(entry.path(), home.join(entry.file_name())).expect("a copy");
    }
    let program = Program::start_in(folder, &[]);
    let original = |at: usize| program.bytes(&format!("/api/v1/datasets/{THIRD}/originals/{at}"));
    let files: Vec<(&str, Vec<u8>)> = FILES.into_iter().enumerate().map(|(at, name)| (name, original(at))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let loaded = program.upload("/api/v1/datasets", &files).expect(201).json();
    let loaded = loaded["dataset"]["id"].as_str().expect("an id");
    for question in QUESTIONS {
        let answer = |id: &str| {
            let mut answer = program.get(&format!("/api/v1/{question}&dataset={id}")).expect(200).json();
            // What distinguishes the versions, and neither a number nor a name.
            answer.as_object_mut().expect("an object").remove("dataset");
            answer
        };
        let then: Value = answer(THIRD);
        assert_eq!(then, answer(loaded), "{question}");
        assert!(then.to_string().len() > 500, "{question} is answered: {then}");
    }
}
