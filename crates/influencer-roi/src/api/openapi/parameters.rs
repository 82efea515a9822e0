//! Query parameters, one component each.

use definitions::{
    BLANK, BaselineDays, Dimension, Measure, Method, Question, ReadFrom, SELECTION_PARAMETERS, TIERS, TablePage,
    Verdict,
};
use serde_json::{Map, Value as Json, json};

use super::shape::{count, day, flag, list_of, text, word};
use crate::{
    export::{PayoutTable, columns},
    use_cases::posts::PostOrder,
};

/// Parameters that choose what is counted.
pub(super) const SELECTION: [&str; Dimension::ALL.len() + SELECTION_PARAMETERS.len()] = {
    let mut names = [""; Dimension::ALL.len() + SELECTION_PARAMETERS.len()];
    let mut at = 0;
    while at < names.len() {
        let dimensions = Dimension::ALL.len();
        names[at] = if at < dimensions { Dimension::ALL[at].id() } else { SELECTION_PARAMETERS[at - dimensions] };
        at += 1;
    }
    names
};

/// Parameters of the table's order and part.
pub(super) const TABLE: [&str; 4] = ["verdict", "sort", "limit", "offset"];

/// A reference to one of them.
pub(super) fn reference(name: &str) -> Json {
    json!({"$ref": format!("#/components/parameters/{name}")})
}

pub(super) fn components() -> Map<String, Json> {
    let named = |parameter: Json| (parameter["name"].as_str().unwrap_or_default().to_owned(), parameter);
    let shared = Dimension::ALL.into_iter().map(dimension).chain(others()).map(named);
    let page = json!({"type": "integer", "minimum": 0, "maximum": 1000, "default": 100});
    let rows_limit = ("rows_limit".to_owned(), query("limit", "Rows of the page.", page));
    let intervals = query("include", "The estimates and verdicts.", word(["intervals"]));
    let influencer_include = ("influencer_include".to_owned(), intervals);
    let cases = json!({"type": "integer", "minimum": 0, "maximum": 100_000, "default": 10});
    let cases = ("cases".to_owned(), query("cases", "The most cases of each finding.", cases));
    let table = query("table", "Which table.", word(PayoutTable::ALL.map(PayoutTable::id)));
    let statements = json!({"type": "integer", "minimum": 0, "maximum": 100_000, "default": 200});
    let statements_limit = ("statements_limit".to_owned(), query("limit", "The most statements.", statements));
    let posts = json!({"type": "integer", "minimum": 0, "maximum": 100_000, "default": 50});
    let posts_limit = ("posts_limit".to_owned(), query("limit", "The most posts.", posts));
    let order = query("order", "What posts are ordered by, the most first.", word(PostOrder::ALL.map(PostOrder::id)));
    let part = |most: u32| json!({"type": "number", "minimum": 0, "maximum": most, "default": 0.3});
    let max_raise = query(
        "max_raise",
        "Add at most this part of today's amount. An amount is set by amount.<influencer id>=25000; the others are shared out around it.",
        part(10),
    );
    let max_cut = query("max_cut", "Take away at most this part of today's amount.", part(1));
    let planned = json!({"type": "integer", "minimum": 0, "maximum": 100_000, "default": 200});
    let plan_limit = ("plan_limit".to_owned(), query("limit", "The most influencers.", planned));
    shared
        .chain([posts_limit, ("posts_order".to_owned(), order)])
        .chain([("caption".to_owned(), query("caption", "Part of a post's caption.", text()))])
        .chain([plan_limit, ("max_raise".to_owned(), max_raise), ("max_cut".to_owned(), max_cut)])
        .chain([rows_limit, influencer_include, cases, statements_limit])
        .chain([("payouts_table".to_owned(), table)])
        .chain([("facets_limit".to_owned(), query("limit", "The most values of each dimension.", count()))])
        .collect()
}

fn query(name: &str, about: &str, schema: Json) -> Json {
    json!({"name": name, "in": "query", "description": about, "schema": schema})
}

fn dimension(dimension: Dimension) -> Json {
    let values = match dimension.read_from() {
        ReadFrom::Followers => word(TIERS.iter().map(|tier| tier.id).chain([BLANK])),
        ReadFrom::Sales | ReadFrom::Roster(_) | ReadFrom::Id => text(),
    };
    let about = format!("{}; may be given several times. The value of a blank is {BLANK}.", dimension.label());
    query(dimension.id(), &about, list_of(values))
}

fn others() -> Vec<Json> {
    let sortable: Vec<&str> = columns::all().map(|column| column.id).filter(|id| is_sortable(id)).collect();
    let known: Vec<&str> = columns::all().map(|column| column.id).collect();
    let list = |item: &str, words: &[&str]| {
        let words = words.join("|");
        json!({"type": "string", "pattern": format!("^{item}({words})(,{item}({words}))*$")})
    };
    let with = |mut schema: Json, name: &str, value: Json| {
        schema[name] = value;
        schema
    };
    let day_pattern = r"[0-9]{4}-[0-9]{2}-[0-9]{2}";
    let compare = json!({"type": "string", "pattern": format!(r"^(none|previous|year|{day_pattern}\.\.{day_pattern})$"), "default": "none"});
    let default = TablePage::default();
    let limit = json!({"type": "integer", "minimum": 0, "maximum": TablePage::MAX_LIMIT, "default": default.limit});
    vec![
        query("q", "Part of an influencer's name.", text()),
        query("from", "The first day.", day()),
        query("to", "The last day.", day()),
        query(
            "method",
            "What spend and baseline mean under a filter.",
            with(word(Method::ALL.map(Method::id)), "default", json!(Method::default().id())),
        ),
        query(
            "baseline",
            "Which organic sales the baseline has: of all chosen days, or of days on which a campaign of their brand ran. The literal method takes all.",
            with(word(BaselineDays::ALL.map(BaselineDays::id)), "default", json!(BaselineDays::default().id())),
        ),
        query("dataset", "A dataset's id; the current one when absent.", text()),
        query(
            "margin",
            "What if brands without their own margin earned this part of revenue; margin.<brand> asks for one brand.",
            json!({"type": "number", "exclusiveMinimum": 0, "maximum": 1}),
        ),
        query(
            "verdict",
            "Only lines with this verdict; may be given several times. Totals stay.",
            list_of(word(Verdict::ALL.map(Verdict::id))),
        ),
        query("compare", "The period to compare with: none, previous, year, or two days.", compare),
        query(
            "include",
            "What the answer holds beside the numbers; days_once: with panels, no day twice.",
            list("", &["panels", "facets", "intervals", "days_once"]),
        ),
        query(
            "sort",
            "Columns, the first key first; a leading minus puts the largest first.",
            with(list("-?", &sortable), "default", json!("-revenue")),
        ),
        query("limit", "Lines of the table.", limit),
        query("offset", "Lines of the table to leave out before.", with(count(), "default", json!(0))),
        query(
            columns::PARAMETER,
            &format!("Columns of the file in the wanted order; all when absent: {}.", known.join(", ")),
            list("", &known),
        ),
        query("dimension", "Only these; may be given several times.", list_of(word(Dimension::ALL.map(Dimension::id)))),
        query("find", "Part of a value or of its label.", text()),
        query("wait", "Answer when the work is done.", with(flag(), "default", json!(false))),
        query("calendar", "With what the brands sold day by day.", with(flag(), "default", json!(false))),
        query(
            "mode",
            "Replace the data, or add the files to it.",
            with(word(["replace", "append"]), "default", json!("replace")),
        ),
        query(
            "policy",
            "What happens to rows with errors.",
            with(word(["reject", "accept_valid"]), "default", json!("reject")),
        ),
        query(
            "accept_proposals",
            "Answer every open question as it is proposed.",
            with(flag(), "default", json!(false)),
        ),
        query("forever", "Remove a version that is in the bin for good.", with(flag(), "default", json!(false))),
        query("name", "What people call the version.", text()),
        query("file", "The name of one of the files; the first with issues when absent.", text()),
        json!({"name": "of", "in": "query", "required": true, "description": "The measure whose rows they are.", "schema": word(Measure::ALL.map(Measure::id))}),
        json!({"name": "id", "in": "path", "required": true, "description": "An id that an earlier answer gave.", "schema": {"type": "string", "minLength": 1}}),
        json!({"name": "at", "in": "path", "required": true, "description": "The position in originals, from 0.", "schema": count()}),
    ]
}

/// In the words of the code that reads it.
fn is_sortable(id: &str) -> bool {
    Question::from_pairs([("sort", id)]).is_ok()
}
