//! Metrics, log and `Server-Timing` of the program.

use std::{
    io::{BufRead, BufReader, Read as _},
    process::{Child, Command, Stdio},
};

use serde_json::Value;

use crate::program::{BINARY, Program};

/// The value of one line of `/metrics`; nothing where the line is not there.
fn metric(program: &Program, line: &str) -> Option<f64> {
    let said = program.get("/metrics").expect(200).body;
    said.lines().find_map(|found| found.strip_prefix(line)?.strip_prefix(' ')?.parse().ok())
}

const DASHBOARD: &str = "{route=\"/api/v1/dashboard\",method=\"GET\",status=\"2xx\"}";

#[test]
fn requests_are_counted_by_route_and_never_by_what_users_write() {
    let program = Program::start();
    for query in ["", "?brand=Gritzo", "?q=secretname"] {
        program.get(&format!("/api/v1/dashboard{query}")).expect(200);
    }
    program.get("/api/v1/imports/secretname").expect(404);
    program.get("/secretname").expect(404);
    let count = |labels: &str| metric(&program, &format!("roi_http_request_duration_seconds_count{labels}"));
    assert_eq!(count(DASHBOARD), Some(3.0));
    assert_eq!(count("{route=\"/api/v1/imports/{id}\",method=\"GET\",status=\"4xx\"}"), Some(1.0));
    assert_eq!(count("{route=\"none\",method=\"GET\",status=\"4xx\"}"), Some(1.0));
    let reply = program.get("/metrics").expect(200);
    assert!(!reply.body.contains("secretname") && reply.body.ends_with("# EOF\n"), "{}", reply.body);
    assert!(reply.headers["content-type"].starts_with("application/openmetrics-text"));
    assert_eq!(metric(&program, "roi_http_requests_in_flight"), Some(1.0), "only the one that asks");
}

#[test]
fn answers_are_counted_by_where_they_came_from() {
    let program = Program::start();
    let tag = program.get("/api/v1/dashboard?brand=Gritzo").expect(200).headers["etag"].clone();
    program.get("/api/v1/dashboard?brand=Gritzo").expect(200);
    program.get_with("/api/v1/dashboard?brand=Gritzo", "if-none-match", &tag).expect(304);
    assert_eq!(metric(&program, "roi_answers_total{source=\"cached\"}"), Some(1.0));
    assert_eq!(metric(&program, "roi_answers_total{source=\"computed\"}"), Some(1.0));
    assert_eq!(metric(&program, "roi_answers_total{source=\"not_modified\"}"), Some(1.0));
}

#[test]
fn datasets_and_imports_are_counted() {
    let program = Program::start();
    let dataset = program.get("/api/v1/datasets").expect(200).json()["datasets"][0].clone();
    program.get("/api/v1/dashboard").expect(200);
    let id = dataset["id"].as_str().expect("an id");
    let rows = metric(&program, &format!("roi_dataset_rows{{dataset=\"{id}\",table=\"tracking\"}}"));
    assert_eq!(rows, dataset["rows"]["tracking"].as_f64());
    assert!(metric(&program, &format!("roi_dataset_cells{{dataset=\"{id}\"}}")).is_some_and(|cells| cells > 1_000.0));
    assert!(metric(&program, &format!("roi_dataset_bytes{{dataset=\"{id}\"}}")).is_some_and(|bytes| bytes > 1_000.0));
    assert_eq!(metric(&program, "roi_datasets_open"), Some(1.0));
    let folder = tempfile::tempdir().expect("a folder");
    crate::sample::generate(folder.path(), &["--rows", "200"]);
    program.load_folder(folder.path(), "policy=reject").expect(201);
    assert_eq!(metric(&program, "roi_imports{state=\"committed\"}"), Some(1.0));
    let bytes = ["influencers", "tracking_data", "payouts", "posts"]
        .map(|name| std::fs::metadata(folder.path().join(format!("{name}.csv"))).expect("the file is there").len());
    assert_eq!(metric(&program, "roi_imported_bytes_total"), Some(bytes.iter().sum::<u64>() as f64));
    assert!(metric(&program, "process_start_time_seconds").is_some_and(|started| started > 1.7e9));
    assert_eq!(metric(&program, &format!("roi_build_info{{version=\"{}\"}}", env!("CARGO_PKG_VERSION"))), Some(1.0));
}

#[test]
fn versions_stay_open_as_far_as_the_memory_for_them_goes() {
    let open_after_two = |flags: &[&str]| {
        let program = Program::start_with(flags);
        let first = program.get("/api/v1/datasets").expect(200).json()["datasets"][0]["id"].clone();
        let first = format!("/api/v1/dashboard?limit=3&dataset={}", first.as_str().expect("an id"));
        let before = program.get(&first).expect(200).json();
        let folder = tempfile::tempdir().expect("a folder");
        crate::sample::generate(folder.path(), &["--rows", "200"]);
        program.load_folder(folder.path(), "policy=reject").expect(201);
        program.get("/api/v1/dashboard").expect(200);
        // Another question, so that the version itself is asked and not an answer that was kept.
        let again = program.get(&first.replace("limit=3", "limit=2")).expect(200).json();
        assert_eq!(again["totals"], before["totals"]);
        metric(&program, "roi_datasets_open")
    };
    assert_eq!(open_after_two(&[]), Some(2.0));
    assert_eq!(open_after_two(&["--open-bytes-most", "1"]), Some(1.0));
}

#[test]
fn every_answer_says_what_it_took() {
    let program = Program::start();
    for path in ["/api/v1/dashboard", "/api/v1/dashboard?from=never", "/api/v1/export/influencers.csv", "/nowhere"] {
        let timing = program.get(path).headers["server-timing"].clone();
        let took = timing.strip_prefix("app;dur=").expect("a duration");
        assert!(took.split_once('.').is_some_and(|(_, digits)| digits.len() == 2), "{timing}");
        assert!(took.parse::<f64>().is_ok_and(|millis| millis >= 0.0), "{timing}");
    }
}

/// A program whose log is read.
struct Logged {
    child: Child,
    address: String,
    /// Lives as long as the program.
    _folder: tempfile::TempDir,
}

impl Logged {
    fn start(flags: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut child = Command::new(BINARY)
            .args(["serve", "--listen", "127.0.0.1:0", "--data-dir"])
            .arg(folder.path().join("data"))
            .args(flags)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout is piped")).read_line(&mut line).expect("a greeting");
        let address = line.trim().rsplit('/').next().expect("an address").to_owned();
        Self { child, address, _folder: folder }
    }

    fn get(&self, path: &str) -> String {
        let config = ureq::Agent::config_builder().http_status_as_error(false).build();
        let reply = config.new_agent().get(format!("http://{}{path}", self.address)).call().expect("an answer");
        reply.headers()["x-request-id"].to_str().expect("an id").to_owned()
    }

    /// Ends the program and gives back what it logged.
    fn end(mut self) -> String {
        self.child.kill().expect("the program can be killed");
        self.child.wait().expect("the program ends");
        let mut said = String::new();
        self.child.stderr.take().expect("stderr is piped").read_to_string(&mut said).expect("a text");
        said
    }
}

#[test]
fn nothing_is_logged_unless_asked_for() {
    let logged = Logged::start(&[]);
    logged.get("/api/v1/dashboard");
    logged.get("/nowhere");
    assert_eq!(logged.end(), "");
}

#[test]
fn every_request_is_a_line_that_machines_read() {
    let logged = Logged::start(&["--log", "info", "--log-format", "json"]);
    let ids = [logged.get("/api/v1/dashboard?q=secretname"), logged.get("/api/v1/datasets/x/report")];
    let said = logged.end();
    assert!(!said.contains("secretname"), "what is looked for is nobody's business: {said}");
    let lines: Vec<Value> = said.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    let of = |id: &String| lines.iter().find(|line| line["request_id"] == id.as_str()).expect("a line");
    let (answered, refused) = (of(&ids[0]), of(&ids[1]));
    assert_eq!((&answered["route"], &answered["status"]), (&"/api/v1/dashboard".into(), &200.into()));
    assert_eq!((&refused["route"], &refused["status"]), (&"/api/v1/datasets/{id}/report".into(), &404.into()));
    assert!(answered["ms"].is_number() && answered["level"] == "INFO" && answered["method"] == "GET");
}

#[test]
fn every_request_is_a_line_that_people_read() {
    let logged = Logged::start(&["--log", "info"]);
    let id = logged.get("/healthz");
    let said = logged.end();
    assert!(said.lines().any(|line| line.contains(&id) && line.contains("/healthz") && line.contains("200")), "{said}");
}
