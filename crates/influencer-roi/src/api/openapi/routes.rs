//! Every operation there is. A test holds this list against the routes.

use serde_json::json;

use super::{
    campaigns, incrementality, insights,
    operation::{Operation, delete, get, patch, post, put},
    parameters::{SELECTION, TABLE},
    payouts,
    shape::{about, flag, list_of, map_of, object, or_null, reference, text, word},
};

const NUMBERS: &str = "Numbers";
const INCREMENTALITY: &str = "Incrementality";
const DATA: &str = "Data";
const PROGRAM: &str = "Program";

/// What belongs together, in the order of the reference.
pub(super) const TAGS: [(&str, &str); 4] = [
    (NUMBERS, "Questions and their answers."),
    (INCREMENTALITY, "What a campaign brought that would not have come without it: an estimate with an interval."),
    (DATA, "Files in, versions kept."),
    (PROGRAM, "Whether it is well, and what it can do."),
];

const CSV: &str = "text/csv; charset=utf-8; header=present";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const PDF: &str = "application/pdf";
const BYTES: &str = "application/octet-stream";

pub(super) fn all() -> Vec<Operation> {
    [numbers(), estimates(), imports(), versions(), shapes(), program()].into_iter().flatten().collect()
}

fn selection_and(more: &[&'static str]) -> impl Iterator<Item = &'static str> {
    SELECTION.into_iter().chain(more.to_vec())
}

fn numbers() -> Vec<Operation> {
    let exported = || selection_and(&["compare", "include", "columns"]).chain(TABLE);
    vec![
        get("/api/v1/dashboard", NUMBERS, "Every number of the dashboard for a selection")
            .takes(selection_and(&["compare", "include"]).chain(TABLE))
            .answers(200, "Totals, table and charts.", "Dashboard")
            .tagged()
            .fails(&[404])
            .curl("", "/api/v1/dashboard?platform=Instagram&compare=previous&limit=5"),
        get("/api/v1/export/influencers.csv", NUMBERS, "The influencer table as CSV, every line")
            .takes(exported())
            .downloads("RFC 4180, UTF-8, raw numbers. Text that a spreadsheet would run has a leading apostrophe.", CSV)
            .tagged()
            .fails(&[404])
            .curl("-o influencers.csv", "/api/v1/export/influencers.csv?columns=name,revenue,roas"),
        get("/api/v1/export/influencers.xlsx", NUMBERS, "The influencer table as a workbook, every line")
            .takes(exported())
            .downloads("Sheets Influencers, About and Definitions; typed cells, text never a formula.", WORKBOOK)
            .tagged()
            .fails(&[404, 422])
            .curl("-o influencers.xlsx", "/api/v1/export/influencers.xlsx?platform=Instagram"),
        get("/api/v1/influencers/{id}", NUMBERS, "One influencer: numbers, days, campaigns and products")
            .takes(selection_and(&["influencer_include"]))
            .answers(200, "The influencer.", "InfluencerPage")
            .tagged()
            .fails(&[404]),
        get("/api/v1/payouts", NUMBERS, "What influencers earned and were paid, and the payments worth a question")
            .takes(selection_and(&["cases", "statements_limit", "offset"]))
            .answers(200, "Statements and findings.", "Payouts")
            .tagged()
            .fails(&[404, 409])
            .curl("", "/api/v1/payouts?brand=Gritzo&cases=3"),
        put("/api/v1/payouts/decisions", NUMBERS, "Decide about a case, or take a decision back")
            .takes(["dataset"])
            .body(payouts::request(), &json!({"case": "3f2a9c0d3f2a9c0d3f2a9c0d3f2a9c0d", "decision": "ask_back"}))
            .answers(200, "What is decided now, and what was before.", "PayoutDecision")
            .fails(&[404, 409]),
        get("/api/v1/export/payouts.csv", NUMBERS, "Statements or findings as CSV, all of them")
            .takes(selection_and(&["payouts_table"]))
            .downloads("RFC 4180, UTF-8, raw numbers. Text that a spreadsheet would run has a leading apostrophe.", CSV)
            .tagged()
            .fails(&[404, 409])
            .curl("-o findings.csv", "/api/v1/export/payouts.csv?table=findings"),
        get("/api/v1/export/payouts.xlsx", NUMBERS, "Statements and findings as a workbook")
            .takes(selection_and(&[]))
            .downloads("Sheets Statements, Findings and About; typed cells, text never a formula.", WORKBOOK)
            .tagged()
            .fails(&[404, 409, 422])
            .curl("-o payouts.xlsx", "/api/v1/export/payouts.xlsx"),
        get("/api/v1/posts", NUMBERS, "What posts reached, what was sold near them, and what kinds of posts bring")
            .takes(selection_and(&["caption", "posts_order", "posts_limit", "offset"]))
            .answers(200, "Sums, groups and posts.", "Posts")
            .tagged()
            .fails(&[404, 409])
            .curl("", "/api/v1/posts?platform=YouTube&order=engagement&limit=5"),
        get("/api/v1/plan", NUMBERS, "The same money shared better among the influencers of a selection")
            .takes(selection_and(&["max_raise", "max_cut", "plan_limit", "offset"]))
            .answers(200, "Amounts with what they would bring, and how sure that is.", "Plan")
            .tagged()
            .fails(&[404])
            .curl("", "/api/v1/plan?brand=Gritzo&max_raise=0.2&limit=10"),
        get("/api/v1/insights", NUMBERS, "Everything worth doing about a selection, the most money first")
            .takes(selection_and(&["statements_limit", "offset"]))
            .answers(200, "The findings.", "Insights")
            .tagged()
            .fails(&[404])
            .curl("", "/api/v1/insights?brand=Gritzo&limit=10"),
        put("/api/v1/insights/decisions", NUMBERS, "Say that a finding is done or can wait, or take that back")
            .takes([])
            .body(insights::request(), &json!({"insight": "losing_platform/Twitter", "decision": "done"}))
            .answers(200, "What is decided now, and what was before.", "InsightDecision"),
        get("/api/v1/export/report.pdf", NUMBERS, "What the views say about a selection, on two to four pages")
            .takes(selection_and(&["compare", "include"]).chain(TABLE))
            .downloads("A4 with text that can be searched; the same bytes for the same version, question, measured campaigns and decisions.", PDF)
            .tagged()
            .fails(&[404])
            .curl("-o report.pdf", "/api/v1/export/report.pdf?brand=Gritzo&compare=previous"),
        get("/api/v1/rows", NUMBERS, "The rows behind a number, a page of them")
            .takes(selection_and(&["of", "rows_limit", "offset"]))
            .answers(200, "The rows, and what all of them add up to.", "RowsPage")
            .tagged()
            .fails(&[404, 409])
            .curl("", "/api/v1/rows?of=spend&platform=Instagram&limit=10"),
        get("/api/v1/export/rows.csv", NUMBERS, "The rows behind a number, all of them")
            .takes(selection_and(&["of"]))
            .downloads("RFC 4180, UTF-8. Text that a spreadsheet would run has a leading apostrophe.", CSV)
            .tagged()
            .fails(&[404, 409])
            .curl("-o rows.csv", "/api/v1/export/rows.csv?of=revenue"),
        get("/api/v1/facets", NUMBERS, "What there is to choose from")
            .takes(selection_and(&["dimension", "find", "facets_limit"]))
            .answers(200, "The dimensions with their values; counts follow the other filters.", "Facets")
            .tagged()
            .fails(&[404])
            .curl("", "/api/v1/facets?platform=Instagram&dimension=influencer&find=a&limit=10"),
        get("/api/v1/definitions", NUMBERS, "What every number means").takes([]).answers(
            200,
            "Every measure and metric with label, unit, formula and meaning.",
            "Definitions",
        ),
    ]
}

fn shapes() -> Vec<Operation> {
    let said = |sentence: &str| about(text(), sentence);
    let shape = object([
        ("import?", said("The id of an import that waits for a decision.")),
        ("file?", said("The name of one of its files: how it is understood is kept.")),
        ("name?", said("What people call the shape.")),
        ("text?", said("Instead of these: a shape as its file says it.")),
    ]);
    vec![
        get("/api/v1/shapes", DATA, "Exports that are read without a mapping").takes([]).answers(
            200,
            "The user's own shapes, then the known exports.",
            "Shapes",
        ),
        post(
            "/api/v1/shapes",
            DATA,
            "Keep a shape of one's own, in the place of one with its id or for the same header",
        )
        .takes([])
        .body(shape, &json!({"import": "{id}", "file": "takings.csv", "name": "Takings of the shop"}))
        .answers(201, "It is kept: the next files with its header are read by it.", "Shape")
        .fails(&[404, 409, 422]),
        get("/api/v1/shapes/{id}", DATA, "A shape as a file, for `load --shape`")
            .takes([])
            .downloads("The shape, in TOML.", "application/toml")
            .fails(&[404]),
        delete("/api/v1/shapes/{id}", DATA, "Forget a shape of one's own; versions that were read with it keep it")
            .takes([])
            .answers_nothing(204, "It is forgotten.")
            .fails(&[404, 409]),
    ]
}

fn estimates() -> Vec<Operation> {
    let example = json!({"brand": "Gritzo", "campaign": "Gritzo_BackToSchool", "tail_days": 7});
    vec![
        get("/api/v1/incrementality", INCREMENTALITY, "Campaigns to ask about, controls, days to leave out")
            .takes(["dataset"])
            .answers(200, "Everything to choose from.", "Incrementality")
            .fails(&[404]),
        post("/api/v1/incrementality", INCREMENTALITY, "Ask about a campaign")
            .takes(["wait"])
            .body(incrementality::request(), &example)
            .answers(
                200,
                "It is answered, or refused by its checks; the same question has the same answer.",
                "Estimate",
            )
            .answers(202, "It is running.", "Estimate")
            .fails(&[404, 422, 429]),
        post(
            "/api/v1/incrementality/campaigns",
            INCREMENTALITY,
            "What every campaign brought, and all of them together",
        )
        .takes(selection_and(&["wait", "calendar"]))
        .body(campaigns::request(), &json!({"brand": ["Gritzo"]}))
        .answers(200, "Every campaign is worked out.", "MeasuredCampaigns")
        .answers(202, "They are being worked out; those that are ready are in it.", "MeasuredCampaigns")
        .fails(&[404]),
        delete(
            "/api/v1/incrementality/campaigns",
            INCREMENTALITY,
            "Stop working out the campaigns; those that are ready stay",
        )
        .takes(["dataset"])
        .answers_nothing(204, "It is stopped.")
        .fails(&[404]),
        get("/api/v1/incrementality/{id}", INCREMENTALITY, "How far an estimate is, and its report")
            .takes([])
            .answers(200, "The estimate.", "Estimate")
            .fails(&[404]),
        delete("/api/v1/incrementality/{id}", INCREMENTALITY, "Cancel an estimate; one that is ready stays")
            .takes([])
            .answers_nothing(204, "It is cancelled.")
            .fails(&[404]),
    ]
}

fn imports() -> Vec<Operation> {
    let answers = || ("answers?", about(map_of(text()), "By the id of a question: its answer."));
    let changes = || object([("mapping?", reference("MappingChanges")), answers()]);
    let options = object([
        ("policy?", word(["reject", "accept_valid"])),
        ("mapping?", reference("MappingChanges")),
        answers(),
        ("accept_proposals?", about(flag(), "Questions without an answer are answered as proposed.")),
        ("name?", text()),
    ]);
    vec![
        post("/api/v1/imports", DATA, "Upload files to be looked at; changes nothing")
            .takes(["wait", "mode"])
            .uploads()
            .answers(200, "With wait=true: the files are read.", "Import")
            .answers(202, "The files are being read.", "Begun"),
        get("/api/v1/imports/{id}", DATA, "How far an import is, and its report")
            .takes([])
            .answers(200, "The import.", "Import")
            .fails(&[404]),
        delete("/api/v1/imports/{id}", DATA, "Cancel an import")
            .takes([])
            .answers_nothing(204, "It is cancelled.")
            .fails(&[404, 409]),
        post("/api/v1/imports/{id}/files", DATA, "Add files to a waiting import").takes([]).uploads().answers(
            202,
            "All files are being read again.",
            "Begun",
        ),
        post("/api/v1/imports/{id}/preview", DATA, "The report under other answers; stores nothing")
            .takes([])
            .body(changes(), &json!({"mapping": {"brand": "column"}}))
            .answers(200, "The import with that report.", "Import")
            .fails(&[404, 409, 422]),
        post("/api/v1/imports/{id}/commit", DATA, "Make a version of an import, and make it the current one")
            .takes([])
            .body(options, &json!({"policy": "accept_valid", "name": "August"}))
            .answers(201, "The version and its report.", "Committed")
            .fails(&[404, 409, 422]),
        get("/api/v1/imports/{id}/issues.csv", DATA, "The rows with issues of one file of a waiting import")
            .takes(["file"])
            .downloads("The original columns and _line, _column, _code, _severity, _message.", CSV)
            .fails(&[404, 409]),
    ]
}

fn versions() -> Vec<Operation> {
    let name = object([("name", json!({"type": "string", "pattern": r"\S"}))]);
    let last = object([("last", json!({"type": "integer", "minimum": 1}))]);
    vec![
        get("/api/v1/datasets", DATA, "Every version of the data").takes([]).answers(200, "The versions.", "Versions"),
        post("/api/v1/datasets", DATA, "All at once, for scripts; an open question ends it")
            .takes(["policy", "name", "mode", "accept_proposals"])
            .uploads()
            .answers(201, "The version and its report.", "Committed")
            .fails(&[422])
            .curl(
                "-F file=@influencers.csv -F file=@tracking_data.csv -F file=@payouts.csv",
                "/api/v1/datasets?policy=accept_valid",
            ),
        post("/api/v1/datasets/keep", DATA, "Put all versions into the bin but the newest and the current one")
            .takes([])
            .body(last, &json!({"last": 5}))
            .answers(200, "What was deleted.", "Kept"),
        patch("/api/v1/datasets/{id}", DATA, "Give a version another name")
            .takes([])
            .body(name, &json!({"name": "August"}))
            .answers(200, "The version.", "Version")
            .fails(&[404]),
        delete("/api/v1/datasets/{id}", DATA, "Put a version into the bin that is not the current one")
            .takes(["forever"])
            .answers_nothing(204, "It is in the bin, or with forever=true removed from it for good.")
            .fails(&[404, 409]),
        post("/api/v1/datasets/{id}/activate", DATA, "Make a version the current one")
            .takes([])
            .answers(200, "The version.", "Version")
            .fails(&[404]),
        post("/api/v1/datasets/{id}/restore", DATA, "Bring a version back from the bin")
            .takes([])
            .answers(200, "The version.", "Version")
            .fails(&[404]),
        get("/api/v1/datasets/{id}/report", DATA, "The report a version was made with")
            .takes([])
            .answers(200, "The report.", "Report")
            .fails(&[404]),
        get("/api/v1/datasets/{id}/aliases", DATA, "Whose the codes, handles and names on the sales of a version are")
            .takes([])
            .answers(200, "The keys and the aliases that were set.", "Aliases")
            .fails(&[404]),
        put(
            "/api/v1/datasets/{id}/aliases",
            DATA,
            "Replace the aliases of a version: its kept files become a new version",
        )
        .takes([])
        .body(
            object([("aliases", list_of(reference("Alias")))]),
            &json!({"aliases": [{"alias": "CHITRA10", "kind": "code", "owner": "creator:7"}]}),
        )
        .answers(201, "The new version, which is in use now.", "Committed")
        .fails(&[404, 409, 422]),
        get("/api/v1/datasets/{id}/issues.csv", DATA, "The rows with issues of one file of a version")
            .takes(["file"])
            .downloads("The original columns and _line, _column, _code, _severity, _message.", CSV)
            .fails(&[404, 409]),
        get("/api/v1/datasets/{id}/originals/{at}", DATA, "One of the files a version was made from, byte for byte")
            .takes([])
            .downloads("The file.", BYTES)
            .fails(&[404, 409]),
    ]
}

fn program() -> Vec<Operation> {
    let margins = || json!({"type": "number", "exclusiveMinimum": 0, "maximum": 1});
    let margins = object([("default?", or_null(margins())), ("brands?", map_of(margins()))]);
    let settings = object([
        ("margins?", about(margins, "Replaces all margins.")),
        ("currency?", or_null(about(text(), "What amounts without a mark are in, in new files."))),
        ("time_zone?", or_null(about(text(), "Where the shop is: times in UTC count on their day there."))),
        ("keep_personal_data?", or_null(about(flag(), "The kept files hold the personal data of buyers."))),
    ]);
    vec![
        get("/healthz", PROGRAM, "Whether the program runs").answers(200, "It runs.", "Healthy"),
        get("/readyz", PROGRAM, "Whether there is data to answer from")
            .answers(200, "There is.", "Ready")
            .fails(&[404]),
        get("/metrics", PROGRAM, "What the program counts, for Prometheus")
            .takes([])
            .answers_text("OpenMetrics text.", "application/openmetrics-text; version=1.0.0; charset=utf-8"),
        get("/api/v1/settings", PROGRAM, "What is set for all versions of the data").takes([]).answers(
            200,
            "The settings.",
            "Settings",
        ),
        put("/api/v1/settings", PROGRAM, "Change what is set; what is left out stays")
            .takes([])
            .body(settings, &json!({"margins": {"default": 0.4, "brands": {"Gritzo": 0.5}}, "currency": "INR", "time_zone": "Asia/Kolkata"}))
            .answers(200, "The settings as they are now.", "Settings"),
        get("/openapi.json", PROGRAM, "This document").takes([]).answers(200, "The document.", "Document"),
        get("/reference", PROGRAM, "This document, to be read").answers_text("The page.", "text/html; charset=utf-8"),
        get("/methods", PROGRAM, "How incrementality is estimated, to be read")
            .answers_text("The page.", "text/html; charset=utf-8"),
        get("/", PROGRAM, "The dashboard").answers_text("The page.", "text/html; charset=utf-8"),
        get("/assets/{name}", PROGRAM, "A file of the page").downloads("The file.", "*/*").fails(&[404]),
    ]
}
