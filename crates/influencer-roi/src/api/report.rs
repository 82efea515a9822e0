//! An import's report as JSON.

use definitions::Class;
use definitions::shown;
use ingest::{
    ALL_FILES, Asked, Choice, ColumnReport, DROP, DateOrder, DateQuestion, FieldReport, FileReport, FilesQuestion,
    Free, IGNORE, IssueGroup, KEEP, MAX_COMPARED_ROWS, Mapping, OwnShape, Reconciliation, RepeatedRows, Report, Role,
    SeenKey, SeenStatus, SpellingValue,
};
use serde::Serialize;
use serde_json::{Value as Json, json};
use store::Excluded;

use super::{
    aliases,
    numbers::{Each, Number, count, money},
};

/// An import's report.
#[derive(Serialize)]
pub(crate) struct ReportShape<'r> {
    can_commit: bool,
    mode: &'static str,
    appended_to: Option<Json>,
    errors: u64,
    warnings: u64,
    files: Each<'r, FileReport, FileShape<'r>>,
    mapping: Json,
    sources: Vec<SourceShape<'r>>,
    brands: Vec<BrandShape<'r>>,
    brand_rules: Vec<&'static str>,
    remembered: &'r [String],
    spellings: Vec<SpellingShape<'r>>,
    repeated_rows: RepeatedShape,
    excluded: ExcludedShape,
    keys: Each<'r, SeenKey, Json>,
    keys_total: usize,
    creators: Vec<Json>,
    notes: Vec<Json>,
    questions: Vec<Json>,
    issues: Json,
    reconciliation: Each<'r, Reconciliation, ReconciliationShape<'r>>,
}

pub(crate) fn report(report: &Report) -> ReportShape<'_> {
    ReportShape {
        can_commit: report.complete && report.open_questions == 0,
        mode: if report.appended_to.is_some() { "append" } else { "replace" },
        appended_to: report.appended_to.as_ref().map(|(id, name)| json!({"id": id, "name": name})),
        errors: report.errors,
        warnings: report.warnings,
        files: Each(&report.files, file),
        mapping: mapping(&report.mapping),
        sources: report.sources.iter().map(source_shape).collect(),
        brands: report.brands.iter().map(brand_shape).collect(),
        brand_rules: report.brand_rules.iter().map(|rule| rule.id()).collect(),
        remembered: &report.remembered,
        spellings: report.spellings.iter().map(spelling).collect(),
        repeated_rows: repeated_rows(&report.repeated),
        excluded: excluded(report),
        keys: Each(&report.keys, aliases::key),
        keys_total: report.keys_total,
        creators: report.creators.iter().map(|(id, name)| json!({"id": id, "name": name})).collect(),
        notes: report.notes.iter().map(|note| json!({"file": note.file, "text": note.text})).collect(),
        questions: report.questions.iter().map(|asked| question(asked, report)).collect(),
        issues: issues(&report.issues),
        reconciliation: Each(&report.reconciliation, reconciliation),
    }
}

/// The report as it is stored with the version it leads to.
pub(crate) fn report_bytes(of: &Report) -> Vec<u8> {
    serde_json::to_vec(&report(of)).unwrap_or_default()
}

#[derive(Serialize)]
struct SpellingShape<'r> {
    dimension: &'static str,
    written: &'r str,
    known: &'r str,
    rows: u64,
    revenue: Number,
}

fn spelling(value: &SpellingValue) -> SpellingShape<'_> {
    let SpellingValue { dimension, written, known, rows, revenue } = value;
    SpellingShape { dimension, written, known, rows: *rows, revenue: money(*revenue) }
}

#[derive(Serialize)]
struct RepeatedShape {
    rows: u64,
    revenue: Number,
    spend: Number,
    looked_at: u64,
    limit: u64,
    choice: &'static str,
}

fn repeated_rows(repeated: &RepeatedRows) -> RepeatedShape {
    RepeatedShape {
        rows: repeated.rows,
        revenue: money(repeated.revenue),
        spend: money(repeated.spend),
        looked_at: repeated.compared,
        limit: MAX_COMPARED_ROWS,
        choice: if repeated.dropped { DROP } else { KEEP },
    }
}

/// What is left out of all files together.
#[derive(Serialize)]
struct ExcludedShape {
    rows: u64,
    revenue: Number,
    spend: Number,
}

fn excluded(report: &Report) -> ExcludedShape {
    let excluded = Excluded::from_report(report).unwrap_or_default();
    ExcludedShape { rows: excluded.rows, revenue: money(excluded.revenue), spend: money(excluded.spend) }
}

#[derive(Serialize)]
struct FileShape<'r> {
    name: &'r str,
    role: &'static str,
    rows: u64,
    bytes: u64,
    encoding: &'static str,
    delimiter: String,
    columns: Each<'r, ColumnReport, Json>,
    fields: Each<'r, FieldReport, Json>,
    fingerprint: &'r str,
    sheet: Option<&'r str>,
    shape: Option<&'r str>,
    own_shape: Option<Json>,
    statuses: Vec<Json>,
    left_out: Vec<Json>,
    mends: Option<&'r str>,
}

fn file(file: &FileReport) -> FileShape<'_> {
    FileShape {
        name: &file.name,
        role: if file.is_ignored { IGNORE } else { file.role.map_or("unknown", Role::id) },
        rows: file.rows,
        bytes: file.bytes,
        encoding: file.encoding,
        delimiter: char::from(file.delimiter).to_string(),
        columns: Each(&file.columns, column),
        fields: Each(&file.fields, field),
        fingerprint: &file.fingerprint,
        sheet: file.sheet.as_deref(),
        shape: file.shape.as_deref(),
        own_shape: file.own_shape.as_ref().map(|own| own_shape(&file.name, own)),
        statuses: file.statuses.iter().map(status).collect(),
        left_out: file.left_out.iter().map(left_out).collect(),
        mends: file.corrects.as_deref(),
    }
}

/// The user's own shape that has the file's header, and what an answer "no" to it is filed under.
fn own_shape(file: &str, own: &OwnShape) -> Json {
    json!({"id": own.id, "title": own.title, "used": own.is_used, "question": OwnShape::answer_id(file)})
}

/// A word of a column of statuses, and what the answer `count` or `leave_out` to it is filed under.
fn status(seen: &SeenStatus) -> Json {
    json!({
        "word": seen.word,
        "column": seen.column,
        "role": seen.role.id(),
        "question": seen.question,
        "rows": seen.rows,
        "orders": count(seen.orders),
        "money": money(seen.money),
        "counts": seen.counts,
        "pending": seen.is_pending,
        "net_of_refund": seen.is_net_of_refund,
        "asked": seen.is_asked,
    })
}

/// Rows that were left out on purpose, by reason.
fn left_out(part: &ingest::LeftOut) -> Json {
    json!({"why": part.why, "rows": part.rows, "orders": count(part.orders), "money": money(part.money)})
}

fn column(column: &ColumnReport) -> Json {
    json!({
        "header": column.header,
        "field": column.field,
        "how": column.how.id(),
        "confidence": column.how.confidence(),
        "samples": column.samples,
    })
}

/// A field is called as its documented header is: `total_payout` → `Total payout`.
fn field(field: &FieldReport) -> Json {
    let mut label = field.field.replace('_', " ");
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    json!({"field": field.field, "label": label, "required": field.required})
}

fn mapping(mapping: &Mapping) -> Json {
    let source: serde_json::Map<String, Json> =
        mapping.source.iter().map(|(value, class)| (value.clone(), json!(class.id()))).collect();
    let dates: serde_json::Map<String, Json> =
        mapping.dates.iter().map(|(role, order)| (role.id().to_owned(), json!(order.id()))).collect();
    let files: serde_json::Map<String, Json> =
        mapping.files.iter().map(|(role, name)| (role.id().to_owned(), json!(name))).collect();
    json!({
        "source": source,
        "brand": mapping.brand.id(),
        "dates": dates,
        "files": files,
        "roles": mapping.roles,
        "columns": mapping.columns,
        "spelling": mapping.spelling,
        "repeated_rows": if mapping.drops_repeated { DROP } else { KEEP },
    })
}

#[derive(Serialize)]
struct SourceShape<'r> {
    value: &'r str,
    class: &'static str,
    rows: u64,
    with_id: u64,
    revenue: Number,
}

fn source_shape(source: &ingest::SourceValue) -> SourceShape<'_> {
    SourceShape {
        value: &source.value,
        class: source.class.id(),
        rows: source.rows,
        with_id: source.with_id,
        revenue: money(source.revenue),
    }
}

#[derive(Serialize)]
struct BrandShape<'r> {
    value: &'r str,
    rows: u64,
    revenue: Number,
}

fn brand_shape(brand: &ingest::BrandValue) -> BrandShape<'_> {
    BrandShape { value: shown(&brand.value), rows: brand.rows, revenue: money(brand.revenue) }
}

fn question(question: &ingest::ImportQuestion, report: &Report) -> Json {
    match question {
        ingest::ImportQuestion::DateOrder(of) => date_question(question.id(), of, report),
        ingest::ImportQuestion::Files(of) => files_question(question.id(), of),
        ingest::ImportQuestion::Asked(asked) => asked_question(asked),
    }
}

/// Questions of a report, for errors.
pub(crate) fn questions(report: &Report) -> Json {
    report.questions.iter().map(|asked| question(asked, report)).collect()
}

fn asked_question(asked: &Asked) -> Json {
    let total = |(measure, total): &(&'static str, i64)| {
        let number = if matches!(*measure, "orders" | "rows") { count(*total) } else { money(*total) };
        ((*measure).to_owned(), json!(number))
    };
    let option = |choice: &Choice| {
        let totals: serde_json::Map<String, Json> = choice.totals.iter().map(total).collect();
        json!({"value": choice.value, "label": choice.label, "totals": totals})
    };
    json!({
        "id": asked.id,
        "file": asked.file,
        "column": "",
        "text": asked.text,
        "question": asked.text,
        "options": asked.options.iter().map(option).collect::<Vec<_>>(),
        "free": match asked.free {
            Free::Nothing => None,
            Free::Rate => Some("rate"),
            Free::Period => Some("period"),
            Free::Person => Some("influencer"),
        },
        "proposed": asked.proposed,
    })
}

fn files_question(id: String, question: &FilesQuestion) -> Json {
    let together = json!({"value": ALL_FILES, "label": "They belong together: read all of them"});
    let only = question.files.iter().map(|name| json!({"value": name, "label": format!("Read only {name}")}));
    json!({
        "id": id,
        "file": question.files.join(", "),
        "column": "",
        "text": format!("{} files are all {}. Do they belong together, or is one a copy or an extract?", question.files.len(), question.role),
        "question": format!("{} files are all {}. Do they belong together, or is one a copy or an extract?", question.files.len(), question.role),
        "options": std::iter::once(together).chain(only).collect::<Vec<_>>(),
        "free": null,
        "proposed": ALL_FILES,
    })
}

fn date_question(id: String, question: &DateQuestion, report: &Report) -> Json {
    let (first, second, year) = question.example;
    let of_file = report.files.iter().find(|file| file.name == question.file);
    let column = of_file.and_then(|file| file.columns.iter().find(|column| column.field == Some("date")));
    let meaning = |order: DateOrder| order.day(first, second, year).map_or(String::new(), |day| day.to_string());
    let options: Vec<Json> =
        DateOrder::ALL.into_iter().map(|order| json!({"value": order.id(), "label": meaning(order)})).collect();
    json!({
        "id": id,
        "file": question.file,
        "column": column.map_or("date", |column| column.header.as_str()),
        "text": format!("Which day is {first:02}-{second:02}-{year}? Nothing in the column shows which is the day and which the month."),
        "question": format!("Which day is {first:02}-{second:02}-{year}? Nothing in the column shows which is the day and which the month."),
        "options": options,
        "free": null,
        "proposed": question.proposed.id(),
    })
}

/// Issue groups, for reports and errors.
pub(crate) fn issues(groups: &[IssueGroup]) -> Json {
    groups.iter().map(issue_group).collect()
}

/// Nothing when no money lies on the rows.
fn issue_money(group: &IssueGroup) -> Option<Json> {
    let touched = group.revenue != 0 || group.spend != 0;
    touched.then(|| json!({"revenue": money(group.revenue), "spend": money(group.spend)}))
}

fn issue_group(group: &IssueGroup) -> Json {
    let example = |example: &ingest::Example| {
        json!({
            "line": example.line,
            "column": example.column,
            "found": example.found,
            "expected": example.expected,
            "fix": example.fix,
        })
    };
    json!({
        "code": group.kind.code(),
        "severity": group.kind.severity().id(),
        "title": group.kind.title(),
        "meaning": group.kind.meaning(),
        "file": group.file,
        "count": group.count,
        "money": issue_money(group),
        "first": group.first.iter().map(example).collect::<Vec<_>>(),
    })
}

#[derive(Serialize)]
struct ReconciliationShape<'r> {
    file: &'r str,
    role: &'static str,
    rows_in: u64,
    rows_used: u64,
    rows_excluded: u64,
    #[serde(flatten)]
    amounts: Option<AmountsShape>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum AmountsShape {
    Sales {
        revenue_in: Number,
        revenue_used: ClassesShape,
        revenue_excluded: Number,
        orders_in: Number,
        orders_used: ClassesShape,
        orders_excluded: Number,
    },
    Spend {
        spend_in: Number,
        spend_used: Number,
        spend_excluded: Number,
    },
}

#[derive(Serialize)]
struct ClassesShape {
    influencer: Number,
    organic: Number,
    other: Number,
}

fn classes(amounts: &[i64; Class::ALL.len()], number: fn(i64) -> Number) -> ClassesShape {
    let of = |class: Class| number(amounts[class as usize]);
    ClassesShape { influencer: of(Class::Influencer), organic: of(Class::Organic), other: of(Class::Other) }
}

fn reconciliation(part: &Reconciliation) -> ReconciliationShape<'_> {
    let whole = |used: &[i64], excluded: i64| used.iter().fold(excluded, |sum, used| sum.saturating_add(*used));
    let amounts = match part.role {
        Role::Tracking => Some(AmountsShape::Sales {
            revenue_in: money(whole(&part.revenue_used, part.revenue_excluded)),
            revenue_used: classes(&part.revenue_used, money),
            revenue_excluded: money(part.revenue_excluded),
            orders_in: count(whole(&part.orders_used, part.orders_excluded)),
            orders_used: classes(&part.orders_used, count),
            orders_excluded: count(part.orders_excluded),
        }),
        Role::Payouts => Some(AmountsShape::Spend {
            spend_in: money(whole(&[part.spend_used], part.spend_excluded)),
            spend_used: money(part.spend_used),
            spend_excluded: money(part.spend_excluded),
        }),
        Role::Influencers | Role::Posts => None,
    };
    ReconciliationShape {
        file: &part.file,
        role: part.role.id(),
        rows_in: part.rows,
        rows_used: part.rows - part.rows_excluded,
        rows_excluded: part.rows_excluded,
        amounts,
    }
}
