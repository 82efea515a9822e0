//! The data folder is checked, saved and brought back, while a program uses it too.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output, Stdio},
    thread,
};

use serde_json::Value;

use crate::{
    program::{BINARY, Program, command},
    sample,
};

const QUESTIONS: [&str; 3] = ["dashboard?include=panels,facets", "rows?of=revenue&limit=1000", "payouts?cases=100"];

fn run(arguments: &[&str], data: &Path) -> Output {
    command(&[arguments, &["--data-dir", data.to_str().expect("a plain path")]].concat())
}

fn said(output: &Output, code: i32) -> String {
    let text = [&output.stdout[..], &output.stderr].map(String::from_utf8_lossy).concat();
    assert_eq!(output.status.code(), Some(code), "{text}");
    text
}

fn ids(program: &Program) -> Vec<String> {
    let list = program.get("/api/v1/datasets").expect(200).json();
    let id = |version: &Value| version["id"].as_str().expect("an id").to_owned();
    list["datasets"].as_array().expect("a list").iter().map(id).collect()
}

fn answers(program: &Program, id: &str) -> Vec<String> {
    let asked = QUESTIONS.iter().map(|question| format!("/api/v1/{question}&dataset={id}"));
    asked.map(|question| program.get(&question).expect(200).body).collect()
}

fn load(program: &Program, seed: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    sample::generate(folder.path(), &["--seed", seed, "--rows", "300"]);
    program.load_folder(folder.path(), "policy=reject").expect(201);
}

#[test]
fn a_backup_taken_while_files_are_imported_answers_the_same_elsewhere() {
    let program = Program::start();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let backup = elsewhere.path().join("backup");
    let backup_text = backup.to_str().expect("a plain path");
    let output = thread::scope(|scope| {
        ["11", "12"].map(|seed| scope.spawn(|| load(&program, seed)));
        run(&["backup", backup_text], &program.data_dir())
    });
    assert!(said(&output, 0).contains("read back and compared"));
    said(&run(&["restore", backup_text], &elsewhere.path().join("data")), 0);
    let restored = Program::start_in(elsewhere, &[]);
    let versions = ids(&restored);
    assert!(!versions.is_empty());
    for id in versions {
        assert_eq!(answers(&restored, &id), answers(&program, &id));
    }
    let again = run(&["restore", backup_text], &restored.data_dir());
    assert!(said(&again, 1).contains("is not empty. Nothing was changed"));
    let again = run(&["backup", backup_text], &program.data_dir());
    assert!(said(&again, 1).contains("is not empty"));
}

#[test]
fn a_damaged_backup_is_refused_and_leaves_nothing() {
    let program = Program::start();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let (backup, data) = (elsewhere.path().join("backup"), elsewhere.path().join("data"));
    let backup_text = backup.to_str().expect("a plain path");
    said(&run(&["backup", backup_text], &program.data_dir()), 0);
    let file = backup.join("datasets").join(&ids(&program)[0]).join("report.json");
    let mut bytes = fs::read(&file).expect("a report");
    bytes[10] ^= 1;
    fs::write(&file, bytes).expect("a damaged report");
    let refused = said(&run(&["restore", backup_text], &data), 1);
    assert!(refused.contains("report.json is not what was written"), "{refused}");
    assert!(!data.exists());
}

#[test]
fn a_killed_backup_or_restore_leaves_what_was_and_the_next_one_is_whole() {
    let program = Program::start();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let (backup, data) = (elsewhere.path().join("backup"), elsewhere.path().join("data"));
    let backup_text = backup.to_str().expect("a plain path");
    for (arguments, folder, target) in
        [(["backup", backup_text], program.data_dir(), &backup), (["restore", backup_text], data.clone(), &data)]
    {
        for call in ["fsync:signal=KILL:when=3", "?rename:signal=KILL:when=1"] {
            let killed = Command::new("strace")
                .env_remove("LD_LIBRARY_PATH")
                .args(["-f", "-e", &format!("inject={call}"), BINARY])
                .args(arguments)
                .arg("--data-dir")
                .arg(&folder)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()
                .expect("strace starts");
            assert!(!killed.success() && !target.exists(), "{arguments:?} killed at {call}");
        }
        said(&run(&arguments, &folder), 0);
        assert!(!target.with_file_name(format!("{}.partial", target.file_name().expect("a name").display())).exists());
    }
    said(&run(&["doctor"], &data), 0);
}

#[test]
fn a_damaged_version_is_found_while_it_is_served_and_repaired_from_its_originals() {
    let program = Program::start();
    load(&program, "11");
    let (id, data) = (ids(&program)[0].clone(), program.data_dir());
    let before = answers(&program, &id);
    assert!(said(&run(&["doctor"], &data), 0).contains("A program is using the folder"));
    let folder = program.end();
    let home = data.join("datasets").join(&id);
    let names: Vec<String> = fs::read_dir(&home)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().display().to_string())
        .collect();
    // Without its manifest or its originals nothing says what to read again.
    let repairable = |name: &&String| !["manifest.json", "originals.snappy"].contains(&name.as_str());
    for (at, name) in names.iter().filter(repairable).enumerate() {
        let file = home.join(name);
        let mut bytes = fs::read(&file).expect("a file");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 8;
        match at % 3 {
            0 => fs::write(&file, bytes).expect("a flipped bit"),
            1 => fs::write(&file, &bytes[..middle]).expect("a cut file"),
            _ => fs::remove_file(&file).expect("a removed file"),
        }
        assert!(said(&run(&["doctor"], &data), 1).contains(&format!("datasets/{id}/{name}")));
        assert!(said(&run(&["doctor", "--repair"], &data), 0).contains(&format!("repaired {id}")));
    }
    assert!(fs::read_dir(data.join("lost")).expect("what was damaged").count() >= 1);
    let program = Program::start_in(folder, &[]);
    assert_eq!(answers(&program, &id), before);
}

#[test]
fn what_cannot_be_checked_is_neither_healthy_nor_damaged() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(said(&run(&["doctor"], &folder.path().join("none")), 2).contains("cannot be checked"));
}

#[test]
fn a_folder_is_private_and_a_deleted_owner_file_gives_it_to_nobody_else() {
    let program = Program::start();
    let data = program.data_dir();
    assert_eq!(fs::metadata(&data).expect("a folder").permissions().mode() & 0o777, 0o700);
    fs::remove_file(data.join("owner")).expect("the owner's file");
    // Without the file the folder is not known to be ours.
    assert!(said(&run(&["datasets"], &data), 1).contains("something else"));
    fs::write(data.join("owner"), "").expect("another owner's file");
    assert!(said(&run(&["datasets"], &data), 1).contains("is in use by another process"));
}
