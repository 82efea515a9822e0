//! Schemas of versions, imports and errors.

use definitions::BrandRule;
use ingest::Role;
use serde_json::{Value as Json, json};
use store::BIN_DAYS;

use super::shape::{NamedSchema, about, count, day, flag, list_of, object, or_null, reference, text, whole, word};
use crate::use_cases::imports::job::State;

fn kind_of_alias() -> Json {
    word(["code", "id", "handle", "name", "email"])
}

fn owner() -> Json {
    about(text(), "creator:ID, organic or other.")
}

fn alias() -> Json {
    let held = |sentence: &str| or_null(about(day(), sentence));
    object([
        ("alias", text()),
        ("kind", kind_of_alias()),
        ("owner", owner()),
        ("from?", held("The first day on which it is the owner's.")),
        ("to?", held("The last day on which it is.")),
    ])
}

fn sales_key() -> Json {
    let because = word(["files", "set", "decided", "outside", "paid"]);
    object([
        ("key", text()),
        ("kind", kind_of_alias()),
        ("rows", count()),
        ("orders", whole()),
        ("revenue", reference("Figure")),
        ("owner", owner()),
        ("name", or_null(about(text(), "Of the creator it belongs to."))),
        (
            "because",
            about(because, "The files say so, an alias, an answer or a proposal; or no creator in the list has it."),
        ),
    ])
}

fn aliases() -> Json {
    object([
        ("dataset", text()),
        ("keys", list_of(reference("SalesKey"))),
        ("keys_total", count()),
        ("creators", list_of(reference("Creator"))),
        ("aliases", list_of(reference("Alias"))),
    ])
}

fn settings() -> Json {
    let choices = object([("currency", list_of(text())), ("time_zone", list_of(text()))]);
    object([
        ("margins", about(reference("Margins"), "Those kept with the data folder.")),
        ("currency", about(text(), "What amounts without a mark are in, in new files.")),
        ("time_zone", about(text(), "Where the shop is: times in UTC count on their day there, in new files.")),
        ("keep_personal_data", about(flag(), "The kept files of new versions hold the personal data of buyers.")),
        ("choices", about(choices, "What can be set.")),
    ])
}

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![
        ("Dataset", object(dataset())),
        ("Excluded", object([("rows", count()), ("revenue", reference("Figure")), ("spend", reference("Figure"))])),
        ("Version", version(false)),
        ("ListedVersion", version(true)),
        ("Versions", versions()),
        ("Damage", damage()),
        ("BinnedVersion", binned()),
        ("UnusableVersion", unusable()),
        ("Committed", object([("dataset", reference("Version")), ("report", reference("Report"))])),
        ("Shape", shape()),
        ("Shapes", object([("shapes", list_of(reference("Shape")))])),
        ("Settings", settings()),
        ("Alias", alias()),
        ("Creator", object([("id", text()), ("name", text())])),
        ("SalesKey", sales_key()),
        ("Aliases", aliases()),
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
        ("created", time()),
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
        (
            "checked_from",
            about(or_null(time()), "Since when damage of its files is found; null until an old one is opened."),
        ),
    ];
    let in_list = || {
        let damage = or_null(reference("Damage"));
        [
            ("change", about(or_null(change()), "What it has more or less than the one before.")),
            ("damage", about(damage, "What is wrong with its files; questions about it are answered 503.")),
        ]
    };
    object(dataset().into_iter().chain(own).chain(listed.then(in_list).into_iter().flatten()))
}

fn versions() -> serde_json::Value {
    let purged = format!("Deleted versions, the last deleted first; kept for {BIN_DAYS} days.");
    object([
        ("datasets", about(list_of(reference("ListedVersion")), "The newest first.")),
        ("bin", about(list_of(reference("BinnedVersion")), &purged)),
        ("warnings", about(list_of(reference("UnusableVersion")), "Versions and folders that cannot be used.")),
    ])
}

fn damage() -> serde_json::Value {
    object([("file", text()), ("what", about(text(), "What is wrong with the file; follows its name."))])
}

fn binned() -> serde_json::Value {
    object([
        ("id", text()),
        ("name", text()),
        ("version", whole()),
        ("created", or_null(time())),
        ("sample", flag()),
        ("deleted", time()),
        ("purged_after", about(time(), "When its files are removed for good.")),
        ("damage", or_null(reference("Damage"))),
    ])
}

fn unusable() -> serde_json::Value {
    object([
        ("id", about(or_null(text()), "Null for a folder that is no known version.")),
        ("name", or_null(text())),
        ("version", or_null(whole())),
        ("folder", about(text(), "Its path in the data folder.")),
        ("current", flag()),
        ("message", about(text(), "What was found, and what to do.")),
    ])
}

fn time() -> serde_json::Value {
    json!({"type": "string", "format": "date-time"})
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

fn shape() -> serde_json::Value {
    let tables =
        about(list_of(word(Role::ALL.map(Role::id))), "What it feeds; nothing where it is the shop's own income.");
    let own = about(flag(), "One of the user's own, not one of the program.");
    object([("id", text()), ("title", text()), ("export", text()), ("tables", tables), ("own", own)])
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
        ("questions?", about(list_of(reference("Question")), "What is open, where that holds a commit back.")),
    ])
}
