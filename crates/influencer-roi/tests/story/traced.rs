//! Loads under strace: what they call, a kill or an error at one call, and what must be true of the data folder afterwards.
//!
//! strace counts the calls of each thread and each name by themselves. So the calls of the main thread are numbered without
//! following the others (exact), and those of the other threads by following all of them (the first thread that gets there).

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    os::unix::process::ExitStatusExt,
    path::{Path, PathBuf},
    process::{Command, ExitStatus},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{BINARY, command};

/// Calls that change, make or open files. The question mark is strace's: not every machine has every call.
pub(crate) const CALLS: [&str; 34] = [
    "?open",
    "?openat",
    "?openat2",
    "?creat",
    "?write",
    "?writev",
    "?pwrite64",
    "?pwritev",
    "?pwritev2",
    "?sendfile",
    "?splice",
    "?copy_file_range",
    "?fallocate",
    "?truncate",
    "?ftruncate",
    "?fsync",
    "?fdatasync",
    "?syncfs",
    "?sync_file_range",
    "?msync",
    "?rename",
    "?renameat",
    "?renameat2",
    "?link",
    "?linkat",
    "?symlink",
    "?symlinkat",
    "?unlink",
    "?unlinkat",
    "?mkdir",
    "?mkdirat",
    "?rmdir",
    "?fchmod",
    "?flock",
];

/// Whose calls are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Threads {
    Main,
    All,
}

/// The calls of one name made by some thread.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) name: String,
    pub(crate) threads: Threads,
    pub(crate) times: usize,
}

/// A run under strace.
pub(crate) struct Traced {
    pub(crate) status: ExitStatus,
    pub(crate) stderr: String,
    pub(crate) log: String,
}

impl Traced {
    pub(crate) fn was_killed(&self) -> bool {
        self.status.signal() == Some(9)
    }

    /// The calls that strace answered instead of the system.
    pub(crate) fn injected(&self) -> impl Iterator<Item = &str> {
        self.log.lines().filter(|line| line.ends_with("(INJECTED)"))
    }

    /// The first of them, or nothing.
    pub(crate) fn first_injected(&self) -> &str {
        self.injected().next().unwrap_or_default()
    }
}

/// Runs the program under strace with these flags.
pub(crate) fn traced(threads: Threads, flags: &[&str], arguments: &[&str]) -> Traced {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let mut strace = Command::new("strace");
    if threads == Threads::All {
        strace.arg("-f");
    }
    // cargo's own search path makes the loader look everywhere first, which is none of the program's calls.
    strace.env_remove("LD_LIBRARY_PATH");
    let output = strace.args(["-y", "-o"]).arg(log.path()).args(flags).arg("--").arg(BINARY).args(arguments).output();
    let output = output.unwrap_or_else(|error| {
        panic!("this test needs strace ({error}): run cargo xtask test, or apt-get install strace")
    });
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    let log = String::from_utf8_lossy(&fs::read(log.path()).expect("strace writes its log")).into_owned();
    assert!(
        !log.is_empty() && !stderr.contains("PTRACE"),
        "strace may not trace here ({}): this test needs a machine or container that permits ptrace",
        stderr.trim()
    );
    Traced { status: output.status, stderr, log }
}

/// What an undisturbed run calls.
pub(crate) fn calls_of(arguments: &[&str]) -> Vec<Called> {
    let run = traced(Threads::All, &["-e", &format!("trace={}", CALLS.join(","))], arguments);
    assert!(run.status.success(), "{}", run.stderr);
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let called = run.log.lines().filter_map(|line| {
        let (thread, call) = line.split_once(' ')?;
        Some((thread, call.trim_start().split_once('(')?.0))
    });
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    for (thread, name) in called.filter(|(_, name)| is_name(name)) {
        *counts.entry((thread, name)).or_default() += 1;
    }
    let main = run.log.split(' ').next().expect("a first line");
    let mut most: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for ((thread, name), times) in counts {
        let most = most.entry((name, thread == main)).or_default();
        *most = times.max(*most);
    }
    let called = |((name, is_main), times): ((&str, bool), usize)| {
        let threads = if is_main { Threads::Main } else { Threads::All };
        Called { name: name.to_owned(), threads, times }
    };
    let mut calls: Vec<Called> = most.into_iter().map(called).collect();
    calls.sort_by_key(|call| std::cmp::Reverse(call.times));
    calls
}

/// Works on a list two at a time.
pub(crate) fn two_at_a_time<T: Send>(items: Vec<T>, work: impl Fn(T) + Sync) {
    let items = std::sync::Mutex::new(items.into_iter());
    let next = || items.lock().expect("nobody panics while taking").next();
    std::thread::scope(|scope| {
        let one = || {
            while let Some(item) = next() {
                work(item);
            }
        };
        scope.spawn(one);
        one();
    });
}

/// Which version a data folder answers with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    Old,
    New,
}

/// A data folder with one version, the files of the next one, and the exact totals of both.
pub(crate) struct Prepared {
    folder: TempDir,
    old: Value,
    new: Value,
}

/// Everything that may stand in a data folder.
const KNOWN: [&str; 6] =
    ["owner", "catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm", "datasets", "staging"];

impl Prepared {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, factor) in [("first", 1), ("second", 7)] {
            write_files(&folder.path().join(name), factor);
        }
        let mut prepared = Self { folder, old: Value::Null, new: Value::Null };
        succeed(&prepared.load_of("first", &prepared.data()));
        prepared.old = totals(&prepared.data());
        let undisturbed = prepared.copy();
        succeed(&prepared.load(undisturbed.path()));
        prepared.new = totals(undisturbed.path());
        // Two sales of 50 and two payments of 5: each seven times as much in the second set.
        assert_eq!(amounts(&prepared.old), ["100", "10"]);
        assert_eq!(amounts(&prepared.new), ["700", "70"]);
        prepared
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder with the first version, once more.
    pub(crate) fn copy(&self) -> TempDir {
        copy_of(&self.data())
    }

    /// The command that brings the second version into a data folder.
    pub(crate) fn load(&self, data: &Path) -> Vec<String> {
        self.load_of("second", data)
    }

    fn load_of(&self, set: &str, data: &Path) -> Vec<String> {
        let files = FILES.map(|name| plain(&self.folder.path().join(set).join(name)));
        [vec!["load".to_owned(), "--data-dir".to_owned(), plain(data)], files.to_vec()].concat()
    }

    /// The files of the second version by their names.
    pub(crate) fn second_files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let read = |name| (name, fs::read(self.folder.path().join("second").join(name)).expect("a file"));
        FILES.map(read).to_vec()
    }

    /// Opens the folder again: exactly one of the two versions with its exact totals, and nothing else in there.
    pub(crate) fn check(&self, data: &Path, about: &str) -> Version {
        let listed = listed(data);
        let current: Vec<bool> = listed.iter().map(|(_, current)| *current).collect();
        let version = match current.as_slice() {
            [true] => Version::Old,
            [true, false] => Version::New,
            _ => panic!("{about}: the versions are {listed:?}"),
        };
        let expected = if version == Version::Old { &self.old } else { &self.new };
        assert_eq!(&totals(data), expected, "{about}: not the totals of the {version:?} version");
        assert_nothing_leaked(data, &listed, about);
        version
    }
}

/// A data folder's copy.
pub(crate) fn copy_of(data: &Path) -> TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    copy_into(data, copy.path());
    copy
}

pub(crate) fn copy_into(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_into(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// The names in a folder.
pub(crate) fn names(folder: &Path) -> BTreeSet<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name().display().to_string();
    fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).map(name).collect()
}

/// A path as an argument.
pub(crate) fn plain(path: &Path) -> String {
    path.to_str().expect("a plain path").to_owned()
}

/// Texts as arguments.
pub(crate) fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

fn assert_nothing_leaked(data: &Path, listed: &[(String, bool)], about: &str) {
    let ids: BTreeSet<String> = listed.iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(names(&data.join("datasets")), ids, "{about}: datasets/ is not what the catalogue lists");
    assert_eq!(names(&data.join("staging")), BTreeSet::new(), "{about}: staging/ is not empty");
    let unknown: Vec<String> = names(data).into_iter().filter(|name| !KNOWN.contains(&name.as_str())).collect();
    assert!(unknown.is_empty(), "{about}: {unknown:?} in the data folder");
}

/// Ids and whether they are current, the newest first.
fn listed(data: &Path) -> Vec<(String, bool)> {
    let list = succeed(&["datasets", "--json", "--data-dir", &plain(data)].map(str::to_owned));
    let version = |version: &Value| (version["id"].as_str().expect("an id").to_owned(), version["current"] == true);
    list["datasets"].as_array().expect("a list").iter().map(version).collect()
}

fn totals(data: &Path) -> Value {
    succeed(&["ask", "--data-dir", &plain(data)].map(str::to_owned))["totals"].clone()
}

fn amounts(totals: &Value) -> [String; 2] {
    ["revenue", "spend"].map(|id| totals[id]["value"].to_string())
}

/// Runs a command that must succeed; its JSON, if that is what it prints.
fn succeed(arguments: &[String]) -> Value {
    let output = command(&borrowed(arguments));
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap_or_default()
}

const FILES: [&str; 4] = ["influencers.csv", "tracking_data.csv", "payouts.csv", "posts.csv"];

fn write_files(folder: &Path, factor: i64) {
    fs::create_dir_all(folder).expect("a folder");
    let (sales, organic, paid) = (50 * factor, 25 * factor, 5 * factor);
    let texts = [
        "id,name,category,gender,followers,platform\n1,A,Fitness,Female,10,YouTube\n2,B,Yoga,Male,20,Instagram\n"
            .to_owned(),
        format!(
            "source,campaign,influencer_id,brand,product,date,orders,revenue\n\
             influencer,C,1,B,P,2026-01-01,1,{sales}\ninfluencer,C,2,B,Q,2026-01-02,1,{sales}\n\
             organic,,,B,P,2026-01-01,1,{organic}\norganic,,,B,Q,2026-01-02,1,{organic}\n"
        ),
        format!("influencer_id,basis,rate,orders,total_payout\n1,post,{paid},1,{paid}\n2,post,{paid},1,{paid}\n"),
        format!(
            "influencer_id,platform,date,url,caption,reach,likes,comments\n1,YouTube,2026-01-01,u,c,{factor},2,1\n"
        ),
    ];
    for (name, text) in FILES.into_iter().zip(texts) {
        fs::write(folder.join(name), text).expect("a file");
    }
}
