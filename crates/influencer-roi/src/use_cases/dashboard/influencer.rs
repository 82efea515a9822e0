//! One influencer: the line of the table, day by day, by campaign and by product.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use cube::{Sold, WithoutSale};
use definitions::{
    Aggregates, Day, DaySums, Dimension, Measure, Method, PartSums, Question, SALES_SIDE, Selection, metric, shown,
};
use store::{Dataset, Manifest, RowTable, StoreError};

use super::{
    answer::{Line, Numbers, Warning, line, warnings},
    table::Table,
};
use crate::use_cases::{
    UseCases,
    estimates::{Estimated, Estimates, Record},
};

/// Everything about one influencer on the sales side of a selection.
pub(crate) struct Influencer {
    pub(crate) manifest: Manifest,
    pub(crate) question: Question,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) line: Line,
    /// Where the question has them.
    pub(crate) estimates: Option<Arc<Estimates>>,
    pub(crate) daily: Vec<DaySums>,
    /// By revenue.
    pub(crate) campaigns: Vec<CampaignNumbers>,
    /// By revenue.
    pub(crate) products: Vec<ProductNumbers>,
    pub(crate) posts_total: i64,
    /// Nothing for a version that was made before rows were kept.
    pub(crate) payouts_total: Option<u64>,
}

/// What an influencer sold in one campaign, or was paid for it.
pub(crate) struct CampaignNumbers {
    pub(crate) campaign: String,
    /// The first and the last with sales.
    pub(crate) days: Option<(Day, Day)>,
    pub(crate) numbers: Numbers,
    pub(crate) estimate: Option<Estimated>,
}

/// What an influencer sold of one product.
pub(crate) struct ProductNumbers {
    pub(crate) brand: String,
    pub(crate) product: String,
    pub(crate) numbers: Numbers,
    pub(crate) estimate: Option<Estimated>,
}

/// The metrics that parts of an influencer's sales have.
pub(crate) const PART_METRICS: [&str; 7] =
    ["roas", "contribution", "profit", "return_on_spend", "break_even_roas", "aov", "cost_per_order"];

const DAYS_OF_WEEK: i32 = 7;

impl UseCases {
    /// Answers a question for one influencer, whose id replaces the influencer side of the selection; none for an unknown id.
    pub(crate) fn influencer(&self, question: &Question, id: &str) -> Result<Option<Influencer>, StoreError> {
        let dataset = self.data_folder.dataset(question.dataset.as_deref())?;
        let Some(profile) = dataset.profiles().iter().position(|profile| profile.id == id) else { return Ok(None) };
        let Some((line, estimates)) = self.line_of(&dataset, question, profile) else { return Ok(None) };
        let own = Question { selection: narrowed_to(&question.selection, id), ..question.clone() };
        let aggregates = dataset.query(&own);
        let estimate = |records: &[Record]| match &estimates {
            Some(estimates) => self.estimates_of_parts(estimates, records).into_iter().map(Some).collect(),
            None => vec![None; records.len()],
        };
        let parts = SalesOfInfluencer::collect(&dataset, profile, &own, &aggregates);
        let posts_total = aggregates.totals.sums[Measure::Posts];
        let payouts = self.data_folder.rows(&self.row_cache, &dataset, &own, &aggregates, RowTable::Payouts);
        let payouts_total = match payouts.and_then(|payouts| payouts.found()) {
            Ok(found) => Some(found.total),
            Err(StoreError::NoRows { .. }) => None,
            Err(error) => return Err(error),
        };
        Ok(Some(Influencer {
            manifest: dataset.manifest().clone(),
            warnings: warnings(&dataset, &aggregates, &own),
            line,
            campaigns: parts.campaigns(estimate),
            products: parts.products(estimate),
            estimates: estimates.clone(),
            daily: aggregates.daily,
            posts_total,
            payouts_total,
            question: own,
        }))
    }

    /// The row of the table, with share and estimate among the selected influencers; among all where the selection leaves it
    /// out.
    fn line_of(
        &self,
        dataset: &Dataset,
        question: &Question,
        profile: usize,
    ) -> Option<(Line, Option<Arc<Estimates>>)> {
        let among = |question: &Question| {
            let aggregates = dataset.query(question);
            aggregates.lines.iter().find(|line| line.profile == profile)?;
            let estimates = self.estimates(dataset, question, &aggregates);
            let table = Table::new(dataset, &aggregates, question).with_estimates(estimates.as_deref());
            let found = table.row_of(profile).as_ref().map(line)?;
            Some((found, estimates))
        };
        let all = || Question { selection: sales_side(&question.selection), ..question.clone() };
        among(question).or_else(|| among(&all()))
    }
}

/// The sales side of a selection for one influencer.
fn narrowed_to(selection: &Selection, id: &str) -> Selection {
    let mut own = sales_side(selection);
    own.choose(Dimension::Influencer, id);
    own
}

fn sales_side(selection: &Selection) -> Selection {
    let mut own = Selection::default();
    (own.from, own.to) = (selection.from, selection.to);
    for dimension in SALES_SIDE {
        selection.values(dimension).iter().for_each(|value| own.choose(dimension, value));
    }
    own
}

/// The sales of one influencer on the selection, and what it was paid on the selection without a sale.
struct SalesOfInfluencer<'p> {
    sold: Vec<Sold<'p>>,
    without_sale: Vec<WithoutSale<'p>>,
    question: &'p Question,
    aggregates: &'p Aggregates,
    is_paid_per_order: bool,
}

impl<'p> SalesOfInfluencer<'p> {
    fn collect(dataset: &'p Dataset, profile: usize, question: &'p Question, aggregates: &'p Aggregates) -> Self {
        let sold = dataset.sold_by(profile).filter(|sold| sold.is_on(&question.selection)).collect();
        let without_sale = dataset.paid_without_sale(profile).filter(|paid| paid.counts(&question.selection)).collect();
        Self { sold, without_sale, question, aggregates, is_paid_per_order: dataset.is_paid_per_order(profile) }
    }

    fn campaigns(&self, estimate: impl Fn(&[Record]) -> Vec<Option<Estimated>>) -> Vec<CampaignNumbers> {
        let mut parts = self.by(|sold: &Sold<'p>| (sold.campaign, ()));
        for paid in self.without_sale.iter().filter(|paid| !paid.campaign.is_empty() && paid.amount != 0) {
            parts.entry((paid.campaign, ())).or_default().sums.sums[Measure::Spend] += paid.amount;
        }
        let parts = by_revenue(parts);
        let estimates = estimate(&self.records(&parts));
        let part =
            |(((campaign, ()), part), estimate): (((&str, ()), SalesSums<'p>), Option<Estimated>)| CampaignNumbers {
                campaign: shown(campaign).to_owned(),
                days: part.days,
                numbers: self.numbers(&part),
                estimate,
            };
        parts.into_iter().zip(estimates).map(part).collect()
    }

    fn products(&self, estimate: impl Fn(&[Record]) -> Vec<Option<Estimated>>) -> Vec<ProductNumbers> {
        let parts = by_revenue(self.by(|sold: &Sold<'p>| (sold.brand, sold.product)));
        let estimates = estimate(&self.records(&parts));
        let part =
            |(((brand, product), part), estimate): (((&str, &str), SalesSums<'p>), Option<Estimated>)| ProductNumbers {
                brand: shown(brand).to_owned(),
                product: shown(product).to_owned(),
                numbers: self.numbers(&part),
                estimate,
            };
        parts.into_iter().zip(estimates).map(part).collect()
    }

    fn by<K: Ord>(&self, key: impl Fn(&Sold<'p>) -> K) -> BTreeMap<K, SalesSums<'p>> {
        let mut parts = BTreeMap::<K, SalesSums<'p>>::new();
        for sold in &self.sold {
            parts.entry(key(sold)).or_default().add(sold);
        }
        parts
    }

    fn records<K>(&self, parts: &[(K, SalesSums<'p>)]) -> Vec<Record> {
        let record = |(_, part): &(K, SalesSums<'p>)| Record {
            part: self.sums(part),
            weeks: part.weeks.len() as u32,
            is_paid_per_order: self.is_paid_per_order,
        };
        parts.iter().map(record).collect()
    }

    /// With what is earned on the sales of each brand; under the literal method the whole spend.
    fn sums(&self, part: &SalesSums<'p>) -> PartSums {
        let earned = |(brand, revenue): (&&str, &i64)| self.question.margins.of_brand(shown(brand)).of(*revenue);
        let contribution = part.revenue_of_brands.iter().map(earned).sum();
        let mut sums = PartSums { contribution, ..part.sums };
        if self.question.method == Method::Literal {
            sums.sums[Measure::Spend] = self.aggregates.totals.sums[Measure::Spend];
        }
        sums
    }

    /// The numbers that the dashboard shows for this part.
    fn numbers(&self, part: &SalesSums<'p>) -> Numbers {
        let whole = self.aggregates.totals.sums[Measure::Revenue];
        let scope = self.aggregates.part_scope(self.question, self.sums(part), whole);
        let measures = [Measure::Revenue, Measure::Orders, Measure::Spend].into_iter();
        let measures = measures.map(|measure| (measure.id(), scope.measure(measure)));
        let metrics = PART_METRICS.into_iter().filter_map(metric);
        measures.chain(metrics.map(|metric| (metric.id, scope.metric(metric)))).collect()
    }
}

/// By revenue, then by name.
fn by_revenue<K: Ord>(parts: BTreeMap<K, SalesSums<'_>>) -> Vec<(K, SalesSums<'_>)> {
    let mut parts: Vec<(K, SalesSums<'_>)> = parts.into_iter().collect();
    parts.sort_by_key(|(_, part)| std::cmp::Reverse(part.sums.sums[Measure::Revenue]));
    parts
}

/// Sums over some of the sales.
#[derive(Default)]
struct SalesSums<'p> {
    /// The first and the last.
    days: Option<(Day, Day)>,
    /// Weeks with sales, counted from one Thursday.
    weeks: BTreeSet<i32>,
    sums: PartSums,
    revenue_of_brands: BTreeMap<&'p str, i64>,
}

impl<'p> SalesSums<'p> {
    fn add(&mut self, sold: &Sold<'p>) {
        let (first, last) = self.days.unwrap_or((sold.day, sold.day));
        self.days = Some((first.min(sold.day), last.max(sold.day)));
        self.weeks.insert(sold.day.number().div_euclid(DAYS_OF_WEEK));
        let sums = &mut self.sums.sums;
        sums[Measure::Revenue] += sold.revenue;
        sums[Measure::Orders] += sold.orders;
        sums[Measure::Spend] += sold.spend;
        *self.revenue_of_brands.entry(sold.brand).or_default() += sold.revenue;
    }
}
