//! The OpenAPI document says what there is: every route, every parameter, every answer.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::program::{Program, Reply};

mod schema;

const ROUTES: &str = include_str!("../../src/http/routes.rs");

fn document(program: &Program) -> Value {
    program.get("/openapi.json").expect(200).json()
}

/// `GET /healthz` for every route in the table of routes.
fn routes() -> BTreeSet<String> {
    let mut routes = BTreeSet::new();
    for line in ROUTES.split(".route(").skip(1) {
        let mut parts = line.split('"');
        let (path, handlers) = (parts.nth(1).expect("a path"), parts.next().expect("handlers"));
        for method in ["get", "post", "patch", "delete", "put"] {
            if handlers.contains(&format!("{method}(")) {
                routes.insert(format!("{} {path}", method.to_uppercase()));
            }
        }
    }
    routes
}

fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let paths = document["paths"].as_object().expect("paths").iter();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().expect("methods").iter();
            methods.map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation))
        })
        .collect()
}

#[test]
fn every_route_is_described_and_every_description_has_its_route() {
    let document = document(&Program::start());
    let described: BTreeSet<String> =
        operations(&document).into_iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(described, routes());
    assert!(described.len() > 25);
}

/// Every reference below a part of the document.
fn references(part: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_part_is_there_and_used() {
    let document = document(&Program::start());
    let mut used = BTreeSet::new();
    references(&document, &mut used);
    for reference in &used {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    for (kind, parts) in document["components"].as_object().expect("components") {
        for name in parts.as_object().expect("parts").keys() {
            assert!(used.contains(&format!("#/components/{kind}/{name}")), "{kind}/{name} is used nowhere");
        }
    }
}

fn parameters(document: &Value, operation: &Value) -> Vec<Value> {
    let references = operation["parameters"].as_array().expect("a list").iter();
    let found = references.map(|part| match part["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect("a parameter").clone(),
        None => part.clone(),
    });
    found.collect()
}

#[test]
fn every_described_parameter_is_taken_and_what_is_not_described_is_refused() {
    let program = Program::start();
    let document = document(&program);
    for (method, path, operation) in operations(&document) {
        if method != "GET" || operation["responses"].get("400").is_none() {
            continue;
        }
        let path = path.replace("{id}", "x").replace("{at}", "0");
        let needed = if path.contains("/rows") { "of=revenue&" } else { "" };
        for parameter in parameters(&document, operation)
            .iter()
            .filter(|parameter| parameter["in"] == "query" && parameter["required"] != true)
        {
            let name = parameter["name"].as_str().expect("a name");
            let reply = program.get(&format!("{path}?{needed}{name}="));
            assert_ne!(reply.status, 400, "{path} takes {name}: {}", reply.body);
            let default = parameter["schema"].get("default").map(|value| value.to_string().replace('"', ""));
            let choices = parameter["schema"].get("enum").or(parameter["schema"]["items"].get("enum"));
            let choices = choices.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
            for value in choices.map(str::to_owned).chain(default) {
                assert_ne!(
                    program.get(&format!("{path}?{needed}{name}={value}")).status,
                    400,
                    "{path} takes {name}={value}"
                );
            }
        }
        let refused = program.get(&format!("{path}?{needed}colour=red")).expect(400).json();
        assert_eq!(refused["error"]["code"], "unknown_parameter", "{path}");
    }
}

#[test]
fn the_dashboard_knows_no_parameter_that_is_not_described() {
    let program = Program::start();
    let document = document(&program);
    let refused = program.get("/api/v1/dashboard?colour=red").expect(400).json();
    let message = refused["error"]["message"].as_str().expect("a sentence");
    let (_, known) = message.split_once("Known are ").expect("a list");
    let known: BTreeSet<&str> =
        known.trim_end_matches('.').split([',', ' ']).filter(|word| !matches!(*word, "" | "and")).collect();
    let described = parameters(&document, &document["paths"]["/api/v1/dashboard"]["get"]);
    let described: BTreeSet<&str> = described.iter().filter_map(|parameter| parameter["name"].as_str()).collect();
    assert_eq!(described, known);
}

/// An answer is what the document says that this route answers with this status.
fn assert_described(document: &Value, method: &str, route: &str, reply: &Reply) {
    let about = format!("{method} {route} → {}", reply.status);
    let response = &document["paths"][route][method]["responses"][reply.status.to_string()];
    let response = match response["$ref"].as_str() {
        Some(reference) => document.pointer(reference.trim_start_matches('#')).expect("a response"),
        None => response,
    };
    assert!(response["description"].is_string(), "{about} is not described");
    let schema = &response["content"]["application/json"]["schema"];
    if schema.is_null() {
        return assert!(response.get("content").is_some() || reply.body.is_empty(), "{about}: {}", reply.body);
    }
    assert_eq!(schema::mismatch(document, schema, &reply.json()), None, "{about}");
}

#[test]
fn numbers_are_what_the_document_says() {
    let program = Program::start();
    let document = document(&program);
    for (route, queries) in [
        (
            "/api/v1/dashboard",
            [
                "",
                "?brand=Gritzo&compare=year&include=panels,facets,intervals&limit=3",
                "?brand=Gritzo&from=2026-03-01&include=panels,days_once&limit=3",
                "?method=literal&from=2030-01-01&compare=previous",
                "?margin=0.4&margin.Gritzo=0.5&include=intervals&verdict=earns&limit=3",
                "?margin=2",
                "?from=x",
                "?dataset=x",
            ]
            .as_slice(),
        ),
        ("/api/v1/facets", &["", "?dataset=x", "?dimension=influencer&find=a&limit=3", "?limit=x"]),
        (
            "/api/v1/rows",
            &["?of=spend", "?of=revenue&limit=3&offset=2&brand=Gritzo", "?of=posts&limit=2", "", "?of=spend&dataset=x"],
        ),
        ("/api/v1/export/rows.csv", &["?of=spend", "?of=luck"]),
        ("/api/v1/definitions", &["", "?x=1"]),
        ("/api/v1/datasets", &["", "?x=1"]),
        ("/api/v1/export/influencers.csv", &["", "?columns=x"]),
        ("/api/v1/settings", &["", "?x=1"]),
        ("/healthz", &[""]),
        ("/readyz", &[""]),
        ("/openapi.json", &["", "?x=1"]),
        ("/metrics", &["", "?x=1"]),
        ("/", &[""]),
        ("/reference", &[""]),
        ("/methods", &[""]),
    ] {
        for query in queries {
            assert_described(&document, "get", route, &program.get(&format!("{route}{query}")));
        }
    }
}

#[test]
fn one_influencer_is_what_the_document_says() {
    let program = Program::start();
    let document = document(&program);
    let first = program.get("/api/v1/dashboard?limit=1").expect(200).json()["influencers"][0]["id"].clone();
    let first = first.as_str().expect("an id").to_owned();
    for asked in [
        first.clone(),
        format!("{first}?method=literal&brand=Gritzo"),
        format!("{first}?include=intervals"),
        format!("{first}?include=panels"),
        "nobody".to_owned(),
    ] {
        let reply = program.get(&format!("/api/v1/influencers/{asked}"));
        assert_described(&document, "get", "/api/v1/influencers/{id}", &reply);
    }
}

const INFLUENCERS: &str = "id,name,category,gender,followers,platform\n7,Asha,Fitness,F,12000,insta\n";
const PAYOUTS: &str = "influencer_id,basis,rate,orders,total_payout\n7,Per Post,500,0,1000\n";

/// Files with a question, errors, warnings and every class.
fn suspicious() -> String {
    let rows = ["instagram,C1,7,Whey,01-02-2026,2,1200.50", "organic,,,Whey,03-04-2026,3,25", "ads,C,,Whey,never,1,1"];
    format!("source,campaign,influencer_id,product,date,orders,revenue\n{}\n", rows.join("\n"))
}

#[test]
fn an_import_is_what_the_document_says_at_every_step() {
    let program = Program::start();
    let document = document(&program);
    let said = |method: &str, route: &str, reply: Reply| {
        assert_described(&document, method, route, &reply);
        reply
    };
    let tracking = suspicious();
    let files = [("a.csv", INFLUENCERS.as_bytes()), ("b.csv", tracking.as_bytes()), ("c.csv", PAYOUTS.as_bytes())];
    let begun = said("post", "/api/v1/imports", program.upload("/api/v1/imports", &files).expect(202)).json();
    said(
        "delete",
        "/api/v1/imports/{id}",
        program.delete(&format!("/api/v1/imports/{}", begun["id"].as_str().expect("an id"))),
    );
    let staged =
        said("post", "/api/v1/imports", program.upload("/api/v1/imports?wait=true", &files).expect(200)).json();
    let report = &staged["report"];
    assert!(report["questions"][0].is_object() && report["errors"].as_u64() > Some(0), "{report}");
    let import = format!("/api/v1/imports/{}", staged["id"].as_str().expect("an id"));
    let mapping = json!({"dates": {"tracking": "day_month"}, "brand": "none", "source": {"instagram": "influencer"}});
    let changes = json!({"mapping": mapping}).to_string();
    said("post", "/api/v1/imports/{id}/preview", program.post(&format!("{import}/preview"), &changes).expect(200));
    said("post", "/api/v1/imports/{id}/preview", program.post(&format!("{import}/preview"), "{").expect(400));
    let refused = program.post(&format!("{import}/commit"), "").expect(422);
    assert!(said("post", "/api/v1/imports/{id}/commit", refused).json()["error"]["issues"][0].is_object());
    said("get", "/api/v1/imports/{id}/issues.csv", program.get(&format!("{import}/issues.csv")).expect(200));
    let added = program.upload(
        &format!("{import}/files"),
        &[("posts.csv", b"influencer_id,platform,date,reach,likes,comments\n7,Instagram,2026-01-01,1,1,1\n")],
    );
    said("post", "/api/v1/imports/{id}/files", added.expect(202));
    while program.get(&import).json()["state"] == "running" {}
    said("get", "/api/v1/imports/{id}", program.get(&import).expect(200));
    let options = json!({"policy": "accept_valid", "mapping": mapping, "name": "Suspicious"}).to_string();
    said("post", "/api/v1/imports/{id}/commit", program.post(&format!("{import}/commit"), &options).expect(201));
    said("get", "/api/v1/imports/{id}", program.get(&import).expect(200));
    said("get", "/api/v1/imports/{id}", program.get("/api/v1/imports/x").expect(404));
    let not_a_form = program.post("/api/v1/imports", "{}").expect(415);
    said("post", "/api/v1/imports", not_a_form);
    let unreadable = [("a.csv", b"\x00\x01\x02".as_slice())];
    said("post", "/api/v1/datasets", program.upload("/api/v1/datasets", &unreadable).expect(422));
    said(
        "get",
        "/api/v1/dashboard",
        program.get("/api/v1/dashboard?compare=previous&include=panels,intervals").expect(200),
    );
}

#[test]
fn versions_are_what_the_document_says() {
    let program = Program::start();
    let document = document(&program);
    let said = |method: &str, route: &str, reply: Reply| {
        assert_described(&document, method, route, &reply);
        reply
    };
    let sample = program.get("/api/v1/datasets").expect(200).json()["datasets"][0]["id"].clone();
    let folder = tempfile::tempdir().expect("a folder");
    crate::sample::generate(folder.path(), &["--rows", "200"]);
    let made = said("post", "/api/v1/datasets", program.load_folder(folder.path(), "policy=reject").expect(201)).json();
    let of = |id: &Value| format!("/api/v1/datasets/{}", id.as_str().expect("an id"));
    let (made, sample) = (of(&made["dataset"]["id"]), of(&sample));
    said("get", "/api/v1/datasets", program.get("/api/v1/datasets").expect(200));
    said("get", "/api/v1/datasets/{id}/report", program.get(&format!("{made}/report")).expect(200));
    said("get", "/api/v1/datasets/{id}/issues.csv", program.get(&format!("{made}/issues.csv?file=none")).expect(404));
    said("get", "/api/v1/datasets/{id}/originals/{at}", program.get(&format!("{made}/originals/0")).expect(200));
    said("get", "/api/v1/datasets/{id}/originals/{at}", program.get(&format!("{made}/originals/x")).expect(404));
    said("patch", "/api/v1/datasets/{id}", program.patch(&made, "{\"name\": \"August\"}").expect(200));
    said("patch", "/api/v1/datasets/{id}", program.patch(&made, "{\"name\": \" \"}").expect(400));
    said("delete", "/api/v1/datasets/{id}", program.delete(&made).expect(409));
    said("post", "/api/v1/datasets/{id}/activate", program.post(&format!("{sample}/activate"), "").expect(200));
    said("delete", "/api/v1/datasets/{id}", program.delete(&format!("{made}?forever=true")).expect(409));
    said("delete", "/api/v1/datasets/{id}", program.delete(&made).expect(204));
    said("get", "/api/v1/datasets", program.get("/api/v1/datasets").expect(200));
    said("post", "/api/v1/datasets/{id}/restore", program.post(&format!("{made}/restore"), "").expect(200));
    said("post", "/api/v1/datasets/{id}/restore", program.post(&format!("{made}/restore"), "").expect(404));
    said("post", "/api/v1/datasets/keep", program.post("/api/v1/datasets/keep", "{\"last\": 1}").expect(200));
    said("delete", "/api/v1/datasets/{id}", program.delete("/api/v1/datasets/x").expect(404));
}

#[test]
fn settings_are_what_the_document_says() {
    let program = Program::start();
    let document = document(&program);
    for body in [
        r#"{"margins":{"default":0.4,"brands":{"Gritzo":0.5}}}"#,
        "{}",
        r#"{"margins":{"default":2}}"#,
        r#"{"currency":"EUR","time_zone":null}"#,
    ] {
        assert_described(&document, "put", "/api/v1/settings", &program.put("/api/v1/settings", body));
    }
    assert_described(&document, "get", "/api/v1/settings", &program.get("/api/v1/settings"));
}

#[test]
fn the_reference_page_names_no_other_host_and_is_embedded() {
    let program = Program::start();
    let page = program.get("/reference").expect(200);
    assert!(page.headers["content-type"].starts_with("text/html"));
    assert!(page.body.contains("API reference") && page.body.contains("/assets/reference-"));
    assert!(!page.body.contains("http://") && !page.body.contains("https://"), "{}", page.body);
}

#[test]
fn the_methods_page_has_its_chapters_and_every_link_leads_somewhere() {
    let program = Program::start();
    let page = program.get("/methods").expect(200);
    assert!(page.headers["content-type"].starts_with("text/html"));
    let html = page.body;
    for heading in ["What is asked", "The published formula is a definition", "Never claimed", "What we measured"] {
        assert!(html.contains(&format!("-title\">{heading}</h2>")), "{heading}");
    }
    for refused in ["style=", "study:", "http://", "https://", "<!-- "] {
        assert!(!html.contains(refused), "{refused}");
    }
    let links: Vec<&str> = html.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.contains(&"/") && links.len() > 15, "{links:?}");
    for link in links {
        match link.strip_prefix('#') {
            Some(name) => assert_eq!(html.matches(&format!(" id=\"{name}\"")).count(), 1, "{link}"),
            None => assert_eq!(program.get(link).status, 200, "{link}"),
        }
    }
}

#[test]
fn an_estimate_is_what_the_document_says_at_every_step() {
    let program = Program::start();
    let document = document(&program);
    let said = |method: &str, route: &str, reply: Reply| {
        assert_described(&document, method, route, &reply);
        reply
    };
    let (asked, one) = ("/api/v1/incrementality", "/api/v1/incrementality/{id}");
    said("get", asked, program.get(&format!("{asked}?dataset=x")).expect(404));
    let offer = said("get", asked, program.get(asked).expect(200)).json();
    let request = |index: usize, more: Value| {
        let campaign = &offer["campaigns"][index];
        let mut request = json!({"brand": campaign["brand"], "campaign": campaign["campaign"]});
        request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        request.to_string()
    };
    said("post", asked, program.post(asked, "{").expect(400));
    said("post", asked, program.post(asked, &request(0, json!({"from": "soon"}))).expect(400));
    said("post", asked, program.post(asked, "").expect(404));
    let refused = program.post(&format!("{asked}?wait=true"), &request(0, json!({"tail_days": 60}))).expect(200);
    assert_eq!(said("post", asked, refused).json()["state"], "refused");
    let begun = said("post", asked, program.post(asked, &request(0, json!({}))).expect(202)).json();
    let id = begun["id"].as_str().expect("an id");
    said("get", one, program.get(&format!("{asked}/{id}")).expect(200));
    let ready = said("post", asked, program.post(&format!("{asked}?wait=true"), &request(0, json!({}))).expect(200));
    assert_eq!(ready.json()["state"], "ready");
    said("delete", one, program.delete(&format!("{asked}/{id}")).expect(204));
    said("get", one, program.get(&format!("{asked}/x")).expect(404));
    said("delete", one, program.delete(&format!("{asked}/x")).expect(404));
}
