//! Nothing committed is ever deleted: a catalogue that is older, lost or without its last changes, folders that are damaged,
//! copied, put in or away. Each time the program is started twice.

use std::{collections::BTreeMap, fs, path::Path};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    program::{Program, command},
    traced::{Prepared, borrowed, copy_into, names, plain},
};

/// A data folder with two versions, the second of them current.
struct Two {
    folder: TempDir,
    first: String,
    second: String,
}

impl Two {
    fn new() -> Self {
        let prepared = Prepared::new();
        let folder = tempfile::tempdir().expect("a folder");
        let data = folder.path().join("data");
        copy_into(&prepared.data(), &data);
        let first = names(&data.join("datasets")).pop_first().expect("a version");
        fs::copy(data.join("catalogue.sqlite"), folder.path().join("older.sqlite")).expect("a copy");
        assert!(command(&borrowed(&prepared.load(&data))).status.success());
        let second = names(&data.join("datasets")).into_iter().find(|id| *id != first).expect("another version");
        Self { folder, first, second }
    }

    fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    fn version(&self, id: &str) -> std::path::PathBuf {
        self.data().join("datasets").join(id)
    }

    fn remove_catalogue(&self) {
        for name in ["catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
            drop(fs::remove_file(self.data().join(name)));
        }
    }

    /// Starts twice. Nothing that was in the folder before may be gone or changed, and both starts list the same.
    fn started_twice(&self) -> Value {
        let before = everything(&self.data().join("datasets"));
        let lists = [(), ()].map(|()| {
            let list = list(&self.data());
            assert_eq!(everything(&self.data().join("datasets")), before, "a start changed or deleted something");
            list
        });
        assert_eq!(lists[0], lists[1]);
        lists[1].clone()
    }
}

fn list(data: &Path) -> Value {
    let output = command(&["datasets", "--json", "--data-dir", &plain(data)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Every file below a folder with its bytes.
fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.insert(plain(&path), Vec::new());
            files.extend(everything(&path));
        } else {
            files.insert(plain(&path), fs::read(&path).expect("a file"));
        }
    }
    files
}

/// Ids and whether they are current, the newest first.
fn versions(list: &Value) -> Vec<(&str, bool)> {
    let listed = list["datasets"].as_array().expect("a list").iter();
    listed.map(|version| (version["id"].as_str().expect("an id"), version["current"] == true)).collect()
}

fn only_warning(list: &Value) -> (&Value, String) {
    let warnings = list["warnings"].as_array().expect("a list");
    assert_eq!(warnings.len(), 1, "{list}");
    (&warnings[0], warnings[0]["message"].as_str().expect("a sentence").to_owned())
}

fn revenue(data: &Path) -> Result<Value, String> {
    let output = command(&["ask", "--data-dir", &plain(data)]);
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    let answer: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    Ok(answer["totals"]["revenue"]["value"].clone())
}

#[test]
fn an_older_catalogue_put_back_loses_no_version_and_its_current_one_stays_current() {
    let two = Two::new();
    two.remove_catalogue();
    fs::copy(two.folder.path().join("older.sqlite"), two.data().join("catalogue.sqlite")).expect("a copy");
    let list = two.started_twice();
    assert_eq!(versions(&list), [(two.second.as_str(), false), (two.first.as_str(), true)]);
    assert_eq!(revenue(&two.data()), Ok(json!(100)));
}

#[test]
fn a_version_made_with_an_older_catalogue_takes_no_number_that_is_taken() {
    let two = Two::new();
    two.remove_catalogue();
    fs::copy(two.folder.path().join("older.sqlite"), two.data().join("catalogue.sqlite")).expect("a copy");
    let away = two.folder.path().join("away");
    fs::rename(two.version(&two.second), &away).expect("a move");
    let prepared = Prepared::new();
    assert!(command(&borrowed(&prepared.load(&two.data()))).status.success());
    fs::rename(&away, two.version(&two.second)).expect("a move back");
    let list = two.started_twice();
    let mut numbers: Vec<i64> =
        list["datasets"].as_array().expect("a list").iter().filter_map(|version| version["version"].as_i64()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3]);
    let current: Vec<bool> = versions(&list).iter().map(|(_, current)| *current).collect();
    assert_eq!(current.iter().filter(|current| **current).count(), 1);
    assert!(!versions(&list).contains(&(two.second.as_str(), true)), "what was put in is not current");
}

#[test]
fn without_a_catalogue_every_version_is_listed_and_none_is_current_by_a_guess() {
    let two = Two::new();
    two.remove_catalogue();
    let list = two.started_twice();
    assert_eq!(versions(&list), [(two.second.as_str(), false), (two.first.as_str(), false)]);
    let refused = revenue(&two.data()).expect_err("nobody said which version is asked");
    assert!(refused.contains("none of the 2 versions") && refused.contains("--activate"), "{refused}");
    let Two { folder, second, .. } = two;
    let program = Program::start_in(folder, &[]);
    let refused = program.get("/api/v1/dashboard").expect(503).json();
    assert_eq!(refused["error"]["code"], "no_current_dataset");
    program.get("/readyz").expect(503);
    program.post(&format!("/api/v1/datasets/{second}/activate"), "").expect(200);
    assert_eq!(program.get("/api/v1/dashboard").expect(200).json()["totals"]["revenue"]["value"], 700);
    let program = program.kill_and_restart();
    assert_eq!(program.get("/api/v1/dashboard").expect(200).json()["totals"]["revenue"]["value"], 700);
}

#[test]
fn the_only_version_is_current_when_the_catalogue_is_lost() {
    let program = Program::start();
    let before = program.get("/api/v1/dashboard").expect(200).body;
    for name in ["catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
        drop(fs::remove_file(program.data_dir().join(name)));
    }
    let program = program.kill_and_restart().kill_and_restart();
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
}

#[test]
fn a_killed_program_whose_folder_is_used_without_the_wal_has_lost_nothing() {
    let Two { folder, first, second } = Two::new();
    let program = Program::start_in(folder, &[]);
    program.post(&format!("/api/v1/datasets/{first}/activate"), "").expect(200);
    program.patch(&format!("/api/v1/datasets/{second}"), r#"{"name": "August"}"#).expect(200);
    let folder = program.end();
    let two = Two { folder, first, second };
    for name in ["catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
        drop(fs::remove_file(two.data().join(name)));
    }
    let list = two.started_twice();
    assert_eq!(versions(&list), [(two.second.as_str(), false), (two.first.as_str(), true)]);
    assert_eq!(list["datasets"][0]["name"], "August");
}

#[test]
fn a_damaged_catalogue_is_reported_and_moving_it_away_brings_every_version_back() {
    let two = Two::new();
    let path = two.data().join("catalogue.sqlite");
    let bytes = fs::read(&path).expect("a file");
    fs::write(&path, &bytes[..bytes.len() / 2 + 7]).expect("a cut file");
    for name in ["catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
        drop(fs::remove_file(two.data().join(name)));
    }
    let before = everything(&two.data().join("datasets"));
    let output = command(&["datasets", "--data-dir", &plain(&two.data())]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("catalogue") && said.contains("damaged"), "{said}");
    assert_eq!(everything(&two.data().join("datasets")), before);
    two.remove_catalogue();
    assert_eq!(versions(&two.started_twice()).len(), 2);
}

/// What becomes of a manifest.
type Change = fn(Vec<u8>) -> Vec<u8>;

fn with_manifest_of_the_current(change: Change, lost_catalogue: bool) -> (Two, Value) {
    let two = Two::new();
    let path = two.version(&two.second).join("manifest.json");
    fs::write(&path, change(fs::read(&path).expect("a manifest"))).expect("a changed manifest");
    if lost_catalogue {
        two.remove_catalogue();
    }
    let list = two.started_twice();
    (two, list)
}

#[test]
fn a_version_whose_manifest_is_flipped_cut_or_newer_stays_and_is_named() {
    let flipped = |mut bytes: Vec<u8>| {
        let middle = bytes.len() / 3;
        bytes[middle] ^= 1;
        bytes
    };
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    let newer = |_: Vec<u8>| br#"{"format": 99, "id": "from the future"}"#.to_vec();
    let changes: [(Change, &str); 3] = [(flipped, "damaged"), (cut, "damaged"), (newer, "layout 99")];
    for (change, said) in changes {
        let (two, list) = with_manifest_of_the_current(change, false);
        assert_eq!(versions(&list), [(two.first.as_str(), false)], "nothing takes the place of the current one");
        let (warning, message) = only_warning(&list);
        assert_eq!((&warning["id"], &warning["current"]), (&json!(two.second), &json!(true)));
        assert!(message.contains(said) && message.contains(&two.second), "{message}");
        let refused = revenue(&two.data()).expect_err("the current version is damaged");
        assert!(refused.contains(&two.second) && refused.contains("manifest.json"), "{refused}");

        let (two, list) = with_manifest_of_the_current(change, true);
        assert_eq!(versions(&list), [(two.first.as_str(), false)], "the other one is not current by a guess");
        let (warning, message) = only_warning(&list);
        assert_eq!((&warning["id"], &warning["folder"]), (&Value::Null, &json!(format!("datasets/{}", two.second))));
        assert!(message.contains(said) && message.contains("move the folder away"), "{message}");
    }
}

#[test]
fn where_the_one_version_is_damaged_the_program_starts_and_makes_no_sample() {
    let two = Two::new();
    fs::rename(two.version(&two.first), two.folder.path().join("away")).expect("a move");
    fs::write(two.version(&two.second).join("manifest.json"), "{").expect("a cut manifest");
    two.remove_catalogue();
    let Two { folder, second, .. } = two;
    let program = Program::start_in(folder, &[]).kill_and_restart();
    program.get("/api/v1/dashboard").expect(404);
    assert_eq!(names(&program.data_dir().join("datasets")).len(), 1);
    let list = program.get("/api/v1/datasets").expect(200).json();
    assert_eq!(list["datasets"], json!([]));
    assert!(only_warning(&list).1.contains(&second), "{list}");
}

#[test]
fn a_copy_beside_a_version_is_named_and_neither_is_touched() {
    for lost in [false, true] {
        let two = Two::new();
        copy_into(&two.version(&two.second), &two.data().join("datasets").join(format!("{}.bak", two.second)));
        if lost {
            two.remove_catalogue();
        }
        let list = two.started_twice();
        assert_eq!(versions(&list), [(two.second.as_str(), !lost), (two.first.as_str(), false)]);
        let (warning, message) = only_warning(&list);
        assert_eq!(warning["folder"], format!("datasets/{}.bak", two.second));
        assert!(message.contains("copy"), "{message}");
    }
}

#[test]
fn an_unknown_version_that_is_put_in_is_listed_and_not_current() {
    let (two, other) = (Two::new(), Two::new());
    copy_into(&other.version(&other.second), &two.version(&other.second));
    let list = two.started_twice();
    let listed = versions(&list);
    assert_eq!(listed.len(), 3, "{list}");
    assert!(listed.contains(&(two.second.as_str(), true)) && listed.contains(&(other.second.as_str(), false)));
    assert_eq!(revenue(&two.data()), Ok(json!(700)));
}

#[test]
fn a_folder_without_a_manifest_stays_and_is_named() {
    let two = Two::new();
    fs::create_dir(two.version("65f0c0ffee123-0")).expect("a folder");
    fs::create_dir(two.version("my notes")).expect("a folder");
    let list = two.started_twice();
    assert_eq!(only_warning(&list).0["folder"], "datasets/65f0c0ffee123-0");
}

#[test]
fn while_the_versions_are_away_nothing_starts_and_when_they_are_back_all_is_as_before() {
    let two = Two::new();
    let before = two.started_twice();
    let (here, away) = (two.data().join("datasets"), two.folder.path().join("away"));
    fs::rename(&here, &away).expect("a move");
    for is_empty_mount in [false, false, true, true] {
        if is_empty_mount {
            fs::create_dir_all(&here).expect("a folder");
        }
        for arguments in [["datasets"].as_slice(), &["ask"], &["serve", "--listen", "127.0.0.1:0"]] {
            let output = command(&[arguments, &["--data-dir", &plain(&two.data())]].concat());
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{said}");
            assert!(said.contains("none of them can be read") && said.trim().lines().count() == 1, "{said}");
        }
        assert_eq!(here.exists(), is_empty_mount, "a folder that is away is not made anew");
    }
    fs::remove_dir(&here).expect("nothing was put there");
    fs::rename(&away, &here).expect("a move back");
    assert_eq!(two.started_twice(), before);
}

#[test]
fn unfinished_work_is_swept_and_a_version_in_staging_is_not() {
    let two = Two::new();
    let unfinished = two.version("65f0c0ffee123-0");
    copy_into(&two.version(&two.second), &unfinished);
    fs::write(unfinished.join("unfinished"), "").expect("a mark");
    let staged = two.data().join("staging").join(&two.first);
    copy_into(&two.version(&two.first), &staged);
    let list = list(&two.data());
    assert!(!unfinished.exists() && staged.join("manifest.json").exists());
    assert_eq!(only_warning(&list).0["folder"], format!("staging/{}", two.first));
    assert_eq!(versions(&two.started_twice()).len(), 2);
}

#[test]
fn a_deleted_version_lies_in_the_bin_and_comes_back_as_it_was() {
    let Two { folder, first, second } = Two::new();
    let program = Program::start_in(folder, &[]);
    let of = |id: &str| format!("/api/v1/datasets/{id}");
    let before = program.get("/api/v1/datasets").expect(200).json();
    program.delete(&of(&second)).expect(409);
    program.delete(&format!("{}?forever=true", of(&first))).expect(409);
    program.delete(&of(&first)).expect(204);
    program.delete(&of(&first)).expect(404);
    program.get(&format!("/api/v1/dashboard?dataset={first}")).expect(404);
    program.post(&format!("{}/activate", of(&first)), "").expect(404);
    let program = program.kill_and_restart();
    let list = program.get("/api/v1/datasets").expect(200).json();
    assert_eq!(versions(&list), [(second.as_str(), true)]);
    let binned = &list["bin"][0];
    assert_eq!((&binned["id"], &binned["version"]), (&json!(first), &json!(1)));
    let time =
        |name: &str| binned[name].as_str().and_then(|time| time.parse::<jiff::Timestamp>().ok()).expect("a time");
    assert_eq!(time("purged_after").as_second() - time("deleted").as_second(), 7 * 86_400);
    let restored = program.post(&format!("{}/restore", of(&first)), "").expect(200).json();
    assert_eq!((&restored["id"], &restored["current"]), (&json!(first), &json!(false)));
    program.post(&format!("{}/restore", of(&first)), "").expect(404);
    assert_eq!(program.get("/api/v1/datasets").expect(200).json(), before);
    assert_eq!(
        program.get(&format!("/api/v1/dashboard?dataset={first}")).expect(200).json()["totals"]["revenue"]["value"],
        100
    );
}

#[test]
fn only_deleting_for_good_removes_the_files() {
    let Two { folder, first, second } = Two::new();
    let program = Program::start_in(folder, &[]);
    let home = program.data_dir().join("datasets").join(&first);
    let forever = format!("/api/v1/datasets/{first}?forever=true");
    program.delete(&format!("/api/v1/datasets/{first}?forever=perhaps")).expect(400);
    program.delete(&format!("/api/v1/datasets/{first}")).expect(204);
    assert!(home.exists());
    program.delete(&forever).expect(204);
    assert!(!home.exists());
    program.delete(&forever).expect(404);
    let program = program.kill_and_restart();
    let list = program.get("/api/v1/datasets").expect(200).json();
    assert_eq!((versions(&list), &list["bin"]), (vec![(second.as_str(), true)], &json!([])));
    assert_eq!(names(&program.data_dir().join("staging")).len(), 0);
}

#[test]
fn the_command_line_shows_the_bin_and_brings_a_version_back() {
    let two = Two::new();
    let run = |arguments: &[&str]| {
        let output = command(&[&["datasets", "--data-dir", &plain(&two.data())], arguments].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let said = run(&["--keep-last", "1"]);
    assert!(said.contains(&format!("{}  version 1", two.first)) && said.contains("in the bin until"), "{said}");
    let said = run(&["--restore", &two.first]);
    assert!(said.contains(&two.first) && !said.contains("in the bin"), "{said}");
    assert!(run(&["--activate", &two.first]).contains(&format!("* {}", two.first)));
    assert_eq!(revenue(&two.data()), Ok(json!(100)));
}
