//! What a stored version says about itself.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use definitions::{BrandRule, Class};
use ingest::{Accepted, DateOrder, MappingChanges, Report, Role, Shape};

/// Written beside the tables of a version. Changed once at most: where an earlier program made it, its files get checksums.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The layout of the files beside it.
    pub format: u32,
    /// Unique in the data folder.
    pub id: String,
    /// Counts up in the data folder.
    pub version: i64,
    /// What people call it.
    pub name: String,
    /// When it was committed, RFC 3339 in UTC.
    pub created: String,
    /// Made by the generator, not uploaded.
    pub sample: bool,
    /// SHA-256 of the stored tables, hexadecimal.
    pub content_hash: String,
    /// ISO 4217.
    pub currency: String,
    /// Where its shop is: times in UTC were read as days there; nothing in a version that an earlier program made.
    #[serde(default)]
    pub time_zone: Option<String>,
    /// Where brands come from.
    pub brand_rule: String,
    /// Accepted rows.
    pub rows: RowCounts,
    /// What the accepted rows add up to.
    pub totals: TableTotals,
    /// Present when rows with errors were left out.
    pub excluded: Option<Excluded>,
    /// The first day with a sale.
    pub first_day: Option<String>,
    /// The last day with a sale.
    pub last_day: Option<String>,
    /// Some tracking row is organic.
    pub has_organic: bool,
    /// The version whose files were read with the new ones.
    #[serde(default)]
    pub appended_to: Option<String>,
    /// What was found and did not keep rows out.
    #[serde(default)]
    pub warnings: u64,
    /// How its files were understood: read with this, they are understood so again.
    #[serde(default)]
    pub changes: MappingChanges,
    /// The user's own shapes that its files were read with, as text.
    #[serde(default)]
    pub shapes: Vec<String>,
    /// The files that were read, by their place; nothing in a version made before rows could be asked for.
    #[serde(default)]
    pub files: Option<Vec<ReadFile>>,
    /// The uploaded files; nothing when they were too large to be kept.
    #[serde(default)]
    pub originals: Option<Vec<Original>>,
    /// Since when its files have checksums, RFC 3339 in UTC; nothing in a version that an earlier program made and that was not
    /// opened since.
    #[serde(default)]
    pub checked_from: Option<String>,
}

/// One of the files that were read: a table, or a sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadFile {
    /// The name it is known by.
    pub name: String,
    /// Its table; nothing where none of it counts.
    pub role: Option<String>,
    /// The order of day and month its days are read in.
    pub dates: String,
}

impl ReadFile {
    pub(crate) fn from_accepted(accepted: &Accepted<'_>) -> Vec<Self> {
        let file = |(name, role, order): (&str, Option<Role>, DateOrder)| {
            let role = role.map(|role| role.id().to_owned());
            Self { name: name.to_owned(), role, dates: order.id().to_owned() }
        };
        accepted.files().map(file).collect()
    }
}

/// One of the uploaded files, which are kept in one packed file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Original {
    /// The name it was uploaded under.
    pub name: String,
    /// The form field it came under.
    pub form_field: String,
    /// The table it was, where it was one table.
    #[serde(default)]
    pub role: Option<String>,
    /// Its own size.
    pub bytes: u64,
    /// Where it begins in the packed file.
    pub(super) offset: u64,
    /// How much of the packed file it takes.
    pub(super) packed: u64,
}

impl Original {
    pub(super) fn range(&self) -> Range<u64> {
        self.offset..self.offset.saturating_add(self.packed)
    }
}

/// Accepted rows by table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct RowCounts {
    pub influencers: u64,
    pub tracking: u64,
    pub payouts: u64,
    pub posts: u64,
}

/// Sums over all accepted rows; money in micros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the measures")]
pub struct TableTotals {
    pub revenue: i64,
    pub orders: i64,
    pub organic_revenue: i64,
    pub organic_orders: i64,
    pub other_revenue: i64,
    pub other_orders: i64,
    pub spend: i64,
}

/// What was left out; money in micros, as far as it could be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Excluded {
    pub rows: u64,
    pub revenue: i64,
    pub spend: i64,
}

impl Manifest {
    /// The user's own shapes that its files were read with; one that this program does not understand is left out.
    pub fn own_shapes(&self) -> Vec<Shape> {
        let parsed = self.shapes.iter().map(|text| Shape::parse(text));
        parsed
            .filter_map(|shape| shape.inspect_err(|error| tracing::warn!("a shape is left out: {error}")).ok())
            .collect()
    }

    pub(crate) fn brand_rule(&self) -> BrandRule {
        BrandRule::from_id(&self.brand_rule).unwrap_or(BrandRule::None)
    }

    /// Calendar days from the first to the last day with a sale.
    pub fn days(&self) -> i32 {
        let day = |text: &Option<String>| text.as_deref().and_then(|text| definitions::Day::parse(text).ok());
        day(&self.first_day).zip(day(&self.last_day)).map_or(0, |(first, last)| last.number() - first.number() + 1)
    }
}

impl TableTotals {
    pub(crate) fn from_report(report: &Report) -> Self {
        let mut totals = Self::default();
        for part in &report.reconciliation {
            let revenue = |class: Class| part.revenue_used[class as usize];
            let orders = |class: Class| part.orders_used[class as usize];
            totals.revenue += revenue(Class::Influencer);
            totals.orders += orders(Class::Influencer);
            totals.organic_revenue += revenue(Class::Organic);
            totals.organic_orders += orders(Class::Organic);
            totals.other_revenue += revenue(Class::Other);
            totals.other_orders += orders(Class::Other);
            totals.spend += part.spend_used;
        }
        totals
    }
}

impl RowCounts {
    pub(crate) fn from_report(report: &Report) -> Self {
        let used = |role: Role| {
            let input = report.reconciliation.iter().filter(|part| part.role == role);
            input.map(|part| part.rows - part.rows_excluded).sum()
        };
        Self {
            influencers: used(Role::Influencers),
            tracking: used(Role::Tracking),
            payouts: used(Role::Payouts),
            posts: used(Role::Posts),
        }
    }
}

impl Excluded {
    /// What all files of a report leave out together; nothing when no row is.
    pub fn from_report(report: &Report) -> Option<Self> {
        let mut excluded = Self::default();
        for part in &report.reconciliation {
            excluded.rows += part.rows_excluded;
            excluded.revenue = excluded.revenue.saturating_add(part.revenue_excluded);
            excluded.spend = excluded.spend.saturating_add(part.spend_excluded);
        }
        (excluded.rows > 0).then_some(excluded)
    }
}
