//! Whose codes are: shown with their money, changed by page, script and command line, and remembered for the next files.

use serde_json::{Value, json};

use crate::program::{Program, Reply, command};

const CREATORS: &str = "Creator,Handle,Platform,Niche,Followers,Discount code\n\
    Asha Rao,@asha.fit,Instagram,Fitness,120000,ASHA10\nChitra Sen,@chitra,YouTube,Food,84000,CHITRA10\n";
const PAYMENTS: &str = "Creator,Paid on,Amount\nAsha Rao,2024-06-05,2500\nChitra Sen,2024-06-07,1200\n";

/// Orders of a shop: of Asha, of Chitra, under two codes that no influencer owns, and without any.
fn orders(month: &str) -> String {
    let mut text = String::from(
        "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Created at,Lineitem quantity,Lineitem name,Lineitem price,Billing Name,Cancelled at,Refunded Amount,Vendor\n",
    );
    let sales = [("ASHA10", 1000), ("CHITRA10", 2000), ("GLOW25", 400), ("ZEN-5", 300), ("", 5000)];
    for (at, (code, total)) in sales.into_iter().enumerate() {
        let at = at + 1;
        text.push_str(&format!(
            "#{month}{at},b@example.com,paid,INR,{total},0,0,{total},{code},2024-{month}-0{at} 10:00:00 +0530,1,Whey,{total},Buyer,,0,MuscleBlaze\n"
        ));
    }
    text
}

fn load(program: &Program, month: &str) -> String {
    let orders = orders(month);
    let files = [("creators.csv", CREATORS), ("orders.csv", orders.as_str()), ("payments.csv", PAYMENTS)];
    let files = files.map(|(name, text)| (name, text.as_bytes()));
    let reply = program.upload("/api/v1/datasets?accept_proposals=true", &files).expect(201);
    reply.json()["dataset"]["id"].as_str().expect("an id").to_owned()
}

fn aliases(program: &Program, id: &str) -> Value {
    program.get(&format!("/api/v1/datasets/{id}/aliases")).expect(200).json()
}

fn set(program: &Program, id: &str, aliases: Value) -> Reply {
    program.put(&format!("/api/v1/datasets/{id}/aliases"), &json!({"aliases": aliases}).to_string())
}

/// The owner of each key, and what was sold under it.
fn owners(aliases: &Value) -> Vec<(&str, &str, i64, &str)> {
    let text = |key: &'_ Value, field: &str| key[field].as_str().expect("a text").to_owned().leak() as &str;
    let keys = aliases["keys"].as_array().expect("a list");
    let of = |key| {
        (text(key, "key"), text(key, "owner"), key["revenue"]["value"].as_i64().expect("rupees"), text(key, "because"))
    };
    keys.iter().map(of).collect()
}

fn revenue(program: &Program) -> Vec<(String, i64)> {
    let board = program.get("/api/v1/dashboard").expect(200).json();
    let lines = board["influencers"].as_array().expect("a list");
    let of = |line: &Value| {
        (line["name"].as_str().expect("a name").to_owned(), line["revenue"]["value"].as_i64().expect("rupees"))
    };
    let mut lines: Vec<(String, i64)> = lines.iter().map(of).collect();
    lines.sort();
    lines
}

fn money(asha: i64, chitra: i64) -> Vec<(String, i64)> {
    vec![("Asha Rao".to_owned(), asha), ("Chitra Sen".to_owned(), chitra)]
}

/// The id of the creator who owns a key.
fn id_of(aliases: &Value, key: &str) -> String {
    let keys = aliases["keys"].as_array().expect("a list");
    let found = keys.iter().find(|one| one["key"] == key).unwrap_or_else(|| panic!("no {key}"));
    found["owner"].as_str().and_then(|owner| owner.strip_prefix("creator:")).expect("a creator").to_owned()
}

#[test]
fn every_code_is_shown_with_its_money_and_whose_it_is() {
    let program = Program::start();
    let id = load(&program, "06");
    let shown = aliases(&program, &id);
    let (asha, chitra) = (id_of(&shown, "ASHA10"), id_of(&shown, "CHITRA10"));
    let (asha, chitra) = (format!("creator:{asha}"), format!("creator:{chitra}"));
    assert_eq!(
        owners(&shown),
        [
            ("CHITRA10", chitra.as_str(), 2000, "files"),
            ("ASHA10", asha.as_str(), 1000, "files"),
            ("GLOW25", "other", 400, "decided"),
            ("ZEN-5", "other", 300, "decided"),
        ]
    );
    assert_eq!((&shown["keys_total"], &shown["aliases"]), (&json!(4), &json!([])));
    assert_eq!(shown["keys"][0]["name"], "Chitra Sen");
}

#[test]
fn codes_given_to_somebody_make_a_new_version_and_are_remembered() {
    let program = Program::start();
    let id = load(&program, "06");
    assert_eq!(revenue(&program), money(1000, 2000));
    let chitra = id_of(&aliases(&program, &id), "CHITRA10");
    let given = json!([
        {"alias": "glow 25", "kind": "code", "owner": format!("creator:{chitra}")},
        {"alias": "ZEN-5", "kind": "code", "owner": "organic"},
    ]);
    let made = set(&program, &id, given).expect(201).json();
    let corrected = made["dataset"]["id"].as_str().expect("an id");
    assert_ne!(corrected, id);
    assert_eq!(revenue(&program), money(1000, 2400));
    let board = program.get("/api/v1/dashboard").expect(200).json();
    assert_eq!(board["totals"]["organic_revenue"]["value"], 5300);
    let shown = aliases(&program, corrected);
    let of = |key: &str| owners(&shown).into_iter().find(|one| one.0 == key).expect("the key").3.to_owned();
    assert_eq!((of("GLOW25"), of("ZEN-5"), of("ASHA10")), ("set".to_owned(), "set".to_owned(), "files".to_owned()));
    assert_eq!(shown["aliases"].as_array().expect("a list").len(), 2);
    let old = program.get(&format!("/api/v1/dashboard?dataset={id}")).expect(200).json();
    assert_eq!(old["totals"]["organic_revenue"]["value"], 5000, "the version before stays what it was");

    let next = load(&program, "07");
    assert_eq!(revenue(&program), money(1000, 2400), "the next files follow");
    assert_eq!(aliases(&program, &next)["aliases"].as_array().expect("a list").len(), 2);

    let taken = json!([{"alias": "CHITRA10", "kind": "code", "owner": "organic"}]);
    set(&program, &next, taken).expect(201);
    assert_eq!(revenue(&program), money(1000, 0), "what was set goes before what the files say");
    let none = set(&program, &next, json!([])).expect(201).json();
    assert_eq!(revenue(&program), money(1000, 2000), "and can be taken back");
    assert_eq!(aliases(&program, none["dataset"]["id"].as_str().expect("an id"))["aliases"], json!([]));
}

#[test]
fn an_alias_that_cannot_be_is_refused_and_changes_nothing() {
    let program = Program::start();
    let id = load(&program, "06");
    for (bad, says) in [
        (json!([{"alias": "X", "kind": "code", "owner": "Chitra"}]), "found \"Chitra\", expected creator:ID"),
        (json!([{"alias": " ", "kind": "code", "owner": "other"}]), "aliases[0]: found a blank alias"),
        (json!([{"alias": "X", "kind": "code", "owner": "other", "from": "June"}]), "June"),
        (json!([{"alias": "X", "kind": "colour", "owner": "other"}]), "colour"),
        (json!(null), "found no aliases"),
    ] {
        let refused = set(&program, &id, bad).expect(400).json();
        let message = refused["error"]["message"].as_str().expect("a text");
        assert!(message.contains(says), "{message}");
    }
    set(&program, "nobody", json!([])).expect(404);
    program.get("/api/v1/datasets/nobody/aliases").expect(404);
    assert_eq!(program.get("/api/v1/datasets").expect(200).json()["datasets"].as_array().expect("a list").len(), 2);
}

#[test]
fn the_command_line_gives_codes_to_their_owners() {
    let program = Program::start();
    let id = load(&program, "06");
    let asha = id_of(&aliases(&program, &id), "ASHA10");
    let dir = program.data_dir();
    let folder = program.end();
    let dir = dir.to_str().expect("a plain path");
    let run = |more: &[&str]| command(&[&["aliases", "--data-dir", dir], more].concat());
    let listed = String::from_utf8(run(&[]).stdout).expect("text");
    assert!(listed.starts_with("CHITRA10  Chitra Sen  revenue 2000  (files)\n"), "{listed}");
    let set = run(&["--set", &format!("GLOW25=creator:{asha}"), "--json"]);
    assert!(set.status.success(), "{}", String::from_utf8_lossy(&set.stderr));
    let shown: Value = serde_json::from_slice(&set.stdout).expect("JSON");
    assert_eq!(shown["aliases"][0]["owner"], format!("creator:{asha}"));
    assert_eq!(run(&["--set", "GLOW25=Asha"]).status.code(), Some(2));
    assert_eq!(run(&["--unset", "NEVER"]).status.code(), Some(1));
    let again = Program::start_in(folder, &[]);
    assert_eq!(revenue(&again), money(1400, 2000));
}
