//! Nothing damaged is ever a number: a flipped bit, a cut and a removal of every file of a version.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;
use serde_json::Value;

use crate::{program::Program, sample};

/// Flips a file, in one of its bits each.
const FLIPS: usize = 40;

/// Everything that is asked of a version: no answer may differ from the one before the damage.
const QUESTIONS: [&str; 9] = [
    "/api/v1/dashboard?dataset={id}&include=panels,facets",
    "/api/v1/rows?of=revenue&limit=1000&dataset={id}",
    "/api/v1/rows?of=spend&limit=1000&dataset={id}",
    "/api/v1/rows?of=posts&limit=1000&dataset={id}",
    "/api/v1/export/rows.csv?of=revenue&dataset={id}",
    "/api/v1/export/rows.csv?of=posts&dataset={id}",
    "/api/v1/export/influencers.csv?dataset={id}",
    "/api/v1/datasets/{id}/report",
    "/api/v1/datasets/{id}/issues.csv?file=payouts.csv",
];

/// A running program with two small versions; the first, which is not current, is damaged.
struct Damaging {
    program: Option<Program>,
    id: String,
    before: Vec<String>,
    current: String,
}

impl Damaging {
    fn new() -> Self {
        let program = Program::start();
        let load = |seed: &str| {
            let folder = tempfile::tempdir().expect("a folder");
            sample::generate(folder.path(), &["--seed", seed, "--rows", "300"]);
            let made = program.load_folder(folder.path(), "policy=reject").expect(201).json();
            made["dataset"]["id"].as_str().expect("an id").to_owned()
        };
        let id = load("11");
        load("12");
        let mut damaging = Self { program: None, before: Vec::new(), current: String::new(), id };
        damaging.before = damaging.questions().map(|question| program.get(&question).expect(200).body).collect();
        damaging.current = program.get("/api/v1/dashboard").expect(200).body;
        damaging.program = Some(program);
        damaging
    }

    fn questions(&self) -> impl Iterator<Item = String> + '_ {
        let originals = (0..4).map(|at| format!("/api/v1/datasets/{{id}}/originals/{at}"));
        QUESTIONS
            .iter()
            .map(|question| (*question).to_owned())
            .chain(originals)
            .map(|one| one.replace("{id}", &self.id))
    }

    fn program(&self) -> &Program {
        self.program.as_ref().expect("it runs")
    }

    fn folder(&self) -> PathBuf {
        self.program().data_dir().join("datasets").join(&self.id)
    }

    /// Starts again, so that nothing is held in memory, and asks everything. What was said about the damage.
    fn asked(&mut self, file: &str) -> Vec<String> {
        let program = self.program.take().expect("it runs").kill_and_restart();
        assert_eq!(program.get("/api/v1/dashboard").expect(200).body, self.current, "{file}: the others go on");
        let mut said = Vec::new();
        for (question, before) in self.questions().zip(&self.before) {
            let reply = program.get(&question);
            if reply.status == 200 {
                assert_eq!(reply.body, *before, "{file} is damaged, and {question} has another answer");
                continue;
            }
            assert_eq!(reply.status, 503, "{file}: {question}: {}", reply.body);
            let error = &reply.json()["error"];
            assert_eq!(error["code"], "dataset_damaged", "{file}: {question}");
            let message = error["message"].as_str().expect("a sentence");
            assert!(message.contains(&self.id) && message.contains(file), "{file}: {message}");
            said.push(message.to_owned());
        }
        let list = program.get("/api/v1/datasets").expect(200).json();
        let is_own = |part: &&Value| part["id"] == self.id.as_str();
        let listed = list["datasets"].as_array().expect("a list").iter().find(is_own);
        let warned = list["warnings"].as_array().expect("a list").iter().find(is_own);
        let noted = listed.map(|listed| listed["damage"]["file"].clone());
        assert!(
            noted.is_some_and(|noted| noted == file) || warned.is_some(),
            "{file} is damaged, and the list says {list}"
        );
        self.program = Some(program);
        said
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let read = |path: &Path| fs::read(path).expect("a file");
        let entries = fs::read_dir(self.folder()).expect("a folder").map(|entry| entry.expect("an entry").path());
        entries.map(|path| (path.file_name().expect("a name").display().to_string(), read(&path))).collect()
    }
}

#[test]
fn no_flip_cut_or_removal_of_any_file_changes_a_number() {
    let mut damaging = Damaging::new();
    let files = damaging.files();
    let kinds = [
        "cube",
        "series",
        "influencers",
        "payouts",
        "posts",
        "payments",
        "texts",
        "rows-",
        "originals",
        "report",
        "manifest",
    ];
    for kind in kinds {
        assert!(files.keys().any(|name| name.starts_with(kind)), "{kind} is among {:?}", files.keys());
    }
    let mut dice = Pcg64Mcg::seed_from_u64(13);
    for (name, bytes) in &files {
        let path = damaging.folder().join(name);
        let flipped = |at: usize, bit: u8| {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1 << bit;
            bytes
        };
        let changes = [
            Some(flipped(dice.random_range(0..bytes.len()), dice.random_range(0..8))),
            Some(bytes[..dice.random_range(0..bytes.len())].to_vec()),
            None,
        ];
        for change in changes {
            match change {
                Some(bytes) => fs::write(&path, bytes).expect("a damaged file"),
                None => fs::remove_file(&path).expect("a removed file"),
            }
            let said = damaging.asked(name);
            assert!(!said.is_empty(), "nothing reported that {name} is damaged");
            fs::write(&path, bytes).expect("the file as it was");
        }
    }
}

#[test]
fn no_bit_that_flips_at_one_of_many_places_changes_a_number() {
    let mut damaging = Damaging::new();
    let files: Vec<(String, Vec<u8>)> = damaging.files().into_iter().collect();
    let mut dice = Pcg64Mcg::seed_from_u64(41);
    for at in 0..FLIPS {
        let (name, bytes) = &files[at % files.len()];
        let path = damaging.folder().join(name);
        let mut flipped = bytes.clone();
        let place = dice.random_range(0..bytes.len());
        flipped[place] ^= 1 << dice.random_range(0..8);
        fs::write(&path, flipped).expect("a damaged file");
        assert!(!damaging.asked(name).is_empty(), "nothing reported that byte {place} of {name} is damaged");
        fs::write(&path, bytes).expect("the file as it was");
    }
}

#[test]
fn a_damaged_current_version_is_replaced_by_nobody_until_another_is_activated_or_it_is_repaired() {
    let program = Program::start();
    let folder = tempfile::tempdir().expect("a folder");
    sample::generate(folder.path(), &["--seed", "11", "--rows", "300"]);
    let made = program.load_folder(folder.path(), "policy=reject").expect(201).json();
    let id = made["dataset"]["id"].as_str().expect("an id").to_owned();
    let before = program.get("/api/v1/dashboard").expect(200).body;
    let path = program.data_dir().join("datasets").join(&id).join("payouts.parquet");
    let bytes = fs::read(&path).expect("a file");
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 16;
    fs::write(&path, flipped).expect("a damaged file");
    let program = program.kill_and_restart().kill_and_restart();
    for question in ["/api/v1/dashboard", "/api/v1/facets", "/api/v1/export/influencers.csv", "/readyz"] {
        let refused = program.get(question).expect(503).json();
        assert_eq!(refused["error"]["code"], "dataset_damaged");
        let message = refused["error"]["message"].as_str().expect("a sentence");
        assert!(message.contains(&id) && message.contains("payouts.parquet"), "{message}");
    }
    let list = program.get("/api/v1/datasets").expect(200).json();
    let own = &list["datasets"][0];
    assert_eq!((&own["current"], &own["damage"]["file"]), (&Value::from(true), &Value::from("payouts.parquet")));
    program.post(&format!("/api/v1/datasets/{id}/activate"), "").expect(503);
    let other = list["datasets"][1]["id"].as_str().expect("an id");
    program.post(&format!("/api/v1/datasets/{other}/activate"), "").expect(200);
    program.get("/api/v1/dashboard").expect(200);
    fs::write(&path, bytes).expect("the file from the backup");
    program.post(&format!("/api/v1/datasets/{id}/activate"), "").expect(200);
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
}

#[test]
fn a_version_of_an_earlier_program_is_checked_from_its_first_opening_on() {
    let program = Program::start();
    let before = program.get("/api/v1/dashboard").expect(200).body;
    let id =
        program.get("/api/v1/datasets").expect(200).json()["datasets"][0]["id"].as_str().expect("an id").to_owned();
    let home = program.data_dir().join("datasets").join(&id);
    let folder = program.end();
    let manifest = home.join("manifest.json");
    let mut old: Value = serde_json::from_slice(&fs::read(&manifest).expect("a manifest")).expect("JSON");
    let fields = old.as_object_mut().expect("an object");
    for new in ["sha256", "stored_files", "checked_from"] {
        assert!(fields.remove(new).is_some(), "{new}");
    }
    fields.insert("format".to_owned(), Value::from(2));
    fs::write(&manifest, old.to_string()).expect("a manifest of the layout before");
    let listed = |program: &Program| program.get("/api/v1/datasets").expect(200).json()["datasets"][0].clone();
    let program = Program::start_in(folder, &[]);
    assert_eq!(listed(&program)["checked_from"], Value::Null);
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
    assert!(listed(&program)["checked_from"].is_string());
    let program = program.kill_and_restart();
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
    let rows = home.join("rows-1.parquet");
    let mut bytes = fs::read(&rows).expect("rows");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&rows, bytes).expect("damaged rows");
    program.get("/api/v1/export/rows.csv?of=revenue").expect(503);
}
