//! Middleware: which requests are answered, and which headers an answer carries.

use crate::program::{Program, command};

#[test]
fn another_sites_name_is_not_answered() {
    let program = Program::start();
    for host in ["evil.example", "127.0.0.1.evil.example:5000", ""] {
        let status =
            program.raw(&format!("GET /api/v1/definitions HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"));
        assert!(status.contains("421"), "{host}: {status}");
    }
    let status = program.raw("GET /healthz HTTP/1.1\r\nHost: localhost:9\r\nConnection: close\r\n\r\n");
    assert!(status.contains("200"), "{status}");
}

#[test]
fn another_sites_page_cannot_write() {
    let program = Program::start();
    for header in ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site"] {
        let request = format!(
            "POST /api/v1/datasets/x/activate HTTP/1.1\r\nHost: localhost\r\n{header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let status = program.raw(&request);
        assert!(status.contains("403"), "{header}: {status}");
    }
    // A script sends neither header: it is answered, here with "no such dataset".
    program.post("/api/v1/datasets/x/activate", "").expect(404);
}

#[test]
fn every_answer_carries_its_rules_and_its_request_id() {
    let program = Program::start();
    for path in ["/", "/api/v1/dashboard", "/nowhere", "/api/v1/dashboard?from=yesterday"] {
        let reply = program.get(path);
        let policy = &reply.headers["content-security-policy"];
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(reply.headers["x-content-type-options"], "nosniff", "{path}");
        assert!(reply.headers.contains_key("x-request-id") && reply.headers.contains_key("server-timing"), "{path}");
    }
}

#[test]
fn the_page_names_no_other_host() {
    let program = Program::start();
    let page = program.get("/").expect(200).body;
    assert!(page.contains("HealthKart Influencer Marketing ROI Dashboard"));
    assert!(!page.contains("http://") && !page.contains("https://") && !page.contains("\"//"), "{page}");
}

#[test]
fn only_this_machine_is_listened_to() {
    let data = tempfile::tempdir().expect("a folder");
    let output =
        command(&["serve", "--listen", "0.0.0.0:0", "--data-dir", data.path().to_str().expect("a plain path")]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("not an address of this machine alone"), "{said}");
}

#[test]
fn headers_that_never_end_are_hung_up_on() {
    let program = Program::start();
    let status = program.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
    assert!(status.is_empty() || status.contains("408"), "{status}");
}

#[test]
fn an_error_says_where_what_and_what_to_do() {
    let program = Program::start();
    for (query, code) in [
        ("colour=red", "unknown_parameter"),
        ("tier=giant", "bad_parameter"),
        ("method=magic", "bad_parameter"),
        ("from=01-02-2024", "bad_parameter"),
        ("compare=ever", "bad_parameter"),
        ("sort=luck", "bad_parameter"),
    ] {
        let error = program.get(&format!("/api/v1/dashboard?{query}")).expect(400).json();
        assert_eq!(error["error"]["code"], code, "{query}");
        assert!(error["error"]["issues"].is_array() && error["request_id"].is_string(), "{query}");
    }
    assert_eq!(program.get("/api/v1/dashboard?dataset=none").expect(404).json()["error"]["code"], "no_such_dataset");
    program.post("/api/v1/dashboard", "").expect(405);
}

#[test]
fn an_unchanged_answer_is_not_sent_again() {
    let program = Program::start();
    let tag = program.get("/api/v1/dashboard?brand=Gritzo").expect(200).headers["etag"].clone();
    program.get_with("/api/v1/dashboard?brand=Gritzo", "if-none-match", &tag).expect(304);
    program.get_with("/api/v1/dashboard?brand=HKVitals", "if-none-match", &tag).expect(200);
}

#[test]
fn an_unknown_value_matches_nothing_and_gives_a_warning() {
    let program = Program::start();
    let shown = program.dashboard(&crate::program::pairs(&[("brand", "Nobody's"), ("campaign", "(none)")]));
    assert_eq!(shown.totals["revenue"].value, "0");
    assert!(shown.warnings.iter().any(|code| code == "unknown_value"));
}

#[test]
fn an_answer_a_client_has_is_not_sent_again_whatever_it_is() {
    let program = Program::start();
    for path in ["/api/v1/facets", "/api/v1/export/influencers.csv?brand=Gritzo"] {
        let tag = program.get(path).expect(200).headers["etag"].clone();
        program.get_with(path, "if-none-match", &format!("\"other\", W/{tag}")).expect(304);
    }
}

#[test]
fn every_refusal_has_the_one_shape_of_errors() {
    let program = Program::start();
    for path in [
        "/api/v1/imports/%ff",
        "/assets/%ff",
        "/api/v1/definitions?x=1",
        "/api/v1/facets?colour=x",
        "/api/v1/datasets?x=1",
    ] {
        let error = program.get(path).json();
        assert!(error["error"]["code"].is_string() && error["request_id"].is_string(), "{path}: {error}");
    }
    let large = " ".repeat((1 << 20) + 1);
    let error = program.post("/api/v1/imports/x/commit", &large).expect(413).json();
    assert_eq!(error["error"]["code"], "body_too_large");
}

#[test]
fn the_program_without_a_command_serves_at_the_given_address() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let output = command(&["--listen", &address, "--data-dir", "/nowhere/at/all"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains(&format!("port {} of 127.0.0.1 is in use", address.rsplit(':').next().expect("a port"))),
        "{said}"
    );
}
