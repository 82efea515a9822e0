//! Schemas of an import's report and of the answers to it.

use definitions::{BrandRule, Class};
use ingest::{DROP, DateOrder, IGNORE, IssueKind, KEEP, Role};
use serde_json::{Value as Json, json};

use super::shape::{NamedSchema, about, count, flag, list_of, map_of, object, or_null, reference, text, word};

pub(super) fn schemas() -> Vec<NamedSchema> {
    vec![
        ("Report", report()),
        ("File", file()),
        ("Mapping", mapping(&["source", "brand", "dates", "files", "roles", "columns", "spelling", "repeated_rows"])),
        ("MappingChanges", mapping(&[])),
        ("Question", question()),
        ("IssueGroup", issue_group()),
        ("Reconciliation", reconciliation()),
        ("ByClass", object(Class::ALL.map(|class| (class.id(), reference("Figure"))))),
    ]
}

fn report() -> Json {
    let valued = |fields: &[NamedSchema]| {
        object(fields.iter().cloned().chain([("rows", count()), ("revenue", reference("Figure"))]))
    };
    let class = word(Class::ALL.map(Class::id));
    let repeated =
        [("spend", reference("Figure")), ("looked_at", count()), ("limit", count()), ("choice", keep_or_drop())];
    let spelling = [("dimension", word(["platform", "gender"])), ("written", text()), ("known", text())];
    object([
        ("can_commit", flag()),
        ("mode", word(["replace", "append"])),
        ("appended_to", or_null(object([("id", text()), ("name", text())]))),
        ("errors", count()),
        ("warnings", count()),
        ("files", list_of(reference("File"))),
        ("mapping", reference("Mapping")),
        ("sources", list_of(valued(&[("value", text()), ("class", class), ("with_id", count())]))),
        ("brands", list_of(valued(&[("value", text())]))),
        ("brand_rules", list_of(word(BrandRule::ALL.map(BrandRule::id)))),
        ("remembered", list_of(text())),
        ("spellings", list_of(valued(&spelling))),
        ("repeated_rows", valued(&repeated)),
        ("excluded", reference("Excluded")),
        ("notes", about(list_of(object([("file", text()), ("text", text())])), "What was done without a question.")),
        (
            "keys",
            about(list_of(reference("SalesKey")), "The keys on the sales with the most revenue, and whose they are."),
        ),
        ("keys_total", count()),
        ("creators", about(list_of(reference("Creator")), "Who they can belong to.")),
        ("questions", list_of(reference("Question"))),
        ("issues", list_of(reference("IssueGroup"))),
        ("reconciliation", list_of(reference("Reconciliation"))),
    ])
}

fn keep_or_drop() -> Json {
    word([KEEP, DROP])
}

fn roles() -> impl Iterator<Item = &'static str> {
    Role::ALL.into_iter().map(Role::id)
}

fn file() -> Json {
    let how = word(["exact", "alias", "guess", "remembered", "chosen", "ignored"]);
    let column = object([
        ("header", text()),
        ("field", or_null(text())),
        ("how", how),
        ("confidence", json!({"type": "number", "minimum": 0, "maximum": 1})),
        ("samples", list_of(text())),
    ]);
    let field = object([("field", text()), ("label", text()), ("required", flag())]);
    object([
        ("name", text()),
        ("role", word(roles().chain([IGNORE, "unknown"]))),
        ("rows", count()),
        ("bytes", count()),
        ("encoding", text()),
        ("delimiter", text()),
        ("columns", list_of(column)),
        ("fields", about(list_of(field), "What its table can hold.")),
        ("fingerprint", text()),
        ("sheet", or_null(text())),
        ("shape", about(or_null(text()), "The known export it was read as.")),
        ("own_shape", about(or_null(own_shape()), "The shape of the user's own for its header.")),
        ("statuses", about(list_of(status()), "The words of its column of statuses, and whether their rows count.")),
        ("left_out", about(list_of(left_out()), "Rows left out on purpose, by reason.")),
        ("mends", or_null(text())),
    ])
}

fn own_shape() -> Json {
    let question = about(text(), "The answer \"no\" to it reads the file without the shape.");
    object([("id", text()), ("title", text()), ("used", flag()), ("question", question)])
}

fn status() -> Json {
    let question = about(text(), "The answer \"count\" or \"leave_out\" to it decides.");
    object([
        ("word", about(text(), "In lower case; blank for cells without one.")),
        ("column", text()),
        ("role", word(roles())),
        ("question", question),
        ("rows", count()),
        ("orders", reference("Figure")),
        ("money", reference("Figure")),
        ("counts", flag()),
        ("pending", about(flag(), "They count and may still change.")),
        ("net_of_refund", about(flag(), "What was given back is taken off.")),
        ("asked", about(flag(), "No list of words knows it: it is among the questions.")),
    ])
}

fn left_out() -> Json {
    object([("why", text()), ("rows", count()), ("orders", reference("Figure")), ("money", reference("Figure"))])
}

/// By role.
fn by_table(values: &Json) -> Json {
    let fields: Vec<String> = roles().map(|role| format!("{role}?")).collect();
    object(fields.iter().map(|field| (field.as_str(), values.clone())))
}

/// How files are understood. As changes, everything may be left out.
fn mapping(required: &[&str]) -> Json {
    let mut mapping = object([
        ("source", about(map_of(word(Class::ALL.map(Class::id))), "Class by source value.")),
        ("brand", word(BrandRule::ALL.map(BrandRule::id))),
        ("dates", by_table(&word(DateOrder::ALL.map(DateOrder::id)))),
        ("files", by_table(&text())),
        ("roles", about(map_of(word(roles().chain([IGNORE]))), "Table by file name.")),
        ("columns", about(map_of(map_of(text())), "By file name and field: the header of its column, blank for none.")),
        ("spelling", about(map_of(map_of(text())), "By dimension and spelling: what it counts as.")),
        ("repeated_rows", keep_or_drop()),
        ("aliases", about(list_of(reference("Alias")), "Whom codes belong to, before all that the files say.")),
    ]);
    mapping["required"] = json!(required);
    mapping
}

fn question() -> Json {
    let totals = about(map_of(reference("Figure")), "By measure: what the option comes to.");
    let option = object([("value", text()), ("label", text()), ("totals?", totals)]);
    object([
        ("id", text()),
        ("file", text()),
        ("column", text()),
        ("text", about(text(), "The question, with the money it touches.")),
        ("question", about(text(), "The same as text.")),
        ("options", list_of(option)),
        ("free", about(or_null(word(["rate", "period", "influencer"])), "What else than an option is an answer.")),
        ("proposed", text()),
    ])
}

fn issue_group() -> Json {
    let example = object([
        ("line", about(count(), "From 1; 0 when it is about the whole file.")),
        ("column", text()),
        ("found", text()),
        ("expected", text()),
        ("fix", text()),
    ]);
    object([
        ("code", word(IssueKind::ALL.iter().map(|kind| kind.code()))),
        ("severity", word(["error", "warning"])),
        ("title", text()),
        ("meaning", text()),
        ("file", text()),
        ("count", count()),
        ("money", or_null(object([("revenue", reference("Figure")), ("spend", reference("Figure"))]))),
        ("first", list_of(example)),
    ])
}

fn reconciliation() -> Json {
    let rows = || {
        [
            ("file", text()),
            ("role", word(roles())),
            ("rows_in", count()),
            ("rows_used", count()),
            ("rows_excluded", count()),
        ]
    };
    let sales = [
        ("revenue_in", reference("Figure")),
        ("revenue_used", reference("ByClass")),
        ("revenue_excluded", reference("Figure")),
        ("orders_in", reference("Figure")),
        ("orders_used", reference("ByClass")),
        ("orders_excluded", reference("Figure")),
    ];
    let spend = [
        ("spend_in", reference("Figure")),
        ("spend_used", reference("Figure")),
        ("spend_excluded", reference("Figure")),
    ];
    let shapes = [object(rows()), object(rows().into_iter().chain(sales)), object(rows().into_iter().chain(spend))];
    about(json!({"anyOf": shapes}), "In = used + excluded.")
}
