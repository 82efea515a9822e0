//! The one helper that knows the program: how it is started, asked and fed.

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use serde_json::{Value, value::RawValue};
use tempfile::TempDir;

use crate::oracle::{Num, Numbers, decimal, is_money};

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_influencer-roi");

/// Runs one command to its end.
pub(crate) fn command(arguments: &[&str]) -> Output {
    Command::new(BINARY).args(arguments).output().expect("the program starts")
}

/// A running program with a data folder of its own; stopped when dropped.
pub(crate) struct Program {
    child: Child,
    address: String,
    folder: TempDir,
    agent: ureq::Agent,
}

/// An HTTP answer.
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }
}

impl Program {
    pub(crate) fn start() -> Self {
        Self::start_in(tempfile::tempdir().expect("a folder"), &[])
    }

    pub(crate) fn start_with(flags: &[&str]) -> Self {
        Self::start_in(tempfile::tempdir().expect("a folder"), flags)
    }

    pub(crate) fn start_in(folder: TempDir, flags: &[&str]) -> Self {
        let mut child = Command::new(BINARY)
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path().join("data"))
            .args(flags)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut first_line = String::new();
        let stdout = child.stdout.take().expect("stdout is piped");
        BufReader::new(stdout).read_line(&mut first_line).expect("the program says where it serves");
        let address = first_line.trim().rsplit('/').next().expect("an address").to_owned();
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let agent = config.timeout_global(Some(Duration::from_secs(60))).build().new_agent();
        Self { child, address, folder, agent }
    }

    /// Stops it as a crash would, and starts it again on the same data.
    pub(crate) fn kill_and_restart(mut self) -> Self {
        self.child.kill().expect("the program can be killed");
        self.child.wait().expect("the program ends");
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder"));
        drop(self);
        Self::start_in(folder, &[])
    }

    /// Stops it, and gives away its folder.
    pub(crate) fn end(mut self) -> TempDir {
        self.child.kill().expect("the program can be killed");
        self.child.wait().expect("the program ends");
        std::mem::replace(&mut self.folder, tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        read(self.agent.get(self.url(path)).call().expect("an answer"))
    }

    pub(crate) fn get_with(&self, path: &str, name: &str, value: &str) -> Reply {
        read(self.agent.get(self.url(path)).header(name, value).call().expect("an answer"))
    }

    pub(crate) fn delete(&self, path: &str) -> Reply {
        read(self.agent.delete(self.url(path)).call().expect("an answer"))
    }

    pub(crate) fn put(&self, path: &str, body: &str) -> Reply {
        read(self.agent.put(self.url(path)).send(body).expect("an answer"))
    }

    pub(crate) fn patch(&self, path: &str, body: &str) -> Reply {
        read(self.agent.patch(self.url(path)).send(body).expect("an answer"))
    }

    /// A download as it comes.
    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        let mut response = self.agent.get(self.url(path)).call().expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        response.body_mut().read_to_vec().expect("a whole body")
    }

    /// The process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Reply {
        read(self.agent.post(self.url(path)).send(body).expect("an answer"))
    }

    /// The same where the answer waits for long work, which on a busy machine takes as long as it takes.
    pub(crate) fn post_and_wait(&self, path: &str, body: &str) -> Reply {
        let request = self.agent.post(self.url(path)).config().timeout_global(None).build();
        read(request.send(body).expect("an answer"))
    }

    /// Uploads files as a form, as the page does.
    pub(crate) fn upload(&self, path: &str, files: &[(&str, &[u8])]) -> Reply {
        let boundary = "a-boundary-that-no-file-holds-7f3a";
        let mut body = Vec::new();
        for (name, bytes) in files {
            let head = format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/csv\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={boundary}");
        // A refusal may come before the body is read, and the connection ends with it.
        let request = self.agent.post(self.url(path)).header("content-type", kind).header("connection", "close");
        read(request.send(&body[..]).expect("an answer"))
    }

    /// Loads the four files of a folder (posts if there) as a dataset.
    pub(crate) fn load_folder(&self, folder: &Path, query: &str) -> Reply {
        let names = ["influencers.csv", "tracking_data.csv", "payouts.csv", "posts.csv"];
        let files: Vec<(&str, Vec<u8>)> =
            names.into_iter().filter_map(|name| Some((name, std::fs::read(folder.join(name)).ok()?))).collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        self.upload(&format!("/api/v1/datasets?{query}"), &files)
    }

    /// A program with a dataset of three tables, all questions answered as proposed.
    pub(crate) fn with_tables(influencers: &str, tracking: &str, payouts: &str) -> Self {
        let program = Self::start();
        let files = [("influencers.csv", influencers), ("tracking.csv", tracking), ("payouts.csv", payouts)];
        let files = files.map(|(name, text)| (name, text.as_bytes()));
        program.upload("/api/v1/datasets?policy=accept_valid&accept_proposals=true", &files).expect(201);
        program
    }

    pub(crate) fn dashboard(&self, pairs: &[(String, String)]) -> Dashboard {
        Dashboard::read(&self.get(&address("/api/v1/dashboard", pairs)).expect(200).body)
    }

    /// Sends bytes as they are and gives back the status line.
    pub(crate) fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("the program listens");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a deadline");
        stream.write_all(request.as_bytes()).expect("the request is sent");
        let mut answer = String::new();
        drop(stream.read_to_string(&mut answer));
        answer.lines().next().unwrap_or_default().to_owned()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn read(response: ureq::http::Response<ureq::Body>) -> Reply {
    let (parts, mut body) = response.into_parts();
    let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Reply {
        status: parts.status.as_u16(),
        headers: parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
        // A workbook is no text: only its status and its headers are looked at so.
        body: String::from_utf8_lossy(&body.with_config().limit(1 << 30).read_to_vec().expect("a whole body"))
            .into_owned(),
    }
}

/// A path with a query, percent-encoded.
pub(crate) fn address(path: &str, pairs: &[(String, String)]) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{path}?{query}")
}

/// Pairs of plain texts.
pub(crate) fn pairs(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A number as the wire carries it: `value` digit by digit, or the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    pub(crate) value: String,
    pub(crate) reason: Option<String>,
}

impl Shown {
    /// Micros of an exact amount.
    pub(crate) fn micros(&self) -> i128 {
        let (whole, fraction) = self.value.split_once('.').unwrap_or((&self.value, ""));
        let digits = format!("{whole}{fraction:0<6}");
        digits.parse().unwrap_or_else(|_| panic!("no exact amount: {}", self.value))
    }

    fn is(&self, expected: &Num, is_money: bool) -> bool {
        match expected {
            Num::None(reason) => self.value == "null" && self.reason.as_deref() == Some(reason),
            Num::Exact(exact) if is_money => self.reason.is_none() && self.value == decimal(*exact),
            Num::Exact(exact) => self.reason.is_none() && self.value == exact.to_string(),
            Num::Ratio { .. } => self.value.parse::<f64>().ok() == expected.nearest_double(),
        }
    }
}

/// Numbers of one total, platform or influencer, by their name.
pub(crate) type ShownNumbers = BTreeMap<String, Shown>;

/// A dashboard's answer with every number as text.
pub(crate) struct Dashboard {
    pub(crate) totals: ShownNumbers,
    pub(crate) platforms: Vec<(String, ShownNumbers)>,
    pub(crate) top: Vec<String>,
    pub(crate) influencers: Vec<(String, ShownNumbers)>,
    pub(crate) influencers_total: usize,
    pub(crate) daily: Vec<(String, ShownNumbers)>,
    pub(crate) warnings: Vec<String>,
}

type Raw = BTreeMap<String, Box<RawValue>>;

impl Dashboard {
    fn read(body: &str) -> Self {
        let answer: Raw = serde_json::from_str(body).expect("an object");
        let lines = |name: &str, id: &str| {
            let lines: Vec<Raw> = serde_json::from_str(answer[name].get()).expect("a list");
            lines.iter().map(|line| (text(&line[id]), numbers(line))).collect::<Vec<_>>()
        };
        let totals: Raw = serde_json::from_str(answer["totals"].get()).expect("an object");
        let warnings: Vec<Value> = serde_json::from_str(answer["warnings"].get()).expect("a list");
        Self {
            totals: numbers(&totals),
            platforms: lines("platforms", "platform"),
            top: lines("top_influencers", "id").into_iter().map(|(id, _)| id).collect(),
            influencers: lines("influencers", "id"),
            influencers_total: serde_json::from_str(answer["influencers_total"].get()).expect("a number"),
            daily: lines("daily", "date"),
            warnings: warnings.iter().filter_map(|warning| Some(warning["code"].as_str()?.to_owned())).collect(),
        }
    }

    pub(crate) fn micros(&self, id: &str) -> i128 {
        self.totals[id].micros()
    }
}

fn text(raw: &RawValue) -> String {
    serde_json::from_str(raw.get()).expect("a text")
}

fn numbers(of: &Raw) -> ShownNumbers {
    let number = |id: &String| {
        let fields: Raw = serde_json::from_str(of[id].get()).ok()?;
        let value = fields.get("value")?.get().to_owned();
        Some((id.clone(), Shown { value, reason: fields.get("reason").map(|reason| text(reason)) }))
    };
    of.keys().filter_map(number).collect()
}

/// Every expected number is shown exactly so.
pub(crate) fn assert_numbers(shown: &ShownNumbers, expected: &Numbers, about: &str) {
    for (id, number) in expected {
        let found = shown.get(*id).unwrap_or_else(|| panic!("{about}: no {id}"));
        assert!(found.is(number, is_money(id)), "{about}: {id} is {found:?}, expected {number:?}");
    }
}
