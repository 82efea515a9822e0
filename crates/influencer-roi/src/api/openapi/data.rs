//! Schemas of versions, imports and errors.

use serde_json::json;
use warehouse::{BrandRule, Role};

use super::shape::{NamedSchema, about, count, day, flag, list_of, object, or_null, reference, text, whole, word};
use crate::use_cases::imports::job::State;

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![
        ("Dataset", object(dataset())),
        ("Excluded", object([("rows", count()), ("revenue", reference("Figure")), ("spend", reference("Figure"))])),
        ("Version", version(false)),
        ("ListedVersion", version(true)),
        ("Versions", object([("datasets", about(list_of(reference("ListedVersion")), "The newest first."))])),
        ("Committed", object([("dataset", reference("Version")), ("report", reference("Report"))])),
        ("Kept", object([("deleted", list_of(text()))])),
        ("Import", import()),
        ("Begun", object([("id", text()), ("state", states())])),
        ("Problem", problem()),
        ("Error", object([("error", reference("Problem")), ("request_id", text())])),
        ("Document", json!({"type": "object", "required": ["openapi", "info", "paths", "components"]})),
        ("Healthy", object([("status", word(["ok"])), ("version", text())])),
        ("Ready", object([("status", word(["ready"])), ("dataset", text())])),
    ]
}

fn dataset() -> [NamedSchema; 14] {
    [
        ("id", text()),
        ("name", text()),
        ("version", whole()),
        ("created", json!({"type": "string", "format": "date-time"})),
        ("sample", about(flag(), "Made by the generator, not uploaded.")),
        ("content_hash", text()),
        ("currency", about(text(), "ISO 4217.")),
        ("first_day", or_null(day())),
        ("last_day", or_null(day())),
        ("days", count()),
        ("has_organic", flag()),
        ("has_posts", flag()),
        ("brand_rule", word(BrandRule::ALL.map(BrandRule::id))),
        ("excluded", or_null(reference("Excluded"))),
    ]
}

fn version(listed: bool) -> serde_json::Value {
    let totals = ["revenue", "orders", "organic_revenue", "organic_orders", "other_revenue", "other_orders", "spend"];
    let original = object([("name", text()), ("bytes", count()), ("role", text())]);
    let own = [
        ("current", flag()),
        ("rows", object(Role::ALL.map(|role| (role.id(), count())))),
        ("totals", object(totals.map(|id| (id, reference("Figure"))))),
        ("warnings", count()),
        ("appended_to", or_null(text())),
        ("originals", about(or_null(list_of(original)), "The uploaded files; null where they were not kept.")),
    ];
    let change = listed.then(|| ("change", about(or_null(change()), "What it has more or less than the one before.")));
    object(dataset().into_iter().chain(own).chain(change))
}

fn change() -> serde_json::Value {
    let rows = || ("rows", whole());
    let tables = object([
        ("influencers", object([rows()])),
        ("tracking", object([rows(), ("revenue", reference("Figure"))])),
        ("payouts", object([rows(), ("spend", reference("Figure"))])),
        ("posts", object([rows()])),
    ]);
    object([("from", text()), ("from_version", whole()), ("tables", tables)])
}

fn states() -> serde_json::Value {
    word(State::IDS)
}

fn import() -> serde_json::Value {
    let progress = object([("bytes", count()), ("bytes_total", count()), ("rows", count()), ("issues", count())]);
    object([
        ("id", text()),
        ("state", states()),
        ("mode", word(["replace", "append"])),
        ("progress", progress),
        ("report?", reference("Report")),
        ("error?", about(reference("Problem"), "Why it failed, or why added files were not taken.")),
        ("dataset?", about(object([("id", text())]), "The version it became.")),
    ])
}

fn problem() -> serde_json::Value {
    object([
        ("code", json!({"type": "string", "pattern": "^[a-z_]+$"})),
        ("message", about(text(), "Where, what was found, what is accepted, what to do.")),
        ("issues", list_of(reference("IssueGroup"))),
    ])
}
