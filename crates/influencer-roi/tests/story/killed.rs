//! Killed at every file-system call: after a restart exactly the old or exactly the new version, and nothing left over.

use std::{collections::BTreeSet, fs, path::Path, sync::Mutex};

use tempfile::TempDir;

use crate::{
    program::Program,
    traced::{
        Called, Prepared, Threads, Version, borrowed, calls_of, copy_into, copy_of, names, plain, traced, two_at_a_time,
    },
};

#[test]
fn a_load_killed_at_any_call_leaves_the_old_or_the_new_version() {
    let prepared = Prepared::new();
    let undisturbed = prepared.copy();
    let calls = calls_of(&borrowed(&prepared.load(undisturbed.path())));
    let crashes = Mutex::new(Crashes::default());
    two_at_a_time(calls, |called| {
        for nth in 1.. {
            let data = prepared.copy();
            if !killed_at(&called, nth, &prepared.load(data.path())) {
                assert_eq!(prepared.check(data.path(), "not killed"), Version::New);
                break;
            }
            held(&crashes).keep_worst(data.path());
            let version = prepared.check(data.path(), &about(&called, nth));
            held(&crashes).seen.push(version);
        }
    });
    let crashes = crashes.into_inner().expect("nobody panicked");
    // Kills before and after the moment that counts; otherwise nothing of interest was looked at.
    let seen: BTreeSet<Version> = crashes.seen.iter().copied().collect();
    assert_eq!(seen, BTreeSet::from([Version::Old, Version::New]));
    assert!(crashes.seen.len() >= 50, "only {} calls", crashes.seen.len());
    crash_again(&prepared, &crashes.worst());
}

/// The start after a crash is killed too, at each of its calls.
fn crash_again(prepared: &Prepared, crashed: &TempDir) {
    let list = |data: &Path| ["datasets", "--json", "--data-dir", &plain(data)].map(str::to_owned);
    let undisturbed = copy_of(crashed.path());
    let expected = {
        let calls = calls_of(&borrowed(&list(undisturbed.path())));
        let version = prepared.check(undisturbed.path(), "after one crash");
        (calls, version)
    };
    let (calls, version) = expected;
    two_at_a_time(calls, |called| {
        for nth in 1.. {
            let data = copy_of(crashed.path());
            let killed = killed_at(&called, nth, &list(data.path()));
            let about = format!("second crash: {}", about(&called, nth));
            assert_eq!(prepared.check(data.path(), &about), version, "{about}");
            if !killed {
                break;
            }
        }
    });
}

/// Runs the program and kills it as it enters its nth call of a name; false when it ended before.
fn killed_at(called: &Called, nth: usize, arguments: &[String]) -> bool {
    let flags =
        ["-e", &format!("trace={}", called.name), "-e", &format!("inject={}:signal=KILL:when={nth}", called.name)];
    let run = traced(called.threads, &flags, &borrowed(arguments));
    assert!(run.was_killed() || run.status.success(), "{}: {}", about(called, nth), run.stderr);
    run.was_killed()
}

fn about(called: &Called, nth: usize) -> String {
    let whose = if called.threads == Threads::Main { "the main thread's" } else { "a thread's" };
    format!("killed at {whose} {} number {nth}", called.name)
}

fn held(crashes: &Mutex<Crashes>) -> std::sync::MutexGuard<'_, Crashes> {
    crashes.lock().expect("nobody panicked")
}

/// What the kills left, before anybody tidied up.
#[derive(Default)]
struct Crashes {
    seen: Vec<Version>,
    /// The folder with most left-over versions, and the one with most left on its way in.
    unnamed: Option<(usize, TempDir)>,
    staged: Option<(usize, TempDir)>,
}

impl Crashes {
    fn keep_worst(&mut self, data: &Path) {
        for (place, worst) in [("datasets", &mut self.unnamed), ("staging", &mut self.staged)] {
            let left = files_below(&data.join(place));
            if worst.as_ref().is_none_or(|(most, _)| left > *most) {
                *worst = Some((left, copy_of(data)));
            }
        }
    }

    /// Both kinds of left-overs at once.
    fn worst(&self) -> TempDir {
        let (_, unnamed) = self.unnamed.as_ref().expect("a kill");
        let (_, staged) = self.staged.as_ref().expect("a kill");
        let worst = copy_of(unnamed.path());
        copy_into(&staged.path().join("staging"), &worst.path().join("staging"));
        assert!(names(&worst.path().join("datasets")).len() > 1, "no kill left a version without a name");
        assert!(!names(&worst.path().join("staging")).is_empty(), "no kill left anything on its way in");
        worst
    }
}

fn files_below(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.map(|path| if path.is_dir() { 1 + files_below(&path) } else { 1 }).sum()
}

#[test]
fn a_server_killed_while_an_import_waits_serves_the_old_data_again() {
    let prepared = Prepared::new();
    let folder = tempfile::tempdir().expect("a folder");
    copy_into(&prepared.data(), &folder.path().join("data"));
    let program = Program::start_in(folder, &[]);
    let before = program.get("/api/v1/dashboard").expect(200).body;
    let files = prepared.second_files();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let waiting = program.upload("/api/v1/imports?wait=true", &files).json();
    assert_eq!(waiting["state"], "ready");
    let running = program.upload("/api/v1/imports", &files).expect(202).json();
    assert!(!names(&program.data_dir().join("staging")).is_empty());
    let program = program.kill_and_restart();
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
    assert_eq!(names(&program.data_dir().join("staging")), BTreeSet::new());
    for import in [waiting, running] {
        program.get(&format!("/api/v1/imports/{}", import["id"].as_str().expect("an id"))).expect(404);
    }
    let program = program.kill_and_restart();
    let data = copy_of(&program.data_dir());
    drop(program);
    assert_eq!(prepared.check(data.path(), "killed while an import waited"), Version::Old);
}
