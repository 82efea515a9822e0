//! Versions: immutable, one current, none lost by a restart or a crash.

use serde_json::Value;

use crate::{
    program::{Program, command},
    sample,
};

fn ids(program: &Program) -> Vec<(String, bool)> {
    let list = program.get("/api/v1/datasets").expect(200).json();
    let version = |version: &Value| (version["id"].as_str().expect("an id").to_owned(), version["current"] == true);
    list["datasets"].as_array().expect("a list").iter().map(version).collect()
}

fn load_another(program: &Program) {
    let folder = tempfile::tempdir().expect("a folder");
    sample::generate(folder.path(), &["--seed", "11", "--rows", "400"]);
    program.load_folder(folder.path(), "policy=reject").expect(201);
}

#[test]
fn a_version_can_be_gone_back_to_and_deleted() {
    let program = Program::start();
    let first = program.get("/api/v1/dashboard").expect(200).body;
    load_another(&program);
    let second = program.get("/api/v1/dashboard").expect(200).body;
    assert_ne!(first, second);
    let versions = ids(&program);
    assert_eq!(versions.iter().map(|(_, current)| *current).collect::<Vec<_>>(), [true, false]);
    let (newest, oldest) = (&versions[0].0, &versions[1].0);
    assert_eq!(program.get(&format!("/api/v1/dashboard?dataset={oldest}")).expect(200).body, first);
    program.post(&format!("/api/v1/datasets/{oldest}/activate"), "").expect(200);
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, first);
    program.delete(&format!("/api/v1/datasets/{oldest}")).expect(409);
    program.delete(&format!("/api/v1/datasets/{newest}")).expect(204);
    program.get(&format!("/api/v1/dashboard?dataset={newest}")).expect(404);
    program.delete("/api/v1/datasets/..%2F..").expect(404);
}

#[test]
fn a_killed_program_comes_back_with_the_same_numbers() {
    let program = Program::start();
    load_another(&program);
    let before = program.get("/api/v1/dashboard").expect(200).body;
    let left_behind = program.data_dir().join("staging").join("import-half-written");
    std::fs::create_dir(&left_behind).expect("a folder");
    let orphan = program.data_dir().join("datasets").join("65f0c0ffee123-0");
    std::fs::create_dir(&orphan).expect("a folder");
    std::fs::write(orphan.join("unfinished"), "").expect("a mark");
    let another_owners = program.data_dir().join("datasets").join("my notes");
    std::fs::create_dir(&another_owners).expect("a folder");
    let program = program.kill_and_restart();
    assert!(another_owners.exists());
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
    assert_eq!(ids(&program).len(), 2);
    assert!(!left_behind.exists() && !orphan.exists());
}

#[test]
fn a_data_folder_has_one_owner_and_a_second_process_learns_which() {
    let program = Program::start();
    let output = command(&["datasets", "--data-dir", program.data_dir().to_str().expect("a plain path")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("is in use by process"), "{said}");
}

#[test]
fn an_unwritable_data_folder_and_a_busy_port_give_one_clear_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("a-file");
    std::fs::write(&file, "").expect("a file");
    let output = command(&["serve", "--listen", "127.0.0.1:0", "--data-dir", file.to_str().expect("a plain path")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cannot be written") && said.trim().lines().count() == 1, "{said}");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let data = folder.path().join("data");
    let output = command(&["serve", "--listen", &address, "--data-dir", data.to_str().expect("a plain path")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("is in use") && said.trim().lines().count() == 1, "{said}");
    assert!(!data.exists());
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let notes = folder.path().join("datasets");
    std::fs::create_dir(&notes).expect("a folder");
    let output = command(&["datasets", "--data-dir", folder.path().to_str().expect("a plain path")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("something else"), "{said}");
    assert!(notes.exists());
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}
