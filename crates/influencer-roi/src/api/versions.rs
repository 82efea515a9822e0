//! Versions of the data as JSON.

use definitions::Value;
use ingest::Report;
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};
use store::{Binned, Damage, Listed, Listing, Manifest, Unusable};

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
        let excluded = |excluded: store::Excluded| ExcludedShape {
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
    rows: &'m store::RowCounts,
    totals: NumberMapOwned,
    warnings: u64,
    appended_to: Option<&'m str>,
    originals: Option<Vec<Json>>,
    checked_from: Option<&'m str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    in_list: Option<InList<'m>>,
}

/// What only the list says of a version.
#[derive(Serialize)]
struct InList<'m> {
    change: Json,
    damage: Option<DamageShape<'m>>,
}

/// A file that is damaged or missing.
#[derive(Serialize)]
struct DamageShape<'m> {
    file: &'m str,
    what: &'m str,
}

impl<'m> DamageShape<'m> {
    fn of(damage: &'m Damage) -> Self {
        Self { file: &damage.file, what: &damage.what }
    }
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
        checked_from: manifest.checked_from.as_deref(),
        in_list: None,
    }
}

fn original(original: &store::Original) -> Json {
    json!({"name": original.name, "bytes": original.bytes, "role": original.role})
}

/// What a version has more or less than the one before it.
fn change(now: &Manifest, before: &Manifest) -> Json {
    let rows = |count: fn(&store::RowCounts) -> u64| count(&now.rows).cast_signed() - count(&before.rows).cast_signed();
    let sum =
        |amount: fn(&store::TableTotals) -> i64| money(amount(&now.totals).saturating_sub(amount(&before.totals)));
    let revenue = |totals: &store::TableTotals| {
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

/// A version in the bin.
#[derive(Serialize)]
struct BinnedShape<'m> {
    id: &'m str,
    name: &'m str,
    version: i64,
    created: Option<&'m str>,
    sample: bool,
    deleted: &'m str,
    purged_after: &'m str,
    damage: Option<DamageShape<'m>>,
}

impl<'m> BinnedShape<'m> {
    fn of(binned: &'m Binned) -> Self {
        let manifest = binned.manifest.as_ref();
        Self {
            id: &binned.id,
            name: &binned.name,
            version: binned.version,
            created: manifest.map(|manifest| manifest.created.as_str()),
            sample: manifest.is_some_and(|manifest| manifest.sample),
            deleted: &binned.deleted,
            purged_after: &binned.purged_after,
            damage: binned.damage.as_ref().map(DamageShape::of),
        }
    }
}

/// A version or a folder that cannot be used.
#[derive(Serialize)]
struct UnusableShape<'m> {
    id: Option<&'m str>,
    name: Option<&'m str>,
    version: Option<i64>,
    folder: &'m str,
    current: bool,
    message: &'m str,
}

impl<'m> UnusableShape<'m> {
    fn of(unusable: &'m Unusable) -> Self {
        let Unusable { id, name, version, folder, current, message } = unusable;
        let (id, name) = (id.as_deref(), name.as_deref());
        Self { id, name, version: *version, folder, current: *current, message }
    }
}

/// `{"datasets": […], "bin": […], "warnings": […]}`.
#[derive(Serialize)]
pub(crate) struct DatasetsShape<'m> {
    datasets: Vec<ListedShape<'m>>,
    bin: Vec<BinnedShape<'m>>,
    warnings: Vec<UnusableShape<'m>>,
}

pub(crate) fn datasets<'l>(listing: &'l Listing) -> DatasetsShape<'l> {
    let Listing { versions, bin, unusable } = listing;
    // The newest stands first: the one before a version comes after it.
    let before = |at: usize| versions.get(at + 1).map(|version| &version.manifest);
    let shape = |(at, version): (usize, &'l Listed)| ListedShape {
        in_list: Some(InList {
            change: before(at).map_or(Json::Null, |before| change(&version.manifest, before)),
            damage: version.damage.as_ref().map(DamageShape::of),
        }),
        ..listed(&version.manifest, version.current)
    };
    DatasetsShape {
        datasets: versions.iter().enumerate().map(shape).collect(),
        bin: bin.iter().map(BinnedShape::of).collect(),
        warnings: unusable.iter().map(UnusableShape::of).collect(),
    }
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
