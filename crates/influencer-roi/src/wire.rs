//! Answers as JSON: the one wire shape of numbers, reports and datasets, for the API and the command line.

use definitions::{
    BLANK, Day, DaySums, Dimension, METRICS, Measure, Method, Metric, Reason, Selection, TIERS, Unit, Value, Verdict,
    decimal,
};
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};
use serde_json::{Value as Json, json, value::RawValue};
use warehouse::{
    ALL_FILES, Class, Column, DateOrder, DateQuestion, Facet, FileReport, FilesQuestion, IssueGroup, Listed, Manifest,
    Mapping, Reconciliation, Report, Role,
};

use crate::insights::dashboard::{Comparison, Dashboard, Line, Numbers, Warning};

/// One number: `{"value": 1.5}` or `{"value": null, "reason": "no_spend"}`. Money is written digit by digit, never through a double.
pub(crate) struct Number(pub(crate) Value);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.0 {
            Value::Money(micros) => {
                let exact = RawValue::from_string(decimal(micros)).map_err(serde::ser::Error::custom)?;
                map.serialize_entry("value", &exact)?;
            }
            Value::Count(count) => map.serialize_entry("value", &count)?,
            Value::Quotient(quotient) => map.serialize_entry("value", &quotient)?,
            Value::Missing(reason) => {
                map.serialize_entry("value", &())?;
                map.serialize_entry("reason", reason.id())?;
            }
        }
        map.end()
    }
}

fn money(micros: i64) -> Number {
    Number(Value::Money(micros))
}

fn count(count: i64) -> Number {
    Number(Value::Count(count))
}

/// A list that is written as it is walked, whatever its length.
struct Each<'i, T, R>(&'i [T], fn(&'i T) -> R);

impl<T, R: Serialize> Serialize for Each<'_, T, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        self.0.iter().try_for_each(|item| list.serialize_element(&(self.1)(item)))?;
        list.end()
    }
}

struct NumberMap<'n>(&'n Numbers);

impl Serialize for NumberMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, value)| (id, Number(*value))))
    }
}

impl Serialize for Dashboard {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("dataset", &DatasetOfAnswer::of(&self.manifest))?;
        map.serialize_entry("selection", &selection(&self.question.selection))?;
        map.serialize_entry("method", self.question.method.id())?;
        map.serialize_entry("warnings", &Each(&self.warnings, warning))?;
        map.serialize_entry("totals", &NumberMap(&self.totals))?;
        if let Some(comparison) = &self.comparison {
            map.serialize_entry("comparison", &ComparisonShape::of(comparison))?;
        }
        map.serialize_entry("platforms", &Each(&self.platforms, platform))?;
        map.serialize_entry("top_influencers", &Each(&self.top_influencers, top_influencer))?;
        map.serialize_entry("influencers", &Each(&self.influencers, influencer))?;
        map.serialize_entry("influencers_total", &self.influencers_total)?;
        map.serialize_entry("daily", &Each(&self.daily, day))?;
        map.end()
    }
}

#[derive(Serialize)]
struct DatasetOfAnswer<'m> {
    id: &'m str,
    name: &'m str,
    version: i64,
    created: &'m str,
    sample: bool,
    content_hash: &'m str,
    currency: &'m str,
    first_day: Option<&'m str>,
    last_day: Option<&'m str>,
    days: i32,
    has_organic: bool,
    has_posts: bool,
    brand_rule: &'m str,
    excluded: Option<ExcludedShape>,
}

#[derive(Serialize)]
struct ExcludedShape {
    rows: u64,
    revenue: Number,
    spend: Number,
}

impl<'m> DatasetOfAnswer<'m> {
    fn of(manifest: &'m Manifest) -> Self {
        let excluded = |excluded: warehouse::Excluded| ExcludedShape {
            rows: excluded.rows,
            revenue: money(excluded.revenue),
            spend: money(excluded.spend),
        };
        Self {
            id: &manifest.id,
            name: &manifest.name,
            version: manifest.version,
            created: &manifest.created,
            sample: manifest.sample,
            content_hash: &manifest.content_hash,
            currency: &manifest.currency,
            first_day: manifest.first_day.as_deref(),
            last_day: manifest.last_day.as_deref(),
            days: manifest.days(),
            has_organic: manifest.has_organic,
            has_posts: manifest.rows.posts > 0,
            brand_rule: &manifest.brand_rule,
            excluded: manifest.excluded.map(excluded),
        }
    }
}

fn selection(selection: &Selection) -> Json {
    let mut echoed: serde_json::Map<String, Json> = Dimension::ALL
        .into_iter()
        .map(|dimension| (dimension.id().to_owned(), json!(selection.of(dimension))))
        .collect();
    echoed.insert("q".to_owned(), json!(selection.name_part));
    echoed.insert("from".to_owned(), json!(selection.from.as_ref().map(Day::to_string)));
    echoed.insert("to".to_owned(), json!(selection.to.as_ref().map(Day::to_string)));
    Json::Object(echoed)
}

fn warning(warning: &Warning) -> Json {
    json!({"code": warning.code, "message": warning.message})
}

#[derive(Serialize)]
struct ComparisonShape<'n> {
    from: String,
    to: String,
    totals: NumberMap<'n>,
}

impl<'n> ComparisonShape<'n> {
    fn of(comparison: &'n Comparison) -> Self {
        Self { from: comparison.from.to_string(), to: comparison.to.to_string(), totals: NumberMap(&comparison.totals) }
    }
}

#[derive(Serialize)]
struct PlatformShape<'n> {
    platform: &'n str,
    #[serde(flatten)]
    numbers: NumberMap<'n>,
}

fn platform((platform, numbers): &(String, Numbers)) -> PlatformShape<'_> {
    PlatformShape { platform, numbers: NumberMap(numbers) }
}

#[derive(Serialize)]
struct TopShape<'n> {
    id: &'n str,
    name: &'n str,
    platform: &'n str,
    revenue: Option<Number>,
}

fn top_influencer(line: &Line) -> TopShape<'_> {
    let revenue = line.numbers.iter().find(|(id, _)| *id == Measure::Revenue.id());
    TopShape {
        id: &line.profile.id,
        name: &line.profile.name,
        platform: blank_shown(&line.profile.platform),
        revenue: revenue.map(|(_, value)| Number(*value)),
    }
}

#[derive(Serialize)]
struct InfluencerShape<'n> {
    id: &'n str,
    name: &'n str,
    category: &'n str,
    gender: &'n str,
    platform: &'n str,
    followers: Option<i64>,
    tier: &'n str,
    in_roster: bool,
    verdict: &'static str,
    #[serde(flatten)]
    numbers: NumberMap<'n>,
}

fn influencer(line: &Line) -> InfluencerShape<'_> {
    let profile = &line.profile;
    InfluencerShape {
        id: &profile.id,
        name: &profile.name,
        category: blank_shown(&profile.category),
        gender: blank_shown(&profile.gender),
        platform: blank_shown(&profile.platform),
        followers: profile.followers,
        tier: profile.tier(),
        in_roster: profile.in_roster,
        verdict: line.verdict.id(),
        numbers: NumberMap(&line.numbers),
    }
}

/// A blank as answers write it.
pub(crate) fn blank_shown(text: &str) -> &str {
    if text.is_empty() { BLANK } else { text }
}

#[derive(Serialize)]
struct DayShape {
    date: String,
    revenue: Number,
    orders: Number,
    organic_revenue: Number,
}

fn day(sums: &DaySums) -> DayShape {
    DayShape {
        date: sums.day.to_string(),
        revenue: money(sums.revenue),
        orders: count(sums.orders),
        organic_revenue: money(sums.organic_revenue),
    }
}

/// One version in the list of versions.
#[derive(Serialize)]
pub(crate) struct ListedShape<'m> {
    #[serde(flatten)]
    dataset: DatasetOfAnswer<'m>,
    current: bool,
    rows: &'m warehouse::RowCounts,
    totals: NumberMapOwned,
}

struct NumberMapOwned(Numbers);

impl Serialize for NumberMapOwned {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        NumberMap(&self.0).serialize(serializer)
    }
}

pub(crate) fn listed(manifest: &Manifest, current: bool) -> ListedShape<'_> {
    let totals = &manifest.totals;
    let numbers = vec![
        ("revenue", Value::Money(totals.revenue)),
        ("orders", Value::Count(totals.orders)),
        ("organic_revenue", Value::Money(totals.organic_revenue)),
        ("organic_orders", Value::Count(totals.organic_orders)),
        ("other_revenue", Value::Money(totals.other_revenue)),
        ("other_orders", Value::Count(totals.other_orders)),
        ("spend", Value::Money(totals.spend)),
    ];
    ListedShape {
        dataset: DatasetOfAnswer::of(manifest),
        current,
        rows: &manifest.rows,
        totals: NumberMapOwned(numbers),
    }
}

/// `{"datasets": […]}`.
#[derive(Serialize)]
pub(crate) struct DatasetsShape<'m> {
    datasets: Vec<ListedShape<'m>>,
}

pub(crate) fn datasets(listing: &[Listed]) -> DatasetsShape<'_> {
    DatasetsShape { datasets: listing.iter().map(|version| listed(&version.manifest, version.current)).collect() }
}

/// `{"dataset": …, "report": …}`: what a commit answers.
#[derive(Serialize)]
pub(crate) struct CommittedShape<'r> {
    dataset: ListedShape<'r>,
    report: ReportShape<'r>,
}

pub(crate) fn committed<'r>(manifest: &'r Manifest, of: &'r Report) -> CommittedShape<'r> {
    CommittedShape { dataset: listed(manifest, true), report: report(of) }
}

/// An import's report.
#[derive(Serialize)]
pub(crate) struct ReportShape<'r> {
    can_commit: bool,
    errors: u64,
    warnings: u64,
    files: Each<'r, FileReport, FileShape<'r>>,
    mapping: Json,
    sources: Vec<SourceShape<'r>>,
    brands: Vec<BrandShape<'r>>,
    brand_rules: Vec<&'static str>,
    questions: Vec<Json>,
    issues: Json,
    reconciliation: Each<'r, Reconciliation, ReconciliationShape<'r>>,
}

pub(crate) fn report(report: &Report) -> ReportShape<'_> {
    ReportShape {
        can_commit: report.complete && report.questions.is_empty(),
        errors: report.errors,
        warnings: report.warnings,
        files: Each(&report.files, file),
        mapping: mapping(&report.mapping),
        sources: report.sources.iter().map(source_shape).collect(),
        brands: report.brands.iter().map(brand_shape).collect(),
        brand_rules: report.brand_rules.iter().map(|rule| rule.id()).collect(),
        questions: report.questions.iter().map(|asked| question(asked, report)).collect(),
        issues: issues(&report.issues),
        reconciliation: Each(&report.reconciliation, reconciliation),
    }
}

#[derive(Serialize)]
struct FileShape<'r> {
    name: &'r str,
    role: &'static str,
    rows: u64,
    bytes: u64,
    encoding: &'static str,
    delimiter: String,
    columns: Each<'r, Column, Json>,
}

fn file(file: &FileReport) -> FileShape<'_> {
    FileShape {
        name: &file.name,
        role: file.role.map_or("unknown", Role::id),
        rows: file.rows,
        bytes: file.bytes,
        encoding: file.encoding,
        delimiter: char::from(file.delimiter).to_string(),
        columns: Each(&file.columns, column),
    }
}

fn column(column: &Column) -> Json {
    json!({"header": column.header, "field": column.field, "how": column.how.id(), "samples": column.samples})
}

fn mapping(mapping: &Mapping) -> Json {
    let source: serde_json::Map<String, Json> =
        mapping.source.iter().map(|(value, class)| (value.clone(), json!(class.id()))).collect();
    let dates: serde_json::Map<String, Json> =
        mapping.dates.iter().map(|(role, order)| (role.id().to_owned(), json!(order.id()))).collect();
    let files: serde_json::Map<String, Json> =
        mapping.files.iter().map(|(role, name)| (role.id().to_owned(), json!(name))).collect();
    json!({"source": source, "brand": mapping.brand.id(), "dates": dates, "files": files})
}

#[derive(Serialize)]
struct SourceShape<'r> {
    value: &'r str,
    class: &'static str,
    rows: u64,
    with_id: u64,
    revenue: Number,
}

fn source_shape(source: &warehouse::SourceValue) -> SourceShape<'_> {
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

fn brand_shape(brand: &warehouse::BrandValue) -> BrandShape<'_> {
    BrandShape { value: blank_shown(&brand.value), rows: brand.rows, revenue: money(brand.revenue) }
}

fn question(question: &warehouse::Question, report: &Report) -> Json {
    match question {
        warehouse::Question::DateOrder(of) => date_question(question.id(), of, report),
        warehouse::Question::Files(of) => files_question(question.id(), of),
    }
}

fn files_question(id: String, question: &FilesQuestion) -> Json {
    let together = json!({"value": ALL_FILES, "label": "They belong together: read all of them"});
    let only = question.files.iter().map(|name| json!({"value": name, "label": format!("Read only {name}")}));
    json!({
        "id": id,
        "file": question.files.join(", "),
        "column": "",
        "question": format!("{} files are all {}. Do they belong together, or is one a copy or an extract?", question.files.len(), question.role),
        "options": std::iter::once(together).chain(only).collect::<Vec<_>>(),
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
        "question": format!("Which day is {first:02}-{second:02}-{year}? Nothing in the column tells day from month."),
        "options": options,
        "proposed": question.proposed.id(),
    })
}

/// Issue groups, for reports and errors.
pub(crate) fn issues(groups: &[IssueGroup]) -> Json {
    groups.iter().map(issue_group).collect()
}

fn issue_group(group: &IssueGroup) -> Json {
    let example = |example: &warehouse::Example| {
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
        "file": group.file,
        "count": group.count,
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

/// Every dimension with its values.
pub(crate) fn facets(facets: &[Facet]) -> Json {
    let value = |value: &warehouse::FacetValue| match &value.label {
        Some(label) => json!({"value": value.value, "label": label, "count": value.count}),
        None => json!({"value": value.value, "count": value.count}),
    };
    let values = |facet: &Facet| facet.values.iter().map(value).collect::<Json>();
    let dimensions: serde_json::Map<String, Json> =
        facets.iter().map(|facet| (facet.dimension.id().to_owned(), values(facet))).collect();
    json!({"dimensions": dimensions})
}

/// Every definition there is.
pub(crate) fn definitions() -> Json {
    let reasons: serde_json::Map<String, Json> =
        Reason::ALL.into_iter().map(|reason| (reason.id().to_owned(), json!(reason.sentence()))).collect();
    json!({
        "measures": Measure::ALL.into_iter().map(measure_definition).chain(remainder_definitions()).collect::<Vec<_>>(),
        "metrics": METRICS.iter().map(metric_definition).collect::<Vec<_>>(),
        "reasons": reasons,
        "methods": Method::ALL.map(method_definition),
        "tiers": tier_definitions(),
        "verdicts": Verdict::ALL.map(|verdict| json!({"id": verdict.id(), "label": verdict.label(), "meaning": verdict.meaning()})),
        "dimensions": Dimension::ALL.map(|dimension| json!({"id": dimension.id(), "label": dimension.label()})),
    })
}

fn measure_definition(measure: Measure) -> Json {
    json!({"id": measure.id(), "label": measure.label(), "unit": measure.unit().id(), "meaning": measure.meaning()})
}

fn remainder_definitions() -> [Json; 2] {
    definitions::REMAINDERS.map(|remainder| {
        json!({"id": remainder.id, "label": remainder.label, "unit": Unit::Money.id(), "meaning": remainder.meaning})
    })
}

fn metric_definition(metric: &Metric) -> Json {
    json!({
        "id": metric.id,
        "label": metric.label,
        "unit": metric.unit.id(),
        "formula": metric.formula_text(),
        "meaning": metric.meaning,
        "inputs": metric.inputs(),
        "no_value": metric.no_value.iter().map(|reason| reason.id()).collect::<Vec<_>>(),
    })
}

fn method_definition(method: Method) -> Json {
    json!({
        "id": method.id(),
        "label": method.label(),
        "meaning": method.meaning(),
        "spend": method.spend(),
        "baseline": method.baseline(),
    })
}

fn tier_definitions() -> Vec<Json> {
    let below = TIERS.iter().skip(1).map(|tier| Some(tier.from)).chain([None]);
    TIERS
        .iter()
        .zip(below)
        .map(|(tier, below)| json!({"id": tier.id, "label": tier.label, "from": tier.from, "below": below}))
        .collect()
}
