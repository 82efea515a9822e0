//! Versions of the data as JSON.

use definitions::Value;
use serde::{Serialize, Serializer};
use warehouse::{Listed, Manifest, Report};

use super::{
    numbers::{Number, NumberMap, money},
    report::{ReportShape, report},
};
use crate::insights::dashboard::Numbers;

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
    pub(super) fn of(manifest: &'m Manifest) -> Self {
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
    ListedShape { dataset: DatasetShape::of(manifest), current, rows: &manifest.rows, totals: NumberMapOwned(numbers) }
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
