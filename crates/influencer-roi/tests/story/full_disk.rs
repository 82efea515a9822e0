//! A disk that is full or read-only: a clear sentence, the old data served, nothing left over.
//!
//! Single errors come from strace. A truly full and a truly read-only disk is a small tmpfs where mounting is permitted;
//! elsewhere strace answers every later call with the error.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, Command, Stdio},
};

use tempfile::TempDir;

use crate::{
    program::{Program, command},
    traced::{Called, Prepared, Traced, Version, borrowed, calls_of, copy_into, plain, traced, two_at_a_time},
};

/// What a disk in trouble answers, to which calls, and what a user must read then.
#[derive(Clone, Copy)]
struct Trouble {
    error: &'static str,
    calls: &'static [&'static str],
    said: &'static str,
}

/// The same, in the words of the catalogue's database, which keeps the system's to itself.
const SAID_BY_CATALOGUE: [&str; 4] =
    ["disk is full", "disk I/O error", "readonly database", "unable to open database file"];

const FULL: Trouble = Trouble {
    error: "ENOSPC",
    calls: &[
        "write",
        "writev",
        "pwrite64",
        "copy_file_range",
        "fallocate",
        "ftruncate",
        "fsync",
        "fdatasync",
        "open",
        "openat",
        "mkdir",
        "mkdirat",
        "link",
        "linkat",
        "rename",
        "renameat",
        "renameat2",
    ],
    said: "No space left on device",
};

const READ_ONLY: Trouble = Trouble {
    error: "EROFS",
    calls: &[
        "ftruncate",
        "open",
        "openat",
        "mkdir",
        "mkdirat",
        "rmdir",
        "link",
        "linkat",
        "unlink",
        "unlinkat",
        "rename",
        "renameat",
        "renameat2",
        "fchmod",
    ],
    said: "Read-only file system",
};

/// Whether the trouble passes or stays.
#[derive(Clone, Copy)]
enum Lasting {
    OneCall,
    FromThenOn,
}

#[test]
fn a_disk_that_is_full_for_one_call_loses_nothing() {
    fail_at_each_call(FULL, Lasting::OneCall);
}

#[test]
fn a_disk_that_is_read_only_for_one_call_loses_nothing() {
    fail_at_each_call(READ_ONLY, Lasting::OneCall);
}

#[test]
fn a_disk_that_becomes_read_only_loses_nothing() {
    fail_at_each_call(READ_ONLY, Lasting::FromThenOn);
}

#[test]
fn a_disk_that_fills_up_loses_nothing() {
    let Some(disk) = Disk::mounted() else {
        return fail_at_each_call(FULL, Lasting::FromThenOn);
    };
    let prepared = Prepared::new();
    let mut failed = 0;
    for pages in 0.. {
        let data = disk.copy_of(&prepared.data());
        let full = disk.fill_up_to(pages);
        let output = command(&borrowed(&prepared.load(data.path())));
        drop(full);
        let about = format!("{pages} pages left");
        let version = prepared.check(data.path(), &about);
        if output.status.success() {
            assert_eq!(version, Version::New, "{about}");
            break;
        }
        assert_clear(&String::from_utf8_lossy(&output.stderr), FULL, &about);
        assert_eq!(output.status.code(), Some(1), "{about}");
        failed += 1;
    }
    assert!(failed > 5, "the disk was full only {failed} times");
}

#[test]
fn a_read_only_data_folder_is_said_in_one_sentence() {
    let prepared = Prepared::new();
    let Some(disk) = Disk::mounted() else {
        return fail_at_each_call(READ_ONLY, Lasting::FromThenOn);
    };
    let data = disk.copy_of(&prepared.data());
    disk.remount("ro");
    let output = command(&borrowed(&prepared.load(data.path())));
    disk.remount("rw");
    assert_eq!(output.status.code(), Some(1));
    assert_clear(&String::from_utf8_lossy(&output.stderr), READ_ONLY, "a read-only disk");
    assert_eq!(prepared.check(data.path(), "a read-only disk"), Version::Old);
}

#[test]
fn a_server_on_a_full_disk_refuses_imports_and_goes_on_serving() {
    let Some(disk) = Disk::mounted() else {
        let folder = tempfile::tempdir().expect("a folder");
        return refuses_and_serves(folder, |program| Box::new(Attached::to(program, FULL)));
    };
    let folder = tempfile::tempdir_in(disk.path()).expect("a folder");
    refuses_and_serves(folder, |_| Box::new(disk.fill_up_to(0)));
}

#[test]
fn a_server_on_a_disk_that_became_read_only_refuses_imports_and_goes_on_serving() {
    let folder = tempfile::tempdir().expect("a folder");
    refuses_and_serves(folder, |program| Box::new(Attached::to(program, READ_ONLY)));
}

/// Trouble that ends when it is dropped.
trait Ends {}

fn refuses_and_serves<'d>(folder: TempDir, trouble: impl Fn(&Program) -> Box<dyn Ends + 'd>) {
    let prepared = Prepared::new();
    copy_into(&prepared.data(), &folder.path().join("data"));
    let program = Program::start_in(folder, &[]);
    let before = program.get("/api/v1/dashboard").expect(200).body;
    let files = prepared.second_files();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    let waiting = program.upload("/api/v1/imports?wait=true", &files).json();
    assert_eq!(waiting["state"], "ready");
    let commit = format!("/api/v1/imports/{}/commit", waiting["id"].as_str().expect("an id"));

    let lasting = trouble(&program);
    for refused in [program.upload("/api/v1/imports?wait=true", &files), program.post(&commit, "")] {
        let answer = refused.expect(503).json();
        assert_eq!(answer["error"]["code"], "storage", "{answer}");
    }
    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
    drop(lasting);

    assert_eq!(program.get("/api/v1/dashboard").expect(200).body, before);
    program.post(&commit, "").expect(201);
    assert_ne!(program.get("/api/v1/dashboard").expect(200).body, before);
    let data = crate::traced::copy_of(&program.data_dir());
    drop(program);
    assert_eq!(prepared.check(data.path(), "after the trouble"), Version::New);
}

/// Loads once for every call, with the error at that call.
fn fail_at_each_call(trouble: Trouble, lasting: Lasting) {
    let prepared = Prepared::new();
    let undisturbed = prepared.copy();
    let mut calls = calls_of(&borrowed(&prepared.load(undisturbed.path())));
    calls.retain(|called| trouble.calls.contains(&called.name.as_str()));
    assert!(calls.len() > 3, "only {calls:?}");
    two_at_a_time(calls, |called| {
        for nth in 1.. {
            let data = prepared.copy();
            let run = failed_at(&called, nth, trouble, lasting, &prepared.load(data.path()));
            let about = format!("{} at {} number {nth} {}", trouble.error, called.name, run.first_injected());
            check(&prepared, data.path(), &run, trouble, &about);
            if run.first_injected().is_empty() {
                break;
            }
        }
    });
}

fn failed_at(called: &Called, nth: usize, trouble: Trouble, lasting: Lasting, arguments: &[String]) -> Traced {
    let and_later = if matches!(lasting, Lasting::FromThenOn) { "+" } else { "" };
    let (name, error) = (&called.name, trouble.error);
    let inject = format!("inject={name}:error={error}:when={nth}{and_later}");
    traced(called.threads, &["-e", &format!("trace={name}"), "-e", &inject], &borrowed(arguments))
}

fn check(prepared: &Prepared, data: &Path, run: &Traced, trouble: Trouble, about: &str) {
    let version = prepared.check(data, about);
    let is_subject = |line: &str| line.contains(&*data.to_string_lossy()) && changes_something(line);
    // Errors at the loader of the program, at stdout and at stderr are not the disk's.
    if !run.injected().all(is_subject) {
        return;
    }
    match run.status.code() {
        Some(0) => {
            assert_eq!(version, Version::New, "{about}: said to have succeeded");
            let ignored = run.injected().find(|line| is_table_write(line));
            assert!(ignored.is_none(), "{about}: said to have succeeded in spite of {ignored:?}");
        }
        Some(1) => assert_clear(&run.stderr, trouble, about),
        code => panic!("{about}: ended with {code:?}: {}", run.stderr),
    }
}

fn changes_something(line: &str) -> bool {
    !line.contains("open") || ["O_CREAT", "O_WRONLY", "O_RDWR"].iter().any(|flag| line.contains(flag))
}

/// Tables and manifests: if one of these calls failed, the version is not whole.
fn is_table_write(line: &str) -> bool {
    let is_write = ["write(", "pwrite64(", "fsync(", "fdatasync("].iter().any(|name| line.contains(name));
    is_write && ["/staging/", "/datasets/"].iter().any(|folder| line.contains(folder))
}

/// One sentence that says what failed and why, and no riddle.
fn assert_clear(stderr: &str, trouble: Trouble, about: &str) {
    let last = stderr.trim().lines().last().unwrap_or_default();
    assert!(last.starts_with("error: "), "{about}: {stderr}");
    let says_why = [&[trouble.said], &SAID_BY_CATALOGUE[..]].concat().iter().any(|cause| last.contains(cause));
    assert!(says_why, "{about}: {last}");
    for riddle in ["panicked", "internal", "unexpected", "cannot be read", "External:", "Error code"] {
        assert!(!stderr.contains(riddle), "{about}: \"{riddle}\" in {last}");
    }
}

/// A small disk of its own.
struct Disk(TempDir);

impl Disk {
    /// Nothing where mounting is not permitted.
    fn mounted() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(folder.path()).output();
        mount.is_ok_and(|output| output.status.success()).then(|| Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn copy_of(&self, data: &Path) -> TempDir {
        let copy = tempfile::tempdir_in(self.path()).expect("a folder");
        copy_into(data, copy.path());
        copy
    }

    /// Fills it and leaves this many free pages.
    fn fill_up_to(&self, pages: u64) -> Filler {
        const PAGE: usize = 4096;
        let path = self.path().join("filler");
        let mut file = fs::File::create(&path).expect("a file");
        while file.write_all(&[0; PAGE]).is_ok() {}
        let bytes = file.metadata().expect("a file").len();
        file.set_len(bytes.saturating_sub(pages * PAGE as u64)).expect("room again");
        Filler(path)
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.path()).output();
        assert!(done.is_ok_and(|output| output.status.success()), "the disk is not remounted {how}");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").args(["--lazy", &plain(self.path())]).output());
    }
}

/// What takes the room of a disk.
struct Filler(PathBuf);

impl Ends for Filler {}

impl Drop for Filler {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.0));
    }
}

/// strace answering for the disk of a running program.
struct Attached {
    strace: Child,
    /// Kept open: strace says so of each new thread, and would end where nobody can hear it.
    _said: BufReader<ChildStderr>,
}

impl Ends for Attached {}

impl Attached {
    fn to(program: &Program, trouble: Trouble) -> Self {
        // A server writes to sockets and opens files to read: these calls are left as they are.
        let calls = trouble.calls.iter().filter(|call| !["open", "openat", "write", "writev"].contains(*call));
        let calls: Vec<String> = calls.map(|call| format!("?{call}")).collect();
        let mut strace = Command::new("strace")
            .args(["-f", "-o", "/dev/null", "-p", &program.id().to_string(), "-e"])
            .arg(format!("inject={}:error={}", calls.join(","), trouble.error))
            .stderr(Stdio::piped())
            .spawn()
            .expect("this test needs strace: run cargo xtask test, or apt-get install strace");
        let mut said = String::new();
        let mut stderr = BufReader::new(strace.stderr.take().expect("stderr is piped"));
        stderr.read_line(&mut said).expect("strace says that it is there");
        assert!(
            said.contains("attached"),
            "strace may not trace here ({said}): this test needs a machine that permits ptrace"
        );
        while !is_traced(program.id()) {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        Self { strace, _said: stderr }
    }
}

/// Whether every thread of a process is followed.
fn is_traced(process: u32) -> bool {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).expect("a running process");
    threads.filter_map(Result::ok).all(|thread| {
        let status = std::fs::read_to_string(thread.path().join("status")).unwrap_or_default();
        !status.contains("TracerPid:\t0\n")
    })
}

impl Drop for Attached {
    fn drop(&mut self) {
        // A request to detach; the program goes on.
        drop(Command::new("kill").args(["-INT", &self.strace.id().to_string()]).output());
        drop(self.strace.wait());
    }
}
