//! Versions of the data as JSON.

use definitions::Value;
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};
use warehouse::{Listed, Manifest, Report};

use super::{
    numbers::{Number, NumberMap, money},
    report::{ReportShape, report},
};
use crate::use_cases::dashboard::answer::Numbers;

/// What an answer says of the data it is from.
#[derive(Serialize)]
pub(super) struct DatasetShape<'m> {
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

impl<'m> DatasetShape<'m> {
    pub(super) fn new(manifest: &'m Manifest) -> Self {
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

/// One version in the list of versions.
#[derive(Serialize)]
pub(crate) struct ListedShape<'m> {
    #[serde(flatten)]
    dataset: DatasetShape<'m>,
    current: bool,
    rows: &'m warehouse::RowCounts,
    totals: NumberMapOwned,
    warnings: u64,
    appended_to: Option<&'m str>,
    originals: Option<Vec<Json>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Json>,
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
        dataset: DatasetShape::new(manifest),
        current,
        rows: &manifest.rows,
        totals: NumberMapOwned(numbers),
        warnings: manifest.warnings,
        appended_to: manifest.appended_to.as_deref(),
        originals: manifest.originals.as_ref().map(|originals| originals.iter().map(original).collect()),
        change: None,
    }
}

fn original(original: &warehouse::Original) -> Json {
    json!({"name": original.name, "bytes": original.bytes, "role": original.role})
}

/// What a version has more or less than the one before it.
fn change(now: &Manifest, before: &Manifest) -> Json {
    let rows =
        |count: fn(&warehouse::RowCounts) -> u64| count(&now.rows).cast_signed() - count(&before.rows).cast_signed();
    let sum =
        |amount: fn(&warehouse::TableTotals) -> i64| money(amount(&now.totals).saturating_sub(amount(&before.totals)));
    let revenue = |totals: &warehouse::TableTotals| {
        totals.revenue.saturating_add(totals.organic_revenue).saturating_add(totals.other_revenue)
    };
    json!({
        "from": before.id,
        "from_version": before.version,
        "tables": {
            "influencers": {"rows": rows(|rows| rows.influencers)},
            "tracking": {"rows": rows(|rows| rows.tracking), "revenue": sum(revenue)},
            "payouts": {"rows": rows(|rows| rows.payouts), "spend": sum(|totals| totals.spend)},
            "posts": {"rows": rows(|rows| rows.posts)},
        },
    })
}

/// `{"datasets": […]}`.
#[derive(Serialize)]
pub(crate) struct DatasetsShape<'m> {
    datasets: Vec<ListedShape<'m>>,
}

pub(crate) fn datasets<'l>(listing: &'l [Listed]) -> DatasetsShape<'l> {
    // The newest stands first: the one before a version comes after it.
    let before = |at: usize| listing.get(at + 1).map(|version| &version.manifest);
    let shape = |(at, version): (usize, &'l Listed)| ListedShape {
        change: Some(before(at).map_or(Json::Null, |before| change(&version.manifest, before))),
        ..listed(&version.manifest, version.current)
    };
    DatasetsShape { datasets: listing.iter().enumerate().map(shape).collect() }
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
